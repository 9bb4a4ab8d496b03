"""The difference of two screens, as the text that a terminal is sent."""

from crm_tui.tui.wire import grid, lines, scrolling
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
        for y, row in enumerate(picture.rows):
            if row != self._rows[y]:
                pen.take_over(lines.painted(pen, y, self._rows[y], row))
                self._rows[y] = row.copy()
        pen.go(*picture.cursor)
        return "".join(pen.sent)
