"""Days named in a text, in the ways that desks and papers write them."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.folding import folded

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?P<year>(?:19|20)\d\d|'\d\d)"
_NO_UNIT = (
    r"(?! ?(?:%|per\b|days?\b|months?\b|years?\b|yrs?\b|weeks?\b|hours?\b|lakhs?\b|l\b|k\b|cr\b|mbps|gb\b|users?\b"
    r"|more\b|business|working|calendar|/-))"
)
_ISO = expression(
    r"(?P<year>(?:19|20)(?<![\d/.-]\d\d)\d\d)(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/-])"
)
_NUMERIC = expression(
    r"(?P<first>\d(?<![\d/.,-]\d)\d?) ?(?P<mark>[/.-]) ?(?P<second>\d{1,2}) ?(?P=mark) ?(?P<year>(?:19|20)\d\d"
    r"|\d\d)(?![\d/%]|[.,]\d)"
)
_DAY_FIRST = expression(
    r"(?P<day>\d(?<![\w.,/:]\d)\d?)(?: ?(?:st|nd|rd|th))?(?: day)?(?: of)?(?: the month of)?[ \n./-]{0,2}"
    rf"{_MONTH}(?![a-z])\.?(?:(?:,| of)?[ \n,./-]{{0,2}}{_YEAR}(?!\d))?(?! (?:lakh|crore))"
)
_MONTH_FIRST = expression(
    rf"{_MONTH}\.?[ \n-]{{1,2}}(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d){_NO_UNIT}"
    rf"(?:,?[ \n]{{1,2}}{_YEAR}(?!\d))?"
)
_DAY_AND_MONTH = expression(
    r"(?P<first>\d(?<![\d/.,-]\d)(?<!2(?=4/7\b))\d?)(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)?(?![\w%/]|[.,]\d)"
    + _NO_UNIT
)
_EDGE = expression(
    rf"(?P<edge>end|close|last day|start|beginning|first day|middle|mid)(?: of"
    rf"| day of)?[ -](?:the month of )?{_MONTH}\b\.?"
    rf"(?:,? {_YEAR}(?!\d))?"
)
_QUARTER = expression(
    r"(?:q(?P<number>[1-4])|(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|last) quarter)(?: of)?[ ,'-]{1,2}"
    r"(?P<year>20\d\d)(?!\d)"
)
_WEEKDAY = expression(
    r"(?P<link>by|before|until|till|latest|this|next|coming|from|within|on or before)(?: the| this| coming| next)? "
    r"(?P<name>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b(?!s\b|-| to | - |,? \d)"
)
_TOMORROW = expression(r"\b(?P<later>day after )?(?:tomorrow|tmrw|tmw)\b|\bparson tak\b")
_SOON = ("tomorrow", "tmrw", "tmw", "parson")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH_DAY = expression(
    r"(?P<day>\d(?<!\w\d)\d?)(?:st|nd|rd|th)(?: day)? (?:of|in) (?:every|each|the|any|a|following|next|the following"
    r"|the next)"
    r" (?:calendar |succeeding |following |english )?month\b"
    r"|(?P<last>last|first) (?:working |business |calendar )?day of (?:every|each|the|a) (?:calendar )?month\b"
)
_MONTH_DAY_SHORT = expression(r"(?P<day>\d(?<!\w\d)\d?)(?:st|nd|rd|th) (?:every|each|har) (?:month|mahine)\b")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}


@dataclass(frozen=True, slots=True)
class Day:
    """A day and where it is named."""

    day: date
    """Which."""

    start: int
    """Where its name begins in the text."""

    end: int
    """Where it ends."""

    ambiguous: bool = False
    """Whether its numbers may be read in the other order: 02/01/2027."""

    last_of: bool = False
    """Whether it is the last day of a span that was named: Q1 2027."""


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of every month: "the 5th of each month"."""

    number: int
    """Which; 31 is the last."""

    start: int
    """Where its name begins in the text."""

    end: int
    """Where it ends."""


def month_first(text: str) -> bool | None:
    """Whether a text writes the month before the day, told by its own dates; None where nothing tells."""
    return _order(folded(text))


def _order(text: str) -> bool | None:
    american = european = False
    for match in _NUMERIC.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        american |= first <= 12 < second <= 31
        european |= second <= 12 < first <= 31
    if american != european:
        return american
    if american:
        return None
    worded = bool(next((one for one in _MONTH_FIRST.finditer(text) if one["year"]), None))
    day_first = bool(next((one for one in _DAY_FIRST.finditer(text) if one["year"]), None))
    return worded if worded != day_first else None


def dates_in(text: str, today: date | None, *, american: bool | None = None) -> tuple[Day, ...]:
    """The days named in a text. Without ``today`` only those with a year; ``25/11`` needs a slash or a final dot.

    ``american`` says that the whole paper writes the month first; where it is not given, the text itself tells.
    A date that could be either is read with the day first and marked.
    """
    plain = folded(text)
    named = [
        *_written(plain, today, american),
        *_of_month(plain, today),
        *_quarters(plain),
        *_relative(plain, today),
    ]
    named.sort(key=lambda one: (one.start, -one.end))
    found: list[Day] = []
    for one in named:
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def month_days_in(text: str) -> tuple[MonthDay, ...]:
    """The days of every month that a text names."""
    plain = folded(text)
    if "month" not in plain and "mahine" not in plain:
        return ()
    found = [
        MonthDay(int(match["day"]), match.start(), match.end())
        for pattern in (_MONTH_DAY, _MONTH_DAY_SHORT)
        for match in pattern.finditer(plain)
        if match["day"] and 1 <= int(match["day"]) <= 31
    ]
    found += [
        MonthDay(31 if match["last"] == "last" else 1, match.start(), match.end())
        for match in _MONTH_DAY.finditer(plain)
        if match["last"]
    ]
    return tuple(sorted(found, key=lambda one: one.start))


def _starts_a_word(match: re.Match[str]) -> bool:
    return not (match.start() and match.string[match.start() - 1].isalnum())


def _written(text: str, today: date | None, american: bool | None) -> Iterator[Day]:
    if american is None and any(_either(match) for match in _NUMERIC.finditer(text)):
        american = _order(text)
    for match in _ISO.finditer(text):
        if day := _day(match["year"], int(match["number"]), int(match["day"]), today):
            yield Day(day, match.start(), match.end())
    for match in _NUMERIC.finditer(text):
        yield from _in_either_order(match, match["year"], today, american)
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in filter(_starts_a_word, pattern.finditer(text)):
            if day := _day(match["year"], _MONTHS.index(match["month"][:3]) + 1, int(match["day"]), today):
                yield Day(day, match.start(), match.end())
    if today is not None:
        for match in _DAY_AND_MONTH.finditer(text):
            if match["mark"] == "/" or match[0].endswith("."):
                yield from _in_either_order(match, None, today, american)


def _either(match: re.Match[str]) -> bool:
    return int(match["first"]) <= 12 and int(match["second"]) <= 12 and match["first"] != match["second"]


def _in_either_order(
    match: re.Match[str], year: str | None, today: date | None, american: bool | None
) -> Iterator[Day]:
    first, second = int(match["first"]), int(match["second"])
    either = _either(match)
    if second > 12 >= first or (either and american and match["mark"] != "."):
        first, second = second, first
    if day := _day(year, second, first, today):
        yield Day(day, match.start(), match.end(), either and american is None and match["mark"] != ".")


def _of_month(text: str, today: date | None) -> Iterator[Day]:
    for match in filter(_starts_a_word, _EDGE.finditer(text)):
        number = _MONTHS.index(match["month"][:3]) + 1
        first = _day(match["year"], number, 1, today)
        if first is None:
            continue
        last = monthrange(first.year, number)[1]
        if match["year"] is None and today is not None and today <= (here := date(today.year, number, last)):
            # the end of the month that is running is still to come
            first = here.replace(day=1)
        edge = match["edge"]
        number_of_day = last if edge in ("end", "close", "last day") else 15 if edge.startswith("mid") else 1
        yield Day(first.replace(day=number_of_day), match.start(), match.end())


def _quarters(text: str) -> Iterator[Day]:
    if "quarter" not in text and not any(name in text for name in ("q1", "q2", "q3", "q4")):
        return
    for match in filter(_starts_a_word, _QUARTER.finditer(text)):
        quarter = int(match["number"]) if match["number"] else _ORDINALS[match["ordinal"]]
        year = int(match["year"])
        yield Day(date(year, quarter * 3, monthrange(year, quarter * 3)[1]), match.start(), match.end(), last_of=True)


def _relative(text: str, today: date | None) -> Iterator[Day]:
    if today is None:
        return
    for match in filter(_starts_a_word, _WEEKDAY.finditer(text)):
        ahead = (_WEEKDAYS.index(match["name"][:3]) - today.weekday() - 1) % 7 + 1
        yield Day(today + timedelta(days=ahead), match.start("name"), match.end(), "next" in match[0])
    for match in _TOMORROW.finditer(text) if any(word in text for word in _SOON) else ():
        yield Day(
            today + timedelta(days=2 if match["later"] or "parson" in match[0] else 1), match.start(), match.end()
        )


def _day(year: str | None, number: int, day: int, today: date | None) -> date | None:
    try:
        if year:
            digits = year.lstrip("'")
            return date(int(digits) if len(digits) == 4 else 2000 + int(digits), number, day)
        if today is None:
            return None
        here = date(today.year, number, day)
        return here if here >= today else date(today.year + 1, number, day)
    except ValueError:
        return None
