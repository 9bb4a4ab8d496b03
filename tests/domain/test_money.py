from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from crm_tui.domain.money import Money, grouped


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        pytest.param("4800000", "INR", "48,00,000", id="lakhs in Indian groups"),
        pytest.param("118", "INR", "118", id="three digits need no group"),
        pytest.param("1180", "INR", "1,180", id="four digits"),
        pytest.param("123456789", "INR", "12,34,56,789", id="crores"),
        pytest.param("4800000", "USD", "4,800,000", id="thousands elsewhere"),
        pytest.param("99.5", "EUR", "99.50", id="a fraction keeps two digits"),
        pytest.param("-41250.00", "INR", "-41,250", id="whole amounts lose their zeros"),
        pytest.param("0", "GBP", "0", id="nothing"),
        pytest.param("1E+5", "INR", "1,00,000", id="an exponent is written out"),
    ],
)
def test_amounts_are_grouped_as_their_country_writes_them(amount: str, currency: str, shown: str) -> None:
    assert grouped(Decimal(amount), currency) == shown


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["INR", "USD"]))
def test_grouping_loses_no_digit(amount: Decimal, currency: str) -> None:
    assert Decimal(grouped(amount, currency).replace(",", "")) == amount


@pytest.mark.parametrize("currency", ["inr", "Rs", "", "EURO"])
def test_a_currency_is_an_iso_code(currency: str) -> None:
    with pytest.raises(ValidationError):
        Money(amount=Decimal(1), currency=currency)


def test_infinity_is_no_amount() -> None:
    with pytest.raises(ValidationError):
        Money(amount=Decimal("Infinity"), currency="INR")
