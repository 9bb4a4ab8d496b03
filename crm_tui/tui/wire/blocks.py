"""Lines of which little stays: they are emptied together, and written again one look after another."""

from collections.abc import Sequence

from crm_tui.tui.wire import copies, lines
from crm_tui.tui.wire.grid import BLANK, Row
from crm_tui.tui.wire.looks import PLAIN, Look
from crm_tui.tui.wire.pen import Pen

_FEWEST = 4
"""Where no more lines than these changed, each of them is changed by itself."""


def painted(pen: Pen, old: Sequence[Row], new: Sequence[Row]) -> Pen | None:
    """The whole screen, on trial; None where few lines changed, or the terminal can't empty them."""
    changed = [y for y, row in enumerate(new) if row != old[y]]
    # of a line on a bar the blanks would have to be written
    while changed and _has_bar(new[changed[-1]]):
        changed.pop()
    if len(changed) < _FEWEST:
        return None
    top, bottom = changed[0], changed[-1]
    pen = pen.on_trial()
    if not pen.empty(top, bottom, len(new)):
        return None
    _fill(pen, top, new[top : bottom + 1])
    for y, row in enumerate(new):
        if not top <= y <= bottom and row != old[y]:
            pen.take_over(lines.painted(pen, y, old[y], row))
    return pen


def _has_bar(row: Row) -> bool:
    # the last column may be a scroll bar
    return not all(look.is_clean for _, look in row[:-1])


def _fill(pen: Pen, top: int, rows: Sequence[Row]) -> None:
    """Write into empty lines."""
    found = copies.found(rows) if pen.terminal.copies else []
    wanted = copies.without(rows, found)
    stands = [[BLANK] * len(row) for row in rows]
    worn = [{look for _, look in row} for row in wanted]
    for look in _looks(wanted):
        for y, row in enumerate(wanted):
            if look in worn[y]:
                more = [cell if cell[1] == look else stood for cell, stood in zip(row, stands[y], strict=True)]
                lines.bring(pen, top + y, stands[y], more)
                stands[y] = more
    pen.sent += [copy.sent(top) for copy in found]


def _looks(rows: Sequence[Row]) -> list[Look]:
    """Each look once, in the order in which they come; the one that is set after emptying before all others."""
    return list(dict.fromkeys([PLAIN, *(look for row in rows for _, look in row)]))
