"""Where a person should look: everyday words of a desk beside the words of the paper that speak of the same thing."""

import pytest

PAPERS = {
    "haulage contract": (
        """
CARRIAGE AGREEMENT

1. Services. The Carrier shall provide carriage of palletised goods between the depots listed in Schedule 1.
2. Charges. Freight is charged at GBP 412.00 per full load. Fuel is adjusted monthly against the published index.
3. Waiting. Demurrage of GBP 38.00 an hour accrues after the second hour at any point of collection.
4. Loss. The Carrier's responsibility for goods lost or damaged in transit is limited to GBP 1,300 per tonne.
5. Remittance. Invoices fall due thirty (30) days after the date of issue. Overdue sums bear interest at 8% a year.
6. Drivers. Operatives shall hold the licences that the vehicle requires and wear protective footwear on site.
7. Subcontracting. The Carrier may delegate performance to other hauliers of equal standing.
8. Ending. Either party may bring this Agreement to an end by three calendar months' written notice.
9. Records. Proof of delivery is furnished electronically within one working day.
10. Force majeure. Neither party answers for delay caused by events beyond its reasonable control.
        """,
        {
            "a full lorry costs them 412": 4,
            "a month to pay our bills": 7,
            "we always use our own trucks, never another haulier": 9,
            "signed paperwork emailed next working day": 11,
        },
    ),
    "office cleaning": (
        """
JANITORIAL SERVICES - TERMS OF ENGAGEMENT

Premises: 4th floor, 18 Harbour Road
Frequency: five evenings a week, 18:00 to 21:00
Operatives: 3
Monthly remuneration: SGD 2,950.00

A. Consumables such as paper towels and liquid soap are furnished by the Contractor.
B. External glazing is washed twice a year at an additional SGD 480 per occasion.
C. Refuse is carried to the bin centre of the building every evening.
D. Remuneration is revised each January in step with the wage order.
E. The Contractor maintains public liability cover of SGD 1,000,000.
F. A replacement attends within two hours where an operative is absent.
G. Keys that are mislaid are replaced at the expense of the Contractor.
H. The engagement is determinable by either side on one month's notice.
I. Carpets are shampooed each quarter, included in the remuneration.
        """,
        {
            "hand soap and tissue are on us": 8,
            "windows outside done two times, no extra": 9,
            "rubbish taken out daily": 10,
            "you can cancel on a month's notice": 15,
        },
    ),
    "house letting": (
        """
RESIDENTIAL TENANCY

1. The letting begins on 1 December 2026 and runs for a fixed term of twelve months.
2. The Tenant shall pay EUR 1,450 on the first day of each month.
3. A bond of EUR 2,900 is held by the tenancy board.
4. The Landlord shall keep the boiler and the installations for water in proper working order.
5. The Tenant shall not keep any animal without the written consent of the Landlord.
6. The Tenant shall not affix anything to the walls nor repaint them.
7. The Landlord may enter to inspect on 24 hours' notice.
8. One space in the underground car park is let with the dwelling.
9. Refuse charges and electricity are borne by the Tenant.
10. The Tenant may assign the letting with consent, which shall not be unreasonably withheld.
11. At the end of the letting the dwelling is to be left in a clean state, failing which EUR 260 is deducted.
        """,
        {
            "two months rent as security": 5,
            "heating breaks, the owner fixes it": 6,
            "dogs fine": 7,
            "can paint and hang pictures": 8,
            "landlord always warns a day before he visits": 9,
            "a parking spot comes with it": 10,
            "bin charges are in the rent": 11,
            "no cleaning fee when leaving": 13,
        },
    ),
    "employment in Kenya": (
        """
LETTER OF APPOINTMENT

1. You will be remunerated at KES 185,000 gross per month, disbursed by the 28th day.
2. You will commence on 4 January 2027 as Branch Accountant, stationed at Eldoret.
3. Your first six months are probationary.
4. You are entitled to twenty-four working days of absence with full remuneration in each year.
5. A medical scheme covers you and up to three dependants for in-patient treatment to KES 2,000,000.
6. You may be reassigned to any branch of the company in East Africa.
7. Fees of the professional institute are reimbursed against receipts.
8. Where you are required to labour on a rest day you receive twice the ordinary hourly remuneration.
9. You shall repay the cost of any course if you resign within two years of its completion.
10. A motor vehicle is not provided; business travel is compensated at KES 45 per kilometre.
        """,
        {
            "starts beginning of January": 4,
            "24 days holiday": 6,
            "hospital covered for the wife and kids": 7,
            "she won't be transferred": 8,
            "double pay on Sundays": 10,
            "training is free, no bond": 11,
        },
    ),
    "car purchase": (
        """
VEHICLE PURCHASE ORDER

Vehicle            2024 Corvale Estate 1.6, chassis CVE2200817
Odometer           31,400 km
Price              AUD 23,990.00
Dealer delivery    AUD 990.00
Registration       12 months, paid by the dealer
Trade-in           2016 hatchback, allowance AUD 4,500.00

a) A roadworthy certificate is furnished at handover.
b) Defects notified within 90 days or 5,000 km are rectified by the dealer without charge, save for tyres.
c) The purchaser may rescind within three business days on forfeiture of AUD 250.
d) Title passes when the price has been received in cleared funds.
e) A second key is to be obtained by the purchaser at the purchaser's expense.
f) The vehicle is handed over within ten days of the finance being approved.
        """,
        {
            "rego for a year included": 7,
            "4,500 for his old car": 8,
            "three days to change his mind, full money back": 12,
        },
    ),
    "clinic plan": (
        """
MEMBER HEALTH PLAN

| Benefit | What the plan pays |
|---|---|
| Consultation with a general practitioner | 100% after ZAR 120 co-payment |
| Spectacles | ZAR 1,800 every 24 months |
| Confinement in a maternity ward | 3 nights |
| Orthodontic treatment | not covered |
| Chronic medication | from the plan's formulary only |
| Ambulance | unlimited, by the contracted service |
| Physiotherapy | 8 sessions a year |

Contributions are collected by debit order on the first day of the month.
No benefit is payable for twelve months in respect of a condition that existed before admission.
        """,
        {
            "seeing the doctor costs nothing": 5,
            "new glasses every year": 6,
            "braces for the kids are in": 8,
            "physio 12 times": 11,
        },
    ),
}


@pytest.mark.parametrize(
    ("paper", "note", "line"),
    [(name, note, line) for name, (_, notes) in PAPERS.items() for note, line in notes.items()],
)
def test_the_line_that_speaks_of_the_promise_is_shown(beside, paper, note, line):
    found = beside(note, PAPERS[paper][0].strip()).findings
    assert line in {shown.line for one in found for shown in one.evidence}


def test_a_doubt_shows_the_line_that_names_the_term_and_no_figure_of_another(beside):
    paper = """Item                                  Qty     Unit price        Amount
----------------------------------------------------------------------
Desktop computer, 16 GB, 512 GB SSD,   30     Rs. 38,500    11,55,000
21.5 inch monitor, UPS 600 VA
GST at 18 %                                                   2,07,900
----------------------------------------------------------------------
Total                                                    Rs. 13,62,900

Terms
 1. Unit price: Rs. 38,500 for each computer, GST extra at 18 %.
 2. Delivery within 4 weeks of the order.
 3. Installation is free of charge.
 4. Warranty: 3 years on site.
 5. Payment: 50 % in advance with the order, the balance on delivery.
 6. This quotation is valid until 15-12-2026.
 7. A cancelled order forfeits 10 % of its value."""
    [found] = beside("payment 30 days after delivery", paper, "b2b").findings
    assert found.verdict.value == "unclear"
    assert [one.text.strip()[:11] for one in found.evidence] == ["5. Payment:"]
    assert found.paper is None
