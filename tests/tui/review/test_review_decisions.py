"""Findings are resolved, disclosures acknowledged and changes seen, at the keyboard of a small terminal."""

import re
from pathlib import Path

import pytest

from crm_tui.domain.deal import Deal
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.services import papers
from crm_tui.services.desk import Desk
from tests.tui.review.conftest import FILLER, PAPER

FOLDED = re.compile(r"✓ OK +1 standard +disclosure acknowledged")


def _explanation(at) -> str:
    return str(at.app.screen.query_one("#explanation").render())


async def test_a_finding_is_resolved_by_one_key_and_an_answer(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        assert "Resolve" in at.screen
        await at.press("x")
        assert "What becomes of it? Rate of interest" in at.screen
        await at.press("down", "down", "down", "enter")
        assert "WORSE ON PAPER" in at.line("> ")
        assert "not enough: ▼ WORSE ON PAPER" in at.line("> ")
        assert "still missing: the document in which they accepted it" in _explanation(at)
    [made] = desk.store.find(Resolution, deal_id=all_verdicts.id)
    assert (made.answer, made.by, made.version) == (Answer.ACCEPTED, "asha", 1)


async def test_a_resolution_is_taken_back(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("x", "enter")
        assert "not enough: " in at.line("> ")
        await at.press("x")
        assert "take back what was decided" in at.screen
        await at.press("enter")
        assert "not enough: " not in at.line("> ")


async def test_nothing_is_kept_when_the_question_is_left(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("x", "escape")
        assert "resolved: " not in at.screen
    assert desk.store.find(Resolution) == []


@pytest.mark.parametrize("label", ["Tenure", "Statements"], ids=["matches", "better"])
async def test_what_the_paper_keeps_has_nothing_to_resolve(desk: Desk, all_verdicts: Deal, at_desk, label: str) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to(label)
        await at.press("x")
        assert [told.message for told in at.app._notifications] == ["There is nothing to resolve on this line"]


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
        await at.press("x", "enter")
        await at.press("a")
        await at.paste(str(letter))
        await at.heard()
        await at.press("ctrl+s")
        assert "offer2.txt v2" in at.screen
        assert "↻ CHANGED" in at.line("> "), "who attaches a second version wants to see what it changed"
        await at.press("g")
        assert "not enough: " in at.line("> ")
        assert "Amend the paper (asha, 2026-11-21); resolved on version 1; the paper changed." in _explanation(at)
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
