"""A line that is said belongs to the act and the screen that it came from."""

import pytest
from textual.widgets._toast import Toast

from crm_tui.services.desk import Desk
from crm_tui.tui import telling


def standing(at) -> list[str]:
    """The lines that stand on the terminal now."""
    return [one._notification.message for one in at.app.screen.query(Toast)]


async def test_a_line_goes_with_the_next_key(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("ctrl+c")
        assert standing(at) == ["q quits, ^q from a form"]
        await at.press("j")
        assert standing(at) == []


async def test_the_same_key_again_says_it_once(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("ctrl+c", "ctrl+c", "ctrl+c")
        assert standing(at) == ["q quits, ^q from a form"]


async def test_a_line_stays_on_the_screen_that_it_came_from(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("ctrl+c", "2")
        assert standing(at) == []


async def test_what_is_said_twice_by_itself_stands_once(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        at.app.fault("the disk is full")
        at.app.fault("the disk is full")
        await at.settle()
        assert standing(at) == ["! the disk is full"]


async def test_what_comes_by_itself_is_not_taken_away_by_a_key_pressed_meanwhile(
    desk: Desk, sit_down, monkeypatch
) -> None:
    monkeypatch.setattr(telling, "UNREAD", 3_600)
    async with sit_down(desk) as at:
        at.app.fault("it was not saved", late=True)
        await at.settle()
        await at.press("j", "k")
        assert standing(at) == ["! it was not saved"]
        monkeypatch.setattr(telling, "UNREAD", -1)
        at.app.clear_notifications()
        at.app.fault("it was not saved", late=True)
        await at.settle()
        await at.press("j")
        assert standing(at) == []


@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])
async def test_what_was_said_before_takes_no_row_of_the_list(desk: Desk, sit_down, size: tuple[int, int]) -> None:
    async with sit_down(desk, size) as at:
        await at.press("j")
        before, rows = at.lines, len(at.app.screen.records.in_sight)
        for key in "kjkjkj":
            at.app.notify(f"said before {key} in more words than stand on one line of a terminal of eighty columns")
            await at.settle()
            await at.press(key)
        assert at.lines == before
        at.app.notify("Kept")
        await at.settle()
        assert len(at.app.screen.records.in_sight) >= rows - 1, at.text
        assert "Kept" in at.lines[-2]
        assert at.cursor


async def test_what_was_said_over_a_form_takes_no_row_of_the_page_below(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        rows = len(at.app.screen.records.in_sight)
        for _ in range(4):
            await at.press("d", "ctrl+s", "u")
        await at.press("j")
        assert len(at.app.screen.records.in_sight) == rows
        at.app.notify("Kept")
        await at.settle()
        assert len(at.app.screen.records.in_sight) >= rows - 1, at.text


@pytest.mark.parametrize("length", range(60, 100, 3))
async def test_a_line_of_any_length_is_read_to_its_end(desk: Desk, sit_down, length: int) -> None:
    line = ("it was not saved as somebody else has changed it " * 3)[:length].strip() + ". End"
    async with sit_down(desk) as at:
        at.app.notify(line)
        await at.settle()
        assert line in " ".join(at.text.split())
