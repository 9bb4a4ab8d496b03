"""Only what is chosen goes to the clipboard, and only when somebody asks."""

import re
from base64 import b64decode

from textual.widgets import Input

from crm_tui.domain.customer import Customer
from crm_tui.services.desk import Desk
from crm_tui.tui import copying

CLIPBOARD = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


async def test_the_line_under_the_cursor_is_copied_by_name(desk: Desk, sit_down, monkeypatch) -> None:
    written: list[str] = []
    async with sit_down(desk) as at:
        monkeypatch.setattr(at.app._driver, "write", written.append)
        await at.press("2", "j")
        assert not CLIPBOARD.search("".join(written))
        await at.press("ctrl+p", *"copy")
        await at.until("The line under the cursor")
        await at.press("enter")
        assert "Copied 1 line" in at.text
    sent = CLIPBOARD.findall("".join(written))
    assert len(sent) == 1
    line = b64decode(sent[0]).decode()
    assert line.startswith("Farida Sheikh  ")
    assert "Meera" not in line


async def test_marked_lines_are_copied_and_no_others(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "space", "j", "space")
        copying.copy(at.app, at.app.screen)
        assert len(at.app.clipboard.splitlines()) == 2
        assert at.app.clipboard.splitlines()[0].count("Call back about the collateral") == 1


async def test_what_is_copied_means_nothing_to_the_terminal_that_it_is_pasted_into(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.put(now.get(Customer, 8).model_copy(update={"name": "!\x1b[201~\nrm -rf /\u202e"}))
    async with sit_down(desk) as at:
        await at.press("2", "g")
        copying.copy(at.app, at.app.screen)
    assert at.app.clipboard.startswith("!␛[201~␊rm -rf /�  ")


async def test_too_much_is_refused_in_one_line(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(copying, "_MOST", 10)
    async with sit_down(desk) as at:
        await at.press("2")
        copying.copy(at.app, at.app.screen)
        await at.settle()
        assert "mark fewer lines" in at.text
        assert at.app.clipboard == ""


async def test_in_a_field_only_what_is_selected_is_copied(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "n", *"Rao and Sons", "ctrl+c")
        assert at.app.clipboard == ""
        await at.press("shift+home", "ctrl+c")
        assert isinstance(at.app.focused, Input)
        assert at.app.clipboard == "Rao and Sons"


async def test_where_no_list_is_nothing_is_offered(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "n")
        assert copying.chosen(at.app.screen) == ()
