"""What the screens look like. Look at a changed picture before accepting it: ``pytest --snapshot-update``."""

import pytest

from crm_tui.services.desk import Desk
from crm_tui.tui.app import DeskApp
from tests.tui.waiting import settled

SCREENS = {
    "today": [],
    "customers": ["2"],
    "deals": ["3"],
    "commitments": ["4"],
    "customer": ["2", "slash", *"meera", "enter", "enter"],
    "deal": ["3", "enter"],
    "commitment": ["4", "enter"],
    "interaction": ["2", "slash", *"meera", "enter", "enter", "y", "j", "enter", "j", "enter"],
    "staff": ["T"],
    "rules": ["R", *["j"] * 9],
    "rules_form": ["R", "n", "enter"],
}


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_accepted(
    name: str, size: tuple[int, int], colour: bool, desk: Desk, snap_compare, fixed_verdicts, monkeypatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")

    async def press(pilot) -> None:
        for key in ["", *SCREENS[name]]:
            if key:
                await pilot.press(key)
            await settled(pilot)

    assert snap_compare(DeskApp(desk), terminal_size=size, run_before=press)
