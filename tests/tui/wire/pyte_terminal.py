"""A terminal that keeps two rules which pyte leaves out, and what can be seen on it."""

from unicodedata import category

import pyte
from pyte.modes import DECAWM
from rich.cells import cell_len

INKY = ("underscore", "reverse", "strikethrough")


class Xterm(pyte.Screen):
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


class Shown:
    """A terminal that is fed, and read as somebody sees it."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = Xterm(width, height)
        self._stream = pyte.Stream(self.screen)
        self.feed("\x1b[?7l")

    def feed(self, text: str) -> None:
        self._stream.feed(text)

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
