"""Whoever saves a deal, and however: its stages and owners go on, and nobody loses or makes them up."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage, StageReached, Tenure
from crm_tui.domain.staff import Member
from crm_tui.services import capture, records
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile, differences, merged
from crm_tui.services.undo import take_back

DAY = date(2026, 11, 21)
LATER = date(2026, 11, 30)


def deal(**fields: object) -> Deal:
    plain = {"customer_id": 1, "title": "Home loan", "owner": "asha", "opened": DAY, "stage_since": DAY}
    return Deal.model_validate(plain | fields)


def reached(stage: Stage, on: date = DAY, by: str = "asha") -> StageReached:
    return StageReached(stage=stage, on=on, by=by)


@pytest.fixture
def later(desk: Desk) -> Desk:
    return replace(desk, officer="ravi", today=lambda: LATER, done=Done())


def moved(desk: Desk, before: Deal, **fields: object) -> Deal:
    return records.change(desk, before, before.model_copy(update=fields))


def test_a_new_deal_begins_its_history(desk: Desk) -> None:
    assert records.add(desk, deal()).stages == (reached(Stage.ENQUIRY),)
    meera = Customer(name="Meera", owner="asha", since=DAY)
    capture.capture(desk, meera, "8.4 fixed", new_deal="Car loan", promises=())
    assert [one.stages for one in desk.store.find(Deal, title="Car loan")] == [(reached(Stage.ENQUIRY),)]


def test_each_stage_is_kept_with_day_and_hand_and_what_is_returned_is_stored(desk: Desk, later: Desk) -> None:
    first = records.add(desk, deal())
    second = moved(later, first, stage=Stage.PROPOSAL)
    third = moved(later, second, title="Home loan, Wakad")
    assert third.stages == (reached(Stage.ENQUIRY), reached(Stage.PROPOSAL, LATER, "ravi"))
    assert third.stage_since == LATER
    assert third == desk.store.get(Deal, first.id)


def test_owners_are_kept_from_the_first_handing_over(desk: Desk, later: Desk) -> None:
    first = records.add(desk, deal())
    assert first.owners == ()
    second = moved(later, first, owner="ravi")
    assert second.owners == (Tenure(owner="asha", since=DAY), Tenure(owner="ravi", since=LATER))


def test_another_spelling_of_the_owner_hands_nothing_over(desk: Desk) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login="asha", name="Asha Kulkarni", since=DAY))
    first = records.add(desk, deal())
    assert moved(desk, first, owner="Asha Kulkarni").owners == ()


def test_a_deal_of_before_begins_with_the_stage_it_had(desk: Desk, later: Desk) -> None:
    with desk.store.transaction() as now:
        old = now.add(deal(stage=Stage.NEEDS, opened=date(2026, 10, 1)))
    assert moved(desk, old, title="Loan").stages == ()
    new = moved(later, desk.store.get(Deal, old.id), stage=Stage.PROPOSAL)
    assert new.stages == (StageReached(stage=Stage.NEEDS, on=DAY), reached(Stage.PROPOSAL, LATER, "ravi"))


@pytest.mark.parametrize(
    "lost", [{"stages": ()}, {"owners": ()}, {"stages": (reached(Stage.SIGNED),)}], ids=["stages", "owners", "made up"]
)
def test_an_edit_that_would_lose_the_history_does_not(desk: Desk, later: Desk, lost: dict[str, object]) -> None:
    before = moved(later, records.add(desk, deal()), stage=Stage.NEEDS, owner="ravi")
    after = moved(desk, before, title="Loan", **lost)
    assert (after.stages, after.owners) == (before.stages, before.owners)


def test_two_edits_that_are_merged_keep_both_histories(desk: Desk, later: Desk) -> None:
    before = records.add(desk, deal())
    theirs = moved(later, before, stage=Stage.NEEDS)
    mine = before.model_copy(update={"owner": "meena"})
    with pytest.raises(ChangedMeanwhile):
        records.change(desk, before, mine)
    assert [one.fields[0] for one in differences(before, mine, theirs)] == ["stage", "owner"]
    both = records.change(desk, theirs, Deal.model_validate(merged(before, mine, theirs)))
    assert both.stages == theirs.stages
    assert both.owners == (Tenure(owner="asha", since=DAY), Tenure(owner="meena", since=DAY))


def test_what_is_taken_back_goes_back_to_the_history_before(desk: Desk, later: Desk) -> None:
    records.add(desk, Customer(name="Meera", owner="asha", since=DAY))
    first = records.add(desk, deal())
    second = moved(later, first, stage=Stage.NEEDS)
    moved(later, second, stage=Stage.PROPOSAL, owner="ravi")
    take_back(later)
    assert desk.store.get(Deal, first.id) == second


def test_a_history_that_is_longer_than_a_deal_holds_keeps_its_beginning_and_its_end(desk: Desk) -> None:
    one = records.add(desk, deal())
    for step in range(205):
        one = moved(desk, one, stage=Stage.NEEDS if step % 2 else Stage.ENQUIRY if step else Stage.PROPOSAL)
    assert len(one.stages) == 200
    assert one.stages[0] == reached(Stage.ENQUIRY)
    assert one.stages[-1].stage is one.stage
