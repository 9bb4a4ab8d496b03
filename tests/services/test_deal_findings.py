"""What the review of a deal finds beside the comparison's own words: severities, decisions, waivers, order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import DocumentType
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.rules import GroundRules, Rule, RuleSeverity
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.services import acts, deal_findings, papers, records, staff
from crm_tui.services.capture import capture, hear
from crm_tui.services.decisions import acknowledge
from crm_tui.services.desk import Desk
from crm_tui.services.difference_findings import severity

DAY = date(2026, 11, 21)
LETTER = """\
SANCTION LETTER
Rate of interest              8.75 % p.a., fixed for 3 years
Penal charges                 2 % p.a. on the overdue amount
Tenure                        240 months
"""


@pytest.fixture
def deal(desk: Desk, tmp_path: Path) -> Deal:
    """A rate that is worse on paper, a tenure as it was said, and a penal charge that nobody spoke of."""
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    deal = records.add(
        desk,
        Deal(customer_id=customer.id, title="Home loan", area=Area.LOAN, opened=DAY, stage_since=DAY, owner="asha"),
    )
    note = "interest rate 8.4 %, tenure 240 months"
    capture(desk, customer, note, deal_id=deal.id, promises=hear(desk, note, Area.LOAN))
    letter(desk, deal, tmp_path)
    return deal


def letter(desk: Desk, deal: Deal, folder: Path, text: str = LETTER) -> None:
    path = folder / "letter.txt"
    path.write_text(text, encoding="utf-8")
    papers.attach(desk, deal, path, type=DocumentType.SANCTION_LETTER)


def found(desk: Desk, rule: Rule) -> DealFinding:
    """The only finding of a rule."""
    [one] = [one for one in deal_findings.of(desk, 1).findings if one.rule is rule]
    return one


def resolution(desk: Desk, about: DealFinding, answer: Answer, **details: object) -> Resolution:
    document = deal_findings.of(desk, 1).document
    assert document is not None
    kept = "worse" if about.verdict else about.sentence
    return records.add(
        desk,
        Resolution(
            by="asha",
            on=DAY,
            deal_id=1,
            document_id=document.id,
            version=document.version,
            about=about.key,
            found=kept,
            answer=answer,
            **details,
        ),
    )


COST = Money(amount=Decimal(9000), currency="INR")
IN_FULL = {
    Answer.EXCEPTION: {"cost": COST, "granted_by": "manager", "granted_on": DAY},
    Answer.ACCEPTED: {"how": "side letter of 20 November", "customer_on": DAY},
}


def test_a_promise_that_the_paper_keeps_is_no_finding(desk: Desk, deal: Deal) -> None:
    file = deal_findings.of(desk, deal.id)
    assert len(file.promises) == 2
    assert [one.said for one in file.findings if one.rule is Rule.DIFFERENCE] == ["interest rate 8.4 %"]


def test_a_difference_carries_its_words_its_evidence_and_its_promise(desk: Desk, deal: Deal) -> None:
    one = found(desk, Rule.DIFFERENCE)
    assert (one.verdict, one.severity, one.blocks) == ("WORSE ON PAPER", Severity.BLOCK, True)
    assert one.evidence[0].line == 2
    assert one.opens is not None
    assert records.get(desk, Commitment, one.opens.id).words == one.said


@pytest.mark.parametrize(
    ("given", "most", "asks"),
    [
        (Severity.BLOCK, Severity.WARN, Severity.WARN),
        (Severity.BLOCK, Severity.NOTE, Severity.NOTE),
        (Severity.WARN, Severity.BLOCK, Severity.WARN),
        (Severity.NOTE, Severity.BLOCK, Severity.NOTE),
        (Severity.WARN, Severity.NOTE, Severity.NOTE),
    ],
)
@pytest.mark.parametrize("rule", [Rule.DIFFERENCE, Rule.SURPRISE])
def test_a_desk_caps_what_the_comparison_asks_for_and_never_raises_it(
    rule: Rule, given: Severity, most: Severity, asks: Severity
) -> None:
    own = GroundRules(changed_by="manager", changed_on=DAY, severities=(RuleSeverity(rule=rule, severity=most),))
    assert severity(given, rule, own) is asks


@pytest.mark.parametrize("rule", [Rule.DIFFERENCE, Rule.SURPRISE])
def test_the_rules_in_force_are_the_newest(desk: Desk, deal: Deal, rule: Rule) -> None:
    staff.appoint_first_admin(desk, desk.officer)
    for version, most in enumerate((Severity.WARN, Severity.NOTE), 1):
        own = RuleSeverity(rule=rule, severity=most)
        records.add(desk, GroundRules(version=version, changed_by="manager", changed_on=DAY, severities=(own,)))
        assert found(desk, rule).severity is most
        assert deal_findings.of(desk, deal.id).rules.version == version


@pytest.mark.parametrize("answer", [Answer.EXCEPTION, Answer.ACCEPTED])
def test_a_resolution_in_full_lets_a_finding_pass(desk: Desk, deal: Deal, answer: Answer) -> None:
    resolution(desk, found(desk, Rule.DIFFERENCE), answer, **IN_FULL[answer])
    one = found(desk, Rule.DIFFERENCE)
    assert (one.severity, one.passes, one.blocks) == (Severity.BLOCK, True, False)
    assert answer.value in one.settled


@pytest.mark.parametrize(
    ("answer", "lacking", "says"),
    [
        pytest.param(answer, name, says, id=f"{answer}, no {name}")
        for answer, names in {
            Answer.EXCEPTION: {"cost": "what it costs", "granted_by": "who granted it"},
            Answer.ACCEPTED: {"how": "the document in which", "customer_on": "the day of that"},
        }.items()
        for name, says in names.items()
    ],
)
def test_a_resolution_that_lacks_something_says_what(
    desk: Desk, deal: Deal, answer: Answer, lacking: str, says: str
) -> None:
    details = {name: value for name, value in IN_FULL[answer].items() if name != lacking}
    resolution(desk, found(desk, Rule.DIFFERENCE), answer, **details)
    one = found(desk, Rule.DIFFERENCE)
    assert one.blocks
    assert f"still missing: {says}" in one.settled


def test_a_paper_that_is_to_be_amended_still_blocks(desk: Desk, deal: Deal) -> None:
    resolution(desk, found(desk, Rule.DIFFERENCE), Answer.AMEND)
    assert found(desk, Rule.DIFFERENCE).blocks


def test_what_was_resolved_on_an_older_paper_blocks_again(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    resolution(desk, found(desk, Rule.DIFFERENCE), Answer.ACCEPTED, **IN_FULL[Answer.ACCEPTED])
    letter(desk, deal, tmp_path, LETTER.replace("8.75", "8.95"))
    one = found(desk, Rule.DIFFERENCE)
    assert one.blocks
    assert "resolved on version 1; the paper changed" in one.settled


def test_a_withdrawn_promise_blocks_until_the_customer_was_told(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    promise = records.get(desk, Commitment, found(desk, Rule.DIFFERENCE).opens.id)
    acts.withdraw(desk, [promise], Channel.CALL, desk.today())
    one = found(desk, Rule.DIFFERENCE)
    assert (one.label, one.blocks) == ("Promise withdrawn", True)
    resolution(desk, one, Answer.WITHDRAW, how="by phone")
    assert found(desk, Rule.DIFFERENCE).blocks
    resolution(desk, one, Answer.WITHDRAW, how="by phone", customer_on=DAY)
    assert found(desk, Rule.DIFFERENCE).passes
    letter(desk, deal, tmp_path)
    assert found(desk, Rule.DIFFERENCE).passes, "what was told stays told on a later paper"


def test_a_standard_disclosure_passes_and_says_who_called_it_so(desk: Desk, deal: Deal) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login="asha", roles=(Role.ADMIN, Role.BRANCH_MANAGER), since=DAY))
    review = deal_findings.of(desk, deal.id).review
    acknowledge(desk, review.comparison.surprises[0], review.document)
    one = found(desk, Rule.SURPRISE)
    assert one.passes
    assert one.settled == "a standard disclosure on papers of this type (asha, 2026-11-21)"


def test_a_waived_finding_still_shows_and_blocks_again_after_its_end(desk: Desk, deal: Deal) -> None:
    staff.appoint_first_admin(desk, desk.officer)
    asked = records.add(
        desk,
        Waiver(
            deal_id=deal.id,
            rule=Rule.DIFFERENCE,
            about=found(desk, Rule.DIFFERENCE).key,
            reason="rate lock is on its way",
            until=DAY + timedelta(days=5),
            asked_by="asha",
            asked_on=DAY,
        ),
    )
    assert found(desk, Rule.DIFFERENCE).blocks
    granted = asked.model_copy(update={"decided_by": "manager", "decided_on": DAY, "granted": True})
    records.change(desk, asked, granted)
    one = found(desk, Rule.DIFFERENCE)
    assert one.passes
    assert one.settled == "waived by manager until 2026-11-26 because rate lock is on its way"
    last, over = (replace(desk, today=lambda day=day: DAY + timedelta(days=day)) for day in (5, 6))
    assert found(last, Rule.DIFFERENCE).passes
    assert found(over, Rule.DIFFERENCE).blocks
    assert found(over, Rule.DIFFERENCE).settled.endswith("that day is over")
    records.change(desk, granted, granted.model_copy(update={"taken_back_by": "asha", "taken_back_on": DAY}))
    assert found(desk, Rule.DIFFERENCE).blocks


def test_the_worst_comes_first_and_what_is_resolved_after_what_is_not(desk: Desk, deal: Deal) -> None:
    file = deal_findings.of(desk, deal.id)
    order = [Severity.BLOCK, Severity.WARN, Severity.NOTE]
    ranks = [(order.index(one.severity), one.passes) for one in file.findings]
    assert ranks == sorted(ranks)
    assert list(file.blocking) == [one for one in file.findings if one.blocks]
