"""Giving a customer or a deal to somebody else."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.incident import Incident
from crm_tui.domain.staff import Member, Role
from crm_tui.services import undo
from crm_tui.services.desk import Desk
from crm_tui.services.handing_on import hand_on
from crm_tui.services.owned import part

DAY = date(2026, 9, 1)


@pytest.fixture
def left(desk: Desk) -> Customer:
    """A customer of Kiran, who left: two open deals, one of them with Ravi, and a promise that is owed on each."""
    with desk.store.transaction() as now:
        now.add(Member(login="kiran", since=DAY, left_on=date(2026, 10, 9)))
        now.add(Member(login="ravi", name="Ravi Patil", since=DAY))
        now.add(Member(login="asha", roles=(Role.BRANCH_MANAGER,), since=DAY))
        now.add(Member(login="root", roles=(Role.ADMIN,), since=DAY))
        who = now.add(Customer(name="Meera Iyer", owner="kiran", since=DAY))
        for title, owner, stage in [
            ("Home loan", "Kiran", Stage.ENQUIRY),
            ("Car loan", "ravi", Stage.NEEDS),
            ("Old loan", "kiran", Stage.LOST),
        ]:
            deal = now.add(Deal(customer_id=who.id, title=title, owner=owner, stage=stage, stage_since=DAY, opened=DAY))
            about = {"customer_id": who.id, "deal_id": deal.id, "owner": owner, "made_on": DAY}
            now.add(Commitment(words=f"Answer on the {title}", **about))
        kept = {"status": Status.KEPT, "settled_on": DAY}
        now.add(Commitment(customer_id=who.id, words="A calendar", owner="kiran", made_on=DAY, **kept))
    return who


def owners(desk: Desk) -> dict[str, str]:
    return {one.title: one.owner for one in desk.store.find(Deal)} | {
        one.words: one.owner for one in desk.store.find(Commitment)
    }


def test_what_is_open_and_with_the_same_owner_goes_along_and_comes_back_with_one_undo(
    desk: Desk, left: Customer
) -> None:
    before = owners(desk)
    assert part(desk.store, left).words == "1 open deal and 2 open commitments"
    done = hand_on(desk, left, "Ravi Patil", with_all=True)
    assert done.did == "given to ravi, with 1 open deal and 2 open commitments"
    assert owners(desk) == before | dict.fromkeys(
        ("Home loan", "Answer on the Home loan", "Answer on the Old loan"), "ravi"
    )
    [deal] = desk.store.find(Deal, title="Home loan")
    assert [one.owner for one in deal.owners] == ["Kiran", "ravi"]
    [owed] = desk.store.find(Commitment, words="Answer on the Home loan")
    assert [one.owner for one in owed.owners] == ["Kiran", "ravi"]
    undo.take_back(desk)
    assert owners(desk) == before
    assert desk.store.get(Customer, left.id) == left


def test_what_went_wrong_and_is_to_be_put_right_goes_along_too(desk: Desk, left: Customer) -> None:
    with desk.store.transaction() as now:
        for deal in desk.store.find(Deal):
            about = {"customer_id": left.id, "deal_id": deal.id, "owner": deal.owner}
            now.add(Incident(on=DAY, what=f"A wrong paper, {deal.title}", **about))
    [home] = desk.store.find(Deal, title="Home loan")
    assert part(desk.store, home).words == "1 open commitment and 1 open incident"
    assert hand_on(desk, left, "ravi", with_all=True).did.endswith("2 open commitments and 2 open incidents")
    assert {one.owner for one in desk.store.find(Incident)} == {"ravi"}


def test_only_the_customer_is_given_where_nothing_is_to_go_along(desk: Desk, left: Customer) -> None:
    before = owners(desk)
    assert hand_on(desk, left, "ravi").did == "given to ravi"
    assert desk.store.get(Customer, left.id).owner == "ravi"
    assert owners(desk) == before


def test_a_deal_takes_what_is_owed_on_it_along(desk: Desk, left: Customer) -> None:
    [deal] = desk.store.find(Deal, title="Home loan")
    assert hand_on(desk, deal, "ravi", with_all=True).did == "given to ravi, with 1 open commitment"
    assert desk.store.get(Customer, left.id).owner == "kiran"


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        (" ", "say who is to take it over"),
        ("nobody", "nobody is not on the staff list"),
        ("kiran", "kiran left this desk on 2026-10-09"),
    ],
    ids=["left out", "not listed", "left"],
)
def test_who_can_not_answer_for_it_is_refused(desk: Desk, left: Customer, owner: str, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        hand_on(desk, left, owner)
    assert desk.store.get(Customer, left.id) == left


def test_what_was_given_to_somebody_meanwhile_stays_there(desk: Desk, left: Customer) -> None:
    hand_on(desk, left, "ravi")
    with pytest.raises(Conflict, match="was given to ravi meanwhile"):
        hand_on(desk, left, "ravi")
    now = desk.store.get(Customer, left.id)
    with pytest.raises(DeskError, match="ravi is here and answers for this customer: propose a handover instead"):
        hand_on(desk, now, "asha")


def test_a_branch_manager_or_admin_gives_away_what_nobody_answers_for(desk: Desk, left: Customer) -> None:
    with pytest.raises(NotAllowed, match="giving away what nobody here answers for takes a branch manager or admin"):
        hand_on(replace(desk, officer="ravi"), left, "ravi")
    assert desk.store.get(Customer, left.id) == left
    assert hand_on(replace(desk, officer="root"), left, "ravi").did == "given to ravi"
