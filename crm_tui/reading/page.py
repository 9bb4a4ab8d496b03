"""Characters with their place on a page, put together into lines in reading order."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# in heights of a character
_SAME_LINE = 0.5  # superscripts stay on their line, the next line does not
_WORD_GAP = 0.18
_COLUMN_GAP = 1.0
_PARAGRAPH = 1.45  # in line distances
_WIDEST = 60  # in characters

# two columns of prose are told from a table by their many, full and wordy lines
_PROSE_LINES = 10
_PROSE_WORDS = 4
_PROSE_FULL = 0.75
_SAME_EDGE = 2.0  # points


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character where it stands, turned so that its line runs from left to right."""

    text: str
    """The character."""

    left: float
    """Where it begins along the line, in points."""

    right: float
    """Where it ends, its own white space included."""

    base: float
    """The height of its base line above the foot of the page."""

    height: float
    """From its lowest to its highest possible point."""

    spaces: int
    """How many spaces the file puts before it on the line."""


Row = list[Glyph]
"""Characters on one base line, from left to right."""


def lines(glyphs: list[Glyph]) -> list[str]:
    """The lines of a page from top to bottom; an empty line stands for a gap between paragraphs.

    The cells of a table's row stay on one line, two spaces apart at least. Two columns of prose are read one after
    the other.
    """
    rows = _in_order(_rows(glyphs))
    margin = min(glyph.left for glyph in glyphs)
    width = median(glyph.right - glyph.left for glyph in glyphs) or 1.0
    distances = [above[0].base - below[0].base for above, below in pairwise(rows)]
    usual = median(distances) if distances else 0.0
    read: list[str] = []
    for place, row in enumerate(rows):
        if place:
            gap = distances[place - 1]
            if gap < 0 or gap > _PARAGRAPH * max(usual, _height(row)):
                read.append("")
        read.append(_line(row, margin, width))
    return read


def _rows(glyphs: list[Glyph]) -> list[Row]:
    # a file may draw its lines in any order, and the words of a line too
    rows: list[Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if rows and rows[-1][0].base - glyph.base <= _SAME_LINE * max(glyph.height, rows[-1][0].height):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [sorted(row, key=lambda glyph: glyph.left) for row in rows]


def _height(row: Row) -> float:
    return median(glyph.height for glyph in row) or 1.0


def _line(row: Row, margin: float, width: float) -> str:
    height = _height(row)
    parts = [" " * min(_WIDEST, round((row[0].left - margin) / width)), row[0].text]
    for before, glyph in pairwise(row):
        parts += (_gap(glyph.left - before.right, glyph.spaces, height, width), glyph.text)
    return "".join(parts)


def _gap(gap: float, spaces: int, height: float, width: float) -> str:
    if gap >= _COLUMN_GAP * height:
        return " " * min(_WIDEST, max(2, spaces, round(gap / width)))
    if spaces and gap > -_WORD_GAP * height:
        return " " * spaces
    return " " if gap >= _WORD_GAP * height else ""


def _in_order(rows: list[Row]) -> list[Row]:
    """The rows, those of two columns of prose one column after the other."""
    edge = _second_column(rows)
    if edge is None:
        return rows
    ordered: list[Row] = []
    second: list[Row] = []
    for row in rows:
        before, after = _split(row, edge)
        if before and after and after[0].left - before[-1].right < _COLUMN_GAP * _height(row):
            # a heading over both columns ends them
            ordered += second
            second = []
            ordered.append(row)
            continue
        ordered += [before] if before else []
        second += [after] if after else []
    return ordered + second


def _second_column(rows: list[Row]) -> float | None:
    """Where a second column of prose begins; None where the page has none."""
    starts = Counter(round(part[0].left / _SAME_EDGE) for row in rows for part in list(_parts(row))[1:])
    if not starts:
        return None
    edge = starts.most_common(1)[0][0] * _SAME_EDGE - _SAME_EDGE
    sides = [_split(row, edge) for row in rows]
    both = [(before, after) for before, after in sides if before and after and len(list(_parts(before + after))) == 2]
    if len(both) < _PROSE_LINES:
        return None
    margin = min(before[0].left for before, _ in both)
    full = median(before[-1].right - margin for before, _ in both) >= _PROSE_FULL * (edge - margin)
    wordy = min(median(_words(row) for row in side) for side in zip(*both, strict=True)) >= _PROSE_WORDS
    return edge if full and wordy else None


def _split(row: Row, edge: float) -> tuple[Row, Row]:
    return [glyph for glyph in row if glyph.left < edge], [glyph for glyph in row if glyph.left >= edge]


def _parts(row: Row) -> Iterator[Row]:
    """The parts of a row that stand a column's gap apart."""
    height = _height(row)
    part = [row[0]]
    for before, glyph in pairwise(row):
        if glyph.left - before.right >= _COLUMN_GAP * height:
            yield part
            part = []
        part.append(glyph)
    yield part


def _words(row: Row) -> int:
    height = _height(row)
    return 1 + sum(bool(_gap(glyph.left - before.right, glyph.spaces, height, 1.0)) for before, glyph in pairwise(row))
