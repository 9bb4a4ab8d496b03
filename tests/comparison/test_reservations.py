"""Words that keep a clause from clearing a promise, each row a way in which a paper seems to say what was said."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import CLEARED


@pytest.mark.parametrize(
    ("area", "note", "paper"),
    [
        pytest.param(
            Area.LOAN,
            "no processing fee",
            "Processing fee shall not be waived.",
            id="no processing fee / Processing fee shall not be waived.",
        ),
        pytest.param(
            Area.LOAN,
            "no prepayment charges",
            "Nothing in this letter means that prepayment charges are waived.",
            id="no prepayment charges / Nothing in this letter means that pr",
        ),
        pytest.param(
            Area.LOAN,
            "no legal charges",
            "Legal and technical charges: NIL (borne by the customer at actuals)",
            id="no legal charges / Legal and technical charges: NIL (borne b",
        ),
        pytest.param(
            Area.LOAN,
            "rate 9%",
            "The Customer had requested a rate of 9% p.a., which the Bank was unable to approve.",
            id="rate 9% / The Customer had requested a rate of 9% p.a., whic",
        ),
        pytest.param(
            Area.LEASE,
            "pets ok",
            "☐ Pets allowed  ☒ Pets not allowed",
            id="pets ok / ☐ Pets allowed  ☒ Pets not allowed",
        ),
        pytest.param(
            Area.LOAN,
            "no prepayment charges",
            "No prepayment charges after completion of 36 months from first disbursement.",
            id="no prepayment charges / No prepayment charges after completi",
        ),
        pytest.param(
            Area.TELECOM,
            "no exit fee",
            "Early termination charge: none after month 24. Before that, the remaining monthly charges are due.",
            id="no exit fee / Early termination charge: none after month 24.",
        ),
        pytest.param(
            Area.LOAN,
            "rate 9%",
            "Rate of interest: 9% p.a. (indicative).",
            id="rate 9% / Rate of interest: 9% p.a. (indicative).",
        ),
        pytest.param(
            Area.LOAN, "rate 9%", "Old rate: 9% p.a.\nRevised rate: 9.40% p.a.", id="rate 9% / Revised rate: 9.40% p.a."
        ),
        pytest.param(
            Area.INSURANCE,
            "no medical test",
            "No medical test up to age 45. Age of proposer: 52.",
            id="no medical test / No medical test up to age 45. Age of propo",
        ),
        pytest.param(
            Area.TELECOM,
            "unlimited calls",
            "Unlimited calls to same-network numbers.",
            id="unlimited calls / Unlimited calls to same-network numbers.",
        ),
        pytest.param(
            Area.SERVICE,
            "99.9% uptime",
            "Provider targets 99.9% availability",
            id="99.9% uptime / Provider targets 99.9% availability",
        ),
        pytest.param(
            Area.SERVICE,
            "warranty 12 months",
            "Warranty: 12 months or 1,000 hours of operation, whichever is earlier.",
            id="warranty 12 months / Warranty: 12 months or 1,000 hours of o",
        ),
        pytest.param(
            Area.LOAN,
            "rate 9%",
            "Interest rate 9% p.a. plus risk premium of 1.25% p.a.",
            id="rate 9% / Interest rate 9% p.a. plus risk premium of 1.25% p",
        ),
        pytest.param(
            Area.LOAN, "PF 2000", "Processing fee 2,000 per lakh", id="PF 2000 / Processing fee 2,000 per lakh"
        ),
        pytest.param(
            Area.LOAN,
            "processing fee 5000",
            "Processing fee: Rs 5,000 per co-applicant.",
            id="processing fee 5000 / Processing fee: Rs 5,000 per co-applic",
        ),
        pytest.param(
            Area.LOAN,
            "processing fee 5000",
            "Processing fee: Rs 5,000 + Rs 2,000 login fee.",
            id="processing fee 5000 / Processing fee: Rs 5,000 + Rs 2,000 lo",
        ),
        pytest.param(Area.LEASE, "rent 25000", "Rent: Rs 25,000 per week", id="rent 25000 / Rent: Rs 25,000 per week"),
        pytest.param(
            Area.INSURANCE,
            "premium 20,000",
            "Premium: Rs 20,000 per member. Members: 4",
            id="premium 20,000 / Premium: Rs 20,000 per member. Members: 4",
        ),
        pytest.param(
            Area.SERVICE,
            "price 4,50,000 including GST",
            "Price: Rs 4,50,000\nGST: extra as applicable",
            id="price 4,50,000 including GST / GST: extra as applicable",
        ),
        pytest.param(
            Area.SERVICE,
            "response in 4 hours",
            "Response time: 4 business hours",
            id="response in 4 hours / Response time: 4 business hours",
        ),
        pytest.param(
            Area.EMPLOYMENT,
            "CTC 18 lakh",
            "CTC: Rs 18,00,000 including variable pay of Rs 4,00,000",
            id="CTC 18 lakh / CTC: Rs 18,00,000 including variable pay of Rs",
        ),
        pytest.param(
            Area.EMPLOYMENT,
            "20 days leave",
            "Annual leave: 20 days inclusive of public holidays.",
            id="20 days leave / Annual leave: 20 days inclusive of public ho",
        ),
        pytest.param(
            Area.LOAN,
            "EMI 10,000",
            "EMI: as per schedule B\nEMI during moratorium: Rs 10,000",
            id="EMI 10,000 / EMI during moratorium: Rs 10,000",
        ),
        pytest.param(
            Area.LOAN,
            "processing fee Rs 5,000",
            "Processing fee: Rs 5,000 a year",
            id="processing fee Rs 5,000 / Processing fee: Rs 5,000 a year",
        ),
        pytest.param(
            Area.LOAN,
            "rate 8.5 %",
            "Rate: repo rate 8.5 % + spread 2 %",
            id="rate 8.5 % / Rate: repo rate 8.5 % + spread 2 %",
        ),
        pytest.param(
            Area.LEASE,
            "possession on 4 January",
            "Possession: no earlier than 4 January 2027",
            id="possession on 4 January / Possession: no earlier than 4 Janu",
        ),
        pytest.param(
            Area.LEASE,
            "deposit 50000",
            "Deposit: Rs 50,000 on signing and a further Rs 50,000 on possession.",
            id="deposit 50000 / Deposit: Rs 50,000 on signing and a further ",
        ),
        pytest.param(
            Area.B2B, "unit price 95", "Unit price: Rs 95 per 100 g.", id="unit price 95 / Unit price: Rs 95 per 100 g."
        ),
        pytest.param(
            Area.LOAN,
            "cashback 5%",
            "Cashback: 5% on select merchants, capped at Rs 500 per month.",
            id="cashback 5% / Cashback: 5% on select merchants, capped at Rs",
        ),
        pytest.param(
            Area.TELECOM,
            "no lock-in",
            "Lock-in: nil for postpaid; broadband 12 months",
            id="no lock-in / Lock-in: nil for postpaid; broadband 12 months",
        ),
    ],
)
def test_a_clause_that_only_seems_to_say_it_clears_nothing(beside, area, note, paper):
    found = beside(note, paper, area).findings
    assert found
    assert [one for one in found if one.verdict in CLEARED] == []


@pytest.mark.parametrize(
    ("area", "note", "paper"),
    [
        pytest.param(Area.LOAN, "no processing fee", "Processing fee: waived", id="a plain waiver"),
        pytest.param(Area.LOAN, "rate 9%", "Rate of interest: 9% p.a.", id="a plain rate"),
        pytest.param(
            Area.LOAN, "processing fee 5000 plus GST", "Processing fee: Rs 5,000 plus GST", id="tax as was said"
        ),
        pytest.param(Area.LEASE, "rent 25000", "Rent: Rs 25,000 per month", id="a rent by the month"),
        pytest.param(Area.EMPLOYMENT, "20 days leave", "Annual leave: 20 days a year", id="leave by the year"),
    ],
)
def test_a_clause_that_plainly_says_it_still_does(beside, area, note, paper):
    assert [one.verdict in CLEARED for one in beside(note, paper, area).findings] == [True]
