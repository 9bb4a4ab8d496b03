"""What the whole paper or table tells about one figure: how it writes dates, in what it counts, for whom a row is."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict


@pytest.mark.parametrize(
    ("note", "paper", "area", "verdict"),
    [
        pytest.param(
            "first emi 5 March 2027",
            "Date of this paper   11/20/2026\nFirst instalment date   03/05/2027",
            Area.LOAN,
            Verdict.MATCHES,
            id="month first, as another date of the paper tells",
        ),
        pytest.param(
            "first emi 5 March 2027",
            "Loan amount   Rs 5,00,000\nFirst instalment date   05/03/2027",
            Area.LOAN,
            Verdict.MATCHES,
            id="day first, as the money of the paper tells",
        ),
        pytest.param(
            "first emi 5 March 2027",
            "Lender   Northwood Savings\nFirst instalment date   05/03/2027",
            Area.LOAN,
            Verdict.UNCLEAR,
            id="a date that may be read in two ways clears nothing",
        ),
        pytest.param(
            "loan amount 42.5 lakh",
            "TERMS (Rs in lakh)\nLoan amount   42.50\nTenure   84 months",
            Area.LOAN,
            Verdict.MATCHES,
            id="amounts are counted in lakh, as the heading tells",
        ),
        pytest.param(
            "cash out to him 30,000",
            "Cash to close   [ ] From   [X] To Borrower   $ 28,500.00",
            Area.LOAN,
            Verdict.WORSE,
            id="of money that goes to the customer less is worse",
        ),
        pytest.param(
            "deductible 750 single",
            "Deductible   $750 individual / $2,250 family",
            Area.INSURANCE,
            Verdict.MATCHES,
            id="the figure for one person, not that of the family",
        ),
        pytest.param(
            "family deductible $750",
            "Deductible   $750 individual / $2,250 family",
            Area.INSURANCE,
            Verdict.WORSE,
            id="the figure for the family, though the other one was said",
        ),
        pytest.param(
            "free look 10 days",
            "Free look: 30 days from receipt of the policy",
            Area.INSURANCE,
            Verdict.BETTER,
            id="a term that is named with one figure may be three times as good",
        ),
        pytest.param(
            "deposit insurance 70k",
            "Deposit insurance: up to £120,000 for each depositor",
            Area.DEPOSIT,
            Verdict.BETTER,
            id="a cap that is the very figure compared is no condition",
        ),
        pytest.param(
            "300 mbps upload",
            "Speed   300 Mbps download / 60 Mbps upload",
            Area.TELECOM,
            Verdict.WORSE,
            id="the speed of the way that was said",
        ),
    ],
)
def test_the_whole_paper_tells_how_one_figure_is_read(beside, note, paper, area, verdict):
    assert beside(note, paper, area).findings[0].verdict is verdict
