"""What is done with commitments, one or many: what is stored, what is left as it is and why, and what follows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Delivery, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member, Role
from crm_tui.services import acts, records, undo
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.doing import Act, sorted_out
from crm_tui.services.outcomes import Outcome

TODAY = date(2026, 11, 21)
DUE = date(2026, 11, 20)
PROMISE, TASK, THEIRS = CommitmentKind


def owe(desk: Desk, words: str = "send the letter", **more: object) -> Commitment:
    fields = {"customer_id": 1, "words": words, "owner": "asha", "made_on": date(2026, 11, 2), "due": DUE} | more
    return records.add(desk, Commitment.model_validate(fields))


def stored(desk: Desk) -> list[Commitment]:
    return desk.store.find(Commitment)


@pytest.fixture
def ravi(desk: Desk) -> Desk:
    return replace(desk, officer="ravi", done=Done())


Do = Callable[[Desk, list[Commitment]], Outcome]
ACTS: dict[str, tuple[Do, Status]] = {
    "kept": (lambda desk, ones: acts.keep(desk, ones, TODAY), Status.KEPT),
    "partly kept": (lambda desk, ones: acts.keep_partly(desk, ones, TODAY, "two of three"), Status.PARTLY_KEPT),
    "broken": (lambda desk, ones: acts.break_(desk, ones, "forgotten"), Status.BROKEN),
    "withdrawn": (lambda desk, ones: acts.withdraw(desk, ones, Channel.CALL, TODAY), Status.WITHDRAWN),
    "disputed": (lambda desk, ones: acts.dispute(desk, ones, "she says it was today"), Status.DISPUTED),
    "another date": (
        lambda desk, ones: acts.renegotiate(desk, ones, date(2026, 12, 1), None, Channel.VISIT, TODAY, "flood"),
        Status.RENEGOTIATED,
    ),
    "another owner": (lambda desk, ones: acts.reassign(desk, ones, "ravi", "on leave"), Status.OPEN),
}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_with_many_at_once_and_one_undo_takes_all_back(desk: Desk, act: str) -> None:
    records.add(desk, Customer(name="Meera", owner="asha", since=DUE))
    ones = [owe(desk, f"promise {number}") for number in range(5)]
    do, status = ACTS[act]
    found = do(desk, ones)
    assert [one.status for one in stored(desk)] == [status] * 5
    assert found.words.startswith("5 ")
    assert found.left == ()
    undo.take_back(desk)
    assert stored(desk) == ones


@pytest.mark.parametrize("act", ACTS)
def test_of_many_those_that_can_be_done_are_and_the_others_are_told_with_why(desk: Desk, act: str) -> None:
    ones = [owe(desk, f"promise {number}") for number in range(4)]
    gone, meanwhile = ones[0], ones[1]
    acts.keep(replace(desk, officer="ravi", done=Done()), [meanwhile], TODAY)
    with desk.store.transaction() as now:
        now.remove(gone)
    found = ACTS[act][0](desk, ones)
    assert len(found.changed) == 2
    assert [one.why for one in found.left] == [
        "is no longer in the store",
        "was set to kept meanwhile by somebody else",
    ]
    assert found.words.startswith("2 of 4 ")


@pytest.mark.parametrize("act", ACTS)
def test_a_single_one_that_somebody_settled_meanwhile_is_a_conflict(desk: Desk, ravi: Desk, act: str) -> None:
    one = owe(desk)
    acts.break_(ravi, [one], "forgotten")
    before = stored(desk)
    with pytest.raises(Conflict, match="was set to broken meanwhile by somebody else: nothing was changed"):
        ACTS[act][0](desk, [one])
    assert stored(desk) == before


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"disputed"}))
def test_what_is_settled_is_not_settled_again(desk: Desk, act: str) -> None:
    [kept] = acts.keep(desk, [owe(desk)], TODAY).changed
    with pytest.raises(DeskError, match="kept already"):
        ACTS[act][0](desk, [kept])


REFUSED: dict[str, tuple[Do, str]] = {
    "kept tomorrow": (lambda desk, ones: acts.keep(desk, ones, date(2026, 11, 22)), "has not come yet"),
    "kept before it was made": (lambda desk, ones: acts.keep(desk, ones, date(2026, 11, 1)), "made on 2026-11-02"),
    "partly kept without what": (lambda desk, ones: acts.keep_partly(desk, ones, TODAY, " "), "say what was kept"),
    "broken without why": (lambda desk, ones: acts.break_(desk, ones, ""), "say why"),
    "withdrawn without telling": (lambda desk, ones: acts.withdraw(desk, ones, None, TODAY), "how they were told"),
    "disputed without why": (lambda desk, ones: acts.dispute(desk, ones, ""), "say what is disputed"),
    "another date without how": (
        lambda desk, ones: acts.renegotiate(desk, ones, date(2026, 12, 1), None, None, TODAY, "flood"),
        "say how the new date was agreed",
    ),
    "the same date": (lambda desk, ones: acts.renegotiate(desk, ones, DUE, None, Channel.CALL, DUE), "already"),
    "a date before it was agreed": (
        lambda desk, ones: acts.renegotiate(desk, ones, date(2026, 11, 19), None, Channel.CALL, TODAY),
        "lies before",
    ),
    "agreed tomorrow": (
        lambda desk, ones: acts.renegotiate(desk, ones, date(2026, 12, 1), None, Channel.CALL, date(2026, 11, 23)),
        "has not come yet",
    ),
    "to who owes it": (lambda desk, ones: acts.reassign(desk, ones, "ASHA"), "is with asha already"),
    "to nobody": (lambda desk, ones: acts.reassign(desk, ones, ""), "say who"),
    "opened while it is open": (lambda desk, ones: acts.reopen(desk, ones), "is open already"),
    "nothing chosen": (lambda desk, _: acts.reopen(desk, []), "nothing is chosen"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_lacks_something_is_refused_in_one_line(desk: Desk, case: str) -> None:
    one = owe(desk)
    do, told = REFUSED[case]
    with pytest.raises(DeskError, match=told) as refused:
        do(desk, [one])
    assert "\n" not in str(refused.value)
    assert stored(desk) == [one]


def test_a_delivery_is_kept_once_it_is_said_who_received_it(desk: Desk) -> None:
    letter, cheque = owe(desk), owe(desk, "bring the cheque book", delivery=Delivery(address="4 MG Road"))
    found = acts.keep(desk, [letter, cheque], TODAY)
    assert [one.why for one in found.left] == ["is delivered: say who received it"]
    [brought] = acts.keep(desk, [cheque], TODAY, "her son", "receipt 17").changed
    assert (brought.delivery.received_by, brought.delivery.proof) == ("her son", "receipt 17")
    assert brought.delivery.address == "4 MG Road"
    assert found.changed[0].delivery is None


def test_the_first_date_stays_and_each_new_one_says_how_when_and_why(desk: Desk) -> None:
    one = owe(desk, at=time(16))
    [one] = acts.renegotiate(desk, [one], date(2026, 12, 1), time(11), Channel.CALL, DUE, "the valuer was ill").changed
    [one] = acts.renegotiate(desk, [one], date(2026, 12, 8), None, Channel.VISIT, TODAY).changed
    assert (one.first_due, one.due, one.at, one.status) == (DUE, date(2026, 12, 8), None, Status.RENEGOTIATED)
    assert [(each.was, each.due, each.agreed_on, each.how, each.why, each.by) for each in one.dates] == [
        (DUE, date(2026, 12, 1), DUE, Channel.CALL, "the valuer was ill", "asha"),
        (date(2026, 12, 1), date(2026, 12, 8), TODAY, Channel.VISIT, "", "asha"),
    ]


def test_our_own_task_needs_a_reason_for_another_date_and_asks_nobody(desk: Desk) -> None:
    task = owe(desk, kind=TASK)
    with pytest.raises(DeskError, match="say why"):
        acts.renegotiate(desk, [task], date(2026, 12, 1), None, Channel.CALL, TODAY)
    [moved] = acts.renegotiate(desk, [task], date(2026, 12, 1), None, Channel.CALL, TODAY, "no paper").changed
    assert moved.dates[0].how is None
    [gone] = acts.withdraw(desk, [moved], None, TODAY).changed
    assert gone.told is None


def test_without_a_date_it_gets_its_first_one_plainly(desk: Desk) -> None:
    [dated] = acts.renegotiate(desk, [owe(desk, due=None)], date(2026, 12, 1)).changed
    assert (dated.due, dated.dates, dated.status) == (date(2026, 12, 1), (), Status.OPEN)


def test_who_withdraws_says_how_the_customer_was_told(desk: Desk) -> None:
    [gone] = acts.withdraw(desk, [owe(desk)], Channel.LETTER, DUE, "the scheme ended").changed
    assert (gone.told, gone.settled_on, gone.remark) == (Channel.LETTER, DUE, "the scheme ended")
    [back] = acts.reopen(desk, [gone]).changed
    assert (back.status, back.told, back.settled_on) == (Status.OPEN, None, None)


def test_what_was_moved_is_opened_again_as_moved(desk: Desk) -> None:
    [moved] = acts.renegotiate(desk, [owe(desk)], date(2026, 12, 1), None, Channel.CALL).changed
    [kept] = acts.keep(desk, [moved], TODAY).changed
    [again] = acts.reopen(desk, [kept]).changed
    assert again.status is Status.RENEGOTIATED
    assert again.first_due == DUE


def test_that_it_was_kept_may_be_disputed_and_it_is_owed_again(desk: Desk) -> None:
    [kept] = acts.keep_partly(desk, [owe(desk)], TODAY, "by e-mail only").changed
    [disputed] = acts.dispute(desk, [kept], "nothing came").changed
    assert disputed.is_open
    assert disputed.remark == "by e-mail only\nnothing came"
    [again] = acts.reopen(desk, [disputed]).changed
    assert again.status is Status.OPEN


@pytest.mark.parametrize(
    ("fields", "agreed"),
    [
        pytest.param({}, True, id="another date"),
        pytest.param({"due": None}, False, id="its first date"),
        pytest.param({"kind": TASK}, True, id="our own task"),
    ],
)
def test_a_new_date_does_not_settle_what_is_disputed(desk: Desk, fields: dict[str, object], agreed: bool) -> None:
    [one] = acts.dispute(desk, [owe(desk, **fields)], "she says it was free").changed
    found = acts.renegotiate(desk, [one], date(2026, 12, 1), None, Channel.CALL, TODAY, "flood")
    [moved] = found.changed
    assert (moved.status, moved.due) == (Status.DISPUTED, date(2026, 12, 1))
    assert found.words == "renegotiated; #1 stays disputed: open it again once that is settled"
    [settled] = acts.reopen(desk, [moved]).changed
    assert settled.status is (Status.RENEGOTIATED if agreed else Status.OPEN)


def test_what_is_opened_again_was_received_by_nobody(desk: Desk) -> None:
    cheque = owe(desk, "bring the cheque book", delivery=Delivery(address="4 MG Road"))
    [brought] = acts.keep(desk, [cheque], TODAY, "her son", "receipt 17").changed
    [again] = acts.reopen(desk, [brought]).changed
    assert again == cheque
    with pytest.raises(DeskError, match="say who received it"):
        acts.keep(desk, [again], TODAY)


def test_what_shows_that_it_was_brought_stays_while_that_is_disputed(desk: Desk) -> None:
    cheque = owe(desk, "bring the cheque book", delivery=Delivery(address="4 MG Road"))
    [brought] = acts.keep(desk, [cheque], TODAY, "her son", "receipt 17").changed
    [disputed] = acts.dispute(desk, [brought], "nothing came").changed
    assert disputed.delivery == brought.delivery


@pytest.mark.parametrize(
    ("agreed_on", "told"),
    [
        pytest.param(
            date(2026, 11, 1), "was made on 2026-11-02: give that day or a later one", id="before it was made"
        ),
        pytest.param(date(2026, 11, 18), "was moved on 2026-11-19 before: give that day or a later one", id="before"),
    ],
)
def test_a_new_date_is_agreed_in_the_order_in_which_it_was(desk: Desk, agreed_on: date, told: str) -> None:
    [moved] = acts.renegotiate(desk, [owe(desk)], date(2026, 11, 25), None, Channel.CALL, date(2026, 11, 19)).changed
    with pytest.raises(DeskError, match=told):
        acts.renegotiate(desk, [moved], date(2026, 12, 1), None, Channel.CALL, agreed_on)
    assert stored(desk) == [moved]


def test_who_promised_stays_and_everybody_who_owed_it_is_kept(desk: Desk) -> None:
    one = owe(desk)
    assert (one.promised_by, one.owners) == ("asha", ())
    [one] = acts.reassign(desk, [one], "ravi", "on leave").changed
    one = records.change(desk, one, one.model_copy(update={"owner": "meera", "promised_by": "meera", "owners": ()}))
    assert one.promised_by == "asha"
    assert [(each.owner, each.since) for each in one.owners] == [
        ("asha", date(2026, 11, 2)),
        ("ravi", TODAY),
        ("meera", TODAY),
    ]


@pytest.mark.parametrize(
    ("fields", "promised_by"),
    [
        pytest.param({"interaction_id": 1}, "vikram", id="said in a contact that somebody noted"),
        pytest.param({"owner": "ravi"}, "asha", id="typed by one and owed by another"),
        pytest.param({"kind": TASK}, "", id="our own task"),
        pytest.param({"kind": THEIRS}, "", id="what they owe us"),
        pytest.param({"promised_by": "meera"}, "meera", id="it is said who promised"),
    ],
)
def test_who_promised_is_kept_from_the_beginning(desk: Desk, fields: dict[str, object], promised_by: str) -> None:
    records.add(desk, Interaction(customer_id=1, on=TODAY, by="vikram", said="by Friday"))
    assert owe(desk, **fields).promised_by == promised_by


def test_nothing_is_handed_to_somebody_who_has_left(desk: Desk) -> None:
    one = owe(desk)
    with desk.store.transaction() as now:
        now.add(Member(login="vikram", name="Vikram Joshi", roles=(Role.ADMIN,), since=DUE))
        now.add(Member(login="old", name="Old Manager", since=date(2020, 1, 1), left_on=date(2026, 1, 31)))
    with pytest.raises(DeskError, match="left this desk on 2026-01-31"):
        acts.reassign(desk, [one], "old manager")
    acts.reassign(desk, [one], "Vikram Joshi")
    with pytest.raises(DeskError, match="is with Vikram Joshi already"):
        acts.reassign(desk, stored(desk), "vikram")


def test_what_was_handed_on_or_moved_meanwhile_is_a_conflict(desk: Desk, ravi: Desk) -> None:
    handed, moved = owe(desk), owe(desk)
    acts.reassign(ravi, [handed], "ravi")
    acts.renegotiate(ravi, [moved], date(2026, 12, 1), None, Channel.CALL)
    with pytest.raises(Conflict, match="was handed to ravi meanwhile"):
        acts.reassign(desk, [handed], "meera")
    with pytest.raises(Conflict, match="was set to renegotiated meanwhile"):
        acts.renegotiate(desk, [moved], date(2026, 12, 2), None, Channel.CALL)


def test_before_anything_is_done_it_is_known_what_makes_no_sense(desk: Desk) -> None:
    ones = [owe(desk) for _ in range(3)]
    [kept] = acts.keep(desk, ones[:1], TODAY).changed
    fit, left = sorted_out(Act.BREAK, [kept, *ones[1:]])
    assert fit == ones[1:]
    assert [(one.key, one.why) for one in left] == [(f"commitment {kept.id}", "kept already")]


def test_lines_are_put_off_for_one_and_what_is_owed_stays(desk: Desk, ravi: Desk) -> None:
    one = owe(desk)
    key = f"commitment {one.id}"
    found = acts.snooze(desk, [key, "stale 7", key], date(2026, 11, 25))
    assert [(each.by, each.about) for each in found.changed] == [("asha", key), ("asha", "stale 7")]
    again = acts.snooze(desk, [key, "stale 7"], date(2026, 11, 24))
    assert len(desk.store.find(Snooze)) == 2
    assert again.left == ()
    assert acts.snooze(desk, [key], date(2026, 11, 24)).left[0].why == "is put off until 2026-11-24 already"
    acts.snooze(ravi, [key], date(2026, 11, 24))
    assert len(desk.store.find(Snooze)) == 3
    assert stored(desk) == [one]
    with pytest.raises(DeskError, match="no day ahead"):
        acts.snooze(desk, [key], TODAY)


def test_a_contact_is_logged_with_each_of_those_chosen(desk: Desk) -> None:
    for name in ("Meera", "José"):
        records.add(desk, Customer(name=name, owner="asha", since=DUE))
    found = acts.log_contact(desk, [1, 2, 9], Channel.CALL, Direction.OUT, "festival greetings", TODAY)
    assert [(one.customer_id, one.by, one.said) for one in found.changed] == [
        (1, "asha", "festival greetings"),
        (2, "asha", "festival greetings"),
    ]
    assert found.words == "2 of 3 logged; 1 not: is no longer in the store"
    undo.take_back(desk)
    assert desk.store.find(Interaction) == []
    with pytest.raises(DeskError, match="nothing is chosen"):
        acts.log_contact(desk, [], Channel.CALL, Direction.OUT, "", TODAY)


def test_what_is_gone_is_told_as_gone(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no longer in the store: nothing was changed"):
        acts.keep(desk, [owe(desk).model_copy(update={"id": 99})], TODAY)
