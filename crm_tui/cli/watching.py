"""Long commands: how far they are, as plain lines on standard error, and Ctrl-C, which leaves nothing half done."""

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

from crm_tui.cli.terminal import complain
from crm_tui.domain.progress import is_let_be, reached, told, watched

FIRST = 1.0
"""Seconds of work before which nothing is told: short work is done by then."""

EACH = 2.0
"""Seconds between two lines."""

AT_ONCE = "stopped at once: look whether it was done before you do it again"
TOO_LATE = "it was done before it could be stopped"


def run(arguments: argparse.Namespace) -> int:
    """Run a long command, and return the code to exit with.

    Raises:
        KeyboardInterrupt: somebody stopped it; its text is one line that says what stands now.
    """
    watching = _Watching(tells=arguments.progress or _is_terminal(), waits=arguments.waits)
    try:
        with watched(watching.watch), watching.listening():
            code: int = arguments.run(arguments)
    except KeyboardInterrupt:
        if watching.at_once:
            raise KeyboardInterrupt(AT_ONCE) from None
        raise KeyboardInterrupt(f"stopped{watching.where}: {arguments.stopped}") from None
    if watching.asked:
        complain(TOO_LATE)
    return code


def _is_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


class _Watching:
    def __init__(self, *, tells: bool, waits: bool) -> None:
        """``waits`` is whether it may be stopped only between two steps, as it changes something."""
        self.asked = False
        self.at_once = False
        self._tells = tells
        self._waits = waits
        self._at = ("", 0, 0)
        self._next = monotonic() + FIRST

    def watch(self, what: str, done: int, of: int) -> None:
        """Take note of a step; stop there if that was asked for."""
        self._at = what, done, of
        if self.asked:
            raise KeyboardInterrupt
        if self._tells and (now := monotonic()) >= self._next:
            self._next = now + EACH
            complain(told(what, done, of))

    @property
    def where(self) -> str:
        """At which step it was."""
        return f" at {reached(*self._at)}" if self._at[0] else ""

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Ctrl-C is taken by the work inside the block."""
        # who began the program may have it ignore Ctrl-C; and only one thread is told of it
        if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, None) or (
            threading.current_thread() is not threading.main_thread()
        ):
            yield
            return
        before = signal.signal(signal.SIGINT, self._stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        # other threads of the work stop at their next step; who asks again may be waiting for a disk that gives none
        self.at_once = self._waits and self.asked and not is_let_be()
        self.asked = True
        if self.at_once or not self._waits:
            raise KeyboardInterrupt
