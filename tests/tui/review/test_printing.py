"""Printing from the screen of a review."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.reading.files import read_paper
from crm_tui.services import sign_off
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui.screens.past_review import PastReviewPage
from tests.services.review_desk import Branch


@pytest.fixture
def branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Branch]:
    """One deal at a store, and a home folder to print to."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    opened: list[TinyStore] = []

    def session(login: str) -> TinyStore:
        opened.append(TinyStore(tmp_path / "desk.json", by=login))
        return opened[-1]

    yield Branch(session("root"), session=session)
    for store in opened:
        store.storage.close()


def printing(branch: Branch, login: str, tmp_path: Path) -> Desk:
    """A desk that writes prints as the program does."""
    return replace(branch.desk(login), write_print=partial(bootstrap._write_print, tmp_path / "desk.json"))


def told(at) -> list[str]:
    return [one.message for one in at.app._notifications]


def words(path: Path) -> str:
    return " ".join(" ".join(line.text for line in read_paper(path).lines).split())


async def test_the_review_sheet_goes_to_the_home_folder_as_pdf(branch: Branch, at_desk, tmp_path: Path) -> None:
    async with at_desk(printing(branch, "asha", tmp_path), "home loan") as at:
        await at.press("P")
        assert "Print: Home loan" in at.screen
        assert "~/deal-1-sheet.pdf" in at.screen
        await at.press("ctrl+s")
        written = tmp_path / "home" / "deal-1-sheet.pdf"
        assert told(at)[-1] == f"Printed to {written}"
    assert "Sunita Rao" in words(written)


async def test_the_offered_name_follows_what_is_chosen_until_one_is_typed(branch: Branch, at_desk, tmp_path) -> None:
    async with at_desk(printing(branch, "asha", tmp_path), "home loan") as at:
        await at.press("P")
        await at.to("what")
        await at.press("c")
        await at.to("format")
        await at.press("m")
        assert "~/deal-1-statement.md" in at.screen
        assert "For the customer, on one page" in at.screen
        await at.to("path")
        await at.press("ctrl+u")
        await at.type(str(tmp_path / "mine.md"))
        await at.to("format")
        await at.press("t", "ctrl+s")
    assert (tmp_path / "mine.md").read_text().startswith("What we promised, and what the paper says\n=")


async def test_a_file_that_is_there_is_replaced_only_when_asked(branch: Branch, at_desk, tmp_path: Path) -> None:
    there = tmp_path / "home" / "deal-1-sheet.pdf"
    there.write_text("somebody's")
    async with at_desk(printing(branch, "asha", tmp_path), "home loan") as at:
        await at.press("P", "ctrl+s")
        assert "that file is there already" in at.screen
        assert there.read_text() == "somebody's"
        await at.press("y", "ctrl+s")
        assert told(at)[-1] == f"Printed to {there}"
    assert there.read_bytes().startswith(b"%PDF")


async def test_where_nothing_can_be_written_the_form_stays(branch: Branch, at_desk, tmp_path: Path) -> None:
    async with at_desk(printing(branch, "asha", tmp_path), "home loan") as at:
        await at.press("P")
        await at.to("path")
        await at.press("ctrl+u")
        await at.type(str(tmp_path / "desk.json"))
        await at.press("ctrl+s")
        assert "belongs to the desk's store" in " ".join(at.screen.split())
        assert "Print: Home loan" in at.screen


async def test_an_auditor_prints_too(branch: Branch, at_desk, tmp_path: Path) -> None:
    async with at_desk(printing(branch, "audit", tmp_path), "home loan") as at:
        await at.press("P", "ctrl+s")
    assert (tmp_path / "home" / "deal-1-sheet.pdf").exists()


async def test_an_earlier_review_prints_with_the_facts_of_its_day(branch: Branch, at_desk, tmp_path: Path) -> None:
    review = sign_off.submit(branch.desk("asha"), branch.deal_id, "keen")
    sign_off.send_back(branch.desk("vikram"), review, "ask about the fee")
    async with at_desk(printing(branch, "asha", tmp_path), "home loan") as at:
        at.app.push_screen(PastReviewPage(review.id))
        await at.settle()
        await at.press("P")
        assert f"~/review-{review.id}-sheet.pdf" in at.screen
        await at.press("ctrl+s")
        await at.press("P")
        await at.to("what")
        await at.press("c", "ctrl+s")
    told = words(tmp_path / "home" / f"review-{review.id}-statement.pdf")
    assert "This is how it stood on 23 November 2026." in told
    shown = words(tmp_path / "home" / f"review-{review.id}-sheet.pdf")
    assert f"Deal review #{review.id}" in shown
    assert "returned by Vikram Joshi (vikram)" in shown
    assert "ask about the fee" in shown
