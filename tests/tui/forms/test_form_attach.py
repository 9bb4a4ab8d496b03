from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document, DocumentType
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.attach import AttachForm
from crm_tui.tui.forms.file_path import completed, typed_path

LETTER = "SANCTION LETTER\n\nRate of interest: 8.75 % p.a.\nProcessing fee: 0.5 % of the loan amount\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    """A folder to work in, with two letters and a subfolder."""
    place = tmp_path / "in"
    (place / "old").mkdir(parents=True)
    (place / "letter one.txt").write_text(LETTER)
    (place / "letter two.txt").write_text("Nothing of note.\n")
    (place / ".hidden").write_text("")
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(tmp_path))
    return place


async def test_a_paper_is_attached_after_its_terms_are_seen(desk: Desk, sit, folder: Path) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.type("letter one.txt")
        await at.heard()
        assert "1 page, 2 terms found" in at.screen
        assert "Rate of interest: 8.75 % p.a.  1:3" in at.screen
        assert "Processing fee" in at.screen
        await at.press("tab", "home", "tab")
        await at.type("yesterday")
        await at.press("ctrl+s")
        saved = at.result
    assert (saved.deal_id, saved.name, saved.version) == (2, "letter one.txt", 1)
    assert (saved.type, saved.issued_on) == (DocumentType.SANCTION_LETTER, date(2026, 11, 20))
    assert desk.store.paper(saved.sha256).read_text() == LETTER


async def test_the_type_is_offered_by_the_title_and_can_be_changed(desk: Desk, sit, folder: Path) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.type("letter one.txt")
        await at.heard()
        assert "sanction letter" in at.line("Kind")
        assert "by its title" in at.line("Kind")
        await at.press("tab", "a")
        assert "agreement" in at.line("Kind")
        assert "by its title" not in at.line("Kind")
        await at.press("shift+tab")
        await at.type("x")
        await at.heard()
        await at.press("backspace")
        await at.heard()
        assert "agreement" in at.line("Kind"), "what somebody chose stays chosen"
        await at.press("ctrl+s")
    assert at.result.type is DocumentType.AGREEMENT


async def test_a_second_version_is_offered_the_type_of_the_first(desk: Desk, sit, folder: Path) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 1))) as at:
        await at.type("letter two.txt")
        await at.heard()
        assert "sanction letter" in at.line("Kind")
        assert "as version 1" in at.line("Kind")
        await at.press("ctrl+s")
    assert (at.result.type, at.result.version) == (DocumentType.SANCTION_LETTER, 2)


async def test_a_paper_that_is_saved_before_it_was_read_has_its_type_too(desk: Desk, sit, folder: Path) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.paste("letter one.txt")
        await at.press("ctrl+s")
        await at.heard()
    assert at.result.type is DocumentType.SANCTION_LETTER


async def test_tab_completes_names_and_then_goes_on(desk: Desk, sit, folder: Path) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.press("l", "tab")
        assert "letter one.txt  letter two.txt" in at.screen
        await at.press("o", "tab")
        assert "letter one.txt" in at.line("File")
        await at.press("tab", "p")
        assert "policy" in at.line("Kind")


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("l", "letter "),
        ("letter t", "letter two.txt"),
        ("o", "old/"),
        ("~/in/letter o", "~/in/letter one.txt"),
        ("zzz", "zzz"),
        (".h", ".hidden"),
        ("nowhere/x", "nowhere/x"),
        ("\0", "\0"),
    ],
)
def test_a_path_is_completed_as_far_as_is_certain(folder: Path, typed: str, becomes: str) -> None:
    assert completed(typed)[0] == becomes


def test_a_path_may_begin_at_home_or_stand_in_quotes(folder: Path) -> None:
    assert typed_path("~/in") == folder
    assert typed_path("'a b.txt'") == Path("a b.txt")
    assert typed_path("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")


@pytest.mark.parametrize("typed", ["missing.txt", "old"], ids=["missing", "folder"])
async def test_what_cannot_be_read_is_told_in_one_line_and_nothing_is_attached(
    desk: Desk, sit, folder: Path, typed: str
) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.type(typed)
        await at.heard()
        assert at.line("! ")
        await at.press("ctrl+s")
        assert at.open
        assert typed in at.fault("path")
        assert typed in at.line("File")
    assert desk.store.find(Document, deal_id=2) == []


async def test_a_path_that_no_file_can_have_is_refused(desk: Desk, sit, folder: Path) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.paste("letter\0one.txt")
        await at.heard()
        assert at.line("! ")
        await at.press("ctrl+s")
        assert at.open
        assert "no path can hold" in at.fault("path")


async def test_a_path_is_needed(desk: Desk, sit) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.press("ctrl+s")
        assert "type where the paper is" in at.fault("path")


async def test_a_paper_that_the_reading_stumbles_over_is_one_line(desk: Desk, sit, folder: Path, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("stumbled")

    monkeypatch.setattr("crm_tui.services.papers.preview", fail)
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.type("letter one.txt")
        await at.heard()
        assert "! this could not be read: RuntimeError stumbled" in at.screen


async def test_a_paper_whose_name_is_too_long_stays_in_its_form(desk: Desk, sit, folder: Path) -> None:
    name = "x" * 220 + ".txt"
    (folder / name).write_text(LETTER)
    async with sit(AttachForm(desk, desk.store.get(Deal, 2))) as at:
        await at.paste(name)
        await at.heard()
        await at.press("ctrl+s")
        assert at.open
        assert "the name: at most 200 characters" in at.screen
