"""What each state of a review looks like. Look at a changed picture before accepting it: ``--snapshot-update``."""

from collections.abc import Callable

import pytest

from crm_tui.services import deal_findings, sign_off
from crm_tui.tui.app import DeskApp
from tests.services.review_desk import DEARER, Branch
from tests.tui.waiting import settled


def submitted(branch: Branch) -> None:
    branch.attach("asha", DEARER + "Legal charges: Rs 4,000\n")
    sign_off.submit(branch.desk("asha"), branch.deal_id, "sign it, she is a good customer")


def stale(branch: Branch) -> None:
    desk = branch.desk("vikram")
    review = sign_off.submit(branch.desk("asha"), branch.deal_id, "as she wanted it")
    sign_off.approve(desk, review, deal_findings.of(desk, branch.deal_id).fingerprint, "as it was said")
    branch.attach("asha", DEARER)


VIEWS: dict[str, tuple[Callable[[Branch], object], str, list[str]]] = {
    "queue": (submitted, "vikram", ["5"]),
    "checker": (submitted, "vikram", ["5", "enter"]),
    "opinion": (submitted, "vikram", ["5", "enter", "G", "enter"]),
    "answers": (submitted, "asha", ["5", "enter", "x"]),
    "approve": (lambda branch: sign_off.submit(branch.desk("asha"), branch.deal_id), "vikram", ["5", "enter", "A"]),
    "stale": (stale, "asha", ["5", "enter"]),
    "past": (stale, "asha", ["5", "enter", "G", "k", "enter"]),
}
"""What was done, who looks, and the keys that lead there."""


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize("name", VIEWS)
def test_each_state_looks_as_accepted(name: str, colour: bool, branch: Branch, snap_compare, monkeypatch) -> None:
    done, login, keys = VIEWS[name]
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    done(branch)

    async def press(pilot) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    assert snap_compare(DeskApp(branch.desk(login)), terminal_size=(80, 24), run_before=press)
