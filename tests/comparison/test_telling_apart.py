"""Of several figures for one kind of term the promise's own words pick one: its period, its party, its unit."""

import pytest

from crm_tui.domain.deal import Area

_YEARS = "Base Rent, year 1: $2,000 per month\nBase Rent, year 2: $2,100 per month"
_NOTICE = "Notice from you: 1 month\nNotice from the Company: 3 months"
_PENSION = "Pension. You contribute 5% of basic salary and the Company contributes 8%."


@pytest.mark.parametrize(
    ("area", "note", "lines", "verdict", "paper"),
    [
        pytest.param(Area.LEASE, "rent 2,000 the first year", _YEARS, "matches", "$2,000 a month", id="first year"),
        pytest.param(Area.LEASE, "rent in year 2 is 2,050", _YEARS, "worse", "$2,100 a month", id="a later year"),
        pytest.param(Area.EMPLOYMENT, "notice from you is one month", _NOTICE, "matches", "1 month", id="theirs"),
        pytest.param(Area.EMPLOYMENT, "we give you 3 months notice", _NOTICE, "matches", "3 months", id="ours"),
        pytest.param(Area.EMPLOYMENT, "pension 8% from us", _PENSION, "matches", "8 % p.a.", id="what the firm pays"),
        pytest.param(
            Area.SERVICE,
            "$380 / lift / month",
            "Fee   S$380.00 per lift per month\n      S$1,140.00 per month for three lifts",
            "matches",
            "S$380 a month",
            id="the price of one, not that of all",
        ),
        pytest.param(
            Area.LEASE,
            "deposit of one month",
            "Monthly rent: $2,450.00\nSecurity deposit: $2,450.00",
            "matches",
            "$2,450",
            id="a deposit in months by the paper's own rent",
        ),
        pytest.param(
            Area.LEASE,
            "deposit of one month",
            "Monthly rent: $2,450.00\nSecurity deposit: $4,900.00",
            "worse",
            "$4,900",
            id="two months of rent where one was said",
        ),
        pytest.param(
            Area.LEASE,
            "deposit back in 14 days",
            "The Landlord shall return the deposit to the Tenant within thirty (30) days of the end of the tenancy.",
            "worse",
            "at most 30 days",
            id="a later last day",
        ),
    ],
)
def test_the_promise_picks_its_figure(under_its_title, area, note, lines, verdict, paper):
    found = under_its_title(note, f"\n{lines}", area).findings
    assert [(one.verdict, one.paper) for one in found] == [(verdict, paper)]
