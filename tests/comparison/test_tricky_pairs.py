"""Clauses that only look as if they kept what was said, in all trades and of many countries: none may clear it."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import CLEARED

_PAIRS = {
    Area.LOAN: [
        ("interest only 5 years", "Interest only for 5 years at the lender's option."),
        ("loan disbursed within 3 days", "Disbursement within 3 days of completion of all documents."),
        ("cashback 5%", "Cashback of 5% up to Rs 500 per month."),
        ("rate is prime plus a half", "Interest Rate: Prime Rate plus 1.25 %."),
        ("PF 1% max 10k", "Processing fee: 1 % of the loan amount."),
        ("legals on us", "Legal fee: £350."),
        ("interest rate 8.75%", "Rate of interest: 8.75% p.a. for loans up to Rs 30 lakh."),
        ("rate fixed for the whole term", "The rate is fixed. The lender may vary it on 30 days' notice."),
        ("APR 5.9%", "5.90% APR with approved credit; actual rate may be higher."),
        ("no prepayment penalty", "No prepayment penalty on partial prepayments of up to 25% a year."),
        ("no prepayment penalty", "No prepayment penalty, provided the loan is repaid out of own funds."),
        ("no annual fee", "Annual fee: $0 introductory fee for the first year, then $95."),
        ("no processing fee", "Processing fee: nil; documentation and login charges of Rs 4,500 apply."),
        ("EMI 21,450", "EMI: Rs 21,450 (interest only during the first 12 months)"),
        ("2% cashback on everything, no limit", "Cashback: 2% on all purchases, up to $50 a month."),
        ("no guarantor needed", "Guarantor: not required for loans below Rs 5 lakh."),
        ("processing fee 1%", "Processing fee: 1% of the loan amount, minimum Rs 15,000."),
        ("balance transfer fee 3%", "Balance transfer fee: 3% or $10, whichever is greater."),
        ("0% interest for 18 months", "0% introductory APR for the first 12 months."),
        ("moratorium 6 months", "Moratorium: up to 6 months at the lender's discretion."),
    ],
    Area.DEPOSIT: [
        ("FD at 7.25%", "Rate of interest: 7.25% p.a. for senior citizens."),
        ("withdraw any time without penalty", "Premature withdrawal without penalty after 12 months."),
        ("no monthly fee", "Monthly fee: $0 with a minimum daily balance of $1,500, otherwise $12."),
        ("auto renewal off", "Maturity instruction: renew automatically for the same period."),
        ("free ATM withdrawals", "ATM withdrawals: 5 free per month, then Rs 21 each."),
        ("rate 4.5% guaranteed", "Interest rate: 4.50% variable."),
        ("bonus of £175 for switching", "Bonus of £175 if you switch using the full service and pay in £1,500."),
    ],
    Area.INSURANCE: [
        ("prem 14,760 all in", "Net premium 14,100; GST 18% 2,538; total premium payable 16,638"),
        ("sum insured 10 lakh each", "Sum insured: Rs 10,00,000 floater for the family."),
        ("named storm deductible 2%", "Named storm deductible: 2%, minimum $75,000 per occurrence."),
        ("maternity covered after 24 months", "Maternity: up to Rs 50,000, after 24 months."),
        ("scuba diving covered", "Scuba diving is covered to a depth of 30 metres with a licensed instructor."),
        ("no co-pay", "Co-payment: nil in network hospitals, 20% elsewhere."),
        ("theft covered", "Theft is covered where there are signs of forced entry."),
        ("dental covered", "Dental treatment: covered only if arising from an accident."),
        ("excess £250", "Excess: £250 for claims made after the first year, £500 before."),
        ("new for old on everything", "New for old, except clothing and bicycles over three years old."),
        ("premium $2,184 a year", "Premium $2,184, plus policy fee of $125."),
        ("roadside assistance included", "Roadside assistance: available as an optional extra."),
        ("worldwide cover", "Cover: worldwide excluding the USA and Canada."),
    ],
    Area.TELECOM: [
        ("router thrown in", "Router rental: $10 per month."),
        ("speed 300 Mbps", "Download speed: up to 300 Mbps, minimum guaranteed 150 Mbps."),
        ("unlimited data that never slows down", "Unlimited data. After 75 GB speeds may be reduced to 1.5 Mbps."),
        ("£28 a month for the whole contract", "Monthly charge: £28.00, rising each April by CPI plus 3.9%."),
        ("router free", "Router: free on a 24 month contract."),
        ("roaming in the EU included", "EU roaming: included up to 12 GB per month."),
        ("no early termination fee", "Early termination fee: none after the minimum term of 24 months."),
        ("streaming free for 12 months", "Streaming: free for 6 months."),
        ("installation free", "Installation is free for standard installations within 30 metres of the cabinet."),
        ("$65 per line", "$65 per line with AutoPay and paperless billing."),
    ],
    Area.SERVICE: [
        ("1 waiter for 15 guests", "Service staff: one waiter per 20 guests."),
        ("two visits a month", "The Contractor services 3 lifts."),
        ("free call-backs any number of times", "Call-backs are free, up to two in a contract year."),
        ("warranty 2 years on everything", "Warranty: 2 years on parts, 90 days on labour."),
        ("cancel any time", "You may cancel at any time after the first 12 months."),
        ("all spare parts included", "Spare parts included except consumables and batteries."),
        ("24x7 support", "Support: 24x7 for severity 1, business days otherwise."),
        ("price locked for 12 months", "The price is guaranteed for 6 months."),
        ("full refund if not happy", "Refund: full, less an administration fee of $75."),
    ],
    Area.LEASE: [
        ("furnished", "The flat is let partially furnished."),
        ("pets allowed", "Pets, other than dogs and cats, are allowed."),
        ("pets allowed", "Pets are allowed save for dogs and cats."),
        ("notice 30 days", "Either party may terminate on 30 days' notice after an initial term of 24 months."),
        ("deposit back within 14 days", "The deposit is returned within 14 days of the tenant paying any sums due."),
        ("month's notice, no penalty", "Notice: the Tenant may end the tenancy on 2 months' notice."),
        ("lock-in 3 months", "A resident who leaves early forfeits one month's occupancy fee."),
        ("parking on us", "Parking: Rs 1,500 per month."),
        ("one month free", "Concession: one month free, repayable in full if Resident defaults."),
        ("utilities included", "Utilities included up to $100 per month."),
        ("two renewal options", "Tenant may extend the Term for one (1) additional period of five (5) years."),
        ("landlord fixes the HVAC", "Tenant shall at its expense maintain the HVAC system."),
        ("rent stays the same for 3 years", "Rent: $2,000 per month, increased by 3% on each anniversary."),
        ("deposit 2,900 fully refundable", "Security deposit: $2,900, of which $400 is non-refundable for cleaning."),
        ("can sublet", "Subletting is permitted with the Landlord's prior written consent."),
        ("parking included", "Parking: one space, included for the first six months."),
    ],
    Area.B2B: [
        ("uptime 99.9%", "The Supplier aims for 99.9% uptime."),
        ("free replacement within 7 days", "Replacement within 7 days, freight payable by the customer."),
        ("refund unused months", "Unused months are not refunded."),
        ("unit price 95", "Unit price: EUR 95.00 for orders of 1,000 units and above."),
        ("uptime 99.9%", "Availability: 99.9%, excluding planned maintenance."),
        ("support price up no more than CPI", "Support fee rises by the greater of 4% and CPI."),
        ("new versions included", "Updates are included. Major releases are licensed at a separate fee."),
        ("nobody gets swapped", "Consultant may replace any of its personnel with others of comparable skill."),
        ("we own everything from day one", "Title passes to Client upon payment in full of all amounts due."),
        ("liability twice the fees", "Liability shall not exceed the fees paid in the preceding 12 months."),
        ("delivery in 4 weeks", "Delivery: 4 weeks from receipt of advance payment and approved drawings."),
        ("freight included", "Freight: included within city limits."),
    ],
    Area.EMPLOYMENT: [
        ("medical 5 lakh for self spouse kids", "Group medical cover of Rs 5,00,000 for self only."),
        ("probation 3 months", "Probation: 3 months, which may be extended."),
        ("AED 18,000 a month, basic 11,000 of that", "Total monthly salary: AED 18,000. Basic salary: AED 9,000."),
        ("bonus 20%", "Target bonus: 20% of base salary, at the discretion of the Board."),
        ("joining bonus 2 lakh", "Joining bonus: Rs 2,00,000, recoverable if you leave within 12 months."),
        ("work from home", "Remote working is permitted two days a week."),
        ("no non-compete", "Non-compete: none in the first year; 6 months thereafter."),
        ("family medical insurance included", "Medical insurance for you. Family may be added at your own cost."),
        ("notice one month either way", "Notice: one month from the Company, three months from you."),
        ("options 10,000 shares", "10,000 options, subject to approval by the Board, vesting over four years."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("area", "note", "line"),
    [pytest.param(area, note, line, id=f"{note} / {line}") for area, pairs in _PAIRS.items() for note, line in pairs],
)
def test_a_clause_that_keeps_only_part_of_it_clears_nothing(under_its_title, area, note, line):
    found = under_its_title(note, line, area).findings
    assert found
    assert [(one.claim.term, one.paper) for one in found if one.verdict in CLEARED] == []


_PROVISIONS = {
    Area.LOAN: [
        ("no penalty for paying early", "If you repay early there is no penalty, save in the first three years."),
        ("interest 9.5%", "Interest, first six months: 9.5% p.a.\nInterest, from month 7: 12.5% p.a."),
    ],
    Area.SERVICE: [
        (
            "cancel with 30 days notice",
            ("Customer may terminate upon thirty (30) days' notice. Notwithstanding the foregoing, the notice shall be "
             "one hundred eighty (180) days during the first year."),
        ),
        ("refund in 7 days", "Provider shall refund the fee within thirty (30) days of cancellation."),
        ("one waiter for 10 guests", "Waiters: one for every 15 guests"),
        ("$380 per lift", "Fee: S$420.00 per lift per month, S$380.00 for the first month"),
        ("free call-outs any number of times", "Call-outs are free, up to three in a year."),
        ("no early exit fee", "No fee is payable on cancellation if three months' notice is given."),
        (
            "permits in the price",
            "The Contract Price covers engineering, materials, labor, and inspection fees, other than permits.",
        ),
    ],
    Area.LEASE: [
        ("deposit one month", "Rent: $2,450.00 per month\nSecurity deposit: $4,900.00"),
        ("rent 2,000 for both years", "Base Rent, year 1: $2,000 per month\nBase Rent, year 2: $2,100 per month"),
        ("rent in year 2 is 2,000", "Base Rent, year 1: $2,000 per month\nBase Rent, year 2: $2,100 per month"),
        ("pets allowed", "The Tenant may keep one small dog at the Premises."),
        ("landlord pays the water", "Landlord shall supply water to the Premises at the cost of the Tenant."),
        (
            "landlord fixes the boiler",
            "The boiler shall be repaired by the Landlord; provided that the Tenant has kept it serviced.",
        ),
        ("rent includes property tax", "Tenant shall pay the property tax in addition to the Rent."),
        ("deposit back in 14 days", "The Landlord shall return the deposit within thirty (30) days of the end."),
        (
            "power backup included",
            "The Licensor shall provide lighting, lifts, cleaning and power backup, the last at Rs 18 per unit.",
        ),
    ],
    Area.B2B: [
        ("support included", "Support is included. Support outside business hours is charged at $180 per hour."),
        (
            "updates included",
            "Licensor shall furnish updates without charge; provided, however, that the maintenance fee is paid.",
        ),
        ("freight is on us", "Seller shall arrange the freight for the account of the Buyer."),
        (
            "warranty 2 years",
            "Seller warrants the Goods for two (2) years. However, batteries are warranted for ninety (90) days.",
        ),
    ],
    Area.EMPLOYMENT: [
        ("pension 8% from us", "Pension. You contribute 8% of basic salary and the Company contributes 5%."),
        ("notice one month from us", "Notice from you: 1 month\nNotice from the Company: 1 week"),
        ("notice 1 month", "8. Notice. During probation 30 days; thereafter two months or salary in lieu."),
        (
            "won't claw back the joining bonus",
            "If, before the second anniversary, you resign without good reason, you shall repay the joining bonus.",
        ),
        (
            "relocation covered up to 75k",
            "The Company shall reimburse relocation expenses in an amount not to exceed $50,000.",
        ),
        ("visa paid by company", "The cost of the visa is paid by the Company and recovered from the salary."),
        (
            "severance 12 months",
            ("You shall receive severance of twelve (12) months of Base Salary. If the termination occurs in the first "
             "year the severance shall be three (3) months."),
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("area", "note", "lines"),
    [
        pytest.param(area, note, lines, id=f"{note} / {lines[:40]}")
        for area, pairs in _PROVISIONS.items()
        for note, lines in pairs
    ],
)
def test_a_provision_that_takes_part_of_it_back_clears_nothing(under_its_title, area, note, lines):
    found = under_its_title(note, f"\n{lines}", area).findings
    assert found
    assert [(one.claim.term, one.paper) for one in found if one.verdict in CLEARED] == []
