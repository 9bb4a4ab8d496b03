"""The lines that are shown first are those that the whole day begins with."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member
from crm_tui.services.check_lines import URGENT, Whose
from crm_tui.services.desk import Desk
from crm_tui.services.first_lines import first_lines
from crm_tui.services.my_day import my_day
from tests.store.memory import MemoryStore

TODAY = date(2026, 11, 21)


def a_desk(officer: str = "asha") -> Desk:
    def unread(*_: object) -> None:
        raise NotImplementedError

    return Desk(store=MemoryStore(), read_paper=unread, today=lambda: TODAY, officer=officer)  # type: ignore[arg-type]


def owed(days: int | None, owner: str = "asha", **more: object) -> Commitment:
    due = None if days is None else TODAY + timedelta(days=days)
    if due is None:
        # a time of day needs its day
        more.pop("at", None)
    return Commitment(customer_id=1, words="Call", owner=owner, made_on=TODAY - timedelta(days=60), due=due, **more)


def filled(desk: Desk, *records: object) -> Desk:
    with desk.store.transaction() as now:
        now.add(Customer(name="Kothari Textiles", owner="asha", since=TODAY))
        for one in records:
            now.add(one)
    return desk


_STANDING = st.builds(
    owed,
    st.one_of(st.none(), st.integers(-40, 3)),
    st.sampled_from(["asha", "ASHA", "Asha Rao", "ravi"]),
    at=st.one_of(st.none(), st.sampled_from([time(9), time(16, 30)])),
    status=st.sampled_from([Status.OPEN, Status.DISPUTED]),
)
_ENDED = st.builds(owed, st.integers(-40, 3), status=st.just(Status.WITHDRAWN), settled_on=st.just(TODAY))


@given(st.lists(_STANDING | _ENDED, max_size=25), st.sets(st.integers(1, 25), max_size=5), st.integers(1, 12))
def test_they_are_the_first_of_the_whole_day_in_its_order(owed_all: list[Commitment], put_off: set[int], most: int):
    asha = Member(login="asha", name="Asha Rao", since=TODAY)
    snoozed = [Snooze(by="asha", about=f"commitment {one}", until=TODAY + timedelta(days=2)) for one in put_off]
    desk = filled(a_desk(), asha, *owed_all, *snoozed)
    first, day = first_lines(desk, most), my_day(desk)
    if first is None:
        assert day.whose is Whose.DESK or not any(day.counts[group] for group in URGENT)
        return
    assert first.lines == day.lines[: len(first.lines)]
    assert len(first.lines) == min(most, sum(first.counts.values()))
    assert first.counts == {group: day.counts[group] for group in URGENT}
    assert not first.is_desk


def test_of_who_owns_nothing_they_are_the_desks():
    desk = filled(a_desk("meena"), owed(-3), owed(0, "ravi"), owed(2))
    first, day = first_lines(desk), my_day(desk)
    assert first is not None
    assert first.is_desk
    assert first.lines == day.lines[:2]


@pytest.mark.parametrize(
    "mine",
    [
        pytest.param(owed(5, "meena"), id="something that is not urgent"),
        pytest.param(owed(5, "Meena Iyer"), id="by her name"),
        pytest.param(Customer(name="Rao", owner="meena", since=TODAY), id="a customer"),
    ],
)
def test_of_who_owns_something_that_is_not_urgent_it_is_not_known(mine: object):
    meena = Member(login="meena", name="Meena Iyer", since=TODAY)
    assert first_lines(filled(a_desk("meena"), meena, owed(-3), mine)) is None


def test_on_a_clean_day_there_are_none():
    assert first_lines(filled(a_desk(), owed(None), owed(3))) is None
