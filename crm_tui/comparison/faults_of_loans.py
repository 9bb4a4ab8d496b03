"""Loans and deposits whose printed instalment, totals, annual rate or maturity don't follow from their own terms."""

from collections.abc import Iterator
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.arithmetic import MOST_MONTHS, annual_rate, flat_instalment, instalment
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.maturity import Compounding, compounded, maturity, recurring
from crm_tui.comparison.paper import Clause
from crm_tui.domain.claim import Form
from crm_tui.domain.review import Evidence, PaperFault

_UNIT = Decimal(1)
_SHARE = Decimal("0.002")
_APR_SPREAD = Decimal("0.125")
"""The accuracy that US Regulation Z asks of an annual percentage rate (12 CFR 1026.22(a))."""
_NEAR, _FAR = Decimal("0.7"), Decimal("1.4")
"""A figure further off than this was rather misread than misprinted."""
_UNUSUAL = (
    "loan.balloon",
    "loan.gmfv",
    "loan.step_up",
    "loan.advance_emi",
    "loan.initial_rate",
    "loan.fixed_period",
    "loan.moratorium_interest",
    "loan.moratorium",
)
"""Terms with which instalments follow another pattern."""
_TAXES = tuple(Decimal(one) for one in ("0", "5", "9", "13", "15", "18", "19", "20"))


def loan_faults(figures: Figures) -> Iterator[PaperFault]:
    """The faults of a paper about one loan or one deposit; several of them in one paper are not told apart."""
    for check in (_instalment, _total, _interest, _annual_rate, _maturity):
        try:
            yield from check(figures)
        except (ValueError, ArithmeticError):
            # a figure that no loan or deposit has: it was misread
            continue


def _instalment(figures: Figures) -> Iterator[PaperFault]:
    loan = _loan(figures)
    rate = figures.rate("loan.rate")
    if loan is None or rate is None or _speaks(figures, *_UNUSUAL):
        return
    amount, printed, months, unit = loan
    usual = instalment(amount, rate, months)
    flat = flat_instalment(amount, rate, months)
    in_advance = usual / (1 + rate / 1200)
    customs = [flat] if _is_flat(figures) else [usual, in_advance, flat]
    # interest by actual days over a year of 360
    customs.append(instalment(amount, rate * 365 / 360, months))
    if any(abs(printed - one) <= max(_UNIT, _SHARE * one) for one in customs):
        return
    if not _NEAR <= printed / customs[0] <= _FAR:
        return
    yield _fault(
        figures,
        f"Printed instalment {_money(printed, unit)}; its own terms give {_money(customs[0], unit)}",
        "loan.emi", "loan.amount", "loan.rate", "loan.tenure", "loan.n_emi",
    )  # fmt: skip


def _total(figures: Figures) -> Iterator[PaperFault]:
    loan = _loan(figures)
    claim = figures.claim("loan.total_payable")
    if (
        loan is None
        or claim is None
        or claim.low is None
        or _speaks(figures, "loan.balloon", "loan.gmfv", "loan.step_up")
    ):
        return
    amount, each, months, unit = loan
    total = each * months
    gap = claim.low - total
    rounding = Decimal(months) / 2 + 1
    if abs(gap) <= rounding or (claim.unit and claim.unit != unit) or not _NEAR <= claim.low / total <= _FAR:
        return
    if -each < gap < 0 and each % 10 == 0:
        # instalments rounded up leave a smaller last one
        return
    if gap > 0 and (
        _charges(figures, amount, unit) is None or gap <= (_charges(figures, amount, unit) or 0) + rounding
    ):
        return
    yield _fault(
        figures,
        f"Printed total {_money(claim.low, unit)}; {months} instalments of {_money(each, unit)} come to "
        f"{_money(total, unit)}",
        "loan.total_payable", "loan.emi", "loan.tenure", "loan.n_emi",
    )  # fmt: skip


def _interest(figures: Figures) -> Iterator[PaperFault]:
    amount, total, interest = (figures.claim(f"loan.{name}") for name in ("amount", "total_payable", "total_interest"))
    if amount is None or total is None or interest is None:
        return
    if amount.low is None or total.low is None or interest.low is None or _speaks(figures, "loan.net_disbursed"):
        return
    if len({one.unit for one in (amount, total, interest) if one.unit}) > 1:
        return
    unit = amount.unit or total.unit or interest.unit
    gap = total.low - amount.low - interest.low
    if abs(gap) <= 2 or not _NEAR <= (total.low - amount.low) / interest.low <= _FAR:
        return
    charges = _charges(figures, amount.low, unit)
    if gap > 0 and (charges is None or gap <= charges + 2):
        return
    yield _fault(
        figures,
        f"Printed interest {_money(interest.low, unit)}; total less loan amount gives "
        f"{_money(total.low - amount.low, unit)}",
        "loan.total_interest", "loan.total_payable", "loan.amount",
    )  # fmt: skip


def _annual_rate(figures: Figures) -> Iterator[PaperFault]:
    loan, printed = _loan(figures), figures.rate("loan.apr")
    if loan is None or printed is None or _speaks(figures, *_UNUSUAL):
        return
    amount, each, months, unit = loan
    net = figures.amount("loan.net_disbursed", unit)
    lent = [amount] if net is None else [amount, net]
    if each * months < amount or any(one > amount for one in lent):
        return
    nominal = [annual_rate(one, [each] * months) for one in lent]
    effective = [((1 + one / 1200) ** 12 - 1) * 100 for one in nominal]
    if min(nominal) - _APR_SPREAD <= printed and (net is None or printed <= max(effective) + _APR_SPREAD):
        return
    own = nominal[-1]
    if not _NEAR <= printed / own <= _FAR:
        return
    yield _fault(
        figures,
        f"Printed annual percentage rate {wording.value(printed, '%')}; its own terms give "
        f"{wording.value(round(own, 2), '%')}",
        "loan.apr", "loan.emi", "loan.net_disbursed" if net is not None else "loan.amount", "loan.tenure", "loan.n_emi",
    )  # fmt: skip


def _maturity(figures: Figures) -> Iterator[PaperFault]:
    amount, printed = figures.claim("deposit.deposit_amount"), figures.claim("deposit.maturity_value")
    rate, years = figures.rate("deposit.rate"), figures.years("deposit.tenure")
    if amount is None or printed is None or amount.low is None or printed.low is None:
        return
    if rate is None or years is None or _speaks(figures, "deposit.tds", "deposit.payout_amount"):
        return
    if figures.category("deposit.payout") not in ("", "maturity", "at_maturity", "cumulative", "reinvested"):
        return
    named = _COMPOUNDING.get(figures.category("deposit.compounding"))
    customs = [named] if named is not None else list(Compounding)
    times = [years, years * 365 / 366, years * 365 / 360]
    values = [
        reckon(amount.low, rate, time, one) for one in customs for time in times for reckon in (maturity, compounded)
    ]
    months = figures.months("deposit.tenure")
    if amount.per == "month" and months is not None:
        values = [recurring(amount.low, rate, months)]
    earned = max(values) - amount.low
    slack = max(_UNIT, earned * _SHARE)
    if min(values) - slack <= printed.low <= max(values) + slack or not _NEAR <= printed.low / values[0] <= _FAR:
        return
    unit = printed.unit or amount.unit
    yield _fault(
        figures,
        f"Printed maturity value {_money(printed.low, unit)}; its own terms give {_money(values[0], unit)}",
        "deposit.maturity_value", "deposit.deposit_amount", "deposit.rate", "deposit.tenure",
    )  # fmt: skip


_COMPOUNDING = {
    "daily": Compounding.DAILY,
    "monthly": Compounding.MONTHLY,
    "quarterly": Compounding.QUARTERLY,
    "half_yearly": Compounding.HALF_YEARLY,
    "yearly": Compounding.YEARLY,
    "simple": Compounding.SIMPLE,
}


def _loan(figures: Figures) -> tuple[Decimal, Decimal, int, str] | None:
    """Amount, monthly instalment, months and currency of the one loan of a paper."""
    amount, each = figures.claim("loan.amount"), figures.claim("loan.emi")
    months, count = figures.months("loan.tenure"), figures.count("loan.n_emi")
    if months is None and count is not None and count % 1 == 0 and 1 <= count <= MOST_MONTHS:
        months = int(count)
    if amount is None or each is None or amount.low is None or each.low is None or months is None:
        return None
    if each.per not in ("", "month", "each") or (each.unit and amount.unit and each.unit != amount.unit):
        return None
    if figures.category("loan.emi_frequency") not in ("", "monthly") or amount.low <= each.low:
        return None
    if count is not None and count != months:
        return None
    return amount.low, each.low, months, amount.unit or each.unit


def _is_flat(figures: Figures) -> bool:
    if figures.category("loan.rate_method") == "flat":
        return True
    return any(" flat" in one.passage.text.lower() for one in _clauses(figures, "loan.rate"))


def _charges(figures: Figures, amount: Decimal, unit: str) -> Decimal | None:
    """The most that all charges of the paper may come to with their tax; None where one is left open."""
    total = Decimal(0)
    for clause in figures.clauses:
        claim = clause.claim
        if clause.kind.money not in ("once", "per_month", "per_year") or clause.kind.dimension not in (
            "charge",
            "money",
        ):
            continue
        if clause.kind.id in ("loan.emi", "loan.total_payable", "loan.total_interest", "loan.net_disbursed"):
            continue
        if claim.form is Form.OPEN or clause.kind.money != "once":
            return None
        if claim.form is Form.VALUE and claim.low is not None:
            value = claim.high or claim.low
            total += value * amount / 100 if claim.unit == "%" else value if claim.unit in ("", unit) else Decimal(0)
    return total * (1 + max(_TAXES) / 100)


def _speaks(figures: Figures, *terms: str) -> bool:
    return any(clause.kind.id in terms for clause in figures.clauses)


def _clauses(figures: Figures, term: str) -> Iterator[Clause]:
    return (clause for clause in figures.clauses if clause.kind.id == term)


def _fault(figures: Figures, explanation: str, *terms: str) -> PaperFault:
    lines: dict[Evidence, None] = {}
    for term in terms:
        for clause in _clauses(figures, term):
            if clause.claim.form is Form.VALUE:
                lines.update(dict.fromkeys(clause.evidence))
    return PaperFault(explanation=wording.full_stop(explanation), evidence=tuple(lines))


def _money(amount: Decimal, unit: str) -> str:
    return wording.value(round(amount, 2), unit)
