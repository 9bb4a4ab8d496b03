"""What the commands write, and whether a person sits at a terminal."""

import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

from crm_tui.cli import environment
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible

if TYPE_CHECKING:
    from crm_tui.tui.capable import Capable

PROBLEM = 2
"""The code to exit with when something can't be used."""

_ENCODING = (sys.stdout and sys.stdout.encoding) or ""
"""How this program's output is written by the locale; :func:`prepare` changes it."""


def prepare() -> None:
    """Write UTF-8 in any locale; a letter that can't be written never stops a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def capable() -> "Capable":
    """What the terminal can do at which this program was started."""
    # looked at only where somebody sits at one
    from crm_tui.tui.capable import terminal

    return terminal(os.environ, _ENCODING)


def say(text: str) -> None:
    """Write a finished text to standard output."""
    if sys.stdout:
        sys.stdout.write(_for(sys.stdout, text if text.endswith("\n") else text + "\n"))


def prompt(text: str) -> None:
    """Write what is answered on the same line."""
    if sys.stdout:
        sys.stdout.write(_for(sys.stdout, text))
        sys.stdout.flush()


def complain(line: str) -> None:
    """Write one line to standard error."""
    if sys.stderr:
        sys.stderr.write(_for(sys.stderr, f"crm-tui: {visible(line)}\n"))


def _for(stream: TextIO, text: str) -> str:
    """A terminal gets the letters that it shows; a file or another program gets all of them."""
    if text.isascii() or not stream.isatty():
        return text
    from crm_tui.domain.letters import shown

    letters = capable().letters
    return text if letters == "utf-8" else shown(text, letters)


def is_terminal() -> bool:
    """Whether somebody sits at both ends of this program."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


def wants_lines(asked: bool) -> bool:
    """Whether the desk is wanted as lines: by the option, by ``ACCESSIBLE``, or as the terminal can show no more."""
    return asked or (is_terminal() and (os.environ.get("ACCESSIBLE", "") not in ("", "0") or not capable().screens))


def need_terminal() -> None:
    """Make sure that screens can be shown.

    Raises:
        DeskError: there is no terminal; the line names the commands that need none.
    """
    if not is_terminal():
        # where the host decides there is no other desk than its own
        restricted = environment.is_restricted(sys.argv[1:])
        last = "review or compare" if restricted else "review, compare or demo --no-screen"
        raise DeskError(
            f"the screens need a terminal; without one use check, promise, attach, {last} (crm-tui --help), "
            "or --plain, which asks in lines"
        )
