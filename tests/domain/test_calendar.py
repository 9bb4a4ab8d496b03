from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.calendar import When, parse_day, when

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-25", date(2026, 11, 25)),
        ("25/11", date(2026, 11, 25)),
        ("25-11-2027", date(2027, 11, 25)),
        ("25.11.27", date(2027, 11, 25)),
        ("25 nov", date(2026, 11, 25)),
        ("25th November 2028", date(2028, 11, 25)),
        ("20/11", date(2027, 11, 20)),
        ("29 feb", date(2028, 2, 29)),
        ("25 sept", date(2027, 9, 25)),
        ("25 Sep. 2026", date(2026, 9, 25)),
        ("today", SATURDAY),
        ("Tomorrow", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 20)),
        ("+3", date(2026, 11, 24)),
        ("-2d", date(2026, 11, 19)),
        ("fri", date(2026, 11, 27)),
        ("  Sunday ", date(2026, 11, 22)),
        pytest.param("sat", date(2026, 11, 28), id="a weekday's own name means the next one"),
    ],
)
def test_a_day_is_read_as_a_desk_types_it(typed: str, day: date) -> None:
    assert parse_day(typed, SATURDAY) == day


@pytest.mark.parametrize(
    "typed", ["", "soon", "31/2", "2026-02-30", "32 nov", "fr", "+99999", "0/0/0000", "12 foo", "25 market", "3 mayor"]
)
def test_what_is_no_day_is_refused_in_one_line(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a day: type") as refused:
        parse_day(typed, SATURDAY)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("19 nov", date(2026, 11, 19)),
        ("21 nov", SATURDAY),
        ("22/11", date(2025, 11, 22)),
        ("29 feb", date(2024, 2, 29)),
        ("fri", date(2026, 11, 20)),
        ("sun", date(2026, 11, 15)),
        pytest.param("sat", date(2026, 11, 14), id="a weekday's own name means the one before"),
        pytest.param("22 nov 2026", date(2026, 11, 22), id="a year that is typed is obeyed"),
    ],
)
def test_a_day_that_has_been_is_looked_for_backwards(typed: str, day: date) -> None:
    assert parse_day(typed, SATURDAY, past=True) == day


@pytest.mark.parametrize(("typed", "day"), [("19 nov", date(2026, 11, 19)), ("1/12", date(2026, 12, 1))])
def test_a_day_may_be_looked_for_in_this_year_alone(typed: str, day: date) -> None:
    assert parse_day(typed, SATURDAY, this_year=True) == day


def test_a_leap_far_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a day"):
        parse_day("+9999", date(9999, 1, 1))


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, When.OVERDUE), (0, When.TODAY), (1, When.NEXT), (6, When.NEXT), (7, When.LATER)],
)
def test_a_promise_is_overdue_only_when_its_day_has_ended(days: int, group: When) -> None:
    assert when(SATURDAY + timedelta(days=days), SATURDAY, SATURDAY + timedelta(days=6)) is group


def test_no_date_is_a_group_of_its_own() -> None:
    assert when(None, SATURDAY, SATURDAY) is When.NO_DATE


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_every_iso_day_is_read_back(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day
