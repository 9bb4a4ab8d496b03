"""A form on a bare app: pressed, typed into and read as text."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import TextArea

from crm_tui.tui import app
from crm_tui.tui.forms.form import Form
from crm_tui.tui.themes import DESK


class Host(App[None]):
    """Shows one form and remembers what it was dismissed with."""

    CSS_PATH = Path(app.__file__).parent / "styles" / "desk.tcss"

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self.results: list[object] = []
        self.animation_level = "none"
        self.register_theme(DESK)
        self.theme = DESK.name

    def on_mount(self) -> None:
        self.push_screen(self.form, self.results.append)


class Sitting:
    """Somebody at the keyboard."""

    def __init__(self, app: Host, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.form = app.form

    @property
    def result(self) -> object:
        """What the form was dismissed with."""
        assert self.app.results, f"the form is still open:\n{self.screen}"
        return self.app.results[-1]

    @property
    def open(self) -> bool:
        """Whether the form is still there."""
        return not self.app.results

    @property
    def screen(self) -> str:
        """What stands on the terminal."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    def line(self, text: str) -> str:
        """The first line on the terminal that holds a text."""
        return next((line for line in self.screen.splitlines() if text in line), "")

    async def settle(self) -> None:
        """Wait for what was asked of the store and of the comparison."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Letter by letter, line breaks as enter."""
        await self.press(*("enter" if letter == "\n" else letter for letter in text))

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def to(self, name: str) -> None:
        """Tab to a field."""
        for _ in range(30):
            focused = self.app.focused
            if focused is not None and any(one.id == f"row-{name}" for one in focused.ancestors):
                return
            await self.press("tab")
        raise AssertionError(f"tab never comes to {name}:\n{self.screen}")

    async def clear(self) -> None:
        """Take away what stands in the field."""
        keys = ["f7", "delete"] if isinstance(self.app.focused, TextArea) else ["ctrl+shift+a", "delete"]
        await self.press(*keys)

    async def heard(self) -> None:
        """Wait out the pause after which words are listened to and paths are read."""
        await self.pilot.pause(0.25)
        await self.settle()

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
