"""The layout of a paper: lines become passages (rows, sentences), each with the lines that it came from."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from crm_tui.comparison.blocks import Block, Cell, blocks
from crm_tui.comparison.linking import linked
from crm_tui.comparison.lists import chapeaux
from crm_tui.comparison.passage import Passage
from crm_tui.domain.document import PaperLine

__all__ = ["Passage", "passages"]

_TAX_HEAD = re.compile(r"\b(?:gst|vat|tax)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[a-z0-9%)\]€”\"][.;!?])\s+(?=[A-Z(\[\d\"“])|;\s+(?!(?:and|or)$)")
_LETTERED = re.compile(
    r"\b(?:Annexure|Annex|Schedule|Exhibit|Appendix|Part) [A-Z]\.\s+(?=[A-Z])|[A-Z]{2}\.\s+(?=[A-Z][a-z]+ [a-z])"
)
"""A sentence may end in a capital letter: "as shown in Annexure A. Variable pay..."."""
_ABBREVIATED = re.compile(
    r"(?:\b(?:rs|no|nos|mr|mrs|ms|dr|st|co|ltd|approx|max|min|incl|excl|etc|viz|sr|ca|art|cl|sec)\.)$", re.IGNORECASE
)
_LABEL = re.compile(r"([A-Za-z][^:.;|]{1,48}?)\s*:\s+(?=\S)")


def passages(lines: Iterable[PaperLine]) -> tuple[Passage, ...]:
    """Cut the lines of a paper into passages, in its order, each with what it gets from elsewhere."""
    found: list[Passage] = []
    header: list[Cell] = []
    cut = blocks(lines)
    for (block, fresh), chapeau in zip(_with_breaks(cut), chapeaux(cut), strict=True):
        if fresh:
            header = []
        if block.is_row and _is_header(block) and (block.broken or not header):
            header = block.cells
            own = [_row(block, ())]
        else:
            own = _rows(block, header) if block.is_row else _sentences(block)
        if block.number or chapeau:
            own = [replace(one, number=block.number, chapeau=chapeau if one.first else "") for one in own]
        found.extend(own)
    return linked(found)


def _with_breaks(found: Iterable[Block]) -> Iterable[tuple[Block, bool]]:
    heading: str | None = None
    for block in found:
        yield block, block.heading != heading or not block.is_row
        heading = block.heading


def _is_header(block: Block) -> bool:
    words = [cell.text for cell in block.cells]
    named = [word for word in words if word]
    return (
        len(named) >= 2
        and all(word[0].isupper() for word in named)
        and len(words) >= 3
        and not any(letter.isdigit() for word in words for letter in word)
        and all(len(word) < 40 for word in words)
    )


def _rows(block: Block, header: list[Cell]) -> list[Passage]:
    """A row of a table with a header gives one passage a cell, so that each figure stands below its name."""
    values = block.cells[1:]
    if not header and all(_LABEL.match(cell.text) for cell in block.cells):
        # "Amount: Rs 8,00,000    Tenor: 60 months": two terms beside each other
        return [one for cell in block.cells for one in _sentences(replace(block, cells=[cell]))]
    if not header or len(values) < 2:
        return _parted(_row(block, ()))
    rows = []
    above = [(cell, _above(cell, header, block.piped)) for cell in values if any(map(str.isalnum, cell.text))]
    taxes = [cell.text for cell, head in above if head is not None and _TAX_HEAD.search(head.text)]
    for cell, head in above:
        if head is not None and head.text.endswith("?"):
            # "Can this amount increase?" asks something else than the row's name says
            continue
        row = _row(block, (head,), cell)
        if taxes and not (head is not None and _TAX_HEAD.search(head.text)):
            row = replace(row, text=f"{row.text} | GST {taxes[0]}")
        beside = " | ".join(other.text for other in values if other is not cell and other.text)
        rows.append(replace(row, beside=beside))
    return rows


def _parted(row: Passage) -> list[Passage]:
    """A row whose value is several sentences: the first stays with the label, the others stand below it."""
    cuts = [0, *(cut for cut in _cuts(row.text) if cut > row.label), len(row.text)]
    if len(cuts) == 2:
        return [row]
    parts = []
    for start, end in pairwise(cuts):
        part = _part(row, start, end)
        further = row.text[end : end + 400]
        if start:
            part = replace(part, heading=row.text[: row.label].rstrip(" :"), label=0, lent=True, further=further)
        parts.append(replace(part, further=further))
    return [part for part in parts if part.text]


def _part(whole: Passage, start: int, end: int) -> Passage:
    first = max(0, bisect_right(whole.starts, start) - 1)
    inside = [place for place in range(first, len(whole.starts)) if whole.starts[place] < end]
    return replace(
        whole,
        text=whole.text[start:end].rstrip(),
        starts=tuple(max(0, whole.starts[place] - start) for place in inside),
        lines=tuple(whole.lines[place] for place in inside),
    )


def _cuts(text: str) -> list[int]:
    """Where a new sentence begins."""
    ends = {
        match.end()
        for match in _SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()])
    }
    return sorted(ends | {match.end() for match in _LETTERED.finditer(text)})


def _above(cell: Cell, header: list[Cell], piped: bool) -> Cell | None:
    if piped:
        return next((one for one in header if one.column == cell.column), None)
    middle = cell.column + len(cell.text) // 2
    return min(header, key=lambda one: abs(one.column + len(one.text) // 2 - middle))


def _row(block: Block, above: tuple[Cell | None, ...], value: Cell | None = None) -> Passage:
    text = ""
    starts: list[int] = []
    lines: list[PaperLine] = []

    def put(cell: Cell) -> None:
        nonlocal text
        for piece, line in cell.pieces:
            starts.append(len(text))
            lines.append(line)
            text += piece + " "

    put(block.cells[0])
    for cell in above:
        # a header over the label says nothing of the value
        if cell is not None and cell.text:
            starts.append(len(text))
            lines.append(block.cells[0].pieces[0][1])
            text += f"({cell.text}) "
    label = len(text)
    text = text.rstrip() + ": " if text.strip() else text
    label = len(text)
    for place, cell in enumerate([value] if value is not None else block.cells[1:]):
        if place and cell.text:
            text = text.rstrip() + " | "
        put(cell)
    return Passage(text.rstrip(), tuple(starts), tuple(lines), block.heading, label, lent=block.lent)


def _sentences(block: Block) -> list[Passage]:
    cell = block.cells[0]
    text = ""
    starts: list[int] = []
    lines: list[PaperLine] = []
    for piece, line in cell.pieces:
        starts.append(len(text))
        lines.append(line)
        text += piece + " "
    text = text.rstrip()
    cuts = [0, *_cuts(text), len(text)]
    found = []
    heading = block.heading
    for start, end in pairwise(cuts):
        if not text[start:end].strip():
            continue
        first = max(0, bisect_right(starts, start) - 1)
        inside = [place for place in range(first, len(starts)) if starts[place] < end]
        own = text[start:end].rstrip()
        label = _LABEL.match(own)
        found.append(
            Passage(
                own,
                tuple(max(0, starts[place] - start) for place in inside),
                tuple(lines[place] for place in inside),
                heading,
                label.end() if label else 0,
                text[end : end + 400],
                titled=block.titled,
                first=start == 0,
            )
        )
        if start == 0 and end < len(text) and len(own.split()) <= 5 and not any(letter.isdigit() for letter in own):
            # "Insurance. The borrower shall..." carries its heading in its first words
            heading = own.rstrip(".:")
    return found
