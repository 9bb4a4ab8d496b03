"""Textual's driver for a terminal, with a light wire behind it."""

import asyncio
import os
import signal
import termios
import tty
from functools import partial
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message

from crm_tui.tui.wire import answers, terminals
from crm_tui.tui.wire.listening import ListeningDriver
from crm_tui.tui.wire.wire import Wire

_LAYOUT = 0.3
"""Seconds in which Textual paints after a change of size or a suspend, if it sees any need."""

_EMPTIED = "\x1b[m\x1b[H\x1b[J"


@runtime_checkable
class OnWire(Protocol):
    """An app that wants to reach the wire that it is painted over."""

    wire: Wire | None
    """What it is painted over, where that is a terminal."""

    def line_is_slow(self) -> None:
        """Told once, when pictures take long to arrive."""
        ...

    def ground_is(self, *, light: bool) -> None:
        """Told what the terminal writes on."""
        ...


class WireDriver(ListeningDriver):
    """Sends a terminal what changed of the picture, when the line is free for it."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.loop = asyncio.get_running_loop()
        self._terminal = terminals.named(os.environ.get("TERM", ""))
        self.wire = Wire(
            self._terminal,
            super().write,
            lambda: app.size,
            is_slow=app.line_is_slow if isinstance(app, OnWire) else None,
        )
        if isinstance(app, OnWire):
            app.wire = self.wire

    def write(self, data: str) -> None:
        """Take in what Textual would send."""
        self.wire.take(data)

    def flush(self) -> None:
        """A picture is complete."""
        self.wire.flush()

    def start_application_mode(self) -> None:
        """Take the terminal, at the start and after a suspend."""
        self.wire.begin()
        super().start_application_mode()  # type: ignore[no-untyped-call] # Textual declares no types here
        self._write_as_it_is()
        if self._terminal.tells_ground:
            # before the first picture, which may then be painted in colours that fit
            super().write(answers.GROUND)
        changed = signal.getsignal(signal.SIGWINCH)

        def resized(number: int, frame: Any) -> None:
            # what was cut off is gone, even where the terminal has its old size again when the app looks
            self.wire.spoil()
            self._look_later()
            if callable(changed):
                changed(number, frame)

        signal.signal(signal.SIGWINCH, resized)
        self._look_later()

    def stop_application_mode(self) -> None:
        """Give the terminal back, at the end and for a suspend."""
        self.wire.end()
        # a terminal without a second screen shows nobody what stood here, and begins at its top again
        super().write(_EMPTIED)
        super().stop_application_mode()

    def process_message(self, message: Message) -> None:
        """Keep the terminal's answers from the app: nobody pressed them."""
        if isinstance(message, events.CursorPosition):
            self.loop.call_soon_threadsafe(self.wire.answered)
        else:
            super().process_message(message)

    def told(self, answer: str) -> None:
        """Keep in mind what the terminal says that it can, and tell the app on what it writes."""
        light = answers.is_light(answer)
        if can := answers.can(answer):
            self.loop.call_soon_threadsafe(self.wire.told, can)
        elif light is not None and isinstance(self._app, OnWire):
            self.loop.call_soon_threadsafe(self._app.call_later, partial(self._app.ground_is, light=light))

    def _write_as_it_is(self) -> None:
        """Let the system add nothing to what is sent; what it was set to is restored with all else on leaving."""
        try:
            attributes = termios.tcgetattr(self.fileno)
            attributes[tty.OFLAG] &= ~termios.OPOST
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)
        except termios.error:
            # not a terminal: nothing is added there
            pass

    def _look_later(self) -> None:
        """Once Textual has had the time to paint, make sure that the whole screen was painted."""
        self.loop.call_soon_threadsafe(self.loop.call_later, _LAYOUT, self._mend)

    def _mend(self) -> None:
        if self.wire.is_spoilt:
            self.wire.repaint()
