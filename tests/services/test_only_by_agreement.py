"""Whatever saves a commitment, a due date that stands changes only by agreeing a new one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.interaction import Channel
from crm_tui.services import acts, records, undo
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile, merged
from crm_tui.services.only_by_agreement import OnlyByAgreement

DUE, LATER = date(2026, 11, 25), date(2026, 12, 9)


@pytest.fixture
def owed(desk: Desk) -> Commitment:
    records.add(desk, Customer(name="Meera", owner="asha", since=DUE))
    return records.add(
        desk, Commitment(customer_id=1, words="send it", owner="asha", made_on=date(2026, 11, 2), due=DUE)
    )


def agreed(**more: object) -> NewDate:
    fields = {"was": DUE, "due": LATER, "agreed_on": DUE, "how": Channel.CALL, "by": "asha"} | more
    return NewDate.model_validate(fields)


def by_form(desk: Desk, owed: Commitment) -> None:
    records.change(desk, owed, owed.model_copy(update={"due": LATER}))


def taken_away(desk: Desk, owed: Commitment) -> None:
    records.change(desk, owed, owed.model_copy(update={"due": None}))


def by_merge(desk: Desk, owed: Commitment) -> None:
    records.change(replace(desk, done=Done()), owed, owed.model_copy(update={"remark": "she rang"}))
    mine = owed.model_copy(update={"due": LATER})
    with pytest.raises(ChangedMeanwhile) as found:
        records.change(desk, owed, mine)
    both = Commitment.model_validate(merged(owed, mine, found.value.theirs))
    records.change(desk, found.value.theirs, both)


def by_two_steps(desk: Desk, owed: Commitment) -> None:
    with desk.acting("commitment changed") as now:
        now.put(owed.model_copy(update={"due": None}))
        now.put(owed.model_copy(update={"due": LATER}))


def made_up(**more: object) -> Callable[[Desk, Commitment], None]:
    def change(desk: Desk, owed: Commitment) -> None:
        records.change(desk, owed, owed.model_copy(update={"due": LATER, "dates": (agreed(**more),)}))

    return change


WAYS = {
    "the form": by_form,
    "it is taken away": taken_away,
    "a merge of two changes": by_merge,
    "two steps of one save": by_two_steps,
    "agreed without how": made_up(how=None),
    "agreed in another's name": made_up(by="ravi"),
    "agreed from another date": made_up(was=date(2026, 11, 26)),
    "agreed for another date": made_up(due=DUE),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_around_an_agreement(desk: Desk, owed: Commitment, way: str) -> None:
    with pytest.raises(OnlyByAgreement):
        WAYS[way](desk, owed)
    assert desk.store.get(Commitment, owed.id).due == DUE


def test_what_was_agreed_stays(desk: Desk, owed: Commitment) -> None:
    [moved] = acts.renegotiate(desk, [owed], LATER, None, Channel.CALL).changed
    for dates in ((), (moved.dates[0].model_copy(update={"why": "made up"}),), (*moved.dates, agreed())):
        with pytest.raises(OnlyByAgreement):
            records.change(desk, moved, moved.model_copy(update={"dates": dates}))


def test_an_agreement_may_be_taken_back_and_no_more(desk: Desk, owed: Commitment) -> None:
    acts.renegotiate(desk, [owed], LATER, None, Channel.CALL)
    undo.take_back(desk)
    assert desk.store.get(Commitment, owed.id) == owed


def test_a_first_date_is_given_and_taken_back_plainly(desk: Desk, owed: Commitment) -> None:
    task = records.add(desk, Commitment(kind=CommitmentKind.TASK, customer_id=1, words="x", owner="asha", made_on=DUE))
    dated = records.change(desk, task, task.model_copy(update={"due": LATER}))
    assert dated.dates == ()
    undo.take_back(desk)
    assert desk.store.get(Commitment, task.id).due is None
    with pytest.raises(OnlyByAgreement):
        records.change(desk, task, task.model_copy(update={"due": LATER, "dates": (agreed(),)}))


def test_two_who_change_different_things_are_merged_with_the_new_date(desk: Desk, owed: Commitment) -> None:
    acts.renegotiate(replace(desk, done=Done()), [owed], LATER, None, Channel.CALL)
    mine = owed.model_copy(update={"remark": "she rang"})
    with pytest.raises(ChangedMeanwhile) as found:
        records.change(desk, owed, mine)
    both = Commitment.model_validate(merged(owed, mine, found.value.theirs))
    saved = records.change(desk, found.value.theirs, both)
    assert (saved.due, saved.first_due, saved.remark, saved.status) == (LATER, DUE, "she rang", Status.RENEGOTIATED)


def test_a_promise_with_a_date_does_not_become_a_task_whose_date_asks_nobody(desk: Desk) -> None:
    one = records.add(
        desk, Commitment(customer_id=1, words="Call", owner="asha", made_on=date(2026, 11, 21), due=date(2026, 11, 25))
    )
    with pytest.raises(OnlyByAgreement, match="a promise with a due date does not become a task"):
        records.change(desk, one, one.model_copy(update={"kind": CommitmentKind.TASK}))


def test_a_date_that_stands_is_not_made_to_follow_something_by_a_plain_edit(desk: Desk) -> None:
    first = records.add(desk, Commitment(customer_id=1, words="Papers", owner="asha", made_on=date(2026, 11, 21)))
    one = records.add(
        desk, Commitment(customer_id=1, words="Call", owner="asha", made_on=date(2026, 11, 21), due=date(2026, 11, 25))
    )
    with pytest.raises(OnlyByAgreement, match="agree a new date"):
        records.change(desk, one, one.model_copy(update={"after_id": first.id, "days_after": 1}))


FIRST, DATED = {"words": "the papers", "due": None}, {"after_id": 1, "days_after": 2, "due": DUE}


def owing(desk: Desk, **more: object) -> Commitment:
    fields = {"customer_id": 1, "words": "the letter", "owner": "asha", "made_on": date(2026, 11, 2)} | more
    return records.add(desk, Commitment.model_validate(fields))


@pytest.mark.parametrize("kept", [False, True], ids=["what comes first is open", "what comes first is kept"])
@pytest.mark.parametrize(
    "known",
    [
        pytest.param(None, id="recorded"),
        pytest.param({"due": None}, id="given a date and days"),
        pytest.param({"due": None, "after_id": 1}, id="given a date and days of what it waits for"),
    ],
)
def test_a_date_and_so_many_days_after_something_are_not_both_recorded(
    desk: Desk, kept: bool, known: dict[str, object] | None
) -> None:
    papers = owing(desk, **FIRST)
    if kept:
        acts.keep(desk, [papers], date(2026, 11, 20))
    one = owing(desk, **known) if known is not None else None

    def save() -> Commitment:
        return records.change(desk, one, one.model_copy(update=DATED)) if one else owing(desk, **DATED)

    with pytest.raises(OnlyByAgreement, match="give a date, or so many days after #1, not both"):
        save()


@pytest.fixture
def both(desk: Desk) -> Commitment:
    """A letter with a date of its own and so many days after the papers, as it could be recorded once."""
    owing(desk, **FIRST)
    with desk.store.transaction() as now:
        return now.add(Commitment(customer_id=1, words="the letter", owner="asha", made_on=date(2026, 11, 2), **DATED))


def test_where_both_are_kept_the_date_does_not_go_without_agreement(desk: Desk, both: Commitment) -> None:
    with pytest.raises(OnlyByAgreement):
        records.change(desk, both, both.model_copy(update={"due": None}))
    both = records.change(desk, both, both.model_copy(update={"remark": "she rang"}))
    [kept] = acts.keep(desk, [desk.store.get(Commitment, 1)], date(2026, 11, 21)).changed
    acts.reopen(desk, [kept])
    [both] = acts.keep(desk, [both], date(2026, 11, 21)).changed
    [again] = acts.reopen(desk, [both]).changed
    assert (again.due, again.days_after) == (DUE, 2)
    assert acts.renegotiate(desk, [again], LATER, None, Channel.CALL).changed[0].dates[0].was == DUE


def test_that_a_date_came_by_itself_is_not_typed(desk: Desk, both: Commitment) -> None:
    forged = records.change(desk, both, both.model_copy(update={"counted_from": DUE}))
    assert forged.counted_from is None
    with pytest.raises(OnlyByAgreement):
        records.change(desk, forged, forged.model_copy(update={"counted_from": DUE, "due": None}))


def test_what_is_settled_is_given_no_date_afterwards(desk: Desk) -> None:
    [kept] = acts.keep(desk, [owing(desk)], date(2026, 11, 20)).changed
    with pytest.raises(OnlyByAgreement, match="this was kept on 2026-11-20: open it again before you give it a date"):
        records.change(desk, kept, kept.model_copy(update={"due": DUE}))
