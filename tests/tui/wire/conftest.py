"""A terminal that is painted over a wire, beside one that is not."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.drivers import headless_driver

from crm_tui.tui.wire import terminals
from crm_tui.tui.wire.wire import Wire
from tests.tui.wire.pyte_terminal import Shown


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
