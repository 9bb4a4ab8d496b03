"""Days as a desk speaks of them. ``today`` is always an argument."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from crm_tui.domain.text import quoted

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTHS = {"sept": 9} | {spelled: number for number, name in enumerate(_MONTH_NAMES, 1) for spelled in (name, name[:3])}

_Years = tuple[list[int], Callable[[date], bool]]
"""The years in which a day without one is looked for, and which of its days will do."""


class When(StrEnum):
    """How a due date stands to today, in the order of the daily check."""

    OVERDUE = "overdue"
    TODAY = "today"
    NEXT = "next"
    NO_DATE = "no date"
    LATER = "later"


def when(due: date | None, today: date, until: date) -> When:
    """How ``due`` stands to ``today``: a day is overdue only after it has ended.

    ``until`` is the last day that is *next*: the ground rules say how many working days that is ahead.
    """
    if due is None:
        return When.NO_DATE
    if due < today:
        return When.OVERDUE
    if due == today:
        return When.TODAY
    return When.NEXT if due <= until else When.LATER


def parse_day(text: str, today: date, *, past: bool = False, this_year: bool = False) -> date:
    """A day as a desk types it.

    Knows ``2026-11-25``, ``25/11``, ``25-11-2026``, ``25 nov``, ``today``, ``tomorrow``, ``yesterday``,
    ``fri`` (the next one, today excluded) and ``+3`` (days from today). A day and month without a year is the
    next such day; with ``past`` it is the last one, and ``fri`` the last Friday before today; with ``this_year`` it
    is this year's.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    typed = text.strip().lower()
    try:
        found = _relative(typed, today, past=past) or _dated(typed, _years(today, past=past, this_year=this_year))
    except OverflowError:
        found = None
    if found is None:
        raise ValueError(f"{quoted(text.strip())} is not a day: type 2026-11-25, 25/11, 25 nov, fri, tomorrow or +3")
    return found


def parse_day_of_year(text: str) -> tuple[int, int, int | None]:
    """Day, month and, where it is given, year of something that comes again each year.

    Knows ``29 feb``, ``12 mar 1988``, ``12/3``, ``12/3/1988`` and ``1988-03-12``. Without a year 29 February is a day.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    typed = text.strip().lower()
    parts: tuple[int, int, str | None] | None = None
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed):
        parts = int(match[3]), int(match[2]), match[1]
    elif match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?", typed):
        parts = int(match[1]), int(match[2]), match[3]
    elif match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s{1,9}([a-z]{3,9})\.?(?:,?\s{1,9}(\d{2,4}))?", typed):
        parts = int(match[1]), _MONTHS.get(match[2], 0), match[3]
    if parts is not None and parts[2] is not None and len(parts[2]) != 4:
        raise ValueError(f"{quoted(text.strip())}: give the year with four digits, or leave it out: 12 mar 1988")
    # 2000 has a 29 February
    if parts is None or _day(int(parts[2] or 2000), parts[1], parts[0]) is None:
        raise ValueError(f"{quoted(text.strip())} is no day of a year: type 29 feb or 12 mar 1988")
    return parts[0], parts[1], int(parts[2]) if parts[2] else None


def _relative(typed: str, today: date, *, past: bool) -> date | None:
    steps = {"today": 0, "tomorrow": 1, "tmrw": 1, "yesterday": -1}
    if typed in steps:
        return today + timedelta(days=steps[typed])
    if match := re.fullmatch(r"([+-])\s*(\d{1,4})\s*d?", typed):
        return today + timedelta(days=int(match[1] + match[2]))
    if len(typed) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(typed):
                ahead = (number - today.weekday() - 1) % 7 + 1
                return today + timedelta(days=ahead - 7 * (2 if ahead == 7 else 1) if past else ahead)
    return None


def _years(today: date, *, past: bool, this_year: bool) -> _Years:
    if this_year:
        return [today.year], lambda _: True
    # 29 February may need to look further than the year beside this one
    step = -1 if past else 1
    return [today.year + step * away for away in range(9)], lambda day: (day - today).days * step >= 0


def _dated(typed: str, years: _Years) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", typed):
        return _with_year(int(match[1]), int(match[2]), match[3], years)
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?", typed)
    if match and match[2] in _MONTHS:
        return _with_year(int(match[1]), _MONTHS[match[2]], match[3], years)
    return None


def _with_year(day: int, month: int, year: str | None, years: _Years) -> date | None:
    if year is not None:
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    among, fits = years
    candidates = (_day(one, month, day) for one in among)
    return next((found for found in candidates if found and fits(found)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
