"""Figures that belong together: "8 to 10 lakh" is one range, "2 years 6 months" one duration."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.quantity import Quantity
from crm_tui.comparison.units import IN_MONTHS
from crm_tui.domain.claim import Bound

_GAP = expression(r"\s{0,2}(?:-|to|and|or|se|upto|up to|/)\s{0,2}")
_BESIDE = expression(r" ?(?:and |& |, and )?")
_OWN = expression(
    r"'| (?:prior |advance )?(?:notice|lock|free|moratorium|trial|warranty|grace|waiting|bond|probation|cooling"
    r"|extension)"
)
_SMALLER = {("year", "month"): 12, ("hour", "minute"): 60}
_IN_HOURS = {"minute": Decimal(1) / 60, "hour": Decimal(1), "day": Decimal(24), "week": Decimal(168)}
_CHANGE = expression(
    r"\b(?:reduced|increased?|raised|revised|changed|upgraded?|hiked|cut|lowered|corrected|dropped|rose|rises"
    r"|moved|goes|went|down|up|instead)"
    r" from $"
)


def joined(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures of a folded text, ranges and compounds made one."""
    figures = list(_compounds(text, found))
    index = 0
    while index < len(figures):
        one = figures[index]
        other = figures[index + 1] if index + 1 < len(figures) else None
        made = _range(text, one, other) if other is not None else None
        yield made or one
        index += 2 if made else 1


def _compounds(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    index = 0
    while index < len(found):
        one = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        if other is not None and _is_compound(text, one, other):
            factor = _SMALLER[one.unit, other.unit]
            yield replace(
                other, low=one.low * factor + other.low, start=one.start, bound=one.bound
                if one.bound is not Bound.EXACTLY else other.bound, letter="",
            )  # fmt: skip
            index += 2
            continue
        yield one
        index += 1


def _is_compound(text: str, one: Quantity, other: Quantity) -> bool:
    factor = _SMALLER.get((one.unit, other.unit))
    if factor is None or other.low >= factor or one.low % 1 or one.per or one.event or other.start - one.end > 6:
        return False
    return bool(_BESIDE.fullmatch(text, one.end, other.start)) and not _OWN.match(text, other.end)


def _range(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    if other.start - one.end > 9 or "date" in (one.dimension, other.dimension) or other.of_tax or one.of_tax:
        return None
    gap = _GAP.fullmatch(text, one.end, other.start)
    if gap is None:
        return None
    word = gap[0].strip()
    before = text[max(0, one.start - 14) : one.start]
    if (word == "and" and "between" not in before) or _CHANGE.search(text[max(0, one.start - 24) : one.start]):
        return None
    if (word == "or" and (one.dimension != "number" or one.noun)) or (word == "/" and other.dimension != "duration"):
        return None
    ends = _ends(one, other)
    if ends is None or ends[0] >= ends[1]:
        return None
    shape = other if other.dimension != "number" or one.dimension == "number" else one
    return replace(
        shape, start=one.start, end=other.end, low=ends[0], high=ends[1], bound=Bound.RANGE, per=other.per or one.per,
        each=other.each or one.each, tax=other.tax or one.tax, event=other.event or one.event, letter="",
        ambiguous=one.ambiguous or other.ambiguous, method=other.method or one.method, noun=other.noun or one.noun,
    )  # fmt: skip


def _ends(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """Both ends in the unit of the second: a bare first number takes its scale, "8 to 10 lakh"."""
    if one.dimension == "number" and not one.noun:
        if other.dimension == "money" and one.low >= 1000 * other.scale:
            return one.low, other.low
        return one.low * (other.scale if one.scale == 1 else 1), other.low
    if other.dimension == "number" and not other.noun and one.dimension in ("money", "rate"):
        return one.low, other.low
    if one.dimension != other.dimension:
        return None
    if one.unit == other.unit or not one.unit:
        scaled = one.dimension == "money" and one.scale == 1 and other.scale > 1 and one.low < 1000
        return one.low * (other.scale if scaled else 1), other.low
    if not other.unit and one.dimension == "money":
        return one.low, other.low
    for factors in (IN_MONTHS, _IN_HOURS):
        if one.unit in factors and other.unit in factors:
            return one.low * factors[one.unit] / factors[other.unit], other.low
    return None
