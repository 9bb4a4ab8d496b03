"""What a line of the day asks for is done in two keys: a next step, a new owner, a contact."""

from dataclasses import replace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Direction, Interaction
from crm_tui.domain.staff import Member
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap
from crm_tui.tui.screens.incident import IncidentPage
from tests.tui.conftest import TODAY, Seat, days

CONTACT = keymap.CONTACT.key


@pytest.fixture
def left(desk: Desk) -> Desk:
    """A desk at which José Álvarez, a deal of his and what is owed on it are still with Kiran, who left."""
    with desk.store.transaction() as now:
        now.add(Member(login="kiran", since=days(-400), left_on=days(-20)))
        now.put(now.get(Customer, 4).model_copy(update={"owner": "kiran", "contact_days": 30}))
        about = {"customer_id": 4, "owner": "kiran"}
        now.add(Deal(title="Shop loan", stage_since=days(-3), opened=days(-3), next_step="Ask", **about))
        now.add(Commitment(words="A quote for the shop", made_on=days(-3), due=days(9), **about))
    desk.done.forget()
    return desk


async def to(at: Seat, key: str) -> None:
    """Set the cursor on a line of the desk's day."""
    await at.press("W")
    assert at.app.screen.records.select(key), at.text
    await at.press("up", "down") if at.app.screen.records.current.key != key else None
    await at.settle()


async def test_a_deal_without_a_next_step_gets_one(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await to(at, "next step 2")
        await at.press("e")
        assert "Edit deal" in at.text
        await at.press(*"Ask for the balance sheet", "ctrl+s")
        assert "next step 2" not in {line.key for line in at.app.screen.records.shown}
    assert desk.store.get(Deal, 2).next_step == "Ask for the balance sheet"


async def test_an_orphan_is_given_to_somebody_with_what_is_open_and_one_undo_takes_it_back(
    left: Desk, sit_down
) -> None:
    async with sit_down(left) as at:
        await to(at, "orphan customer 4")
        await at.press("e")
        assert "kiran answers for it now." in at.text
        assert "1 open deal and 1 open commitment of the same owner go along, unless you say no." in at.text
        await at.press(*"vikram", "ctrl+s")
        assert "Given to vikram, with 1 open deal and 1 open commitment" in at.text
        assert left.store.get(Customer, 4).owner == "vikram"
        assert {one.owner for one in left.store.find(Deal, customer_id=4)} == {"vikram"}
        assert "vikram" in {one.owner for one in left.store.find(Commitment, customer_id=4)}
        await at.press("u")
        assert left.store.get(Customer, 4).owner == "kiran"
        assert {one.owner for one in left.store.find(Deal, customer_id=4)} == {"kiran"}


async def test_an_incident_that_nobody_here_sees_to_is_opened_and_given_to_somebody(left: Desk, sit_down) -> None:
    with left.store.transaction() as now:
        wrong = now.add(Incident(customer_id=4, on=days(-30), what="Waited for an hour", owner="kiran"))
    async with sit_down(left) as at:
        await to(at, f"orphan incident {wrong.id}")
        await at.press("enter")
        assert isinstance(at.app.screen, IncidentPage)
        await at.press("escape", "e", "ctrl+u", *"vikram", "ctrl+s")
        assert f"orphan incident {wrong.id}" not in {line.key for line in at.app.screen.records.shown}
    assert left.store.get(Incident, wrong.id).owner == "vikram"


async def test_who_is_not_on_the_staff_list_can_not_answer_for_it(left: Desk, sit_down) -> None:
    async with sit_down(left) as at:
        await to(at, "orphan customer 4")
        await at.press("e", *"nobody", "ctrl+s")
        assert "nobody is not on the staff list: name somebody who is" in " ".join(at.text.split())
    assert left.store.get(Customer, 4).owner == "kiran"


async def test_a_contact_is_logged_from_a_line_of_the_day_and_the_customer_is_no_longer_quiet(
    left: Desk, sit_down
) -> None:
    async with sit_down(left) as at:
        await to(at, "quiet 4")
        await at.press(CONTACT)
        assert "Log a contact: José Álvarez" in at.text
        await at.press(*"Asked how the shop is", "ctrl+s")
        assert "quiet 4" not in {line.key for line in at.app.screen.records.shown}
    [met] = left.store.find(Interaction, customer_id=4)
    assert (met.on, met.by, met.direction, met.said) == (TODAY, "asha", Direction.OUT, "Asked how the shop is")


async def test_a_contact_is_logged_from_the_customers_page(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"meera", "enter", "enter", CONTACT)
        assert "Log a contact: Meera Iyer" in at.text
        await at.press(*"Told her", "ctrl+s")
        assert "Told her" in at.text
    assert desk.store.find(Interaction, customer_id=1)[-1].said == "Told her"


async def test_what_a_silent_owner_has_is_handed_over_and_not_given_away(desk: Desk, sit_down) -> None:
    async with sit_down(replace(desk, officer="vikram", done=Done())) as at:
        await at.press("W")
        assert at.app.screen.records.select("orphan deal 4"), at.text
        await at.settle()
        await at.press("e")
        assert "Hand over: Group health cover" in at.text
        assert "asha answers for it until it is accepted; the customer stays with their owner." in " ".join(
            at.text.split()
        )
