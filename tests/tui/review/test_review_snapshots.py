"""What the review looks like. Look at a changed picture before accepting it: ``pytest --snapshot-update``."""

import pytest

from crm_tui.services.desk import Desk
from crm_tui.tui.app import DeskApp
from tests.tui.waiting import settled

OPEN = ["5", "slash", *"everything", "enter", "enter"]
VIEWS = {
    "deals": ["5"],
    "review": [*OPEN, "j"],
    "surprise": [*OPEN, "G", "k"],
    "paper": [*OPEN, "p", "slash", *"clause 4", "enter"],
}


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("name", VIEWS)
def test_the_review_looks_as_accepted(
    name: str, size: tuple[int, int], colour: bool, desk: Desk, all_verdicts, snap_compare, monkeypatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")

    async def press(pilot) -> None:
        await pilot.pause()
        for key in VIEWS[name]:
            await pilot.press(key)
            await settled(pilot)

    assert snap_compare(DeskApp(desk), terminal_size=size, run_before=press)
