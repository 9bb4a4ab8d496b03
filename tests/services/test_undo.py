"""Taking back what one did last, over every table it touched, and when that is refused."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import Conflict, DeskError
from crm_tui.domain.interaction import Interaction
from crm_tui.reading.files import read_paper
from crm_tui.services import acts, capture, records
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile
from crm_tui.services.undo import take_back
from crm_tui.store.desk_store import TinyStore

KINDS = (Customer, Deal, Interaction, Commitment)


def everything(desk: Desk) -> list:
    return [one for kind in KINDS for one in desk.store.find(kind)]


def _remove(desk: Desk, done: capture.Captured) -> None:
    with desk.store.transaction() as now:
        now.remove(done.promises[0])


@pytest.fixture
def colleague(desk: Desk) -> Desk:
    return replace(desk, officer="ravi", done=Done())


def captured(desk: Desk) -> capture.Captured:
    meera = Customer(name="Meera Iyer", owner="asha", since=desk.today())
    note = "8.4 fixed for 3 yrs, no processing fee"
    return capture.capture(desk, meera, note, new_deal="Home loan", promises=capture.hear(desk, note))


def test_a_capture_is_taken_back_from_all_four_tables(desk: Desk) -> None:
    captured(desk)
    assert {type(one) for one in everything(desk)} == set(KINDS)
    assert take_back(desk).told == "note taken: Meera Iyer"
    assert everything(desk) == []


def test_of_several_it_is_told_how_many(desk: Desk) -> None:
    first, second, *_ = captured(desk).promises
    acts.keep(desk, [first, second], desk.today())
    assert take_back(desk).told == f"commitments kept: {first.words} and 1 more"
    acts.keep(desk, [first], desk.today())
    assert take_back(desk).told == f"commitment kept: {first.words}"


def test_a_change_is_put_back_and_then_the_one_before_it(desk: Desk) -> None:
    promise = captured(desk).promises[0]
    [kept] = acts.keep(desk, [promise], desk.today()).changed
    records.change(desk, kept, kept.model_copy(update={"remark": "by post"}))
    take_back(desk)
    assert desk.store.get(Commitment, promise.id) == kept
    take_back(desk)
    assert desk.store.get(Commitment, promise.id) == promise


def test_with_nothing_done_there_is_nothing_to_take_back(desk: Desk) -> None:
    with pytest.raises(DeskError, match="nothing that you did in this session is left"):
        take_back(desk)


def test_what_a_colleague_did_is_not_ones_own(desk: Desk, colleague: Desk) -> None:
    captured(colleague)
    with pytest.raises(DeskError, match="nothing that you did"):
        take_back(desk)


def test_a_save_that_changed_nothing_is_nothing_to_take_back(desk: Desk) -> None:
    promise = captured(desk).promises[0]
    records.change(desk, promise, promise)
    assert take_back(desk).why == "note taken"


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        pytest.param(
            lambda desk, done: acts.keep(desk, done.promises[:1], desk.today()),
            "changed this commitment since",
            id="a record of it was changed",
        ),
        pytest.param(
            lambda desk, done: records.add(
                desk, Interaction(customer_id=done.customer.id, on=desk.today(), by="ravi", said="rang back")
            ),
            r"what belongs to it was added since: interaction \(rang back\)",
            id="a call with the new customer",
        ),
        pytest.param(lambda desk, done: _remove(desk, done), "this commitment is no longer", id="it is gone"),
    ],
)
def test_what_others_went_on_with_is_not_taken_back(desk: Desk, colleague: Desk, meanwhile, why: str) -> None:
    done = captured(desk)
    meanwhile(colleague, done)
    before = everything(desk)
    with pytest.raises(Conflict, match=why):
        take_back(desk)
    assert everything(desk) == before, "all of it or nothing"
    assert desk.done.last is not None, "it can be taken back once the other change is"


def test_a_record_does_not_go_back_to_a_deal_that_is_gone(desk: Desk, colleague: Desk) -> None:
    done = captured(colleague)
    promise = done.promises[0]
    moved = records.change(desk, promise, promise.model_copy(update={"deal_id": None}))
    with desk.store.transaction() as now:
        now.remove(now.get(Deal, done.interaction.deal_id))
    with pytest.raises(Conflict, match="the deal it belonged to was taken back since"):
        take_back(desk)
    assert desk.store.get(Commitment, promise.id) == moved


def test_nothing_that_came_before_a_removal_is_offered(desk: Desk) -> None:
    done = captured(desk)
    with desk.acting("promise removed") as now:
        now.remove(done.promises[0])
    assert desk.done.last is None


@pytest.mark.parametrize(
    ("again", "who"), [(True, "you"), (False, "you in another session")], ids=["here", "elsewhere"]
)
def test_ones_own_change_is_told_from_that_of_ones_other_session(tmp_path: Path, again: bool, who: str) -> None:
    here, there = (
        Desk(
            store=TinyStore(tmp_path / "desk.json", by="asha"),
            read_paper=read_paper,
            today=lambda: date(2026, 11, 21),
            officer="asha",
        )
        for _ in range(2)
    )
    seen = records.add(here, Customer(name="Meera Iyer", owner="asha", since=here.today()))
    records.change(here if again else there, seen, seen.model_copy(update={"place": "Wakad"}))
    with pytest.raises(ChangedMeanwhile) as refused:
        records.change(here, seen, seen.model_copy(update={"place": "Pune"}))
    assert refused.value.who == who
    if not again:
        with pytest.raises(Conflict, match=r"^you in another session changed this customer since .* change it there$"):
            take_back(here)
