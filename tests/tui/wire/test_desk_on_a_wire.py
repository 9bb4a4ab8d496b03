"""The desk itself, painted over a wire: the terminal shows what Textual would have shown without it."""

from collections.abc import Callable

from crm_tui.services.desk import Desk
from tests.tui.conftest import Sit
from tests.tui.wire.conftest import Both

JOURNEY = ["pagedown", "2", "end", "slash", "r", "escape", "escape", "enter", "escape", "5", "c", "escape", "ctrl+p"]


async def test_after_each_key_the_terminal_shows_what_it_would_without_the_wire(
    sit_down: Sit, desk: Desk, both: Callable[[], Both]
) -> None:
    async with sit_down(desk) as seat:
        for key in JOURNEY:
            await seat.press(key)
            shown = both()
            assert shown.light.cells == shown.plain.cells, key
            assert shown.light.cursor == shown.plain.cursor, key
        assert shown.sent < shown.written / 3


async def test_the_terminals_cursor_stands_in_the_row_or_the_field_that_has_the_keys(
    sit_down: Sit, desk: Desk, both: Callable[[], Both]
) -> None:
    async with sit_down(desk) as seat:

        def pointed() -> str:
            x, y = both().light.cursor
            return "".join(str(letter) for letter, *_ in both().light.cells[y][x:])

        for key in ("2", "down", "end", "home"):
            await seat.press(key)
            assert pointed().startswith(f"> {seat.cursor[:10]}"), key
        assert not both().light.screen.cursor.hidden

        await seat.press("slash", "r", "a")
        x, y = both().light.cursor
        assert "".join(str(letter) for letter, *_ in both().light.cells[y][:x]).endswith("ra")
        await seat.press("escape", "escape", "9", "down")
        assert pointed().startswith("Feedback: what people think"), pointed()
