"""The difference of two screens, as the text that a terminal is sent."""

from collections.abc import Sequence
from dataclasses import replace

from crm_tui.tui.wire import blocks, grid, lines, scrolling
from crm_tui.tui.wire.frames import Picture
from crm_tui.tui.wire.grid import Row
from crm_tui.tui.wire.looks import PLAIN
from crm_tui.tui.wire.pen import Pen
from crm_tui.tui.wire.terminals import Terminal


class Painter:
    """Knows what stands on a terminal, and brings it to another picture."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._rows: list[Row] = []
        self._pen = Pen(terminal)

    def forget(self) -> None:
        """Nothing is known of the terminal any more: the next picture is painted whole."""
        self._rows = []
        self._pen = Pen(self._terminal)

    def copies(self) -> None:
        """The terminal has said that it can copy cells; it is believed until it is forgotten."""
        self._pen.terminal = replace(self._terminal, copies=True)

    def paint(self, picture: Picture) -> str:
        """What brings the terminal to this picture, its cursor included; empty where it stands so already."""
        pen = self._pen
        pen.sent = []
        if len(self._rows) != picture.height or len(self._rows[0]) != picture.width:
            pen.begin()
            self._rows = grid.empty(picture.width, picture.height)
        elif self._terminal.scrolls and (shift := scrolling.found(self._rows, picture.rows)):
            pen.wear(PLAIN, blank=True)
            pen.sent.append(shift.sent)
            pen.be_lost()
            self._rows = shift.applied(self._rows)
        pen.take_over(self._shortest(picture.rows))
        self._rows = [row.copy() for row in picture.rows]
        pen.go(*picture.cursor)
        return "".join(pen.sent)

    def _shortest(self, rows: Sequence[Row]) -> Pen:
        """The way to these lines in the fewest bytes."""
        singly = self._pen.on_trial()
        for y, row in enumerate(rows):
            if row != self._rows[y]:
                singly.take_over(lines.painted(singly, y, self._rows[y], row))
        together = blocks.painted(self._pen, self._rows, rows)
        return together if together and together.cost < singly.cost else singly
