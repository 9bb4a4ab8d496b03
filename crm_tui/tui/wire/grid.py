"""The cells of a screen, and how a text falls into them."""

from functools import lru_cache
from unicodedata import category

from rich.cells import cell_len

from crm_tui.tui.wire.looks import PLAIN, Look, of_blank

Cell = tuple[str, Look]
"""What stands in a cell and how it is painted. The second half of a wide letter stands as an empty text."""

Row = list[Cell]
"""The cells of one line."""

BLANK: Cell = (" ", PLAIN)
"""A cell in which nothing is written."""

_JOINER = "\u200d"
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST = 16


def empty(width: int, height: int) -> list[Row]:
    """A screen on which nothing is written."""
    return [[BLANK] * width for _ in range(height)]


@lru_cache(maxsize=2048)
def fallen(text: str) -> tuple[tuple[str, int], ...]:
    """The letters of a text with what belongs to each, and the cells that each takes; without control characters."""
    found: list[tuple[str, int]] = []
    joins = False
    for letter in text:
        if letter in _TURNING:
            continue
        kind = category(letter)
        if kind == "Cs":
            letter, kind = "\ufffd", "So"
        if kind == "Mc" and not joins:
            # Rich counts these as nothing, terminals that follow the C library give each of them a cell
            found.append((letter, cell_len(letter) or 1))
        elif found and (joins or not cell_len(letter)):
            # a name of a thousand accents is cut: some terminals stop at it
            if len(found[-1][0]) < _LONGEST:
                whole = found[-1][0] + letter
                found[-1] = whole, min(2, max(found[-1][1], cell_len(whole)))
            joins = letter == _JOINER
        elif width := cell_len(letter):
            found.append((letter, width))
    return tuple(found)


@lru_cache(maxsize=4096)
def is_sure(text: str) -> bool:
    """Whether every terminal gives what stands in a cell as many cells as are reckoned with here."""
    return text.isascii() or (len(text) == 1 and category(text)[0] not in "MC")


def put(row: Row, x: int, text: str, look: Look) -> int:
    """Write a text into a line of cells; the column behind it, which may lie beyond the line's end."""
    width = len(row)
    if text.isascii():
        end = x + len(text)
        shown = text if end <= width else text[: max(0, width - x)]
        if shown:
            _halve(row, x, x + len(shown))
            row[x : x + len(shown)] = _cells(shown, look)
        return end
    for letter, cells in fallen(text):
        if x + cells <= width:
            _halve(row, x, x + cells)
            row[x] = (letter, look if letter != " " else of_blank(look))
            if cells == 2:
                row[x + 1] = ("", look)
        elif x < width:
            _halve(row, x, width)
            row[x:] = [(" ", of_blank(look))] * (width - x)
        x += cells
    return x


@lru_cache(maxsize=4096)
def _cells(text: str, look: Look) -> Row:
    # most of a picture is painted again and again
    blank = (" ", of_blank(look))
    return [(letter, look) if letter != " " else blank for letter in text]


def _halve(row: Row, start: int, end: int) -> None:
    """Blank the halves of wide letters that are left when these cells are written."""
    if row[start][0] == "" and start:
        row[start - 1] = (" ", of_blank(row[start - 1][1]))
    if end < len(row) and row[end][0] == "":
        row[end] = (" ", of_blank(row[end][1]))
