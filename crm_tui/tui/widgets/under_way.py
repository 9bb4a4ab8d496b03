"""The line that says how far the long work of a screen is, and by which key it is stopped."""

from time import monotonic
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from crm_tui.domain.progress import BrokenOff, told
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, one_line

FIRST = 0.8
"""Seconds of work before which nothing is told: short work is done by then, and costs no byte."""

EACH = 0.5
"""Seconds between two paintings of the line."""


class Work:
    """One piece of work in a thread of its own."""

    def __init__(self, line: "UnderWayLine") -> None:
        """``line`` is where it is told."""
        self._line = line
        self._next = monotonic() + FIRST
        self._at = ("", 0, 0)
        self.is_stopped = False
        """Whether it is to go no further."""

    def stop(self) -> None:
        """Let it go no further than to its next step."""
        self.is_stopped = True

    def watch(self, what: str, done: int, of: int) -> None:
        """Take note of a step, in the thread of the work.

        Raises:
            BrokenOff: somebody stopped it.
        """
        if self.is_stopped:
            self._at = self._at if self._at[0] else (what, done, of)
            raise BrokenOff
        self._at = what, done, of
        if (now := monotonic()) >= self._next:
            self._next = now + EACH
            self._line.post_message(UnderWayLine.Went(self))

    @property
    def told(self) -> str:
        """How far it is: "pages read: 12 of 180"."""
        return told(*self._at)


class UnderWayLine(Static):
    """Not there while there is nothing to tell. The screen has the key that stops the work."""

    DEFAULT_CLASSES: ClassVar[str] = "under-way"

    class Went(Message):
        """Work has gone on."""

        def __init__(self, work: Work) -> None:
            super().__init__()
            self.work = work
            """Which."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._works: list[Work] = []
        self.is_told = False
        """Whether work is told that can be stopped."""
        self.has_stopped = False
        """Whether it says what was stopped, which could be begun again."""

    def begin(self) -> Work:
        """Another piece of work begins; to be called before its thread is."""
        work = Work(self)
        self._works.append(work)
        return work

    def end(self, work: Work) -> None:
        """It is done, or came to nothing; one that took its place is told on."""
        if work in self._works:
            # what it took the place of has nothing to tell any more
            del self._works[: self._works.index(work) + 1]
        if not self._works:
            self._put("")

    def stop(self) -> None:
        """Stop all that is under way at its next step."""
        for work in self._works:
            work.stop()
        self._works.clear()

    def say_stopped(self, work: Work, stands: str, again: str = "") -> None:
        """Say where it was stopped and what stands; ``again`` is by which key it is begun again."""
        self.end(work)
        self._put(f"stopped at {work.told}: {stands}", again, stopped=True)

    def clear(self) -> None:
        """Say no more what was stopped."""
        if self.has_stopped:
            self._put("")

    @on(Went)
    def _went(self, event: Went) -> None:
        event.stop()
        if self._works and event.work is self._works[-1]:
            self._put(event.work.told, f"{keymap.shown(keymap.STOP)} stops it", told=True)

    def _put(self, line: str, key: str = "", *, told: bool = False, stopped: bool = False) -> None:
        if not line and not self.has_class("-shown"):
            return
        changed = (told, stopped) != (self.is_told, self.has_stopped)
        self.is_told, self.has_stopped = told, stopped
        self.set_class(bool(line), "-shown")
        self.update(one_line(line) + Content.styled(f"  {key}", Tone.QUIET) if key else one_line(line))
        if changed:
            self.screen.refresh_bindings()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.stop()
