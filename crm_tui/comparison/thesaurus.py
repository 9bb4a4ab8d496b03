"""Words that desks and papers use for each other. They find a passage; they never clear a promise."""

from collections.abc import Mapping
from functools import cache

from crm_tui.comparison.words import stem

_GROUPS = """
fee charge cost price tariff levy
penalty penal fine default liquidated
cancel cancellation terminate termination end exit leave quit surrender close closure
early premature before prior foreclosure foreclose preclosure prepayment prepay
start begin commence commencement effective inception from
tenure tenor term period duration length
instalment emi repayment payment kist
interest rate byaj roi
loan credit advance facility principal borrowing
customer client borrower lessee tenant renter buyer purchaser policyholder subscriber member employee executive hirer
bank lender creditor lessor landlord owner seller vendor supplier provider insurer company employer licensor
car vehicle auto motor automobile
home house property premises dwelling residence
flat apartment unit
office premises space
phone mobile handset device smartphone
internet broadband data
router modem equipment hardware gateway
installation install setup activation onboarding commissioning
delivery deliver dispatch shipment ship supply lead
refund reimburse reimbursement return repay repaid
free complimentary waived nil
warranty guarantee
repair maintenance service servicing upkeep
renew renewal extend extension rollover
increase raise hike escalation uplift rise revise revision
discount rebate reduction concession
bonus incentive variable
salary pay wage remuneration compensation ctc base
leave holiday vacation pto
quit resign resignation notice
doctor physician practitioner consultant
hospital hospitalisation hospitalization inpatient
deductible excess
copay copayment
cover coverage covered insured indemnity benefit
limit cap ceiling maximum
minimum least floor
deposit bond caution
tax gst vat duty
insurance policy cover
document paperwork papers form
documentation paperwork
stamp registration
legal lawyer attorney advocate
valuation appraisal inspection survey
settle settlement settled
claim claims
support helpdesk assistance help
response respond reply react
uptime availability
backup restore recovery
licence license user seat
parking garage car-park bay
pet dog cat animal
utility electricity water gas power
electricity power
wifi internet
travel trip journey
baggage luggage
abroad overseas foreign international roaming
training course
relocation moving move shift shifting relocate
transfer assign assignment
sublet sublease
exclusive exclusivity sole
invoice bill billing
monthly month
annual yearly year
quarterly quarter
weekly week
daily day
weekend saturday sunday
night nights
late overdue delayed delay arrears
bounce bounced returned dishonour dishonoured unpaid
statement passbook
cheque check
withdraw withdrawal encash
nominee nomination beneficiary
guarantor guarantee surety
collateral security mortgage charge pledge lien hypothecation
disburse disbursal disbursement payout drawdown funding
online digital internet app
visit visits callout
spare spares parts consumables
fuel petrol diesel mileage
replacement substitute courtesy
child kid children dependant dependent
parents mother father
wife spouse husband
stock share equity option rsu
remote wfh home
"""


@cache
def _groups() -> Mapping[str, frozenset[str]]:
    """Each stem's companions."""
    found: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = {stem(word) for word in line.split()}
        for one in group:
            found.setdefault(one, set()).update(group)
    return {word: frozenset(others) for word, others in found.items()}


def companions(word: str) -> frozenset[str]:
    """The stems that may stand for a stem; itself among them."""
    return _groups().get(word, frozenset({word}))
