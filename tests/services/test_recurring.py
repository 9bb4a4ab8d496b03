"""What comes back, and what waits for something else: what follows when one of them is settled."""

from dataclasses import replace
from datetime import date, time
from itertools import permutations

import pytest

from crm_tui.domain.commitment import Commitment, Delivery, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import Conflict, DeskError
from crm_tui.domain.interaction import Channel
from crm_tui.domain.recurrence import Recurrence, Unit
from crm_tui.domain.rules import GroundRules
from crm_tui.services import acts, records, undo, waiting
from crm_tui.services.actions import Done
from crm_tui.services.calendar_out import events
from crm_tui.services.desk import Desk
from crm_tui.services.kept_record import Outcome as KeptOutcome
from crm_tui.services.kept_record import kept_record
from crm_tui.services.overdue_trend import overdue_by_day
from crm_tui.services.recurring import next_due

TODAY = date(2026, 11, 21)
DAY, WEEK, MONTH, YEAR = Unit


@pytest.fixture(autouse=True)
def _customer(desk: Desk) -> None:
    records.add(desk, Customer(name="Meera", owner="asha", since=TODAY))


def owe(desk: Desk, words: str = "call her", **more: object) -> Commitment:
    fields = {"customer_id": 1, "words": words, "owner": "asha", "made_on": date(2026, 1, 2)} | more
    return records.add(desk, Commitment.model_validate(fields))


def again(desk: Desk, due: date, unit: Unit = WEEK, every: int = 1, **more: object) -> Commitment:
    until = more.pop("until", None)
    return owe(desk, due=due, every=Recurrence(unit=unit, every=every, start=due, until=until), **more)


def stored(desk: Desk) -> list[Commitment]:
    return desk.store.find(Commitment)


@pytest.mark.parametrize(
    ("start", "unit", "every", "due", "missed"),
    [
        pytest.param(date(2026, 11, 20), WEEK, 1, date(2026, 11, 27), 0, id="yesterday"),
        pytest.param(TODAY, WEEK, 1, date(2026, 11, 28), 0, id="today"),
        pytest.param(date(2026, 11, 14), WEEK, 1, TODAY, 0, id="the next one is today"),
        pytest.param(date(2026, 11, 3), WEEK, 1, date(2026, 11, 24), 2, id="two were missed"),
        pytest.param(date(2026, 8, 31), MONTH, 1, date(2026, 11, 30), 2, id="the last of each month"),
        pytest.param(date(2024, 2, 29), YEAR, 1, date(2027, 2, 28), 2, id="29 February"),
        pytest.param(date(2026, 5, 1), MONTH, 3, date(2027, 2, 1), 2, id="each quarter"),
        pytest.param(date(2016, 1, 1), DAY, 1, TODAY, 3976, id="each day for ten years"),
        pytest.param(date(2026, 12, 25), WEEK, 1, date(2027, 1, 1), 0, id="kept before it was due"),
    ],
)
def test_the_next_time_is_after_the_settled_one_and_never_in_the_past(
    start: date, unit: Unit, every: int, due: date, missed: int
) -> None:
    one = Commitment(
        customer_id=1,
        words="call",
        owner="asha",
        made_on=TODAY,
        due=start,
        every=Recurrence(unit=unit, every=every, start=start),
    )
    found, between = next_due(one, TODAY)
    assert (found, len(between)) == (due, missed)


SETTLE = {
    "kept": lambda desk, ones: acts.keep(desk, ones, TODAY, "her son"),
    "partly kept": lambda desk, ones: acts.keep_partly(desk, ones, TODAY, "half"),
    "broken": lambda desk, ones: acts.break_(desk, ones, "forgotten"),
    "withdrawn": lambda desk, ones: acts.withdraw(desk, ones, Channel.CALL, TODAY),
}


@pytest.mark.parametrize("act", SETTLE)
def test_when_one_time_is_settled_the_next_is_opened_and_one_undo_takes_both_back(desk: Desk, act: str) -> None:
    one = again(desk, date(2026, 11, 20), delivery=Delivery(address="4 MG Road"))
    found = SETTLE[act](desk, [one])
    [settled, opened] = stored(desk)
    assert (opened.due, opened.series, opened.status) == (date(2026, 11, 27), settled.id, Status.OPEN)
    assert (opened.every, opened.words, opened.made_on) == (one.every, one.words, one.made_on)
    assert opened.delivery == Delivery(address="4 MG Road")
    assert found.followed == (opened,)
    assert found.told == (f"next time: #{opened.id}, due 2026-11-27",)
    undo.take_back(desk)
    assert stored(desk) == [one]


def test_what_was_missed_is_counted_and_told_and_one_is_opened(desk: Desk) -> None:
    found = acts.keep(desk, [again(desk, date(2026, 10, 30))], TODAY)
    assert found.told[0] == "missed meanwhile: 3 times: 2026-11-06, 2026-11-13, 2026-11-20"
    [_, opened] = stored(desk)
    assert (opened.due, opened.remark) == (date(2026, 11, 27), found.told[0])


def test_the_last_time_says_that_it_does_not_come_back(desk: Desk) -> None:
    found = acts.keep(desk, [again(desk, date(2026, 11, 20), until=date(2026, 11, 25))], TODAY)
    assert found.told == ("#1 does not come back any more",)
    assert len(stored(desk)) == 1


def test_what_is_withdrawn_for_good_does_not_come_back(desk: Desk) -> None:
    until = date(2027, 3, 31)
    one = again(desk, date(2026, 11, 20), until=until)
    found = acts.withdraw(desk, [one], Channel.CALL, TODAY, "she moved", for_good=True)
    [gone] = stored(desk)
    assert gone.remark == "she moved\nit does not come back any more"
    assert found.told == ("#1 does not come back any more",)
    [back] = acts.reopen(desk, [gone]).changed
    assert back.every == one.every, "what was said of how it comes back stays"
    acts.keep(desk, [back], TODAY)
    assert [each.due for each in stored(desk)] == [date(2026, 11, 20), date(2026, 11, 27)]


def test_what_does_not_come_back_is_withdrawn_for_good_as_anything_is(desk: Desk) -> None:
    found = acts.withdraw(desk, [owe(desk)], Channel.CALL, TODAY, for_good=True)
    assert (found.told, found.changed[0].remark) == ((), "")


def test_a_time_that_was_moved_forward_is_not_opened_twice(desk: Desk) -> None:
    one = again(desk, date(2026, 11, 27))
    [moved] = acts.renegotiate(desk, [one], date(2026, 11, 24), None, Channel.CALL).changed
    acts.keep(desk, [moved], TODAY)
    assert stored(desk)[-1].due == date(2026, 12, 4)


@pytest.mark.parametrize("at", [None, time(11)], ids=["to no time", "to another time"])
def test_that_one_time_was_moved_moves_no_later_one(desk: Desk, at: time | None) -> None:
    one = again(desk, date(2026, 11, 20), at=time(16))
    [moved] = acts.renegotiate(desk, [one], date(2026, 11, 24), time(10), Channel.CALL).changed
    [moved] = acts.renegotiate(desk, [moved], date(2026, 11, 25), at, Channel.CALL).changed
    assert [each.was_at for each in moved.dates] == [time(16), time(10)]
    acts.keep(desk, [moved], TODAY)
    assert [(each.due, each.at) for each in stored(desk)][1:] == [(date(2026, 11, 27), time(16))]


def test_a_time_whose_next_one_is_open_is_not_opened_again(desk: Desk) -> None:
    [kept] = acts.keep(desk, [again(desk, date(2026, 11, 20))], TODAY).changed
    for act in (lambda: acts.reopen(desk, [kept]), lambda: acts.dispute(desk, [kept], "nobody called")):
        with pytest.raises(DeskError, match="came back as #2, which is open"):
            act()
    acts.withdraw(desk, stored(desk)[1:], Channel.CALL, TODAY, for_good=True)
    acts.reopen(desk, [kept])
    assert [one.is_open for one in stored(desk)] == [True, False]


def test_a_time_that_is_kept_once_more_goes_on_after_those_that_stand(desk: Desk) -> None:
    acts.keep(desk, [again(desk, date(2026, 11, 20))], TODAY)
    acts.withdraw(desk, stored(desk)[1:], Channel.CALL, TODAY)
    acts.keep(desk, stored(desk)[2:], TODAY)
    acts.withdraw(desk, stored(desk)[3:], Channel.CALL, TODAY, for_good=True)
    [first] = acts.reopen(desk, stored(desk)[:1]).changed
    found = acts.keep(desk, [first], TODAY)
    assert [(one.due, one.status) for one in stored(desk)] == [
        (date(2026, 11, 20), Status.KEPT),
        (date(2026, 11, 27), Status.WITHDRAWN),
        (date(2026, 12, 4), Status.KEPT),
        (date(2026, 12, 11), Status.WITHDRAWN),
        (date(2026, 12, 11), Status.OPEN),
    ]
    assert found.told == ("next time: #5, due 2026-12-11",)


@pytest.mark.parametrize(
    ("changed", "after"),
    [
        pytest.param({"every": None}, [], id="which does not come back any more"),
        pytest.param(
            {"owner": "ravi", "words": "visit her"}, [("ravi", "visit her")], id="which ravi owes, in other words"
        ),
    ],
)
def test_a_time_that_is_kept_once_more_goes_on_as_the_last_one(
    desk: Desk, changed: dict[str, object], after: list[tuple[str, str]]
) -> None:
    acts.keep(desk, [again(desk, date(2026, 11, 20))], TODAY)
    second = stored(desk)[1]
    acts.keep(desk, [records.change(desk, second, second.model_copy(update=changed))], TODAY)
    if stored(desk)[2:]:
        acts.withdraw(desk, stored(desk)[2:], Channel.CALL, TODAY, for_good=True)
    known = len(stored(desk))
    acts.keep(desk, acts.reopen(desk, stored(desk)[:1]).changed, TODAY)
    assert [(one.owner, one.words) for one in stored(desk)[known:]] == after


OPEN_AGAIN = {
    "opened again": lambda desk, ones: acts.reopen(desk, ones),
    "disputed": lambda desk, ones: acts.dispute(desk, ones, "they say it stands"),
}


def opened_anew(desk: Desk) -> Commitment:
    """A time that was withdrawn, and another one for the same day that was opened since, and is kept."""
    acts.keep(desk, [again(desk, date(2026, 11, 20))], TODAY)
    [gone] = acts.withdraw(desk, stored(desk)[1:], Channel.CALL, TODAY, for_good=True).changed
    acts.keep(desk, acts.reopen(desk, stored(desk)[:1]).changed, TODAY)
    acts.keep(desk, stored(desk)[2:], TODAY)
    acts.withdraw(desk, stored(desk)[3:], Channel.CALL, TODAY, for_good=True)
    return gone


@pytest.mark.parametrize("act", OPEN_AGAIN)
def test_a_withdrawn_time_stays_so_where_another_one_stands_for_its_day(desk: Desk, act: str) -> None:
    gone = opened_anew(desk)
    before = stored(desk)
    with pytest.raises(DeskError, match="came back as #3 for the same day, which was kept: open that again instead"):
        OPEN_AGAIN[act](desk, [gone])
    assert stored(desk) == before


def test_undo_opens_no_time_beside_another_one_of_its_day(desk: Desk) -> None:
    [first] = acts.keep(desk, [again(desk, date(2026, 11, 20))], TODAY).changed
    acts.withdraw(desk, stored(desk)[1:], Channel.CALL, TODAY, for_good=True)
    ravi = replace(desk, officer="ravi", done=Done())
    acts.keep(ravi, acts.reopen(ravi, [first]).changed, TODAY)
    before = stored(desk)
    with pytest.raises(Conflict, match="came back as #3 since"):
        undo.take_back(desk)
    assert stored(desk) == before


def test_what_was_said_of_a_term_stands_with_the_first_time_alone(desk: Desk) -> None:
    one = again(desk, date(2026, 11, 20), cost={"amount": "500", "currency": "INR"})
    acts.keep(desk, [one], TODAY)
    assert [each.cost is None for each in stored(desk)] == [False, True]


def waits(desk: Desk, first: Commitment, days: int | None = 2, **more: object) -> Commitment:
    return owe(desk, "send the sanction letter", after_id=first.id, days_after=days, **more)


def test_what_waits_gets_its_day_when_what_comes_first_is_kept(desk: Desk) -> None:
    papers = owe(desk, "the papers", kind="theirs")
    letter = waits(desk, papers)
    found = acts.keep(desk, [papers], date(2026, 11, 20))
    assert found.followed == (desk.store.get(Commitment, letter.id),)
    # two working days after a Friday
    assert found.followed[0].due == date(2026, 11, 24)
    assert found.told == (f"#{letter.id} waited for this, and is due 2026-11-24 now",)
    undo.take_back(desk)
    assert stored(desk) == [papers, letter]


@pytest.mark.parametrize("act", sorted(set(SETTLE) - {"kept"}))
def test_what_waits_for_something_that_was_not_kept_is_told_and_stays(desk: Desk, act: str) -> None:
    papers = owe(desk, "the papers", kind="theirs")
    letter = waits(desk, papers)
    found = SETTLE[act](desk, [papers])
    assert found.told == (f"#{letter.id} waited for #{papers.id}, which was {act}: give it a date, or withdraw it",)
    assert desk.store.get(Commitment, letter.id) == letter


def test_a_date_that_stands_stays_when_what_comes_first_is_kept(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    dated, plain = waits(desk, papers, None, due=date(2026, 12, 24)), waits(desk, papers, None)
    found = acts.keep(desk, [papers], TODAY)
    assert found.followed == ()
    assert found.told == (
        f"#{dated.id} waited for this, and stays due 2026-12-24",
        f"#{plain.id} waited for this, and can begin now",
    )


def test_what_comes_first_is_opened_again_and_the_day_goes(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    letter = waits(desk, papers)
    [kept] = acts.keep(desk, [papers], TODAY).changed
    found = acts.reopen(desk, [kept])
    assert desk.store.get(Commitment, letter.id) == letter
    assert found.told == (f"#{letter.id} waits for #{papers.id} again, without a date",)


def test_a_day_that_was_agreed_since_stays_when_what_comes_first_is_opened_again(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    letter = waits(desk, papers)
    [kept] = acts.keep(desk, [papers], TODAY).changed
    dated = desk.store.get(Commitment, letter.id)
    acts.renegotiate(desk, [dated], date(2026, 12, 24), None, Channel.CALL)
    acts.reopen(desk, [kept])
    assert desk.store.get(Commitment, letter.id).due == date(2026, 12, 24)


def test_both_may_be_settled_at_once(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    letter = waits(desk, papers)
    assert acts.keep(desk, [papers, letter], TODAY).words.startswith("2 kept")
    undo.take_back(desk)
    assert stored(desk) == [papers, letter]


@pytest.mark.parametrize("act", SETTLE)
def test_several_that_wait_for_each_other_are_settled_in_any_order_alike(desk: Desk, act: str) -> None:
    first = owe(desk, "the valuation")
    second = waits(desk, first)
    third = waits(desk, second)
    found = []
    for ones in permutations((first, second, third)):
        told = SETTLE[act](desk, ones).told
        found.append((stored(desk), told))
        undo.take_back(desk)
    assert found == [found[0]] * 6
    dues = [None, date(2026, 11, 24), date(2026, 11, 24)] if act == "kept" else [None] * 3
    assert [one.due for one in found[0][0]] == dues
    assert found[0][1] == () or act == "kept"


def test_who_keeps_what_comes_first_has_no_hand_in_what_waits(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    letter = waits(desk, papers)
    acts.keep(replace(desk, officer="ravi", done=Done()), [papers], TODAY)
    assert desk.store.get(Commitment, letter.id).hands == ("asha",)


def dated(desk: Desk) -> tuple[Commitment, Commitment]:
    """The papers, kept on a Saturday, and the letter, which is due on the Tuesday that follows from it."""
    papers = owe(desk, "the papers")
    letter = waits(desk, papers)
    acts.keep(desk, [papers], TODAY)
    return desk.store.get(Commitment, papers.id), desk.store.get(Commitment, letter.id)


@pytest.mark.parametrize("places", [(0, 1), (1, 0)], ids=["what comes first, first", "what waits, first"])
def test_both_are_opened_again_in_any_order_and_the_day_goes(desk: Desk, places: tuple[int, int]) -> None:
    dated(desk)
    acts.keep(desk, stored(desk)[1:], TODAY)
    kept = stored(desk)
    found = acts.reopen(desk, [kept[place] for place in places])
    assert [(one.status, one.due) for one in stored(desk)] == [(Status.OPEN, None)] * 2
    assert found.told == ("#2 waits for #1 again, without a date",)


def test_what_is_opened_again_after_what_comes_first_has_no_day_either(desk: Desk) -> None:
    papers, letter = dated(desk)
    [letter] = acts.keep(desk, [letter], TODAY).changed
    acts.reopen(desk, [papers])
    assert desk.store.get(Commitment, letter.id) == letter, "what is settled keeps the day on which it was due"
    found = acts.reopen(desk, [letter])
    assert desk.store.get(Commitment, letter.id).due is None
    assert found.told == ("#2 waits for #1 again, without a date",)


def test_what_is_opened_again_gets_its_day_where_what_comes_first_was_kept_meanwhile(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    [letter] = acts.break_(desk, [waits(desk, papers)], "forgotten").changed
    acts.keep(desk, [papers], TODAY)
    found = acts.reopen(desk, [letter])
    assert found.changed[0].due == date(2026, 11, 24)
    assert found.told == ("#2 follows #1, which was kept, and is due 2026-11-24",)


def test_the_day_goes_with_what_comes_first_though_the_firms_holidays_changed(desk: Desk) -> None:
    papers, letter = dated(desk)
    with desk.store.transaction() as now:
        now.add(GroundRules(changed_by="x", changed_on=TODAY, version=1, holidays=(date(2026, 11, 23),)))
    acts.reopen(desk, [papers])
    assert desk.store.get(Commitment, letter.id).due is None
    acts.keep(desk, [stored(desk)[0]], TODAY)
    assert desk.store.get(Commitment, letter.id).due == date(2026, 11, 25)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"at": time(16)}, id="a time was given"),
        pytest.param({"every": Recurrence(unit=WEEK, start=date(2026, 11, 24))}, id="it comes back since"),
        pytest.param({"days_after": None}, id="it follows no more"),
    ],
)
def test_a_day_to_which_something_was_added_stands_by_itself(desk: Desk, more: dict[str, object]) -> None:
    papers, letter = dated(desk)
    letter = records.change(desk, letter, letter.model_copy(update=more))
    found = acts.reopen(desk, [papers])
    assert desk.store.get(Commitment, letter.id) == letter
    assert found.told == ("#2 waits for #1 again, and stays due 2026-11-24",)


def test_a_date_is_given_in_place_of_the_days_after_something(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    found = acts.renegotiate(desk, [waits(desk, papers)], date(2026, 12, 1))
    [letter] = found.changed
    assert (letter.due, letter.after_id, letter.days_after) == (date(2026, 12, 1), papers.id, None)
    assert found.told == ("#2 is due on that day now, whenever #1 is kept",)
    assert acts.keep(desk, [papers], TODAY).told == ("#2 waited for this, and stays due 2026-12-01",)


SAVED = {
    "recorded anew": lambda desk, papers: waits(desk, papers),
    "made to follow": lambda desk, papers: records.change(
        desk, one := owe(desk), one.model_copy(update={"after_id": papers.id, "days_after": 2})
    ),
    "given its days": lambda desk, papers: records.change(
        desk, one := waits(desk, papers, None), one.model_copy(update={"days_after": 2})
    ),
}


@pytest.mark.parametrize("way", SAVED)
def test_what_follows_something_that_is_kept_has_its_day_as_soon_as_it_is_saved(desk: Desk, way: str) -> None:
    papers = owe(desk, "the papers")
    acts.keep(desk, [papers], date(2026, 11, 12))
    letter = SAVED[way](desk, papers)
    assert desk.store.get(Commitment, letter.id).due == date(2026, 11, 16)
    assert kept_record(desk.store, TODAY).total.count(KeptOutcome.OVERDUE) == 1
    assert overdue_by_day(desk.store, TODAY)[-1] == 1
    assert [one.on for one in events(desk.store, desk.today())] == [date(2026, 11, 16)]
    acts.reopen(desk, [desk.store.get(Commitment, papers.id)])
    assert desk.store.get(Commitment, letter.id).due is None


def test_undo_puts_back_what_is_owed_as_what_it_follows_stands_now(desk: Desk) -> None:
    papers, letter = dated(desk)
    acts.keep(desk, [letter], TODAY)
    acts.reopen(replace(desk, officer="ravi", done=Done()), [papers])
    undo.take_back(desk)
    letter = desk.store.get(Commitment, letter.id)
    assert (letter.status, letter.due) == (Status.OPEN, None)


def test_undo_takes_the_day_from_what_was_made_to_follow_meanwhile(desk: Desk) -> None:
    papers = owe(desk, "the papers")
    acts.keep(desk, [papers], TODAY)
    letter = waits(replace(desk, officer="ravi", done=Done()), papers)
    assert letter.due == date(2026, 11, 24)
    undo.take_back(desk)
    assert desk.store.get(Commitment, papers.id) == papers
    assert desk.store.get(Commitment, letter.id).due is None


def test_none_waits_for_itself_by_way_of_others(desk: Desk) -> None:
    first = owe(desk, "first")
    second = owe(desk, "second", after_id=first.id)
    third = owe(desk, "third", after_id=second.id)
    with pytest.raises(DeskError, match="#1 waits for #3 waits for #2 waits for #1"):
        records.change(desk, first, first.model_copy(update={"after_id": third.id}))
    with pytest.raises(DeskError, match="there is no commitment 99 to wait for"):
        owe(desk, after_id=99)


def test_a_circle_does_not_come_by_taking_something_back(desk: Desk) -> None:
    first = owe(desk, "first")
    second = owe(desk, "second", after_id=first.id)
    free = records.change(desk, second, second.model_copy(update={"after_id": None}))
    records.change(desk, first, first.model_copy(update={"after_id": free.id}))
    with desk.store.transaction() as now:
        now.put(now.get(Commitment, 1).model_copy(update={"remark": "by hand"}))
    with pytest.raises(Conflict):
        undo.take_back(desk)


def test_what_others_wait_for_is_not_taken_back(desk: Desk) -> None:
    first = owe(desk, "first")
    action = desk.done.last
    owe(desk, "second", after_id=first.id)
    desk.done.drop(desk.done.last)
    assert desk.done.last is action
    with pytest.raises(Conflict, match="what belongs to it was added since"):
        undo.take_back(desk)


def test_it_is_told_what_something_waits_for(desk: Desk) -> None:
    papers = owe(desk, "the\npapers")
    letter, flat = waits(desk, papers), owe(desk, after_words="the flat is registered")
    assert waiting.words(desk.store, letter) == f"waits for #{papers.id}: the papers"
    assert waiting.words(desk.store, flat) == "waits until: the flat is registered"
    assert waiting.words(desk.store, papers) == ""
    acts.break_(desk, [papers], "lost", TODAY)
    assert waiting.words(desk.store, letter) == f"#{papers.id} was broken on 2026-11-21: the papers"
