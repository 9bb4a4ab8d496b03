"""On a shared host no screen leads to a file outside two folders, to another program, or out of the session."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.services.desk import Desk
from crm_tui.services.folders import Folders
from crm_tui.tui.forms.attach import AttachForm
from crm_tui.tui.forms.file_path import PathEntry
from crm_tui.tui.forms.print import PrintForm


@pytest.fixture
def desk(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for folder in ("in", "out", "home"):
        (tmp_path / folder).mkdir()
    (tmp_path / "in" / "offer.txt").write_text("OFFER\n\nRate of interest: 8.75 %\n")
    (tmp_path / "home" / "secret.txt").write_text("PRIVATE KEY\n")
    folders = Folders(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr(bootstrap, "_folders", folders)
    monkeypatch.chdir(tmp_path / "home")
    written = partial(bootstrap._write_print, tmp_path / "desk.json")
    return replace(desk, folders=folders, read_paper=bootstrap._read_paper, write_print=written)


def deal(desk: Desk) -> Deal:
    found = desk.store.get(Deal, 2)
    assert found is not None
    return found


@pytest.mark.parametrize("typed", ["{home}/secret.txt", "../home/secret.txt", "/etc/passwd", "~/secret.txt"])
async def test_a_paper_elsewhere_is_not_read(desk: Desk, tmp_path: Path, sit_down, typed: str) -> None:
    async with sit_down(desk) as at:
        at.app.open_form(AttachForm(desk, deal(desk)))
        await at.settle()
        at.app.screen.query_one(PathEntry).value = typed.format(home=tmp_path / "home")
        await at.settle()
        assert "PRIVATE" not in at.text
        await at.press("ctrl+s")
        await at.until("! only files in")
    assert desk.store.find(Document, deal_id=2) == []


async def test_a_paper_of_the_folder_is_attached_by_its_name(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        at.app.open_form(AttachForm(desk, deal(desk)))
        await at.settle()
        await at.press(*"of", "tab")
        await at.until("offer.txt")
        await at.until("Rate of interest: 8.75 %")
        await at.press("ctrl+s")
        await at.settle()
    assert [one.name for one in desk.store.find(Document, deal_id=2)] == ["offer.txt"]


@pytest.mark.parametrize("typed", ["/", "/etc/pass", "../", "../home/", "~/"])
async def test_no_other_folder_is_looked_into(desk: Desk, sit_down, typed: str) -> None:
    async with sit_down(desk) as at:
        at.app.open_form(AttachForm(desk, deal(desk)))
        await at.settle()
        entry = at.app.screen.query_one(PathEntry)
        entry.value = typed
        await at.press("tab")
        assert entry.value == typed
        assert "secret" not in at.text
        assert "etc/" not in at.text.replace(typed, "")


async def test_a_print_goes_to_its_folder_and_nowhere_else(desk: Desk, tmp_path: Path, sit_down) -> None:
    async with sit_down(desk) as at:
        at.app.open_form(PrintForm(desk, 1, "Home loan"))
        await at.settle()
        entry = at.app.screen.query_one(PathEntry)
        offered = entry.value
        for typed in (str(tmp_path / "home" / "authorized_keys"), "../home/x.txt", "~/x.txt"):
            entry.value = typed
            await at.press("ctrl+s")
            await at.until("! only files in")
        entry.value = offered
        await at.press("ctrl+s")
        await at.until("Printed to")
    assert [one.name for one in (tmp_path / "out").iterdir()] == [offered]
    assert [one.name for one in (tmp_path / "home").iterdir()] == ["secret.txt"]


async def test_the_palette_leads_to_no_file_and_no_program(desk: Desk, tmp_path: Path, sit_down) -> None:
    async with sit_down(desk) as at:
        offered = [one.title for one in at.app.get_system_commands(at.app.screen)]
        assert not any(
            word in title.lower() for title in offered for word in ("screenshot", "shell", "suspend", "open in")
        )
        at.app.action_screenshot()
        at.app.open_url("https://example.org")
        await at.press("ctrl+z")
        assert at.app.is_running
    assert sorted(one.name for one in tmp_path.glob("**/*.svg")) == []
