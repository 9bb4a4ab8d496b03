"""Money that was said to double, beside what the paper guarantees and what it only hopes for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import verdicts, wording
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import TERMS
from crm_tui.comparison.growth import growth_in
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
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
_PER_YEAR = {"year": 1, "half-year": 2, "quarter": 4, "month": 12}


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
    ends = [one for one in paper.clauses if one.kind.id in _ENDS and one.claim.form is Form.VALUE and one.claim.low]
    amount, unit = paid
    ends = [one for one in ends if one.claim.unit == unit]
    if not ends:
        return None
    said = amount * growth.times
    sure = [one for one in ends if _is_sure(one)] or [one for one in ends if not _HOPED.search(_words(one))]
    best = max(sure, key=_amount, default=None)
    hoped = max((one for one in ends if one not in sure), key=_amount, default=None)
    used = best or hoped
    if used is None:
        return None
    ruling = _ruling(said, best, hoped, growth.years, paper.figures.years(TERMS.get(paper.area, "")))
    lines = tuple(dict.fromkeys(line for one in (best, hoped) if one is not None for line in one.evidence))
    return Grown(ruling, used, _sentence(text, said, unit, best, hoped), _unsure(said, best, paper, unit), lines)


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


def _words(clause: Clause) -> str:
    return f"{clause.passage.heading} {clause.passage.text}"


def _is_sure(clause: Clause) -> bool:
    words = _words(clause)
    return _SURE.search(words) is not None and _HOPED.search(words) is None


def _amount(clause: Clause) -> Decimal:
    return clause.claim.low or Decimal(0)


def _ruling(said: Decimal, best: Clause | None, hoped: Clause | None, years: Decimal, term: Decimal | None) -> Ruling:
    if best is None:
        return verdicts.CONDITIONAL if hoped is not None and _amount(hoped) >= said else verdicts.WORSE
    if _amount(best) < said:
        return verdicts.WORSE
    if term is None or term > years or not _is_sure(best):
        return verdicts.DOUBT
    return verdicts.MATCHES if _amount(best) == said else verdicts.BETTER


def _sentence(text: str, said: Decimal, unit: str, best: Clause | None, hoped: Clause | None) -> str:
    words = f"“{' '.join(text.split())[:80]}” was said, which is {wording.value(said, unit)}"
    told = f"the paper guarantees {wording.value(_amount(best), unit)}" if best else "the paper guarantees no amount"
    more = _amount(hoped) - (_amount(best) if best else 0) if hoped is not None else Decimal(0)
    if more > 0:
        told += f", and {wording.value(more, unit)}{' more' if best else ''} is only hoped for"
    return wording.full_stop(f"{words}; {told}")


def _unsure(said: Decimal, best: Clause | None, paper: Paper, unit: str) -> Impact | None:
    short = said - (_amount(best) if best else 0)
    currency = paper.figures.currency(unit)
    if short <= 0 or not currency:
        return None
    return Impact(amount=short, currency=currency, basis="of what was said is not guaranteed", kind="contingent")
