"""Each act at the keyboard: on the line under the cursor, and on all that are marked."""

from datetime import date, timedelta

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Delivery, Status
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.snooze import Snooze
from crm_tui.services import acts, records
from crm_tui.services.desk import Desk
from crm_tui.tui.screens.commitment import CommitmentPage

TODAY = date(2026, 11, 21)
LATER = TODAY + timedelta(days=30)

# the keys after the one of the act, and where it stands then
ACTS = {
    "kept": ("d", ["enter"], Status.KEPT),
    "partly kept": ("h", [*"half", "enter", "enter"], Status.PARTLY_KEPT),
    "broken": ("b", [*"forgot", "enter", "enter"], Status.BROKEN),
    "withdrawn": ("w", ["ctrl+s"], Status.WITHDRAWN),
    "disputed": ("O", [*"says no", "enter"], Status.DISPUTED),
    "a new date": ("D", ["plus", *"30", "enter", "enter", "enter", *"flood", "ctrl+s"], Status.RENEGOTIATED),
}


def keys(*pressed: str) -> list[str]:
    return ["space" if key == " " else key for key in pressed]


def words(at) -> str:
    """What stands on the terminal, however it was wrapped."""
    return " ".join(at.text.split())


def changed(desk: Desk, before: list[Commitment]) -> list[Commitment]:
    known = {one.id: one for one in before}
    return [one for one in desk.store.find(Commitment) if one != known.get(one.id)]


@pytest.mark.parametrize("act", ACTS)
async def test_an_act_on_the_line_under_the_cursor_and_its_undo(desk: Desk, sit_down, act: str) -> None:
    before = desk.store.find(Commitment)
    key, then, status = ACTS[act]
    async with sit_down(desk) as at:
        await at.press("4", key, *keys(*then))
        [one] = changed(desk, before)
        assert one.status is status
        await at.press("u")
        assert changed(desk, before) == []


@pytest.mark.parametrize("act", ACTS)
async def test_an_act_on_all_that_are_marked_and_one_undo(desk: Desk, sit_down, act: str) -> None:
    before = desk.store.find(Commitment)
    key, then, status = ACTS[act]
    async with sit_down(desk) as at:
        await at.press("4", "space", "space", "space")
        assert "3 of 12 marked" in at.text
        await at.press(key)
        assert "3 of 12 commitments" in at.text
        await at.press(*keys(*then))
        assert [one.status for one in changed(desk, before)] == [status] * 3
        assert "marked" not in at.text
        await at.press("u")
        assert changed(desk, before) == []


async def test_all_are_marked_with_one_key_and_unmarked_with_it_again(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "asterisk")
        assert "12 of 12 marked" in at.text
        await at.press("asterisk")
        assert "marked" not in at.text


async def test_only_what_the_filter_shows_is_marked(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "slash", *"sanction", "enter", "asterisk", "escape")
        assert "1 of 12 marked" in at.text


async def test_what_can_not_be_done_is_said_before_it_is_done(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press("4", "v", "asterisk", "b")
        assert "15 of 15 commitments" in at.text
        assert "12 of 15 commitments can be; 3 not" in words(at)
        assert "kept already" in words(at)


async def test_what_is_settled_is_opened_again_many_at_once(desk: Desk, sit_down) -> None:
    settled = [one for one in desk.store.find(Commitment) if not one.is_open]
    async with sit_down(desk) as at:
        await at.press("4", "v", "asterisk", "o", "ctrl+s")
    assert all(desk.store.get(Commitment, one.id).is_open for one in settled)


async def test_one_is_handed_over_put_off_and_its_customer_called(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4")
        one = at.app.screen.commitment()
        await at.press("H", *"vikram", "enter", "enter")
        assert desk.store.get(Commitment, one.id).owner == "vikram"
        await at.press("z", "ctrl+u", *"tomorrow", "enter")
        assert [each.about for each in desk.store.find(Snooze)] == [f"commitment {one.id}"]
        count = len(desk.store.find(Interaction))
        await at.press("I", *"hello", "enter", "enter")
        [*_, met] = desk.store.find(Interaction)
    assert len(desk.store.find(Interaction)) == count + 1
    assert (met.customer_id, met.channel, met.said, met.on) == (one.customer_id, Channel.CALL, "hello", TODAY)


async def test_a_delivery_asks_who_received_it(desk: Desk, sit_down) -> None:
    brought = records.add(
        desk,
        Commitment(
            customer_id=1,
            words="Bring the cheque book",
            owner="asha",
            made_on=TODAY,
            due=TODAY - timedelta(days=300),
            delivery=Delivery(address="4 MG Road"),
        ),
    )
    async with sit_down(desk) as at:
        await at.press("4", "g", "d", "ctrl+s")
        assert "say who received it" in words(at)
        await at.press(*"her", "space", *"son", "enter", "enter", "enter")
    assert desk.store.get(Commitment, brought.id).delivery.received_by == "her son"


async def test_our_own_task_is_not_asked_how_the_customer_agreed(desk: Desk, sit_down) -> None:
    task = records.add(
        desk,
        Commitment(
            kind=CommitmentKind.TASK,
            customer_id=1,
            words="Order stamps",
            owner="asha",
            made_on=TODAY,
            due=TODAY - timedelta(days=300),
        ),
    )
    async with sit_down(desk) as at:
        await at.press("4", "g", "D")
        assert "Agreed by" not in at.text
        await at.press("plus", *"30", "ctrl+s")
        assert "say why" in words(at)
        await at.press(*"flood", "ctrl+s")
    moved = desk.store.get(Commitment, task.id)
    assert (moved.due, moved.first_due, moved.dates[0].why) == (LATER, task.due, "flood")


async def test_a_refusal_keeps_what_was_typed(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4")
        one = at.app.screen.commitment()
        await at.press("b", *"forgot")
        acts.keep(desk, [one], TODAY)
        await at.press("ctrl+s")
        assert "meanwhile" in words(at)
        assert "forgot" in at.text


async def test_the_page_shows_the_first_date_each_new_one_and_everybody_who_owed_it(desk: Desk, sit_down) -> None:
    one = next(one for one in desk.store.find(Commitment) if one.is_open and one.due is not None)
    [moved] = acts.renegotiate(desk, [one], LATER, None, Channel.VISIT, TODAY, "the flood").changed
    acts.reassign(desk, [moved], "vikram")
    async with sit_down(desk, (100, 40)) as at:
        at.app.push_screen(CommitmentPage(one.id))
        await at.settle()
        told = words(at)
    assert str(one.due) in told
    assert f"{one.due} to {LATER}, agreed by visit on {TODAY}, noted by asha: the flood" in told
    assert f"vikram since {TODAY}" in told
