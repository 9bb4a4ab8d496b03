"""The days on which the firm works: its week, its holidays, and the public holidays of its region."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial

from crm_tui.domain.calendar import When, when
from crm_tui.domain.rules import GroundRules
from crm_tui.services.ground_rules import in_force
from crm_tui.services.ports import Records

_WEEK = 7
_LONGEST_REST = timedelta(days=15)
"""So many days without work at most are looked over, one after the other."""


def _none(_: int) -> frozenset[date]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked on."""

    days_off: frozenset[int] = frozenset({5, 6})
    """Days of the week without work, Monday being 0. A week that is all off is taken as one that is all worked."""

    holidays: frozenset[date] = frozenset()
    """Further days without work."""

    public: Callable[[int], frozenset[date]] = _none
    """The public holidays of the region in a year."""

    problem: str = ""
    """Why the region's holidays are not known, in one line; empty where they are, or where none is set."""

    def is_working(self, day: date) -> bool:
        """Whether the firm works on a day."""
        return day.weekday() not in self._off and day not in self.holidays and day not in self.public(day.year)

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie after one day, up to and with another; none where that is no later."""
        days = (until - after).days
        if days <= 0:
            return 0
        off, first = self._off, after.weekday()
        weeks, rest = divmod(days, _WEEK)
        count = weeks * (_WEEK - len(off)) + sum((first + step) % _WEEK not in off for step in range(1, rest + 1))
        free = self.holidays.union(*(self.public(year) for year in range(after.year, until.year + 1)))
        return count - sum(after < day <= until and day.weekday() not in off for day in free)

    def add(self, day: date, days: int) -> date:
        """The day on which so many working days have passed since a day; that day itself for none.

        Beyond the calendar it is the calendar's last day.
        """
        while days > 0 and day < date.max:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day

    def is_met(self, on: date, today: date) -> bool:
        """Whether a day of the year, such as a birthday, is met today.

        It is on the day itself, on the next working day at the latest, and before a day without work on the last
        working day, from which no other one lies between.
        """
        return self.working_days(on, today) <= 1 if on <= today else not self.working_days(today, on)

    def met(self, today: date) -> tuple[date, date]:
        """The earliest and the latest day that are met today."""
        first = last = today
        while today - first < _LONGEST_REST and first > date.min and self.is_met(first - timedelta(days=1), today):
            first -= timedelta(days=1)
        while last - today < _LONGEST_REST and last < date.max and self.is_met(last + timedelta(days=1), today):
            last += timedelta(days=1)
        return first, last

    def met_from(self, on: date) -> date:
        """The first day on which a day of the year is met."""
        day = on
        while on - day < _LONGEST_REST and day > date.min and self.is_met(on, day - timedelta(days=1)):
            day -= timedelta(days=1)
        return day

    @property
    def _off(self) -> frozenset[int]:
        return self.days_off if len(self.days_off) < _WEEK else frozenset()


def of(rules: GroundRules) -> WorkCalendar:
    """The calendar that the ground rules describe."""
    public, problem = _region(rules.holiday_region)
    return WorkCalendar(frozenset(rules.days_off), frozenset(rules.holidays), public, problem)


@dataclass(frozen=True, slots=True)
class DueDays:
    """How due dates stand to a day, in the firm's working days."""

    today: date
    """The day."""

    until: date
    """The last day on which what is due is *next*."""

    calendar: WorkCalendar
    """The firm's."""

    def stands(self, due: date | None) -> When:
        """Whether it is overdue, due today, next, later, or has no date."""
        return when(due, self.today, self.until)

    def late(self, due: date) -> int:
        """How many working days have ended since a due date."""
        return self.calendar.working_days(due, self.today)


def due_days(records: Records, today: date) -> DueDays:
    """How due dates stand to a day, by the ground rules in force."""
    rules = in_force(records)
    calendar = of(rules)
    return DueDays(today, calendar.add(today, rules.ahead_days), calendar)


def next_working_day(records: Records, today: date) -> date:
    """The first working day after a day, by the ground rules in force."""
    return of(in_force(records)).add(today, 1)


def met_from(records: Records, on: date) -> date:
    """The first day on which a day of the year is met, by the ground rules in force."""
    return of(in_force(records)).met_from(on)


@lru_cache(maxsize=4)
def _region(region: str) -> tuple[Callable[[int], frozenset[date]], str]:
    if not region:
        return _none, ""
    try:
        # an extra, and slow to load: only who sets a region needs it
        import holidays  # noqa: F401
    except ImportError:
        return _none, (
            f"the holidays of {region} are not known here and count as working days: "
            "install crm-tui[holidays], or take the region out of the ground rules"
        )
    try:
        _of_year(region, 2000)
    except NotImplementedError:
        return _none, (
            f"no holidays are known of {region}, they count as working days: "
            "the ground rules take a code of ISO 3166, such as IN or IN-MH"
        )
    return partial(_of_year, region), ""


@lru_cache(maxsize=256)
def _of_year(region: str, year: int) -> frozenset[date]:
    import holidays

    country, _, part = region.upper().partition("-")
    with warnings.catch_warnings():
        # it says on standard error which years it does not know well
        warnings.simplefilter("ignore")
        return frozenset(holidays.country_holidays(country, subdiv=part or None, years=year))
