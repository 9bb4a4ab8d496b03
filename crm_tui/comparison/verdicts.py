"""The decision table: how a bound that was said and a bound on paper give a verdict. It is data.

The table is written for a term where less is better. Where more is better both sides are mirrored: values change
their sign, "up to" takes the place of "from", "at least" that of "at most".
"""

from dataclasses import dataclass
from decimal import Decimal

from crm_tui.domain.claim import Bound
from crm_tui.domain.review import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with its reason."""

    verdict: Verdict
    """Which."""

    reason: Reason | None = None
    """Why, with ``unclear`` and ``missing``."""


WORSE = Ruling(Verdict.WORSE)
MATCHES = Ruling(Verdict.MATCHES)
BETTER = Ruling(Verdict.BETTER)
CONTRADICTED = Ruling(Verdict.CONTRADICTED)
CONDITIONAL = Ruling(Verdict.CONDITIONAL)
STRADDLES = Ruling(Verdict.UNCLEAR, Reason.RANGE_STRADDLES)
NO_CEILING = Ruling(Verdict.UNCLEAR, Reason.NO_CEILING)
TEASER = Ruling(Verdict.UNCLEAR, Reason.TEASER)
DOUBT = Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)
SEVERAL = Ruling(Verdict.UNCLEAR, Reason.SEVERAL_FIGURES)
OTHER_UNIT = Ruling(Verdict.UNCLEAR, Reason.UNIT)
DISAGREES = Ruling(Verdict.UNCLEAR, Reason.PAPER_DISAGREES)
UNKNOWN = Ruling(Verdict.UNCLEAR, Reason.UNKNOWN_TERM)
VAGUE = Ruling(Verdict.UNCLEAR, Reason.VAGUE)
NO_FIGURE = Ruling(Verdict.UNCLEAR, Reason.NO_FIGURE)


@dataclass(frozen=True, slots=True)
class Interval:
    """A bound with its value or values."""

    bound: Bound
    """How it binds."""

    low: Decimal
    """The value, or the lower end of a range."""

    high: Decimal
    """The upper end of a range, else the value again."""

    def mirrored(self) -> "Interval":
        """The same, for a term where more is better."""
        swapped = {
            Bound.AT_MOST: Bound.STARTING,
            Bound.AT_LEAST: Bound.AT_MOST,
            Bound.STARTING: Bound.AT_MOST,
        }
        return Interval(swapped.get(self.bound, self.bound), -self.high, -self.low)


Cell = tuple[tuple[str, str, str, Ruling], ...]
"""Tests in order: an end, a sign, an end, a ruling. ``a`` and ``z`` are the ends said, ``b`` and ``d`` on paper."""

_ALWAYS = ("a", "=", "a")
_EXACT: dict[Bound, Cell] = {
    Bound.EXACTLY: (("b", ">", "a", WORSE), ("b", "<", "a", BETTER), (*_ALWAYS, MATCHES)),
    Bound.AT_MOST: (("b", "<", "a", BETTER), ("b", "<=", "a", MATCHES), (*_ALWAYS, STRADDLES)),
    Bound.STARTING: (("b", ">", "a", WORSE), (*_ALWAYS, NO_CEILING)),
    Bound.RANGE: (("b", ">", "a", WORSE), ("d", "<=", "a", MATCHES), (*_ALWAYS, STRADDLES)),
}
TABLE: dict[Bound, dict[Bound, Cell]] = {
    Bound.EXACTLY: _EXACT,
    Bound.ABOUT: _EXACT,
    Bound.AT_MOST: {
        Bound.EXACTLY: (("b", "<=", "a", MATCHES), (*_ALWAYS, WORSE)),
        Bound.AT_MOST: (("b", "<=", "a", MATCHES), (*_ALWAYS, WORSE)),
        Bound.STARTING: (("b", ">", "a", WORSE), (*_ALWAYS, NO_CEILING)),
        Bound.RANGE: (("d", "<=", "a", MATCHES), (*_ALWAYS, WORSE)),
    },
    Bound.STARTING: {
        Bound.EXACTLY: (("b", "<=", "a", MATCHES), (*_ALWAYS, TEASER)),
        Bound.AT_MOST: (("b", "<=", "a", MATCHES), (*_ALWAYS, TEASER)),
        Bound.STARTING: (("b", "<=", "a", MATCHES), (*_ALWAYS, WORSE)),
        Bound.RANGE: (("b", "<=", "a", MATCHES), (*_ALWAYS, TEASER)),
    },
    Bound.RANGE: {
        Bound.EXACTLY: (("b", ">", "z", WORSE), ("b", "<", "a", BETTER), (*_ALWAYS, MATCHES)),
        Bound.AT_MOST: (("b", "<=", "z", MATCHES), (*_ALWAYS, STRADDLES)),
        Bound.STARTING: (("b", ">", "z", WORSE), (*_ALWAYS, NO_CEILING)),
        Bound.RANGE: (("d", "<=", "z", MATCHES), ("b", ">", "z", WORSE), (*_ALWAYS, STRADDLES)),
    },
}
"""Row: how it was said; column: how the paper binds."""

_COLUMN = {Bound.ABOUT: Bound.EXACTLY, Bound.AT_LEAST: Bound.STARTING}
_ROW = {Bound.AT_LEAST: Bound.STARTING}


def rule(said: Interval, paper: Interval, tolerance: Decimal, *, higher: bool) -> Ruling:
    """The ruling on two intervals of the same unit; ``higher`` where more is better for the customer."""
    if higher:
        said, paper = said.mirrored(), paper.mirrored()
    ends = {"a": said.low, "z": said.high, "b": paper.low, "d": paper.high}
    row = TABLE[_ROW.get(said.bound, said.bound)]
    for left, sign, right, ruling in row[_COLUMN.get(paper.bound, paper.bound)]:
        if _holds(ends[left] - ends[right], sign, tolerance):
            return ruling
    raise AssertionError("every cell of the table ends with a ruling that always holds")


def rule_exact(said: Interval, paper: Interval, tolerance: Decimal) -> Ruling:
    """The ruling for a kind that must agree in both directions, such as a tenure."""
    if paper.bound not in (Bound.EXACTLY, Bound.ABOUT):
        return STRADDLES
    if said.bound is Bound.RANGE:
        return MATCHES if said.low - tolerance <= paper.low <= said.high + tolerance else CONTRADICTED
    if said.bound is Bound.AT_MOST and paper.low <= said.low + tolerance:
        return MATCHES
    return MATCHES if abs(said.low - paper.low) <= tolerance else CONTRADICTED


def _holds(difference: Decimal, sign: str, tolerance: Decimal) -> bool:
    match sign:
        case ">":
            return difference > tolerance
        case "<":
            return difference < -tolerance
        case "<=":
            return difference <= tolerance
        case _:
            return True
