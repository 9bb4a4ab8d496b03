"""Between Textual and the terminal: pictures are kept until the line is free, and then their difference is sent."""

import asyncio
import time
from collections.abc import Callable, Set
from threading import RLock

from crm_tui.tui.wire import answers
from crm_tui.tui.wire.frames import HIDE, SHOW, TOGETHER, Picture, is_mode, is_unused
from crm_tui.tui.wire.pacing import Pace
from crm_tui.tui.wire.painting import Painter
from crm_tui.tui.wire.terminals import Terminal

_ALTERNATE = "\x1b[?1049h"
_QUESTION = "\x1b[6n"
_COPIES = 28
"""Among what a terminal says it can: to edit rectangles, of which copying is used here."""

_WORTH_HOLDING = 400
"""Bytes, from which on a terminal that can is asked to show them in one go."""


class Wire:
    """Takes what a program writes, and sends a terminal what it lacks."""

    def __init__(
        self,
        terminal: Terminal,
        send: Callable[[str], None],
        size: Callable[[], tuple[int, int]],
        *,
        is_slow: Callable[[], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``send`` writes to the terminal; ``size`` is how large the pictures are, in columns and lines.

        ``is_slow`` is told once, when pictures take long to arrive. Made where an event loop runs.
        """
        self._send = send
        self._size = size
        self._tell_slow = is_slow
        self._loop = asyncio.get_running_loop()
        self._terminal = terminal
        self._painter = Painter(terminal)
        self._pace = Pace(clock, asks=terminal.answers)
        self._picture: Picture | None = None
        self._few = False
        self._is_on = False
        self._is_new = False
        self._is_stale = True
        self._goes_together = False
        self._later: asyncio.TimerHandle | None = None
        # modes are also switched from the thread that reads keys
        self._at = RLock()

    def begin(self) -> None:
        """The terminal is the program's now; nothing is known of what stands on it."""
        self._is_stale = self._is_on = True
        self._pace.begin_again()

    def end(self) -> None:
        """The terminal is somebody else's now: what was kept for it is not sent."""
        self._is_on = False
        self._cancel()

    def take(self, data: str) -> None:
        """Keep a picture until :meth:`flush`; send a mode at once."""
        with self._at:
            if data in TOGETHER:
                # Textual begins to write these when the terminal has said that it knows them
                self._goes_together = True
            elif is_mode(data):
                self._is_stale |= data == _ALTERNATE
                self._send(data)
            elif not is_unused(data):
                self._canvas().take(data)
                self._is_new = True

    def flush(self) -> None:
        """Send what changed of the picture, now or as soon as the line is free."""
        if not (self._is_new and self._is_on):
            return
        self._cancel()
        if wait := self._pace.wait:
            self._later = self._loop.call_later(wait, self.flush)
            return
        with self._at:
            self._is_new = False
            was_stale, self._is_stale = self._is_stale, False
            if was_stale:
                self._painter.forget()
            sent = self._painter.paint(self._canvas())
            if not sent:
                return
            if len(sent) > _WORTH_HOLDING:
                # else the cursor is seen to run over the screen
                sent = sent.join(TOGETHER if self._goes_together else (HIDE, SHOW))
            if was_stale and self._terminal.answers:
                # each time: a session that was left may be taken up again at another terminal
                sent += answers.WHAT_IT_CAN
            if self._pace.is_asking:
                sent += _QUESTION
                self._pace.asked()
            self._send(sent)

    def in_sixteen(self, few: bool) -> None:
        """Make every colour that comes from now on the nearest of sixteen, or leave it as it is."""
        self._few = few
        self._canvas().in_sixteen = few

    def repaint(self) -> None:
        """Send the whole picture again: something else may have written on the screen."""
        self._is_stale = self._is_new = True
        self._pace.begin_again()
        self.flush()

    def spoil(self) -> None:
        """Paint the whole screen with the next picture."""
        self._is_stale = True

    @property
    def is_spoilt(self) -> bool:
        """Whether the next picture is painted whole."""
        return self._is_stale

    def answered(self) -> None:
        """The terminal has come to the end of a picture."""
        self._pace.answered()
        if self._pace.is_slow and self._tell_slow is not None:
            self._tell_slow()
            self._tell_slow = None
        self.flush()

    def told(self, can: Set[int]) -> None:
        """The terminal has said what it can, in the numbers of its primary device attributes."""
        if _COPIES in can:
            self._painter.copies()

    def _canvas(self) -> Picture:
        width, height = self._size()
        if self._picture is None or (self._picture.width, self._picture.height) != (width, height):
            self._picture = Picture(width, height, in_sixteen=self._few)
        return self._picture

    def _cancel(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
