"""What the essays say of promises, papers, rules and the people who hurry: the rows that the review and the check show.

Each test is named after its row of the table of concepts.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Stage
from crm_tui.domain.deal_finding import Source
from crm_tui.domain.errors import DeskError
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.rules import Rule
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.staff import Member
from crm_tui.interchange.prints.text import as_text
from crm_tui.services import (
    acts,
    deal_findings,
    ground_rules,
    records,
    review_sheet,
    reviews,
    sign_off,
    signature,
    staff,
    waivers,
)
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from tests.services.review_desk import DEARER, FAIR, MONDAY, Branch
from tests.store.memory import MemoryStore


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def rules_found(branch: Branch) -> set[Rule]:
    return {one.rule for one in deal_findings.of(branch.desk("asha"), branch.deal_id).blocking}


def approve(branch: Branch) -> Review:
    waiting = sign_off.submit(branch.desk("asha"), branch.deal_id, "she is keen")
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    return sign_off.approve(branch.desk("vikram"), waiting, seen, "as it was said")


def sheet(branch: Branch) -> str:
    return as_text(review_sheet.of(branch.desk("asha"), branch.deal_id))


def owed(branch: Branch) -> list[str]:
    found = daily_check(branch.store, branch.day)
    return [line.key for line in found.lines if line.key.startswith("commitment")]


@pytest.mark.parametrize(
    "settle",
    [
        pytest.param(lambda desk, one: acts.keep(desk, [one], desk.today()), id="kept"),
        pytest.param(lambda desk, one: acts.break_(desk, [one], "credit refused"), id="broken"),
        pytest.param(lambda desk, one: acts.withdraw(desk, [one], Channel.CALL, desk.today()), id="withdrawn"),
    ],
)
def test_a04_signing_closes_no_promise_and_it_is_owed_until_it_is_kept_broken_or_withdrawn(
    branch: Branch, settle: Callable[[Desk, Commitment], object]
) -> None:
    approve(branch)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)
    assert branch.deal.stage is Stage.SIGNED
    before = owed(branch)
    promises = branch.store.find(Commitment, deal_id=branch.deal_id)
    assert before == [f"commitment {one.id}" for one in promises if one.is_open]
    promise = promises[0]
    settle(branch.desk("asha"), promise)
    assert [key for key in before if key not in owed(branch)] == [f"commitment {promise.id}"]


def test_a10_nobody_grants_the_waiver_that_they_asked_for(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    found = deal_findings.of(branch.desk("meera"), branch.deal_id).blocking[0]
    asked = waivers.ask(branch.desk("meera"), branch.deal_id, found.key, "head office agreed", MONDAY)
    with pytest.raises(DeskError, match="somebody else grants"):
        waivers.grant(branch.desk("meera"), asked)
    assert Rule.DIFFERENCE in rules_found(branch)


def waived(branch: Branch, until: date) -> None:
    branch.attach("asha", DEARER)
    found = deal_findings.of(branch.desk("asha"), branch.deal_id).blocking[0]
    asked = waivers.ask(branch.desk("asha"), branch.deal_id, found.key, "head office agreed", until)
    waivers.grant(branch.desk("meera"), asked)


def test_a10_a_waived_finding_still_prints_by_whom_until_when_and_why(branch: Branch) -> None:
    until = MONDAY + timedelta(days=3)
    waived(branch, until)
    assert Rule.DIFFERENCE not in rules_found(branch)
    assert f"waived by meera until {until} because head office agreed" in sheet(branch)


def test_a26_after_its_day_a_waiver_lets_nothing_pass(branch: Branch) -> None:
    waived(branch, MONDAY + timedelta(days=3))
    branch.wait(4)
    assert Rule.DIFFERENCE in rules_found(branch)


def test_a12_no_review_is_submitted_before_it_says_what_matters_or_that_nobody_asked(branch: Branch) -> None:
    branch.edit("asha", what_matters="")
    with pytest.raises(DeskError, match="what matters"):
        sign_off.submit(branch.desk("asha"), branch.deal_id)
    branch.edit("asha", not_asked=True)
    assert sign_off.submit(branch.desk("asha"), branch.deal_id).state is ReviewState.SUBMITTED


def test_a12_the_review_shows_the_customers_own_words_and_incidents_beside_the_numbers(branch: Branch) -> None:
    asha = branch.desk("asha")
    records.add(asha, Incident(customer_id=1, on=MONDAY, what="The card was blocked abroad.", owner="asha"))
    branch.attach("asha", DEARER)
    shown = sheet(branch)
    for words in ("the flat must be hers by Diwali", "The card was blocked abroad.", "8.75 %"):
        assert words in shown


@pytest.mark.parametrize(
    ("paper", "source"),
    [
        pytest.param(DEARER, Source.COMPARISON, id="said, and worse on paper"),
        pytest.param(FAIR + "Processing fee: Rs 25,000\n", Source.COMPARISON, id="on paper, and never said"),
    ],
)
def test_a13_what_was_portrayed_is_set_beside_the_paper_both_ways(branch: Branch, paper: str, source: Source) -> None:
    branch.attach("asha", paper)
    [found] = deal_findings.of(branch.desk("asha"), branch.deal_id).blocking
    assert found.source is source
    assert found.evidence, "the line of the paper is shown"


def test_a23_no_difference_goes_to_signature_unresolved(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    with pytest.raises(DeskError):
        approve(branch)
    assert branch.deal.stage is not Stage.SIGNED


def test_a14_rule_changes_are_recorded_and_each_review_names_the_version_that_judged_it(branch: Branch) -> None:
    for days in (2, 4):
        before = ground_rules.in_force(branch.store)
        changed = before.model_copy(update={"minimum_days": days})
        ground_rules.save(branch.desk("meera"), before, changed, f"{days} days are enough")
    kept = ground_rules.versions(branch.store)
    assert [(one.changed_by, one.why) for one in kept] == [
        ("meera", "4 days are enough"),
        ("meera", "2 days are enough"),
    ]
    assert approve(branch).facts.rules_version == 2
    assert "version 2" in sheet(branch)


def test_a22_a_trainees_deal_without_a_supervisor_blocks_and_neither_of_the_two_checks_it(branch: Branch) -> None:
    branch.edit("asha", owner="tara")
    waiting = sign_off.submit(branch.desk("tara"), branch.deal_id, "")
    seen = deal_findings.of(branch.desk("sunil"), branch.deal_id).fingerprint
    with pytest.raises(DeskError, match="supervis"):
        sign_off.approve(branch.desk("sunil"), waiting, seen)
    [tara] = branch.store.find(Member, login="tara")
    staff.save_member(branch.desk("root"), tara, tara.model_copy(update={"supervisor": ""}))
    assert Rule.TRAINEE in rules_found(branch)


def test_a24_signing_sooner_than_the_minimum_is_a_finding(branch: Branch) -> None:
    branch.edit("asha", signing_on=MONDAY + timedelta(days=2))
    assert Rule.MINIMUM_DAYS in rules_found(branch)
    branch.edit("asha", signing_on=MONDAY + timedelta(days=3))
    assert Rule.MINIMUM_DAYS not in rules_found(branch)
    # a paper of Thursday: Monday is the second working day after it
    branch.wait(3)
    branch.attach("asha", FAIR + "Tenure: 180 months\n")
    branch.edit("asha", signing_on=MONDAY + timedelta(days=7))
    assert Rule.MINIMUM_DAYS in rules_found(branch)


def test_b10_a_free_item_is_a_promise_with_its_cost_and_no_paper_line_for_it_is_a_mismatch(branch: Branch) -> None:
    branch.say("asha", "free locker for 3 years")
    [free] = [one for one in branch.store.find(Commitment, deal_id=branch.deal_id) if "locker" in one.words]
    costly = free.model_copy(update={"cost": Money(amount=Decimal(9000), currency="INR")})
    records.change(branch.desk("asha"), free, costly)
    found = deal_findings.of(branch.desk("asha"), branch.deal_id).finding(f"promise {free.id}")
    assert found is not None
    assert found.verdict == "MISSING ON PAPER"


def test_b19_an_old_review_keeps_who_decided_when_why_by_which_rules_and_the_facts_of_that_day(branch: Branch) -> None:
    old = approve(branch)
    branch.wait()
    branch.attach("asha", DEARER)
    branch.edit("asha", what_matters="the lowest instalment")
    [kept] = reviews.history(branch.desk("asha"), branch.deal_id)
    decided = kept.steps[-1]
    assert (kept.state, decided.by, decided.why, decided.at.date()) == (
        ReviewState.APPROVED,
        "vikram",
        "as it was said",
        MONDAY,
    )
    assert kept.facts == old.facts
    assert kept.facts.what_matters == "the flat must be hers by Diwali"
