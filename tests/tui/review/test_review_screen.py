import re
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.review import Comparison, Evidence
from crm_tui.services import papers, review
from crm_tui.services.desk import Desk
from crm_tui.tui import present
from crm_tui.tui.forms.form import Form
from crm_tui.tui.screens.review import ReviewPage
from crm_tui.tui.widgets.explanation import Explanation
from crm_tui.tui.widgets.paper_view import PaperLines
from tests.tui.review.conftest import FILLER, TABLE


def _marked(at) -> str:
    """The line of the paper that is marked, without what stands beside it."""
    return at.line("▶").rpartition("▶")[2].strip()


def _explanation(at) -> str:
    return at.app.screen.query_one(Explanation).text.plain


async def test_deals_with_promises_are_listed_with_verdicts_and_paper(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk) as at:
        row = at.line("Everything loan")
        assert "Meera Iyer" in row
        assert "offer.txt" in row
        for verdict, *_ in TABLE:
            assert present.verdict_mark(verdict).symbol + "1" in row or "…" in row
        assert "Tractor loan" not in at.screen, "nothing was promised there"


@pytest.mark.parametrize("place", range(len(TABLE)), ids=[verdict.value for verdict, *_ in TABLE])
async def test_each_verdict_stands_as_symbol_and_word_with_its_line_marked(
    desk: Desk, all_verdicts, at_desk, place: int
) -> None:
    verdict, label, said, paper, line, words = TABLE[place]
    async with at_desk(desk, "everything") as at:
        await at.press("slash")
        await at.type(label)
        await at.press("enter")
        row = next(text for text in at.screen.splitlines() if text.startswith("> "))
        assert str(present.verdict_mark(verdict)) in row
        assert label[:8] in row
        assert said in row
        assert (paper or "")[:6] in row
        assert f"This is the sentence about {label}." in _explanation(at)
        if line:
            assert _marked(at).startswith(str(line))
            assert words in _marked(at)
        else:
            assert not _marked(at)


async def test_a_line_far_down_is_in_sight_as_soon_as_the_review_opens(
    desk: Desk, all_verdicts, at_desk, monkeypatch
) -> None:
    compare, far_down = review.compare, (Evidence(page=1, line=45, text=FILLER[34]),)

    def found_far_down(*given: object, **more: object) -> Comparison:
        found = compare(*given, **more)
        first, *rest = found.findings
        return found.model_copy(update={"findings": (first.model_copy(update={"evidence": far_down}), *rest)})

    monkeypatch.setattr(review, "compare", found_far_down)
    async with at_desk(desk, "everything") as at:
        assert _marked(at).startswith("45  Clause 35.")


async def test_the_key_of_the_screen_leads_back_to_the_list(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("p", "5")
        assert "Deals with promises" in at.screen
        await at.press("enter")
        assert "Blocks the signature (" in at.screen, "the next deal begins with its findings, not with its paper"


async def test_the_money_impact_and_doubt_are_told(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything", (120, 40)) as at:
        assert "Costs the customer Rs 41,250 over 180 months." in _explanation(at)
        await at.go_to("Top-up")
        assert "Check the marked line" in _explanation(at)


async def test_what_it_costs_in_all_stands_on_top_and_one_key_shows_the_parts(
    desk: Desk, all_verdicts, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        assert "Rs 41,250 worse off for certain; 4 without a price" in at.line("Money")
        await at.press("m")
        assert "Rate of interest: over 180 months" in at.screen
        assert "The paper is worse, and gives no figure to reckon with: Processing fee" in at.screen
        await at.press("escape")
        assert "Blocks the signature" in at.screen


async def test_the_rule_that_decided_is_named_with_the_words_said(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("Statements")
        assert "Said: “Statements: Rs. 100 each”.  Why: exactly beside exactly." in _explanation(at)


async def test_the_paper_s_own_faults_block_and_surprises_are_among_the_findings(
    desk: Desk, all_verdicts, at_desk
) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("disagrees")
        assert "■ BLOCK" in at.line("> ")
        assert "≠ PAPER FAULT" in at.line("> ")
        assert _marked(at).startswith("10")
        await at.go_to("Penal charge")
        assert "◆ WARN" in at.line("> ")
        assert "! SURPRISE" in at.line("> ")
        assert "24 % p.a. on overdue amounts" in _marked(at)


async def test_the_top_line_names_customer_deal_and_paper(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        assert "Meera Iyer · Everything loan · offer.txt v1" in at.screen


async def test_one_key_goes_to_what_is_not_resolved_and_round_the_end(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        seen = []
        for _ in range(7):
            await at.press("N")
            seen.append(at.line("> ")[2:28].strip())
    assert seen == [
        "■ BLOCK Processing fee",
        "■ BLOCK Paper disagrees wi",
        "◆ WARN  Foreclosure",
        "◆ WARN  Top-up",
        "◆ WARN  Free locker",
        "◆ WARN  Penal charge",
        "■ BLOCK Rate of interest",
    ]


async def test_the_worst_stands_first_and_what_is_kept_below(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything", (120, 40)) as at:
        headings = [line.strip() for line in at.screen.splitlines() if re.match(r"[A-Z].* \(\d+\)", line)]
        assert [heading.partition(" (")[0] for heading in headings] == [
            "Blocks the signature",
            "To look at",
            "The paper gives what was said",
        ]


async def test_the_findings_are_walked_through_beside_the_whole_paper(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("p", "J")
        assert "■ BLOCK Processing fee" in at.screen
        assert "Processing fee: 0.5 %" in _marked(at)
        await at.press("K")
        assert "■ BLOCK Rate of interest" in at.screen
        await at.press("N", "N")
        assert _marked(at).startswith("10")


async def test_what_was_said_takes_the_place_of_the_paper_with_the_words_marked(
    desk: Desk, all_verdicts, at_desk
) -> None:
    with desk.store.transaction() as now:
        said = "She asked for much.\nProcessing fee: no charge\nTenure: 180 months"
        now.add(
            Interaction(
                customer_id=1, deal_id=all_verdicts.id, on=date(2026, 11, 2), channel=Channel.CALL, by="ravi", said=said
            )
        )
    async with at_desk(desk, "everything") as at:
        await at.press("j", "t")
        assert "What was said" in at.screen
        assert "Mon 2 Nov 2026, call, ravi:" in at.screen
        assert _marked(at).startswith("3  Processing fee: no charge")
        await at.press("k")
        assert "Rate of interest: 8.4 % p.a." in _marked(at), "words that stand in no note stand below the notes"
        await at.press("t")
        assert "Rate of interest: 8.75 % p.a. floating" in _marked(at)


async def test_the_passage_is_marked_without_colour_too(desk: Desk, all_verdicts, at_desk, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_desk(desk, "everything") as at:
        lines = at.app.screen.query_one(PaperLines)
        strip = next(strip for strip in map(lines.render_line, range(lines.size.height)) if "8.75 %" in strip.text)
        passage = next(segment for segment in strip if segment.text == "8.75 % p.a.")
        assert passage.style.reverse
        assert passage.style.bold
        assert strip.text.startswith("▶ ")


async def test_the_paper_takes_the_whole_screen_and_gives_it_back(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("p")
        assert "Rate of interest: 8.75 % p.a. floating" in at.screen
        assert "WORSE ON PAPER" not in at.screen
        await at.press("G")
        assert "Clause 59." in at.screen
        await at.press("g")
        assert "SANCTION LETTER" in at.screen
        await at.press("escape")
        assert "WORSE ON PAPER" in at.screen
        await at.press("p", "p")
        assert "WORSE ON PAPER" in at.screen


async def test_a_paper_stays_where_it_was_scrolled_when_others_save(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("p", "G")
        with desk.store.transaction() as now:
            now.add(now.get(Deal, 2))
        at.app.desk_changed()
        await at.settle()
        assert "Clause 59." in at.screen


async def test_a_folded_line_of_the_paper_is_whole(desk: Desk, at_desk, tmp_path: Path) -> None:
    long = "abcdefghij" * 60
    letter = tmp_path / "long.txt"
    letter.write_text(long + "\nRate of interest: 9 % p.a.\n" * 40)
    papers.attach(desk, desk.store.get(Deal, 1), letter)
    async with at_desk(desk, "wakad") as at:
        await at.press("p", "g")
        assert "".join(re.findall(r"\b[a-j]{10,}", at.screen)) == long


async def test_words_are_searched_in_the_paper(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("p", "slash")
        await at.type("clause 5")
        assert "1 of 11" in at.screen
        assert "Clause 5." in at.screen
        await at.press("enter", "enter")
        assert "3 of 11" in at.screen
        assert "Clause 51." in at.screen
        await at.press("up", "up", "up")
        assert "11 of 11" in at.screen
        await at.press("escape")
        assert "hit 11 of 11" in at.screen
        await at.press("f")
        assert "hit 1 of 11" in at.screen, "what was found stays marked, and one goes on by a key"
        await at.press("F", "F")
        assert "hit 10 of 11" in at.screen
        await at.press("escape")
        assert "WORSE ON PAPER" in at.screen


async def test_escape_goes_back_to_the_list_with_the_cursor_on_the_deal(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("escape")
        assert "Everything loan" in at.line("> ")


async def test_without_a_paper_the_promises_are_listed_and_one_can_be_attached(
    desk: Desk, at_desk, tmp_path: Path
) -> None:
    with desk.store.transaction() as now:
        now.add(
            Commitment(
                customer_id=6,
                deal_id=4,
                words="maternity covered from day one",
                claim=Claim(said="maternity from day one"),
                owner="asha",
                made_on=date(2026, 11, 20),
            )
        )
    letter = tmp_path / "policy.txt"
    letter.write_text("Maternity: waiting period 24 months\n")
    async with at_desk(desk, "health") as at:
        assert "No paper yet: press a to attach one" in at.screen
        await at.go_to("No paper")
        assert "No paper is attached" in _explanation(at)
        await at.go_to("maternity covered")
        assert "NOT COMPARED" in at.line("> ")
        assert "no paper yet" in at.line("Group health cover")
        await at.press("a")
        await at.paste(str(letter))
        await at.heard()
        await at.press("ctrl+s")
        assert "policy.txt v1" in at.screen
        assert "NOT COMPARED" not in at.screen
    assert [one.name for one in desk.store.find(Document, deal_id=4)] == ["policy.txt"]


async def test_the_promise_under_the_cursor_is_edited(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("j", "e")
        assert "Processing fee: no charge" in at.screen
        await at.to("due")
        await at.type("fri")
        await at.press("ctrl+s")
        assert "CONTRADICTED" in at.line("> "), "the cursor stays on it"
    changed = desk.store.find(Commitment, deal_id=all_verdicts.id)[1]
    assert changed.due == date(2026, 11, 27)


async def test_what_stands_on_the_paper_only_has_no_promise_to_edit(desk: Desk, all_verdicts, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("Penal charge")
        await at.press("e")
        assert isinstance(at.app.screen, ReviewPage)


async def test_capture_from_a_review_is_about_its_deal(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("c")
        assert isinstance(at.app.screen, Form)
        assert "Meera Iyer" in at.line("Customer")
        assert "Everything loan" in at.line("Deal")
        await at.type("no processing fee")
        await at.heard()
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, ReviewPage)
        assert any(told.message.startswith("Saved for Meera Iyer: ") for told in at.app._notifications)
    assert len(desk.store.find(Commitment, deal_id=all_verdicts.id)) >= len(TABLE)


async def test_another_part_of_the_program_opens_a_deals_review(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("3")
        at.app.open_review(1)
        await at.settle()
        await at.settle()
        assert "Home loan, Wakad flat · sanction-letter.txt v1" in at.screen
        await at.press("escape")
        assert "[3 Deals]" in at.screen, "the way back leads to where the review was asked for"
        await at.press("5")
        assert "Deals with promises" in at.screen


async def test_a_paper_that_is_gone_is_told_in_one_line(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    (document,) = desk.store.find(Document, deal_id=all_verdicts.id)
    desk.store.paper(document.sha256).unlink()
    async with at_desk(desk, "everything") as at:
        assert "attach it again" in " ".join(at.screen.split())
        assert at.screen.count("NOT COMPARED") == len(TABLE) + 1, "each row, and the sentence about the first"
        await at.press("escape")
        assert "Everything loan" in at.screen


async def test_hostile_names_and_paper_lines_are_shown_and_not_obeyed(desk: Desk, at_desk, tmp_path: Path) -> None:
    hostile = "[@click=app.quit]x[/] [/x] \x1b]0;x\x07"
    letter = tmp_path / "offer [b].txt"
    letter.write_text(f"Rate of interest: 9 % p.a. {hostile}\n")
    with desk.store.transaction() as now:
        deal = now.get(Deal, 1)
        now.put(deal.model_copy(update={"title": f"Odd {hostile}"}))
    papers.attach(desk, deal, letter)
    async with at_desk(desk, "odd", (120, 40)) as at:
        assert "Odd [@click=app.quit]x[" in at.screen
        assert "\x1b" not in at.screen
        assert "[@click=app.quit]x[/]" in at.line("Rate of interest: 9 %")


async def test_a_comparison_that_stumbles_leaves_the_promises_and_the_session(
    desk: Desk, at_desk, all_verdicts, monkeypatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("stumbled")

    monkeypatch.setattr("crm_tui.services.review.compare", fail)
    async with at_desk(desk, "Everything") as at:
        assert "this could not be read: RuntimeError stumbled" in at.screen
        assert "· NOT COMPARED" in at.screen
        await at.press("escape")
        assert "Everything loan" in at.screen


async def test_the_top_line_cuts_a_long_name_and_keeps_the_version(desk: Desk, at_desk, all_verdicts, tmp_path) -> None:
    letter = tmp_path / f"{'sanction-letter-' * 6}.txt"
    letter.write_text("Rate of interest: 8.75 % p.a.")
    papers.attach(desk, all_verdicts, letter)
    async with at_desk(desk, "Everything") as at:
        top = at.line("Meera Iyer · Everything loan · sanction-letter-")
        assert top.endswith("… v2")


async def test_the_version_of_the_paper_is_in_sight_also_where_the_list_alone_becomes_narrow(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    async with at_desk(desk, "everything", (120, 30)) as at:
        at.app.screen.query_one("#verdicts").styles.width = 36
        await at.settle()
        assert re.search(r"Meera.* v1 +│", at.screen)
