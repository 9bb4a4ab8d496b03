"""A day of which only so many lines are kept is told like one of which all are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.snooze import Snooze
from crm_tui.services.check_lines import Act, Group, Line, Whose
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.my_day import reckoned, told
from tests.store.memory import MemoryStore

TODAY = date(2026, 11, 21)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def owed(days: int | None, owner: str) -> Commitment:
    due = None if days is None else day(days)
    return Commitment(customer_id=1, words="Call", owner=owner, made_on=day(-60), due=due)


def waiting(number: int, days: int) -> Line:
    """A review that waits for asha, of vikram's deal."""
    return Line(
        *(Group.REVIEWS, f"review {number}", "asha", "vikram", "review to decide", day(days), None, None),
        *(1, "Rao", 7, "Pump loan", "vikram", "", (), ("reviews", number), Act.REVIEW),
    )


def filled(records: list[Commitment], quiet: int, put_off: set[int]) -> Desk:
    store = MemoryStore()
    with store.transaction() as now:
        for number in range(quiet + 1):
            now.add(Customer(name=f"Rao {number}", owner="asha" if number % 2 else "ravi", since=day(-400 - number)))
        for one in records:
            now.add(one)
        for number in put_off:
            now.add(Snooze(by="asha", about=f"commitment {number}", until=day(2)))
    return Desk(store=store, read_paper=lambda *_: None, today=lambda: TODAY, officer="asha")  # type: ignore[arg-type,return-value]


@given(
    st.lists(st.builds(owed, st.none() | st.integers(-20, 20), st.sampled_from(["asha", "ravi"])), max_size=20),
    st.integers(0, 8),
    st.sets(st.integers(1, 20), max_size=4),
    st.sampled_from([None, Whose.MINE, Whose.TEAM, Whose.DESK]),
    st.lists(st.builds(waiting, st.integers(1, 3), st.integers(-9, 0)), max_size=4, unique_by=lambda one: one.key),
    st.integers(1, 4),
)
def test_what_is_told_is_the_same(
    records: list[Commitment], quiet: int, put_off: set[int], whose: Whose | None, reviews: list[Line], most: int
):
    desk = filled(records, quiet, put_off)
    of_all, of_some = reckoned(desk, whose), reckoned(desk, whose, most=most)
    assert told(desk, of_some, waiting=reviews, most=most) == told(desk, of_all, waiting=reviews, most=most)


def test_no_more_is_kept_than_is_needed():
    desk = filled([owed(-one, "asha") for one in range(1, 90)], 0, set())
    check = daily_check(desk.store, TODAY, most=10)
    late = check.group(Group.OVERDUE)
    assert 10 <= len(late) <= 20
    assert late[:10] == daily_check(desk.store, TODAY).group(Group.OVERDUE)[:10]
    assert check.counts[Group.OVERDUE] == 89
