"""Days named in a text, in the ways that desks and papers write them."""

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PATTERNS = (
    re.compile(r"(?<![\d/.-])(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})(?![\d/-])"),
    re.compile(
        r"(?<![\d/.-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<number>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?![\d/%])"
    ),
    re.compile(
        rf"(?<![\w.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?[\s-]{{1,2}}{_MONTH}\b\.?(?:[\s,-]{{1,2}}"
        r"(?P<year>\d{4})\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_MONTH}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d.,]\d|\d|%)(?:,?\s(?P<year>\d{{4}})\b)?", re.I
    ),
    re.compile(r"(?<![\d/.,-])(?P<day>\d{1,2})(?P<mark>[/.])(?P<number>\d{1,2})(?P=mark)?(?![\w%/])"),
)
_DAY_MONTH_ONLY = len(_PATTERNS) - 1


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it is named."""

    day: date
    """Which."""

    start: int
    """Where its name begins in the text."""

    end: int
    """Where it ends."""


def dates_in(text: str, today: date | None) -> tuple[Day, ...]:
    """The days named in a text. Without ``today`` only those with a year; ``25/11`` needs a slash or a final dot."""
    found: list[Day] = []
    for index, pattern in enumerate(_PATTERNS):
        if index == _DAY_MONTH_ONLY and today is None:
            continue
        for match in pattern.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found[-200:]):
                continue
            bare = index == _DAY_MONTH_ONLY
            if bare and match["mark"] == "." and not match[0].endswith("."):
                continue
            day = _day(match, today)
            if day is not None:
                found.append(Day(day, match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one.start))


def _day(match: re.Match[str], today: date | None) -> date | None:
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else _MONTHS.index(groups["month"][:3].lower()) + 1
    day = int(groups["day"])
    year = groups.get("year")
    if number > 12 >= day:
        # a month beyond twelve can only be the American order
        day, number = number, day
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), number, day)
        if today is None:
            return None
        here = date(today.year, number, day)
        return here if here >= today else date(today.year + 1, number, day)
    except ValueError:
        return None
