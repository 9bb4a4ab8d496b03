"""The lines of a paper as blocks: rows of cells and paragraphs, each below its heading."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from crm_tui.domain.document import PaperLine

_RULE = re.compile(r"[\s\-=_+|:*~.·—–#]*")
_MARKER = re.compile(
    r"\s*(?:[-*•▪◦·]\s+|\[[ xX]?\]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+|[1-9]\d?(?:\.\d{1,2}){1,3}\.?\s+"
    r"(?!%|(?:per\s?cent|points?|months?|years?|days?|hours?|weeks?|times|million|billion|crores?|lakhs?|lacs?|x|[gm]bp?s?|"
    r"kg|km|sq)\b)|#{1,6}\s+"
    r"|(?:article|clause|section|schedule)\s+\d{1,2}(?:\.\d{1,2}){0,3}[.:]?\s+(?:[-–—]\s+)?)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:#{1,6}\s+)?(?:\*\*)?(?:(?:article|clause|section|§)\s+)?\(?(\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,5})"
    r"(?:[.:)]|(?=\s))",
    re.IGNORECASE,
)
_REFERENCE_HEAD = re.compile(r"(?:clause|section|ref|page|para)\.?(?: no\.?)?", re.IGNORECASE)
_CLAUSE_CELL = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_SERIAL = re.compile(r"\(?[0-9ivxa-z]{1,3}[.)]?", re.IGNORECASE)
_GAP = re.compile(r"(?<![.;?! ]) {2,}|(?<=[.;?!]) {3,}")
_BOLD = re.compile(r"\*\*|__|`")
LONGEST_LINE = 20_000
"""A line is read up to here."""
_LONGEST_BLOCK = 100
MOST_LINES = 12_000
"""A paper is read up to here; the comparison says so when there is more."""


@dataclass(slots=True)
class Cell:
    """The text of one cell, piece by piece."""

    column: int
    """Where it begins; in a table with bars, which it is."""

    pieces: list[tuple[str, PaperLine]] = field(default_factory=list)
    """Its words, with the line of each stretch."""

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(piece for piece, _ in self.pieces)


@dataclass(slots=True)
class Block:
    """A row of cells, or a paragraph as one cell."""

    cells: list[Cell]
    """One for a paragraph."""

    heading: str
    """What stands above it."""

    marked: bool
    """Whether it begins with a number or a bullet."""

    piped: bool = False
    """Whether bars part its cells."""

    indent: int = 0
    """Its first column."""

    broken: bool = False
    """Whether a blank line or a rule stands above it."""

    titled: bool = False
    """Whether it is a heading."""

    lent: bool = False
    """Whether it stands indented below its heading."""

    number: str = ""
    """The number or letter before it, without brackets or a full stop."""

    @property
    def is_row(self) -> bool:
        """Whether it has several cells."""
        return len(self.cells) > 1


def blocks(lines: Iterable[PaperLine]) -> list[Block]:
    """Cut lines into blocks, in their order."""
    found: list[Block] = []
    heading = ""
    broken = True
    open_block: Block | None = None
    below: tuple[int, str] | None = None
    reference: int | None = None
    lines = tuple(islice(lines, MOST_LINES))
    width = min(100, max((len(line.text.rstrip()) for line in lines), default=0))
    before = width
    for line in lines:
        text = (
            _BOLD.sub("  ", line.text[:LONGEST_LINE])
            if line.text.lstrip().startswith(("|", "**", "*"))
            else line.text[:LONGEST_LINE]
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
        # what stands at the column of a label is the next label, not more of the value below it
        inside = below is None or indent > below[0] or open_block is None or open_block.indent <= below[0]
        if (
            open_block is not None
            and not marker
            and inside
            and _continues(open_block, cells, indent, broken, piped, wrapped)
        ):
            _extend(open_block, cells)
            broken = False
            continue
        if len(cells) == 1 and _is_heading(cells[0].text, text, broken or not wrapped):
            heading = cells[0].text.strip("*# :")
            open_block = None
            broken = True
            found.append(Block(cells, heading, marker, piped, indent, broken, True, number=_number(text)))
            below = None
            continue
        if below is not None and (indent <= below[0] or len(cells) == 1):
            below = None
        if _may_head(cells, text) and not marker:
            below = (indent, cells[0].text)
        open_block = Block(cells, below[1] if below else heading, marker, piped, indent, broken)
        open_block.number = _number(text) if marker else ""
        open_block.lent = below is not None and len(cells) > 1
        found.append(open_block)
        broken = False
    return found


def _number(text: str) -> str:
    match = _NUMBER.match(text) if _MARKER.match(text) else None
    return match[1] if match else ""


def _may_head(cells: list[Cell], text: str) -> bool:
    if len(cells) > 1 or text.endswith((".", ",", ";", ":")) or len(text.split()) > 6:
        return False
    return not any(letter.isdigit() for letter in text)


def _pipe_cells(text: str, line: PaperLine) -> list[Cell]:
    cells = []
    column = 0
    parts = text.strip().strip("|").split("|")
    for place, part in enumerate(parts):
        bare = part.strip()
        if bare or place:
            cells.append(Cell(place, [(bare, line)]))
        column += len(part) + 1
    return [cell for cell in cells if cell.text or len(cells) > 2]


def _columns(text: str, line: PaperLine) -> list[Cell]:
    cells = []
    marker = _MARKER.match(text)
    start = marker.end() if marker else len(text) - len(text.lstrip())
    position = start
    for gap in _GAP.finditer(text, start):
        part = text[position : gap.start()].strip()
        if part:
            cells.append(Cell(position, [(part.lstrip(": "), line)]))
        position = gap.end()
    part = text[position:].strip()
    if part:
        cells.append(Cell(position, [(part.lstrip(": ") if cells else part, line)]))
    cells = [cell for cell in cells if cell.text]
    if len(cells) > 2 and _SERIAL.fullmatch(cells[0].text):
        del cells[0]
    return cells


_LABELLED = re.compile(r"[A-Z][^:.;,]{2,40} ?:\s+\S")
_BULLET = re.compile(r"\s*[-*•▪◦·]\s")
_ANSWERED = re.compile(
    r"^(?!part\b|section|schedule|annex|article|clause|appendix|step|table)[^:]{3,60}:\s+\S|"
    r"\b(?:nil|none|zero|waived|free|n/?a|not applicable|not charged|not required|included|excluded|covered|yes|"
    r"fixed|floating|variable|unlimited)(?: \([^)]{2,30}\))?$",
    re.IGNORECASE,
)


def _is_heading(bare: str, text: str, broken: bool) -> bool:
    if text.lstrip().startswith("#"):
        return True
    if _ANSWERED.search(bare) or _BULLET.match(text):
        # "Processing fee: Nil" is a term, however short
        return False
    if len(bare) > 64 or bare.endswith((".", ",", ";")) or not any(letter.isalpha() for letter in bare):
        return False
    letters = [letter for letter in bare if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) > 0.8 * len(letters) and len(letters) > 3:
        return True
    if bare[0].islower() and _MARKER.match(text):
        # an item of a list: "(b) written notice"
        return False
    short = len(bare.split()) <= 6 and not any(letter.isdigit() for letter in bare)
    return short and (bool(_MARKER.match(text)) or bare.endswith(":") or (broken and bare[0].isupper()))


def _continues(block: Block, cells: list[Cell], indent: int, broken: bool, piped: bool, wrapped: bool) -> bool:
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
    if broken or len(cells) > 1 or not wrapped or _LABELLED.match(cells[0].text):
        return False
    return not (block.marked and indent < block.indent)


def _extend(block: Block, cells: list[Cell]) -> None:
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
