"""The lines of a paper as blocks: rows of cells and paragraphs, each below its heading."""

import re
from collections.abc import Iterable, Sequence

from crm_tui.comparison import bars
from crm_tui.comparison.block import Block, Cell
from crm_tui.comparison.cleaning import LONGEST_LINE, cleaned
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.number_words import WORD_RUN, spoken
from crm_tui.domain.document import PaperLine

RULE_LINE = expression(r"[\s\-=_+|:*~.·—–#]*")
"""A line that only draws: nothing, dashes, bars."""
_MARKER = expression(
    r"\s*(?:[-*•▪◦·]\s+|\[[ xX]?\]\s+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s+|[1-9]\d?(?:\.\d{1,2}){1,3}\.?\s+"
    r"(?!%|(?:per\s?cent|points?|months?|years?|days?|hours?|weeks?|times|million|billion|crores?|lakhs?|lacs?|x|[gm]bp?s?|"
    r"kg|km|sq)\b)|#{1,6}\s+"
    r"|(?:article|clause|section|schedule)\s+\d{1,2}(?:\.\d{1,2}){0,3}[.:]?\s+(?:[-–—]\s+)?)",
    re.IGNORECASE,
)
_NUMBER = expression(
    r"\s*(?:#{1,6}\s+)?(?:\*\*)?(?:(?:article|clause|section|§)\s+)?\(?(\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,5})"
    r"(?:[.:)]|(?=\s))",
    re.IGNORECASE,
)
_REFERENCE_HEAD = expression(r"(?:clause|section|ref|page|para)\.?(?: no\.?)?", re.IGNORECASE)
_CLAUSE_CELL = expression(r"\d{1,3}(?:\.\d{1,2})?")
_SERIAL = expression(
    r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-z]|s[rl]|n[or])[.)]?|#|(?:s|sr|sl|ser|serial|item)\.? ?(?:no|nr|number)\.?"
    r"|[a-z]?\d{1,2}(?:\.\d{1,2}){1,3}\.?|(?:gcc |scc )?(?:cl|clause|ref|para|art|article|section|sec)\.?(?: ?no\.?)?",
    re.IGNORECASE,
)
SCALE = expression(
    r"\(?(?:all |the )?(?:amounts? |figures? |sums? )?(?:are )?(?:in )?"
    r"(?:rs\.?|inr|₹|rupees|usd|us\$|\$|eur|€|gbp|£|aed)?\s?(?:in |, )?"
    r"(lakhs?|lacs?|crores?|cr|thousands?|['’]?000s?|millions?|mn)\)?",
    re.IGNORECASE,
)
"""What a heading or a table says of its bare figures: "(Rs in lakh)"."""
SCALE_WITHIN = expression(
    rf"\((?={SCALE.pattern})[^()]{{0,40}}?(lakhs?|lacs?|crores?|thousands?|['’]?000s?|millions?)", re.I
)
_GAP = expression(r"(?<![.;?! ]) {2,}|(?<=[.;?!]) {3,}")
_PADDED = expression(r"(?:^|\S) {2,}\|")
"""Cells that are filled up to the bar behind them: the bars of such lines stand below each other."""
_EDGE = 8
_LONGEST_BLOCK = 100
_MOST_CELLS = 40
MOST_LINES = 10_000
MOST_CHARACTERS = 500_000
"""Some 200 pages of close print."""
"""A paper is read up to here; the comparison says so when there is more."""


def readable(lines: Sequence[PaperLine]) -> Sequence[PaperLine]:
    """The lines of a paper that are read: as many as there may be, up to the first that goes beyond the characters."""
    left = MOST_CHARACTERS
    for place, line in enumerate(lines[:MOST_LINES]):
        left -= min(len(line.text), LONGEST_LINE)
        if left < 0:
            return lines[:place]
    return lines[:MOST_LINES]


def blocks(lines: Iterable[PaperLine]) -> list[Block]:
    """Cut lines into blocks, in their order."""
    found: list[Block] = []
    heading = ""
    broken = True
    open_block: Block | None = None
    below: tuple[int, str] | None = None
    reference: int | None = None
    boxed = False
    lines = readable(tuple(lines))
    width = min(100, max((len(line.text.rstrip()) for line in lines), default=0))
    before = width
    for clean in cleaned(lines):
        text = clean.text
        if clean.turned and text and found and _is_cut(found[-1], text):
            # a sentence goes on behind the turn of the page
            open_block, broken = found[-1], False
        if RULE_LINE.fullmatch(text):
            broken = True
            if text.strip():
                boxed = not text.lstrip().startswith("|")
            else:
                open_block = None
            continue
        line = clean.line
        piped = text.count("|") >= 2 or " | " in text or bool(found and found[-1].piped and " |" in text)
        marker = not piped and _is_marked(text, open_block)
        cells = _pipe_cells(text, line) if piped else _columns(text, line, marker)
        if len(cells) > _MOST_CELLS:
            # no table is that wide
            cells, piped = [Cell(0, [(text.strip(), line)])], False
        serial = None
        if len(cells) > 1 and _SERIAL.fullmatch(cells[0].text) and _is_serial(cells):
            serial = cells.pop(0)
        if len(cells) > 2 and any(_REFERENCE_HEAD.fullmatch(cell.text) for cell in cells):
            reference = next(cell.column for cell in cells if _REFERENCE_HEAD.fullmatch(cell.text))
        elif reference is not None and len(cells) > 1 and abs(cells[-1].column - reference) <= 4:
            # the number of the clause where the wording stands is no figure of the term
            cells = cells[:-1] if _CLAUSE_CELL.fullmatch(cells[-1].text) else cells
        if len(cells) == 2 and SCALE.fullmatch(cells[1].text):
            # "LIMITS      (Rs in lakh)": a heading that says in what its figures are counted
            del cells[1]
        if not cells:
            continue
        indent = len(text) - len(text.lstrip())
        # a line breaks off because the next word did not fit, or because it ends there
        wrapped = before >= 0.6 * width or cells[0].text[:1].islower()
        full = before >= 0.8 * width or cells[0].text[:1].islower()
        before = len(text)
        # what stands at the column of a label is the next label, not more of the value below it
        inside = below is None or indent > below[0] or open_block is None or open_block.indent <= below[0]
        if (
            open_block is not None
            and not marker
            and (serial is None or open_block.serial is None)
            and inside
            and _continues(open_block, cells, indent, broken, piped, wrapped, full)
        ):
            _extend(open_block, cells)
            broken = False
            continue
        bar = text.index("|") if piped else -1
        edged = not boxed and bar < _EDGE and not text[:bar].strip()
        if edged or not (_PADDED.search(text) or (open_block is not None and open_block.bar == bar)):
            bar = -1
        if piped and serial is None and not broken and open_block is not None and open_block.bar == bar != -1:
            line_of = Block(cells, open_block.heading, marker, piped, indent, bar=bar)
            if bars.goes_on(open_block, line_of):
                bars.join(open_block, line_of)
                continue
            cells = bars.below(open_block, line_of).cells
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
        open_block = Block(cells, below[1] if below else heading, marker, piped, indent, broken, serial=serial)
        open_block.number = _number(text) if marker else ""
        open_block.bar = bar
        open_block.lent = below is not None and len(cells) > 1
        found.append(open_block)
        broken = False
    return found


def _is_serial(cells: list[Cell]) -> bool:
    """Whether a small number or letter counts the lines: a name stands close behind it where no other cell does."""
    close = cells[1].column - cells[0].column <= _EDGE
    if "." in cells[0].text.rstrip(".)") and not cells[1].text[:1].isalpha():
        # "8.40   12 months": the first cell is a value
        return False
    return len(cells) > 2 or (close and cells[1].text[0].isupper() and cells[0].text[0].isdigit())


def _is_cut(block: Block, text: str) -> bool:
    """Whether a paragraph goes on with a line of the next page."""
    return not (block.is_row or block.titled or block.piped) and text.lstrip()[0].islower() and (
        not block.cells[0].text.endswith((".", ";", ":", "?", "!"))
    )  # fmt: skip


def _number(text: str) -> str:
    match = _NUMBER.match(text) if _MARKER.match(text) else None
    return match[1] if match else ""


def _may_head(cells: list[Cell], text: str) -> bool:
    if len(cells) > 1 or text.endswith((".", ",", ";", ":")) or len(text.split()) > 6:
        return False
    return not any(letter.isdigit() for letter in text)


def _pipe_cells(text: str, line: PaperLine) -> list[Cell]:
    bar = text.index("|")
    # a bar far to the right stands behind an empty first cell, another one at the edge of the table
    inner = text.rstrip() if bar >= _EDGE or text[:bar].strip() else text.strip().removeprefix("|")
    cells = [
        Cell(place, [(part.strip(), line)], width=len(part) - 1)
        for place, part in enumerate(inner.removesuffix("|").split("|"))
    ]
    cells = cells if cells[0].text else cells[1:]
    return [cell for cell in cells if cell.text or len(cells) > 2]


def _is_marked(text: str, before: Block | None) -> bool:
    """Whether a line begins with the mark of an item, rather than with the echo of a number: "ten / (10) years"."""
    echo = _ECHO.match(text)
    if echo is None or before is None or before.is_row:
        return bool(_MARKER.match(text))
    last = before.cells[0].text[-_WORDED:].lower()
    runs = [one for run in WORD_RUN.finditer(last) if run.end() == len(last) for one in spoken(run[0])]
    return not (runs and runs[-1][0] == int(echo[1]))


_ECHO = expression(r"\s*\((\d{1,3})\)\s")
_WORDED = 40


def _columns(text: str, line: PaperLine, marked: bool) -> list[Cell]:
    cells: list[Cell] = []
    marker = _MARKER.match(text) if marked else None
    start = marker.end() if marker else len(text) - len(text.lstrip())
    ends = [(gap.start(), gap.end()) for gap in _GAP.finditer(text, start)]
    for position, end in zip(
        [start, *(end for _, end in ends)], [*(begin for begin, _ in ends), len(text)], strict=True
    ):
        part = text[position:end].strip()
        bare = part.lstrip(": ") if cells else part
        if cells and part.startswith(":"):
            cells[-1].names = True
        if bare:
            cells.append(Cell(position, [(bare, line)]))
    return cells


_LABELLED = expression(r"[A-Z][^:.;,]{2,40} ?:\s+\S")
_VALUED = expression(
    r"[A-Z][^:]{2,90} ?:\s+(?:(?:rs|inr|usd|eur|gbp|aed|kes)\b\.? ?|[₹$€£] ?)?\d[^:;]{0,40}", re.IGNORECASE
)
"""A whole line that is a label with a figure: "Bonus, if one is declared: Rs 9,80,000"."""
_CODED = expression(r"[A-Z]{1,4}[ -]?\d{2,4}(?:[ -]\d{2,4}){1,3}\s+[A-Z]")
"""A row of a list of forms: "HO 04 95 Limited water back-up"."""
_BULLET = expression(r"\s*[-*•▪◦·]\s")
_ANSWERED = expression(
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
    if len(bare) > 64 or bare.endswith((".", ",", ";", "-")) or not any(letter.isalpha() for letter in bare):
        return False
    letters = [letter for letter in bare if letter.isalpha()]
    if sum(letter.isupper() for letter in letters) > 0.8 * len(letters) and len(letters) > 3:
        return True
    if bare[0].islower() and _MARKER.match(text):
        # an item of a list: "(b) written notice"
        return False
    short = len(bare.split()) <= 6 and not any(letter.isdigit() for letter in bare)
    return short and (bool(_MARKER.match(text)) or bare.endswith(":") or (broken and bare[0].isupper()))


def _begins_otherwise(text: str, last: str) -> bool:
    """Whether two rows with a figure each speak of two things: "Interest, first year", "Interest, later" are one."""
    if not (_VALUED.fullmatch(text) and _VALUED.fullmatch(last)):
        return False
    return text.split(maxsplit=1)[0].casefold() != last.split(maxsplit=1)[0].casefold()


def _continues(
    block: Block, cells: list[Cell], indent: int, broken: bool, piped: bool, wrapped: bool, full: bool
) -> bool:
    if piped or broken or block.piped or sum(len(cell.pieces) for cell in block.cells) >= _LONGEST_BLOCK:
        return False
    small = cells[0].text[0].islower()
    if block.is_row:
        return _row_continues(block, cells, indent, small)
    if len(cells) > 1 or not wrapped or _LABELLED.match(cells[0].text) or _CODED.match(cells[0].text):
        return False
    last, line = block.cells[0].pieces[-1]
    if not small and _begins_otherwise(cells[0].text, last):
        return False
    ended = not small and last.endswith((".", ";", ":"))
    if ended and len(block.cells[0].pieces) > 1 and indent >= _indent(line.text) + 3:
        # the first line of a paragraph is set in
        return False
    return not (block.marked and indent < block.indent and (ended or not full))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _row_continues(block: Block, cells: list[Cell], indent: int, small: bool) -> bool:
    second = block.cells[1].column
    whole = len(block.cells) > 2 or block.cells[1].text[:1].isdigit() or any(cell.names for cell in block.cells)
    if len(cells) == 2 and cells[0].column >= second - 2 and not cells[1].text[:1].isalpha() and not whole:
        return True
    if len(cells) == 1 and (indent >= second - 2 or (small and indent > block.indent + 2)):
        return True
    same = len(cells) == len(block.cells) and all(
        abs(one.column - other.column) <= 2 for one, other in zip(cells, block.cells, strict=True)
    )
    if same and small and not any(letter.isdigit() for letter in cells[0].text):
        return True
    return _heads_on(block, cells, small)


def _heads_on(block: Block, cells: list[Cell], small: bool) -> bool:
    """Whether the cells go on with the names of columns, which several lines share."""
    both = (*block.cells, *cells)
    if (
        len(block.cells) < 3
        or len(cells) > len(block.cells)
        or any(map(str.isdigit, "".join(one.text for one in both)))
    ):
        return False
    if not all(any(abs(one.column - other.column) <= 3 for other in block.cells) for one in cells):
        return False
    return small or all(one.text.isupper() for one in both) or len(block.cells[0].pieces) > 1


def _extend(block: Block, cells: list[Cell]) -> None:
    if len(cells) == 2 and block.is_row and cells[0].column >= block.cells[1].column - 2 and len(block.cells) == 2:
        block.cells[1].pieces.extend(cells[0].pieces)
        block.cells.append(cells[1])
        return
    for cell in cells:
        near = min(block.cells, key=lambda one: (abs(one.column - cell.column), one.column))
        near.pieces.extend(cell.pieces)
