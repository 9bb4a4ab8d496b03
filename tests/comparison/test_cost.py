"""What a difference between note and paper costs, and how that is said."""

from decimal import Decimal

import pytest

from crm_tui.domain.deal import Area

LOAN = "Loan amount   Rs 10,00,000\nTenure   60 months\n"
DEPOSIT = "Principal   Rs 1,00,000\nPeriod   12 months\nCompounding   Quarterly\n"


@pytest.mark.parametrize(
    ("area", "note", "text", "amount", "basis", "kind"),
    [
        (Area.LOAN, "PF 2000", "Processing fee   Rs 5,000", "3000.00", "once", "certain"),
        (
            Area.LOAN,
            "EMI 41000",
            "EMI   Rs 42,000\nTenure   10 months",
            "10000.00",
            "over 10 months (Rs 1,000 a month)",
            "certain",
        ),
        (Area.LOAN, "bounce charge Rs 100", "Bounce charge   Rs 590", "490.00", "each time it applies", "contingent"),
        (
            Area.LOAN,
            "ROI 9",
            LOAN + "Rate of interest   10 % p.a.",
            "29320.80",
            "over 60 months: instalments of Rs 21,247.04, not Rs 20,758.36",
            "certain",
        ),
        (
            Area.LOAN,
            "no processing fee",
            LOAN + "Processing fee   1 % of the loan amount",
            "10000.00",
            "once, 1 % of the loan amount of Rs 10,00,000",
            "certain",
        ),
        (
            Area.LOAN,
            "PF 0.5%",
            LOAN + "Processing fee   0.75 %",
            "2500.00",
            "once, 0.25 % of the loan amount of Rs 10,00,000",
            "certain",
        ),
        (
            Area.DEPOSIT,
            "FD at 8%",
            DEPOSIT + "Rate of interest   7 % p.a.",
            "1057.32",
            "at maturity: Rs 1,07,185.90, not Rs 1,08,243.22",
            "certain",
        ),
        (
            Area.LEASE,
            "rent 40000",
            "Monthly rent   Rs 42,000\nLease term   11 months",
            "22000.00",
            "over 11 months (Rs 2,000 a month)",
            "certain",
        ),
        (
            Area.INSURANCE,
            "copay 10%",
            "Sum insured   Rs 5,00,000\nCo-payment   20 % of each claim",
            "50000.00",
            "on a claim of the whole sum insured of Rs 5,00,000",
            "contingent",
        ),
        (
            Area.INSURANCE,
            "premium 20000",
            "Annual premium   Rs 22,500",
            "2500.00",
            "a year",
            "certain",
        ),
        (
            Area.TELECOM,
            "lock in 6 months",
            "Monthly fee   Rs 900\nLock-in   12 months",
            "5400.00",
            "6 months of Rs 900, on leaving early",
            "contingent",
        ),
    ],
    ids=[
        "once",
        "by the month over the term",
        "in an event",
        "the rate of a loan",
        "a share that was said to be nil",
        "a share of the loan",
        "the rate of a deposit",
        "rent",
        "a share of a claim",
        "premium",
        "months of a price",
    ],
)
def test_what_a_difference_costs(beside, area, note, text, amount, basis, kind):
    impact = beside(note, text, area).findings[0].impact
    assert (impact.amount, impact.currency, impact.basis, impact.kind) == (Decimal(amount), "INR", basis, kind)


def test_what_is_better_on_paper_saves_money(beside):
    assert beside("PF 5000", "Processing fee   Rs 4,000", Area.LOAN).findings[0].impact.amount == -1000


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("ROI 8.4", "Rate of interest   8.75 % p.a."),
        ("PF 0.5%", "Processing fee   0.75 %"),
        ("PF 5000", "Processing fee   Rs 5,000"),
    ],
    ids=["a rate without amount and tenure", "a share of an unknown sum", "no difference"],
)
def test_what_has_no_price(beside, note, text):
    assert beside(note, text, Area.LOAN).findings[0].impact is None


@pytest.mark.parametrize(
    ("words", "currency"), [("", "USD"), ("\nToronto, Ontario", "CAD")], ids=["of the United States", "of Canada"]
)
def test_a_bare_dollar_takes_the_country_of_the_paper(beside, words, currency):
    impact = beside("rent $900", "Monthly rent   $950" + words, Area.LEASE).findings[0].impact
    assert (impact.amount, impact.currency) == (50, currency)
