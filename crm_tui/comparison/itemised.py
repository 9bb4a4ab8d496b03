"""A promise about goods or work that the paper's own price list names: its price, its number, or that it is free."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from crm_tui.comparison import polarity, verdicts
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
from crm_tui.comparison.vocabulary import Kind, kinds, mentions
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.claim import Claim
from crm_tui.domain.review import CLEARED, WORST_FIRST, Evidence

_AT = expression(r"(?:@|\b(?:at|for|is|only|just|costs?))\s?$", re.IGNORECASE)
_GIVEN = expression(
    r"\b(?:free|foc|gratis|n/c|incl\w{0,6}|thrown in|on (?:us|the house))\b|\bno (?:extra )?charge", re.I
)
_MOST = 6
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
    figures = [_a_head(one, promise.text) for one in quantities(promise.text, paper.today)]
    offered, said, known = _offered(promise, paper), things_in(promise.text, figures), _known(promise)
    given = not figures and _is_given(promise.text)
    free = [one for one in offered if given and one.plain and one.is_given]
    numbered = [one for one in offered if one.plain and len(figures) > 1 and _is_numbered(one, figures)]
    # a fee that the vocabulary knows is no thing for sale
    meant = named_by(numbered + free, said, known if said & _HEADS else frozenset()) or named_by(offered, said, known)
    parts = _PARTS.split(promise.text)
    if not meant and given and len(parts) > 1:
        named = [named_by(offered, things_in(part, ()), frozenset()) for part in parts]
        if all(len(one) == 1 for one in named):
            return _worst([_of(one[0], promise, figures, paper) for one in named])
    if not meant and (near := _nearly(promise, figures, paper, said - known)) is not None:
        ruling = _of(near, promise, figures, paper)
        # a part of the words finds a row; it never clears a promise
        return None if ruling is None or ruling.judged.ruling.verdict in CLEARED else ruling
    ruled = [_of(item, promise, figures, paper) for item in meant[:_MOST]]
    found = [one for one in ruled if one is not None]
    if not found or len(found) < len(ruled):
        return None
    ruled_so = {one.judged.ruling.verdict for one in found}
    if len(found) > 1 and (len(ruled_so) > 1 or ruled_so & CLEARED):
        evidence = tuple(line for one in found for line in one.evidence)
        return replace(found[0], judged=Judged(verdicts.SEVERAL, found[0].judged.clause), evidence=evidence)
    return found[0]


def _a_head(figure: Quantity, text: str) -> Quantity:
    """The "16.50 pp" of a menu: per person, no percentage points."""
    if figure.dimension == "rate" and _PER_PERSON.search(text[figure.start : figure.end]):
        return replace(figure, dimension="number", unit="", per="each", each="person")
    return figure


_PER_PERSON = expression(r"\dpp$|\d pp$")


def _worst(ruled: Sequence[Itemised | None]) -> Itemised | None:
    """The worst of the rulings on several items that were all given: "chairs and linen incl"."""
    found = [one for one in ruled if one is not None]
    if len(found) < len(ruled):
        return None
    worst = min(found, key=lambda one: WORST_FIRST.index(one.judged.ruling.verdict))
    return (
        worst
        if worst.judged.ruling.verdict not in CLEARED
        else replace(worst, evidence=tuple(line for one in found for line in one.evidence))
    )


_PARTS = expression(r"\s*(?:\band\b|&|\+|,|/)\s*", re.IGNORECASE)


def _offered(promise: Promise, paper: Paper) -> Sequence[Item]:
    """The items that a promise may be about: a row of its own is a price only where things are sold."""
    kind = kinds().get(promise.claim.term or "")
    benefit = kind is not None and kind.direction == "high" and kind.dimension == "money"
    if benefit or paper.area in _NOT_SOLD:
        return [one for one in paper.items if not one.plain]
    return paper.items


_NOT_SOLD = frozenset({"loan", "deposit", "insurance", "employment"})


def _nearly(promise: Promise, figures: Sequence[Quantity], paper: Paper, said: Set[str]) -> Item | None:
    """The one item that shares most of what was said of it: "lounge 7.1kw 2890" of "Daikin 7.1kW split system".

    A figure of its name counts as a word.
    """
    if paper.area in _NOT_SOLD or not (figures or _is_given(promise.text)):
        return None

    def shared(item: Item) -> int:
        named = [one for one in figures if item.is_called(promise.text[one.start : one.end], one)]
        called = sum(1 + (one.dimension == "measure") for one in named)
        return len(said & item.things) + called

    shares = [(shared(one), one) for one in _offered(promise, paper)]
    most = max((share for share, _ in shares), default=0)
    best = [one for share, one in shares if share == most]
    if not most or 2 * most < len(said) or (most == 1 and not any(_is_priced_so(one, figures) for one in best)):
        return None
    best = best if len(best) == 1 else [one for one in best if _is_priced_so(one, figures)]
    return best[0] if len(best) == 1 else None


def _is_priced_so(item: Item, figures: Sequence[Quantity]) -> bool:
    """Whether a price that was said is one of the item's, of three digits at least: no chance."""
    prices = {cell.figure.low for cell in item.cells if cell.figure and cell.column is not Column.QUANTITY}
    return any(one.low in prices and one.low >= _TELLING for one in figures)


_TELLING = 100


def _is_numbered(item: Item, figures: Sequence[Quantity]) -> bool:
    """Whether one of the figures is how many there are of an item: "70 guests at 68"."""
    count = item.cell(Column.QUANTITY)
    return count is not None and count.figure is not None and any(one.low == count.figure.low for one in figures)


def _of(item: Item, promise: Promise, figures: Sequence[Quantity], paper: Paper) -> Itemised | None:
    """The worst ruling on what was said, if it was said of that item."""
    ruled = []
    if item.measure == "metre":
        # "1,950/m" of a worktop is no price a month
        figures = [replace(one, per="each", each="metre") if one.per == "month" else one for one in figures]
    for kind, claim, cell in _said_of(promise.text, item, figures):
        clause = _clause(cell, kind)
        if clause is None:
            return None
        understood = promise.model_copy(update={"claim": claim, "label": kind.label})
        if cell.column is Column.RATE and _is_for_another(figures, item):
            ruled.append(Itemised(understood, kind, Judged(verdicts.OTHER_UNIT, clause), clause.evidence))
            continue
        certain = Candidate(clause, share=1.0, rank=1.0, weight=1.0, same_figure=False, distinct=False)
        ruled.append(Itemised(understood, kind, *settled(understood, kind, [certain], paper)))
    return min(ruled, key=lambda one: WORST_FIRST.index(one.judged.ruling.verdict), default=None)


_HEADS = stems("fee charge price rate cost")


def _known(promise: Promise) -> frozenset[str]:
    """The words of a promise, as stems, by which the vocabulary knows its term."""
    kind = kinds().get(promise.claim.term or "")
    if kind is None:
        return frozenset()
    named = [one for one in mentions(promise.text, (kind.area,), typed=True) if tells_of(one.kind, kind)]
    words = {word for one in named for word, _, _ in tokens(promise.text[one.start : one.end])}
    # "no joining fee" is known by "no joining" too
    return frozenset(words | _HEADS) if words else frozenset()


def _said_of(text: str, item: Item, figures: Sequence[Quantity]) -> Iterator[tuple[Kind, Claim, Cell]]:
    """What was said of an item: its price, or that it is given, and how many; each with its cell of the list.

    Nothing where a figure is neither, nor part of the item's name.
    """
    own = [one for one in figures if not item.is_called(text[one.start : one.end], one)]
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
