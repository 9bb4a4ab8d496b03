"""How often somebody hears from us: by their own days, their segment, or the rules for everybody."""

from datetime import date

import pytest

from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.membership import Membership
from crm_tui.domain.rules import GroundRules
from crm_tui.services import cadence
from crm_tui.services.rule_words import read, said

TODAY = date(2026, 11, 21)
GOLD = Membership(programme="Circle", level="Gold", until=date(2027, 1, 1))
OVER = Membership(programme="Circle", level="Gold", until=date(2026, 1, 1))


def rules(typed: str) -> GroundRules:
    by = read("contact_days_by", typed, TODAY)
    return GroundRules(changed_by="asha", changed_on=TODAY, contact_days=90, contact_days_by=by)


@pytest.mark.parametrize(
    ("customer", "days", "who_says"),
    [
        ({}, 90, "as the ground rules say"),
        ({"kind": CustomerKind.INSTITUTION}, 30, "as the ground rules say of institution"),
        ({"memberships": (GOLD,)}, 14, "as the ground rules say of gold"),
        ({"memberships": (GOLD,), "kind": CustomerKind.INSTITUTION}, 14, "as the ground rules say of gold"),
        ({"memberships": (OVER,)}, 90, "as the ground rules say"),
        ({"memberships": (GOLD,), "contact_days": 7}, 7, ""),
        ({"kind": CustomerKind.INSTITUTION, "contact_days": 0}, 0, ""),
    ],
)
def test_the_first_that_fits_counts(customer: dict[str, object], days: int, who_says: str) -> None:
    one = Customer(name="Meera", owner="asha", since=TODAY, **customer)
    by = rules("gold: 14, institution: 30")
    assert cadence.of_customer(by, one, TODAY) == (days, who_says)
    if one.contact_days is None:
        kept = one.model_dump(mode="json")
        assert cadence.of_row(by, kept["kind"], kept["memberships"], TODAY) == days


def test_they_are_said_as_they_are_typed_and_each_once() -> None:
    assert said(rules("gold: 14, institution: 30"), "contact_days_by") == "gold: 14, institution: 30"
    with pytest.raises(ValueError, match="gold stands twice"):
        rules("gold: 14, Gold: 30")
