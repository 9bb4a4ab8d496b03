"""A figure of a part of the time does not keep a promise that spoke of no part."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Reason, Verdict

STEPS = (
    "Loan amount: Rs. 18,00,000\nInstalments 1 to 24: Rs. 20,000 per month\nInstalments 25 to 120: Rs. 25,500 per month"
)
RENTS = "Monthly rent year 1: Rs. 22,000 per month\nMonthly rent year 2: Rs. 24,200 per month"


@pytest.mark.parametrize(
    ("note", "paper", "area"),
    [
        pytest.param("EMI 20000", STEPS, Area.LOAN, id="instalments that rise"),
        pytest.param("rent 22000 a month", RENTS, Area.LEASE, id="rents by year"),
    ],
)
def test_another_row_for_another_time_takes_the_clearing_back(beside, note, paper, area):
    found = beside(note, paper, area).findings[0]
    assert (found.verdict, found.reason) == (Verdict.UNCLEAR, Reason.PAPER_DISAGREES)
    assert [line.line for line in found.evidence][-1] == len(paper.splitlines()), "the other row is shown"


@pytest.mark.parametrize(
    ("note", "paper", "area"),
    [
        pytest.param("EMI 20000", "EMI (months 1 to 120): Rs. 20,000 per month", Area.LOAN, id="the whole time"),
        pytest.param("rent 22000 a month", RENTS.replace("24,200", "22,000"), Area.LEASE, id="the same in every year"),
        pytest.param("rent 22000 a month in year 1", RENTS, Area.LEASE, id="the part was said"),
    ],
)
def test_it_clears_where_nothing_else_is_written(beside, note, paper, area):
    found = beside(note, paper, area).findings[0]
    assert found.reason is not Reason.PAPER_DISAGREES
