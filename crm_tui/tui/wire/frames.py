"""Reads what Textual writes into a grid, and says what else may go to the terminal.

A picture is letters, looks and places for the cursor; nothing else in it is obeyed. This is the last line of defence
against a stored text that means something to a terminal.
"""

import re
from dataclasses import dataclass, field

from crm_tui.tui.wire import grid
from crm_tui.tui.wire.grid import Row
from crm_tui.tui.wire.looks import PLAIN, Look, in_sixteen, read

_TOKEN = re.compile(
    r"\x1b\[(?P<row>\d{1,4});(?P<column>\d{1,4})H"
    r"|\x1b\[(?P<look>[\d;]{0,60})m"
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\]8;[^\x07\x1b]{0,2000}\x1b\\"  # the address of a link: its text is shown, the link is not made
)
_MODES = re.compile(
    r"\x1b\[\?25h|\x1b\[\?(?:7|1000|1002|1003|1004|1006|1015|1016|1049|2004|2048)[hl]"
    r"|\x1b\[\?(?:2026|2048)\$p"
    r"|\x1b\[>\d{1,2}u|\x1b\[<u"
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"
    r"|\x07"
)
# the shape of a mouse pointer; and the cursor stays in sight, as screen readers and magnifiers follow it
_UNUSED = re.compile(r"\x1b\]22;[a-z-]*\x07|\x1b\[\?25l")
SHOW, HIDE = "\x1b[?25h", "\x1b[?25l"
"""Shows and hides the cursor."""

TOGETHER = ("\x1b[?2026h", "\x1b[?2026l")
"""Begins and ends what a terminal shows in one go."""


@dataclass(slots=True)
class Picture:
    """What is to stand on the screen."""

    width: int
    """In cells."""

    height: int
    """In lines."""

    cursor: tuple[int, int] = (0, 0)
    """Column and line of the terminal's own cursor."""

    in_sixteen: bool = False
    """Whether every colour is the nearest of the sixteen that every terminal has."""

    rows: list[Row] = field(default_factory=list)
    """The cells, line by line."""

    def __post_init__(self) -> None:
        self.rows = grid.empty(self.width, self.height)

    def take(self, frame: str) -> None:
        """Write a frame of Textual's into the cells."""
        x, y = self.cursor
        look: Look = PLAIN
        for token in _TOKEN.finditer(frame):
            kind = token.lastgroup
            if kind == "text":
                if 0 <= y < self.height and x < self.width:
                    x = grid.put(self.rows[y], x, token["text"], look)
            elif kind == "look":
                look = read(token["look"])
                if self.in_sixteen:
                    look = in_sixteen(look)
            elif kind == "column":
                y, x = int(token["row"]) - 1, int(token["column"]) - 1
        self.cursor = max(0, min(self.width - 1, x)), max(0, min(self.height - 1, y))


def is_mode(data: str) -> bool:
    """Whether this, as one whole, switches or asks something that a program on the whole screen may."""
    return _MODES.fullmatch(data) is not None


def is_unused(data: str) -> bool:
    """Whether this, as one whole, is not wanted here."""
    return _UNUSED.fullmatch(data) is not None
