"""What comes back: each time is reckoned from the first day, so that a short month moves no later one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from crm_tui.domain.recurrence import Recurrence, Unit


@pytest.mark.parametrize(
    ("every", "unit", "start", "times"),
    [
        pytest.param(1, Unit.WEEK, "2026-11-20", ["2026-11-20", "2026-11-27", "2026-12-04"], id="a weekly call"),
        pytest.param(1, Unit.MONTH, "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31"], id="the end of a month"),
        pytest.param(1, Unit.YEAR, "2028-02-29", ["2028-02-29", "2029-02-28", "2030-02-28"], id="29 February"),
        pytest.param(3, Unit.MONTH, "2026-11-30", ["2026-11-30", "2027-02-28", "2027-05-30"], id="each quarter"),
        pytest.param(10, Unit.DAY, "2026-12-28", ["2026-12-28", "2027-01-07", "2027-01-17"], id="across a year"),
    ],
)
def test_the_days_on_which_it_comes_back(every: int, unit: Unit, start: str, times: list[str]) -> None:
    again = Recurrence(every=every, unit=unit, start=date.fromisoformat(start))
    assert [again.time(number).isoformat() for number in range(3)] == times


@given(
    every=st.integers(1, 400),
    unit=st.sampled_from(Unit),
    start=st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    day=st.dates(date(1989, 1, 1), date(2060, 12, 31)),
)
def test_the_next_time_is_the_first_one_after_a_day(every: int, unit: Unit, start: date, day: date) -> None:
    again = Recurrence(every=every, unit=unit, start=start)
    found = again.next_after(day)
    number = 0
    while again.time(number) <= day:
        number += 1
    assert found == again.time(number)


def test_it_ends() -> None:
    again = Recurrence(unit=Unit.MONTH, start=date(2026, 10, 31), until=date(2026, 12, 30))
    assert again.next_after(date(2026, 10, 31)) == date(2026, 11, 30)
    assert again.next_after(date(2026, 11, 30)) is None


def test_the_calendar_ends_too() -> None:
    assert Recurrence(every=1_000, unit=Unit.YEAR, start=date(9500, 1, 1)).next_after(date(9600, 1, 1)) is None


def test_it_can_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="it ends before its first day"):
        Recurrence(unit=Unit.DAY, start=date(2026, 11, 22), until=date(2026, 11, 21))
