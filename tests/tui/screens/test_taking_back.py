"""Taking back, at the keyboard, what one did in a session that is over."""

from dataclasses import replace
from time import sleep

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.services import acts, records, undo
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from tests.tui.keyboard import at_once


@pytest.fixture
def sit_again(desk: Desk):
    """A new session at the same store."""
    stores = []

    def seated(login: str = "asha") -> Desk:
        stores.append(TinyStore(desk.store.path, by=login))
        return replace(desk, store=stores[-1], officer=login, done=Done())

    yield seated
    for one in stores:
        one.storage.close()


@pytest.fixture
def settled(sit_again) -> Commitment:
    """A commitment that was kept in the session before, as it was until then."""
    desk = sit_again()
    promise = desk.store.get(Commitment, 3)
    acts.keep(desk, [promise], desk.today())
    return promise


async def test_it_says_what_and_when_and_asks_first(settled, sit_again, sit_down) -> None:
    desk = sit_again()
    async with sit_down(desk) as at:
        assert "u Undo" in at.footer
        await at.press("u")
        asked = " ".join("".join(line.split("│")[1] for line in at.lines if line.count("│") == 2).split())
        assert "Take back what you did in another session, " in asked
        assert "? commitment kept: Send the sanction letter leave it take it back" in asked
        assert desk.store.get(Commitment, 3) != settled
        await at.press("enter")
        assert desk.store.get(Commitment, 3) != settled, "to leave it is the first answer"
        await at.press("u", "j", "enter")
        await at.until("Taken back: commitment kept")
        assert desk.store.get(Commitment, 3) == settled
        assert "u Undo" not in at.footer
        await at.press("u")
        assert desk.store.get(Commitment, 3) == settled


async def test_escape_leaves_it(settled, sit_again, sit_down) -> None:
    desk = sit_again()
    async with sit_down(desk) as at:
        await at.press("u", "escape")
        assert desk.store.get(Commitment, 3) != settled


async def test_it_is_refused_with_who_has_changed_it_since(settled, sit_again, sit_down) -> None:
    ravi = sit_again("ravi")
    now = ravi.store.get(Commitment, 3)
    records.change(ravi, now, now.model_copy(update={"remark": "by post"}))
    async with sit_down(sit_again()) as at:
        await at.press("u", "j", "enter")
        await at.until("ravi changed this commitment since")


async def test_what_is_done_now_is_taken_back_without_asking(settled, sit_again, sit_down) -> None:
    desk = sit_again()
    async with sit_down(desk) as at:
        await at.press("4", "d", "enter")
        assert sum(one.status is Status.KEPT for one in desk.store.find(Commitment)) == 3
        await at.press("u")
        await at.until("Taken back: commitment kept")
        assert sum(one.status is Status.KEPT for one in desk.store.find(Commitment)) == 2


@pytest.mark.parametrize("page", ["1", "4"], ids=["today", "commitments"])
@pytest.mark.parametrize(
    ("act", "more"),
    [("d", ["ctrl+s"]), ("z", ["ctrl+s"]), ("w", [*"no more", "ctrl+s"])],
    ids=["kept", "put off", "withdrawn"],
)
async def test_what_was_marked_for_an_act_is_marked_again_when_it_is_taken_back(
    desk: Desk, sit_down, page: str, act: str, more: list[str]
) -> None:
    async with sit_down(desk) as at:
        await at.press(page, "space", "space", "space")
        marked = [line[2:] for line in at.lines if line.startswith(" *")]
        await at.press(act, *more)
        assert "marked" not in at.text
        await at.press("u")
        assert "3 of " in at.line("marked")
        assert len(marked) == 3
        assert all(any(words in line for line in at.lines) for words in marked)
        await at.press("d")
        assert "Kept: 3 of " in at.text, "the same three are meant again"


async def test_what_was_marked_since_stays_marked_when_an_act_is_taken_back(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "space", "space", "d", "ctrl+s", "space", "u")
        assert "3 of 12 marked" in at.text
        await at.press("space", "u")
        assert "3 of 12 marked" not in at.text, "nothing is left to take back, and nothing is marked by it"


async def test_each_act_that_is_taken_back_brings_its_own_marks(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "space", "space", "d", "ctrl+s", "g", "space", "d", "ctrl+s")
        await at.press("u")
        assert "1 of 10 marked" in at.text
        await at.press("u")
        assert "3 of 12 marked" in at.text


async def test_what_a_colleague_settled_meanwhile_is_not_marked_again(desk: Desk, sit_down) -> None:
    """Of two that were marked only one could be kept: the other is not of this act, and is gone by now."""
    async with sit_down(desk) as at:
        await at.press("4", "v")
        await at.find("Waive the cheque")
        await at.press("space", "g", "space", "w", *"no more", "ctrl+s", "v")
        await at.press("u")
        assert "1 of 12 marked" in at.text


async def test_marks_come_back_on_a_page_that_is_left_meanwhile(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "space", "space", "d", "ctrl+s", "2", "u", "4")
        assert "2 of 12 marked" in at.text


async def test_what_waits_for_a_reading_is_done_once_however_many_are_under_way(desk: Desk, sit_down) -> None:
    """A second time it would set the cursor back, or marks that were taken away since."""
    async with sit_down(desk) as at:
        await at.press("4")
        page, done = at.app.screen, []
        page.once_read(lambda: done.append("once"))
        for _ in range(2):
            page.post_message(page.Read(page.read(), page.under_way.begin(), page._then))
        await at.settle()
        assert done == ["once"]


async def test_a_colleagues_last_action_is_not_offered(settled, sit_again, sit_down) -> None:
    async with sit_down(sit_again("vikram")) as at:
        assert "u Undo" not in at.footer


async def test_an_answer_that_comes_before_the_question_is_kept_for_it(
    settled, sit_again, sit_down, monkeypatch
) -> None:
    desk, look = sit_again(), undo.earlier
    async with sit_down(desk) as at:
        monkeypatch.setattr(undo, "earlier", lambda desk: sleep(0.4) or look(desk))
        await at_once(at, "uj\n")
        await at.until("Taken back: commitment kept")
    assert desk.store.get(Commitment, 3) == settled
