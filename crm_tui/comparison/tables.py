"""Rows of a table as passages: each figure below the name of its row and of its column."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from crm_tui.comparison.block import Block, Cell
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.passage import Passage
from crm_tui.domain.document import PaperLine

_TAX_HEAD = expression(r"\b(?:gst|vat|tax)\b", re.IGNORECASE)
_LABELLED = expression(r"[A-Za-z][^:.;|]{1,48}?\s*:\s+\S")
_SPOKEN_FOR = expression(r"([A-Za-z][^:.;|\d]{1,48}?)\s*:\s+[A-Za-z][^:|]{0,60}?\d")
_FIGURE = expression(
    r"[\W_]{0,3}(?:[A-Za-z]{1,3}[.$]?\s?)?[$€£₹¥]?\s?\d|"
    r"(?:nil|none|free|waived|(?:not )?(?:included|covered|charged)|no charge|excluded|"
    r"yes|no|n\.?/?a\.?|not applicable|-+)$",
    re.IGNORECASE,
)
_PERIOD = expression(
    r"\b(?:years?|months?|quarters?|weeks?|periods?|slabs?|tiers?|bands?|steps?|from|age|tenure|term|duration|stage|"
    r"milestone|severity|level)\b|\b(?:s[lr]|s)\.?\s?(?:no)?\b|#|^no\.?$",
    re.IGNORECASE,
)
_OF_LIMITS = expression(r"\b(?:limits?|limitations?|exceptions?|restrictions?|conditions?|remarks?|notes?)\b", re.I)
_NOTHING = expression(r"\W*(?:(?:none|nil|n\.?/?a\.?|not applicable|no)\b\W*)+", re.IGNORECASE)
_SERIAL = expression(
    r"(?:item|part|clause|section|box|field|line|row|ref|sl|sr|no|point)\.?\s?(?:no\.?\s?)?(?:\d{1,3}[a-z]?|[a-z])\W?",
    re.IGNORECASE,
)
_COUNT = expression(r"\W{0,2}\d{1,3}\b(?!\s?%|[.,]\d)")
_HOW_MANY = expression(r"\W*(?:qty|quantity|nos|pcs|units|no\.? of \w+)\W*$", re.IGNORECASE)
_SHORT = 60


@dataclass(slots=True)
class _Text:
    """A passage as it is put together."""

    text: str = ""
    starts: list[int] = field(default_factory=list)
    lines: list[PaperLine] = field(default_factory=list)

    def put(self, words: str, line: PaperLine) -> None:
        self.starts.append(len(self.text))
        self.lines.append(line)
        self.text += words + " "

    def cell(self, cell: Cell) -> None:
        for words, line in cell.pieces:
            self.text = unhyphenated(self.text, words)
            self.put(words, line)

    def join(self, mark: str) -> None:
        self.text = self.text.rstrip(" :") + mark if self.text.strip(" :") else ""


_KEPT = frozenset(
    re.findall(
        r"\w+",
        "non co self multi anti cross well part half full one two three four five six ten twelve twenty thirty forty "
        "fifty sixty ninety mid low high post long short third first second year month day back pay set sign check "
        "call on off pick drop take buy opt lock",
    )
)
"""Beginnings of words that are written with a hyphen within a line too."""
_BROKEN_WORD = expression(r"(?:^|[^A-Za-z-])([A-Za-z]{2,20})- $")


def unhyphenated(text: str, words: str) -> str:
    """A text, ready for the words of the next line: without the hyphen of a word that was broken."""
    if not text.endswith("- ") or not words[:1].islower():
        return text
    match = _BROKEN_WORD.search(text[-24:])
    if match is None:
        return text
    return text[:-1] if match[1].lower() in _KEPT else text[:-2]


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a value and not a name."""
    return bool(_FIGURE.match(cell.text))


def is_header(block: Block, following: Block | None, header: Block | None) -> bool:
    """Whether a row names the columns of the rows below it."""
    words = [cell.text for cell in block.cells if cell.text]
    if len(words) < 2 or any(any(map(str.isdigit, word)) or len(word) >= _SHORT for word in words):
        return False
    if not all(word[0].isupper() or word[0] in "(%#@$€£₹" for word in words) or any(cell.names for cell in block.cells):
        return False
    over_figures = (
        following is not None
        and following.is_row
        and len(following.cells) + (following.serial is not None) == len(block.cells) + (block.serial is not None)
        and (following.serial is not None or is_figure(following.cells[0]))
        and sum(is_figure(cell) for cell in following.cells) * 2 > len(following.cells)
        and not any(is_figure(cell) for cell in block.cells)
    )
    if over_figures and (len(words) > 2 or not block.cells[0].text.endswith(":")):
        return True
    return len(block.cells) >= 3 and (block.broken or header is None)


def rows(block: Block, header: Block | None) -> list[Passage]:
    """The passages of a row: one for each figure below the header, or one for each of its pairs, or one."""
    pairs = _pairs(block.cells) if header is None or any(cell.names for cell in block.cells) else []
    if len(pairs) > 1:
        return [_row(block, pair[:1], pair[1:]) for pair in pairs]
    cells = block.cells
    if header is None and len(cells) > 1 and (label := _SPOKEN_FOR.match(cells[0].text)):
        # "Deductible: all perils $1,000    hail 2 %": the label speaks for each
        others = [replace(_row(block, (), [cell]), heading=label[1], lent=True) for cell in cells[1:] if cell.text]
        if all(one.figures(None) and one.text[0].isalpha() for one in others):
            return [_row(block, (), cells[:1]), *others]
    if header is not None and block.serial is not None and header.serial is None:
        # the small number is what the first column counts: "Lease year 1"
        cells = [block.serial, *cells]
    if header is None or (len(cells) < 3 and not is_figure(cells[0])):
        # "Item 9   Rent free period   2 months": the first cell only counts the rows
        least = 2 if len(cells) > 2 and _SERIAL.fullmatch(cells[0].text) else 1
        names = max(least, 1 + _further_names(cells))
        return [_row(block, cells[:names], cells[names:])]
    return list(_below(block, cells, header))


def stands_below(block: Block, header: Block) -> bool:
    """Whether a row still belongs to the columns of a header, although another heading stands between them."""
    if block.piped or header.piped or len(block.cells) != len(header.cells) or len(block.cells) < 3:
        return False
    pairs = zip(header.cells[1:], block.cells[1:], strict=True)
    return all(is_figure(cell) and _over(head, cell) for head, cell in pairs)


def _over(head: Cell, cell: Cell) -> bool:
    width = max(len(words) for words, _ in head.pieces)
    return head.column <= cell.column + len(cell.pieces[0][0]) + 1 and cell.column <= head.column + width + 1


def header_row(block: Block) -> Passage:
    """The names of the columns as a passage."""
    return replace(_row(block, block.cells[:1], block.cells[1:]), titled=True)


def _further_names(cells: Sequence[Cell]) -> int:
    """How many of the cells behind the first one are names too: the first value stands behind them."""
    for place, cell in enumerate(cells[1:]):
        if is_figure(cell):
            return place
    return 0


def _below(block: Block, cells: Sequence[Cell], header: Block) -> Iterable[Passage]:
    above = {id(cell): _above(cell, header, block.piped) for cell in cells}
    first = above[id(cells[0])]
    named = next((cell for cell in cells if not is_figure(cell)), None)
    if first is not None and named is not None and _HOW_MANY.match(first.text):
        # "2  Steel tank  38,500": how many stands before the name
        cells = [named, *(cell for cell in cells if cell is not named)]
        first = above[id(named)]
    counted = first is header.cells[0] and bool(_PERIOD.search(first.text) and _COUNT.match(cells[0].text))
    if (
        is_figure(cells[0])
        and first is not None
        and not counted
        and len({id(one) for one in above.values()}) == len(cells)
    ):
        # every cell is a value: "Principal  Rate  Maturity value" above "15,00,000  6.60  17,09,820"
        for cell in cells:
            beside = " | ".join(other.text for other in cells if other is not cell)
            yield replace(_row(block, (), [cell], above[id(cell)]), beside=beside)
        return
    names = 1 + _further_names(cells)
    columns = tuple(cell.text for cell in header.cells)
    taxes = [
        cell.text
        for cell in cells[1:]
        if (head := above[id(cell)]) is not None and _TAX_HEAD.search(head.text) and cell.text
    ]
    for place, cell in enumerate(cells[1:], 1):
        head = above[id(cell)]
        if not any(map(str.isalnum, cell.text)) or (head is not None and head.text.endswith("?")):
            # "Can this amount increase?" asks something else than the row's name says
            continue
        if head is not None and _OF_LIMITS.search(head.text) and _NOTHING.fullmatch(cell.text):
            # no limits: that is no price of nil
            continue
        row = _row(block, cells[: min(place, names)], [cell], head, first if counted else None)
        if taxes and not (head is not None and _TAX_HEAD.search(head.text)):
            row = replace(row, text=f"{row.text} | GST {taxes[0]}")
        beside = " | ".join(other.text for other in cells[1:] if other is not cell and other.text)
        name = " ".join(one.text for one in cells[: min(place, names)])
        yield replace(row, beside=beside, row=name, column=head.text if head is not None else "", columns=columns)


def _above(cell: Cell, header: Block, piped: bool) -> Cell | None:
    if piped:
        return next((one for one in header.cells if one.column == cell.column), None)
    middle = cell.column + len(cell.pieces[0][0]) // 2
    return min(header.cells, key=lambda one: abs(one.column + max(len(words) for words, _ in one.pieces) // 2 - middle))


def _pairs(cells: Sequence[Cell]) -> list[list[Cell]]:
    """Names and values beside each other: "Amount: Rs 8,00,000    Tenor: 60 months"; empty where that is not sure."""
    pairs: list[list[Cell]] = []
    named = place = 0
    while place < len(cells):
        cell = cells[place]
        if (cell.names or cell.text.endswith(":")) and place + 1 < len(cells):
            pairs.append([cell, cells[place + 1]])
            place += 2
            named += 1
            continue
        if _LABELLED.match(cell.text):
            pairs.append([cell])
            named += 1
        elif pairs:
            pairs[-1].append(cell)
        else:
            pairs.append([cell])
        place += 1
    if named > 1 or (named and len(pairs) > 1 and len(pairs[0]) > 1):
        return pairs
    names, values = cells[::2], cells[1::2]
    alternate = len(cells) >= 4 and len(names) == len(values) and any(is_figure(cell) for cell in values)
    if alternate and all(_is_name(cell.text) for cell in names):
        return [list(pair) for pair in zip(names, values, strict=True)]
    return []


def _is_name(text: str) -> bool:
    return text[:1].isupper() and len(text.split()) <= 5 and not any(map(str.isdigit, text))


def _row(
    block: Block, names: Sequence[Cell], values: Sequence[Cell], head: Cell | None = None, counted: Cell | None = None
) -> Passage:
    made = _Text()
    own = (names or values)[0].pieces[0][1]
    if counted is not None and counted.text:
        made.put(counted.text, own)
    for cell in names:
        made.cell(cell)
    if head is not None and head.text and head is not counted:
        # the line of a name above the column is not where the value stands
        made.put(f"({head.text})" if names else head.text, own)
    if not values:
        return Passage(made.text.rstrip(), tuple(made.starts), tuple(made.lines), block.heading, lent=block.lent)
    made.join(": ")
    label = len(made.text)
    for place, cell in enumerate(values):
        if place and cell.text:
            made.text = made.text.rstrip() + " | "
        made.cell(cell)
    text = made.text.rstrip()
    return Passage(text, tuple(made.starts), tuple(made.lines), block.heading, label, lent=block.lent)
