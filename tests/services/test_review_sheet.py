"""The review sheet: the facts first, then the opinion, then the steps; an old one with the facts of its day."""

from datetime import timedelta

import pytest

from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import NotFound
from crm_tui.domain.sign_off import Review
from crm_tui.interchange.prints.text import as_text
from crm_tui.services import deal_findings, decisions, review_sheet, sign_off, signature, waivers
from crm_tui.services.decisions import Answer
from tests.services.review_desk import DEARER, FAIR, MONDAY, Branch
from tests.store.memory import MemoryStore


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def sheet(branch: Branch, number: int | None = None) -> str:
    return as_text(review_sheet.of(branch.desk("audit"), branch.deal_id, number))


def approved(branch: Branch) -> Review:
    review = sign_off.submit(branch.desk("asha"), branch.deal_id, "she is keen\nand so am I")
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    return sign_off.approve(branch.desk("vikram"), review, seen, "as it was said")


def test_it_tells_deal_customer_paper_rules_and_every_finding_with_its_passage(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    shown = sheet(branch)
    for line in (
        "Deal          #1 Home loan (Paper issued)",
        "Customer      Sunita Rao (#1)",
        "Owner         Asha Kulkarni (asha)",
        "Paper         letter-2.txt (version 2, sanction letter)",
        "Ground rules  the usual ones: this desk has set none",
        "What matters  the flat must be hers by Diwali",
        "stops the signature · WORSE ON PAPER · Rate of interest",
        "  Said      “interest rate 8.4 %",
        "  Where     page 1, line 2: “Rate of interest 8.75 % p.a., fixed for 3 years”",
        "  Decided   nothing yet",
    ):
        assert line in shown


def test_the_facts_stand_before_the_opinion_and_the_steps_and_the_place_to_sign(branch: Branch) -> None:
    approved(branch)
    shown = sheet(branch)
    parts = ["What was found", "The maker's opinion (Asha Kulkarni (asha))", "Steps\n", "Signatures", "Checked by"]
    assert [shown.index(one) for one in parts] == sorted(shown.index(one) for one in parts)
    assert "she is keen\n\nand so am I" in shown
    steps = shown[shown.index("Steps\n") :]
    assert steps.index("submitted") < steps.index("approved") < steps.index("as it was said")


def test_a_waived_finding_still_prints_with_who_until_when_and_why(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    found = deal_findings.of(branch.desk("asha"), branch.deal_id).blocking[0]
    until = MONDAY + timedelta(days=9)
    asked = waivers.ask(branch.desk("asha"), branch.deal_id, found.key, "head office agreed", until)
    waivers.grant(branch.desk("meera"), asked)
    shown = sheet(branch)
    assert f"settled, was: stops the signature · WORSE ON PAPER · {found.label}" in shown
    assert f"waived by meera until {until} because head office agreed" in shown


def test_a_decided_review_shows_the_facts_of_its_day_and_that_something_changed(branch: Branch) -> None:
    approved(branch)
    before = sheet(branch)
    assert "no longer counts" not in before
    branch.wait()
    branch.attach("asha", DEARER)
    after = sheet(branch)
    assert "Something has changed since: this approval no longer counts." in after
    assert "8.75 %" not in after
    assert "Paper         letter-1.txt (version 1, sanction letter)" in after


def test_what_nobody_decided_yet_shows_the_deal_as_it_is_now(branch: Branch) -> None:
    sign_off.submit(branch.desk("asha"), branch.deal_id, "keen")
    branch.attach("asha", DEARER)
    assert "8.75 %" in sheet(branch)


def test_an_earlier_review_is_printed_by_its_number_without_reading_the_paper(
    branch: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sign_off.send_back(
        branch.desk("vikram"), sign_off.submit(branch.desk("asha"), branch.deal_id, "keen"), "ask about the fee"
    )
    monkeypatch.setattr(deal_findings, "of", lambda *_, **__: pytest.fail("compared anew"))
    shown = sheet(branch, first.id)
    assert f"Deal review #{first.id}" in shown
    assert "returned by Vikram Joshi (vikram)" in shown
    assert "as it was when the review was returned on 2026-11-23 10:00" in shown


def test_a_signed_deal_has_its_signature_among_the_steps(branch: Branch) -> None:
    branch.attach("asha", FAIR)
    branch.wait(7)
    approved(branch)
    signature.sign(branch.desk("asha"), branch.deal_id)
    assert branch.deal.stage == "Signed"
    assert "nothing stopped it under the ground rules" in " ".join(sheet(branch).split())
    branch.say("asha", "no processing fee")
    after = sheet(branch)
    assert "Something has changed since the signature." in after
    assert "no longer counts" not in after


def test_an_exception_says_its_cost_and_who_granted_it(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    file = deal_findings.of(branch.desk("asha"), branch.deal_id)
    place = next(at for at, one in enumerate(file.promises) if "8.4" in one.words)
    decisions.resolve_promise(
        branch.desk("asha"), file.comparison.findings[place], file.promises[place], file.document, Answer.AMEND
    )
    assert "Decided   amend the paper (asha, 2026-11-23)" in sheet(branch)


@pytest.mark.parametrize("number", [99, 2], ids=["no such review", "another deal's"])
def test_a_review_that_the_deal_does_not_have_is_refused_with_those_it_has(branch: Branch, number: int) -> None:
    approved(branch)
    other = branch.deal.model_copy(update={"id": 0, "title": "Another"})
    with branch.store.transaction("another") as now:
        another: Deal = now.add(other)
        now.add(Review(deal_id=another.id, maker="asha"))
    with pytest.raises(NotFound, match=f"this deal has no review #{number}: it has #1"):
        sheet(branch, number)


def test_a_draft_has_no_facts_of_its_day(branch: Branch) -> None:
    drafted = sign_off.draft(branch.desk("asha"), branch.deal_id, "so far so good")
    assert "so far so good" in sheet(branch)
    with pytest.raises(NotFound, match="was never submitted"):
        sheet(branch, drafted.id)
