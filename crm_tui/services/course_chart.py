"""What is paid over time, said against paper, drawn in plain text.

Bars begin at nothing and all have one scale, so that twice the money is twice the length. Each bar has its amount and
its time beside it; no colour is needed.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from crm_tui.domain.money import grouped, sign_of
from crm_tui.domain.money_effect import Course

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"
_MOST_TIMES = 6
_SHORTEST_BAR = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A run of payments in which neither side changes."""

    first: int
    """The first payment, from 1."""

    last: int
    """The last one, itself included."""

    said: Decimal
    """Each payment by what was said; 0 after its end."""

    paper: Decimal
    """Each payment by the paper; 0 after its end."""


def points(course: Course) -> tuple[Point, ...]:
    """What is paid on both sides, from the first payment to the last, without a gap."""
    edges = {one.first for one in (*course.said, *course.paper)}
    edges |= {side[-1].last + 1 for side in (course.said, course.paper)}
    first = sorted(edges)
    return tuple(
        Point(start, following - 1, course.said_at(start), course.paper_at(start))
        for start, following in pairwise(first)
    )


def drawn(course: Course, width: int = 80) -> list[str]:
    """Two bars for each time in which neither side changes; of many times the first ones and the last."""
    found = points(course)
    shown = found if len(found) <= _MOST_TIMES else (*found[: _MOST_TIMES - 1], found[-1])
    most = max(max(one.said, one.paper) for one in found)
    amounts = {value: grouped(value, course.currency) for one in shown for value in (one.said, one.paper)}
    times = [_time(one, course.every) for one in shown]
    gaps = [_gap(one, course.currency) for one in shown]
    left = max(map(len, (*times, *gaps)))
    digits = max(map(len, amounts.values()))
    room = width - left - digits - len("  paper   ")
    lines: list[str] = []
    for place, (one, time, gap) in enumerate(zip(shown, times, gaps, strict=True)):
        if len(found) > len(shown) and place == len(shown) - 1:
            lines.append(f"{'…':<{left}}  ({len(found) - len(shown)} changes between are not drawn)"[:width])
        for name, word, value in ((time, "said ", one.said), (gap, "paper", one.paper)):
            lines.append(f"{name:<{left}}  {word}  {amounts[value]:>{digits}} {_bar(value, most, room)}".rstrip())
    lines.append(f"{sign_of(course.currency)} each {course.every}; every bar begins at 0."[:width])
    return lines


def _time(one: Point, every: str) -> str:
    return f"{every} {one.first}" if one.first == one.last else f"{every}s {one.first}-{one.last}"


def _gap(one: Point, currency: str) -> str:
    more = one.paper - one.said
    return "the same" if not more else f"{grouped(abs(more), currency)} {'more' if more > 0 else 'less'}"


def _bar(value: Decimal, most: Decimal, room: int) -> str:
    """The bar of an amount; none where there is no room to tell one length from another."""
    if room < _SHORTEST_BAR:
        return ""
    eighths = int(value * room * 8 / most) if most else 0
    return (_FULL * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
