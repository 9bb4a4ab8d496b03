"""What is typed at the terminal, waited for without looking ten times a second whether the session is over."""

import os
import re
import select
from codecs import getincrementaldecoder
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from crm_tui.tui.wire.escapes import ESCAPE, Escapes

_SOON = 0.1
"""Seconds after which an escape that nothing follows is one that was pressed, as Textual has it."""

_UNSURE = 5
"""So often in a row nothing came, until nothing that was read can wait for more."""

_MOST = 4096

_SAID = re.compile(r"\x1b\[\?([\d;]{1,60})c")
"""What a terminal says that it can (primary device attributes)."""

_BEGUN = re.compile(r"\x1b(?:\[(?:\?[\d;]{0,60})?)?\Z")
"""What may be the beginning of it."""

_A_KEY = len("\x1b[")
"""So much of it may be a key that was pressed, and is not kept back."""

_NOTHING = "\x1b[?0;0$y"
"""In its stead; it begins as that does, and Textual takes it for a word on a mode that there is not."""


class Said:
    """Takes out of what is typed what the terminal says of itself, which Textual would take for keys."""

    def __init__(self, told: Callable[[Collection[int]], None]) -> None:
        """``told`` is given the numbers of what it can."""
        self._told = told
        self._begun = ""
        self._handed = 0

    def taken_out(self, typed: str) -> str:
        """What is left of what was typed; of what is not yet said to its end the rest is kept until it is."""
        text = self._begun + typed
        for said in _SAID.finditer(text):
            self._told(frozenset(int(number) for number in said[1].split(";") if number))
        text = _SAID.sub(_NOTHING, text)
        begun = _BEGUN.search(text)
        start = begun.start() if begun else len(text)
        left = text[self._handed : start + _A_KEY]
        self._begun = text[start:]
        self._handed = min(_A_KEY, len(self._begun))
        return left


class ListeningDriver(LinuxDriver):
    """Sleeps until something is typed, or it is told to stop."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._asleep, self._wake = os.pipe()
        os.set_blocking(self._asleep, False)

    def disable_input(self) -> None:
        """Listen no more, at the end and for a suspend."""
        os.write(self._wake, b"!")
        super().disable_input()

    def close(self) -> None:
        """Give everything back; nobody listens any more."""
        super().close()
        os.close(self._asleep)
        os.close(self._wake)

    def told(self, can: Collection[int]) -> None:
        """The terminal has said what it can; nobody here wants to know."""

    def run_input_thread(self) -> None:
        """Hand over what is typed, until it is told to stop."""
        parser, escapes = XTermParser(self._debug), Escapes()
        decode = getincrementaldecoder("utf-8")().decode
        said = Said(self.told)
        waiting = select.poll()
        for one in (self.fileno, self._asleep):
            waiting.register(one, select.POLLIN)

        def hand_over(seconds: float | None, *, final: bool = False) -> bool:
            """Wait for so long; whether something came."""
            ready = dict(waiting.poll(None if seconds is None else seconds * 1000))
            came = self.fileno in ready
            typed = said.taken_out(decode(os.read(self.fileno, _MOST), final=final)) if came else ""
            parts = escapes.parts(typed) if came else escapes.rest()
            for part in parts:
                for event in [Key("escape", ESCAPE)] if part == ESCAPE else parser.feed(part):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
            return came

        self._forget_wakes()
        try:
            silent = 0
            while not self.exit_event.is_set():
                silent = 0 if hand_over(_SOON if silent < _UNSURE else None) else silent + 1
            # what was on its way must not be left for who has the terminal next
            hand_over(_SOON, final=True)
        finally:
            self._forget_wakes()
            with suppress(EOFError, ParseError):
                tuple(parser.feed(""))

    def _forget_wakes(self) -> None:
        # only here: one that is told to stop stays awake until it knows
        with suppress(BlockingIOError):
            os.read(self._asleep, _MOST)
