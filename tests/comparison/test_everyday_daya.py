"""Summaries, schedules and fee tables of consumers' papers beside a desk's terse notes: each row is one promise."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict

_M, _W, _C, _IF = Verdict.MATCHES, Verdict.WORSE, Verdict.CONTRADICTED, Verdict.CONDITIONAL

_SIM = """
CONTRACT SUMMARY
Your plan                           SIM Only 100GB
UK data                             100 GB a month, 5G where available
UK calls                            Unlimited minutes to standard landlines and mobiles
UK texts                            Unlimited
Roaming                             Use up to 25GB of your UK allowance in 48 EU destinations for £2.47 a day
Personal hotspot (tethering)        Included
Monthly charge                      £16.00
One-off set up cost                 £0.00
Annual price change                 Your monthly charge will increase by £1.80 on 1 April each year
Minimum term                        24 months, starting when your SIM is connected
Spend cap                           Set to £5 by default. You can change it in the app.
"""

_GOLD = """
KEY FACT STATEMENT - LOAN AGAINST GOLD ORNAMENTS
2   Sanctioned loan amount (in Rupees)             3,20,000
4   Loan term                                      12 months
6   Interest rate (%) and type                     11.88% p.a. fixed
    (i)   Processing fees                          One time      0.25% of loan amount, min Rs 199
    (iii) Valuation fees                           One time      Rs 250
    (ii)  Foreclosure charges                      0.50% if closed within 3 months, nil thereafter
Auction of pledged ornaments shall be carried out after giving 14 days' notice by registered post to the borrower.
"""

_MOTOR = """
MOTOR INSURANCE - SCHEDULE
Insured value               AED 78,000
Repair condition            Agency repair for vehicles in first 2 years of registration; approved garage thereafter
Premium                     AED 2,350.00
VAT 5%                      AED 117.50
Roadside assistance         Gold: 4 services in policy period
Windscreen damage           Covered up to AED 3,500 without deductible
Off-road cover              Covered for 4WD only
No claim discount           15% applied, subject to certificate from previous insurer
"""

_SAVINGS = """
Schedule of Charges - Savings Account
Average Monthly Balance (AMB)                     Rs. 10,000 (Metro / Urban), Rs. 5,000 (Semi-urban)
Platinum Debit Card - annual fee                  First year nil; Rs. 499 from second year
Domestic lounge visits (debit card)               2 per quarter on spends of Rs. 5,000 in previous quarter
NEFT / RTGS / IMPS through net banking            Nil
Cash withdrawal at own ATMs                       INR 0.00
Cheque book                                       25 leaves per quarter free; Rs. 4 per leaf thereafter
SMS alerts                                        Rs. 15 per quarter
"""

_POSTPAID = """
SUBSCRIPTION CERTIFICATE / PLAN SUMMARY
Monthly Recurring Fee        PHP 1,499.00 (VAT inclusive)
Data allocation              80GB all-access data per month. Unused data does not carry over.
Texts                        Unlimited to all networks
Calls to landline            Charged at P7.50 per minute
Freebies                     Netflix Mobile for 6 months; auto-renews at P169/month charged to bill unless cancelled
Device                       iPhone 17 128GB
Device cashout               PHP 9,900.00 payable upon application
"""

_TERM_DEPOSIT = """
Term Deposit - Confirmation of Investment
Term                          12 months
Interest rate                 4.65% p.a. fixed
Monthly account fee           $0
Minimum deposit               $5,000
Additional deposits           Not available during the term
Grace period                  7 calendar days commencing on the maturity date
"""

_CONTENTS = """
Your Home Insurance Schedule
Contents sum insured                            £45,000   New for old
Valuables single article limit                  £1,500
Freezer contents                                £500
Family legal protection                         Not selected
Compulsory excess                               £100
"""

_TRAVEL = """
TRAVEL INSURANCE CERTIFICATE
Coverage                                          Sum insured (USD)        Deductible
Total loss of checked-in baggage                  500                      Nil
Loss of passport                                  250                      50
Conditions
Pre-existing diseases are excluded except life threatening unforeseen emergencies, up to 10% of medical sum insured.
Maternity: Not covered
Adventure sports: not covered.
"""

_KENYA = """
LOAN OFFER LETTER / TOTAL COST OF CREDIT
Principal amount: KES 300,000
Tenor: 24 months
Monthly instalment: KES 16,100
Negotiation / processing fee        3.0% of principal        KES 9,000
CRB report                                                   KES 50
2. Early settlement: the Borrower may prepay in full at any time subject to a fee of 2% of the outstanding balance.
4. The Borrower shall provide one guarantor acceptable to the Bank.
"""

_PAIRS = {
    (Area.TELECOM, _SIM): [
        ("plan £16/m", _M),
        ("unltd mins", _M),
        ("EU roaming 25gb incl", _C),
        ("price goes up only £1.80 every april", _M),
        ("no set up fee", _M),
        ("hotspot allowed", _M),
    ],
    (Area.LOAN, _GOLD): [
        ("gold loan 3.2L", _M),
        ("@ 0.99% p.m.", _M),
        ("valuation chg 250 only", _M),
        ("auction se pehle 30 days notice", _W),
        ("no foreclosure charges", _C),
    ],
    (Area.INSURANCE, _MOTOR): [
        ("IDV aed 78k", _M),
        ("prem 2,350 + vat", _M),
        ("agency repair 3 yrs", _W),
        ("RSA free unlimited", _W),
        ("off-road yes", _IF),
        ("windscreen no excess", _M),
        ("ncd 15% given", _IF),
    ],
    (Area.DEPOSIT, _SAVINGS): [
        ("savings acct zero bal", _C),
        ("debit card platinum free for life", _W),
        ("imps neft free", _M),
        ("cash at own ATMs free", _M),
        ("lounge 2 per qtr", _IF),
        ("sms alerts no charges", _C),
    ],
    (Area.TELECOM, _POSTPAID): [
        ("80gb + unli txt", _M),
        ("netflix mobile 12 mos free", _W),
        ("iphone cashout 9,900 only", _M),
        ("landline mins 200", _C),
        ("data rollover pwede", _C),
    ],
    (Area.DEPOSIT, _TERM_DEPOSIT): [
        ("term deposit 12 mths", _M),
        ("4.65% pa", _M),
        ("rate locked whole term", _M),
        ("can top up anytime", _C),
        ("grace period 7 days after maturity", _M),
    ],
    (Area.INSURANCE, _CONTENTS): [
        ("contents sum 45k", _M),
        ("legal cover free", _C),
        ("single item limit 2k", _W),
        ("freezer food yes", _IF),
    ],
    (Area.INSURANCE, _TRAVEL): [
        ("passport loss yes", _IF),
        ("baggage loss 1000 usd", _W),
        ("pre existing covered life threatening only", _IF),
        ("maternity 50k after 2 yrs", _C),
        ("adventure sports cover", _C),
    ],
    (Area.LOAN, _KENYA): [
        ("24 miezi", _M),
        ("instalment 16,100", _M),
        ("processing fee 2.5%", _W),
        ("hakuna penalty ukimaliza mapema", _C),
        ("CRB check bila malipo", _C),
        ("no guarantor needed", _C),
    ],
}


@pytest.mark.parametrize(
    ("area", "paper", "said", "verdict"),
    [pytest.param(*paper, *case, id=case[0]) for paper, cases in _PAIRS.items() for case in cases],
)
def test_a_promise_beside_a_consumers_paper_gets_its_verdict(beside, area, paper, said, verdict):
    found = beside(said, paper, area).findings
    assert {one.verdict for one in found} == {verdict}
