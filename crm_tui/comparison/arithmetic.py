"""Instalments and what a difference costs, in Decimal; only as far as it is honest."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from crm_tui.comparison.conversion import Comparable
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.review import Impact

_CENT = Decimal("0.01")
_MONTHS = {"month": Decimal(1), "year": Decimal(12)}
_MOST_MONTHS = 1200


def instalment(principal: Decimal, yearly_rate: Decimal, months: int) -> Decimal:
    """The equal monthly instalment of a loan on the reducing balance: P r (1+r)^n / ((1+r)^n - 1).

    ``yearly_rate`` is in per cent, paid monthly; the result is rounded to the hundredth.

    Raises:
        ValueError: a principal, a rate or a number of months that no loan has.
    """
    if principal <= 0 or not 0 <= yearly_rate <= 1000 or not 1 <= months <= _MOST_MONTHS:
        raise ValueError("an instalment needs a principal, a rate of 0 to 1000 % and 1 to 1200 months")
    with localcontext() as context:
        context.prec = 34
        rate = yearly_rate / 1200
        if rate == 0:
            exact = principal / months
        else:
            growth = (1 + rate) ** months
            exact = principal * rate * growth / (growth - 1)
    return exact.quantize(_CENT, ROUND_HALF_UP)


def impact(kind: Kind, both: Comparable | None, clauses: Sequence[Clause]) -> Impact | None:
    """What a difference costs the customer; None where it can't be reckoned from the paper alone."""
    if both is None or both.said.low == both.paper.high:
        return None
    if kind.money == "instalment" and kind.id == "loan.rate" and both.unit == "%":
        return _over_the_loan(both, clauses)
    if not (len(both.unit) == 3 and both.unit.isupper()):
        return None
    gap = both.paper.high - both.said.low
    if kind.direction == "high":
        gap = -gap
    if kind.id == "loan.emi":
        months = _months(clauses)
        if months is None:
            return None
        return _made(gap * months, both.unit, f"over {months} months", "certain")
    match kind.money:
        case "once":
            return _made(gap, both.unit, "once", "certain")
        case "per_month":
            return _made(gap, both.unit, "a month", "certain")
        case "per_year":
            return _made(gap, both.unit, "a year", "certain")
        case "contingent":
            return _made(gap, both.unit, "each time it applies", "contingent")
        case _:
            return None


def _over_the_loan(both: Comparable, clauses: Sequence[Clause]) -> Impact | None:
    amount = only_value(clauses, "loan.amount")
    months = _months(clauses)
    if amount is None or amount.low is None or months is None or len(amount.unit) != 3:
        return None
    try:
        more = instalment(amount.low, both.paper.high, months) - instalment(amount.low, both.said.low, months)
    except ValueError:
        return None
    return _made(more * months, amount.unit, f"over {months} months", "certain")


def _months(clauses: Sequence[Clause]) -> int | None:
    tenure = only_value(clauses, "loan.tenure")
    if tenure is None or tenure.low is None or tenure.unit not in _MONTHS:
        return None
    months = tenure.low * _MONTHS[tenure.unit]
    return int(months) if months % 1 == 0 and 1 <= months <= _MOST_MONTHS else None


def only_value(clauses: Sequence[Clause], term: str) -> Claim | None:
    """The one value that the paper gives for a term; None where it gives none or several."""
    found = [
        clause.claim
        for clause in clauses
        if clause.kind.id == term and clause.claim.form is Form.VALUE and clause.claim.high is None
    ]
    return found[0] if found and len({(one.low, one.unit) for one in found}) == 1 else None


def _made(amount: Decimal, currency: str, basis: str, kind: str) -> Impact:
    return Impact(amount=amount.quantize(_CENT, ROUND_HALF_UP), currency=currency, basis=basis, kind=kind)
