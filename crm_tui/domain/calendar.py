"""Days as a desk speaks of them. ``today`` is always an argument."""

import re
from datetime import date, timedelta
from enum import StrEnum

SOON_DAYS = 7
"""A commitment due within this many days is *soon*."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class When(StrEnum):
    """How a due date stands to today, in the order of the daily check."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    NO_DATE = "no date"
    LATER = "later"


def when(due: date | None, today: date) -> When:
    """How ``due`` stands to ``today``: a day is overdue only after it has ended."""
    if due is None:
        return When.NO_DATE
    if due < today:
        return When.OVERDUE
    if due == today:
        return When.TODAY
    return When.SOON if due <= today + timedelta(days=SOON_DAYS) else When.LATER


def parse_day(text: str, today: date) -> date:
    """A day as a desk types it.

    Knows ``2026-11-25``, ``25/11``, ``25-11-2026``, ``25 nov``, ``today``, ``tomorrow``, ``yesterday``,
    ``fri`` (the next one, today excluded) and ``+3`` (days from today). A day and month without a year is the
    next such day.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    typed = text.strip().lower()
    try:
        found = _relative(typed, today) or _numeric(typed, today) or _named_month(typed, today)
    except OverflowError:
        found = None
    if found is None:
        raise ValueError(f"{text.strip()!r} is not a day: type 2026-11-25, 25/11, 25 nov, fri, tomorrow or +3")
    return found


def _relative(typed: str, today: date) -> date | None:
    steps = {"today": 0, "tomorrow": 1, "tmrw": 1, "yesterday": -1}
    if typed in steps:
        return today + timedelta(days=steps[typed])
    if match := re.fullmatch(r"([+-])\s*(\d{1,4})\s*d?", typed):
        return today + timedelta(days=int(match[1] + match[2]))
    if len(typed) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(typed):
                return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _numeric(typed: str, today: date) -> date | None:
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", typed):
        return _with_year(int(match[1]), int(match[2]), match[3], today)
    return None


def _named_month(typed: str, today: date) -> date | None:
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?(?:,?\s+(\d{4}))?", typed)
    if not match or match[2] not in _MONTHS:
        return None
    return _with_year(int(match[1]), _MONTHS.index(match[2]) + 1, match[3], today)


def _with_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _day(int(year) if len(year) == 4 else 2000 + int(year), month, day)
    # 29 February may need to look further than next year
    candidates = (_day(today.year + ahead, month, day) for ahead in range(9))
    return next((found for found in candidates if found and found >= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
