"""The difference of two screens, as the text that a terminal is sent."""

from crm_tui.tui.wire import grid, looks, scrolling
from crm_tui.tui.wire.frames import Picture
from crm_tui.tui.wire.grid import Cell, Row
from crm_tui.tui.wire.looks import PLAIN, Look
from crm_tui.tui.wire.moves import way
from crm_tui.tui.wire.terminals import Terminal

_BRIDGED = 6
"""So many cells that did not change may be written again, where a move would cost more."""

_WORTH_CLEARING, _WORTH_ERASING = 4, 9
"""From so many blanks on it is shorter to erase the rest of a line, or so many cells, than to write them."""

_SPILT = 6
"""Into so many cells behind it a letter may reach that is wider on a terminal than is reckoned with here."""

_GAP = " " * _WORTH_CLEARING

_ANYTHING: Cell = ("", PLAIN)
"""What stands in a cell of which nothing is known."""


class Painter:
    """Knows what stands on a terminal, and brings it to another picture."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._rows: list[Row] = []
        self._look: Look | None = None
        self._x: int | None = None
        self._y: int | None = None
        self._sent: list[str] = []

    def forget(self) -> None:
        """Nothing is known of the terminal any more: the next picture is painted whole."""
        self._rows = []
        self._look = self._x = self._y = None

    def paint(self, picture: Picture) -> str:
        """What brings the terminal to this picture, its cursor included; empty where it stands so already."""
        self._sent = []
        if len(self._rows) != picture.height or len(self._rows[0]) != picture.width:
            self._clear(picture)
        elif self.terminal.scrolls and (shift := scrolling.found(self._rows, picture.rows)):
            self._wear(PLAIN, blank=True)
            self._sent.append(shift.sent)
            self._rows, self._x, self._y = shift.applied(self._rows), None, None
        for y, row in enumerate(picture.rows):
            if row != self._rows[y]:
                self._line(y, self._rows[y], row)
                self._rows[y] = row.copy()
        self._go(*picture.cursor)
        return "".join(self._sent)

    def _clear(self, picture: Picture) -> None:
        self._sent.append("\x1b[m\x1b[H\x1b[2J")
        self._look, self._x, self._y = PLAIN, 0, 0
        self._rows = grid.empty(picture.width, picture.height)

    def _line(self, y: int, old: Row, new: Row) -> None:
        width = len(new)
        if not (_is_sure(old) and _is_sure(new)):
            # where one letter may take more or fewer cells than reckoned, the line is written anew
            old = self._blanked(y, old, new)
        x = 0
        while x < width:
            if old[x] == new[x]:
                x += 1
                continue
            end = x + 1
            while end < width and (old[end] != new[end] or new[end][0] == ""):
                end += 1
            start = self._bridged(y, x - 1 if new[x][0] == "" else x, new)
            x = self._write(y, start, end, old, new)

    def _blanked(self, y: int, old: Row, new: Row) -> Row:
        """Empty a line, so that nothing of it is left beside a letter; what stands there then, as far as is known."""
        paper = looks.of_blank(new[0][1])
        if not (paper.is_clean and self.terminal.erases_in_colour):
            paper = PLAIN
        blank = (" ", paper)
        if any(cell != blank for cell in old):
            self._go(0, y)
            self._wear(paper, blank=True)
            self._sent.append("\x1b[K")
        left = [blank] * len(new)
        for x, (letter, _) in enumerate(new):
            if not grid.is_sure(letter):
                left[x + 1 : x + 1 + _SPILT] = [_ANYTHING] * len(left[x + 1 : x + 1 + _SPILT])
        return left

    def _bridged(self, y: int, start: int, new: Row) -> int:
        """Where to write from: what lies before is written again where that is shorter than a move."""
        x = self._x if self._y == y and self._x is not None and self._x < start else 0
        between = new[x:start]
        if len(between) > _BRIDGED or not all(self._wears(*cell) for cell in between):
            return start
        letters = sum(len(letter.encode()) for letter, _ in between)
        return x if letters + self._cost(x, y) <= self._cost(start, y) else start

    def _wears(self, letter: str, look: Look) -> bool:
        """Whether this can be written in the look that is set."""
        worn = self._look
        if letter == " " and look.is_clean:
            return worn is not None and worn.is_clean and worn.paper == look.paper
        return worn == look and letter != ""

    def _cost(self, x: int, y: int) -> int:
        """How many letters it takes to go to a cell."""
        return 0 if (self._x, self._y) == (x, y) else len(way(self.terminal, self._x, self._y, x, y))

    def _write(self, y: int, start: int, end: int, old: Row, new: Row) -> int:
        """Write cells of a line; the column up to which the line is done with, which may lie further on."""
        width, x, flows = len(new), start, False
        while x < end:
            letter, look = new[x]
            if letter == "":
                x += 1
                continue
            if letter == " " and (blank := self._erased(y, x, old, new)):
                x, flows = x + blank, False
                continue
            if letter != " " and not flows and (text := _plain_text(new, x, end)):
                self._go(x, y)
                self._wear(look, blank=False)
                self._sent.append(text)
                x += len(text)
                self._x = x if x < width else None
                continue
            # a word is left in one piece: terminals join its letters, and the place of what follows is named again
            flows = flows and not letter.isascii() and (letter.isalpha() or not grid.is_sure(letter))
            if not flows:
                self._go(x, y)
            self._wear(look, blank=letter == " ")
            self._sent.append(letter)
            x += 2 if x + 1 < width and new[x + 1][0] == "" else 1
            flows = flows or not grid.is_sure(letter)
            # behind the last column, and behind what terminals do not agree on, nobody knows where the cursor is
            self._x = None if flows or x >= width else x
        return x

    def _erased(self, y: int, x: int, old: Row, new: Row) -> int:
        """Erase the blanks from here on if that is shorter than writing them; how many there were."""
        cell, look = new[x], new[x][1]
        if not look.is_clean or (look.paper and not self.terminal.erases_in_colour):
            return 0
        until = x + 1
        while until < len(new) and new[until] == cell:
            until += 1
        changed = sum(1 for at in range(x, until) if old[at] != cell)
        to_the_end = until == len(new)
        if changed < (_WORTH_CLEARING if to_the_end else _WORTH_ERASING):
            return 0
        if not (to_the_end or self.terminal.erases_cells):
            return 0
        self._go(x, y)
        self._wear(look, blank=True)
        self._sent.append("\x1b[K" if to_the_end else f"\x1b[{until - x}X")
        return until - x

    def _go(self, x: int, y: int) -> None:
        if self._x != x or self._y != y:
            self._sent.append(way(self.terminal, self._x, self._y, x, y))
            self._x, self._y = x, y

    def _wear(self, look: Look, *, blank: bool) -> None:
        if look == self._look:
            return
        sent, self._look = looks.change(self._look, look, blank=blank, singly=self.terminal.turns_off_singly)
        if sent:
            self._sent.append(sent)


def _plain_text(row: Row, start: int, end: int) -> str:
    """The letters from here on that go out in one look, without blanks at their end: those may be erased."""
    look = row[start][1]
    blank = looks.of_blank(look)
    at = start
    while at < end:
        letter, worn = row[at]
        if not letter.isascii() or not letter or (worn is not look and worn != (blank if letter == " " else look)):
            break
        at += 1
    text = "".join([letter for letter, _ in row[start:at]])
    gap = text.find(_GAP)
    return text[:gap].rstrip() if gap >= 0 else text


def _is_sure(row: Row) -> bool:
    text = "".join([letter for letter, _ in row])
    return text.isascii() or all(grid.is_sure(letter) for letter, _ in row)
