"""What a terminal understands, by the name that it goes by.

The sources are the terminfo entries of ncurses, PuTTY's ``terminal.c`` and Microsoft's "Console Virtual Terminal
Sequences". PuTTY and Windows Terminal say that they are an ``xterm``, so under that name only what all of them have
is used. No part of a line is moved to the right or left (ICH, DCH): tmux up to 3.3 leaves letters behind where it moves
further than half of what follows.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Terminal:
    """What may be sent to a terminal. What is not sure is not used: everything has a longer way that always works."""

    erases_in_colour: bool = False
    """Whether what is erased takes on the background that is set, and not the terminal's own."""

    erases_cells: bool = False
    """Whether a number of cells can be erased, and not only the rest of a line."""

    moves_in_line: bool = False
    """Whether a column can be named without the line."""

    turns_off_singly: bool = False
    """Whether one attribute can be turned off and the others left."""

    scrolls: bool = False
    """Whether some of the lines can be moved up or down."""

    moves_lines: bool = False
    """Whether lines can be taken out and put in."""

    copies: bool = False
    """Whether cells can be copied. No name tells this: it is asked, and says so itself."""

    answers: bool = False
    """Whether it tells where its cursor stands when it is asked."""

    tells_ground: bool = False
    """Whether it tells the colour on which it writes when it is asked, or else keeps the question to itself."""


_PLAIN = Terminal()
_VT100 = Terminal(answers=True, scrolls=True)
_VT220 = replace(_VT100, moves_lines=True, erases_cells=True, turns_off_singly=True)
_SCREEN = replace(_VT100, moves_lines=True, moves_in_line=True, turns_off_singly=True)
_TMUX = replace(_SCREEN, erases_cells=True, tells_ground=True)
_XTERM = replace(_TMUX, erases_in_colour=True)

_KNOWN = {
    "alacritty": _XTERM,
    "contour": _XTERM,
    "foot": _XTERM,
    "ghostty": _XTERM,
    "gnome": _XTERM,
    "konsole": _XTERM,
    "linux": replace(_XTERM, tells_ground=False),
    "mintty": _XTERM,
    "ms-terminal": _XTERM,
    "putty": _XTERM,
    "rxvt": _XTERM,
    "screen": _SCREEN,
    "st": _XTERM,
    "tmux": _TMUX,
    "vt100": _VT100,
    "vt102": _VT100,
    "vt220": _VT220,
    "vt320": _VT220,
    "vte": _XTERM,
    "wezterm": _XTERM,
    "xterm": _XTERM,
}


def named(term: str) -> Terminal:
    """What is known of a terminal by the value of TERM, such as ``xterm-256color``."""
    return _KNOWN.get(term, _KNOWN.get(term.partition("-")[0], _PLAIN))
