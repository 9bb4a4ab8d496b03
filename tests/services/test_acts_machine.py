"""Whatever is done with commitments, in whatever order: what may never be lost is not, and undo restores every byte."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Channel
from crm_tui.domain.record import Record
from crm_tui.domain.recurrence import Recurrence, Unit
from crm_tui.reading.files import read_paper
from crm_tui.services import acts, records, undo
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from tests.store.memory import MemoryStore

TODAY = date(2026, 11, 21)
MADE = date(2026, 11, 2)

which = st.lists(st.integers(0, 9), min_size=1, max_size=4)
days = st.integers(-3, 30)
DO = {
    "keep": lambda desk, ones, _: acts.keep(desk, ones, TODAY),
    "partly": lambda desk, ones, _: acts.keep_partly(desk, ones, TODAY, "half"),
    "break": lambda desk, ones, _: acts.break_(desk, ones, "forgotten"),
    "withdraw": lambda desk, ones, days: acts.withdraw(desk, ones, Channel.CALL, TODAY, for_good=days % 2 == 0),
    "dispute": lambda desk, ones, _: acts.dispute(desk, ones, "she says no"),
    "reopen": lambda desk, ones, _: acts.reopen(desk, ones),
    "reassign": lambda desk, ones, days: acts.reassign(desk, ones, ("asha", "ravi", "meera")[days % 3]),
    "move": lambda desk, ones, days: acts.renegotiate(
        desk, ones, TODAY + timedelta(days=days), None, Channel.CALL, None, "so"
    ),
    "add": lambda desk, ones, days: records.add(desk, owed(after_id=ones[0].id, days_after=abs(days))),
    "follow": lambda desk, ones, days: records.change(
        desk, ones[0], ones[0].model_copy(update={"after_id": ones[-1].id, "days_after": days if days > 0 else None})
    ),
    "undo": lambda desk, *_: undo.take_back(desk),
    "edit": lambda desk, ones, days: records.change(
        desk, ones[0], ones[0].model_copy(update={"owner": ("asha", "ravi")[days % 2], "owners": ()})
    ),
}


def owed(**fields: object) -> Commitment:
    return Commitment.model_validate({"customer_id": 1, "words": "x", "owner": "asha", "made_on": MADE} | fields)


def everything(desk: Desk) -> list[str]:
    kinds: tuple[type[Record], ...] = (Customer, Commitment)
    return [one.model_dump_json() for kind in kinds for one in desk.store.find(kind)]


def begun() -> tuple[Desk, Desk]:
    """Two officers at one desk."""
    desk = Desk(store=MemoryStore(), read_paper=read_paper, today=lambda: TODAY, officer="asha")
    records.add(desk, Customer(name="Meera", owner="asha", since=MADE))
    weekly = Recurrence(unit=Unit.WEEK, start=date(2026, 11, 6))
    yearly = Recurrence(unit=Unit.YEAR, start=date(2024, 2, 29), until=date(2028, 12, 31))
    for fields in (
        {"due": date(2026, 11, 20)},
        {"due": None},
        {"due": date(2026, 11, 6), "every": weekly},
        {"due": date(2024, 2, 29), "every": yearly, "kind": CommitmentKind.TASK},
        {"after_id": 1, "days_after": 2},
        {"after_id": 5, "days_after": 0},
    ):
        records.add(desk, owed(**fields))
    return desk, replace(desk, officer="ravi", done=Done())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(DO)), which, days, st.booleans(), st.booleans()), max_size=14))
def test_nothing_that_has_to_stay_is_lost(steps: list[tuple[str, list[int], int, bool, bool]]) -> None:
    desk, other = begun()
    first = {one.id: (one.first_due, one.promised_by) for one in desk.store.find(Commitment)}
    for name, places, moved, back, change in steps:
        desk, other = (other, desk) if change else (desk, other)
        stored = desk.store.find(Commitment)
        ones = [stored[place % len(stored)] for place in places]
        before, done = everything(desk), desk.done.last
        with suppress(DeskError):
            DO[name](desk, ones, moved)
        if name == "undo":
            # a first date, too, may be taken back
            first = {one.id: (one.first_due, one.promised_by) for one in desk.store.find(Commitment)}
        elif desk.done.last is done:
            assert everything(desk) == before, "what is refused changes nothing"
        elif back:
            undo.take_back(desk)
            assert everything(desk) == before, "undo restores every byte"
        now = desk.store.find(Commitment)
        for one in now:
            due, promised_by = first.setdefault(one.id, (one.first_due, one.promised_by))
            assert one.promised_by == promised_by
            # what got its date by itself, or plainly, has its first one since
            assert due in (None, one.first_due) or (one.days_after is not None and not one.dates)
            first[one.id] = (one.first_due, promised_by)
            assert not one.owners or one.owners[-1].owner == one.owner
            assert not one.owners or one.owners[0].since == one.made_on
            assert [each.since for each in one.owners] == sorted(each.since for each in one.owners)
            assert [each.was for each in one.dates[1:]] == [each.due for each in one.dates[:-1]]
            assert not one.dates or one.dates[-1].due == one.due
            if one.is_open and one.days_after is not None:
                waits = desk.store.get(Commitment, one.after_id)
                assert (one.due is None) == (waits.status is not Status.KEPT), "it is due once what it follows is kept"
        series = [one.series or one.id for one in now if one.is_open and one.every is not None]
        assert len(series) == len(set(series)), "one time of a series is open at most"


# what leads to several settled times comes more often
OF_A_SERIES = ("keep", "keep", "withdraw", "withdraw", "reopen", "reopen", "dispute", "move", "undo")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(OF_A_SERIES), st.integers(0, 2), st.integers(0, 9), st.booleans()),
        min_size=6,
        max_size=20,
    )
)
def test_no_two_times_of_a_series_stand_for_the_same_day(steps: list[tuple[str, int, int, bool]]) -> None:
    desk = Desk(store=MemoryStore(), read_paper=read_paper, today=lambda: TODAY, officer="asha")
    weekly = Recurrence(unit=Unit.WEEK, start=TODAY)
    records.add(desk, owed(due=TODAY, every=weekly))
    desk, other = replace(desk, done=Done()), replace(desk, officer="ravi", done=Done())
    for name, place, moved, change in steps:
        desk, other = (other, desk) if change else (desk, other)
        stored = desk.store.find(Commitment)
        with suppress(DeskError):
            DO[name](desk, [stored[-1 - place % len(stored)]], moved)
        stand = [one.first_due for one in desk.store.find(Commitment) if one.status is not Status.WITHDRAWN]
        assert len(stand) == len(set(stand))
        assert sum(one.is_open for one in desk.store.find(Commitment)) <= 1
        assert all(one.every == weekly for one in desk.store.find(Commitment)), "how it comes back stays as it was said"
