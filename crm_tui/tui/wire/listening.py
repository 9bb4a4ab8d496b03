"""What is typed at the terminal, waited for without looking ten times a second whether the session is over."""

import os
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from textual._parser import ParseError
from textual._xterm_parser import _MAX_SEQUENCE_SEARCH_THRESHOLD as _LONGEST_KNOWN
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Paste
from textual.message import Message

from crm_tui.tui.capable import typed_in
from crm_tui.tui.wire.escapes import ESCAPE, Escapes, Kind, Piece

_SOON = 0.1
"""Seconds after which an escape that nothing follows is one that was pressed, as Textual has it."""

_UNSURE = 5
"""So often in a row nothing came, until nothing that was read can wait for more."""

_MOST = 4096


_IN_APPLICATION_MODE = "\x1bO"


def _is_known(sequence: str) -> bool:
    """Whether Textual makes something of a whole sequence; else it would wait, and then take it for single keys."""
    return len(sequence) <= _LONGEST_KNOWN and any(True for _ in XTermParser().feed(sequence))


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

    def suspend_application_mode(self) -> None:
        """Give the terminal back for a while; all else is kept for when it is taken again."""
        self.stop_application_mode()
        # what this class closes is opened once, and wanted again
        super().close()

    def resume_application_mode(self) -> None:
        """Take the terminal again, whether or not it could be given back: some stops no program hears of."""
        if self._key_thread is not None and self._key_thread.is_alive():
            try:
                is_here = os.tcgetpgrp(self.fileno) == os.getpgrp()
            except OSError:
                # nothing is there to be taken
                return
            if not is_here:
                os.kill(os.getpid(), signal.SIGSTOP)
                return
            self.suspend_application_mode()
        super().resume_application_mode()

    def close(self) -> None:
        """Give everything back; nobody listens any more."""
        super().close()
        os.close(self._asleep)
        os.close(self._wake)

    def told(self, answer: str) -> None:
        """The terminal has said something that is no key, asked or not (:mod:`.answers`); nobody here wants to know."""

    def run_input_thread(self) -> None:
        """Hand over what is typed, until it is told to stop."""
        parser, escapes = XTermParser(self._debug), Escapes()
        # what is no letter in this character set is shown as one that is missing
        decode = getincrementaldecoder(typed_in(os.environ))("replace").decode
        waiting = select.poll()
        for one in (self.fileno, self._asleep):
            waiting.register(one, select.POLLIN)

        def hand_over(seconds: float | None, *, final: bool = False) -> bool:
            """Wait for so long; whether something came."""
            ready = dict(waiting.poll(None if seconds is None else seconds * 1000))
            came = self.fileno in ready
            pieces = escapes.parts(decode(os.read(self.fileno, _MOST), final=final)) if came else escapes.rest()
            for piece in pieces:
                for event in self._read(parser, piece):
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

    def _read(self, parser: XTermParser, piece: Piece) -> Iterable[Message]:
        kind, text = piece
        if kind is Kind.ESCAPE:
            return [Key("escape", text)]
        if kind is Kind.PASTED:
            return [Paste(text.replace("\x00", ""))]
        if kind is Kind.LETTERS or (kind is Kind.SEQUENCE and _is_known(text)):
            return parser.feed(text)
        if text.startswith(_IN_APPLICATION_MODE):
            # no such key: these two were pressed one after the other
            return [Key("escape", ESCAPE), *parser.feed(text.removeprefix(ESCAPE))]
        self.told(text)
        return ()

    def _forget_wakes(self) -> None:
        # only here: one that is told to stop stays awake until it knows
        with suppress(BlockingIOError):
            os.read(self._asleep, _MOST)
