"""Whole notes beside whole papers of every area, in the layouts and words of their trades."""

import pytest

from crm_tui.domain.deal import Area

CASES = [
    pytest.param(
        Area.LOAN,
        "PL 5 lakh, 36 months\nROI 11.25 fixed\nPF 1%\nno foreclosure charges after 12 emi\nAPR about 12",
        """
KEY FACTS STATEMENT
Part 1 (Interest rate and fees/charges)
Sr. No.  Parameter                                   Details
1        Sanctioned loan amount (in Rupees)          5,00,000
2        Loan term (year/months/days)                36 months
3        Instalment details: number of EPIs          36
         EPI (Rs)                                    16,427
4        Interest rate (%) and type                  11.25 % Fixed
5        Processing fees (payable to the RE)         One-time, Rs 10,000
6        Annual Percentage Rate (APR) (%)            12.10
7        Penal charges, if any                       2 % per month on overdue amount
8        Foreclosure charges, if applicable          4 % of principal outstanding
""",
        {
            "loan.amount": "matches",
            "loan.tenure": "matches",
            "loan.rate": "matches",
            "loan.foreclosure_charge": "contradicted",
            "loan.apr": "matches",
            "loan.rate_type": "matches",
        },
        id="Indian key facts statement",
    ),
    pytest.param(
        Area.LOAN,
        "30 yr fixed at 6.25%\nloan 280,000\nno prepayment penalty\norigination fee $1,500\nescrow included in payment",
        """
Loan Estimate
| Loan Terms | | Can this amount increase after closing? |
|---|---|---|
| Loan Amount | $280,000 | NO |
| Interest Rate | 6.5% | NO |
| Monthly Principal & Interest | $1,769.79 | NO |
| Prepayment Penalty | NO | |
| Balloon Payment | NO | |

Loan Term 30 years
Product: Fixed Rate
| A. Origination Charges | $2,240 |
|---|---|
| Origination Fee | $1,500 |
| Underwriting Fee | $740 |
""",
        {
            "loan.amount": "matches",
            "loan.rate": "worse",
            "loan.prepay_charge": "matches",
            "loan.origination_fee": "matches",
            "loan.rate_type": "matches",
            "loan.tenure": "matches",
        },
        id="US loan estimate",
    ),
    pytest.param(
        Area.LOAN,
        "15,000 EUR over 48 months\nborrowing rate 5.9 % fixed\nno arrangement fee\nearly repayment free",
        """
STANDARD EUROPEAN CONSUMER CREDIT INFORMATION
2. Description of the main features
The total amount of credit              15.000,00 €
The duration of the credit agreement    48 months
3. Costs of the credit
The borrowing rate                      6,4 % p.a., fixed for the whole term
Annual percentage rate of charge (APR)  6,9 %
Arrangement fee                         1 % of the amount of credit
Early repayment                         You have the right to repay early. The creditor is entitled to
                                        compensation of 1 % of the amount repaid early.
""",
        {
            "loan.amount": "matches",
            "loan.tenure": "matches",
            "loan.rate": "worse",
            "loan.prepay_charge": "contradicted",
            "loan.origination_fee": "contradicted",
            "loan.rate_type": "matches",
        },
        id="EU credit information",
    ),
    pytest.param(
        Area.LOAN,
        "rate 4.6% fixed until 31 Jan 2030\nno product fee\nfree valuation\nERC 1% only",
        """
Mortgage illustration
The interest rate is 4.6 % per annum, fixed until 31 January 2029. After that it is our variable rate, now 7.9 %.
Product fee: £999
There is no charge for the valuation.
Early repayment charge: 3 % of the amount repaid.
""",
        {
            "loan.rate": "matches",
            "loan.valuation_fee": "matches",
            "loan.prepay_charge": "worse",
            "loan.fixed_period": "worse",
            "loan.origination_fee": "contradicted",
        },
        id="UK mortgage illustration in sentences",
    ),
    pytest.param(
        Area.DEPOSIT,
        "FD 3 lakh at 7.1, 24 months\nquarterly payout\nno penalty on premature",
        """
FIXED DEPOSIT ADVICE
Principal amount: Rs. 3,00,000
Period of deposit: 24 months
Rate of interest: 6.90 % p.a.
Interest payout: Quarterly
Premature withdrawal: A penalty of 1 % applies.
""",
        {
            "deposit.deposit_amount": "matches",
            "deposit.tenure": "matches",
            "deposit.rate": "worse",
            "deposit.payout": "matches",
            "deposit.premature_penalty": "contradicted",
        },
        id="Indian deposit advice",
    ),
    pytest.param(
        Area.DEPOSIT,
        "no monthly fee\nno minimum balance\n$200 bonus\nfree checks",
        """
Account summary
- Monthly service fee: $0
- Minimum balance: none
- New account bonus: $200, paid if direct deposits of $1,000 are received in 60 days
- Checks: first order is included at no extra cost
""",
        {"deposit.account_fee": "matches", "deposit.min_balance": "matches", "deposit.bonus_money": "conditional"},
        id="US account summary in bullets",
    ),
    pytest.param(
        Area.INSURANCE,
        "10 lakh cover, premium 18,500 incl GST\nno copay\nPED wait 2 yrs\nmaternity after 9 months",
        """
CUSTOMER INFORMATION SHEET
Sum insured          Rs 10,00,000
Premium              Rs 18,500 plus GST
Co-payment           10 % of each claim
Waiting period for pre-existing diseases    36 months
Room rent            Up to 1 % of sum insured per day
Maternity waiting period    24 months
""",
        {
            "insurance.sum_insured": "matches",
            "insurance.premium": "worse",
            "insurance.copay": "contradicted",
            "insurance.ped_wait": "worse",
            "insurance.maternity_wait": "worse",
        },
        id="Indian health policy",
    ),
    pytest.param(
        Area.INSURANCE,
        "excess £150\naccidental damage included\nbuildings up to £500,000\nlegal cover free",
        """
Insurance Product Information Document
What is insured?
✓ Buildings up to £500,000
✓ Accidental damage to buildings is included
What is not insured?
✗ Legal expenses
Your excess is £250 for every claim.
""",
        {"insurance.deductible": "worse", "insurance.accidental_damage": "matches"},
        id="UK insurance information document",
    ),
    pytest.param(
        Area.INSURANCE,
        "collision deductible 500\nroadside incl\nrental 40/day\n6 month premium $780",
        """
AUTO POLICY DECLARATIONS
Coverage                      Limit / Deductible         Premium
Collision                     $1,000 deductible          $210
Roadside assistance           Included                   $0
Rental reimbursement          $30 per day                $18
Total premium for six months  $780
""",
        {"insurance.roadside": "matches", "insurance.premium": "matches"},
        id="US motor declarations",
    ),
    pytest.param(
        Area.TELECOM,
        "799/month plus gst\n200 mbps unlimited\nfree installation\nno lock in\nrouter free",
        """
Plan terms
Monthly rental: Rs 799 + GST
Speed: up to 200 Mbps
Data: 3,300 GB per month, then 2 Mbps
Installation charges: Rs 500
Lock-in period: 6 months
Router: provided free of cost, to be returned on closure
""",
        {
            "telecom.monthly_fee": "matches",
            "telecom.data": "conditional",
            "telecom.installation_fee": "contradicted",
            "telecom.lock_in": "contradicted",
            "telecom.equipment": "conditional",
            "telecom.speed": "unclear",
        },
        id="Indian fibre plan",
    ),
    pytest.param(
        Area.TELECOM,
        "£18 a month, 24 months\n30GB data\nno price rises\nEU roaming included",
        """
Contract summary
Price: £18.00 per month. Each April the price goes up by £1.80.
Duration: 24 months
Data: 30GB a month
Roaming in the EU: included at no extra cost, up to 12GB a month
Upfront cost: £0
""",
        {
            "telecom.term": "matches",
            "telecom.data": "matches",
            "telecom.roaming": "conditional",
            "telecom.monthly_fee": "matches",
        },
        id="UK contract summary",
    ),
    pytest.param(
        Area.LEASE,
        "rent $1,450\n12 month lease\ndeposit one month\npets ok, no pet fee\nparking included",
        """
RESIDENTIAL LEASE
1. Term. The lease runs for twelve (12) months from January 1, 2027.
2. Rent. Tenant pays $1,450.00 per month, due on the first day of each month.
3. Security deposit. Tenant deposits $2,175.00 with Landlord.
4. Pets. Pets are allowed. A pet fee of $300 is payable.
5. Parking. One parking space is included at no extra cost.
6. Late fee. Rent more than five days late bears a late fee of $75.
""",
        {
            "lease.rent": "matches",
            "lease.term": "matches",
            "lease.pet_fee": "contradicted",
            "lease.parking": "matches",
            "lease.pets": "matches",
        },
        id="US lease in clauses",
    ),
    pytest.param(
        Area.LEASE,
        "rent 32k, deposit 1 lakh\nlock in 6 months\nmaintenance included\n1 month notice",
        """
LEAVE AND LICENCE AGREEMENT
License fee          Rs 32,000 per month
Security deposit     Rs 1,50,000, refundable without interest
Lock-in period       11 months
Maintenance          Rs 2,800 per month, payable by the Licensee
Notice period        2 months
""",
        {
            "lease.rent": "matches",
            "lease.deposit": "worse",
            "lease.lock_in": "worse",
            "lease.notice": "worse",
            "lease.maintenance": "contradicted",
        },
        id="Indian leave and licence",
    ),
    pytest.param(
        Area.B2B,
        "$40 per user per month, 50 users\n99.9 uptime\nnet 30\nno auto renewal\nimplementation free",
        """
ORDER FORM
Fee per user per month     USD 42.00
Users                      50
Implementation             USD 6,000 one-time
Payment terms              Net 30 days
Service level: availability of 99.5 % in each month.
Renewal: this Order renews automatically for 12 months unless a party gives notice 60 days before the end.
""",
        {
            "b2b.recurring_fee": "worse",
            "b2b.uptime": "worse",
            "b2b.payment_days": "matches",
            "b2b.auto_renewal": "contradicted",
            "b2b.installation": "contradicted",
            "b2b.quantity": "matches",
        },
        id="order form",
    ),
    pytest.param(
        Area.EMPLOYMENT,
        "CTC 24 lpa\njoining bonus 2 lakh\nnotice 1 month\nWFH 3 days a week\njoin 5 jan",
        """
LETTER OF OFFER
Annual CTC: Rs 24,00,000
Joining bonus: Rs 2,00,000, recovered in full if you leave within 18 months
Notice period: 3 months
Work from home: 2 days a week
Date of joining: 5 January 2027
""",
        {
            "employment.salary": "matches",
            "employment.signing_bonus": "conditional",
            "employment.notice": "worse",
            "employment.start_date": "matches",
        },
        id="Indian offer letter",
    ),
    pytest.param(
        Area.EMPLOYMENT,
        "base 120k\nsign on bonus $10k\n15 days PTO\n401k match 4%\nfully remote",
        """
Dear Sam,
Your annual base salary is $120,000, paid twice a month.
You will receive a signing bonus of $10,000, to be repaid if you resign within twelve months.
You are entitled to 15 days of paid time off each year.
The Company matches 401(k) contributions up to 3 % of salary.
You will work from our Austin office three days a week.
""",
        {
            "employment.salary": "matches",
            "employment.signing_bonus": "conditional",
            "employment.remote": "contradicted",
        },
        id="US offer letter in sentences",
    ),
    pytest.param(
        Area.SERVICE,
        "12k a year all incl\nfree freeze 1 month\nrefund in 7 days\nno joining fee\n2 PT sessions free",
        """
MEMBERSHIP TERMS
Annual membership fee: Rs 12,000 inclusive of GST
Joining fee: Nil
Freeze: up to 15 days a year on written request
Refund: fees are not refundable
Personal training: 2 sessions are included at no extra cost
""",
        {"service.joining_fee": "matches", "service.sessions": "matches", "service.annual_fee": "matches"},
        id="membership terms",
    ),
    pytest.param(
        Area.SERVICE,
        "$15 a week\nno cancellation fee\nfirst month free",
        """
You pay $65 per month by direct debit.
There is no charge for cancelling.
The first month is free of charge.
""",
        {"service.early_exit_fee": "matches"},
        id="a plan in sentences",
    ),
    pytest.param(
        Area.LOAN,
        "ROI 9\nno prepayment charges\ndocs in 10 days\ninsurance optional",
        """
The interest rate is 9.00 % per annum, compounded monthly. You pay no fee if you repay
all or part of the loan early. The original documents are given back within 30 days. It is compulsory
to take the group insurance of the bank at a premium of Rs 4,500.
""",
        {"loan.rate": "matches", "loan.prepay_charge": "matches"},
        id="a loan in running text",
    ),
    pytest.param(
        Area.LOAN,
        "car loan 8 lakh 60 months\nrate 9.25\nPF 2500\nstamp duty extra",
        """
VEHICLE LOAN SANCTION
Amount : Rs 8,00,000              Tenor : 60 months
Rate   : 9.25 % p.a. (fixed)      EMI   : Rs 16,704
Processing fee : Rs 3,500         Stamp duty : At actuals
""",
        {"loan.amount": "matches", "loan.tenure": "matches", "loan.rate": "matches", "loan.processing_fee": "worse"},
        id="two terms on a line",
    ),
]


@pytest.mark.parametrize(("area", "note", "text", "expected"), CASES)
def test_a_fair_reader_would_say_the_same(beside, area, note, text, expected):
    found = {one.claim.term: one.verdict.value for one in beside(note, text, area).findings}
    assert {term: found.get(term) for term in expected} == expected


@pytest.mark.parametrize(("area", "note", "text", "expected"), CASES)
def test_every_finding_names_the_rule_that_decided_and_its_passage(beside, area, note, text, expected):
    for found in beside(note, text, area).findings:
        assert found.rule, found
        assert found.evidence or found.verdict in ("missing", "unclear"), found
