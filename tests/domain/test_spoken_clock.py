"""A time with a point is neither a day of a month nor the rate of a loan."""

from datetime import UTC, date, datetime, time

import pytest

from crm_tui.domain.spoken_calendar import Reckoning
from crm_tui.domain.spoken_due import due_in
from crm_tui.domain.spoken_tokens import tokens

TODAY = date(2026, 11, 23)
MORNING = Reckoning(datetime(2026, 11, 23, 9, tzinfo=UTC), lambda day: day.weekday() < 5)


@pytest.mark.parametrize(
    ("line", "due", "at"),
    [
        ("call at 5.30 pm re the penalty", TODAY, time(17, 30)),
        ("call 5.30 pm today", TODAY, time(17, 30)),
        ("call at 5.30", TODAY, time(17, 30)),
        ("call at 5.30 today", TODAY, time(17, 30)),
        ("meet at 10.30 tomorrow re the locker", date(2026, 11, 24), time(10, 30)),
        ("give her the loan at 8.30", None, None),
        ("FD at 7.30 for 3 yrs", None, None),
        ("loan at 8.30 by fri", date(2026, 11, 27), None),
        ("send it by 5.12", date(2026, 12, 5), None),
    ],
)
def test_a_time_with_a_point(line: str, due: date | None, at: time | None) -> None:
    found = due_in(tokens(line), MORNING)
    assert (found.due, found.at) == (due, at)
