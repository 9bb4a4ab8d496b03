"""A session on each terminal, in each locale and with each wish for colours: what reaches the wire is what it knows.

Usage: python -m tests.benchmarks.terminals [TERM ...]

Each session looks at lists, the help and a form, and ends with q. A line for each that got what it may not know, left a
mode on or did not end; some 150 sessions, about ten minutes. Exit status 1 if there was one.
"""
# ruff: noqa: T201 - a command prints

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from tests.end_to_end.terminal import PROGRAM, Terminal
from tests.end_to_end.test_terminals import COLOUR

COLOURED = ("xterm", "xterm-256color", "linux", "screen", "screen-256color", "tmux", "tmux-256color", "putty-256color")
COLOURED += ("ms-terminal", "rxvt-unicode-256color", "ansi", "cygwin")
PLAIN = ("vt100", "vt220", "nonsense")
TRUE = ("xterm-kitty", "alacritty")
LOCALES = ("C", "de_DE.ISO-8859-1", "en_IN.UTF-8")
WISHES = ({}, {"COLORTERM": "truecolor"}, {"NO_COLOR": "1"})
KNOWN = {b"\x1b7", b"\x1b8", b"\x1bM", b"\x1b=", b"\x1b>"}


def walk(store: Path, settings: str, **environment: str) -> Terminal:
    """A session that is over."""
    with Terminal("--store", str(store), XDG_CONFIG_HOME=settings, LC_ALL="", **environment) as desk:
        desk.wait_for("overdue")
        for key in ("2", "5", "?", "\x1b", "c", "\x1b", "2"):
            desk.press(key)
        desk.wait_for("Customers:")
        desk.press("q")
        assert desk.wait_for_end() == 0, "another exit status than 0"
    return desk


def faults(desk: Terminal, term: str, locale: str, wish: dict[str, str]) -> Iterator[str]:
    """What was sent that may not be, or was not and should have been."""
    raw, many = desk.raw, "256" in term or "COLORTERM" in wish or term in TRUE
    if raw.isascii() is locale.endswith("UTF-8") and not (raw.isascii() and term == "linux"):
        yield "letters of another locale"
    if "NO_COLOR" in wish or term.startswith("vt"):
        if COLOUR.search(raw):
            yield "colours"
    elif not COLOUR.search(raw) and term != "nonsense":
        yield "no colours"
    if b"38;2;" in raw and not ("COLORTERM" in wish or term in TRUE):
        yield "true colours"
    if b"38;5;" in raw and not many:
        yield "256 colours"
    if desk.left_on:
        yield f"left on: {desk.left_on}"
    if odd := set(re.findall(rb"\x1b[^\[()]", raw)) - KNOWN:
        yield f"sequences: {odd}"


def main(terms: list[str]) -> int:
    """Go through all of them."""
    walked, wrong = 0, 0
    with tempfile.TemporaryDirectory() as place:
        made = [PROGRAM, "demo", "--at", place, "--no-screen"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        for term, locale, wish in product(terms or (*COLOURED, *PLAIN, *TRUE), LOCALES, WISHES):
            nothing = {"COLORTERM": "", "NO_COLOR": ""}
            try:
                desk = walk(Path(place) / "desk.json", place, TERM=term, LANG=locale, **nothing | wish)
                found = [*faults(desk, term, locale, wish)]
            except AssertionError as fault:
                found = [str(fault)]
            walked, wrong = walked + 1, wrong + bool(found)
            if found:
                print(term, locale, wish or "", *found, sep=": ", flush=True)
    print(f"{walked} sessions, {wrong} of them wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
