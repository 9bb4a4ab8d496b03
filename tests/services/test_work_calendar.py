import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.rules import GroundRules
from crm_tui.services import work_calendar
from crm_tui.services.work_calendar import WorkCalendar

WEEK = WorkCalendar()
DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))


def rules(**fields: object) -> GroundRules:
    return GroundRules.model_validate({"changed_by": "asha", "changed_on": date(2026, 1, 1)} | fields)


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        pytest.param(date(2026, 11, 16), date(2026, 11, 19), 3, id="Monday to Thursday"),
        pytest.param(date(2026, 11, 19), date(2026, 11, 24), 3, id="over a weekend"),
        pytest.param(date(2026, 11, 20), date(2026, 11, 22), 0, id="a weekend alone"),
        pytest.param(date(2026, 11, 19), date(2026, 11, 19), 0, id="the same day"),
        pytest.param(date(2026, 11, 24), date(2026, 11, 19), 0, id="backwards"),
        pytest.param(date(2026, 12, 30), date(2027, 1, 4), 3, id="over the end of a year"),
        pytest.param(date(2028, 2, 28), date(2028, 3, 1), 2, id="over 29 February"),
    ],
)
def test_working_days_leave_out_the_first_day_and_count_the_last(after: date, until: date, days: int) -> None:
    assert WEEK.working_days(after, until) == days


def test_working_days_know_other_days_off_and_holidays() -> None:
    thursday, tuesday = date(2026, 11, 19), date(2026, 11, 24)
    assert WorkCalendar(frozenset({4})).working_days(thursday, tuesday) == 4
    assert work_calendar.of(rules(holidays=(date(2026, 11, 23),))).working_days(thursday, tuesday) == 2
    assert work_calendar.of(rules(days_off=())).working_days(thursday, tuesday) == 5


@pytest.mark.parametrize(
    ("day", "number", "reached"),
    [
        pytest.param(date(2026, 11, 20), 1, date(2026, 11, 23), id="the working day after a Friday is Monday"),
        pytest.param(date(2026, 11, 21), 0, date(2026, 11, 21), id="none is the day itself, even a Saturday"),
        pytest.param(date(2026, 11, 30), 2, date(2026, 12, 2), id="over the end of a month"),
        pytest.param(date(9999, 12, 30), 5, date.max, id="no further than the calendar"),
    ],
)
def test_adding_working_days(day: date, number: int, reached: date) -> None:
    assert WEEK.add(day, number) == reached


def test_a_week_without_a_working_day_counts_all_of_them() -> None:
    never = work_calendar.of(rules(days_off=tuple(range(7))))
    assert never.add(date(2026, 11, 21), 3) == date(2026, 11, 24)
    assert never.working_days(date(2026, 11, 21), date(2026, 11, 24)) == 3


@given(DAYS, DAYS, st.frozensets(st.integers(0, 6)), st.frozensets(DAYS, max_size=9))
def test_counting_is_looking_at_each_day(
    after: date, until: date, days_off: frozenset[int], holidays: frozenset[date]
) -> None:
    calendar = WorkCalendar(days_off, holidays)
    days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
    assert calendar.working_days(after, until) == sum(map(calendar.is_working, days))


@given(DAYS, st.integers(1, 90), st.frozensets(st.integers(0, 6)), st.frozensets(DAYS, max_size=9))
def test_adding_is_the_other_way_round(
    day: date, number: int, days_off: frozenset[int], holidays: frozenset[date]
) -> None:
    calendar = WorkCalendar(days_off, holidays)
    reached = calendar.add(day, number)
    assert calendar.is_working(reached)
    assert calendar.working_days(day, reached) == number


@pytest.mark.parametrize(
    ("region", "is_off"),
    [("IN", True), ("in-mh", True), ("GB", False), ("", False)],
)
def test_the_public_holidays_of_a_region_are_days_off(region: str, is_off: bool) -> None:
    pytest.importorskip("holidays")
    calendar = work_calendar.of(rules(holiday_region=region))
    assert calendar.is_working(date(2026, 1, 26)) is not is_off
    assert calendar.working_days(date(2026, 1, 23), date(2026, 1, 27)) == 2 - is_off
    assert calendar.problem == ""


@pytest.mark.parametrize("region", ["XX", "IN-XX", "nowhere"])
def test_a_region_that_nobody_knows_is_told_of_and_the_check_goes_on(region: str) -> None:
    pytest.importorskip("holidays")
    calendar = work_calendar.of(rules(holiday_region=region))
    assert region in calendar.problem
    assert "\n" not in calendar.problem
    assert calendar.is_working(date(2026, 1, 26))


def test_without_the_library_one_line_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    work_calendar._region.cache_clear()
    try:
        calendar = work_calendar.of(rules(holiday_region="IN"))
    finally:
        work_calendar._region.cache_clear()
    assert "install crm-tui[holidays]" in calendar.problem
    assert calendar.is_working(date(2026, 1, 26))
