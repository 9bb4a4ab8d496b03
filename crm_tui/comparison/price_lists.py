"""Price lists in a paper: what each row of goods or work is called, how many, at what rate, for what amount.

A quotation names things that no vocabulary can know: "SS hinge 4 inch". The paper's own name of a row is the term then.
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise

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

    plain: bool = False
    """Whether it stands in a row of its own, without names of columns: "Corkage    12.00 per bottle"."""

    def is_called(self, words: str, figure: Quantity) -> bool:
        """Whether a figure, in the ``words`` of somebody who said it, "20 in", is part of its name."""
        digits = _DIGITS.findall(words.replace(",", ""))
        return str(figure.low) in self.figures or (bool(digits) and self.figures.issuperset(digits))

    @property
    def is_given(self) -> bool:
        """Whether its price is none, in words: "Cake stand: free of charge"."""
        return all(cell.figure is None for cell in self.cells)

    def cell(self, *columns: Column) -> Cell | None:
        """The first cell of the first of these columns that the row fills."""
        return next((cell for column in columns for cell in self.cells if cell.column is column), None)


_COLUMNS = {
    Column.QUANTITY: expression(r"(?:qty|quantity|quantities|nos?|no\.? of \w+|covers|pax|hours|days)\b", re.I),
    Column.RATE: expression(
        r"(?:unit (?:price|rate|cost)|(?:rate|price|cost)(?: each| per \w+)?|each|tariff)\b|@", re.I
    ),
    Column.AMOUNT: expression(
        r"(?:(?:line |net |gross )?(?:amount|amt|total|value)|extended|ext\.?|sum)\b|"
        r"(?:kshs?|rs|inr|aed|usd|zar|sgd|aud|cad|eur|gbp)\b\W*$|[$€£₹R]$",
        re.I,
    ),
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
    "job plate cover head pp pax metre sqm sqft sft ton kg litre day hour quote quoted get put come add zero "
    "paid pay house old existing current time once off flat fully supplied installed"
)


def items_of(passages: Iterable[Passage], today: date) -> tuple[Item, ...]:
    """The rows of the price lists of a paper: tables with a column of prices and another of numbers or amounts."""
    read = tuple(passages)
    found: list[Item] = []
    for _, rows in groupby((one for one in read if one.columns), key=lambda one: one.columns):
        cells = list(rows)
        if not _is_price_list(cells[0].columns):
            continue
        items = [_item(list(row), today) for _, row in groupby(cells, key=lambda one: (one.row, one.lines[0]))]
        goods = [one for one in items if one is not None]
        if len(goods) >= _FEWEST:
            found.extend(goods)
    plain = [item for one in read if not one.columns and (item := _plain(one, today)) is not None]
    return (*found, *plain)


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
    whole = [one for one in holding if one.things <= said and not (one.plain and said <= known)]
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
    digits = frozenset(_DIGITS.findall(name.replace(",", "")))
    return Item(words, things, digits, tuple(made), measure) if made else None


def _plain(row: Passage, today: date) -> Item | None:
    """A row of a list without names of columns: "Base cupboards 7.2 m @ 2,850.00/m .... 20,520.00", "Linen: free"."""
    value = row.text[row.row_label :]
    name = row.text[: row.row_label]
    if not name or row.titled or _NO_GOODS.search(name) or _NO_PRICE.search(name):
        return None
    figures = row.figures(today)
    own = next((one for one in figures if one.start >= row.row_label), None)
    cells = list(_worked_out(row, figures))
    if own is None:
        if not _GIFT.fullmatch(value):
            return None
        cells.append(Cell(Column.AMOUNT, row, None))
    elif (
        _is_amount(own, row.text)
        and not _AHEAD.search(value[: own.start - row.row_label])
        and len(row.text) - own.end <= _REST
        and (own is figures[-1] or cells)
    ):
        if not any(cell.figure is own for cell in cells):
            cells.append(Cell(Column.RATE if own.per else Column.AMOUNT, row, own))
    elif not cells:
        return None
    goods = polarity.blanked(name, [(one.figure.start, one.figure.end) for one in cells if one.figure])
    named = [
        str(one.low) for one in figures if all(cell.figure is None or cell.figure.start != one.start for cell in cells)
    ]
    words = frozenset(word for word, _, _ in tokens(goods))
    things = frozenset(content(_BRACKETED.sub(" ", goods)))
    each = next((cell.figure.each for cell in cells if cell.figure and cell.column is Column.RATE), "")
    measure = each if each in _MEASURES.values() else measure_of(each)
    digits = frozenset(_DIGITS.findall(goods.replace(",", ""))) | frozenset(named)
    return Item(words, things, digits, tuple(cells), measure, plain=True) if things else None


def _worked_out(row: Passage, figures: Sequence[Quantity]) -> Iterable[Cell]:
    """The number and the rate of "70 guests @ 68.00", of "2 x split system, installed @ 1,650 ea"."""
    for one, other in pairwise(figures):
        between = row.text[one.end : other.start]
        if one.dimension == "number" and other.dimension in ("money", "number") and _TIMES.fullmatch(between):
            yield Cell(Column.QUANTITY, row, one)
            yield Cell(Column.RATE, row, replace(other, per="each", each=measure_of(between) or other.each))
            return
    if figures and figures[0].start == 0 and (figures[0].dimension == "ratio" or _SO_MANY.match(row.text)):
        yield Cell(Column.QUANTITY, row, replace(figures[0], dimension="number", unit=""))
    for one in figures:
        if one.dimension == "money" and _RATED.search(row.text[: one.start]) and one.end <= row.label:
            yield Cell(Column.RATE, row, replace(one, per="each"))
            return


def _is_amount(figure: Quantity, text: str) -> bool:
    if figure.dimension == "money":
        return not figure.of_tax
    return figure.dimension == "number" and bool(_PRINTED.search(text[figure.start : figure.end + 2]))


_TIMES = expression(
    r"\W{0,3}(?:[A-Za-z²³]{1,12}\.?(?: [A-Za-z²³]{1,12}\.?)?)?\W{0,3}(?:@|\bat|\b[x×])\W{0,3}", re.IGNORECASE
)
_SO_MANY = expression(r"\d{1,4} ?(?:nos?|pcs?|x|×|sets?|off|units?)\b", re.IGNORECASE)
_RATED = expression(r"(?:@|\bat) ?$", re.IGNORECASE)
_PRINTED = expression(r"\d,\d{2,3}|\.\d\d(?!\d)|/-")
_AHEAD = expression(r"[A-Za-z]{4}")
_GIFT = expression(
    r"\W*(?:nil|n/c|free(?: of (?:charge|cost))?|foc|included?|incl\.?|inclusive|complimentary|no (?:extra )?charge|"
    r"waived|gratis|on the house)\W*",
    re.IGNORECASE,
)
_NO_PRICE = expression(
    r"\b(?:deposit|advance|subsidy|grant|refund\w*|credit|rebate|cashback|saving|cover|limit|insured|allowance|bonus|salary|wages?|"
    r"stipend|up ?to|first|minimum|maximum|from|after|per month|monthly|annual|yearly|weekly)\b",
    re.IGNORECASE,
)
_BRACKETED = expression(r"\([^()]{0,60}\)")
_REST = 40
