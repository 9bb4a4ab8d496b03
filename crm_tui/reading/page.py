"""Characters with their place on a page, put together into lines in reading order."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from crm_tui.reading.text import superscript

# in heights of a character
_SAME_LINE = 0.5  # superscripts stay on their line, the next line does not
_RAISED = 0.15
_WORD_GAP = 0.18
_COLUMN_GAP = 1.0
_BACKWARDS = 3.0  # how far a mark of a right-to-left or stacking script may stand before the one it follows
_PARAGRAPH = 1.45  # in line distances
_WIDEST = 60  # in characters

# two columns of prose are told from a table by their many, full and wordy lines
_PROSE_LINES = 10
_PROSE_WORDS = 4
_PROSE_FULL = 0.75
_SAME_EDGE = 2.0  # points


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character, or a word without a gap, where it stands, turned so that its line runs from left to right."""

    text: str
    """The character or the word."""

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


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that follow each other without a column's gap, in the order in which they are read."""

    text: str
    """What they say."""

    left: float
    """Where the first one from the left begins."""

    right: float
    """Where the last one ends."""

    base: float
    """The height of their base line."""

    height: float
    """Of a usual character among them."""

    spaces: int
    """How many spaces the file puts before them."""


Row = list[Run]
"""The runs on one base line, from left to right."""


def lines(glyphs: list[Glyph]) -> list[str]:
    """The lines of a page from top to bottom; an empty line stands for a gap between paragraphs.

    ``glyphs`` stand in the order of the file, which is kept inside a word. The cells of a table's row stay on one
    line, two spaces apart at least. Two columns of prose are read one after the other.
    """
    rows = _in_order(_rows(_runs(glyphs)))
    margin = min(glyph.left for glyph in glyphs)
    width = 0.9 * sum(glyph.right - glyph.left for glyph in glyphs) / sum(len(glyph.text) for glyph in glyphs) or 1.0
    distances = [above[0].base - below[0].base for above, below in pairwise(rows)]
    usual = median(distances) if distances else 0.0
    read: list[str] = []
    for place, row in enumerate(rows):
        if place:
            gap = distances[place - 1]
            if gap < 0 or gap > _PARAGRAPH * max(usual, row[0].height):
                read.append("")
        read.append(_line(row, margin, width))
    return read


def _runs(glyphs: list[Glyph]) -> list[Run]:
    runs: list[Run] = []
    begun: list[Glyph] = []
    for glyph in glyphs:
        if begun and not _follows(begun[-1], glyph):
            runs.append(_run(begun))
            begun = []
        begun.append(glyph)
    return [*runs, _run(begun)]


def _follows(before: Glyph, glyph: Glyph) -> bool:
    height = max(before.height, glyph.height)
    if abs(before.base - glyph.base) > _SAME_LINE * height:
        return False
    gap = glyph.left - before.right
    if gap < -_WORD_GAP * height:
        return _steps_back(glyph.text) and before.left - glyph.right < _BACKWARDS * height
    return gap < _COLUMN_GAP * height and glyph.spaces < 2


def _steps_back(text: str) -> bool:
    """Whether a script may set this mark before the one that it follows: Arabic, Hebrew, the scripts of India."""
    return unicodedata.bidirectional(text[0]) in ("R", "AL", "AN", "NSM") or "\u0900" <= text[0] <= "\u109f"


def _run(glyphs: list[Glyph]) -> Run:
    height = median(glyph.height for glyph in glyphs) or 1.0
    base = median_low(glyph.base for glyph in glyphs)
    text, left, right = "", glyphs[0].left, glyphs[0].left
    for glyph in glyphs:
        # scripts run either way: what counts is the gap to all that stands there already
        apart = max(glyph.left - right, left - glyph.right)
        said = glyph.text
        if glyph.base - base > _RAISED * height:
            said = superscript(said)
        text += _gap(apart, glyph.spaces, height) + said if text else said
        left, right = min(left, glyph.left), max(right, glyph.right)
    return Run(
        text=text,
        left=left,
        right=right,
        base=base,
        height=height,
        spaces=glyphs[0].spaces,
    )


def _rows(runs: list[Run]) -> list[Row]:
    # a file may draw its lines in any order, and the parts of a line too
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if rows and rows[-1][0].base - run.base <= _SAME_LINE * max(run.height, rows[-1][0].height):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _line(row: Row, margin: float, width: float) -> str:
    line = " " * min(_WIDEST, round((row[0].left - margin) / width)) + row[0].text
    for before, run in pairwise(row):
        gap = run.left - before.right
        if gap >= _COLUMN_GAP * run.height:
            # cells that stand below each other on the page do so in the text
            wide = round((run.left - margin) / width) - len(line)
            line += " " * min(_WIDEST, max(2, run.spaces, wide)) + run.text
        else:
            line += _gap(gap, run.spaces, run.height) + run.text
    return line


def _gap(gap: float, spaces: int, height: float) -> str:
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
        if any(run.left < edge < run.right for run in row):
            # a heading over both columns ends them
            ordered += [*second, row]
            second = []
            continue
        before, after = _split(row, edge)
        ordered += [before] if before else []
        second += [after] if after else []
    return ordered + second


def _second_column(rows: list[Row]) -> float | None:
    """Where a second column of prose begins; None where the page has none."""
    starts = Counter(round(part[0].left / _SAME_EDGE) for row in rows for part in list(_parts(row))[1:])
    if not starts:
        return None
    edge = starts.most_common(1)[0][0] * _SAME_EDGE - _SAME_EDGE
    sides = [_split(row, edge) for row in rows if len(list(_parts(row))) == 2]
    both = [(before, after) for before, after in sides if before and after]
    if len(both) < _PROSE_LINES:
        return None
    margin = min(before[0].left for before, _ in both)
    full = median(before[-1].right - margin for before, _ in both) >= _PROSE_FULL * (edge - margin)
    wordy = min(median(_words(row) for row in side) for side in zip(*both, strict=True)) >= _PROSE_WORDS
    return edge if full and wordy else None


def _split(row: Row, edge: float) -> tuple[Row, Row]:
    return [run for run in row if run.left < edge], [run for run in row if run.left >= edge]


def _parts(row: Row) -> Iterator[Row]:
    """The parts of a row that stand a column's gap apart."""
    part = [row[0]]
    for before, run in pairwise(row):
        if run.left - before.right >= _COLUMN_GAP * run.height:
            yield part
            part = []
        part.append(run)
    yield part


def _words(row: Row) -> int:
    return sum(len(run.text.split()) for run in row)
