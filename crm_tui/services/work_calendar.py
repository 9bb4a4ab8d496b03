"""The days on which the firm works: its week, its holidays, and the public holidays of its region."""

from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from crm_tui.domain.rules import GroundRules
from crm_tui.services.ports import Records

_WEEK = 7


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked on."""

    days_off: frozenset[int] = frozenset({5, 6})
    """Days of the week without work, Monday being 0. A week that is all off is taken as one that is all worked."""

    holidays: frozenset[date] = frozenset()
    """Further days without work."""

    public: Container[date] = field(default=frozenset(), compare=False, repr=False)
    """The public holidays of the region, where one is set."""

    problem: str = ""
    """Why the region's holidays are not known, in one line; empty where they are, or where none is set."""

    def is_working(self, day: date) -> bool:
        """Whether the firm works on a day."""
        return day.weekday() not in self._off and day not in self.holidays and day not in self.public

    def working_days(self, after: date, until: date) -> int:
        """How many working days lie after one day, up to and with another; none where that is no later."""
        days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
        return sum(map(self.is_working, days))

    def add(self, day: date, days: int) -> date:
        """The day on which so many working days have passed since a day; that day itself for none.

        Beyond the calendar it is the calendar's last day.
        """
        while days > 0 and day < date.max:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day

    @property
    def _off(self) -> frozenset[int]:
        return self.days_off if len(self.days_off) < _WEEK else frozenset()


def of(rules: GroundRules) -> WorkCalendar:
    """The calendar that the ground rules describe."""
    public, problem = _public(rules.holiday_region)
    return WorkCalendar(frozenset(rules.days_off), frozenset(rules.holidays), public, problem)


def next_until(records: Records, today: date) -> date:
    """The last day on which what is due is *next*, by the ground rules in force."""
    from crm_tui.services.ground_rules import in_force

    rules = in_force(records)
    return of(rules).add(today, rules.ahead_days)


@lru_cache(maxsize=4)
def _public(region: str) -> tuple[Container[date], str]:
    if not region:
        return frozenset(), ""
    country, _, part = region.upper().partition("-")
    try:
        import holidays
    except ImportError:
        return frozenset(), (
            f"the holidays of {region} are not known here, and count as working days: "
            "install crm-tui[holidays], or take the region out of the ground rules"
        )
    try:
        return holidays.country_holidays(country, subdiv=part or None), ""
    except NotImplementedError:
        return frozenset(), f"no holidays are known of {region!r}: the ground rules take ISO 3166, such as IN or IN-MH"
