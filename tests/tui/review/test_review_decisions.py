"""Findings are resolved, disclosures acknowledged and changes seen, at the keyboard of a small terminal."""

import re
from pathlib import Path

from crm_tui.domain.deal import Deal
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.services import papers
from crm_tui.services.desk import Desk
from tests.tui.review.conftest import FILLER, PAPER

FOLDED = re.compile(r"✓ ACKNOWLEDGED +1 standard +disclosure acknowledged")


def _explanation(at) -> str:
    return str(at.app.screen.query_one("#explanation").render())


async def test_a_finding_is_resolved_by_one_key_and_an_answer(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        assert "Resolve" in at.screen
        await at.press("x")
        assert "What becomes of it? Rate of interest" in at.screen
        await at.press("down", "down", "down", "enter")
        assert "WORSE ON PAPER" in at.line("> ")
        assert "resolved: 8.4 % p.a." in at.line("> ")
        assert "Resolved: the customer accepted it (asha, 21 Nov 2026)." in _explanation(at)
        await at.press("G", "N")
        assert "CONTRADICTED" in at.line("> "), "what was resolved wants no attention"
    [made] = desk.store.find(Resolution, deal_id=all_verdicts.id)
    assert (made.answer, made.by, made.version) == (Answer.ACCEPTED, "asha", 1)


async def test_a_resolution_is_taken_back(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("x", "enter")
        assert "resolved: " in at.line("> ")
        await at.press("x")
        assert "take back what was decided" in at.screen
        await at.press("enter")
        assert "resolved: " not in at.line("> ")


async def test_nothing_is_kept_when_the_question_is_left(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("x", "escape")
        assert "resolved: " not in at.screen
    assert desk.store.find(Resolution) == []


async def test_a_fault_of_the_paper_has_nothing_to_resolve(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("G", "x")
        assert [told.message for told in at.app._notifications] == ["There is nothing to resolve on this line"]


async def test_a_promise_that_the_paper_keeps_has_nothing_to_resolve(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("j", "j", "j", "x")
        assert "MATCHES" in at.line("> ")
        assert [told.message for told in at.app._notifications] == [
            "The paper gives what was said: nothing to resolve. e changes the promise"
        ]


async def test_a_paper_that_gives_more_is_amended_or_left_but_no_promise_is_withdrawn_for_it(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press(*"jjjjj", "x")
        assert "What becomes of it? Statements" in at.screen
        assert "amend the paper" in at.screen
        assert "withdraw" not in at.screen


async def test_a_standard_disclosure_is_folded_shown_again_and_taken_back(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("G", "k", "x")
        assert "standard in every sanction letter" in at.screen
        await at.press("enter")
        await at.press("G", "k")
        assert FOLDED.search(at.line("> "))
        assert "SURPRISE" not in at.screen
        await at.press("enter", "G", "k")
        assert "Penal charge" in at.line("> ")
        assert "Standard in every sanction letter (asha, 21 Nov 2026)." in _explanation(at)
        await at.press("v", "G", "k")
        assert FOLDED.search(at.line("> "))
        await at.press("v", "G", "k", "x", "enter", "G", "k")
        assert "SURPRISE" in at.line("> ")
    [made] = desk.store.find(Acknowledgement)
    assert (made.by, made.taken_back_by, made.term) == ("asha", "asha", "loan.penal")


async def test_a_second_version_lists_what_changed_and_what_was_resolved_is_stale(
    desk: Desk, all_verdicts: Deal, at_desk, tmp_path: Path
) -> None:
    letter = tmp_path / "offer2.txt"
    second = "\n".join(PAPER + FILLER).replace("8.75", "8.95")
    letter.write_text(second.replace("Clause 7. The borrower", "Clause 7. The heirs"))
    async with at_desk(desk, "everything") as at:
        await at.press("x", "enter")
        await at.press("a")
        await at.paste(str(letter))
        await at.heard()
        await at.press("ctrl+s")
        assert "offer2.txt v2" in at.screen
        assert "↻ CHANGED" in at.line("> "), "who attaches a second version wants to see what it changed"
        await at.press("g")
        assert "stale: 8.4 % p.a." in at.line("> ")
        told = "Resolved on version 1; the paper changed (then: amend the paper, asha, 21 Nov 2026)."
        assert told in _explanation(at)
        await at.press("j", "j", "j", "j", "j", "j", "j")
        assert "↻ CHANGED" in at.line("> ")
        assert "Changed since version 1 (offer.txt)" in at.screen
        assert "Before: 8.75 % p.a. Now: 8.95 % p.a." in _explanation(at).replace("..", ".")
        assert "8.95 % p.a. floating" in at.line("▶")
        await at.press("G", "k", "k")
        assert "Other words" in at.line("> ")
        assert "Clause 7. The heirs" in at.line("▶")


async def test_the_same_paper_again_says_that_nothing_changed(
    desk: Desk, all_verdicts: Deal, at_desk, tmp_path: Path
) -> None:
    letter = tmp_path / "offer.txt"
    papers.attach(desk, all_verdicts, letter)
    async with at_desk(desk, "everything") as at:
        await at.press(*"jjjjjjj")
        assert "= NO CHANGE" in at.line("> ")


async def test_the_sentence_and_the_mark_follow_the_filter(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("j", "slash")
        await at.type("penal")
        assert "Penal charge" in at.line("> ")
        assert "Nobody spoke of a penal charge." in _explanation(at)
        assert "24 % p.a. on overdue amounts" in at.line("▶")
