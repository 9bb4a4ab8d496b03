"""Days that come again each year; 29 February is the 28th in common years."""

from datetime import date

import pytest
from pydantic import ValidationError

from crm_tui.domain.occasion import Occasion


@pytest.mark.parametrize(
    ("day", "month", "today", "falls_on", "moved"),
    [
        pytest.param(12, 3, "2026-11-22", "2027-03-12", False, id="next year"),
        pytest.param(24, 11, "2026-11-22", "2026-11-24", False, id="this year"),
        pytest.param(22, 11, "2026-11-22", "2026-11-22", False, id="today"),
        pytest.param(29, 2, "2026-11-22", "2027-02-28", True, id="29 February in a common year"),
        pytest.param(29, 2, "2027-12-01", "2028-02-29", False, id="29 February in a leap year"),
        pytest.param(29, 2, "2027-02-28", "2027-02-28", True, id="29 February, on the day itself"),
        pytest.param(1, 1, "2026-12-31", "2027-01-01", False, id="across a year"),
    ],
)
def test_the_next_day_on_which_it_falls(day: int, month: int, today: str, falls_on: str, moved: bool) -> None:
    found = Occasion(name="Birthday", day=day, month=month)
    assert found.next_from(date.fromisoformat(today)) == date.fromisoformat(falls_on)
    assert found.is_moved_in(int(falls_on[:4])) is moved


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [(31, 4, None), (30, 2, None), (29, 2, 2027)],
    ids=["31 April", "30 February", "29 February of a common year"],
)
def test_a_day_that_no_year_has_is_none(day: int, month: int, year: int | None) -> None:
    with pytest.raises(ValidationError, match="is no day"):
        Occasion(name="Birthday", day=day, month=month, year=year)
