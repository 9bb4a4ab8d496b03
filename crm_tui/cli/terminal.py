"""What the commands write, and whether a person sits at a terminal."""

import io
import sys

from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible

PROBLEM = 2
"""The code to exit with when something can't be used."""


def prepare() -> None:
    """Write UTF-8 in any locale; a letter that can't be written never stops a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str) -> None:
    """Write a finished text to standard output."""
    if sys.stdout:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")


def complain(line: str) -> None:
    """Write one line to standard error."""
    if sys.stderr:
        sys.stderr.write(f"crm-tui: {visible(line)}\n")


def need_terminal() -> None:
    """Make sure that screens can be shown.

    Raises:
        DeskError: there is no terminal; the line names the commands that need none.
    """
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise DeskError(
            "the screens need a terminal; without one use check, promise, attach, review, compare or "
            "demo --no-screen (crm-tui --help)"
        )
