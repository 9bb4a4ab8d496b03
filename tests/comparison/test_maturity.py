"""What deposits come to, at published points and by their own laws."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from crm_tui.comparison.maturity import Compounding, compounded, maturity, recurring


@pytest.mark.parametrize(
    ("principal", "rate", "years", "compounding", "expected"),
    [
        ("100000", "8", "1", Compounding.SIMPLE, "108000.00"),
        ("100000", "8", "2", Compounding.YEARLY, "116640.00"),
        ("100000", "8", "1", Compounding.HALF_YEARLY, "108160.00"),
        ("100000", "8", "1", Compounding.QUARTERLY, "108243.22"),
        ("100000", "12", "1", Compounding.MONTHLY, "112682.50"),
        ("1000000", "7.75", "1.0958904109589041", Compounding.QUARTERLY, "1087805.98"),
    ],
    ids=["simple", "yearly", "half-yearly", "quarterly", "monthly", "400 days: four quarters and 35 days"],
)
def test_a_term_deposit(principal, rate, years, compounding, expected):
    assert maturity(Decimal(principal), Decimal(rate), Decimal(years), compounding) == Decimal(expected)


@pytest.mark.parametrize(("rate", "expected"), [("6.7", "7136.58"), ("5.8", "6969.67")])
def test_the_post_office_prints_this_for_a_hundred_a_month_over_five_years(rate, expected):
    assert recurring(Decimal(100), Decimal(rate), 60) == Decimal(expected)


def test_a_recurring_deposit_without_interest_is_what_was_paid_in():
    assert recurring(Decimal(500), Decimal(0), 24) == Decimal(12000)


@pytest.mark.parametrize(("principal", "rate", "years"), [("0", "5", "1"), ("1", "-1", "1"), ("1", "5", "101")])
def test_no_deposit_has_such_terms(principal, rate, years):
    with pytest.raises(ValueError, match="a deposit needs"):
        maturity(Decimal(principal), Decimal(rate), Decimal(years), Compounding.YEARLY)


amounts = some.decimals(min_value=1000, max_value=10**7, places=2)
rates = some.decimals(min_value=Decimal("0.5"), max_value=20, places=2)
times = some.integers(min_value=1, max_value=10)


@settings(max_examples=40, deadline=None)
@given(amounts, rates, times)
def test_the_oftener_interest_is_added_the_more_it_comes_to(amount, rate, years):
    values = [maturity(amount, rate, Decimal(years), one) for one in Compounding]
    assert values == sorted(values)


@settings(max_examples=40, deadline=None)
@given(amounts, rates, some.integers(min_value=1, max_value=3649), some.sampled_from(Compounding))
def test_a_day_more_is_never_less(amount, rate, days, compounding):
    one, other = (maturity(amount, rate, Decimal(count) / 365, compounding) for count in (days, days + 1))
    assert one <= other


@settings(max_examples=40, deadline=None)
@given(amounts, rates, times, some.sampled_from(Compounding))
def test_over_whole_years_both_customs_agree(amount, rate, years, compounding):
    whole = Decimal(years)
    assert maturity(amount, rate, whole, compounding) == compounded(amount, rate, whole, compounding)


@settings(max_examples=40, deadline=None)
@given(amounts, rates, times)
def test_a_recurring_deposit_earns_less_than_all_of_it_paid_in_at_once(amount, rate, years):
    assert recurring(amount, rate, years * 12) < maturity(
        amount * 12 * years, rate, Decimal(years), Compounding.QUARTERLY
    )
