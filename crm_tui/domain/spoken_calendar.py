"""The calendar as a desk counts it: weekdays, month ends, working days."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_SHORT = ("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun")

MONTHS = {
    spelled: number
    for number, name in enumerate(calendar.month_name)
    if name
    for spelled in (name.lower(), name[:3].lower())
} | {"sept": 9}

NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
NUMBERS |= {"a": 1, "an": 1, "couple": 2, "ten": 10, "twelve": 12, "fifteen": 15, "thirty": 30}

_MEND = 6
"""A word of so many letters may have one slip in it and still name a day of the week."""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """From where days are counted."""

    now: datetime
    """The day it is at the desk, and the time."""

    is_working: Callable[[date], bool]
    """Whether somebody works on a day."""

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()


def weekday_named(word: str) -> int | None:
    """The day of the week that a word names, Monday being 0; None where it names none."""
    if word in _SHORT:
        return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word[:3]))
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    if len(word) >= _MEND and word.isalpha():
        return next((number for number, name in enumerate(WEEKDAYS) if one_slip(word, name)), None)
    return None


def one_slip(typed: str, meant: str) -> bool:
    """Whether two different words differ by one letter left out, put in, changed, or by two neighbours swapped."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    at = next((place for place, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other), None)
    if at is None:
        return True
    if len(typed) == len(meant):
        swapped = typed[at : at + 2] == meant[at : at + 2][::-1] and typed[at + 2 :] == meant[at + 2 :]
        return swapped or typed[at + 1 :] == meant[at + 1 :]
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    return longer[at + 1 :] == shorter[at:]


def next_weekday(weekday: int, today: date) -> date:
    """The next such day of the week, today excluded."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def in_week(weekday: int, today: date, further: int) -> date:
    """That day of this week, or of one so many weeks further on; weeks begin on Monday."""
    return today + timedelta(days=weekday - today.weekday() + 7 * further)


def next_numbered(number: int, today: date) -> date | None:
    """The next day with this number in its month, today included."""
    if not 1 <= number <= 31:
        return None
    year, month = today.year, today.month
    for _ in range(4):
        if number <= calendar.monthrange(year, month)[1] and (found := date(year, month, number)) >= today:
            return found
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return None


def months_on(day: date, count: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    months = day.month - 1 + count
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_end(month: int, today: date) -> date:
    """The last day of the next such month, this one included."""
    year = today.year if month >= today.month else today.year + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def end_of(period: str, further: int, today: date, reckoned: Reckoning) -> date:
    """The last day of a period; of a week its last working day, as a desk means it."""
    match period:
        case "day":
            return today + timedelta(days=further)
        case "week":
            monday = today + timedelta(days=7 * further - today.weekday())
            days = [monday + timedelta(days=step) for step in range(7)]
            working = [day for day in days if reckoned.is_working(day) and day >= today]
            return working[-1] if working else days[-1]
        case "month":
            ahead = months_on(today.replace(day=1), further)
            return ahead.replace(day=calendar.monthrange(ahead.year, ahead.month)[1])
        case "quarter":
            ahead = months_on(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), 3 * further + 2)
            return ahead.replace(day=calendar.monthrange(ahead.year, ahead.month)[1])
    return date(today.year + further, 12, 31)


def working_on(day: date, count: int, reckoned: Reckoning) -> date:
    """The day that is so many working days later."""
    # a calendar in which nobody ever works must not be searched for ever
    limit = day + timedelta(days=count * 7 + 60)
    while count > 0 and day < limit:
        day += timedelta(days=1)
        count -= reckoned.is_working(day)
    return day
