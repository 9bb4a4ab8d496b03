"""Incidents, what matters and what is given away, at the keyboard."""

from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.domain.money import Money
from crm_tui.services import ground_rules, incidents
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY


def customer(desk: Desk, number: int = 1) -> Customer:
    found = desk.store.get(Customer, number)
    assert found is not None
    return found


def rupees(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="INR")


@pytest.fixture
def limited(desk: Desk) -> Desk:
    """A desk that may give away 5,000 rupees on a deal; 4,000 are given on the first."""
    usual = ground_rules.in_force(desk.store)
    ground_rules.save(desk, usual, usual.model_copy(update={"concessions_per_deal": (rupees(5000),)}))
    with desk.store.transaction() as now:
        promise = now.get(Commitment, 2)
        now.put(promise.model_copy(update={"cost": rupees(4000)}))
    return desk


async def test_one_is_noted_on_the_customers_page_and_flagged_wherever_they_are_listed(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "/", *"meera", "enter", "enter", "n", "down", "down", "down", "enter", "tab", "tab")
        assert "New incident" in at.text
        await at.press(*"Kept waiting", "ctrl+s")
        assert "! 1 open incident: Kept waiting" in at.text
        assert "1 open" in at.text
        await at.press("2")
        assert "! Meera Iyer" in at.text
        assert "! 1 with an open incident" in at.text
        await at.press("3")
        assert "! Meera Iyer" in at.text
        await at.press("enter")
        assert "! 1 open incident: Kept waiting" in at.text
        for key in ("1", "5"):
            await at.press(key)
            assert "! Meera Iyer" in at.text
    (made,) = desk.store.find(Incident)
    assert (made.customer_id, made.what, made.on, made.owner) == (1, "Kept waiting", TODAY, "asha")


async def test_one_is_put_right_and_says_how(desk: Desk, sit_down) -> None:
    incidents.add(desk, customer(desk), "Kept waiting")
    async with sit_down(desk) as at:
        await at.press("2", "/", *"meera", "enter", "enter", "y", "j", "enter", "g", "enter")
        assert "why not known yet" in at.text
        await at.press("d", "ctrl+s")
        assert "! say what was done about it: then it is put right" in at.text
        await at.press(*"Called, said sorry", "ctrl+s")
        assert "✓ put right on Sat 21 Nov" in at.text
        assert "d Put right" not in at.footer
        await at.press("escape")
        assert "◇ 1 recent incident: Kept waiting" in at.text
        await at.press("escape", "escape")
        assert "! " not in at.line("Meera Iyer")
        assert "◇ Meera Iyer" in at.text
    (made,) = desk.store.find(Incident)
    assert (made.remedy, made.closed_on) == ("Called, said sorry", TODAY)


async def test_a_deal_says_what_matters_and_when_it_is_to_be_signed(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "enter")
        assert "matters nobody wrote it down yet" in at.text
        await at.press("e", *["tab"] * 8, *"A fixed rate", "tab", "right", "tab", *"+5", "ctrl+s")
        assert "take the mark that it was not asked away" in " ".join(at.text.split())
        await at.press("left", "ctrl+s")
        assert "matters A fixed rate" in at.text
        assert "to be signed Thu 26 Nov" in at.text
    deal = desk.store.get(Deal, 1)
    assert (deal.what_matters, deal.not_asked) == ("A fixed rate", False)


async def test_what_was_given_away_is_shown_before_one_promises_more(limited: Desk, sit_down) -> None:
    async with sit_down(limited) as at:
        await at.press("3", "enter", "n", "enter")
        assert "given away on this deal: Rs 4,000 of Rs 5,000" in at.text
        await at.press(*"a free locker", *["tab"] * 13, *"1500")
        assert "! given away on this deal: Rs 4,000 of Rs 5,000; with this Rs 5,500, Rs 500 over the limit" in (
            " ".join(at.text.split())
        )
        await at.press("backspace", "backspace", "backspace", "shift+tab", *"today", "ctrl+s")
    made = limited.store.find(Commitment)[-1]
    assert (made.words, made.cost, made.confirmed_on) == ("a free locker", rupees(1), TODAY)


async def test_a_capture_tells_what_was_given_away_so_far(limited: Desk, sit_down) -> None:
    async with sit_down(limited) as at:
        await at.press("3", "enter", "c")
        assert "given away on this deal: Rs 4,000 of Rs 5,000" in at.text
        await at.press("escape", "3", "j", "c")
        assert "Capture what was said" in at.text
        assert "given away" not in at.text


async def test_a_deal_says_who_answered_for_it_before(desk: Desk, sit_down) -> None:
    deal = desk.store.get(Deal, 1)
    assert deal is not None
    with desk.acting("handed over", handing_over=True) as now:
        now.put(deal.model_copy(update={"owner": "vikram"}))
    async with sit_down(desk) as at:
        await at.press("3", "enter")
        assert "owner vikram" in at.text
        assert "before asha until Sat 21 Nov" in at.text
