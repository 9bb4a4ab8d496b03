"""Lines that only moved up or down: the terminal moves them itself."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from crm_tui.tui.wire.grid import BLANK, Row

_FEWEST = 2
_WORTH_IT = 60


class Shift(NamedTuple):
    """Some lines of the screen, moved."""

    top: int
    """The first of the lines among which it happens."""

    bottom: int
    """The last of them."""

    by: int
    """How many lines up, or down where it is below 0; what comes in is blank."""

    def applied(self, rows: Sequence[Row]) -> list[Row]:
        """The lines as they stand afterwards."""
        blank = [BLANK] * len(rows[0])
        inside = range(self.top, self.bottom + 1)
        return [
            row if y not in inside else rows[y + self.by] if y + self.by in inside else blank.copy()
            for y, row in enumerate(rows)
        ]

    @property
    def sent(self) -> str:
        """What moves them; it leaves the cursor nobody knows where."""
        at, step = (self.bottom, "\n") if self.by > 0 else (self.top, "\x1bM")
        return f"\x1b[{self.top + 1};{self.bottom + 1}r\x1b[{at + 1}H{step * abs(self.by)}\x1b[r"


def found(old: Sequence[Row], new: Sequence[Row]) -> Shift | None:
    """The move that leaves less to paint; None where painting is as good."""
    moved = [y for y, row in enumerate(new) if row != old[y]]
    if len(moved) <= _FEWEST:
        return None
    # the last column may be a scroll bar, which goes its own way
    stood: dict[str, int] = {}
    for y in moved:
        stood.setdefault(_text(old[y]), y)
    pairs = [(y, stood[text]) for y in moved if (text := _text(new[y])) in stood and not text.isspace()]
    ways = Counter(was - now for now, was in pairs if was != now)
    if not ways:
        return None
    by, count = ways.most_common(1)[0]
    if count < _FEWEST:
        return None
    lines = [line for now, was in pairs if was - now == by for line in (now, was)]
    shift = Shift(min(lines), max(lines), by)
    after = shift.applied(old)
    inside = range(shift.top, shift.bottom + 1)
    saved = sum(_apart(old[y], new[y]) - _apart(after[y], new[y]) for y in inside)
    return shift if saved > _WORTH_IT else None


def _text(row: Row) -> str:
    return "".join([letter for letter, _ in row[:-1]])


def _apart(row: Row, other: Row) -> int:
    return sum(1 for one, two in zip(row, other, strict=True) if one != two)
