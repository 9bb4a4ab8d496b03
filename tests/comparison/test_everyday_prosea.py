"""Commercial agreements in the prose of filed contracts beside what was said of them; each row is one promise."""

from decimal import Decimal

import pytest

from crm_tui.comparison.fee_multiples import UNIT
from crm_tui.comparison.quantities import quantities
from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict

_M, _W, _C, _IF = Verdict.MATCHES, Verdict.WORSE, Verdict.CONTRADICTED, Verdict.CONDITIONAL
_U = Verdict.UNCLEAR

_SUPPLY = """
SUPPLY AGREEMENT
3.1 Price. The price for the Products shall be $1.42 per pound (the "Base Price"), which shall remain firm for
the first six (6) months following the Effective Date.
3.2 Payment. Each invoice shall be due and payable within thirty (30) days after the date thereof. Any amount
not paid when due shall bear interest at the rate of one and one-half percent (1.5%) per month.
3.3 Rebate. If Buyer's purchases of Products in any Contract Year exceed $1,500,000, Supplier shall credit Buyer
an amount equal to two percent (2%) of such purchases within sixty (60) days after the end of such Contract
Year, provided that Buyer is not then in default hereunder.
4.1 Orders. Supplier shall use commercially reasonable efforts to ship Products within ten (10) business days
following acceptance of a purchase order.
7.1 Limitation of Liability. IN NO EVENT SHALL SUPPLIER'S AGGREGATE LIABILITY EXCEED THE AMOUNTS PAID BY BUYER
DURING THE TWELVE (12) MONTHS PRECEDING THE EVENT GIVING RISE TO THE CLAIM.
"""

_DISTRIBUTION = """
EXCLUSIVE DISTRIBUTION AGREEMENT
3.1 Prices. The Distributor shall purchase the Products at the Manufacturer's then current list price less a
discount of forty percent (40%).
3.3 Co-operative Advertising. The Manufacturer shall make available to the Distributor a co-operative marketing
allowance equal to two percent (2%) of the Distributor's net purchases.
4.3 Returns. The Distributor may return unsold Products in original packaging within ninety (90) days of invoice
for credit at the invoice price less a restocking charge of fifteen percent (15%).
5.1 Non-Competition. During the term and for twelve (12) months thereafter the Distributor shall not sell or
promote any product competitive with the Products in the Territory.
"""

_SUBCONTRACT = """
SUBCONTRACT AGREEMENT
1. Subcontract Sum. The Contractor shall pay the Subcontractor the lump sum of $386,000.00 (excluding GST),
which sum is not subject to rise and fall.
5. Security. Within 14 days of the date of this Subcontract the Subcontractor shall lodge with the Contractor an
unconditional bank guarantee for an amount equal to 5% of the Subcontract Sum.
9. Facilities. The Contractor shall provide scaffolding and cranage for the use of the Subcontractor at no cost
to the Subcontractor during the Contractor's normal working hours, subject to availability.
"""

_SERVICES = """
MASTER SERVICES AGREEMENT AND STATEMENT OF WORK NO. 3
4. Fees and Expenses. 4.1 Client shall pay Consultant for the Services at the blended hourly rate of $165.00.
4.2 The parties estimate that fees under this Statement of Work will be approximately $240,000; such amount is
an estimate only.
7. Personnel. Consultant shall use reasonable efforts to maintain the continuity of the Key Personnel but may
substitute personnel of comparable skill upon notice to Client.
8. Acceptance. Each Deliverable shall be deemed accepted unless Client gives written notice of rejection within
five (5) business days after delivery.
14. Limitation of Liability. NEITHER PARTY'S LIABILITY SHALL EXCEED THE FEES PAID OR PAYABLE UNDER THE
APPLICABLE STATEMENT OF WORK IN THE SIX (6) MONTHS PRECEDING THE CLAIM.
"""

_FRANCHISE = """
FRANCHISE AGREEMENT
3.2 The Franchisee shall pay to the Franchisor a Continuing Fee of three and one-half percent (3.5%) of Gross
Sales.
5.1 The Franchisor shall provide an initial training course. The Franchisee shall bear all travel, accommodation
and subsistence costs.
7.1 The Franchisee shall purchase all Products exclusively from the Franchisor or its nominated suppliers.
12.1 The Franchisee may sell the Business with the prior written consent of the Franchisor and on payment of a
transfer fee of £5,000 plus the Franchisor's legal costs.
"""

_OUTSOURCING = """
OUTSOURCED PAYROLL SERVICES AGREEMENT
2. A one-off Set-Up Charge of €6,000 shall be payable on the Commencement Date.
9.1 On termination the Supplier shall provide exit assistance for a period of up to sixty days, charged at the
Supplier's standard rates.
10.1 The Supplier's total aggregate liability shall be limited to the total Charges paid during the 12 months
immediately preceding the date on which the claim arose.
"""

_SAID = (
    (_SUPPLY, "they ship within 10 business days of PO", _IF),
    (_SUPPLY, "we get 2% rebate on annual buys over $1.5M", _IF),
    (_SUPPLY, "late interest 1.5% a month", _M),
    (_SUPPLY, "liability cap is 2x annual fees", _W),
    (_DISTRIBUTION, "returns of unsold stock within 90 days full credit", _IF),
    (_DISTRIBUTION, "marketing fund 3% of purchases", _W),
    (_DISTRIBUTION, "no non-compete", _C),
    (_SUBCONTRACT, "lump sum $386,000 ex gst", _M),
    (_SUBCONTRACT, "bank guarantee not required", _C),
    (_SUBCONTRACT, "they supply scaffold and cranage free of charge", _IF),
    (_SERVICES, "blended rate $165/hr", _M),
    (_SERVICES, "not to exceed $240k for the SOW", _W),
    (_SERVICES, "key people (Sam R, Lena K) stay for the duration", _IF),
    (_SERVICES, "acceptance window 10 biz days", _W),
    (_FRANCHISE, "royalty 3.5% of net sales", _M),
    (_FRANCHISE, "they pay hotel", _C),
    (_FRANCHISE, "no obligation to buy stock from them", _C),
    (_FRANCHISE, "no transfer fee", _C),
    (_OUTSOURCING, "setup €6k one off, waived if we sign by Xmas", _W),
    (_OUTSOURCING, "exit help 60 days free", _C),
    (_OUTSOURCING, "liability cap 12 months fees", _M),
    (_OUTSOURCING, "liability capped at 1.5x annual charges", _W),
    (_OUTSOURCING, "liability max €1m", _U),
)


@pytest.mark.parametrize(("paper", "said", "verdict"), _SAID, ids=[said for _, said, _ in _SAID])
def test_a_promise_beside_a_contract_in_prose_gets_its_verdict(beside, paper, said, verdict):
    found = beside(said, paper, Area.B2B).findings
    assert [one.verdict for one in found] == [verdict]


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("2x annual fees", 24),
        ("12 months' fees", 12),
        ("150% of the annual charges", 18),
        ("the fees paid in the six (6) month period prior to the claim", 6),
        ("the amounts paid by Buyer during the twelve (12) months preceding the event", 12),
    ],
)
def test_an_amount_told_in_fees_is_counted_in_months_of_them(words, months):
    assert [(one.low, one.unit) for one in quantities(words)] == [(months, UNIT)]


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("three and one-half percent (3.5%)", "3.5"),
        ("one-half of one percent (0.5%)", "0.5"),
        ("two and one-quarter percent (2.25%)", "2.25"),
    ],
)
def test_one_half_is_a_half(words, share):
    assert [one.low for one in quantities(words)] == [Decimal(share)]
