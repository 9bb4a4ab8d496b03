"""The desk itself, painted over a wire: the terminal shows what Textual would have shown without it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from textual.drivers import headless_driver

from crm_tui.services.desk import Desk
from crm_tui.tui.wire import terminals
from crm_tui.tui.wire.wire import Wire
from tests.tui.conftest import Seat
from tests.tui.wire.pyte_terminal import Shown

SitDown = Callable[..., AbstractAsyncContextManager[Seat]]


class Both(headless_driver.HeadlessDriver):
    """Sends each picture to a terminal as it is, and to another one over a wire."""

    last: "Both"

    def __init__(self, app: Any, **given: Any) -> None:
        super().__init__(app, **given)
        type(self).last = self
        self.plain, self.light = (Shown(*self.screen_size) for _ in range(2))
        self.sent = 0
        self.written = 0
        self.wire = Wire(terminals.named("xterm-256color"), self._over, lambda: app.size)
        self.wire.begin()

    @property
    def screen_size(self) -> tuple[int, int]:
        return self._size or (80, 24)

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.written += len(data.encode())
        self.plain.feed(data.replace("\n", "\r\n"))
        self.wire.take(data)

    def flush(self) -> None:
        self.wire.flush()

    def _over(self, data: str) -> None:
        self.sent += len(data.encode())
        self.light.feed(data)


@pytest.fixture
def both(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Both]:
    monkeypatch.setattr(headless_driver, "HeadlessDriver", Both)
    return lambda: Both.last


JOURNEY = [
    *("down", "pagedown", "2", "end", "slash", "r", "escape", "escape", "enter", "escape"),
    *("4", "space", "5", "c", "x", "escape", "question_mark", "escape", "ctrl+p", "escape"),
]


async def test_after_each_key_the_terminal_shows_what_it_would_without_the_wire(
    sit_down: SitDown, desk: Desk, both: Callable[[], Both]
) -> None:
    async with sit_down(desk) as seat:
        for key in JOURNEY:
            await seat.press(key)
            shown = both()
            assert shown.light.cells == shown.plain.cells, key
            assert shown.light.cursor == shown.plain.cursor, key
        assert shown.sent < shown.written / 3


async def test_the_terminals_cursor_stands_in_the_row_or_the_field_that_has_the_keys(
    sit_down: SitDown, desk: Desk, both: Callable[[], Both]
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
