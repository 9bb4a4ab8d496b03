"""Instalments and what a difference costs."""

from decimal import Decimal

import pytest

from crm_tui.comparison.arithmetic import instalment
from crm_tui.domain.deal import Area


@pytest.mark.parametrize(
    ("principal", "rate", "months", "expected"),
    [
        ("47000", "21", 24, "2415.13"),
        ("850000", "9.60", 60, "17893.15"),
        ("312000", "6.375", 360, "1946.47"),
        ("268000", "7.125", 360, "1805.57"),
        ("12000", "0", 12, "1000.00"),
    ],
)
def test_an_instalment_on_the_reducing_balance(principal, rate, months, expected):
    assert instalment(Decimal(principal), Decimal(rate), months) == Decimal(expected)


@pytest.mark.parametrize(("principal", "rate", "months"), [("0", "9", 12), ("100", "-1", 12), ("100", "9", 0)])
def test_no_loan_has_such_terms(principal, rate, months):
    with pytest.raises(ValueError, match="an instalment needs"):
        instalment(Decimal(principal), Decimal(rate), months)


@pytest.mark.parametrize(
    ("note", "text", "amount", "basis", "kind"),
    [
        ("PF 2000", "Processing fee   Rs 5,000", "3000.00", "once", "certain"),
        ("EMI 41000", "EMI   Rs 42,000\nTenure   10 months", "10000.00", "over 10 months", "certain"),
        ("bounce charge Rs 100", "Bounce charge   Rs 590", "490.00", "each time it applies", "contingent"),
    ],
    ids=["once", "instalment", "contingent"],
)
def test_what_a_difference_costs(beside, note, text, amount, basis, kind):
    impact = beside(note, text, Area.LOAN).findings[0].impact
    assert (impact.amount, impact.currency, impact.basis, impact.kind) == (Decimal(amount), "INR", basis, kind)


def test_without_amount_and_tenure_a_rate_has_no_price(beside):
    assert beside("ROI 8.4", "Rate of interest   8.75 % p.a.", Area.LOAN).findings[0].impact is None
