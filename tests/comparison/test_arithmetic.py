"""Instalments, flat beside reducing, and the annual percentage rate, at published points and by their own laws."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from crm_tui.comparison.arithmetic import (
    annual_rate,
    flat_instalment,
    instalment,
    periodic_rate,
    reducing_of,
)

CENTS = Decimal("0.01")


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


def test_a_balloon_as_large_as_the_loan_leaves_only_interest():
    assert instalment(Decimal(20000), Decimal(6), 48, balloon=Decimal(20000)) == Decimal("100.00")


def test_a_balloon_is_a_part_of_the_loan():
    with pytest.raises(ValueError, match="a balloon"):
        instalment(Decimal(20000), Decimal(6), 48, balloon=Decimal(20001))


def test_a_flat_instalment_carries_interest_on_the_whole_loan_to_the_end():
    assert flat_instalment(Decimal(150_000), Decimal("3.49"), 48) == Decimal("3561.25")


def test_the_annual_rate_of_a_key_facts_statement_holds_the_fee_and_its_tax():
    fee = Decimal(47000) * Decimal("0.025") * Decimal("1.18")
    rate = annual_rate(Decimal(47000) - fee, [Decimal("2415.13")] * 24)
    assert (fee, rate.quantize(CENTS)) == (Decimal("1386.50"), Decimal("24.15"))


@pytest.mark.parametrize(
    ("received", "payments"),
    [("0", ["1"]), ("100", []), ("100", ["60", "-1"]), ("100", ["50", "49"])],
    ids=["nothing received", "nothing paid", "a negative payment", "less paid than received"],
)
def test_what_has_no_rate(received, payments):
    with pytest.raises(ValueError, match="a rate needs"):
        periodic_rate(Decimal(received), [Decimal(one) for one in payments])


rates = some.decimals(min_value=Decimal("0.1"), max_value=60, places=3)
terms = some.integers(min_value=2, max_value=120)


@settings(max_examples=40, deadline=None)
@given(rates, terms)
def test_the_rate_of_a_schedule_is_the_rate_that_made_it(rate, months):
    loan = Decimal(10) ** 12
    back = annual_rate(loan, [instalment(loan, rate, months)] * months)
    assert abs(back - rate) < Decimal("0.000001")


@settings(max_examples=40, deadline=None)
@given(rates, terms)
def test_the_reducing_rate_of_a_flat_one_has_the_same_instalments(rate, months):
    loan = Decimal(10) ** 9
    assert abs(instalment(loan, reducing_of(rate, months), months) - flat_instalment(loan, rate, months)) <= CENTS


@settings(max_examples=40, deadline=None)
@given(rates, some.integers(min_value=1, max_value=400))
def test_the_same_figure_costs_more_when_it_is_flat(rate, months):
    loan = Decimal(10) ** 9
    assert flat_instalment(loan, rate, months) >= instalment(loan, rate, months)


@settings(max_examples=40, deadline=None)
@given(rates, terms, some.decimals(min_value=1, max_value=10, places=2))
def test_a_fee_always_raises_the_annual_rate(rate, months, fee):
    loan = Decimal(10) ** 9
    paid = [instalment(loan, rate, months)] * months
    assert annual_rate(loan * (1 - fee / 100), paid) > annual_rate(loan, paid)
