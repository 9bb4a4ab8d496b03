"""Whole papers of everyday business beside what a desk would say of them; each row is one promise and its verdict."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict

_M, _W, _C, _IF = Verdict.MATCHES, Verdict.WORSE, Verdict.CONTRADICTED, Verdict.CONDITIONAL
_U = Verdict.UNCLEAR

_BROADBAND = """
Contract summary - Fibre Max 500

Services and equipment
Broadband: average download 500 Mbps, minimum guaranteed 250 Mbps; upload 70 Mbps
Router on loan; to be returned at the end of the contract (charge £75 if not returned)

Price
Monthly price                £38.00
Activation                   £10.00 one-off
Each 31 March the monthly price rises by £3.00

Duration, renewal and termination
Minimum term 24 months from activation.
Notice 30 days. If you leave during the minimum term an early termination charge is payable: 90% of the remaining
monthly prices.
You may cancel within 14 days of the contract.

Activation takes place within 3 weeks.
Static IP address    £5.00 per month
"""

_OFFER = """
LETTER OF OFFER
1. Your annual fixed compensation will be Rs. 22,00,000 (Rupees Twenty Two Lakh only), inclusive of employer's
contribution to Provident Fund.
2. You are eligible for a variable pay of up to 10% of fixed compensation, payable annually in April, at the
discretion of the Company.
3. A one-time joining bonus of Rs. 1,50,000 will be paid with your first salary. If you leave within 12 months the
amount is recoverable in full.
4. You will be on probation for six months, extendable by three months.
5. After confirmation either party may terminate this employment by giving 90 days' notice. The Company may at its
discretion accept salary in lieu of notice.
6. You shall work from the Company's office in Pune on all working days unless your manager agrees otherwise.
7. Medical insurance: Rs. 5,00,000 for self, spouse and two children.
8. Leave: 18 days earned leave and 7 days sick leave in a calendar year.
"""

_FLAT = """
LEASE AGREEMENT
3.1 The monthly rental is R14 500,00 (fourteen thousand five hundred rand), payable in advance on the first day of
each month.
3.2 The rental escalates by 8% on each anniversary of the commencement date.
4.1 The Lessee shall pay a deposit equal to two months' rental, to be refunded within 21 (twenty-one) days after
termination of the lease less cost of repairs.
5. The lease commences on 1 December 2026 and endures for 12 (twelve) months.
6. The Lessee shall pay for all electricity and water consumed on the premises.
7. No animals may be kept on the premises without the written consent of the Lessor.
8. The Lessee is entitled to the use of one covered parking bay, No. 14.
9. The Lessee may cancel this lease on 20 business days' notice; the Lessor may then charge a reasonable cancellation
penalty.
10. The Lessor shall maintain the structure, roof and geyser. All other maintenance is for the account of the Lessee.
"""

_MOTOR = """
PRIVATE CAR INSURANCE SCHEDULE
Cover                         Comprehensive
Annual premium                £412.16 including Insurance Premium Tax at 12%
Named drivers                 Mr P Hughes
Class of use                  Social, domestic, pleasure and commuting to a single place of work
Compulsory excess             £250
Voluntary excess              £150
No claims bonus               6 years, not protected

Glass damage: excess £25 repair, £115 replacement.
Courtesy car: provided while your car is repaired by our approved repairer, subject to availability.
Driving abroad: up to 30 days in any one period of insurance in the EU.
Mid-term changes: an administration fee of £25 applies to each change to your policy, including a change of address.
Breakdown cover: not selected.
"""

_GYM = """
MEMBERSHIP AGREEMENT
Membership type: Classic. Dues: $29.00 per month, drafted on the 5th.
Enrollment fee: $49.00, waived.
Annual fee: $59.00, drafted each June 1.
Initial term: 12 months; thereafter the membership continues month to month.
Freeze: up to 2 months per calendar year at $10 per month.
Guests: members may bring one guest at no charge on Saturdays and Sundays; each guest may visit once.
Personal training: one complimentary session.
"""

_SHOP = """
LEASE - ITEMS SCHEDULE
Item 5   Term                 Three (3) years commencing 1 February 2027
Item 7   Rent                 $62,000 per annum plus GST
Item 8   Rent reviews         Fixed 4% on each anniversary; market review on exercise of each option
Item 9   Rent free period     The first two (2) months of the Term
Item 11  Security             Bank guarantee equal to three (3) months' rent plus outgoings and GST

17.1 The Tenant must maintain the air conditioning plant under a service contract with a licensed contractor at the
Tenant's cost.
21.3 On expiry the Tenant must remove its fixtures, make good any damage and return the Premises to base building
condition.
"""

_LOAN = """
Key Fact Statement
1  Sanctioned amount                      ₹5,00,000
2  Rate of interest                       11.75% p.a. (reducing balance)
3  Tenor                                  48 months
4  EMI                                    ₹13,112
5  Processing fee                         1.5% + GST
6  Insurance premium (group credit life)  ₹9,840 - deducted from disbursement
Part-prepayment: permitted twice a year after 12 EMIs, charges 2% of the amount prepaid.
Foreclosure: 3% of principal outstanding if closed within 24 months, nil thereafter.
"""

_HOME = """
HOMEOWNERS POLICY DECLARATIONS
Coverage A - Dwelling                                   $420,000
Coverage C - Personal Property                          $294,000
Deductible: All perils $1,000   Windstorm or hail 2% of Coverage A
Total annual premium                                    $2,140.00

Endorsements
HO 04 20 Specified Additional Amount of Insurance for Coverage A - 20%
HO 04 95 Limited Water Back-up and Sump Discharge - $5,000 limit, $500 deductible
HO 06 45 Actual Cash Value Loss Settlement for Roof Surfacing

Special limits: $1,500 for loss by theft of jewelry, watches, furs and precious stones.
"""

_CARD = """
ONE ACCOUNT AND CASHBACK CARD: TERMS
Fall-below fee: S$5 per month where the monthly average balance is below S$3,000, waived for the first 12 months.
Bonus interest: 2.5% p.a. on the first S$50,000 for each month in which a salary of S$3,000 or more is credited.
Sign-up gift: S$100 cash credited within 60 days provided the account is kept open for 12 months.
Card annual fee: S$196.20 (first year waived).
Cashback: 8% on dining, groceries and transport, capped at S$80 per calendar month, with minimum spend of S$800.
Foreign currency transaction fee 3.25%.
Interest-free period: up to 23 days from statement date.
Late payment charge S$100. Interest 27.8% p.a., minimum S$2.50.
"""

_BENEFITS = """
SUMMARY OF BENEFITS
| Common medical event | Services you may need | Network provider (you will pay) | Limitations and exceptions |
|---|---|---|---|
| Visit to a provider's office | Preventive care, screening | at a charge of $25 | None |
| Visit to a provider's office | Specialist visit | $60 copay / visit | None |
"""

_SAID = {
    (Area.INSURANCE, _BENEFITS): [
        ("preventive care free", _C),
        ("specialist visit $60 copay", _M),
    ],
    (Area.INSURANCE, _HOME): [
        ("dwelling 420k", _M),
        ("ded 1000", _M),
        ("hail 1%", _W),
        ("water backup 10k", _W),
        ("premium 2,140 a yr", _M),
        ("jewelry up to 5k no appraisal", _W),
    ],
    (Area.DEPOSIT, _CARD): [
        ("3.5% bonus interest", _W),
        ("cash gift $100 when she signs up", _IF),
        ("FX fee 2.5%", _W),
        ("interest free 55 days", _W),
        ("late fee $80", _W),
        ("8% cashback on dining no cap", _IF),
    ],
    (Area.TELECOM, _BROADBAND): [
        ("£38 a month", _M),
        ("18 month contract", _C),
        ("price fixed for the whole 18 months", _C),
        ("no activation fee", _C),
        ("installation within 10 working days", _W),
        ("static IP included", _C),
    ],
    (Area.EMPLOYMENT, _OFFER): [
        ("fixed 24 LPA", _W),
        ("joining bonus 1.5 lakh", _M),
        ("no clawback", _C),
        ("notice period 60 days", _W),
        ("probation 3 months only", _W),
        ("probation 6 months", _IF),
        ("21 days earned leave", _W),
    ],
    (Area.LEASE, _FLAT): [
        ("R14 500 pm", _M),
        ("12 months", _M),
        ("deposit one month", _W),
        ("deposit back within 14 days of moving out", _W),
        ("water included", _C),
        ("one cat ok", _C),
        ("escalation 6%", _W),
        ("parking 1 bay covered", _U),
        ("can give 20 business days notice to leave early", _IF),
        ("out on 20 business days notice, no penalty", _C),
    ],
    (Area.INSURANCE, _MOTOR): [
        ("excess 250", _M),
        ("excess 250 total", _U),
        ("courtesy car while hers is in the garage", _IF),
        ("no admin fee if she changes address", _C),
        ("breakdown thrown in", _C),
        ("protected NCB 6 yrs", _U),
    ],
    (Area.SERVICE, _GYM): [
        ("$29 a month", _M),
        ("joining fee waived", _M),
        ("freeze for up to 3 months for free", _W),
        ("2 PT sessions included", _W),
    ],
    (Area.LEASE, _SHOP): [
        ("$62,000 pa + GST", _M),
        ("2 months rent free", _M),
        ("bond 3 months", _M),
        ("rent up 3% a year", _W),
        ("air con serviced by landlord", _C),
        ("no make good beyond paint", _C),
    ],
    (Area.LOAN, _LOAN): [
        ("pl 5 lac", _M),
        ("interest 11.25", _W),
        ("4 yrs", _M),
        ("emi around 12,990", _M),
        ("pf 1% +gst", _W),
        ("no part payment charges after 12 emis", _C),
        ("foreclosure free after 1 yr", _C),
    ],
}


@pytest.mark.parametrize(
    ("area", "paper", "said", "verdict"),
    [pytest.param(*paper, *case, id=case[0]) for paper, cases in _SAID.items() for case in cases],
)
def test_a_promise_beside_the_whole_paper_gets_its_verdict(beside, area, paper, said, verdict):
    found = beside(said, paper, area).findings
    assert [one.verdict for one in found] == [verdict]


def test_what_takes_a_bonus_back_is_told_where_nobody_spoke_of_it(beside):
    told = beside("joining bonus 1.5 lakh", _OFFER, Area.EMPLOYMENT).surprises
    assert any("12 months" in line.text for one in told for line in one.evidence)
