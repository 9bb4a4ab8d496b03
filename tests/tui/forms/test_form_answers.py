from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.customer import Contact
from crm_tui.services.amounts import parse_money
from crm_tui.tui.forms.answers import (
    read_contacts,
    read_day,
    read_money,
    read_past_day,
    read_written_day,
    show_contacts,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("48 lakh", "INR 48,00,000"),
        ("48L", "INR 48,00,000"),
        ("1.5 cr", "INR 1,50,00,000"),
        ("INR 48,00,000", "INR 48,00,000"),
        ("Rs. 48,00,000/-", "INR 48,00,000"),
        ("₹ 12,500.50", "INR 12,500.50"),
        ("190k", "INR 1,90,000"),
        ("1200 USD", "USD 1,200"),
        ("1.2 million EUR", "EUR 1,200,000"),
        ("$1,200.75", "USD 1,200.75"),
        ("usd 5", "USD 5"),
        (".5 lakh", "INR 50,000"),
    ],
)
def test_an_amount_is_read_as_a_desk_types_it(typed: str, understood: str) -> None:
    assert str(parse_money(typed)) == understood


@pytest.mark.parametrize("typed", ["lakh", "48 lakhh", "INR 5 USD", "12-34", "1.2.3", "-5", "1e6", "9" * 25, "٣٣"])
def test_what_is_no_amount_is_refused_in_plain_words(typed: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        parse_money(typed)


def test_an_amount_keeps_every_digit() -> None:
    assert parse_money("0.1 lakh").amount == Decimal("10000")
    assert parse_money("123456789012.34").amount == Decimal("123456789012.34")


def test_a_day_is_shown_as_it_is_understood() -> None:
    assert read_day("fri", TODAY).understood == "Fri 27 Nov 2026"
    assert read_day("", TODAY).value is None
    assert "is not a day" in read_day("someday", TODAY).fault


def test_a_day_that_has_been_is_the_last_one_and_none_to_come() -> None:
    assert read_past_day("19 nov", TODAY).value == date(2026, 11, 19)
    assert read_past_day("today", TODAY).value == TODAY
    assert read_past_day("", TODAY).value is None
    assert read_past_day("+1", TODAY).fault == "Sun 22 Nov 2026 has not come yet: type today or a day before"


def test_a_paper_may_be_dated_ahead() -> None:
    assert read_written_day("22/11/2026", TODAY).value == date(2026, 11, 22)
    assert read_written_day("22/11", TODAY).value == date(2025, 11, 22)


def test_an_empty_amount_is_no_amount() -> None:
    assert read_money("  ", TODAY).value is None
    assert not read_money("  ", TODAY).fault


def test_contacts_are_typed_one_a_line() -> None:
    people = (Contact(name="Jignesh", role="proprietor", phone="+91 98250"), Contact(name="Mina"))
    typed = show_contacts(people)
    assert typed == "Jignesh, proprietor, +91 98250\nMina"
    assert read_contacts(typed + "\n\n", TODAY).value == people


def test_a_contact_without_a_name_is_named_by_its_line() -> None:
    assert read_contacts("Mina\n, clerk", TODAY).fault.startswith("line 2")
