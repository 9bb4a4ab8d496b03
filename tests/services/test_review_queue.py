"""What waits for whom, oldest first."""

from datetime import timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Answer
from crm_tui.domain.sign_off import Review
from crm_tui.services import deal_findings, decisions, records, sign_off, waivers
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
    line = ("approval gone stale", "vikram", 1)
    assert waiting(branch, "asha") == waiting(branch, "vikram") == [line]
    assert waiting(branch, "meera") == []


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
        "Rate of interest: costs INR 4,500",
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
