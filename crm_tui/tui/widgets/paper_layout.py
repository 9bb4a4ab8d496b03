"""A paper's lines folded to a width, with the passages in it that are to be seen. Nothing here needs a terminal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, get_character_cell_size

from crm_tui.domain.document import PaperLine, PaperText
from crm_tui.domain.review import Evidence
from crm_tui.domain.text import visible

Span = tuple[int, int]
"""Where a passage begins and ends in its line, in characters."""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row on the screen: a part of a line of the paper, or the heading of a page."""

    line: int
    """The line's place in the paper; for a heading, that of the page's first line."""

    start: int = 0
    """Where the part begins in the line, in characters."""

    end: int = 0
    """Where it ends."""

    page: int = 0
    """The page that this row is the heading of; 0 for a part of a line."""


@dataclass(frozen=True, slots=True)
class FoldedPaper:
    """A paper folded to a width."""

    rows: tuple[PaperRow, ...]
    """From top to bottom."""

    first_row: tuple[int, ...]
    """For each line of the paper, the row on which it begins."""


def fold_paper(paper: PaperText, width: int) -> FoldedPaper:
    """Break the lines at words so that each row fits into ``width`` cells; pages are headed where there are several."""
    rows: list[PaperRow] = []
    first_row: list[int] = []
    page = 0
    for place, line in enumerate(paper.lines):
        if paper.pages > 1 and line.page != page:
            page = line.page
            rows.append(PaperRow(place, page=page))
        first_row.append(len(rows))
        rows.extend(PaperRow(place, start, end) for start, end in fold(visible(line.text), width))
    return FoldedPaper(tuple(rows), tuple(first_row))


def fold(text: str, width: int) -> list[Span]:
    """The parts of a text that each fit into ``width`` cells, broken after a space where there is one."""
    width = max(2, width)
    parts: list[Span] = []
    start = 0
    while cell_len(text[start:]) > width:
        end = _fitting(text, start, width)
        space = text.rfind(" ", start + 1, end + 1)
        cut = space + 1 if space > start else end
        parts.append((start, cut))
        start = cut
    return [*parts, (start, len(text))]


def _fitting(text: str, start: int, width: int) -> int:
    used = 0
    for at in range(start, len(text)):
        used += get_character_cell_size(text[at])
        if used > width:
            return max(at, start + 1)
    return len(text)


def passages(lines: Sequence[PaperLine], evidence: Iterable[Evidence]) -> dict[int, list[Span]]:
    """For each line of the paper that evidence stands on, where in it; the whole line if its words are not found."""
    place_of = {(line.page, line.number): place for place, line in enumerate(lines)}
    found: dict[int, list[Span]] = {}
    for passage in evidence:
        place = place_of.get((passage.page, passage.line))
        if place is None:
            continue
        text = lines[place].text
        start = text.find(passage.text) if passage.text else -1
        span = (start, start + len(passage.text)) if start >= 0 else (0, len(text))
        found.setdefault(place, []).append(span)
    return found


def occurrences(lines: Sequence[PaperLine], needle: str) -> list[tuple[int, Span]]:
    """Every place at which the words stand, whatever their case: the line's place, and where in it."""
    wanted = needle.lower()
    found: list[tuple[int, Span]] = []
    if not wanted:
        return found
    for place, line in enumerate(lines):
        text = line.text.lower()
        start = text.find(wanted)
        while start >= 0:
            found.append((place, (start, start + len(wanted))))
            start = text.find(wanted, start + len(wanted))
    return found
