"""Price lists in a paper: what each row of goods or work is called, how many, at what rate, for what amount.

A quotation names things that no vocabulary can know: "SS hinge 4 inch". The paper's own name of a row is the term then.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from crm_tui.comparison import polarity
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.passage import Passage
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.words import content, stem, stems, tokens


class Column(StrEnum):
    """What a column of a price list holds."""

    QUANTITY = "quantity"
    """How many."""

    RATE = "rate"
    """The price of one."""

    AMOUNT = "amount"
    """The price of all of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a row."""

    column: Column
    """What it tells."""

    passage: Passage
    """The cell, below the names of its row and of its column."""

    figure: Quantity | None
    """Its value; None where it is words: "free"."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a price list."""

    words: frozenset[str]
    """The words of its name, as stems."""

    things: frozenset[str]
    """Those that name a thing."""

    figures: frozenset[str]
    """The digits in its name: the 20 of "channel 20 inch"."""

    cells: tuple[Cell, ...]
    """Its figures, in the order of the columns."""

    measure: str
    """What its rate is for, ``piece``, ``sqm``, ``hour``; empty where the list does not say or the word is unknown."""

    def is_called(self, figure: str) -> bool:
        """Whether a figure as somebody said it, "20 in", is part of its name."""
        digits = _DIGITS.findall(figure)
        return bool(digits) and self.figures.issuperset(digits)

    def cell(self, *columns: Column) -> Cell | None:
        """The first cell of the first of these columns that the row fills."""
        return next((cell for column in columns for cell in self.cells if cell.column is column), None)


_COLUMNS = {
    Column.QUANTITY: expression(r"(?:qty|quantity|quantities|nos?|no\.? of \w+|covers|pax|hours|days)\b", re.I),
    Column.RATE: expression(r"(?:unit (?:price|rate|cost)|(?:rate|price|cost)(?: each| per \w+)?|each|tariff)\b", re.I),
    Column.AMOUNT: expression(r"(?:(?:line |net |gross )?(?:amount|total|value)|extended|ext\.?|sum)\b", re.I),
}
_UNIT = expression(r"\W*(?:units?(?: of measure)?|uom|per|basis|measure)\W*$", re.IGNORECASE)
_MEASURES = {
    stem(word): measure
    for measure, words in {
        "piece": "piece pc pcs each ea nos no unit number",
        "pair": "pair pr",
        "set": "set kit",
        "dozen": "dozen doz dz",
        "box": "box carton ctn case",
        "bag": "bag sack",
        "roll": "roll",
        "sheet": "sheet board",
        "metre": "metre meter m mtr rmt rm lm",
        "foot": "foot feet ft rft lft",
        "sqm": "sqm m2 m² smt sqmt",
        "sqft": "sqft sft ft2 psf",
        "cum": "cum m3 m³ cbm",
        "cft": "cft ft3",
        "kg": "kg kilo",
        "tonne": "tonne ton mt",
        "litre": "litre liter ltr l",
        "gallon": "gallon gal",
        "hour": "hour hr h",
        "day": "day",
        "week": "week wk",
        "month": "month mth",
        "year": "year yr annum",
        "visit": "visit call trip",
        "person": "cover guest head pax person plate",
        "user": "user seat licence license",
        "job": "job lot ls lump",
    }.items()
    for word in words.split()
}
_SQUARE = expression(r"\bsq(?:uare|\.)?[ .]*(m|f|mt|mtr|met|ft|fee|foo)", re.IGNORECASE)
_OF_GOODS = expression(
    r"\W*(?:items?|description|particulars|services?|products?|articles?|goods|materials?|works?|equipment|parts?|models?|"
    r"dish|menu|heads?|activity|scope)\b",
    re.IGNORECASE,
)
_NO_GOODS = expression(
    r"\b(?:(?:sub|grand)?-?\s?total|balance|carried|round(?:ed|ing)|discount|[cis]?gst|vat|tax)\b", re.IGNORECASE
)
_FEWEST = 2
_DIGITS = expression(r"\d+(?:\.\d+)?")
_SAID_OF_PRICES = stems(
    "free nil charge cost extra price rate each per only flat every complimentary fixed include including incl inc "
    "inclusive throw thrown bundled gratis pc pcs piece nos unit final net all plus gst vat tax pair set bag box roll "
    "job plate cover head metre sqm sqft sft ton kg litre day hour quote quoted get put come add zero paid pay house"
)


def items_of(passages: Iterable[Passage], today: date) -> tuple[Item, ...]:
    """The rows of the price lists of a paper: tables with a column of prices and another of numbers or amounts."""
    found: list[Item] = []
    for _, rows in groupby((one for one in passages if one.columns), key=lambda one: one.columns):
        cells = list(rows)
        if not _is_price_list(cells[0].columns):
            continue
        items = [_item(list(row), today) for _, row in groupby(cells, key=lambda one: (one.row, one.lines[0]))]
        goods = [one for one in items if one is not None]
        if len(goods) >= _FEWEST:
            found.extend(goods)
    return tuple(found)


def _is_price_list(columns: Sequence[str]) -> bool:
    held = {column_of(one) for one in columns}
    if not held & {Column.RATE, Column.AMOUNT}:
        return False
    return Column.QUANTITY in held or held >= {Column.RATE, Column.AMOUNT} or any(map(_OF_GOODS.match, columns[:2]))


def column_of(name: str) -> Column | None:
    """What the column of that name holds; None for a code, a unit, a tax or anything else."""
    bare = name.strip(" .:*#()")
    return next((column for column, pattern in _COLUMNS.items() if pattern.match(bare)), None)


def measure_of(words: str) -> str:
    """What a price is for: ``sqm`` of "per sq. m."; empty where the words are unknown."""
    if square := _SQUARE.search(words):
        return "sqm" if square[1].lower().startswith("m") else "sqft"
    return next((_MEASURES[word] for word, _, _ in tokens(words) if word in _MEASURES), "")


def named_by(items: Sequence[Item], said: Set[str], known: Set[str]) -> Sequence[Item]:
    """The items whose name has all that was ``said``, as stems: the one said in full, else all that may be meant.

    A part of a name is not enough where the vocabulary knows a term of these words: "60 EMI" is not the row
    "EMI bounce".
    """
    holding = [one for one in items if said and said <= one.words]
    whole = [one for one in holding if one.things <= said]
    if len(whole) == 1:
        return whole
    return [] if said <= known else holding


def things_in(text: str, figures: Sequence[Quantity]) -> frozenset[str]:
    """The goods or work that a text names, as stems, without its figures and what is said of their price."""
    bare = polarity.blanked(text, [(one.start, one.end) for one in figures])
    return frozenset(word for word in content(bare) if word not in _SAID_OF_PRICES)


def _item(cells: Sequence[Passage], today: date) -> Item | None:
    name = cells[0].row
    things = frozenset(content(name))
    if not things or _NO_GOODS.search(name):
        return None
    words = frozenset(word for word, _, _ in tokens(name))
    measure = next((measure_of(one.text[one.label :]) for one in cells if _UNIT.match(one.column)), "")
    made = []
    for one in cells:
        column = column_of(one.column)
        if column is not None:
            figure = next((figure for figure in one.figures(today) if figure.start >= one.label), None)
            made.append(Cell(column, one, figure))
    return Item(words, things, frozenset(_DIGITS.findall(name)), tuple(made), measure) if made else None
