"""The mouse in a list, where somebody wants it."""

from textual import events

from crm_tui.services.desk import Desk
from tests.tui.conftest import Sit

AT = (5, 5, 0, 0, 0, False, False, False)
"""Somewhere in the list, no button, no key beside it."""


async def test_a_click_chooses_a_line_and_another_one_opens_it(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("2")
        at = next(row for row, line in enumerate(seat.lines) if "José Álvarez" in line)
        await seat.pilot.click(offset=(10, at))
        await seat.settle()
        assert "José Álvarez" in seat.cursor
        await seat.pilot.click(offset=(10, at))
        await seat.until("Panaji")
        assert seat.app.screen.__class__.__name__ == "CustomerPage", seat.text


async def test_the_wheel_moves_the_cursor_and_what_is_no_line_takes_no_click(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("4")
        first = seat.cursor
        rows = seat.app.focused
        assert rows is not None
        rows.post_message(events.MouseScrollDown(rows, *AT))
        await seat.settle()
        assert seat.cursor != first
        rows.post_message(events.MouseScrollUp(rows, *AT))
        await seat.settle()
        assert seat.cursor == first
        heading = next(row for row, line in enumerate(seat.lines) if line.lower().startswith("overdue"))
        await seat.pilot.click(offset=(5, heading))
        assert seat.cursor == first
