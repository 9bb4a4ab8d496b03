"""Days as a desk says them: what stands at one place of a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from crm_tui.domain.calendar import parse_day
from crm_tui.domain.spoken_calendar import (
    MONTHS,
    NUMBERS,
    Reckoning,
    end_of,
    in_week,
    month_end,
    months_on,
    next_numbered,
    next_weekday,
    weekday_named,
    working_on,
)
from crm_tui.domain.spoken_hours import PARTS_OF_DAY
from crm_tui.domain.spoken_tokens import Token, word_set


@dataclass(frozen=True, slots=True)
class Day:
    """A day that stands at one place."""

    length: int
    """How many words it takes."""

    day: date
    """Which."""

    loose: bool = False
    """Whether it may be something else, such as a number: it counts only behind "by", "on" or the like."""

    at: time | None = None
    """The time that goes with it: "in 2 hours"."""


_TOMORROW = word_set("tomorrow tommorow tommorrow tomorow tmrw tmrow tmr tmw tomo tomm 2moro 2morrow 2mrw")
_TODAY = frozenset({"today", "2day", "tonight", "tdy"})
_LENGTHS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "wk": 7, "wks": 7, "fortnight": 14, "fortnights": 14}
_MONTH_UNITS = frozenset({"month", "months", "mth", "mths"})
_YEAR_UNITS = frozenset({"year", "years", "yr", "yrs"})
_MINUTES = {"hour": 60, "hours": 60, "hr": 60, "hrs": 60, "min": 1, "mins": 1, "minute": 1, "minutes": 1}

_PERIODS = frozenset({"day", "week", "month", "quarter", "year"})
_ENDS = {"eod": "day", "cob": "day", "eob": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year"}

ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_JOINED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]?([a-z]{3,9})(?:[-/., ']?(\d{4}|\d{2}))?")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def day_at(words: Sequence[Token], at: int, reckoned: Reckoning) -> Day | None:
    """The day that begins at this word, if one does."""
    texts = [one.text for one in words[at : at + 7]]
    today = reckoned.today
    try:
        if texts and texts[0] == "the" and (found := _day(texts[1:], today, reckoned, article=True)):
            return Day(found.length + 1, found.day, found.loose)
        return _day(texts, today, reckoned, article=False) if texts else None
    except (OverflowError, ValueError):
        return None


def _day(texts: list[str], today: date, reckoned: Reckoning, *, article: bool) -> Day | None:
    if not texts:
        return None
    first, rest = texts[0], texts[1:]
    if first == "day" and rest[:1] == ["after"] and len(rest) > 1 and rest[1] in _TOMORROW | {"tom"}:
        return Day(3, today + timedelta(days=2))
    found = _period_end(texts, today, reckoned) or _named_month(texts, today)
    if found is not None:
        return found
    if article:
        match = ORDINAL.fullmatch(first)
        number = next_numbered(int(match[1]), today) if match else None
        if number is not None:
            return Day(1, number, loose=True)
        return _weekday_said(texts, today) if first in ("coming", "following", "next") else None
    if first in _TOMORROW:
        return Day(1, today + timedelta(days=1))
    if first == "tom":
        return Day(1, today + timedelta(days=1), loose=True)
    if first in _TODAY:
        return Day(1, today)
    if first == "this" and rest and rest[0] in PARTS_OF_DAY:
        return Day(1, today)
    return _counted(texts, reckoned) or _weekday_said(texts, today) or _numeric(first, today)


def _counted(texts: list[str], reckoned: Reckoning) -> Day | None:
    """Days from now: "in 3 days", "within two weeks", "3 days from now", "+3"."""
    first, today = texts[0], reckoned.today
    if re.fullmatch(r"\+\d{1,4}d?", first):
        return Day(1, parse_day(first, today))
    begins = 1 if first in ("in", "within", "after") else 0
    if begins and len(texts) > begins and texts[begins] in ("next", "about"):
        begins += 1
    if len(texts) < begins + 2:
        return None
    spelled = texts[begins]
    number = int(spelled) if re.fullmatch(r"\d{1,4}", spelled) else NUMBERS.get(spelled) if spelled != "a" else 1
    if number is None:
        return None
    at = begins + 1
    if spelled in ("a", "couple") and texts[at : at + 2] in (["couple", "of"],):
        number, at = 2, at + 2
    elif spelled == "couple" and texts[at : at + 1] == ["of"]:
        at += 1
    working = texts[at : at + 1] in (["working"], ["business"], ["bank"])
    at += working
    if len(texts) <= at:
        return None
    unit = texts[at]
    length = at + 1
    if not begins:
        behind = texts[length : length + 2]
        if behind in (["from", "now"], ["from", "today"]):
            length += 2
        elif behind[:1] in (["hence"],):
            length += 1
        else:
            return None
    elif texts[length : length + 1] in (["time"], ["days'"]):
        length += 1
    if unit in _MINUTES and first != "after":
        moment = reckoned.now + timedelta(minutes=number * _MINUTES[unit])
        return Day(length, moment.date(), at=moment.time().replace(second=0, microsecond=0, tzinfo=None))
    if unit in _LENGTHS:
        if working and unit in ("day", "days"):
            return Day(length, working_on(today, number, reckoned))
        return Day(length, today + timedelta(days=number * _LENGTHS[unit]))
    if unit in _MONTH_UNITS or unit in _YEAR_UNITS:
        return Day(length, months_on(today, number * (12 if unit in _YEAR_UNITS else 1)))
    return None


def _weekday_said(texts: list[str], today: date) -> Day | None:
    first = texts[0]
    second = texts[1] if len(texts) > 1 else ""
    third = texts[2] if len(texts) > 2 else ""
    if first in ("this", "coming", "next", "following") and second:
        if second in ("coming", "following"):
            return Day(3, next_weekday(day, today)) if (day := weekday_named(third)) is not None else None
        weekday = weekday_named(second)
        if weekday is not None:
            if first == "next":
                return Day(2, in_week(weekday, today, 1))
            if first == "this":
                found = in_week(weekday, today, 0)
                return Day(2, found if found >= today else next_weekday(weekday, today))
            return Day(2, next_weekday(weekday, today))
        if first == "next" and second in ("week", "wk") and (weekday := weekday_named(third)) is not None:
            return Day(3, in_week(weekday, today, 1))
        return None
    weekday = weekday_named(first)
    if weekday is None:
        return None
    if second == "next" and third in ("week", "wk"):
        return Day(3, in_week(weekday, today, 1))
    if second == "week":
        return Day(2, next_weekday(weekday, today) + timedelta(days=7))
    # "fri 4 dec": the date decides, where it is that day
    for length in (2, 1):
        said = _named_month(texts[1:], today) or (_numeric(second, today) if length == 1 else None)
        if said is not None and said.day.weekday() == weekday:
            return Day(1 + said.length, said.day)
    if second and (match := ORDINAL.fullmatch(second)):
        number = next_numbered(int(match[1]), today)
        if number is not None and number.weekday() == weekday:
            return Day(2, number)
    return Day(1, next_weekday(weekday, today))


def _period_end(texts: list[str], today: date, reckoned: Reckoning) -> Day | None:
    """The end of something: "eom", "end of next month", "month end", "close of business", "next week"."""
    first = texts[0]
    if first in _ENDS:
        return Day(1, end_of(_ENDS[first], 0, today, reckoned))
    if first in ("close", "c.o.b") and texts[1:3] in (["of", "business"], ["of", "play"], ["of", "day"]):
        return Day(3, today)
    if first == "end":
        at = 2 if texts[1:2] == ["of"] else 1
        at += texts[at : at + 1] == ["the"]
        further = 0
        if texts[at : at + 1] in (["this"], ["next"], ["current"]):
            further = int(texts[at] == "next")
            at += 1
        if len(texts) > at:
            if texts[at] in _PERIODS:
                return Day(at + 1, end_of(texts[at], further, today, reckoned))
            if texts[at] in _TODAY or texts[at] in ("business", "play"):
                return Day(at + 1, today)
            if texts[at] in _TOMORROW:
                return Day(at + 1, today + timedelta(days=1))
            if (texts[at] in MONTHS and texts[at] != "may") or (texts[at] == "may" and texts[1:2] == ["of"]):
                return Day(at + 1, month_end(MONTHS[texts[at]], today))
        return None
    if first in ("month-end", "year-end", "quarter-end"):
        return Day(1, end_of(first.partition("-")[0], 0, today, reckoned))
    further = int(first == "next")
    at = 1 if first in ("this", "next") else 0
    if len(texts) <= at:
        return None
    if texts[at] in ("month", "year", "quarter") and texts[at + 1 : at + 2] == ["end"]:
        return Day(at + 2, end_of(texts[at], further, today, reckoned))
    if at and texts[at] in ("week", "month", "quarter", "year", "wk"):
        if texts[at + 1 : at + 2] and weekday_named(texts[at + 1]) is not None:
            return None
        return Day(at + 1, end_of(texts[at].replace("wk", "week"), further, today, reckoned))
    if first in MONTHS and texts[1:2] == ["end"]:
        return Day(2, month_end(MONTHS[first], today))
    return None


def _named_month(texts: list[str], today: date) -> Day | None:
    """A day with its month's name: "25 nov", "nov 25th 2026", "25th of november", "mid december", "25-nov"."""
    if not texts:
        return None
    first = texts[0]
    second, third = (texts[1] if len(texts) > 1 else ""), (texts[2] if len(texts) > 2 else "")
    if first in ("mid", "middle") and (second in MONTHS or (second == "of" and third in MONTHS)):
        return _dated(15, MONTHS[third if second == "of" else second], "", today, 3 if second == "of" else 2)
    if first.startswith("mid-") and first[4:] in MONTHS:
        return _dated(15, MONTHS[first[4:]], "", today, 1)
    if match := _DAY_NUMBER.fullmatch(first):
        of = second == "of"
        month, year = (third, texts[3] if len(texts) > 3 else "") if of else (second, third)
        if month in MONTHS:
            return _with_year(int(match[1]), MONTHS[month], year, today, 2 + of)
    if first in MONTHS and (match := _DAY_NUMBER.fullmatch(second)):
        return _with_year(int(match[1]), MONTHS[first], third, today, 2)
    if (match := _JOINED.fullmatch(first)) and match[2] in MONTHS:
        found = _dated(int(match[1]), MONTHS[match[2]], match[3] or "", today, 1)
        if found and not match[3] and re.fullmatch(r"20\d\d", second):
            return _dated(int(match[1]), MONTHS[match[2]], second, today, 2)
        return found
    return None


def _with_year(day: int, month: int, year: str, today: date, length: int) -> Day | None:
    if re.fullmatch(r"20\d\d", year):
        return _dated(day, month, year, today, length + 1)
    return _dated(day, month, "", today, length)


def _dated(day: int, month: int, year: str, today: date, length: int) -> Day | None:
    if year:
        return Day(length, date(int(year) if len(year) == 4 else 2000 + int(year), month, day))
    return Day(length, parse_day(f"{day}/{month}", today))


def _numeric(word: str, today: date) -> Day | None:
    if _ISO.fullmatch(word):
        return Day(1, parse_day(word, today))
    match = _NUMERIC.fullmatch(word)
    if match is None:
        if ordinal := ORDINAL.fullmatch(word):
            number = next_numbered(int(ordinal[1]), today)
            return Day(1, number, loose=True) if number else None
        return None
    day, month, year = int(match[1]), int(match[3]), match[4] or ""
    if month > 12 >= day:
        # the other order, where no day could be meant in ours
        day, month = month, day
    if word == "24/7":
        return None
    found = _dated(day, month, year, today, 1)
    return Day(1, found.day, loose=not year and (match[2] != "/" or (day <= 12 and month <= 12))) if found else None
