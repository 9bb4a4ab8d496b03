"""Public cases of what was said against what was signed (facts only), through the real comparison and all sources."""

from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.deal import Area, Tenure
from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.rules import GroundRules, Rule, Tolerance, ToleranceClass
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member, Role
from tests.review.conftest import A_WEEK_AGO, Case, rules_of


def usd(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="USD")


# a fee of "$10 only", and $14,982 charged

IN_A_CLAUSE = """\
FIXED RATE LOAN AGREEMENT
Loan amount  $250,000
7. If you repay all or part of the loan before the fixed rate period ends, you must pay an early repayment charge.
The early repayment charge on the date of this letter is $14,982.
"""
IN_A_ROW = "LOAN OFFER\nLoan amount: $312,500\nEarly repayment fee: $14,982\n"


@pytest.mark.parametrize(
    ("note", "paper"),
    [
        ("early repayment: $10 only, no early repayment fee", IN_A_CLAUSE),
        ("only a $10 admin fee to repay early. no early repayment fee", IN_A_ROW),
    ],
    ids=["in a clause", "in a row"],
)
def test_a_fee_that_was_ruled_out_and_is_charged_is_contradicted_and_blocks(case, note: str, paper: str) -> None:
    loan = case(note, Area.LOAN)
    loan.paper(paper)
    [fee] = [one for one in loan.findings(Rule.DIFFERENCE) if one.said.startswith("no early repayment fee")]
    assert (fee.verdict, fee.severity) == ("CONTRADICTED", Severity.BLOCK)
    assert any("$14,982" in one.text for one in fee.evidence)
    assert (fee.impact.amount, fee.impact.kind) == (Decimal(14982), "contingent")
    assert fee in loan.file.blocking


# "month to month", and a year with a long notice

ORDER_FORM = "BROADBAND ORDER FORM\nMinimum term: 12 months\nNotice period: 90 days\nMonthly price: $60\n"
CONTRACT = """\
SERVICE AGREEMENT
1. Term. The initial term of this agreement is 12 months from the start date.
2. Ending it. The customer may end this agreement after that by giving 90 days' written notice.
"""


@pytest.mark.parametrize(
    ("area", "paper"), [(Area.TELECOM, ORDER_FORM), (Area.SERVICE, CONTRACT)], ids=["a form", "clauses"]
)
def test_month_to_month_beside_a_year_and_a_long_notice_is_wrong_twice_and_blocks(case, area: Area, paper: str) -> None:
    deal = case("it is month to month, one month's notice", area)
    deal.paper(paper)
    term, notice = sorted(deal.findings(Rule.DIFFERENCE), key=lambda one: one.verdict)
    assert (term.verdict, term.paper) == ("CONTRADICTED", "12 months")
    assert (notice.verdict, notice.paper) == ("WORSE ON PAPER", "90 days")
    assert term in deal.file.blocking


# tolerance classes: United States, Loan Estimate against Closing Disclosure

CLASSES = (
    ToleranceClass(name="lender's own charges", tolerance=Tolerance.ZERO, terms=("loan.credit_report_fee",)),
    ToleranceClass(
        name="third-party fees",
        tolerance=Tolerance.GROUP,
        terms=("loan.valuation_fee", "loan.title_search"),
        percent=Decimal(10),
    ),
    ToleranceClass(name="the customer's choice", tolerance=Tolerance.OPEN, terms=("loan.insurance_premium",)),
)


def mortgage(case, note: str, paper: str) -> Case:
    made = case(note, Area.LOAN)
    made.put(GroundRules(changed_by="manager", changed_on=A_WEEK_AGO, tolerance_classes=CLASSES))
    made.paper(f"CLOSING DISCLOSURE\n{paper}")
    return made


def test_what_has_no_tolerance_is_short_by_all_that_it_is_above(case) -> None:
    [fee] = mortgage(case, "credit report fee $40", "Credit report fee   $50").findings(Rule.TOLERANCE)
    assert (fee.shortfall, fee.blocks) == (usd(10), True)
    assert fee.verdict == "WORSE ON PAPER"
    assert fee.facts[-1] == "Credit report charge: $40 was said and the paper asks for $50: $10 too much."


@pytest.mark.parametrize("search", [350, 340])
def test_a_group_is_judged_by_its_sum_and_its_lines_are_notes(case, search: int) -> None:
    paper = f"Appraisal fee   $210\nTitle search fee   ${search}"
    deal = mortgage(case, "appraisal fee $200, title search fee $300", paper)
    lines, groups = deal.findings(Rule.DIFFERENCE), deal.findings(Rule.TOLERANCE)
    assert [one.severity for one in lines] == [Severity.NOTE, Severity.NOTE]
    assert all("third-party fees, together" in one.facts[-1] for one in lines)
    if search == 340:
        assert groups == []
        return
    [group] = groups
    assert (group.label, group.shortfall, group.blocks) == ("third-party fees", usd(10), True)
    assert group.facts == (
        "Valuation charges: $200 was said, $210 is on paper",
        "Search of the title: $300 was said, $350 is on paper",
    )
    assert [one.line for one in group.evidence] == [2, 3]


def test_a_difference_that_is_left_open_is_a_note(case) -> None:
    deal = mortgage(case, "insurance premium $200", "Insurance premium   $400")
    [one] = deal.findings(Rule.DIFFERENCE)
    assert (one.severity, one.facts[-1]) == (Severity.NOTE, "left open by the ground rules: the customer's choice")


def test_a_charge_without_tolerance_that_nobody_spoke_of_is_short_too(case) -> None:
    deal = mortgage(case, "loan amount $250,000", "Loan amount   $250,000\nCredit report fee   $50")
    [one] = deal.findings(Rule.SURPRISE)
    assert (one.shortfall, one.severity) == (usd(50), Severity.BLOCK)


# an early-repayment charge in words, never spoken of

COMPENSATION = (
    "Early repayment. If you repay the loan, or any part of it, before the end of the fixed rate period, you must "
    "compensate the lender for its loss arising from the repayment."
)
CHARGE = "An early repayment charge may be payable if the loan is repaid before the end of the fixed rate period."


@pytest.mark.parametrize("clause", [COMPENSATION, CHARGE], ids=["a compensation", "a charge"])
def test_an_early_repayment_charge_without_an_amount_is_a_surprise_and_no_broken_promise(case, clause: str) -> None:
    loan = case("rate 6.1 % fixed for 5 years, no application fee", Area.LOAN)
    loan.paper(f"LOAN AGREEMENT\nInterest rate: 6.1 % p.a., fixed for 5 years\nApplication fee: nil\n{clause}\n")
    assert rules_of(loan.file.findings) == {Rule.SURPRISE}
    [surprise] = loan.file.findings
    assert (surprise.verdict, surprise.said, surprise.impact) == ("", "", None)
    assert clause[:40] in surprise.evidence[0].text


# "doubles in ten years", where only a part is guaranteed

ILLUSTRATION = """\
POLICY ILLUSTRATION
Single premium: Rs 1,00,000
Policy term: 10 years
Guaranteed maturity benefit: Rs 1,35,000
Projected maturity benefit including non-guaranteed bonus: Rs 2,00,000
"""
PLAN = """\
INVESTMENT PLAN
Amount invested: $50,000
Term: 10 years
Maturity value, guaranteed: $71,000
Estimated balance at maturity: $100,000 (not guaranteed)
"""


@pytest.mark.parametrize(
    ("area", "paper", "guaranteed", "hoped"),
    [
        (Area.INSURANCE, ILLUSTRATION, "the paper guarantees Rs 1,35,000", "Rs 65,000 more is only hoped for"),
        (Area.DEPOSIT, PLAN, "the paper guarantees $71,000", "$29,000 more is only hoped for"),
    ],
    ids=["a policy", "a deposit"],
)
def test_what_is_guaranteed_and_what_is_hoped_for_are_kept_apart(
    case, area: Area, paper: str, guaranteed: str, hoped: str
) -> None:
    deal = case("your money doubles in ten years", area)
    deal.paper(paper)
    [growth] = deal.findings(Rule.DIFFERENCE)
    assert (growth.verdict, growth.blocks) == ("WORSE ON PAPER", True)
    assert guaranteed in growth.sentence
    assert hoped in growth.sentence
    assert growth.impact.kind == "contingent"
    assert [one.line for one in growth.evidence] == [4, 5]


# a beginner, verbal extras, surprises on paper, and hurry


def test_a_beginners_deal_has_findings_of_four_kinds(case) -> None:
    note = "home loan 8.4 %, free credit card for life, free locker for the first year"
    deal = case(note, Area.LOAN, owner="dev")
    deal.put(
        Member(login="boss", roles=(Role.BRANCH_MANAGER, Role.ADMIN), since=A_WEEK_AGO),
        Member(login="dev", name="Dev", trainee=True, since=A_WEEK_AGO),
        Interaction(customer_id=1, deal_id=1, on=A_WEEK_AGO, by="dev", said="Wants the keys before Diwali."),
    )
    deal.paper(
        "SANCTION LETTER\nRate of interest: 8.4 % p.a.\nPenal charge: 24 % p.a. on overdue amounts\n"
        "Credit shield insurance: Rs 42,000, to be bought with the loan\n",
        issued_on=date(2026, 11, 19),
    )
    found = deal.file.findings
    assert rules_of(found) >= {Rule.TRAINEE, Rule.DIFFERENCE, Rule.SURPRISE, Rule.MINIMUM_DAYS}
    assert {one.source for one in found} >= {Source.PEOPLE, Source.COMPARISON, Source.HURRY}
    extras = {one.said: one.verdict for one in deal.findings(Rule.DIFFERENCE)}
    assert any("locker" in said for said in extras)
    assert not any("8.4" in said for said in extras), "what the paper keeps is no finding"
    assert len(deal.file.blocking) >= 3


# an owner who was transferred, and the former manager who helps


def transferred(case) -> Case:
    deal = case("home loan 8.4 %", Area.LOAN, owner="ravi")
    deal.became(owners=(Tenure(owner="meena", since=A_WEEK_AGO), Tenure(owner="ravi", since=date(2026, 11, 2))))
    deal.put(
        Interaction(
            customer_id=1,
            deal_id=1,
            on=date(2026, 11, 16),
            channel=Channel.CALL,
            by="meena",
            said="I will ask for you.",
        )
    )
    return deal


def one_of(deal: Case, rule: Rule) -> DealFinding:
    [found] = deal.findings(rule)
    return found


def test_a_deal_that_fell_between_two_managers_gives_both_signals(case) -> None:
    deal = transferred(case)
    orphan, former = one_of(deal, Rule.OWNER_SILENT), one_of(deal, Rule.FORMER_OWNER)
    assert orphan.sentence == "ravi was not in touch with the customer for 18 days, since taking over on 2026-11-02."
    assert "meena, who handed the deal over on 2026-11-02, was in touch" in former.sentence
    assert {orphan.source, former.source} == {Source.PEOPLE}


def test_both_signals_clear_when_the_new_owner_logs_a_contact(case) -> None:
    deal = transferred(case)
    deal.put(Interaction(customer_id=1, on=date(2026, 11, 17), by="ravi"))
    assert deal.findings(Rule.OWNER_SILENT, Rule.FORMER_OWNER) == []


def test_an_owner_who_left_is_an_orphan_that_blocks(case) -> None:
    deal = transferred(case)
    deal.put(
        Member(login="boss", roles=(Role.ADMIN,), since=A_WEEK_AGO),
        Member(login="ravi", since=date(2026, 1, 5), left_on=date(2026, 11, 18)),
    )
    assert one_of(deal, Rule.OWNER_GONE).blocks
    assert one_of(deal, Rule.FORMER_OWNER)
