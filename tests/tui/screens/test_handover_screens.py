"""Handing over at the keyboard: proposed with the receiver's load in sight, read promise by promise, answered."""

from dataclasses import replace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.staff import Member
from crm_tui.services import handover, handover_pack, handovers
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.handover_pack import Part
from tests.tui.conftest import days


@pytest.fixture
def branch(desk: Desk) -> Desk:
    """The small desk with Ravi, who has nothing yet."""
    with desk.store.transaction() as now:
        now.add(Member(login="ravi", name="Ravi Patil", since=days(-400)))
    return desk


def of(desk: Desk, login: str) -> Desk:
    return replace(desk, officer=login, done=Done())


def proposed(branch: Desk, number: int = 1) -> Handover:
    owner = branch.store.get(Customer, number).owner
    [one] = handover.propose(of(branch, owner), [number], "ravi", "Asha moves to Nashik").changed
    return one


async def test_a05_a_customer_is_proposed_with_everybodys_load_in_sight(branch: Desk, sit_down) -> None:
    async with sit_down(branch) as at:
        await at.press("2")
        name = at.app.screen.records.current.customer.name
        await at.press("H")
        assert f"Hand over: {name}" in at.text
        await at.until("· Ravi Patil: nothing yet, nothing overdue")
        await at.press(*"ravi", "tab")
        assert "Has already:" in at.text
        await at.press(*"Asha moves", "ctrl+s")
        assert "Proposed to ravi: it stays with the old owner until it is accepted" in " ".join(at.text.split())
        await at.press("ctrl+t")
        assert "Proposed by you" in at.text
    [one] = branch.store.find(Handover)
    assert (one.to, one.reason, one.state) == ("ravi", "Asha moves", HandoverState.PROPOSED)


async def test_a16_a_received_one_waits_in_the_day_is_read_promise_by_promise_and_accepted(
    branch: Desk, sit_down
) -> None:
    one = proposed(branch)
    promises = handovers.open_promises(branch.store, 1)
    assert len(promises) > 1
    async with sit_down(of(branch, "ravi")) as at:
        await at.find("handover to accept")
        await at.press("enter")
        assert "Open promises, in the words used" in at.text
        assert f"0 of {len(promises)} open promises" in at.text
        await at.press("y")
        await at.until("not marked as read")
        # the refusal shows the first promise that is to be read
        assert f"Promise 1 of {len(promises)}" in at.text
        for left in range(len(promises) - 1, -1, -1):
            await at.press("space")
            assert len(handovers.unread(branch.store, handovers.get(branch.store, one.id))) == left
        assert f"{len(promises)} of {len(promises)} open promises" in at.text
        assert branch.store.get(Customer, 1).owner == "asha"
        await at.press("y")
        assert branch.store.get(Customer, 1).owner == "ravi"
        assert "accepted on" in at.text
        await at.press("u")
        assert branch.store.get(Customer, 1).owner == "asha"


async def test_a_refused_accept_shows_the_first_promise_that_is_not_read_wherever_the_cursor_is(
    branch: Desk, sit_down
) -> None:
    one, ravi = proposed(branch), of(branch, "ravi")
    promises = handover_pack.of(ravi, one.id).part(Part.PROMISES)
    handover.mark_read(ravi, one.id, promises[0].record.id, promises[0].seen)
    async with sit_down(ravi) as at:
        await at.press("ctrl+t", "enter", "home", "y")
        await at.until("not marked as read")
        assert f"Promise 2 of {len(promises)}" in at.text


async def test_long_words_are_marked_only_once_their_end_was_in_sight(branch: Desk, sit_down) -> None:
    with branch.store.transaction() as now:
        words = "\n".join(f"line {number}" for number in range(60))
        now.add(Commitment(customer_id=8, words=words, owner="asha", made_on=days(-2), due=days(-90)))
        now.put(now.get(Customer, 8).model_copy(update={"owner": "asha"}))
    one = proposed(branch, 8)
    async with sit_down(of(branch, "ravi")) as at:
        await at.press("ctrl+t", "enter", "space")
        assert "line 0" in at.text
        assert "line 59" not in at.text
        await at.press("space")
        assert handovers.get(branch.store, one.id).read == ()
        for _ in range(5):
            if "line 59" in at.text:
                break
            await at.press("space")
        assert handovers.get(branch.store, one.id).read == ()
        await at.press("space")
        assert len(handovers.get(branch.store, one.id).read) == 1


async def test_it_is_returned_with_a_reason_and_waits_for_who_proposed_it(branch: Desk, sit_down) -> None:
    one = proposed(branch)
    async with sit_down(of(branch, "ravi")) as at:
        await at.press("ctrl+t", "B", *"Too much already", "enter")
        assert handovers.get(branch.store, one.id).state is HandoverState.RETURNED
    async with sit_down(branch) as at:
        await at.find("handover returned: Too")
        await at.press("ctrl+t")
        assert "Returned to you" in at.text
        await at.press("Z")
        assert handovers.get(branch.store, one.id).state is HandoverState.TAKEN_BACK
        assert "No handover waits" in at.text


async def test_only_the_receiver_is_offered_to_read_accept_or_return(branch: Desk, sit_down) -> None:
    one = proposed(branch)
    async with sit_down(branch) as at:
        await at.press("ctrl+t", "enter", "space", "y", "B")
        assert "Open promises, in the words used" in at.text
    assert handovers.get(branch.store, one.id) == one


async def test_who_leaves_hands_the_book_over_first(branch: Desk, sit_down) -> None:
    async with sit_down(branch) as at:
        await at.press("T")
        await at.find("vikram")
        await at.press("enter")
        while "left_on" not in {row.id.removeprefix("row-") for row in at.app.focused.ancestors if row.id}:
            await at.press("tab")
        await at.press(*"today", "ctrl+s")
        await at.until("Hand over the book of vikram")
        assert "vikram has 3 customers, 1 open deal, 1 live deal and 3 open commitments" in " ".join(at.text.split())
        await at.press(*"ravi", "tab", *"leaves", "ctrl+s")
        assert "vikram still has 3 customers" in " ".join(at.text.split())
    assert {one.owner for one in branch.store.find(Handover)} == {"vikram"}
    assert branch.store.find(Member, login="vikram")[0].left_on is None


async def test_who_is_to_answer_a_handover_leaves_once_it_is_taken_back(branch: Desk, sit_down) -> None:
    one = proposed(branch)
    async with sit_down(branch) as at:
        await at.press("T")
        await at.find("ravi")
        await at.press("enter")
        while "left_on" not in {row.id.removeprefix("row-") for row in at.app.focused.ancestors if row.id}:
            await at.press("tab")
        await at.press(*"today", "ctrl+s")
        await at.until("1 handover waits for ravi's answer: take it back first")
    assert branch.store.find(Member, login="ravi")[0].left_on is None
    # whoever takes it back finds it in the list, and who may change the staff may
    assert handovers.may_take_back(branch, branch.store, one)


async def test_an_officers_book_goes_from_the_list_of_officers_and_marked_ones_are_accepted_together(
    branch: Desk, sit_down
) -> None:
    async with sit_down(branch) as at:
        await at.press("6")
        await at.find("vikram")
        await at.press("H", *"ravi", "tab", *"leaves", "ctrl+s")
    ravi = of(branch, "ravi")
    ones = branch.store.find(Handover)
    for one in ones:
        for promise in handovers.unread(branch.store, one):
            handover.mark_read(ravi, one.id, promise.id, handovers.digest(promise))
    async with sit_down(ravi) as at:
        await at.press("ctrl+t", "asterisk", "y")
        assert f"{len(ones)} accepted" in at.text
    assert "vikram" not in {one.owner for one in branch.store.find(Customer)}


async def test_the_customers_page_shows_handovers_and_owners_and_proposes_one(branch: Desk, sit_down) -> None:
    one = proposed(branch)
    ravi = of(branch, "ravi")
    for promise in handovers.unread(branch.store, one):
        handover.mark_read(ravi, one.id, promise.id, handovers.digest(promise))
    handover.accept(ravi, [one])
    async with sit_down(ravi, (80, 40)) as at:
        await at.press("2")
        await at.find(branch.store.get(Customer, 1).name[:8])
        await at.press("enter")
        assert "ravi since Sat 21 Nov" in at.text
        await at.find("asha to ravi: Asha moves")
        await at.press("H")
        assert "Hand over:" in at.text


async def test_a17_the_pack_is_printed(branch: Desk, sit_down, tmp_path) -> None:
    proposed(branch)
    from crm_tui.interchange.prints.files import write

    desk = replace(branch, write_print=lambda made, form, path, force: write(made, form, path, force=force))
    async with sit_down(desk) as at:
        await at.press("ctrl+t", "P", "right", "tab")
        await at.press("ctrl+a", "ctrl+k", *str(tmp_path / "pack.txt"), "ctrl+s")
        await at.until("Printed to")
    assert len(list(tmp_path.glob("pack.*"))) == 1


async def test_one_deal_is_handed_over_from_its_page_and_from_the_list(branch: Desk, sit_down) -> None:
    async with sit_down(branch) as at:
        await at.press("3")
        deal = at.app.screen.records.current.deal
        await at.press("H")
        assert f"Hand over: {deal.title}" in at.text
        assert "the customer stays with their owner" in " ".join(at.text.split())
        # on what is owed the key hands over that alone
        await at.press("escape", "enter", "end", "H", *"ravi", "tab", *"Ravi knows loans", "ctrl+s")
        await at.press("escape", "ctrl+t", "enter")
        assert f"Meera Iyer: {deal.title}" in at.text
    [one] = branch.store.find(Handover)
    assert (one.deal_id, one.customer_id, one.to) == (deal.id, deal.customer_id, "ravi")


async def test_a_deals_form_says_that_its_owner_hands_it_over(branch: Desk, sit_down) -> None:
    async with sit_down(branch) as at:
        await at.press("3")
        deal = at.app.screen.records.current.deal
        await at.press("e")
        while "owner" not in {row.id.removeprefix("row-") for row in at.app.focused.ancestors if row.id}:
            await at.press("tab")
        await at.press("ctrl+u", *"ravi", "ctrl+s")
        assert f"{deal.owner} answers for this deal until a handover is accepted" in " ".join(at.text.split())
    assert branch.store.get(Deal, deal.id).owner == deal.owner
