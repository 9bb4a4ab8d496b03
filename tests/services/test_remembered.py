"""What is remembered of a customer, typed one thing a line and read back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.calendar import parse_day_of_year
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.services.remembered import (
    day_of,
    read_contact_days,
    read_memberships,
    read_occasions,
    say_contact_days,
    say_memberships,
    say_occasions,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("29 feb", (29, 2, None)),
        ("29 feb 1992", (29, 2, 1992)),
        ("12 mar 1988", (12, 3, 1988)),
        ("12th March, 1988", (12, 3, 1988)),
        ("1 sept", (1, 9, None)),
        ("12/3", (12, 3, None)),
        ("12-03-1988", (12, 3, 1988)),
        ("1988-03-12", (12, 3, 1988)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_day_of_the_year_is_read_as_a_desk_types_it(typed: str, day: tuple[int, int, int | None]) -> None:
    assert parse_day_of_year(typed) == day


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31 feb", "is no day of a year: type 29 feb or 12 mar 1988"),
        ("29 feb 1990", "is no day of a year"),
        ("12 mar 88", "give the year with four digits"),
        ("12 smarch", "is no day of a year"),
        ("soon", "is no day of a year"),
        ("", "is no day of a year"),
        ("0 jan", "is no day of a year"),
    ],
    ids=lambda value: value.replace(" ", "-") or "nothing",
)
def test_what_is_no_day_of_a_year_is_refused_in_one_line(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told) as fault:
        parse_day_of_year(typed)
    assert "\n" not in str(fault.value)


def test_occasions_are_read_one_a_line() -> None:
    assert read_occasions("birthday 12 mar 1988: Asha\n\nanniv 29 feb\nfestival 14/1: Pongal: at the mill") == (
        Occasion(kind=OccasionKind.BIRTHDAY, name="Asha", day=12, month=3, year=1988),
        Occasion(kind=OccasionKind.ANNIVERSARY, name="Anniversary", day=29, month=2),
        Occasion(kind=OccasionKind.FESTIVAL, name="Pongal: at the mill", day=14, month=1),
    )
    assert read_occasions(" \n") == ()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("birthday 12 mar: Asha\nAsha 3 apr", "line 2: begin with birthday, anniversary, festival, other"),
        ("birthday 31 feb: Asha", "line 1: '31 feb' is no day of a year"),
        ("birthday: Asha", "line 1: '' is no day of a year"),
        ("birthday 12 mar:", "line 1: whose or what is it"),
        ("birthday 12 mar 1700: Asha", "line 1: 1700 is too long ago: leave the year out"),
        ("b 12 mar", "line 1: begin with birthday"),
        ("birthday 12 mar\n" * 101, "101 lines are more than the 100"),
    ],
    ids=["no kind", "no day", "day left out", "name left out", "too long ago", "one letter", "too many"],
)
def test_what_is_no_occasion_is_refused_by_its_line(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_occasions(typed)


def test_the_twenty_ninth_of_february_says_what_becomes_of_it() -> None:
    [one] = read_occasions("birthday 29 feb 1992: Ravi")
    assert day_of(one) == "29 Feb 1992 (on the 28th in common years)"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Gold Club", Membership(programme="Gold Club")),
        ("Gold Club, gold", Membership(programme="Gold Club", level="gold")),
        ("Gold Club, gold, until 31 mar", Membership(programme="Gold Club", level="gold", until=date(2027, 3, 31))),
        (
            "Miles, since 1 apr, until 2027-03-31",
            Membership(programme="Miles", since=date(2026, 4, 1), until=date(2027, 3, 31)),
        ),
        ("Miles, More, silver", Membership(programme="Miles, More", level="silver")),
        ("Miles, More,", Membership(programme="Miles, More")),
        ("Until we meet, until 2027-03-31", Membership(programme="Until we meet", until=date(2027, 3, 31))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_membership_is_read(typed: str, found: Membership) -> None:
    assert read_memberships(typed, TODAY) == (found,)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Gold Club, until someday", "line 1: 'someday' is not a day"),
        ("Gold Club, until 2027-03-31, gold", "line 1: 'gold' stands behind the days"),
        ("Gold Club, until fri, until mon", "line 1: until stands twice"),
        ("Gold Club, since 2026-01-01, until 2025-01-01", "line 1: a membership ends after it begins"),
        (", gold", "line 1: begin with the programme's name"),
    ],
    ids=lambda value: value,
)
def test_what_is_no_membership_is_refused_by_its_line(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_memberships(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "found", "told"),
    [
        ("", None, "as the ground rules say"),
        ("0", 0, "nobody asks"),
        ("1", 1, "every 1 day"),
        ("every 30 days", 30, "every 30 days"),
    ],
)
def test_how_often_we_are_in_touch(typed: str, found: int | None, told: str) -> None:
    assert read_contact_days(typed) == found
    assert say_contact_days(found) == told


@pytest.mark.parametrize("typed", ["often", "-1", "9999", "1.5", "٣"])
def test_what_is_no_number_of_days_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is no number of days: type 30"):
        read_contact_days(typed)


def test_what_the_ground_rules_say_is_told() -> None:
    assert say_contact_days(None, 90) == "as the ground rules say (every 90 days)"
    assert say_contact_days(None, 0) == "as the ground rules say (nobody asks)"


NAMES = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), blacklist_characters=","),
    min_size=1,
    max_size=30,
)
DAYS = st.dates(date(1850, 1, 1), date(2100, 1, 1))
OCCASIONS = st.builds(
    lambda kind, name, on, known: Occasion(
        kind=kind, name=name, day=on.day, month=on.month, year=on.year if known else None
    ),
    *(st.sampled_from(OccasionKind), NAMES, DAYS, st.booleans()),
)


@given(st.lists(OCCASIONS, max_size=5))
def test_whatever_is_said_of_occasions_is_read_back(ones: list[Occasion]) -> None:
    assert read_occasions(say_occasions(ones)) == tuple(ones)


MEMBERSHIPS = st.builds(
    lambda names, level, first, last: Membership(
        programme=", ".join(names),
        level=level,
        since=min(first, last) if first and last else first,
        until=max(first, last) if first and last else last,
    ),
    st.lists(NAMES, min_size=1, max_size=3).filter(
        lambda names: not any(one.casefold() in ("since", "until") for one in names)
    ),
    (NAMES | st.just("")).filter(lambda level: level.casefold() not in ("since", "until")),
    st.none() | DAYS,
    st.none() | DAYS,
)


@given(st.lists(MEMBERSHIPS, max_size=5))
def test_whatever_is_said_of_memberships_is_read_back(ones: list[Membership]) -> None:
    assert read_memberships(say_memberships(ones), TODAY) == tuple(ones)
