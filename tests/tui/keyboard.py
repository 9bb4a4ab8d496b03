"""Somebody at the keyboard: keys in, the terminal's text out."""

from typing import Any

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import OptionList, TextArea

from tests.tui.waiting import comes, settled, typing_paused


class Keyboard:
    """An app that is typed at and read."""

    def __init__(self, app: App[Any], pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

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
        await settled(self.pilot)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """As fast as a line brings it, line breaks as enter."""
        for number, line in enumerate(text.split("\n")):
            if number:
                await self.press("enter")
            send(self.app, line)
            await self.settle()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def to(self, name: str) -> None:
        """Tab to a field of a form."""
        for _ in range(30):
            focused = self.app.focused
            if focused is not None and any(one.id == f"row-{name}" for one in focused.ancestors):
                return
            await self.press("tab")
        raise AssertionError(f"tab never comes to {name}:\n{self.screen}")

    async def go_to(self, text: str) -> None:
        """Set the cursor of the list on the first line that holds a text."""
        await self.press("g")
        for _ in range(40):
            # on a wide terminal the paper stands beside the list
            if text in self.line("> ").partition("│")[0]:
                return
            await self.press("j")
        raise AssertionError(f"no line holds {text!r}:\n{self.screen}")

    @property
    def words(self) -> str:
        """The same on one line, however it was wrapped."""
        return " ".join(self.screen.split())

    async def until(self, text: str) -> None:
        """Wait until the terminal shows a text."""
        assert await comes(lambda: text in self.words), f"{text!r} never came:\n{self.screen}"
        # it may be painted before it takes keys
        await self.pilot.pause()

    async def choose(self, words: str) -> None:
        """Choose what becomes of the line under the cursor."""
        await self.press("x")
        for _ in range(12):
            if self.chosen.startswith(words):
                await self.press("enter")
                return
            await self.press("down")
        raise AssertionError(f"{words!r} is not offered:\n{self.screen}")

    @property
    def chosen(self) -> str:
        """The answer under the cursor of a question."""
        answers = self.app.screen.query_one(OptionList)
        return str(answers.get_option_at_index(answers.highlighted or 0).prompt)

    async def clear(self) -> None:
        """Take away what stands in the field."""
        keys = ["f7", "delete"] if isinstance(self.app.focused, TextArea) else ["ctrl+shift+a", "delete"]
        await self.press(*keys)

    async def heard(self) -> None:
        """Wait out the pause after which words are listened to and paths are read."""
        await typing_paused(self.pilot)
        await self.settle()


_NAMED = {" ": "space", "\n": "enter", "\x1b": "escape", "\t": "tab"}


def send(app: App[Any], keys: str) -> None:
    """Have keys arrive one after the other, none of them answered yet."""
    for one in keys:
        name = _NAMED.get(one) or _character_to_key(one)
        app.post_message(events.Key(name, one if one.isprintable() else None))


async def at_once(at: Any, keys: str) -> None:
    """Type all of it before anything is answered, as a slow line brings it."""
    send(at.app, keys)
    await answered(at)


async def answered(at: Any) -> None:
    """Wait until no key waits for its turn."""
    await at.pilot.pause()
    while at.app.types_ahead and not at.app._exit:
        await at.pilot.pause(0.01)
    await at.pilot.pause()
