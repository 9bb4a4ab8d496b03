"""Findings are resolved, disclosures acknowledged and changes seen, at the keyboard of a small terminal."""

import re
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.interaction import Channel
from crm_tui.domain.resolution import AcceptedIn, Acknowledgement, Answer, Resolution
from crm_tui.services import acts, papers
from crm_tui.services.desk import Desk
from crm_tui.tui.widgets.explanation import Explanation
from tests.tui.review.conftest import FILLER, PAPER

FOLDED = re.compile(r"✓ OK +1 standard +disclosure acknowledged")


def _explanation(at) -> str:
    return at.app.screen.query_one(Explanation).text.plain


async def test_an_acceptance_asks_for_the_document_and_the_day_and_lets_it_pass(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.choose("the customer accepted it in writing")
        assert "All but the remark is printed for the customer." in at.screen
        await at.press("s")
        await at.to("accepted_words")
        await at.type("clause 4")
        await at.to("how")
        await at.type("she was cross")
        await at.to("customer_on")
        await at.type("20 nov")
        await at.press("ctrl+s")
        assert "Processing fee" in at.line("> "), "the cursor is on the next one that is not resolved"
        assert "Resolved or waived" not in at.screen, "and what passes stands below"
        await at.go_to("Rate of interest")
        assert "✓ PASSES" in at.line("> ")
        assert "resolved: ▼ WORSE ON PAPER" in at.line("> ")
        assert "The customer accepted it: side letter, clause 4, she was cross, accepted on 2026-11-20" in _explanation(
            at
        )
        await at.press("g")
        assert "Processing fee" in at.line("> "), "what passes stands below what blocks"
    [made] = desk.store.find(Resolution, deal_id=all_verdicts.id)
    assert (made.answer, made.by, made.customer_on) == (Answer.ACCEPTED, "asha", date(2026, 11, 20))
    assert (made.accepted_in, made.accepted_words, made.how) == (AcceptedIn.SIDE_LETTER, "clause 4", "she was cross")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("withdraw the promise", "withdrawing a promise needs how the customer was told"),
        ("honour it as an exception", "an exception needs what it costs the firm"),
        ("the customer accepted it", "an acceptance needs the document"),
    ],
    ids=["withdraw", "exception", "accepted"],
)
async def test_an_answer_without_its_details_is_refused_beside_the_field(
    desk: Desk, all_verdicts: Deal, at_desk, answer: str, told: str
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.choose(answer)
        await at.press("ctrl+s")
        assert f"! {told}" in at.screen
    assert desk.store.find(Resolution) == []


async def test_a_promise_is_withdrawn_once_the_customer_was_told(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.choose("withdraw the promise")
        await at.press("right")
        await at.to("customer_on")
        await at.type("today")
        await at.press("ctrl+s")
        await at.go_to("Promise withdrawn")
        assert "✓ PASSES" in at.line("> ")
        assert "by call, told on 2026-11-21" in _explanation(at)


async def test_a_promise_that_was_withdrawn_elsewhere_blocks_until_it_is_said_how_the_customer_was_told(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    first = desk.store.find(Commitment, deal_id=all_verdicts.id)[0]
    acts.withdraw(desk, [first], Channel.CALL, desk.today())
    async with at_desk(desk, "everything") as at:
        await at.go_to("Promise withdrawn")
        assert "■ BLOCK" in at.line("> ")
        await at.choose("withdraw the promise")
        await at.press("l")
        await at.to("customer_on")
        await at.type("today")
        await at.press("ctrl+s")
        await at.go_to("Promise withdrawn")
        assert "✓ PASSES" in at.line("> ")


async def test_a_fault_of_the_paper_is_accepted_in_writing(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("disagrees")
        await at.choose("the customer accepted it")
        await at.press("l")
        await at.to("customer_on")
        await at.type("today")
        await at.press("ctrl+s")
        await at.go_to("disagrees")
        assert "✓ PASSES" in at.line("> ")


async def test_one_after_the_other_is_resolved_without_moving_the_cursor(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("N")
        labels = []
        for _ in range(3):
            labels.append(at.line("> ")[10:30].strip())
            await at.choose("the customer accepted it")
            await at.type("annexure B")
            await at.to("customer_on")
            await at.type("today")
            await at.press("ctrl+s")
        assert len(set(labels)) == 3
        assert "✓ PASSES" not in at.line("> ")
    assert len(desk.store.find(Resolution)) == 3


async def test_a_disclosure_that_is_called_standard_leaves_the_cursor_on_the_next_one(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("Penal charge")
        await at.choose("standard in every sanction letter")
        assert "■ BLOCK" in at.line("> "), "it was the last one to look at: round the end"


async def test_the_last_one_that_is_resolved_keeps_the_cursor(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("slash")
        await at.type("penal")
        await at.press("enter")
        await at.choose("the customer accepted it")
        await at.type("annexure B")
        await at.to("customer_on")
        await at.type("today")
        await at.press("ctrl+s")
        assert "✓ PASSES" in at.line("> ")


async def test_a_resolution_is_taken_back(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.choose("amend the paper")
        assert "Attach a paper: Everything loan" in at.screen, "amending leads to the new version"
        await at.press("escape")
        assert "to amend: " in at.line("> ")
        await at.choose("take back what was decided")
        assert "to amend: " not in at.line("> ")


async def test_nothing_is_kept_when_the_question_is_left(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("x", "escape")
        assert "Blocks the signature (3)" in at.screen
    assert desk.store.find(Resolution) == []


@pytest.mark.parametrize("label", ["Tenure", "Statements"], ids=["matches", "better"])
async def test_what_the_paper_keeps_has_nothing_to_resolve(desk: Desk, all_verdicts: Deal, at_desk, label: str) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to(label)
        await at.press("x")
        assert [told.message for told in at.app._notifications] == [
            "There is nothing to resolve on this line: go to one that wants attention"
        ]


async def test_a_standard_disclosure_is_folded_shown_again_and_taken_back(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("Penal charge")
        await at.press("x")
        assert "standard in every sanction letter" in at.screen
        await at.press("enter", "G")
        assert FOLDED.search(at.line("> "))
        assert "SURPRISE" not in at.screen
        await at.press("enter", "G")
        assert "Penal charge" in at.line("> ")
        assert "A standard disclosure on papers of this type (asha, 2026-11-21)." in _explanation(at)
        await at.press("v", "G")
        assert FOLDED.search(at.line("> "))
        await at.press("v", "G", "x", "enter")
        await at.go_to("Penal charge")
        assert "◆ WARN" in at.line("> ")
    [made] = desk.store.find(Acknowledgement)
    assert (made.by, made.taken_back_by, made.term) == ("asha", "asha", "loan.penal")


async def test_a_second_version_lists_what_changed_and_what_was_resolved_is_stale(
    desk: Desk, all_verdicts: Deal, at_desk, tmp_path: Path
) -> None:
    letter = tmp_path / "offer2.txt"
    second = "\n".join(PAPER + FILLER).replace("8.75", "8.95")
    letter.write_text(second.replace("Clause 7. The borrower", "Clause 7. The heirs"))
    async with at_desk(desk, "everything") as at:
        await at.choose("amend the paper")
        await at.paste(str(letter))
        await at.heard()
        await at.press("ctrl+s")
        assert "offer2.txt v2" in at.screen
        assert "↻ CHANGED" in at.line("> "), "who attaches a second version wants to see what it changed"
        await at.press("g")
        assert "still there: " in at.line("> "), "the new version was to put it right"
        assert "Amend the paper (asha, 2026-11-21); version 2 still has it." in _explanation(at)
        await at.go_to("↻ CHANGED")
        assert "Changed since version 1 (offer.txt)" in at.screen
        assert "Before: 8.75 % p.a. Now: 8.95 % p.a." in _explanation(at).replace("..", ".")
        assert "8.95 % p.a. floating" in at.line("▶")
        await at.go_to("Other words")
        assert "Clause 7. The heirs" in at.line("▶")


async def test_the_same_paper_again_says_that_nothing_changed(
    desk: Desk, all_verdicts: Deal, at_desk, tmp_path: Path
) -> None:
    letter = tmp_path / "offer.txt"
    papers.attach(desk, all_verdicts, letter)
    async with at_desk(desk, "everything") as at:
        await at.go_to("= NO CHANGE")


async def test_the_sentence_and_the_mark_follow_the_filter(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("j", "slash")
        await at.type("penal")
        assert "Penal charge" in at.line("> ")
        assert "Nobody spoke of a penal charge." in _explanation(at)
        assert "24 % p.a. on overdue amounts" in at.line("▶")
