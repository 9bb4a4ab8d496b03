"""A promise about goods or work that the paper's own price list names: its price, its number, or that it is free."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from crm_tui.comparison import polarity
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.grouping import tells_of
from crm_tui.comparison.judging import Judged
from crm_tui.comparison.matching import Candidate
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.price_lists import Cell, Column, Item, measure_of, named_by, things_in
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.settling import Paper, settled
from crm_tui.comparison.statements import Statement
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind, kinds, mentions
from crm_tui.comparison.words import tokens
from crm_tui.domain.claim import Claim
from crm_tui.domain.review import CLEARED, WORST_FIRST, Evidence, Reason, Verdict

_AT = expression(r"(?:@|\b(?:at|for|is|only|just|costs?))\s?$", re.IGNORECASE)
_GIVEN = expression(r"\b(?:free|foc|gratis|incl\w{0,6}|thrown in|on (?:us|the house))\b|\bno (?:extra )?charge", re.I)
_MOST = 6
_SEVERAL = Ruling(Verdict.UNCLEAR, Reason.SEVERAL_FIGURES)
_UNIT = Ruling(Verdict.UNCLEAR, Reason.UNIT)
_GIFT = "free of charge"


@dataclass(frozen=True, slots=True)
class Itemised:
    """The ruling on a promise about an item of a price list."""

    promise: Promise
    """The promise as it is understood beside the list."""

    kind: Kind
    """The kind of term that decided: a price or a number."""

    judged: Judged
    """The ruling."""

    evidence: tuple[Evidence, ...]
    """The lines of the item."""


def itemised(promise: Promise, paper: Paper) -> Itemised | None:
    """The ruling on a promise about an item of the paper's price lists: the worst of what was said of it.

    None where no item is meant, or where what was said of it is no price, number or gift. Of several items that may be
    meant none clears the promise.
    """
    if not paper.items:
        return None
    figures = quantities(promise.text, paper.today)
    meant = named_by(paper.items, things_in(promise.text, figures), _known(promise))
    ruled = [_of(item, promise, figures, paper) for item in meant[:_MOST]]
    found = [one for one in ruled if one is not None]
    if not found or len(found) < len(ruled):
        return None
    verdicts = {one.judged.ruling.verdict for one in found}
    if len(found) > 1 and (len(verdicts) > 1 or verdicts & CLEARED):
        evidence = tuple(line for one in found for line in one.evidence)
        return replace(found[0], judged=Judged(_SEVERAL, found[0].judged.clause), evidence=evidence)
    return found[0]


def _of(item: Item, promise: Promise, figures: Sequence[Quantity], paper: Paper) -> Itemised | None:
    """The worst ruling on what was said, if it was said of that item."""
    ruled = []
    for kind, claim, cell in _said_of(promise.text, item, figures):
        clause = _clause(cell, kind)
        if clause is None:
            return None
        understood = promise.model_copy(update={"claim": claim, "label": kind.label})
        if cell.column is Column.RATE and _is_for_another(figures, item):
            ruled.append(Itemised(understood, kind, Judged(_UNIT, clause), clause.evidence))
            continue
        certain = Candidate(clause, share=1.0, rank=1.0, weight=1.0, same_figure=False, distinct=False)
        ruled.append(Itemised(understood, kind, *settled(understood, kind, [certain], paper)))
    return min(ruled, key=lambda one: WORST_FIRST.index(one.judged.ruling.verdict), default=None)


def _known(promise: Promise) -> frozenset[str]:
    """The words of a promise, as stems, by which the vocabulary knows its term."""
    kind = kinds().get(promise.claim.term or "")
    if kind is None:
        return frozenset()
    named = [one for one in mentions(promise.text, (kind.area,), typed=True) if tells_of(one.kind, kind)]
    return frozenset(word for one in named for word, _, _ in tokens(promise.text[one.start : one.end]))


def _said_of(text: str, item: Item, figures: Sequence[Quantity]) -> Iterator[tuple[Kind, Claim, Cell]]:
    """What was said of an item: its price, or that it is given, and how many; each with its cell of the list.

    Nothing where a figure is neither, nor part of the item's name.
    """
    own = [one for one in figures if not item.is_called(text[one.start : one.end])]
    price = next((one for one in own if _is_price(one, text)), None)
    counts = [one for one in own if one is not price]
    count = item.cell(Column.QUANTITY)
    if price is None and len(counts) == 1 and not _is_count(counts[0], text, count):
        price, counts = counts[0], []
    if any(one.dimension != "number" for one in counts) or (price and price.dimension not in ("money", "number")):
        return
    priced, counted = kinds()["b2b.price"], kinds()["b2b.quantity"]
    cell = _price_cell(item, price)
    if price is not None or (_is_given(text) and not counts):
        fitted = _amount(price) if price is not None else None
        claim = claim_of(priced, fitted, "" if price is not None else _GIFT, text)
        if cell is not None and claim is not None and (price is None or fitted is not None):
            yield priced, claim, cell
    if len(counts) == 1 and count is not None and (fitted := fit(counts[0], counted, True)) is not None:
        claim = claim_of(counted, fitted, "", text)
        if claim is not None:
            yield counted, claim, count


def _is_for_another(figures: Sequence[Quantity], item: Item) -> bool:
    """Whether a price was said for another measure than the list's: a metre and a square metre."""
    said = next((measure_of(one.each or one.per) for one in figures if one.per), "")
    return bool(said and item.measure and said != item.measure)


def _amount(figure: Quantity) -> Quantity | None:
    """A figure of a price list as money: "6.50" is no rate there."""
    return replace(figure, dimension="money") if figure.dimension in ("money", "number") else None


def _is_price(figure: Quantity, text: str) -> bool:
    if figure.dimension == "money":
        return True
    return figure.dimension == "number" and (figure.per != "" or bool(_AT.search(text[: figure.start])))


def _is_given(text: str) -> bool:
    sense = polarity.sense(text, ())
    return sense.nil or sense.costless or bool(_GIVEN.search(text))


def _is_count(figure: Quantity, text: str, count: Cell | None) -> bool:
    """Whether a bare number tells how many: it is the list's number, or it stands first, "70 hinges"."""
    if count is not None and count.figure is not None and count.figure.low == figure.low:
        return True
    return not text[: figure.start].strip() and figure.low % 1 == 0


def _price_cell(item: Item, price: Quantity | None) -> Cell | None:
    """The rate or the amount of an item, whichever a price is nearer to: "delivery 60", "tiles 1,600 in all"."""
    cells = [cell for column in (Column.RATE, Column.AMOUNT) if (cell := item.cell(column)) is not None]
    if price is None or price.per == "each" or len(cells) < 2 or not price.low:
        return next(iter(cells), None)
    said = price.low

    def away(cell: Cell) -> Decimal:
        value = cell.figure.low if cell.figure is not None else None
        return max(said, value) / min(said, value) if value else Decimal("inf")

    return min(cells, key=away)


def _clause(cell: Cell, kind: Kind) -> Clause | None:
    """A cell of the list as a statement of the paper."""
    passage, figure = cell.passage, cell.figure
    value = passage.text[passage.label :]
    fitted = None
    if figure is not None:
        fitted = fit(figure, kind, True) if cell.column is Column.QUANTITY else _amount(figure)
    claim = claim_of(kind, fitted, _GIFT if fitted is None and _is_given(value) else "", passage.text)
    if claim is None:
        return None
    start, end = (figure.start, figure.end) if figure is not None else (passage.label, len(passage.text))
    return Clause(Statement(kind, claim, start, end, fitted, (), ""), passage)
