"""A form on a bare app: pressed, typed into and read as text."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from crm_tui.tui import app
from crm_tui.tui.forms.form import Form
from crm_tui.tui.themes import THEMES
from tests.tui.keyboard import Keyboard


class Host(App[None]):
    """Shows one form and remembers what it was dismissed with."""

    CSS_PATH = Path(app.__file__).parent / "styles" / "desk.tcss"

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.results: list[object] = []
        self.animation_level = "none"
        self.register_theme(THEMES[0])
        self.theme = THEMES[0].name

    def on_mount(self) -> None:
        self.push_screen(self.form, self.results.append)


class Sitting(Keyboard):
    """Somebody with one form."""

    def __init__(self, app: Host, pilot: Pilot[None]) -> None:
        super().__init__(app, pilot)
        self.form = app.form
        self._results = app.results

    @property
    def result(self) -> object:
        """What the form was dismissed with."""
        assert self._results, f"the form is still open:\n{self.screen}"
        return self._results[-1]

    @property
    def open(self) -> bool:
        """Whether the form is still there."""
        return not self._results

    def fault(self, name: str) -> str:
        """What stands below a field as its fault."""
        row = self.form.row(name)
        return str(row.query_one(".fault").render()) if row.has_class("-faulty") else ""


Open = Callable[..., AbstractAsyncContextManager[Sitting]]


@pytest.fixture
def sit() -> Open:
    """Open a form on a terminal."""

    @asynccontextmanager
    async def opened(form: Form, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
        host = Host(form)
        async with host.run_test(size=size) as pilot:
            sitting = Sitting(host, pilot)
            await sitting.settle()
            yield sitting

    return opened
