"""Repetitions as a desk says them: what stands at one place of a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm_tui.domain.recurrence import Unit
from crm_tui.domain.repeats import ADVERBS, UNITS
from crm_tui.domain.spoken_calendar import (
    NUMBERS,
    Reckoning,
    months_on,
    next_numbered,
    next_weekday,
    weekday_named,
)
from crm_tui.domain.spoken_days import ORDINAL
from crm_tui.domain.spoken_tokens import Token

_UNITS = (
    UNITS
    | {f"{name}s": often for name, often in UNITS.items()}
    | {"morning": UNITS["day"], "evening": UNITS["day"], "wk": UNITS["week"]}
)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A repetition that stands at one place."""

    length: int
    """How many words it takes."""

    count: int
    """Every so many…"""

    unit: Unit
    """…of these."""

    first: date
    """Its first day, where none is given."""

    bare: bool = False
    """Whether it is one word, which may say what kind of a thing is meant: "monthly"."""


def repeated_at(words: Sequence[Token], at: int, reckoned: Reckoning) -> Repeated | None:
    """The repetition that begins at this word, if one does."""
    texts = [one.text for one in words[at : at + 6]]
    if not texts:
        return None
    if texts[0] in ADVERBS:
        count, unit = ADVERBS[texts[0]]
        return Repeated(1, count, unit, _first(count, unit, reckoned.today), bare=True)
    if texts[:2] in (["once", "a"], ["once", "every"]) and len(texts) > 2 and texts[2] in _UNITS:
        count, unit = _UNITS[texts[2]]
        return Repeated(3, count, unit, _first(count, unit, reckoned.today))
    if texts[0] not in ("every", "each") or len(texts) < 2:
        return None
    taken, times = 1, 1
    if texts[1] in ("other", "alternate", "second") or texts[1].isdecimal() or texts[1] in NUMBERS:
        times = int(texts[1]) if texts[1].isdecimal() else NUMBERS.get(texts[1], 2)
        taken = 2
    if not 1 <= times <= 1_000 or len(texts) <= taken:
        return _monthly(texts, reckoned) if taken == 1 else None
    named = texts[taken]
    if (weekday := weekday_named(named.removesuffix("s") if len(named) > 5 else named)) is not None:
        return Repeated(taken + 1, times, Unit.WEEK, next_weekday(weekday, reckoned.today))
    if named in _UNITS:
        count, unit = _UNITS[named]
        return Repeated(taken + 1, times * count, unit, _first(times * count, unit, reckoned.today))
    return _monthly(texts, reckoned)


def _monthly(texts: list[str], reckoned: Reckoning) -> Repeated | None:
    match = ORDINAL.fullmatch(texts[1])
    first = next_numbered(int(match[1]), reckoned.today) if match else None
    if first is None:
        return None
    of_month = texts[2:5] in (["of", "the", "month"], ["of", "every", "month"])
    return Repeated(5 if of_month else 2, 1, Unit.MONTH, first)


def _first(count: int, unit: Unit, today: date) -> date:
    if unit in (Unit.DAY, Unit.WEEK):
        return today + timedelta(days=count * (7 if unit is Unit.WEEK else 1))
    return months_on(today, count * (12 if unit is Unit.YEAR else 1))
