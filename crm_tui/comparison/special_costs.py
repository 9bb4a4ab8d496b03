"""What a difference costs where more than its own figure is needed: rates of loans and deposits, months, numbers."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.arithmetic import flat_instalment, instalment
from crm_tui.comparison.differences import CERTAIN, CONTINGENT, Difference, costs
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.maturity import Compounding, maturity
from crm_tui.domain.review import Impact


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
    return costs((paper - said) * months, currency, basis, CERTAIN)


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
    return costs(more, currency, basis, CERTAIN)


def method(difference: Difference, figures: Figures) -> Impact | None:
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
    return costs((more if paper == "flat" else -more) * months, currency, basis, CERTAIN) if currency else None


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
        return costs(loss * claim.low / 100 * (12 if both.per == "month" else 1), currency, basis, CERTAIN, "year")
    said, paper = (maturity(claim.low, rate, years, custom) for rate in (both.said.low, both.paper.low))
    basis = f"at maturity: {_money(paper, currency)}, not {_money(said, currency)}"
    return costs(said - paper, currency, basis, CERTAIN)


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
        return costs(months * claim.low, currency, words, sure)

    return reckoned


def _number_of_things(difference: Difference, figures: Figures) -> Impact | None:
    claim, loss = figures.claim("b2b.price"), difference.loss
    if claim is None or claim.low is None or loss is None or claim.per != "each":
        return None
    currency = figures.currency(claim.unit)
    basis = f"{wording.value(abs(loss), 'count')} at {wording.value(claim.low, currency)} each"
    return costs(loss * claim.low, currency, basis, CERTAIN) if currency else None


SPECIAL: Mapping[str, Callable[[Difference, Figures], Impact | None]] = {
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

_COMPOUNDING = {
    "daily": Compounding.DAILY,
    "monthly": Compounding.MONTHLY,
    "quarterly": Compounding.QUARTERLY,
    "half_yearly": Compounding.HALF_YEARLY,
    "yearly": Compounding.YEARLY,
    "annually": Compounding.YEARLY,
    "simple": Compounding.SIMPLE,
}


def _money(amount: Decimal, currency: str) -> str:
    return wording.value(amount, currency)
