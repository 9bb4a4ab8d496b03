"""Money that was said to double, beside what the paper guarantees and what it only hopes for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import verdicts, wording
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import TERMS
from crm_tui.comparison.growth import growth_in
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.settling import Paper
from crm_tui.comparison.verdicts import Ruling
from crm_tui.domain.claim import Form
from crm_tui.domain.review import Evidence, Impact

_HOPED = expression(
    r"\bnon-?\s?guaranteed\b|\bnot\b.{0,12}\bguaranteed\b|\bno guarantee\b|\bproject(?:ed|ion)s?\b|\bassum\w{0,4}\b|"
    r"\bestimated?\b|\bexpected\b|\bindicative\b|\bhypothetical\b|\bbonus(?:es)?\b|\billustrat(?:ed|ive)\b",
    re.IGNORECASE,
)
_SURE = expression(r"\b(?:guaranteed|assured|fixed)\b", re.IGNORECASE)
_ENDS = frozenset({"insurance.maturity_benefit", "deposit.maturity_value"})
_BETWEEN = expression(r"[;,/|]|\b(?:and|or|of which|but)\b", re.IGNORECASE)
_PER_YEAR = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}


@dataclass(frozen=True, slots=True)
class _End:
    """An amount that the paper pays at the end."""

    clause: Clause
    """Where it stands."""

    amount: Decimal
    """How much."""

    words: str
    """The words that speak of it."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What becomes of a promise that money grows."""

    ruling: Ruling
    """The verdict."""

    clause: Clause
    """The statement of the paper that it rests on."""

    explanation: str
    """One sentence, the guaranteed and the hoped kept apart."""

    impact: Impact | None
    """What of it is not guaranteed."""

    evidence: tuple[Evidence, ...]
    """Both."""


def grown(text: str, paper: Paper) -> Grown | None:
    """A promise of growth beside what the paper pays at the end; None for another promise, or without both figures."""
    growth = growth_in(text)
    paid = _paid_in(paper) if growth is not None else None
    if growth is None or paid is None:
        return None
    amount, unit = paid
    ends = _ends(paper, unit)
    if not ends:
        return None
    said = amount * growth.times
    sure = [one for one in ends if _is_sure(one)] or [one for one in ends if not _HOPED.search(one.words)]
    best = max(sure, key=lambda one: one.amount, default=None)
    hoped = max((one for one in ends if one not in sure), key=lambda one: one.amount, default=None)
    used = best or hoped
    if used is None:
        return None
    ruling = _ruling(said, best, hoped, growth.years, paper.figures.years(TERMS.get(paper.area, "")))
    lines = tuple(dict.fromkeys(line for one in (best, hoped) if one is not None for line in one.clause.evidence))
    sentence = _sentence(text, said, unit, best, hoped)
    return Grown(ruling, used.clause, sentence, _unsure(said, best, paper, unit), lines)


def _ends(paper: Paper, unit: str) -> list[_End]:
    """What the paper pays at the end; of a passage with several amounts each that it calls guaranteed or hoped for."""
    found = []
    for clause in paper.clauses:
        if clause.kind.id not in _ENDS or clause.claim.form is not Form.VALUE or clause.claim.unit != unit:
            continue
        own, most = clause.statement.figure, clause.claim.low
        if own is None or not most:
            continue
        money = [one for one in clause.passage.figures(paper.today) if one.dimension == "money"]
        found.append(_End(clause, most, f"{clause.passage.heading} {_own_words(clause.passage.text, own, money)}"))
        for other in money:
            words = _own_words(clause.passage.text, other, money)
            # another amount is a part of the end only if it is less; what is more may be a loan or a cover
            if other.start != own.start and (_HOPED.search(words) or (_SURE.search(words) and other.low < most)):
                found.append(_End(clause, other.low, words))
    return found


def _own_words(text: str, figure: Quantity, figures: Sequence[Quantity]) -> str:
    """The words that speak of one amount: up to where those of its neighbours begin."""
    before = max((one for one in figures if one.end <= figure.start), key=lambda one: one.end, default=None)
    after = min((one for one in figures if one.start >= figure.end), key=lambda one: one.start, default=None)
    left = _parted(text, before.end, figure.start) if before is not None else 0
    right = _parted(text, figure.end, after.start) if after is not None else len(text)
    return text[left:right]


def _parted(text: str, start: int, end: int) -> int:
    cut = _BETWEEN.search(text, start, end)
    return cut.start() if cut is not None else start


def _paid_in(paper: Paper) -> tuple[Decimal, str] | None:
    """What the customer pays in as a whole, with its unit."""
    figures = paper.figures
    deposit, premium = figures.claim("deposit.deposit_amount"), figures.claim("insurance.premium")
    if deposit is not None and deposit.low is not None and deposit.per in ("", "once"):
        return deposit.low, deposit.unit
    if premium is not None and premium.low is not None:
        times: Decimal | None = Decimal(1)
        if premium.per in _PER_YEAR:
            years = figures.years("insurance.premium_term") or figures.years("insurance.policy_term")
            times = years * _PER_YEAR[premium.per] if years else None
        return (premium.low * times, premium.unit) if times else None
    return next(_single(paper.clauses), None)


def _single(clauses: Iterable[Clause]) -> Iterator[tuple[Decimal, str]]:
    for one in clauses:
        if one.kind.id == "insurance.premium_frequency" and one.claim.category == "single":
            money = [figure for figure in quantities(one.passage.text) if figure.dimension == "money"]
            if len(money) == 1:
                yield money[0].low, money[0].unit


def _is_sure(one: _End) -> bool:
    return _SURE.search(one.words) is not None and _HOPED.search(one.words) is None


def _ruling(said: Decimal, best: _End | None, hoped: _End | None, years: Decimal, term: Decimal | None) -> Ruling:
    if best is None:
        return verdicts.CONDITIONAL if hoped is not None and hoped.amount >= said else verdicts.WORSE
    if best.amount < said:
        return verdicts.WORSE
    if term is None or term > years or not _is_sure(best):
        return verdicts.DOUBT
    return verdicts.MATCHES if best.amount == said else verdicts.BETTER


def _sentence(text: str, said: Decimal, unit: str, best: _End | None, hoped: _End | None) -> str:
    words = f"“{' '.join(text.split())[:80]}” was said, which is {wording.value(said, unit)}"
    told = "the paper guarantees no amount"
    if best is not None:
        pays = "guarantees" if _is_sure(best) else "does not say that it guarantees"
        told = f"the paper {pays} {wording.value(best.amount, unit)}"
    more = hoped.amount - (best.amount if best else 0) if hoped is not None else Decimal(0)
    if more > 0:
        told += f", and {wording.value(more, unit)}{' more' if best else ''} is only hoped for"
    return wording.full_stop(f"{words}; {told}")


def _unsure(said: Decimal, best: _End | None, paper: Paper, unit: str) -> Impact | None:
    short = said - (best.amount if best else 0)
    currency = paper.figures.currency(unit)
    if short <= 0 or not currency:
        return None
    return Impact(amount=short, currency=currency, basis="of what was said is not guaranteed", kind="contingent")
