"""Agreements in dense prose beside what a desk would say of them: credit, work, premises; each row is one promise."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import CLEARED, Verdict

_M, _W, _C, _IF = Verdict.MATCHES, Verdict.WORSE, Verdict.CONTRADICTED, Verdict.CONDITIONAL

_CREDIT = """
CREDIT AGREEMENT
SECTION 2.08 Incremental Commitments. The Borrower may, on not more than two occasions, request an increase in the
Commitments in an aggregate amount not exceeding $10,000,000; no Lender shall be obligated to provide any increase.
SECTION 2.11 Prepayment. The Borrower shall have the right at any time and from time to time to prepay any Borrowing
in whole or in part, without premium or penalty but subject to Section 2.16 (Breakage), upon three Business Days'
notice.
SECTION 2.12 Fees. (a) The Borrower agrees to pay to the Administrative Agent for the account of each Lender a
commitment fee, which shall accrue at the rate of 0.375% per annum on the daily unused amount of the Commitment of
such Lender. (b) On the Effective Date the Borrower shall pay to each Lender an upfront fee equal to 0.50% of such
Lender's Commitment.
SECTION 5.01 The Borrower will furnish to the Administrative Agent, within 45 days after the end of each of the first
three fiscal quarters, a compliance certificate of a Financial Officer.
SECTION 6.12 Financial Covenant. The Borrower will not permit the Total Leverage Ratio as of the last day of any fiscal
quarter to exceed 3.25 to 1.00.
"""

_PHYSICIAN = """
PHYSICIAN EMPLOYMENT AGREEMENT
2.1 Term. The initial term of this Agreement shall commence on March 1, 2027 and continue for a period of three (3)
years, unless sooner terminated as provided herein, and shall thereafter renew for successive one-year terms.
3.1 Base Compensation. Employer shall pay Physician an annual base salary of Three Hundred Ten Thousand Dollars
($310,000.00), payable in bi-weekly installments in accordance with Employer's normal payroll practices.
3.4 Relocation. Employer shall reimburse Physician for reasonable moving expenses not to exceed $15,000.
4.2 Call. Physician shall participate equally with the other physicians of the practice in the call schedule,
including nights, weekends and holidays.
5.1 Paid Time Off. Physician shall be entitled to twenty (20) business days of paid time off per contract year.
6.1 Professional Liability Insurance. Employer shall, at its expense, maintain claims-made professional liability
insurance covering Physician. Upon termination of this Agreement by Physician without cause, Physician shall be
solely responsible for the cost of tail coverage.
8.1 Restrictive Covenant. For a period of one (1) year following termination, Physician shall not practice within a
fifteen (15) mile radius of the Employer's principal office.
"""

_SEPARATION = """
SEPARATION AGREEMENT AND GENERAL RELEASE
2. Severance. In exchange for your execution of this Agreement the Company will pay you an amount equal to six (6)
months of your base salary, less applicable withholdings, in substantially equal installments over the six-month
period following the Separation Date in accordance with the Company's regular payroll.
4. Bonus. You will not be eligible for any bonus in respect of fiscal year 2026.
9. Consideration period. You have twenty-one (21) days to consider this Agreement and may revoke it within
seven (7) days
after signing.
"""

_LEASE = """
LEASE
10. RENT DEPOSIT
10.1 The Tenant shall on the date of this lease deposit with the Landlord £21,250 being a sum equal to three months'
Annual Rent.
15. ASSIGNMENTS
15.1 The Tenant shall not assign the whole of this lease without the consent of the Landlord, such consent not to be
unreasonably withheld.
30. BREAK CLAUSE
30.1 The Tenant may terminate this lease on 25 December 2031 by serving not less than six months' written notice,
provided that the Tenant has paid all the Annual Rent due up to that date together with a sum equal to three
months' Annual Rent.
"""

_FACILITY = """
OFFER OF OVERDRAFT FACILITY
Facility Type: Overdraft. Amount: N150,000,000.00 (One Hundred and Fifty Million Naira only). Purpose: To finance the
working capital requirements of the company. Tenor: The facility shall be available for a period of twelve (12) months
from the date of acceptance of this offer.
Pricing: Interest shall be charged on the outstanding daily debit balance at the rate of 27% per annum. The Bank
reserves the right to vary the rate in line with money market conditions with or without notice to the borrower.
Fees: A management fee of 1% flat shall be payable upfront on acceptance. A facility fee of 0.5% per annum shall also be
charged.
Penal charge: In the event of default in repayment, the Bank shall charge 1% per month on the unpaid amount in addition
to the interest rate above.
Prepayment: The Borrower may prepay the facility at any time upon giving the Bank thirty (30) days' written notice,
without penalty.
The Bank reserves the right to recall the facility at any time and demand immediate repayment.
"""

_NOTE = """
PROMISSORY NOTE
FOR VALUE RECEIVED, the undersigned ("Borrower") promises to pay to the order of Harbor Mutual Bank ("Lender") the
principal sum of Two Million Four Hundred Thousand Dollars ($2,400,000.00), together with interest thereon at a fixed
rate of six and fifteen hundredths percent (6.15%) per annum.
1. Payments. Borrower shall make monthly payments of principal and interest based on a twenty (20) year amortization
schedule, with the entire unpaid balance due and payable on December 1, 2031 (the "Maturity Date").
2. Late Charge. If any payment is not received within ten (10) days of its due date, Borrower shall pay a late
charge equal
to five percent (5%) of the overdue amount.
3. Default Rate. Upon an Event of Default the unpaid principal shall bear interest at a rate of eighteen
percent (18%) per
annum.
7. Debt Service Coverage. Borrower shall maintain at all times a Debt Service Coverage Ratio of not less than
1.25 to 1.00.
8. Fees. Borrower shall pay Lender an origination fee of 1.00% of the principal sum at closing and all of Lender's
attorneys' fees.
"""

_SAID = {
    (Area.LOAN, _CREDIT): [
        ("accordion up to $15M", _W),
        ("leverage covenant 3.50x", _W),
        ("leverage covenant 3.25x", _M),
        ("no prepayment penalty on revolver", _IF),
        ("unused fee 25 bps", _W),
        ("upfront fee 0.50% of commitments", _M),
        ("compliance cert 45 days after quarter end", _M),
    ],
    (Area.EMPLOYMENT, _PHYSICIAN): [
        ("base 310,000 a yr", _M),
        ("relocation up to 15k", _M),
        ("no weekend call", _C),
        ("4 wks PTO", _M),
        ("tail coverage paid by the group", _C),
        ("non compete 10 miles 1 yr", _W),
        ("non compete 15 miles 1 yr", _M),
        ("term 3 yrs", _M),
    ],
    (Area.EMPLOYMENT, _SEPARATION): [
        ("sev = 6 months base", _M),
        ("severance paid lump sum", _C),
        ("pro rata bonus for 2026", _C),
    ],
    (Area.LEASE, _LEASE): [
        ("no penalty on break", _C),
        ("tenant break at yr 5", _IF),
    ],
    (Area.LOAN, _FACILITY): [
        ("12 months", _M),
        ("int 24% p.a.", _W),
        ("int 27% p.a.", _M),
        ("mgt fee 1% flat", _M),
        ("no facility fee", _C),
    ],
    (Area.LOAN, _NOTE): [
        ("loan $2.4m", _M),
        ("6.15% fixed", _M),
        ("25 yr amort", _W),
        ("late charge 4%", _W),
        ("origination 1%", _M),
    ],
}


@pytest.mark.parametrize(
    ("area", "paper", "said", "verdict"),
    [pytest.param(*paper, *case, id=case[0]) for paper, cases in _SAID.items() for case in cases],
)
def test_a_promise_beside_an_agreement_in_prose_gets_its_verdict(beside, area, paper, said, verdict):
    assert [one.verdict for one in beside(said, paper, area).findings][:1] == [verdict]


@pytest.mark.parametrize(
    ("said", "paper"),
    [
        pytest.param("30 day notice before any rate change", _FACILITY, id="a notice of something else"),
        pytest.param("one time assumption right, 1% fee", _NOTE, id="a fee for something else"),
        pytest.param("5 yr", _NOTE, id="the time by which repayments are reckoned"),
    ],
)
def test_what_the_agreement_says_of_another_thing_clears_nothing(beside, said, paper):
    assert not {one.verdict for one in beside(said, paper, Area.LOAN).findings} & (CLEARED | {_C})
