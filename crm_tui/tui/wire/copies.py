"""Words that stand in several lines below one another: they are sent once, and the terminal copies them (DECCRA)."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from crm_tui.tui.wire import grid
from crm_tui.tui.wire.grid import BLANK, Row

_COST = 24
"""Bytes of one order to copy."""

_LEAST = 9
"""Bytes, below which nothing is copied: some letters are the same by chance."""

_KEPT = 0.75
"""What is copied to a line stays in one piece down to so much of its worth; then another piece begins."""


_GAP, _MOVE = re.compile(" {5,}"), " " * 5
"""What is not written but passed by, and as many bytes as that takes."""


class Copy(NamedTuple):
    """Cells of a line that stand in the same columns of the lines below it."""

    line: int
    """From this line, counted from the first of those that were asked about."""

    times: int
    """To so many lines below it."""

    start: int
    """From this column."""

    end: int
    """Up to the one before this column."""

    def sent(self, top: int) -> str:
        """The orders for it, where the first line stands in line ``top`` of the screen; they move no cursor."""
        first, sent, done = top + self.line + 1, "", 1
        while (left := self.times + 1 - done) > 0:
            # what was copied is copied on with the rest
            lines = min(done, left)
            source = f"{first};{self.start + 1};{first + lines - 1};{self.end}"
            sent += f"\x1b[{source};;{first + done};{self.start + 1}$v"
            done += lines
        return sent


def found(rows: Sequence[Row]) -> list[Copy]:
    """What is shorter copied than written, in the order in which it has to be done."""
    same = [[], *([*_same(above, row)] for above, row in pairwise(rows))]
    copies: list[Copy] = []
    for y in range(1, len(rows)):
        for piece in same[y]:
            start, end = piece
            worth = first_worth = _worth(rows[y], start, end)
            times = 1
            for below in same[y + 1 :]:
                goes_on = max(below, key=lambda one: min(end, one[1]) - max(start, one[0]), default=(0, 0))
                left, right = max(start, goes_on[0]), min(end, goes_on[1])
                if left >= right or _worth(rows[y], left, right) < first_worth * _KEPT:
                    break
                below.remove(goes_on)
                start, end, worth, times = left, right, _worth(rows[y], left, right), times + 1
            if worth * times > _COST * times.bit_length():
                copies.append(Copy(y - 1, times, start, end))
    return copies


def without(rows: Sequence[Row], copies: Sequence[Copy]) -> list[Row]:
    """The lines before the copies are made."""
    left = [row.copy() for row in rows]
    for line, times, start, end in copies:
        for row in left[line + 1 : line + 1 + times]:
            row[start:end] = [BLANK] * (end - start)
    return left


def _same(above: Row, row: Row) -> Iterator[tuple[int, int]]:
    """From where to where a line is as the one above it, without blanks at the ends; no letter is cut."""
    end = 0
    for start in range(len(row)):
        if start < end or not _is_as(above, row, start) or row[start] == BLANK or row[start][0] == "":
            continue
        end = start + 1
        while end < len(row) and _is_as(above, row, end):
            end += 1
        last = end
        while row[last - 1] == BLANK:
            last -= 1
        if _worth(row, start, last) >= _LEAST:
            yield start, last


def _is_as(above: Row, row: Row, x: int) -> bool:
    return row[x] == above[x] and grid.is_sure(row[x][0])


def _worth(row: Row, start: int, end: int) -> int:
    """About how many bytes it takes to write these cells."""
    text = "".join([letter for letter, _ in row[start:end]])
    return len(_GAP.sub(_MOVE, text).encode())
