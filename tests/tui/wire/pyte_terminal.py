"""A terminal that keeps some rules which pyte leaves out, and what can be seen on it."""

import re
from unicodedata import category

import pyte
from pyte.modes import DECAWM
from rich.cells import cell_len

COPY = re.compile(r"\x1b\[(\d+);(\d+);(\d+);(\d+);;(\d+);(\d+)\$v")
"""From line and column to line and column, to the place that begins in a line and column (DECCRA)."""

INKY = ("underscore", "reverse", "strikethrough")


class Screen(pyte.Screen):
    """What is above or below empty lines moves with them, which pyte forgets of lines that were never written on."""

    def insert_lines(self, count: int | None = None) -> None:
        self._know_every_line()
        super().insert_lines(count)

    def delete_lines(self, count: int | None = None) -> None:
        self._know_every_line()
        super().delete_lines(count)

    def _know_every_line(self) -> None:
        for y in range(self.lines):
            self.buffer[y] = self.buffer[y]


class Xterm(Screen):
    """As terminals do: half of a wide letter never stands alone, and what has no width joins the letter before it.

    Letters are as wide as Textual takes them to be.
    """

    def cells_of(self, letter: str) -> int:
        """How many cells a letter takes."""
        return cell_len(letter) or (1 if category(letter) == "Mc" else 0)

    def draw(self, data: str) -> None:
        for letter in data:
            width = self.cells_of(letter)
            line = self.buffer[self.cursor.y]
            if not width:
                x = self.cursor.x - 1
                if x > 0 and line[x].data == "":
                    x -= 1
                if x >= 0:
                    line[x] = line[x]._replace(data=line[x].data + letter)
                continue
            if DECAWM not in self.mode:
                self.cursor.x = min(self.cursor.x, self.columns - 1)
            x = self.cursor.x
            if x + width > self.columns:
                continue
            if line[x].data == "" and x:
                line[x - 1] = line[x - 1]._replace(data=" ")
            if x + width < self.columns and line[x + width].data == "":
                line[x + width] = line[x + width]._replace(data=" ")
            line[x] = self.cursor.attrs._replace(data=letter)
            if width == 2:
                line[x + 1] = self.cursor.attrs._replace(data="")
            self.cursor.x = x + width

    def copy(self, top: int, left: int, bottom: int, right: int, line: int, column: int) -> None:
        """Copy cells, of which no letter may be cut; all counted from 1."""
        assert top <= bottom < line + bottom - top <= self.lines
        assert left <= right <= self.columns
        rows = [self.buffer[y - 1] for y in range(top, bottom + 1)]
        assert all(row[left - 1].data and (right == self.columns or row[right].data) for row in rows)
        cells = [[row[x - 1] for x in range(left, right + 1)] for row in rows]
        for y, row in enumerate(cells, line - 1):
            for x, cell in enumerate(row, column - 1):
                self.buffer[y][x] = cell


class Shown:
    """A terminal that is fed, and read as somebody sees it."""

    def __init__(self, width: int, height: int, kind: type[Xterm] = Xterm) -> None:
        self.screen = kind(width, height)
        self._stream = pyte.Stream(self.screen)
        self.feed("\x1b[?7l")

    def feed(self, text: str) -> None:
        at = 0
        for order in COPY.finditer(text):
            self._stream.feed(text[at : order.start()])
            self.screen.copy(*map(int, order.groups()))
            at = order.end()
        self._stream.feed(text[at:])

    def resize(self, width: int, height: int) -> None:
        self.screen.resize(height, width)

    @property
    def cells(self) -> list[list[tuple[object, ...]]]:
        """All that can be seen of each cell: where nothing is written, its colour and weight can't."""
        return [[_seen(self.screen.buffer[y][x]) for x in range(self.screen.columns)] for y in range(self.screen.lines)]

    @property
    def cursor(self) -> tuple[int, int]:
        return min(self.screen.cursor.x, self.screen.columns - 1), self.screen.cursor.y


def _seen(cell: pyte.screens.Char) -> tuple[object, ...]:
    inky = tuple(getattr(cell, sign) for sign in INKY)
    if cell.data == " " and not any(inky):
        return cell.data, cell.bg
    return cell.data, cell.fg, cell.bg, cell.bold, cell.italics, *inky
