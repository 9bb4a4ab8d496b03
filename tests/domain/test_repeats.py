from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.recurrence import Unit
from crm_tui.domain.repeats import Repeats, parse, words

TODAY = date(2026, 11, 21)
DAY, WEEK, MONTH, YEAR = Unit


@pytest.mark.parametrize(
    ("typed", "repeats"),
    [
        ("", None),
        ("every week", Repeats(1, WEEK)),
        ("Each  3 Months", Repeats(3, MONTH)),
        ("each 3 months until 2027-12-31", Repeats(3, MONTH, date(2027, 12, 31))),
        ("every year until 31 dec 2030", Repeats(1, YEAR, date(2030, 12, 31))),
        ("every other week", Repeats(2, WEEK)),
        ("every fortnight", Repeats(2, WEEK)),
        ("once a quarter", Repeats(3, MONTH)),
        ("every two quarters", Repeats(6, MONTH)),
        ("daily", Repeats(1, DAY)),
        ("yearly until 1 dec", Repeats(1, YEAR, date(2026, 12, 1))),
    ],
)
def test_how_often_is_read_from_words(typed: str, repeats: Repeats | None) -> None:
    assert parse(typed, TODAY) == repeats


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("often", "'often' does not say how often: type every week"),
        ("every", "does not say how often"),
        ("every moon", "does not say how often"),
        ("every many weeks", "does not say how often"),
        ("every 0 weeks", "give 1 to 1000"),
        ("every 100000 days", "give 1 to 1000"),
        ("every week until never", "is not a day"),
    ],
)
def test_what_does_not_say_how_often_is_told_in_one_line(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as refused:
        parse(typed, TODAY)
    assert "\n" not in str(refused.value)


@given(st.integers(1, 1_000), st.sampled_from(Unit), st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_the_words_are_read_as_they_were_written(every: int, unit: Unit, until: date | None) -> None:
    assert parse(words(Repeats(every, unit, until)), TODAY) == Repeats(every, unit, until)
