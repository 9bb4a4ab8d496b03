"""What a difference costs the customer: one amount with how it was reckoned, only where the figures are given.

Certain is what will be paid if the paper is signed as it stands; contingent what is paid only in some event.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.arithmetic import flat_instalment, instalment, rounded
from crm_tui.comparison.conversion import Comparable
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import TERMS, Figures
from crm_tui.comparison.maturity import Compounding, maturity
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.review import Impact, Verdict

CERTAIN, CONTINGENT = "certain", "contingent"


@dataclass(frozen=True, slots=True)
class Difference:
    """A promise beside the statement of the paper that answers it."""

    kind: Kind
    """Of both."""

    said: Claim
    """What was said."""

    clause: Clause
    """What the paper says."""

    both: Comparable | None
    """Their values in one unit, if values were compared."""

    @property
    def loss(self) -> Decimal | None:
        """How much worse the paper's value is, in the unit of both; negative where it is better."""
        if self.both is None:
            return None
        said, paper = self.both.said, self.both.paper
        if self.kind.direction == "high":
            return said.low - paper.high if paper.high < said.low else min(Decimal(0), said.high - paper.low)
        return paper.low - said.high if paper.low > said.high else min(Decimal(0), paper.high - said.low)

    @property
    def unit(self) -> str:
        """Of both values."""
        return self.both.unit if self.both else ""


def impact(verdict: Verdict, difference: Difference, figures: Figures) -> Impact | None:
    """What a difference costs; None where the note and the paper don't give the figures for it."""
    if verdict not in (Verdict.WORSE, Verdict.BETTER, Verdict.CONTRADICTED):
        return None
    try:
        if difference.said.form is Form.NIL:
            return charged(difference.kind, difference.clause, figures)
        if difference.both is None:
            return _method(difference, figures)
        if not difference.loss:
            return _tax(verdict, difference, figures)
        special = _SPECIAL.get(difference.kind.id)
        if special is not None:
            return special(difference, figures)
        return _by_unit(difference, figures)
    except (ValueError, ArithmeticError):
        # a figure that no loan or deposit has
        return None


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
        return _made(amount, currency, _event(kind, per), CONTINGENT)
    each = _EACH.search(clause.passage.text[clause.statement.start :])
    if per == "each" or each:
        return _each(kind, amount, currency, per, each[1].lower() if each else "", figures)
    if kind.money == "once" and per in ("", "once"):
        return _made(amount, currency, "once", CERTAIN)
    time = (
        per if per in _A_YEAR else "month" if kind.money == "per_month" else "year" if kind.money == "per_year" else ""
    )
    return _over_the_term(kind, amount, currency, time, figures) if time else None


def _over_the_term(kind: Kind, amount: Decimal, currency: str, per: str, figures: Figures) -> Impact:
    months = figures.months(_PERIOD.get(kind.id, "") or TERMS.get(kind.area, ""))
    times = _A_YEAR[per] * months / 12 if months else None
    if times is None or times < 1 or times % 1 or kind.id in _AT_LAST:
        return _made(amount, currency, f"a {per}", CERTAIN)
    if times == 1:
        return _made(amount, currency, f"over {_time(months or 0)}", CERTAIN)
    each = wording.value(rounded(abs(amount)), currency, per)
    return _made(amount * times, currency, f"over {_time(months or 0)} ({each})", CERTAIN)


def _each(kind: Kind, amount: Decimal, currency: str, per: str, thing: str, figures: Figures) -> Impact | None:
    """A price for each of several: times their number, where the paper has it."""
    number = figures.count("b2b.quantity")
    if number is None or number <= 1:
        time = f" a {per}" if per in _A_YEAR else ""
        return _made(amount, currency, f"for each {thing or 'one'}{time}", CERTAIN)
    counted = f"for {wording.value(number, 'count')}" + (f" {thing}s" if thing else "")
    if per not in _A_YEAR:
        return _made(amount * number, currency, counted, CERTAIN)
    whole = _over_the_term(kind, amount * number, currency, per, figures)
    return whole.model_copy(update={"basis": f"{counted}, {whole.basis}"})


def _share(kind: Kind, points: Decimal, figures: Figures) -> Impact | None:
    """Points of a sum that is known."""
    whole = _WHOLE.get(kind.id)
    if whole is None and kind.area == "loan" and kind.money == "once" and kind.dimension == "charge":
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
    return _made(points * claim.low / 100 * times, currency, words, sure)


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


def _rate_of_loan(difference: Difference, figures: Figures) -> Impact | None:
    both = difference.both
    claim, months = figures.claim("loan.amount"), figures.months("loan.tenure")
    if both is None or both.unit != "%" or claim is None or claim.low is None or months is None:
        return None
    currency = figures.currency(claim.unit)
    balloon = figures.amount("loan.balloon", claim.unit) or Decimal(0)
    if not currency or both.paper.low != both.paper.high or both.said.low != both.said.high:
        return None
    factor = 12 if both.per == "month" else 1
    paper, said = (instalment(claim.low, rate * factor, months, balloon) for rate in (both.paper.low, both.said.low))
    basis = f"over {months} months: instalments of {_money(paper, currency)}, not {_money(said, currency)}"
    return _made((paper - said) * months, currency, basis, CERTAIN)


def _length_of_loan(difference: Difference, figures: Figures) -> Impact | None:
    """A longer loan costs more interest, though each instalment is smaller."""
    both = difference.both
    claim, rate = figures.claim("loan.amount"), figures.rate("loan.rate")
    if both is None or claim is None or claim.low is None or rate is None or both.unit not in ("month", "count", ""):
        return None
    currency = figures.currency(claim.unit)
    if not currency or any(months % 1 for months in (both.said.low, both.paper.low)):
        return None
    said, paper = int(both.said.low), int(both.paper.low)
    more = instalment(claim.low, rate, paper) * paper - instalment(claim.low, rate, said) * said
    basis = f"in interest at {wording.value(rate, '%', 'year')} over {paper} instead of {said} months"
    return _made(more, currency, basis, CERTAIN)


def _method(difference: Difference, figures: Figures) -> Impact | None:
    """Flat interest where reducing was said, or the other way round."""
    said, paper = difference.said.category, difference.clause.claim.category
    claim, rate, months = figures.claim("loan.amount"), figures.rate("loan.rate"), figures.months("loan.tenure")
    if difference.kind.id != "loan.rate_method" or {said, paper} != {"flat", "reducing"}:
        return None
    if claim is None or claim.low is None or rate is None or months is None:
        return None
    currency = figures.currency(claim.unit)
    more = flat_instalment(claim.low, rate, months) - instalment(claim.low, rate, months)
    basis = f"over {months} months at {wording.value(rate, '%', 'year')}"
    return _made((more if paper == "flat" else -more) * months, currency, basis, CERTAIN) if currency else None


def _rate_of_deposit(difference: Difference, figures: Figures) -> Impact | None:
    both, loss = difference.both, difference.loss
    claim = figures.claim("deposit.deposit_amount")
    if both is None or loss is None or both.unit != "%" or claim is None or claim.low is None:
        return None
    currency = figures.currency(claim.unit)
    if not currency or both.paper.low != both.paper.high or both.said.low != both.said.high:
        return None
    years = figures.years("deposit.tenure")
    custom = (
        Compounding.YEARLY
        if difference.kind.id == "deposit.apy"
        else _COMPOUNDING.get(figures.category("deposit.compounding"))
    )
    if years is None or custom is None or both.per == "month":
        basis = f"a year on {wording.value(claim.low, currency)}, before compounding"
        return _made(loss * claim.low / 100 * (12 if both.per == "month" else 1), currency, basis, CERTAIN)
    said, paper = (maturity(claim.low, rate, years, custom) for rate in (both.said.low, both.paper.low))
    basis = f"at maturity: {_money(paper, currency)}, not {_money(said, currency)}"
    return _made(said - paper, currency, basis, CERTAIN)


def _months_of(price: str, basis: str, sure: str) -> Callable[[Difference, Figures], Impact | None]:
    """A time times a price by the month."""

    def reckoned(difference: Difference, figures: Figures) -> Impact | None:
        claim, loss = figures.claim(price), difference.loss
        if claim is None or claim.low is None or loss is None or claim.per not in ("", "month"):
            return None
        months = loss / 30 if difference.unit == "day" else loss if difference.unit == "month" else None
        currency = figures.currency(claim.unit)
        if months is None or months % 1 or not currency:
            return None
        words = f"{wording.value(abs(months), 'month')} of {wording.value(claim.low, currency)}{basis}"
        return _made(months * claim.low, currency, words, sure)

    return reckoned


def _number_of_things(difference: Difference, figures: Figures) -> Impact | None:
    claim, loss = figures.claim("b2b.price"), difference.loss
    if claim is None or claim.low is None or loss is None or claim.per != "each":
        return None
    currency = figures.currency(claim.unit)
    basis = f"{wording.value(abs(loss), 'count')} at {wording.value(claim.low, currency)} each"
    return _made(loss * claim.low, currency, basis, CERTAIN) if currency else None


_SPECIAL: Mapping[str, Callable[[Difference, Figures], Impact | None]] = {
    "loan.rate": _rate_of_loan,
    "loan.tenure": _length_of_loan,
    "loan.n_emi": _length_of_loan,
    "deposit.rate": _rate_of_deposit,
    "deposit.apy": _rate_of_deposit,
    "deposit.senior_extra": _rate_of_deposit,
    "lease.rent_free": _months_of("lease.rent", " rent", CERTAIN),
    "service.free_months": _months_of("service.monthly_fee", "", CERTAIN),
    "lease.lock_in": _months_of("lease.rent", " rent, on leaving early", CONTINGENT),
    "lease.notice": _months_of("lease.rent", " rent, on leaving", CONTINGENT),
    "telecom.lock_in": _months_of("telecom.monthly_fee", ", on leaving early", CONTINGENT),
    "telecom.notice": _months_of("telecom.monthly_fee", ", on leaving", CONTINGENT),
    "service.lock_in": _months_of("service.monthly_fee", ", on leaving early", CONTINGENT),
    "service.notice": _months_of("service.monthly_fee", ", on leaving", CONTINGENT),
    "b2b.lock_in": _months_of("b2b.recurring_fee", ", on leaving early", CONTINGENT),
    "b2b.moq": _number_of_things,
    "b2b.quantity": _number_of_things,
}
"""Kinds whose difference becomes money by more than their own figure."""


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
_COMPOUNDING = {
    "daily": Compounding.DAILY,
    "monthly": Compounding.MONTHLY,
    "quarterly": Compounding.QUARTERLY,
    "half_yearly": Compounding.HALF_YEARLY,
    "yearly": Compounding.YEARLY,
    "annually": Compounding.YEARLY,
    "simple": Compounding.SIMPLE,
}


def _event(kind: Kind, per: str) -> str:
    if kind.direction == "high":
        return "where a claim reaches the limit" if kind.area == "insurance" else "where the limit is reached"
    return f"a {per} while it applies" if per in (*_A_YEAR, "day", "hour") else "each time it applies"


def _time(months: int) -> str:
    return f"{months} months" if months != 1 else "1 month"


def _money(amount: Decimal, currency: str) -> str:
    return wording.value(amount, currency)


def _made(amount: Decimal, currency: str, basis: str, kind: str) -> Impact:
    return Impact(amount=rounded(amount), currency=currency, basis=basis, kind=kind)
