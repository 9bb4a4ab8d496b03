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
    ],
)
def test_the_whole_paper_tells_how_one_figure_is_read(beside, note, paper, area, verdict):
    assert beside(note, paper, area).findings[0].verdict is verdict
