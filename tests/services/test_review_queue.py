"""What waits for whom, oldest first."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Answer
from crm_tui.domain.rules import Rule, RuleSeverity
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review
from crm_tui.services import deal_findings, decisions, ground_rules, records, sign_off, signature, waivers
from crm_tui.services.decisions import Details
from crm_tui.services.review_queue import Waits, queue
from tests.services.review_desk import DEARER, FAIR, Branch
from tests.store.memory import MemoryStore


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def waiting(branch: Branch, login: str) -> list[tuple[str, str, int]]:
    """What waits for somebody: for what, brought by whom, for how many days."""
    return [(one.what.value, one.by, one.days) for one in queue(branch.desk(login)).waiting]


def submitted(branch: Branch) -> Review:
    return sign_off.submit(branch.desk("asha"), branch.deal_id, "the customer is keen")


def approved(branch: Branch) -> Review:
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    return sign_off.approve(branch.desk("vikram"), submitted(branch), seen)


def another_deal(branch: Branch, title: str) -> None:
    """The same again, under another title; the branch goes on with it."""
    fields = {"id": 0, "title": title, "stage": Stage.PAPER_ISSUED, "stages": ()}
    branch.deal_id = records.add(branch.desk("asha"), branch.deal.model_copy(update=fields)).id
    branch.say("asha", "interest rate 8.4 % fixed for 3 years")
    branch.attach("asha", FAIR)


def test_a_review_waits_for_everybody_who_may_decide_it(branch: Branch) -> None:
    submitted(branch)
    branch.wait(2)
    line = ("review to decide", "asha", 2)
    found = {one: waiting(branch, one) for one in ("vikram", "meera", "sunil", "ravi", "root", "tara", "asha", "audit")}
    assert {one for one, lines in found.items() if lines} == {"vikram", "meera", "sunil"}
    assert found["vikram"] == [line]


def test_a_review_does_not_wait_for_who_had_a_hand_in_the_deal(branch: Branch) -> None:
    branch.say("vikram", "she called about the garage")
    submitted(branch)
    assert waiting(branch, "vikram") == []
    assert waiting(branch, "meera") == [("review to decide", "asha", 0)]


def test_a_returned_review_waits_for_its_maker_and_the_owner_with_the_reason(branch: Branch) -> None:
    sign_off.send_back(branch.desk("vikram"), submitted(branch), "ask about\nthe fee")
    branch.wait(3)
    assert waiting(branch, "asha") == [("returned to you", "vikram", 3)]
    assert queue(branch.desk("asha")).waiting[0].told == "ask about the fee"
    assert waiting(branch, "vikram") == waiting(branch, "ravi") == []
    branch.edit("asha", owner="Ravi Menon")
    assert waiting(branch, "ravi") == [("returned to you", "vikram", 3)]


def test_a_stale_approval_waits_for_its_maker_and_its_checker(branch: Branch) -> None:
    approved(branch)
    assert waiting(branch, "asha") == []
    branch.say("ravi", "no processing fee")
    branch.wait()
    line = ("approval counts no more", "vikram", 1)
    assert waiting(branch, "asha") == waiting(branch, "vikram") == [line]
    assert queue(branch.desk("asha")).waiting[0].told == "the deal has changed since"
    assert waiting(branch, "meera") == []


def new_rules(branch: Branch, **changed: object) -> None:
    before = ground_rules.in_force(branch.store)
    ground_rules.save(branch.desk("root"), before, before.model_copy(update=changed), "for now")


def a_waiver_has_ended(branch: Branch) -> None:
    strict = (RuleSeverity(rule=Rule.NOT_CONFIRMED, severity=Severity.BLOCK),)
    new_rules(branch, severities=strict)
    asked = waivers.ask(branch.desk("ravi"), branch.deal_id, "not confirmed", "abroad", branch.day + timedelta(days=2))
    waivers.grant(branch.desk("meera"), asked)
    approved(branch)
    branch.wait(3)


def rules_are_stricter(branch: Branch) -> None:
    approved(branch)
    new_rules(branch, severities=(RuleSeverity(rule=Rule.NOT_CONFIRMED, severity=Severity.BLOCK),))


def only_newer_rules_let_it_pass(branch: Branch) -> None:
    new_rules(branch, minimum_days=2)
    approved(branch)
    new_rules(branch, minimum_days=0)
    branch.edit("asha", signing_on=branch.day)


def the_checker_has_a_hand_in_it(branch: Branch) -> None:
    approved(branch)
    branch.edit("asha", owner="vikram")
    branch.edit("meera", owner="asha")


@pytest.mark.parametrize(
    ("happened", "why"),
    [
        (a_waiver_has_ended, "“Promises not read back” stops it: resolve it first"),
        (rules_are_stricter, "“Promises not read back” stops it: resolve it first"),
        (
            only_newer_rules_let_it_pass,
            "the rules have changed since the approval (version 1 to 2)",
        ),
        (the_checker_has_a_hand_in_it, "vikram approved this deal and owned the deal now: somebody else must"),
    ],
)
def test_an_approval_on_which_nothing_is_signed_waits_for_its_maker_with_the_reason(
    branch: Branch, happened: Callable[[Branch], None], why: str
) -> None:
    happened(branch)
    [line] = queue(branch.desk("asha")).waiting
    assert line.what is Waits.STALE
    assert line.told.startswith(why)
    with pytest.raises(DeskError):
        signature.sign(branch.desk("asha"), branch.deal_id)
    submitted(branch)
    assert waiting(branch, "asha") == [], "it is not asked to sign what is refused"


def test_an_exception_and_a_waiver_wait_for_who_may_grant_them(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    file = deal_findings.of(branch.desk("ravi"), branch.deal_id)
    cost = Details(cost=Money(amount=Decimal(4_500), currency="INR"))
    decisions.resolve_promise(
        branch.desk("ravi"), file.comparison.findings[0], file.promises[0], file.document, Answer.EXCEPTION, cost
    )
    branch.wait()
    until = branch.day + timedelta(days=9)
    waivers.ask(branch.desk("asha"), branch.deal_id, "not confirmed", "she is abroad", until)
    assert waiting(branch, "meera") == [("exception to decide", "ravi", 1), ("waiver to decide", "asha", 0)]
    assert waiting(branch, "vikram") == waiting(branch, "root") == waiting(branch, "ravi") == []
    assert [one.told for one in queue(branch.desk("meera")).waiting] == [
        "Rate of interest: costs Rs 4,500",
        "not confirmed, until 2026-12-03: she is abroad",
    ]
    branch.attach("asha", DEARER)
    branch.wait(10)
    assert waiting(branch, "meera") == [], "of an earlier paper, and past its day"


def test_the_oldest_of_a_kind_stands_first(branch: Branch) -> None:
    for title, days in (("Car loan", 2), ("Gold loan", 1), ("Plot loan", 0)):
        another_deal(branch, title)
        submitted(branch)
        branch.wait(days)
    found = queue(branch.desk("vikram")).of(Waits.REVIEW)
    assert [(one.deal.title, one.days) for one in found] == [("Car loan", 3), ("Gold loan", 1), ("Plot loan", 0)]
    assert {one.customer for one in found} == {"Sunita Rao"}


def test_a_deal_that_is_lost_waits_for_nobody(branch: Branch) -> None:
    submitted(branch)
    branch.edit("asha", stage=Stage.LOST)
    assert waiting(branch, "vikram") == []


def test_each_line_opens_what_is_to_be_decided(branch: Branch) -> None:
    review = submitted(branch)
    [line] = queue(branch.desk("vikram")).waiting
    assert (line.opens.table, line.opens.id, line.deal.id) == ("reviews", review.id, branch.deal_id)
