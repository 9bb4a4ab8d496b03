"""Figures in a text: money, rates, durations, dates, speeds, data, ratios, measures and counts, each with its place.

A number is found first; then a bounded stretch to its left and right is read for bound, currency, unit and period,
so that the time is linear in the length of the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from crm_tui.comparison import named_numbers, qualifiers
from crm_tui.comparison.completing import completed
from crm_tui.comparison.folding import folded
from crm_tui.comparison.forms import articles, whole_forms
from crm_tui.comparison.joining import joined
from crm_tui.comparison.numerals import numerals
from crm_tui.comparison.quantity import Quantity
from crm_tui.comparison.scales import Scale

__all__ = ["Quantity", "quantities"]

_MOST = 4000
_SHORT = 4000


def quantities(
    text: str, today: date | None = None, *, american: bool | None = None, scale: Scale | None = None
) -> tuple[Quantity, ...]:
    """All figures of a text in its order.

    ``today`` completes a date without a year, ``american`` says that the paper writes the month first (where it is
    not given, the text itself tells), ``scale`` is that of a table whose heading says "Rs in lakh".
    """
    read = _remembered if len(text) <= _SHORT else _remembered_of_long
    found = read(text, today, american)
    return tuple(scale.of(one) for one in found) if scale else found


def _read(text: str, today: date | None, american: bool | None) -> tuple[Quantity, ...]:
    plain = folded(text)
    found: list[Quantity] = []
    last = 0
    for quantity in _in_order(text, plain, today, american):
        if quantity.start < last:
            continue
        found.append(quantity)
        last = quantity.end
        if len(found) == _MOST:
            break
    whole = [one for one in joined(plain, found) if not _is_fragment(plain, one)]
    alternatives = qualifiers.whichever(plain, [(one.start, one.end) for one in whole])
    return tuple(
        replace(one, whichever=alternatives[place]) if place in alternatives else one for place, one in enumerate(whole)
    )


# a passage is asked for its figures by every promise that it may answer
_remembered = lru_cache(maxsize=32768)(_read)
_remembered_of_long = lru_cache(maxsize=128)(_read)


def _is_fragment(text: str, figure: Quantity) -> bool:
    """Whether it is a word such as "one" that counts nothing, or a part of "1/3"."""
    if figure.dimension != "number" or figure.noun or figure.high is not None:
        return False
    if text[figure.start].isalpha():
        return not (figure.per or figure.scale > 1 or text[figure.end - 1] == ")")
    if text.startswith("/", figure.end):
        return figure.low < 10 and text[figure.end + 1 : figure.end + 2].isdigit()
    return text[figure.start - 1 : figure.start] == "/" and figure.start > 1


@dataclass(frozen=True, slots=True)
class _Taken:
    """Stretches whose numbers are already read or name something."""

    spans: list[tuple[int, int]]

    def over(self, start: int, position: int) -> int:
        """The first span from ``position`` on that does not end before ``start``."""
        while position < len(self.spans) and self.spans[position][1] <= start:
            position += 1
        return position


def _in_order(text: str, plain: str, today: date | None, american: bool | None) -> Iterator[Quantity]:
    whole = whole_forms(plain, today, american)
    spans = sorted([*((one.start, one.end) for one in whole), *named_numbers.spans(plain, text)])
    furthest = 0
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if end > furthest:
            merged.append((max(start, furthest), end))
            furthest = end
    taken = _Taken(merged)
    position = 0
    figures: list[Quantity] = []
    last = 0
    for numeral in sorted([*numerals(plain, text), *articles(plain)], key=lambda one: one.start):
        if numeral.start < last:
            continue
        position = taken.over(numeral.start, position)
        if position < len(merged) and merged[position][0] < numeral.end:
            continue
        quantity = completed(text, plain, numeral)
        if quantity is not None:
            figures.append(quantity)
            last = quantity.end
        if len(figures) > _MOST:
            break
    yield from sorted((*whole, *figures), key=lambda one: (one.start, -one.end))
