"""Clauses of many kinds of paper: which cost or bind the customer, and how; which do not."""

import pytest

from crm_tui.comparison.adverse import adverse
from crm_tui.comparison.layout import passages
from crm_tui.comparison.phrases import PhraseError, compiled
from crm_tui.comparison.roles import Roles
from crm_tui.domain.document import PaperLine

ADVERSE = [
    # loans and cards
    ("late_charge", "Any sum not paid on its due date shall carry interest at 3 % per month until paid."),
    ("late_charge", "A late fee of $35 is charged if we do not receive your payment by the due date."),
    ("late_charge", "Penal charges of 2 % p.a. are levied on the overdue amount."),
    ("returned_payment", "Cheque bounce charges: Rs 500 for each instance."),
    ("returned_payment", "If your payment is returned unpaid you will owe a returned payment fee of up to $40."),
    ("collection_costs", "The Borrower shall pay all legal fees and expenses of enforcement."),
    ("early_exit", "Foreclosure charges of 4 % of the principal outstanding apply."),
    ("early_exit", "If you repay early we may charge compensation of up to 58 days' interest."),
    (
        "acceleration",
        "Upon an Event of Default the entire outstanding balance shall become immediately due and payable.",
    ),
    ("acceleration", "The facility is repayable on demand."),
    ("set_off", "The Bank may set off any deposit of the Borrower against the dues."),
    ("set_off", "We may debit any of your accounts with us for sums that you owe."),
    ("security_interest", "The vehicle shall stand hypothecated in favour of the Lender."),
    ("security_interest", "You grant us a security interest in the goods purchased."),
    ("cross_default", "A default under any other loan with the Lender is a default under this one."),
    ("guaranty", "Two guarantors acceptable to the Bank shall sign the deed."),
    ("guaranty", "The applicants are jointly and severally liable."),
    ("assignment", "The Lender may sell or assign this loan without notice to the Borrower."),
    ("attorney", "The Borrower irrevocably appoints the Lender as his attorney-in-fact."),
    ("attorney", "You authorise us to charge the card on file each month."),
    ("price_rise", "The Bank may revise the rate of interest at any time."),
    ("insurance_required", "The Borrower shall keep the property insured at his own cost."),
    ("insurance_required", "If you do not insure, we may obtain insurance and add its premium to your loan."),
    ("minimum_charge", "A commitment fee is payable on the undrawn part of the limit."),
    ("tie_in", "The Borrower shall route all sales proceeds through the account with the Bank."),
    ("restraint", "The Company shall not borrow from any other lender without our consent."),
    ("data_use", "The Bank may disclose information on the account to credit bureaus."),
    ("at_actuals", "Stamp duty and registration are payable by the Borrower."),
    ("interest_terms", "Interest accrued in the moratorium is capitalised."),
    # deposits and accounts
    ("not_refundable", "The joining fee is non-refundable."),
    ("suspension", "An account without operations for two years becomes dormant."),
    ("auto_renewal", "On maturity the deposit is automatically renewed for the same period."),
    ("tie_in", "An average monthly balance of Rs 10,000 must be kept."),
    ("use_limit", "Partial withdrawals are not permitted during the term."),
    # insurance
    ("waiting_period", "Maternity is not covered in the first 24 months."),
    ("waiting_period", "Pre-existing diseases are covered after 36 months."),
    ("waiting_period", "A waiting period of 30 days applies to all illnesses."),
    ("sub_limit", "Room rent is limited to 1 % of the sum insured per day."),
    ("excess", "You pay the first £250 of each claim."),
    ("excess", "A co-payment of 20 % applies to each claim."),
    ("exclusion", "Loss caused by war, nuclear risks or wear and tear is not covered."),
    ("exclusion", "We do not cover driving under the influence of alcohol."),
    ("claim_deadline", "Claims must be notified within 30 days of the loss."),
    ("claim_deadline", "Theft must be reported to the police within 24 hours."),
    ("void", "Any misrepresentation makes the policy void."),
    # leases
    ("deposit", "A security deposit of two months' rent is payable on signing."),
    ("holdover", "If the Tenant holds over, rent is payable at double the rate."),
    ("goods_back", "The cost of painting is deducted from the deposit."),
    ("goods_back", "Damage beyond fair wear is charged to the Tenant."),
    ("use_limit", "The premises may be used only as a residence."),
    ("use_limit", "Pets are not allowed."),
    ("use_limit", "No smoking anywhere in the building."),
    ("transfer_limit", "The Tenant shall not assign the lease without consent."),
    ("notice_owed", "The Tenant shall give 90 days' written notice before leaving."),
    ("inspection", "The Landlord may inspect the premises at any time."),
    ("price_rise", "Rent increases by 5 % each year."),
    ("at_actuals", "Electricity and water are payable by the Tenant."),
    ("pay_regardless", "Rent shall be paid without deduction or set-off."),
    # services, telecom and business
    ("lock_in", "The minimum period is 24 months."),
    ("lock_in", "The agreement may not be terminated during the initial term."),
    ("auto_renewal", "The agreement renews for successive terms of 12 months unless notice is given."),
    ("advance_billing", "Fees are invoiced annually in advance."),
    ("tax_on_top", "All prices are exclusive of GST."),
    ("tax_on_top", "VAT will be added at the rate in force."),
    ("price_rise", "The Provider may increase its fees once a year."),
    ("overage", "Use beyond the allowance is charged at 10p per MB."),
    ("suspension", "We may suspend the service if a bill is unpaid."),
    ("suspension", "A reconnection fee of Rs 250 applies."),
    ("variation", "We may change these terms at any time by a notice on our website."),
    ("variation", "Acme reserves the right to modify or withdraw the plan."),
    ("termination", "The Supplier may terminate this agreement for convenience on 30 days' notice."),
    ("liability_cap", "The Supplier's total liability shall not exceed the fees paid in the last six months."),
    ("liability_cap", "The club is not liable for injury or loss of belongings."),
    ("indirect_loss", "Neither party is liable for indirect or consequential loss."),
    ("indemnity", "The Customer shall indemnify the Supplier against all claims."),
    ("no_promise", "The software is provided as is, without warranty of any kind."),
    ("sole_remedy", "Service credits are the sole and exclusive remedy."),
    ("entire_agreement", "This is the entire agreement and supersedes all prior discussions."),
    ("entire_agreement", "No oral statement of a salesperson binds the Company."),
    ("arbitration", "Any dispute shall be finally settled by arbitration."),
    ("jury_waiver", "You waive any right to a jury trial."),
    ("jury_waiver", "Claims may not be brought as a class action."),
    ("confidentiality", "The Client shall keep the terms of this agreement confidential."),
    ("ownership", "All deliverables remain the property of the Supplier."),
    ("data_use", "The Provider may use the name and logo of the Client on its website."),
    ("force_majeure", "The Supplier is excused by force majeure."),
    ("incorporated", "The general terms on our website apply to this order."),
    ("discretion", "Approval is at the sole discretion of the Company."),
    ("price_unfixed", "This quotation is indicative only and not a fixed price: the quote is an estimate only."),
    ("goods_back", "The replacement of a lost router costs $180."),
    ("use_limit", "A fair usage policy applies, after which speed is reduced."),
    ("exclusion", "Scheduled maintenance does not count as downtime."),
    # employment
    ("clawback", "The joining bonus is recovered if you leave within 12 months."),
    ("clawback", "You shall sign a training bond of Rs 2,00,000."),
    ("restraint", "You shall not compete with the Company for 12 months after leaving."),
    ("restraint", "For one year you shall not solicit clients or employees of the Company."),
    ("work_orders", "You may be transferred to any office of the Company."),
    ("work_orders", "You may be asked to work in night shifts as required."),
    ("conditions", "This offer is subject to a satisfactory background check."),
    ("termination", "Your employment is at will."),
    ("ownership", "Inventions made by you in the course of employment belong to the Company."),
]

HARMLESS = [
    "This agreement is governed by the laws of Ireland.",
    "The courts of Mumbai have jurisdiction.",
    "Complaints may be sent to our grievance officer.",
    "You may refer your complaint to the ombudsman free of charge.",
    '"Premises" means the flat described in Schedule A.',
    "Dear Customer, thank you for choosing us.",
    "This offer is valid for 30 days.",
    "The sanction is open for acceptance until 30 June 2027.",
    "Please keep this document with your records.",
    "Processing fee: Nil",
    "Deductible: None",
    "Annual fee: waived",
    "There is no charge for prepayment.",
    "No processing fee is payable.",
    "Delivery is free of charge.",
    "You may cancel within 14 days.",
    "You have the right to withdraw from this contract within 14 days.",
    "The Landlord pays property tax.",
    "The Supplier shall replace faulty parts within two days.",
    "The Company will provide a laptop and a phone.",
    "The Bank returns the title deeds within 30 days of closure.",
    "Deposits are insured with the deposit insurance corporation.",
    "Interest is credited each quarter.",
    "Loan amount: Rs 5,00,000",
    "Tenure: 60 months",
    "Rate of interest: 9.50 % p.a.",
    "Equated monthly instalment: Rs 10,500",
    "Sum insured: Rs 10,00,000",
    "Monthly rent: $1,650",
    "Basic salary: 50,000",
    "You are entitled to 24 days of paid leave a year.",
    "The Client is credited 5 % of the fee for each hour lost.",
    "Name of the borrower: Asha Rao",
    "Account number: 00112233",
    "Instalments fall due on the 5th of each month.",
    "Support is available from 9 am to 6 pm.",
    "Headings are for convenience of reference.",
    "If a clause is void the rest stands.",
    "Signed in two counterparts.",
    "Total payable: Rs 14,243.00",
    "The gym is open on all days.",
    "The vehicle is a white hatchback.",
    "Data: unlimited",
    "Witness 1 ____________",
]


def _read(text: str) -> list[str]:
    lines = (PaperLine(page=1, number=1, text="ACME SERVICES LIMITED"), PaperLine(page=1, number=3, text=text))
    return [one.type.id for one in adverse(passages(lines), Roles(lines), "service")]


@pytest.mark.parametrize(("kind", "text"), ADVERSE, ids=[text[:50] for _, text in ADVERSE])
def test_a_clause_that_costs_or_binds_is_known_by_its_type(kind, text):
    assert _read(text) == [kind]


@pytest.mark.parametrize("text", HARMLESS, ids=lambda text: text[:50])
def test_a_clause_that_costs_nothing_is_left_alone(text):
    assert _read(text) == []


@pytest.mark.parametrize("phrase", ["(late", "... late", "<nobody> pays", "", "late)"])
def test_a_phrase_that_is_not_written_as_phrases_are_is_refused(phrase):
    with pytest.raises(PhraseError):
        compiled(phrase)
