"""Schedules of steps: "year 1: Rs 500, year 2: Rs 550", "months 1-6: 499; from month 7: 799"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.passage import Passage, Step
from crm_tui.domain.document import PaperLine

_UNIT = r"(?P<{0}>years?|yrs?|months?|mths?|quarters?|weeks?)"
_NTH = r"(?:first|second|third|fourth|fifth|sixth|\d{1,2}(?:st|nd|rd|th))"
_PERIOD = expression(
    r"\b(?:(?P<from>from|after) )?(?:the )?(?:(?:lease|contract|policy|loan|rental|deposit) )?(?:"
    + _UNIT.format("unit")
    + r"\s?(?:no\.?\s?)?(?P<first>\d{1,3})(?:\s?(?:-|–|to|until|through)\s?(?:year |month )?(?P<last>\d{1,3}))?"
    + r"|first (?P<count>\d{1,3}|two|three|four|five|six|twelve) "
    + _UNIT.format("of")
    + rf"|(?P<nth>{_NTH})(?: (?:to|-) (?P<until>\d{{1,3}}(?:st|nd|rd|th)))? (?:(?:lease|contract|policy) )?"
    + _UNIT.format("each")
    + r"|(?P<rest>thereafter|after that|afterwards|from then on))(?P<on>\s?(?:onwards?|and (?:after|later)|\+))?",
    re.IGNORECASE,
)
_IN_PERIODS = ("year", "yr", "month", "mth", "quarter", "week", "after", "from then on")
"""Without one of these no period is named, and to look for the words is far quicker."""
_VALUE = expression(
    r"(?:(?:rs|inr|usd|eur|gbp|aed|cad|aud|sgd)\.?\s?|[$€£₹]\s?)\d[\d,.]*\d?|\d[\d,.]*\s?%|\b(?:nil|free)\b|"
    r"(?<![\w.,-])\d[\d,.]*\d(?![\w-])",
    re.IGNORECASE,
)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}
_MOST = 40
_APART = 12
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a schedule."""

    first: int
    """Its first year, month, quarter or week, from 1."""

    last: int | None
    """Its last one, itself included; None where it has no end."""

    unit: str
    """``year``, ``month``, ``quarter`` or ``week``."""

    start: int
    """Where its words begin in the text."""

    end: int
    """Where they end."""


def stepped(found: Sequence[Passage]) -> list[Passage]:
    """The passages, those of a schedule of steps with all its steps."""
    done = list(found)
    for places, steps in (*_in_rows(found), *_in_words(found)):
        for place in places:
            done[place] = replace(done[place], steps=steps)
    return done


def _in_rows(found: Sequence[Passage]) -> Iterator[tuple[list[int], tuple[Step, ...]]]:
    """Rows below one heading whose names differ in the period only."""
    rows: dict[tuple[str, str], list[tuple[int, Period]]] = defaultdict(list)
    for place, passage in enumerate(found):
        in_words = (place and _goes_on(found[place - 1], passage)) or (
            passage.first and place + 1 < len(found) and _goes_on(passage, found[place + 1])
        )
        if not passage.label or passage.titled or passage.label > _LONGEST or in_words:
            continue
        label = passage.text[: passage.label]
        for period in periods_in(label):
            rows[passage.heading, label[: period.start] + label[period.end :]].append((place, period))
            break
    for named in rows.values():
        run: list[tuple[int, Period]] = []
        for one in [*named, None]:
            if one is not None and (not run or _is_next(run[-1], one)) and len(run) < _MOST:
                run.append(one)
                continue
            if len(run) > 1:
                steps = tuple(_step(period, found[place]) for place, period in run)
                yield [place for place, _ in run], steps
            run = [] if one is None else [one]


def _is_next(before: tuple[int, Period], one: tuple[int, Period]) -> bool:
    return (
        one[0] - before[0] <= _APART and before[1].first < one[1].first and before[1].unit == one[1].unit
    )  # fmt: skip


def _in_words(found: Sequence[Passage]) -> Iterator[tuple[list[int], tuple[Step, ...]]]:
    """A paragraph or a cell that gives each period its value."""
    group: list[int] = []
    for place in range(len(found) + 1):
        passage = found[place] if place < len(found) else None
        if passage is not None and group and _goes_on(found[group[-1]], passage):
            group.append(place)
            continue
        steps = _of_paragraph([found[one] for one in group])
        if len(steps) > 1:
            yield group, steps
        group = [place]


def _goes_on(before: Passage, passage: Passage) -> bool:
    """Whether a passage is the next sentence of the same paragraph."""
    return not passage.titled and before.further.lstrip()[:40].startswith(passage.text[:40])


def _of_paragraph(parts: Sequence[Passage]) -> tuple[Step, ...]:
    made: list[Step] = []
    last, unit = 0, ""
    ahead: bool | None = None
    for passage in parts[:_MOST]:
        text = passage.text[:_LONGEST]
        periods = list(periods_in(text, last, unit))
        ahead = _stands_ahead(text, periods) if ahead is None and periods else ahead
        for period, value in _valued(text, periods, ahead or False):
            made.append(
                Step(period.first, period.last, period.unit, value[0].rstrip(".,"), _line(passage, value.start()))
            )
        if periods:
            last, unit = periods[-1].last or periods[-1].first, periods[-1].unit
    return tuple(made) if _is_schedule(made) else ()


def steps_said(text: str) -> tuple[tuple[Period, str], ...]:
    """The periods of a schedule in a text of its own, each with its value: "499 for 6 months then 599"."""
    text = _FIRST.sub(r"first \g<many>", _THEN.sub("thereafter", text[:_LONGEST]))
    periods = list(periods_in(text))
    found = [(period, value[0].rstrip(".,")) for period, value in _valued(text, periods, _stands_ahead(text, periods))]
    return tuple(found) if len(found) > 1 and _is_schedule([period for period, _ in found]) else ()


_THEN = expression(
    r"\b(?:and )?(?:then|after which|post that|(?:ris|increas|stepp|go)ing (?:up )?to|"
    r"(?:rises|increases|goes up) to)\b",
    re.IGNORECASE,
)
_FIRST = expression(
    r"\b(?:(?:for|the|first|initial) ){1,3}(?P<many>\d{1,3} (?:months?|mths?|years?|yrs?))(?=[,;:]? ?thereafter)", re.I
)


def _stands_ahead(text: str, periods: Sequence[Period]) -> bool:
    """Whether values stand before their periods: "10 % in year 1 and 20 % in year 2"."""
    if not periods or not _VALUE.search(text, 0, periods[0].start):
        return False
    right = periods[1].start if len(periods) > 1 else len(text)
    return len(periods) > 1 or not _VALUE.search(text, periods[0].end, right)


def _valued(text: str, periods: Sequence[Period], ahead: bool) -> Iterator[tuple[Period, re.Match[str]]]:
    for place, period in enumerate(periods):
        left = periods[place - 1].end if place else 0
        right = periods[place + 1].start if place + 1 < len(periods) else len(text)
        before, behind = _VALUE.search(text, left, period.start), _VALUE.search(text, period.end, right)
        value = (before or behind) if ahead else (behind or before)
        if value is not None:
            yield period, value


def _is_schedule(found: Sequence[Step] | Sequence[Period]) -> bool:
    first = [one.first for one in found]
    return first == sorted(set(first)) and len({one.unit for one in found if one.unit}) == 1


def _step(period: Period, passage: Passage) -> Step:
    text = passage.text[passage.label :].strip()
    return Step(period.first, period.last, period.unit, text, _line(passage, passage.label))


def _line(passage: Passage, place: int) -> PaperLine:
    return max(zip(passage.starts, passage.lines, strict=True), key=lambda one: (one[0] <= place, one[0]))[1]


def periods_in(text: str, last: int = 0, unit: str = "") -> Iterator[Period]:
    """The periods that a text names; ``last`` is where the one before it ended, in that ``unit``."""
    small = text.lower()
    if not any(word in small for word in _IN_PERIODS):
        return
    for match in _PERIOD.finditer(text):
        made = _period(match, last, unit)
        if made is None:
            continue
        unit, last = made.unit, made.last or made.first
        yield made


def _period(match: re.Match[str], last: int, unit: str) -> Period | None:
    if match["rest"]:
        return Period(last + 1, None, unit, match.start(), match.end()) if last and unit else None
    if match["count"]:
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        return Period(1, count, _plain(match["of"]), match.start(), match.end())
    open_end = bool(match["from"] or match["on"])
    if match["nth"]:
        first = _nth(match["nth"])
        until = _nth(match["until"]) if match["until"] else None if open_end else first
        return Period(first, until, _plain(match["each"]), match.start(), match.end())
    first = int(match["first"]) + (match["from"] or "").lower().startswith("after")
    end = int(match["last"]) if match["last"] else None if open_end else first
    return Period(first, end, _plain(match["unit"]), match.start(), match.end())


def _nth(word: str) -> int:
    return _WORDS.get(word.lower()) or int(re.sub(r"\D", "", word))


def _plain(unit: str) -> str:
    return {"y": "year", "m": "month", "q": "quarter", "w": "week"}[unit[0].lower()]
