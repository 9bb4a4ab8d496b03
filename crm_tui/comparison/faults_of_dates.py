"""A beginning, an end and a period that don't go together: 24 months from 1 January 2027 to 31 December 2027."""

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm_tui.comparison import wording
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.domain.claim import Bound
from crm_tui.domain.review import Evidence, PaperFault

_FROM = expression(r"\b(?:from|commenc\w*|start\w*|beginning|begins|effective|w\.?e\.?f)\b", re.IGNORECASE)
_TO = expression(r"\b(?:to|till|until|upto|up to|end\w*|expir\w*|terminat\w*|through)\b|^\s?[-–]\s?$", re.IGNORECASE)
_OTHER = expression(
    r"\b(?:renew\w*|extend\w*|notice|lock-?in|further|each|every|option|thereafter|first|last|within|at least|"
    r"before|not less|subject)\b",
    re.IGNORECASE,
)
_START_LABEL = expression(
    r"^(?:(?:policy|lease|licen[cs]e|contract|plan|membership|deposit|tenancy|cover|agreement|loan) )?"
    r"(?:start(?:s|ing)?|commence(?:s|ment)?|value|inception|begins?|beginning|effective|from)"
    r"(?: date| on| from)?(?: of (?:the )?\w+)?$",
    re.IGNORECASE,
)
_END_LABEL = expression(
    r"^(?:(?:policy|lease|licen[cs]e|contract|plan|membership|deposit|tenancy|cover|agreement|loan) )?"
    r"(?:end(?:s|ing)?|expir(?:y|es)|maturity|due|matures|to|until)"
    r"(?: date| on)?(?: of (?:the )?\w+)?$",
    re.IGNORECASE,
)
_TERM_LABEL = expression(
    r"^(?:(?:policy|lease|licen[cs]e|contract|plan|membership|deposit|tenancy|cover|agreement|initial|fixed) )?"
    r"(?:period|term|tenure|tenor|duration|plan)(?: of (?:the )?\w+)?$",
    re.IGNORECASE,
)
_SLACK = timedelta(days=3)
_LONGEST = 1200
_LONGEST_SENTENCE = 1000


@dataclass(frozen=True, slots=True)
class _Dated:
    """A figure with the line that it stands on."""

    figure: Quantity
    """A date or a duration."""

    evidence: tuple[Evidence, ...]
    """Where."""


def date_faults(passages: Sequence[Passage]) -> Iterator[PaperFault]:
    """Periods that don't fit between their beginning and their end, in one sentence or in the rows of one part."""
    by_part: dict[str, list[Passage]] = {}
    for passage in passages:
        yield from _in_a_sentence(passage)
        if passage.label:
            by_part.setdefault(passage.heading, []).append(passage)
    for rows in by_part.values():
        yield from _in_rows(rows)


def _in_a_sentence(passage: Passage) -> Iterator[PaperFault]:
    text = passage.text
    if len(text) > _LONGEST_SENTENCE or not _FROM.search(text) or _OTHER.search(text):
        return
    figures = quantities(text)
    dates = [one for one in figures if one.day is not None]
    periods = [one for one in figures if one.dimension == "duration"]
    if len(dates) != 2 or len(periods) != 1:
        return
    first, last = dates
    between = text[first.end : last.start]
    if len(between) > 40 or not _TO.search(between) or not _FROM.search(text[: first.start]):
        return
    evidence = passage.evidence([(one.start, one.end) for one in (first, last, periods[0])])
    yield from _fault(_Dated(first, evidence), _Dated(last, evidence), _Dated(periods[0], evidence))


def _in_rows(rows: Sequence[Passage]) -> Iterator[PaperFault]:
    found = [list(_labelled(rows, label, dated)) for label, dated in _ROWS]
    if all(len(one) == 1 for one in found):
        yield from _fault(*(one[0] for one in found))


_ROWS = ((_START_LABEL, True), (_END_LABEL, True), (_TERM_LABEL, False))


def _labelled(rows: Sequence[Passage], label: re.Pattern[str], dated: bool) -> Iterator[_Dated]:
    for row in rows:
        if len(row.text) > _LONGEST_SENTENCE or not label.match(row.text[: row.label].strip(" :")):
            continue
        figures = [one for one in quantities(row.text) if one.start >= row.label]
        wanted = [one for one in figures if (one.day is not None if dated else one.dimension == "duration")]
        if len(wanted) == 1 and not _OTHER.search(row.text):
            yield _Dated(wanted[0], row.evidence([(wanted[0].start, wanted[0].end)]))


def _fault(first: _Dated, last: _Dated, period: _Dated) -> Iterator[PaperFault]:
    start, end = first.figure.day, last.figure.day
    if start is None or end is None or period.figure.bound is not Bound.EXACTLY or period.figure.high is not None:
        return
    if any(_fits(one, other, period.figure) for one in _readings(start) for other in _readings(end)):
        return
    expected = _after(start, period.figure)
    if expected is None or end <= start:
        return
    length = wording.value(period.figure.low, period.figure.unit)
    last_day = _day(expected - timedelta(days=1))
    yield PaperFault(
        explanation=f"Printed end {_day(end)}; {length} from {_day(start)} end on {last_day}.",
        evidence=tuple(dict.fromkeys((*first.evidence, *last.evidence, *period.evidence))),
    )


def _readings(day: date) -> tuple[date, ...]:
    """A day, and the day with the month first where both may be meant."""
    return (day, date(day.year, day.day, day.month)) if day.day <= 12 else (day,)


def _fits(start: date, end: date, period: Quantity) -> bool:
    expected = _after(start, period)
    if expected is None or abs(end - expected) <= _SLACK:
        return True
    if period.unit not in ("month", "year"):
        return False
    # the last of a row of instalments falls a month before the end
    return abs(end - _months_later(expected, -1)) <= _SLACK


def _after(start: date, period: Quantity) -> date | None:
    match period.unit:
        case "day" | "week":
            days = period.low * (7 if period.unit == "week" else 1)
            return start + timedelta(days=int(days)) if days % 1 == 0 and 28 <= days <= 40_000 else None
        case "month" | "year":
            months = period.low * (12 if period.unit == "year" else 1)
            return _months_later(start, int(months)) if months % 1 == 0 and 1 <= months <= _LONGEST else None
        case _:
            return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
