"""What holds for every figure, tried with figures that nobody thought of."""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.comparison.conversion import Comparable, comparable
from crm_tui.comparison.quantities import quantities
from crm_tui.domain.claim import Claim, Form

TODAY = date(2026, 11, 21)
CODES = ("INR", "USD", "EUR", "GBP", "AED", "CHF", "KES", "SGD", "CAD", "JPY")
amounts = st.integers(1, 999_999_999)
cents = st.integers(1, 99)


def grouped(number, separator=","):
    return f"{number:,}".replace(",", separator)


def in_lakh_and_crore(number):
    """12,34,567: the last three digits, then pairs."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    pairs = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*pairs, tail])


def only(text):
    found = quantities(text, TODAY)
    assert len(found) == 1, found
    return found[0]


@given(amounts, st.sampled_from(CODES))
def test_an_amount_written_out_is_read_back(amount, code):
    found = only(f"{code} {amount}")
    assert (found.dimension, found.low, found.unit) == ("money", amount, code)


@given(amounts)
def test_regrouping_the_digits_keeps_the_value(amount):
    written = [
        f"INR {amount}",
        f"INR {grouped(amount)}",
        f"INR {in_lakh_and_crore(amount)}",
        f"CHF {grouped(amount, chr(39))}",
        f"EUR {grouped(amount, '.')},00",
        f"{grouped(amount, chr(0xA0))} EUR",
        f"ZAR {grouped(amount, ' ')}",
    ]
    assert {only(one).low for one in written} == {Decimal(amount)}


@given(st.integers(0, 99_999_999), cents)
def test_decimals_by_point_or_comma_are_the_same(whole, cent):
    point, comma = only(f"EUR {grouped(whole)}.{cent:02}"), only(f"{grouped(whole, '.')},{cent:02} €")
    assert point.low == comma.low == Decimal(f"{whole}.{cent:02}")


@given(st.integers(1, 99_999), st.sampled_from([("lakh", 100_000), ("crore", 10_000_000), ("million", 1_000_000)]))
def test_a_scale_multiplies(hundredths, scale):
    word, factor = scale
    said = Decimal(hundredths) / 100
    assert only(f"Rs {said} {word}").low == said * factor


@given(st.decimals(min_value="0.01", max_value="99", places=2))
def test_a_rate_is_the_same_in_per_cent_and_in_basis_points(rate):
    shares = {only(f"{rate} %").low, only(f"{rate} per cent").low, only(f"{rate * 100:f} bps").low}
    assert shares == {rate}


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_a_day_is_read_back_however_it_is_written(day):
    written = [
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B %Y}",
        f"{day:%B} {day.day}, {day:%Y}",
        f"{day:%d-%b-%Y}",
    ]
    assert {only(one).day for one in written} == {day}


@given(st.dates(date(2000, 1, 1), date(2049, 12, 31)))
def test_a_day_in_numbers_is_read_or_marked_as_ambiguous(day):
    found = only(f"{day:%m/%d/%Y}")
    assert found.day == day or found.ambiguous


@given(st.integers(0, 400))
def test_a_day_without_a_year_is_the_next_such_day(ahead):
    day = TODAY + timedelta(days=ahead % 365)
    assert only(f"{day.day} {day:%B}").day == day


@given(st.decimals(min_value="0.01", max_value="7.50", places=2), st.sampled_from(["%", "INR"]))
def test_a_month_twelve_times_is_a_year(monthly, unit):
    def claim(text):
        figure = only(text)
        return Claim(said=text, form=Form.VALUE, low=figure.low, unit=figure.unit, per=figure.per)

    said, paper = (f"{monthly} %", f"{monthly * 12} %") if unit == "%" else (f"INR {monthly}", f"INR {monthly * 12}")
    both = comparable(claim(f"{said} per month"), claim(f"{paper} per annum"), TODAY)
    assert isinstance(both, Comparable)
    assert both.said.low == pytest.approx(both.paper.low)


@given(st.integers(1, 30), st.integers(1, 11))
def test_years_and_months_together_are_months(years, months):
    found = only(f"{years} years and {months} months")
    assert (found.dimension, found.low, found.unit) == ("duration", years * 12 + months, "month")


@given(st.integers(1, 5000), st.integers(1, 5000), st.sampled_from(["Rs {} to Rs {}", "Rs {}-{}", "Rs {} to {}"]))
def test_a_range_has_its_lower_end_first(one, other, form):
    low, high = sorted((one, one + other))
    found = only(form.format(low, high))
    assert (found.low, found.high) == (low, high)


TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="0123456789.,/-: %()$€₹'lakhrsofandtp\n\t", max_size=300),
    st.lists(
        st.sampled_from(
            re.findall(
                r"\S+",
                "Rs lakh crore one two hundred half ( ) , . / - 12 1,00 5.5 % p.a. per month days of to and within up "
                "T+ ½ Feb 2027 31 whichever is higher clause GST plus repo",
            )
        ),
        max_size=80,
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_is_read_without_an_error_and_every_figure_stands_in_it(text):
    found = quantities(text, TODAY)
    places = [(one.start, one.end) for one in found]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    assert all(one.high is None or one.low < one.high for one in found)


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "1,",
        "1.",
        "1 ",
        "(",
        "one ",
        "1/",
        "Rs ",
        "5 % of ",
        "12-",
        "two hundred and ",
        "1:1:",
        "whichever is higher 1 ",
        "a week ",
    ],
)
def test_a_long_run_of_the_same_signs_is_read_too(unit):
    # a pattern that explodes would not come back
    assert len(quantities(unit * 8_000, TODAY)) <= 4000
