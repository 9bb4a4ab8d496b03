"""The layout of a paper: lines become passages (rows, sentences), each with the lines that it came from."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from crm_tui.domain.document import PaperLine
from crm_tui.domain.review import Evidence

_RULE = re.compile(r"[\s\-=_+|:*~.·—–#]*")
_MARKER = re.compile(
    r"\s*(?:[-*•▪◦·]\s+|\[[ xX]?\]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+|[1-9]\d?(?:\.\d{1,2}){1,3}\.?\s+(?!%)|"
    r"#{1,6}\s+"
    r"|(?:article|clause|section|schedule)\s+\d{1,2}[.:]?\s+)",
    re.IGNORECASE,
)
_TAX_HEAD = re.compile(r"\b(?:gst|vat|tax)\b", re.IGNORECASE)
_REFERENCE_HEAD = re.compile(r"(?:clause|section|ref|page|para)\.?(?: no\.?)?", re.IGNORECASE)
_CLAUSE_CELL = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_SERIAL = re.compile(r"\(?[0-9ivxa-z]{1,3}[.)]?", re.IGNORECASE)
_GAP = re.compile(r"(?<![.;?! ]) {2,}|(?<=[.;?!]) {3,}")
_SENTENCE = re.compile(r"(?<=[a-z0-9%)\]€”\"][.;!?])\s+(?=[A-Z(\[\d\"“])|;\s+")
_ABBREVIATED = re.compile(
    r"(?:\b(?:rs|no|nos|mr|mrs|ms|dr|st|co|ltd|approx|max|min|incl|excl|etc|viz|sr|ca|art|cl|sec)\.)$", re.IGNORECASE
)
_LABEL = re.compile(r"([A-Za-z][^:.;|]{1,48}):\s+(?=\S)")
_BOLD = re.compile(r"\*\*|__|`")
_LONGEST = 3_000
_LONGEST_BLOCK = 100
_MOST_LINES = 12_000


@dataclass(frozen=True, slots=True)
class Passage:
    """One row or sentence with the place of each of its letters."""

    text: str
    """Its words on one line."""

    starts: tuple[int, ...]
    """Where each piece begins in the text."""

    lines: tuple[PaperLine, ...]
    """The line of each piece."""

    heading: str = ""
    """What stands above it."""

    label: int = 0
    """Up to where the text is the label of a row; 0 for running text."""

    further: str = ""
    """What follows in the same paragraph."""

    beside: str = ""
    """The other cells of its row."""

    first: bool = False
    """Whether it is the first sentence below its heading or label."""

    titled: bool = False
    """Whether it is itself a heading."""

    lent: bool = False
    """Whether it stands indented below its heading, which then speaks for it."""

    def evidence(self, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
        """The lines on which stretches of the text stand."""
        found: dict[tuple[int, int], Evidence] = {}
        for start, end in spans:
            first = max(0, bisect_right(self.starts, start) - 1)
            last = max(first, bisect_right(self.starts, max(start, end - 1)) - 1)
            for line in self.lines[first : last + 1]:
                found[line.page, line.number] = Evidence(page=line.page, line=line.number, text=line.text.strip())
        return tuple(found[key] for key in sorted(found))


@dataclass(slots=True)
class _Cell:
    """The text of one cell, piece by piece."""

    column: int
    pieces: list[tuple[str, PaperLine]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(piece for piece, _ in self.pieces)


@dataclass(slots=True)
class _Block:
    """A row of cells, or a paragraph as one cell."""

    cells: list[_Cell]
    heading: str
    marked: bool
    piped: bool = False
    indent: int = 0
    broken: bool = False
    titled: bool = False
    lent: bool = False

    @property
    def is_row(self) -> bool:
        return len(self.cells) > 1


def passages(lines: Iterable[PaperLine]) -> tuple[Passage, ...]:
    """Cut the lines of a paper into passages, in its order."""
    found: list[Passage] = []
    header: list[_Cell] = []
    for block, fresh in _with_breaks(_blocks(lines)):
        if fresh:
            header = []
        if block.is_row:
            if _is_header(block) and (block.broken or not header):
                header = block.cells
                found.append(_row(block, ()))
                continue
            found.extend(_rows(block, header))
        else:
            found.extend(_sentences(block))
    return tuple(found)


def _with_breaks(blocks: Iterable[_Block]) -> Iterable[tuple[_Block, bool]]:
    heading: str | None = None
    for block in blocks:
        yield block, block.heading != heading or not block.is_row
        heading = block.heading


def _blocks(lines: Iterable[PaperLine]) -> list[_Block]:
    blocks: list[_Block] = []
    heading = ""
    broken = True
    open_block: _Block | None = None
    below: tuple[int, str] | None = None
    reference: int | None = None
    lines = tuple(islice(lines, _MOST_LINES))
    width = min(100, max((len(line.text.rstrip()) for line in lines), default=0))
    before = width
    for line in lines:
        text = (
            _BOLD.sub("  ", line.text[:_LONGEST])
            if line.text.lstrip().startswith(("|", "**", "*"))
            else line.text[:_LONGEST]
        )
        text = text.replace(" ", " ").expandtabs(4).rstrip()
        if _RULE.fullmatch(text):
            broken = True
            if not text.strip():
                open_block = None
            continue
        piped = text.count("|") >= 2 or (text.count(" | ") >= 1)
        cells = _pipe_cells(text, line) if piped else _columns(text, line)
        if len(cells) > 2 and any(_REFERENCE_HEAD.fullmatch(cell.text) for cell in cells):
            reference = next(cell.column for cell in cells if _REFERENCE_HEAD.fullmatch(cell.text))
        elif reference is not None and len(cells) > 1 and abs(cells[-1].column - reference) <= 4:
            # the number of the clause where the wording stands is no figure of the term
            cells = cells[:-1] if _CLAUSE_CELL.fullmatch(cells[-1].text) else cells
        if not cells:
            continue
        indent = len(text) - len(text.lstrip())
        marker = bool(_MARKER.match(text)) and not piped
        # a line breaks off because the next word did not fit, or because it ends there
        wrapped = before >= 0.6 * width or cells[0].text[:1].islower()
        before = len(text)
        if open_block is not None and not marker and _continues(open_block, cells, indent, broken, piped, wrapped):
            _extend(open_block, cells)
            broken = False
            continue
        if len(cells) == 1 and _is_heading(cells[0].text, text, broken or not wrapped):
            heading = cells[0].text.strip("*# :")
            open_block = None
            broken = True
            blocks.append(_Block(cells, heading, marker, piped, indent, broken, True))
            below = None
            continue
        if below is not None and (indent <= below[0] or len(cells) == 1):
            below = None
        if _may_head(cells, text) and not marker:
            below = (indent, cells[0].text)
        open_block = _Block(cells, below[1] if below else heading, marker, piped, indent, broken)
        open_block.lent = below is not None and len(cells) > 1
        blocks.append(open_block)
        broken = False
    return blocks


def _may_head(cells: list[_Cell], text: str) -> bool:
    if len(cells) > 1 or text.endswith((".", ",", ";", ":")) or len(text.split()) > 6:
        return False
    return not any(letter.isdigit() for letter in text)


def _pipe_cells(text: str, line: PaperLine) -> list[_Cell]:
    cells = []
    column = 0
    parts = text.strip().strip("|").split("|")
    for place, part in enumerate(parts):
        bare = part.strip()
        if bare or place:
            cells.append(_Cell(place, [(bare, line)]))
        column += len(part) + 1
    return [cell for cell in cells if cell.text or len(cells) > 2]


def _columns(text: str, line: PaperLine) -> list[_Cell]:
    cells = []
    marker = _MARKER.match(text)
    start = marker.end() if marker else len(text) - len(text.lstrip())
    position = start
    for gap in _GAP.finditer(text, start):
        part = text[position : gap.start()].strip()
        if part:
            cells.append(_Cell(position, [(part.lstrip(": "), line)]))
        position = gap.end()
    part = text[position:].strip()
    if part:
        cells.append(_Cell(position, [(part.lstrip(": ") if cells else part, line)]))
    cells = [cell for cell in cells if cell.text]
    if len(cells) > 2 and _SERIAL.fullmatch(cells[0].text):
        del cells[0]
    return cells


def _is_heading(bare: str, text: str, broken: bool) -> bool:
    if text.lstrip().startswith("#"):
        return True
    if len(bare) > 64 or bare.endswith((".", ",", ";")) or not any(letter.isalpha() for letter in bare):
        return False
    letters = [letter for letter in bare if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) > 0.8 * len(letters) and len(letters) > 3:
        return True
    short = len(bare.split()) <= 6 and not any(letter.isdigit() for letter in bare)
    return short and (bool(_MARKER.match(text)) or bare.endswith(":") or (broken and bare[0].isupper()))


def _continues(block: _Block, cells: list[_Cell], indent: int, broken: bool, piped: bool, wrapped: bool) -> bool:
    if piped or block.piped or sum(len(cell.pieces) for cell in block.cells) >= _LONGEST_BLOCK:
        return False
    if block.is_row:
        if broken:
            return False
        if len(cells) == 2 and cells[0].column >= block.cells[1].column - 2 and not cells[1].text[:1].isalpha():
            return True
        if len(cells) == 1:
            return indent >= block.cells[-1].column - 2 or (
                indent >= block.cells[1].column - 2 if len(block.cells) > 1 else False
            )
        same = len(cells) == len(block.cells) and all(
            abs(one.column - other.column) <= 2 for one, other in zip(cells, block.cells, strict=True)
        )
        return same and cells[0].text[:1].islower() and not any(letter.isdigit() for letter in cells[0].text)
    if broken or len(cells) > 1 or not wrapped:
        return False
    return not (block.marked and indent < block.indent)


def _extend(block: _Block, cells: list[_Cell]) -> None:
    if len(cells) == 2 and block.is_row and cells[0].column >= block.cells[1].column - 2:
        block.cells[1].pieces.extend(cells[0].pieces)
        block.cells.append(cells[1])
        return
    if len(cells) == 1:
        target = block.cells[-1]
        if block.is_row:
            near = min(block.cells, key=lambda cell: (abs(cell.column - cells[0].column), cell.column))
            target = near
        target.pieces.extend(cells[0].pieces)
        return
    for cell, more in zip(block.cells, cells, strict=True):
        cell.pieces.extend(more.pieces)


def _is_header(block: _Block) -> bool:
    words = [cell.text for cell in block.cells]
    named = [word for word in words if word]
    return (
        len(named) >= 2
        and all(word[0].isupper() for word in named)
        and len(words) >= 3
        and not any(letter.isdigit() for word in words for letter in word)
        and all(len(word) < 40 for word in words)
    )


def _rows(block: _Block, header: list[_Cell]) -> list[Passage]:
    """A row of a table with a header gives one passage a cell, so that each figure stands below its name."""
    values = block.cells[1:]
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
    return [
        match.end()
        for match in _SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()])
    ]


def _above(cell: _Cell, header: list[_Cell], piped: bool) -> _Cell | None:
    if piped:
        return next((one for one in header if one.column == cell.column), None)
    middle = cell.column + len(cell.text) // 2
    return min(header, key=lambda one: abs(one.column + len(one.text) // 2 - middle))


def _row(block: _Block, above: tuple[_Cell | None, ...], value: _Cell | None = None) -> Passage:
    text = ""
    starts: list[int] = []
    lines: list[PaperLine] = []

    def put(cell: _Cell) -> None:
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


def _sentences(block: _Block) -> list[Passage]:
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
