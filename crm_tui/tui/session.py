"""A session from its start to its end, whatever ends it: the terminal is given back, and nothing spins or hangs."""

import logging
import os
import select
import signal
import sys
import termios
import tty
from contextlib import suppress
from threading import Event, Thread
from types import FrameType, TracebackType
from typing import Any, Self

from rich.console import RenderableType
from textual.app import App

HUNG_UP = 128 + signal.SIGHUP
"""The code to exit with when nobody is at the other end of the terminal, as of a program that this ended."""

_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
"""What asks a program to end."""

_NOBODY_SEES = 0.4
"""Seconds in which a session whose terminal is gone ends by itself."""

_ASKED = 3.0
"""Seconds in which one ends by itself that a signal asked to, and that has a terminal still."""

_SAVED = 0.3
"""Seconds more for what is in the midst of being saved."""

_OVER = 0
"""No signal has this number."""

GIVEN_BACK = (
    # pasted text is not marked, lines wrap, the size is not told, no mouse, no focus, no pixels, frames are shown
    b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?1004l"
    b"\x1b[?2026l"
    # the keyboard as it was, no colour, all lines scroll, nothing left on a terminal with one screen only,
    # the first screen, a cursor that is seen
    b"\x1b[<u\x1b[0m\x1b[r\x1b[H\x1b[J\x1b[?1049l\x1b[?25h"
)
"""What takes every mode away that the screens may have set."""


class Guard:
    """Watches over a session from a thread of its own, so that neither work nor a stalled line holds its end up."""

    def __init__(self, app: "HostedApp") -> None:
        self._app = app
        self._terminal = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
        self._heard, self._told = os.pipe()
        self._ended = Event()
        self.code = 0
        """The code to exit with when the session was ended from outside; 0 until then."""
        self._before: dict[int, Any] = {}
        self._modes: list[Any] | None = None
        self._thread = Thread(target=self._watch, name="guard", daemon=True)

    def __enter__(self) -> Self:
        with suppress(termios.error):
            self._modes = termios.tcgetattr(self._terminal)
        for number in _ENDING:
            # under nohup a hang-up is to be ignored; that the terminal is gone is seen all the same
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._signalled)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.code == HUNG_UP:
            # closing the store has what is left of the time, and no more: it may be cut off anywhere
            return
        self._ended.set()
        self._tell(_OVER)
        self._thread.join()
        if self._was_kept():
            give_back(self._terminal, self._modes)
        for number, before in self._before.items():
            signal.signal(number, before)
        os.close(self._heard)
        os.close(self._told)

    def _was_kept(self) -> bool:
        """Whether a fault came between the terminal and its being given back."""
        try:
            # where another program has it by now, that one says how it is set
            is_here = os.tcgetpgrp(self._terminal) == os.getpgrp()
            reads_keys = not termios.tcgetattr(self._terminal)[tty.LFLAG] & termios.ICANON
        except (OSError, termios.error):
            return False
        return is_here and reads_keys and self._modes is not None and bool(self._modes[tty.LFLAG] & termios.ICANON)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._tell(number)

    def _tell(self, number: int) -> None:
        os.write(self._told, bytes([number]))

    def _watch(self) -> None:
        asked = select.poll()
        asked.register(self._heard, select.POLLIN)
        asked.register(self._terminal, 0)
        happened = dict(asked.poll())
        gone = self._terminal in happened
        number = signal.SIGHUP if gone else os.read(self._heard, 1)[0]
        if number == _OVER:
            return
        self.code = 128 + number
        with suppress(Exception):
            # whatever goes wrong with it, the session ends
            self._app.last()
        self._app.exit(return_code=self.code)
        if not self._ended.wait(_NOBODY_SEES if number == signal.SIGHUP else _ASKED):
            give_back(self._terminal, self._modes)
            self._app.finish(_SAVED)
            os._exit(self.code)


def give_back(terminal: int, modes: list[Any] | None) -> None:
    """Leave a terminal as it was found, without waiting for one that takes nothing any more."""
    with suppress(OSError, termios.error):
        # opened anew: what is set on it holds for nobody else
        line = os.open(os.ttyname(terminal), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        try:
            if modes is not None:
                termios.tcsetattr(line, termios.TCSANOW, modes)
            os.write(line, GIVEN_BACK)
        finally:
            os.close(line)


class HostedApp(App[None], inherit_bindings=False):
    """Ends with the fault that nobody foresaw, instead of printing it with the values of all variables.

    It runs no other program and writes no file beside what a form is asked for.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.crashed: BaseException | None = None
        """What ended it."""

    def last(self) -> None:
        """Keep what was typed and not saved: the session ends, and not by itself."""

    def finish(self, seconds: float) -> None:
        """Wait so long, and no longer, for what must not be cut off: the process ends now. Called from any thread."""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Nothing here is for a browser: none is run."""

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """No picture is written: its file would hold records, in a folder that nobody chose."""

    def _fatal_error(self) -> None:
        self.crashed = self.crashed or sys.exception() or self._exception
        self.last()
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """A thread of the terminal failed."""
        # slow to load, and needed only now
        from rich.traceback import Traceback

        fault = RuntimeError("the terminal failed")
        for one in renderables:
            if isinstance(one, Traceback):
                for stack in one.trace.stacks:
                    passed = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in stack.frames]
                    fault.add_note("\n".join([*passed, stack.exc_type]))
        self.crashed = self.crashed or fault
        self.last()
        self._close_messages_no_wait()


def run(app: HostedApp, *, mouse: bool = False) -> int:
    """Run an app on this terminal, with the ``mouse`` if it is wanted, and return the code to exit with.

    Raises:
        Exception: what nobody foresaw ended it; the terminal is given back.
    """
    # what a library has to say of a fault would be written over the screen
    logging.lastResort = None
    with Guard(app) as guard:
        try:
            app.run(mouse=mouse)
        except Exception:
            # a terminal that is gone fails in many ways
            if not guard.code:
                raise
        finally:
            app.last()
    if app.crashed is not None and not guard.code:
        raise app.crashed
    return guard.code or app.return_code or 0
