"""Papers whose own figures don't agree, and papers whose figures only seem not to."""

import pytest

from crm_tui.domain.deal import Area

LOAN = """KEY FACTS
Loan amount            Rs 4,50,000
Rate of interest       10.75 % p.a. fixed
Tenure                 60 months
EMI                    Rs {emi}
Total amount payable   Rs {total}
"""
DEPOSIT = """TERM DEPOSIT ADVICE
Principal              Rs 10,00,000
Period                 400 days
Rate of interest       7.75 % p.a.
Compounding            Quarterly
Maturity value         Rs {value}
"""
HOSTING = """2. Availability
2.1 The Provider guarantees availability of 99.95% in each month.

SCHEDULE 2 - SERVICE LEVELS

| Measure | Level |
|---|---|
| Availability in a month | 99.9% |
"""

SALARY = """ANNEXURE A

Component                           Amount
-------------------------------  ------------
Basic                               7,40,000
House rent allowance                3,70,000
Fixed pay                          11,10,000
Variable pay                        3,00,000
-------------------------------  ------------
Cost to company                    {total}
"""
FEES = """| Item | Amount |
|---|---|
| Pump | 50,000 |
| Valve | 12,000 |
| Less discount | 2,000 |
| Total | {total} |
"""


def faults(beside, text, area):
    return [fault.explanation for fault in beside("rate 9", text, area).paper_faults]


@pytest.mark.parametrize(
    ("area", "text", "explanation", "lines"),
    [
        (
            Area.LOAN,
            LOAN.format(emi="9,900", total="5,94,000"),
            "Printed instalment Rs 9,900; its own terms give Rs 9,728.08.",
            [2, 3, 4, 5],
        ),
        (
            Area.LOAN,
            LOAN.format(emi="9,728", total="5,38,680"),
            "Printed total Rs 5,38,680; 60 instalments of Rs 9,728 come to Rs 5,83,680.",
            [4, 5, 6],
        ),
        (
            Area.LOAN,
            LOAN.format(emi="9,728", total="5,83,680") + "APR   9.20 %\n",
            "Printed annual percentage rate 9.2 %; its own terms give 10.75 %.",
            [2, 4, 5, 7],
        ),
        (
            Area.DEPOSIT,
            DEPOSIT.format(value="10,96,200"),
            "Printed maturity value Rs 10,96,200; its own terms give Rs 10,87,805.98.",
            [2, 3, 4, 6],
        ),
        (
            Area.INSURANCE,
            "SCHEDULE\nCo-payment   10 % of each claim\n\nINFORMATION SHEET\nCo-payment   20 % of each claim\n",
            "10 % is printed for co-payment in one place, 20 % in another.",
            [2, 5],
        ),
        (
            Area.B2B,
            HOSTING,
            "99.95 % is printed for uptime in one place, 99.9 % in another.",
            [2, 8],
        ),
        (
            Area.LOAN,
            "Loan amount   Rs 48,00,000 (Rupees Forty Five Lakh only)\n",
            "Figures and words differ: “Rs 48,00,000 (Rupees Forty Five Lakh only)”.",
            [1],
        ),
        (
            Area.LEASE,
            "The term is for thirty six (24) months.\n",
            "Figures and words differ: “thirty six (24) months”.",
            [1],
        ),
        (
            Area.LEASE,
            "The licence is for 24 months from 1 January 2027 to 31 December 2027.\n",
            "Printed end 31 December 2027; 24 months from 1 January 2027 end on 31 December 2028.",
            [1],
        ),
        (
            Area.DEPOSIT,
            "Deposit\nValue date   20-11-2026\nDue date   25-12-2028\nPeriod   400 days\n",
            "Printed end 25 December 2028; 400 days from 20 November 2026 end on 24 December 2027.",
            [2, 3, 4],
        ),
        (
            Area.EMPLOYMENT,
            SALARY.format(total="15,10,000"),
            "Printed for “Cost to company” 15,10,000; the rows above it come to 14,10,000.",
            [5, 6, 7, 8, 10],
        ),
        (
            Area.B2B,
            FEES.format(total="66,000"),
            "Printed for “Total” 66,000; the rows above it come to 60,000.",
            [3, 4, 5, 6],
        ),
        (Area.LOAN, "60 x Rs 9,728 = Rs 5,38,680", "Printed “60 x Rs 9,728 = Rs 5,38,680”; it comes to 5,83,680.", [1]),
        (
            Area.LOAN,
            "1 % of Rs 5,00,000 = Rs 6,000",
            "Printed “1 % of Rs 5,00,000 = Rs 6,000”; it comes to 5,000.",
            [1],
        ),
        (
            Area.LOAN,
            "Rate of interest: 8.75 % p.a. floating, being EBLR 8.50 % plus 0.15 %.",
            "Printed rate 8.75 %; its benchmark of 8.5 % and spread of 0.15 % give 8.65 %.",
            [1],
        ),
    ],
    ids=[
        "the instalment",
        "the total",
        "the annual rate below the rate",
        "the maturity value",
        "two parts, two figures",
        "clause and schedule",
        "words behind a figure",
        "a figure behind words",
        "a period in a sentence",
        "a period in rows",
        "a total with a subtotal",
        "a total with a deduction",
        "a price times a number",
        "a share of an amount",
        "benchmark and spread",
    ],
)
def test_a_paper_that_contradicts_itself(beside, area, text, explanation, lines):
    found = beside("rate 9", text, area).paper_faults
    assert [fault.explanation for fault in found] == [explanation]
    assert sorted(line.line for line in found[0].evidence) == lines


@pytest.mark.parametrize(
    ("area", "text"),
    [
        (Area.LOAN, LOAN.format(emi="9,728", total="5,83,682")),
        (Area.LOAN, LOAN.format(emi="9,730", total="5,83,690")),
        (Area.LOAN, LOAN.format(emi="9,728", total="5,83,680").replace("10.75 % p.a. fixed", "5.94 % p.a. flat")),
        (Area.LOAN, LOAN.format(emi="9,728", total="5,88,990") + "Processing fee   Rs 4,500 plus GST 18 %\n"),
        (Area.LOAN, LOAN.format(emi="9,728", total="5,83,680") + "APR   11.20 %\n"),
        (Area.LOAN, LOAN.format(emi="9,728", total="5,83,680") + "Balloon payment   Rs 1,00,000\n"),
        (Area.DEPOSIT, DEPOSIT.format(value="10,87,806")),
        (Area.DEPOSIT, DEPOSIT.format(value="10,87,759")),
        (
            Area.INSURANCE,
            "SCHEDULE\nCo-payment   10 % of each claim\n\nBENEFITS\nCo-payment above age 70   20 % of each claim\n",
        ),
        (Area.INSURANCE, "BUILDINGS\nExcess   £100\n\nCONTENTS\nExcess   £250\n"),
        (Area.LOAN, "TERM LOAN\nRate of interest   9.9 % p.a.\n\nCASH CREDIT\nRate of interest   10.15 % p.a.\n"),
        (Area.LOAN, "SUMMARY\nEMI   Rs 42,112\n\nANNEXURE 1\nEMI   Rs 42,112.33\n"),
        (Area.LEASE, "RENT\nRent   Rs 42,000\n\nRENEWAL\nRent for the next term   Rs 45,000\n"),
        (Area.LOAN, "Loan amount   Rs. 7.50 lakh (Rupees Seven Lakh Fifty Thousand only)\n"),
        (Area.LOAN, "Finance amount   AED 150,000 (UAE Dirhams One Hundred Fifty Thousand only)\n"),
        (Area.LOAN, "Fee   Rs 1,250.50 (Rupees One Thousand Two Hundred Fifty and Paise Fifty only)\n"),
        (Area.LEASE, "Notice of thirty (30) days, and sixty (60) days in the second year (one of two).\n"),
        (Area.LEASE, "The licence is for 11 months from 1 January 2027 to 30 November 2027.\n"),
        (Area.LEASE, "The tenancy is for 12 months from 05/01/2027 to 04/30/2028.\n"),
        (Area.LEASE, "The term is 24 months from 1 January 2027, and may be extended to 31 December 2030.\n"),
        (Area.DEPOSIT, "Deposit\nValue date   20-11-2026\nDue date   25-12-2027\nPeriod   400 days\n"),
        (Area.EMPLOYMENT, SALARY.format(total="14,10,000")),
        (Area.B2B, FEES.format(total="60,000")),
        (Area.B2B, FEES.format(total="62,000")),
        (Area.B2B, FEES.replace("| 50,000 |", "| as quoted |").format(total="66,000")),
        (Area.LOAN, "A. Charges   1,120\n   Points   670\n   Fee   450\nB. Other   76\n\nTOTAL   1,196"),
        (Area.LOAN, "Rate of interest: 8.40 % p.a. being RLLR 9.00 % minus 0.60 %."),
    ],
    ids=[
        "a last instalment that differs",
        "an instalment rounded up",
        "a flat rate",
        "a fee with its tax in the total",
        "fees in the annual rate",
        "a balloon",
        "full quarters and the days left",
        "parts of quarters compounded",
        "two cases of one term",
        "two things insured",
        "two loans",
        "the same figure, rounded",
        "a later term",
        "words for a scaled figure",
        "words of another country",
        "words with a part of one",
        "figures behind their words",
        "the day before",
        "a day that may be read two ways",
        "an extension",
        "days between two dates",
        "subtotals",
        "a deduction",
        "a deduction that the total leaves out",
        "a row in words",
        "parts with sums of their own",
        "a spread below the benchmark",
    ],
)
def test_a_paper_whose_figures_agree(beside, area, text):
    assert faults(beside, text, area) == []
