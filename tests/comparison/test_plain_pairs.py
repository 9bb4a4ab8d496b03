"""Clauses that plainly keep what was said, in all trades and of many countries: each must be cleared."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import CLEARED

_PAIRS = {
    Area.LOAN: [
        ("interest rate 8.75%", "Rate of interest: 8.75% p.a."),
        ("loan amount 25 lakh", "Sanctioned amount: Rs 25,00,000"),
        ("tenure 20 years", "Tenure: 240 months"),
        ("no processing fee", "Processing fee: Nil"),
        ("processing fee waived", "Processing fees: 0.00"),
        ("no prepayment penalty", "Prepayment penalty: None"),
        ("no prepayment penalty", "There is no penalty if you pay off the loan early."),
        ("can foreclose any time without charge", "Foreclosure charges: No charge"),
        ("EMI 21,450", "Equated monthly instalment: Rs 21,450"),
        ("72 monthly payments", "Number of payments: 72"),
        ("moratorium 6 months", "Moratorium period: 6 months"),
        ("annual fee free for life", "Annual fee: $0"),
        ("no foreign transaction fee", "Foreign transaction fee: None"),
        ("processing fee at most 1%", "Processing fee: 0.75% of the loan amount"),
        ("doc fee $399", "Dealer documentary fee (not required by law): $399.00"),
        ("first EMI on 5 February 2027", "First instalment date: 5 February 2027"),
        ("no guarantor needed", "Guarantor: Not required"),
        ("PF 1% max 10k", "Processing fee: 1 % of the loan amount, maximum Rs 10,000."),
    ],
    Area.DEPOSIT: [
        ("FD at 7.25%", "Rate of interest: 7.25% p.a."),
        ("auto renewal not opted", "Auto renewal: No"),
        ("no monthly fee", "Monthly maintenance fee: $0.00"),
        ("minimum balance 10,000", "Minimum average balance: Rs 10,000"),
        ("interest paid quarterly", "Interest payout: Quarterly"),
        ("term 12 months", "Term: 12 months"),
    ],
    Area.INSURANCE: [
        ("sum insured 10 lakh", "Sum insured: Rs 10,00,000"),
        ("excess £250", "Excess: £250"),
        ("prem 14,760 all in", "Total premium payable including GST: Rs 14,160"),
        ("no co-pay", "Co-payment: Nil"),
        ("deductible $500", "Deductible: $500"),
        ("premium 18,500", "Annual premium: Rs 18,500"),
        ("waiting period for pre-existing diseases 2 years", "Pre-existing disease waiting period: 24 months"),
        ("ambulance covered up to 2,000", "Ambulance charges: up to Rs 2,000 per hospitalisation"),
        ("no room rent cap", "Room rent: no limit"),
        ("free look 30 days", "Free look period: 30 days"),
        ("liability limit $1,000,000", "Liability limit: $2,000,000"),
    ],
    Area.TELECOM: [
        ("download speed 300 Mbps", "Download speed: 300 Mbps"),
        ("router free", "Router: £0.00"),
        ("router on us", "Router: supplied free of charge."),
        ("installation free", "Installation charge: Nil"),
        ("no activation fee", "Activation fee: waived"),
        ("contract 24 months", "Minimum term: 24 months"),
        ("60 GB data", "Data allowance: 100 GB per month"),
        ("£28 a month", "Monthly charge: £28.00"),
        ("no early termination fee", "Early Termination Fee: None"),
        ("unlimited calls", "Voice calls: Unlimited"),
    ],
    Area.SERVICE: [
        ("joining fee waived", "Joining fee: 0.00"),
        ("1 waiter for 15 guests", "Service staff: one waiter per 15 guests."),
        ("warranty 2 years", "Warranty: 24 months"),
        ("membership 14,999 a year", "Annual fee: Rs. 14,999"),
        ("notice 30 days", "Notice period: 30 days"),
        ("price locked for 12 months", "The price is guaranteed for 36 months."),
    ],
    Area.LEASE: [
        ("rent 1,450 a month", "Monthly rent: $1,450.00"),
        ("deposit 2,900", "Security deposit: $2,900.00"),
        ("parking included", "Parking: one space, included in the rent"),
        ("two months rent free", "Rent free period: 3 months"),
        ("pets allowed", "Pets: allowed"),
        ("month's notice", "Notice: the Tenant may end the tenancy on one month's notice."),
        ("lease for 12 months", "Term of the lease: 12 months"),
        ("water included in the rent", "Water is included in the rent."),
    ],
    Area.B2B: [
        ("unit price 95", "Unit price: EUR 95.00"),
        ("payment in 45 days", "Payment terms: 45 days from invoice"),
        ("delivery within 6 weeks", "Lead time: 4 weeks"),
        ("uptime 99.9%", "Availability: 99.95% per month"),
        ("60 named users", "Named users: not more than sixty (60)"),
        ("freight included", "Freight: included"),
        ("no setup fee", "Set-up fee: no charge"),
        ("quote valid for 30 days", "Validity: 30 days"),
    ],
    Area.EMPLOYMENT: [
        ("base salary $140,000", "Base salary: $140,000 per year"),
        ("25 days holiday", "Annual leave: 25 days"),
        ("probation 3 months", "Probation period: three months"),
        ("notice one month", "Notice period: 1 month"),
        ("joining bonus 2 lakh", "Joining bonus: Rs 2,00,000"),
        ("no bond", "Service bond: None"),
        ("joining date 4 January 2027", "Date of joining: on or before 4 January 2027"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("area", "note", "line"),
    [pytest.param(area, note, line, id=f"{note} / {line}") for area, pairs in _PAIRS.items() for note, line in pairs],
)
def test_a_clause_that_plainly_says_it_clears_the_promise(under_its_title, area, note, line):
    found = under_its_title(note, line, area).findings
    assert [(one.claim.term, one.verdict) for one in found if one.verdict not in CLEARED] == []
    assert found
