"""What the essays say of goodwill: referrals, opinions, what was won and lost, and what is given away.

Each test is named after its row of the table of concepts.
"""

from datetime import date

import pytest
from textual.widgets import OptionList

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError
from crm_tui.domain.referral import Referral
from crm_tui.services import referrals
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY, Seat, desk, empty_desk, sit_down

__all__ = ["desk", "empty_desk", "sit_down"]
MEERA = ["2", "slash", *"meera", "enter", "enter"]


async def choose(at: Seat, words: str) -> None:
    """Take one of the answers of a question."""
    answers = at.app.screen.query_one(OptionList)
    for _ in range(20):
        if str(answers.get_option_at_index(answers.highlighted or 0).prompt).startswith(words):
            await at.press("enter")
            return
        await at.press("down")
    raise AssertionError(f"{words!r} is not offered:\n{at.text}")


async def test_b16_a_satisfied_customer_refers_another_who_gets_an_owner_and_a_first_contact_at_once(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA, "n")
        await choose(at, "New referral")
        await at.press(*"Kavita Rao", "enter", *"98200", "ctrl+s")
    [link] = desk.store.find(Referral)
    new = desk.store.get(Customer, link.customer_id)
    assert new is not None
    assert (new.name, new.owner, link.referrer_id) == ("Kavita Rao", "asha", 1)
    [contact] = [one for one in desk.store.find(Commitment) if one.customer_id == new.id]
    assert (contact.owner, contact.due) == ("asha", date(2026, 11, 23))


async def test_b17_a_chain_is_drawn_with_depth_and_won_value_and_a_ring_is_refused(desk: Desk, sit_down) -> None:
    for who, by in ((5, 1), (4, 5)):
        customer = desk.store.get(Customer, who)
        assert customer is not None
        referrals.refer(desk, customer, by)
    first = desk.store.get(Customer, 1)
    assert first is not None
    with pytest.raises(DeskError, match="by way of themselves"):
        referrals.refer(desk, first, 4)
    async with sit_down(desk) as at:
        await at.press("9")
        await choose(at, "Referrals")
        assert "2 customers came by another, in 1 chain; won with them: Rs 6,00,000 (1 deal)" in at.text
        assert "└─ 王小明" in at.text
        assert "   └─ José Álvarez" in at.text
        await at.find("王小明")
        assert at.cursor.split()[2:] == ["1", "Rs", "6,00,000", "(1", "deal)", "1:", "nothing", "yet"]
        await at.press("enter")
        assert "came by Meera Iyer, sent us 1 customer" in " ".join(at.text.split())
    assert desk.today() == TODAY
