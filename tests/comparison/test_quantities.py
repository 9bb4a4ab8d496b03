"""Figures as desks say them and as papers print them."""

from datetime import date
from decimal import Decimal

import pytest

from crm_tui.comparison.quantities import quantities
from crm_tui.domain.claim import Bound

TODAY = date(2026, 11, 21)

MONEY = """
Rs 500 | 500 | INR
Rs. 7,500 | 7500 | INR
Rs.48,00,000 | 4800000 | INR
Rs 5,98,500 | 598500 | INR
INR 2,999 | 2999 | INR
₹ 42,112 | 42112 | INR
₹42,112.50 | 42112.50 | INR
500 rupees | 500 | INR
Rs 500/- | 500 | INR
1,250/- | 1250 | INR
Rs 7.50 lakh | 750000 | INR
Rs 2 crore | 20000000 | INR
5 lakh | 500000 |
5 lacs | 500000 |
48 lakh | 4800000 |
2L | 200000 |
10L | 1000000 |
1.5 cr | 15000000 |
2 cr | 20000000 |
42k | 42000 |
190k | 190000 |
18.5 lpa | 1850000 |
$45 | 45 | $
$1,946.47 | 1946.47 | $
US$ 300 | 300 | USD
USD 45.00 | 45 | USD
C$289.00 | 289 | CAD
C$0.014 | 0.014 | CAD
S$500,000 | 500000 | SGD
A$20 | 20 | AUD
£22 | 22 | GBP
£318.40 | 318.40 | GBP
GBP 100 | 100 | GBP
345,90 € | 345.90 | EUR
18.000 € | 18000 | EUR
18.000,00 € | 18000 | EUR
1.150,00 € | 1150 | EUR
50.000,00 € | 50000 | EUR
€ 5 | 5 | EUR
EUR 12.50 | 12.50 | EUR
AED 150,000 | 150000 | AED
aed 100 | 100 | AED
3 million | 3000000 |
$2 million | 2000000 | $
CHF 900 | 900 | CHF
five lakh | 500000 |
Rs. 48,00,000 (Rupees Forty Eight Lakh only) | 4800000 | INR
"""
RATES = """
8.4 % | 8.4
8.40% | 8.40
8.75 % p.a. | 8.75
0.50 % of the loan amount | 0.50
18% extra | 18
3.5 per cent | 3.5
3.5 percent | 3.5
7 pct | 7
25 bps | 0.25
50 basis points | 0.5
5,90 % | 5.90
0,5 % | 0.5
6.375% | 6.375
2 percentage points | 2
99.95% | 99.95
100 % | 100
five per cent | 5
12 (twelve) % | 12
"""
DURATIONS = """
3 years | 3 | year
3 yrs | 3 | year
1 yr | 1 | year
240 months | 240 | month
24 mths | 24 | month
60 mo | 60 | month
24m | 24 | month
2y | 2 | year
30 days | 30 | day
7d | 7 | day
3 wks | 3 | week
6 weeks | 6 | week
72 hours | 72 | hour
24 hrs | 24 | hour
15 minutes | 15 | minute
15 min | 15 | minute
7 working days | 7 | workday
5 business days | 5 | workday
2 banking days | 2 | workday
30 calendar days | 30 | day
Thirty (30) days | 30 | day
thirty days | 30 | day
six months | 6 | month
twelve months | 12 | month
two and a half years | 2.5 | year
18-month | 18 | month
90 days' notice | 90 | day
400 din | 400 | day
24 ghante | 24 | hour
teen mahine | 3 | month
do saal | 2 | year
ek saal | 1 | year
2 hafte | 2 | week
"""
DATES = """
2026-11-25 | 2026-11-25
25/12/2027 | 2027-12-25
25-12-2027 | 2027-12-25
05.12.2026 | 2026-12-05
12/28/2026 | 2026-12-28
14 November 2026 | 2026-11-14
20th November 2026 | 2026-11-20
4 January 2027 | 2027-01-04
05-Feb-2027 | 2027-02-05
January 15 | 2027-01-15
Jan 1 | 2027-01-01
December 5, 2026 | 2026-12-05
4 Jan | 2027-01-04
12 dec | 2026-12-12
31.12. | 2026-12-31
15th day of March 2027 | 2027-03-15
"""
BOUNDS = """
up to Rs 500 | at most
at most 5 % | at most
not more than 3 years | at most
not exceeding 2 % | at most
within 30 days | at most
under 7,500 USD | at most
maximum 8 GB | at most
24 ghante me | at most
90% tak | at most
at least 500 Mbps | at least
minimum Rs 5,000 | at least
not less than 30 days | at least
5 % or more | at least
from 8.4 % | starting at
starting at $90 | starting at
about $600 | about
around $12,000 | about
approx 6.55 % | about
abt 22,500 USD | about
8.4 % | exactly
4 to 6 weeks | range
4-6 weeks | range
8 to 10 lakh | range
between USD 10,000 and USD 18,000 | range
Rs 2.50 to Rs 49.50 | range
"""
PERIODS = """
8.4 % p.a. | year
2 % p.m. | month
2% per month | month
1.5 % a month | month
Rs 699 per month | month
$289/mo | month
£22 pcm | month
699 mahine ka | month
2 per qtr | quarter
USD 45.00 per user per month | month
$45 per user | each
C$135.00 an hour | hour
50 a day | day
Rs 23 each | each
18 % per annum | year
18% a year | year
"""
OTHERS = """
100 mbps | speed | 100 | mbps
1 Gbps | speed | 1000 | mbps
150 Mbps | speed | 150 | mbps
1,200 GB | data | 1200 | gb
50gb | data | 50 | gb
2 TB | data | 2000 | gb
1:1 | ratio | 1 | :
4.25:1.00 | ratio | 4.25 | :
240 | number | 240 |
"""


def rows(table):
    found = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    return [pytest.param(*row, id=row[0]) for row in found]


def only(text):
    found = quantities(text, TODAY)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "value", "unit"), rows(MONEY))
def test_an_amount_is_read_with_its_currency(text, value, unit):
    found = only(text)
    assert (found.dimension, found.low, found.unit) == ("money", Decimal(value), unit)


@pytest.mark.parametrize(("text", "value"), rows(RATES))
def test_a_rate_is_read_in_per_cent(text, value):
    found = only(text)
    assert (found.dimension, found.low, found.unit) == ("rate", Decimal(value), "%")


@pytest.mark.parametrize(("text", "value", "unit"), rows(DURATIONS))
def test_a_duration_keeps_the_unit_that_was_used(text, value, unit):
    found = only(text)
    assert (found.dimension, found.low, found.unit) == ("duration", Decimal(value), unit)


@pytest.mark.parametrize(("text", "day"), rows(DATES))
def test_a_day_is_read_and_one_without_a_year_is_the_next_such_day(text, day):
    found = only(text)
    assert (found.dimension, found.day) == ("date", date.fromisoformat(day))


@pytest.mark.parametrize(("text", "bound"), rows(BOUNDS))
def test_the_words_beside_a_figure_say_how_it_binds(text, bound):
    assert only(text).bound is Bound(bound)


@pytest.mark.parametrize(("text", "per"), rows(PERIODS))
def test_the_words_behind_a_figure_say_for_which_time_it_is(text, per):
    assert only(text).per == per


@pytest.mark.parametrize(("text", "dimension", "value", "unit"), rows(OTHERS))
def test_speeds_data_ratios_and_bare_numbers(text, dimension, value, unit):
    found = only(text)
    assert (found.dimension, found.low, found.unit) == (dimension, Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["clause 4.2", "Schedule 2", "Form 15H", "80C", "at 5:00 p.m.", "on the 5th", "June 2027"]
)
def test_what_looks_like_a_figure_but_is_a_name_is_left_alone(text):
    assert [one for one in quantities(text) if one.dimension != "date"] == []


def test_a_range_in_lakh_gives_its_scale_to_both_ends():
    found = only("8 to 10 lakh")
    assert (found.low, found.high) == (Decimal(800000), Decimal(1000000))


def test_a_figure_said_in_lakh_may_hide_a_hundredth():
    assert only("2 lakh").spread == 2000


@pytest.mark.parametrize("text", ["GST 18 %", "18 % GST", "plus 5% VAT"])
def test_the_rate_of_a_tax_is_marked_as_such(text):
    assert only(text).of_tax
