"""What a difference costs the customer: one amount with how it was reckoned, only where the figures are given.

Certain is what will be paid if the paper is signed as it stands; contingent what is paid only in some event.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.arithmetic import rounded
from crm_tui.comparison.differences import CERTAIN, CONTINGENT, Difference, costs, is_share_of_loan
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import TERMS, Figures
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.special_costs import SPECIAL, method
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Bound, Form
from crm_tui.domain.review import Impact, Verdict


def impact(verdict: Verdict, difference: Difference, figures: Figures) -> Impact | None:
    """What a difference costs; None where the note and the paper don't give the figures for it."""
    if verdict not in (Verdict.WORSE, Verdict.BETTER, Verdict.CONTRADICTED):
        return None
    try:
        found = _cost(verdict, difference, figures)
    except (ValueError, ArithmeticError):
        # a figure that no loan or deposit has
        return None
    # a lower rate for the first months, then a higher one: what is worse is no gain
    return None if found is not None and found.amount < 0 and verdict is Verdict.WORSE else found


def _cost(verdict: Verdict, difference: Difference, figures: Figures) -> Impact | None:
    if difference.said.form is Form.NIL:
        return charged(difference.kind, difference.clause, figures)
    if difference.both is None:
        return method(difference, figures)
    if not difference.loss:
        return _tax(verdict, difference, figures)
    special = SPECIAL.get(difference.kind.id)
    return special(difference, figures) if special is not None else _by_unit(difference, figures)


def charged(kind: Kind, clause: Clause, figures: Figures) -> Impact | None:
    """What a charge of the paper costs where none was said, or where nobody spoke of it."""
    claim = clause.claim
    if claim.form is not Form.VALUE or claim.low is None or kind.direction == "high":
        return None
    if kind.dimension not in ("charge", "money"):
        return None
    sure = claim.high is None and claim.bound in (Bound.EXACTLY, Bound.AT_LEAST, Bound.ABOUT)
    made = _charge(kind, claim.low, claim.unit, claim.per, clause, figures)
    if made is not None and not sure:
        made = made.model_copy(update={"kind": CONTINGENT})
    return made


def _by_unit(difference: Difference, figures: Figures) -> Impact | None:
    both, loss = difference.both, difference.loss
    if both is None or loss is None:
        return None
    made = _charge(difference.kind, loss, both.unit, both.per, difference.clause, figures)
    if made is not None and both.paper.bound is Bound.AT_MOST and difference.kind.direction == "low":
        # a ceiling may never be reached
        made = made.model_copy(update={"kind": CONTINGENT, "basis": f"at most, {made.basis}"})
    return made


def _charge(kind: Kind, amount: Decimal, unit: str, per: str, clause: Clause, figures: Figures) -> Impact | None:
    """An amount or a share, as the money model of its kind takes it."""
    if unit == "%":
        return _share(kind, amount, figures)
    currency = figures.currency(unit)
    if not currency:
        return None
    if kind.money == "none" or kind.money == "instalment":
        return None
    if kind.money == "contingent":
        return costs(amount, currency, _event(kind, per), CONTINGENT)
    each = _EACH.search(clause.passage.text[clause.statement.start :])
    if per == "each" or each:
        number = figures.count_beside("b2b.quantity", clause.passage) or figures.count("b2b.quantity")
        return _each(kind, amount, currency, per, each[1].lower() if each else "", number, figures)
    if kind.money == "once" and per in ("", "once"):
        return costs(amount, currency, "once", CERTAIN)
    time = (
        per if per in _A_YEAR else "month" if kind.money == "per_month" else "year" if kind.money == "per_year" else ""
    )
    return _over_the_term(kind, amount, currency, time, figures) if time else None


def _over_the_term(kind: Kind, amount: Decimal, currency: str, per: str, figures: Figures) -> Impact:
    months = figures.months(_PERIOD.get(kind.id, "") or TERMS.get(kind.area, ""))
    times = _A_YEAR[per] * months / 12 if months else None
    if times is None or times < 1 or times % 1 or kind.id in _AT_LAST:
        return costs(amount, currency, f"a {per}", CERTAIN, every=per)
    if times == 1:
        return costs(amount, currency, f"over {_time(months or 0)}", CERTAIN)
    each = wording.value(rounded(abs(amount)), currency, per)
    return costs(amount * times, currency, f"over {_time(months or 0)} ({each})", CERTAIN)


def _each(
    kind: Kind, amount: Decimal, currency: str, per: str, thing: str, number: Decimal | None, figures: Figures
) -> Impact | None:
    """A price for each of several: times their number, where the paper has it."""
    if number is None or number <= 1:
        time = f" a {per}" if per in _A_YEAR else ""
        return costs(amount, currency, f"for each {thing or 'one'}{time}", CERTAIN, every="each")
    counted = f"for {wording.value(number, 'count')}" + (f" {thing}s" if thing else "")
    if per not in _A_YEAR:
        return costs(amount * number, currency, counted, CERTAIN)
    whole = _over_the_term(kind, amount * number, currency, per, figures)
    return whole.model_copy(update={"basis": f"{counted}, {whole.basis}"})


def _share(kind: Kind, points: Decimal, figures: Figures) -> Impact | None:
    """Points of a sum that is known."""
    whole = _WHOLE.get(kind.id)
    if whole is None and is_share_of_loan(kind):
        whole = ("loan.amount", "once, {points} of the loan amount of {sum}", CERTAIN)
    if whole is None:
        return None
    term, basis, sure = whole
    claim = figures.claim(term)
    if claim is None or claim.low is None:
        return None
    currency = figures.currency(claim.unit)
    if not currency:
        return None
    times = 12 if term == "lease.rent" and claim.per in ("", "month") else 1
    words = basis.format(points=f"{wording.number(abs(points).normalize())} %", sum=wording.value(claim.low, currency))
    every = "year" if kind.id == "lease.escalation" else ""
    return costs(points * claim.low / 100 * times, currency, words, sure, every)


_ALL = "on repaying all of the loan of {sum} early: {points} of it"
_WHOLE: Mapping[str, tuple[str, str, str]] = {
    "loan.prepay_charge": ("loan.amount", _ALL, CONTINGENT),
    "loan.foreclosure_charge": ("loan.amount", _ALL, CONTINGENT),
    "insurance.copay": ("insurance.sum_insured", "on a claim of the whole sum insured of {sum}", CONTINGENT),
    "deposit.premature_penalty": (
        "deposit.deposit_amount",
        "for each year that the deposit of {sum} ran, on early withdrawal",
        CONTINGENT,
    ),
    "lease.escalation": ("lease.rent", "in the first year after a rise, {points} of the rent of {sum}", CERTAIN),
    "b2b.discount": ("b2b.price", "{points} of the price of {sum}", CERTAIN),
    "service.discount": ("service.price", "{points} of the price of {sum}", CERTAIN),
}
"""By kind of share: the sum that it is a share of, how that is said, and whether it will be paid."""


def _tax(verdict: Verdict, difference: Difference, figures: Figures) -> Impact | None:
    """Tax on top of a price that was said to hold it."""
    claim = difference.clause.claim
    if verdict is not Verdict.WORSE or difference.said.tax != "included" or claim.tax != "on top" or not claim.low:
        return None
    text = f"{difference.clause.passage.text} {difference.clause.passage.beside}"
    rates = {one.low for one in quantities(text) if one.of_tax and one.unit == "%"}
    if len(rates) != 1 or not figures.currency(claim.unit):
        return None
    rate = rates.pop()
    made = _charge(difference.kind, claim.low * rate / 100, claim.unit, claim.per, difference.clause, figures)
    return made.model_copy(update={"basis": f"{made.basis}, tax of {wording.number(rate)} %"}) if made else None


_EACH = expression(
    r"\b(?:per|each|an?|/)\s?(user|seat|licen[cs]e|unit|device|line|employee|person|member|head|site|vehicle|lift)\b",
    re.IGNORECASE,
)
_A_YEAR = {"month": Decimal(12), "quarter": Decimal(4), "year": Decimal(1), "week": Decimal(52)}
_PERIOD = {"telecom.intro_price": "telecom.intro_period"}
_AT_LAST = frozenset({"telecom.later_price", "service.renewal_price", "insurance.renewal_premium"})
"""Prices that begin only when the term is over."""


def _event(kind: Kind, per: str) -> str:
    if kind.direction == "high":
        return "where a claim reaches the limit" if kind.area == "insurance" else "where the limit is reached"
    return f"a {per} while it applies" if per in (*_A_YEAR, "day", "hour") else "each time it applies"


def _time(months: int) -> str:
    return f"{months} months" if months != 1 else "1 month"
