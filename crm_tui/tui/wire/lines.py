"""The ways from what stands in a line to what is to stand there; the shortest is taken."""

from crm_tui.tui.wire import grid, looks
from crm_tui.tui.wire.grid import Cell, Row
from crm_tui.tui.wire.looks import PLAIN
from crm_tui.tui.wire.pen import Pen

_BRIDGED = 6
"""So many cells that did not change may be written again, where a move would cost more."""

_WORTH_CLEARING, _WORTH_ERASING = 4, 9
"""From so many blanks on it is shorter to erase the rest of a line, or so many cells, than to write them."""

_SPILT = 6
"""Into so many cells behind it a letter may reach that is wider on a terminal than is reckoned with here."""

_FEW = 8
"""Where no more cells than these changed, there is nothing to weigh."""

_GAP = " " * _WORTH_CLEARING

_ANYTHING: Cell = ("", PLAIN)
"""What stands in a cell of which nothing is known."""


def painted(pen: Pen, y: int, old: Row, new: Row) -> Pen:
    """The line in the fewest bytes, on trial."""
    changed = [x for x, cell in enumerate(new) if cell != old[x]]
    ways = [_as_it_is(pen, y, old, new)]
    if len(changed) > _FEW:
        first, last = changed[0], changed[-1]
        if way := _emptied(pen, y, first, last + 1, old, new):
            ways.append(way)
    return min(ways, key=lambda way: way.cost)


def _as_it_is(pen: Pen, y: int, old: Row, new: Row) -> Pen:
    """Only what changed is written."""
    pen = pen.on_trial()
    bring(pen, y, old, new)
    return pen


def _emptied(pen: Pen, y: int, start: int, end: int, old: Row, new: Row) -> Pen | None:
    """All that changed is erased at first, and only letters are written."""
    blank = (" ", looks.of_blank(new[end - 1][1]))
    if not pen.erases_in(blank[1]):
        return None
    if all(cell == blank for cell in new[end:]):
        end = len(new)
    if all(cell == blank for cell in new[:start]):
        start = 0
    pen = pen.on_trial()
    if new[start][0] == "" or not pen.erase(start, end, y, len(new), blank[1]):
        return None
    bring(pen, y, [*old[:start], *[blank] * (end - start), *old[end:]], new)
    return pen


def bring(pen: Pen, y: int, old: Row, new: Row) -> None:
    """Write what differs, as it comes."""
    width = len(new)
    start, end = _unsure(old, new)
    if start == end:
        _differing(pen, y, 0, width, old, new)
        return
    _differing(pen, y, 0, start, old, new)
    if old[start:end] == new[start:end]:
        # what stands there stays: nobody knows in which cells its letters are
        _differing(pen, y, end, width, old, new, floor=end)
    else:
        _differing(pen, y, start, width, _blanked(pen, y, start, end, old, new), new, floor=start)


def _unsure(old: Row, new: Row) -> tuple[int, int]:
    """The cells in which something may stand otherwise than reckoned, from the first to the one behind the last."""
    found = [bounds for row in (old, new) if (bounds := _spread(row))]
    if not found:
        return 0, 0
    start, end = min(start for start, _ in found), max(end for _, end in found)
    while start and (old[start][0] == "" or new[start][0] == ""):
        start -= 1
    while end < len(new) and (old[end][0] == "" or new[end][0] == ""):
        end += 1
    return start, end


def _spread(row: Row) -> tuple[int, int] | None:
    text = "".join([letter for letter, _ in row])
    if text.isascii():
        return None
    unsure = [x for x, (letter, _) in enumerate(row) if not grid.is_sure(letter)]
    if not unsure:
        return None
    start, end = unsure[0], unsure[-1] + 1
    # a word goes out in one piece
    while start and row[start - 1][0] != " ":
        start -= 1
    while end < len(row) and row[end][0] != " ":
        end += 1
    return start, end


def _blanked(pen: Pen, y: int, start: int, end: int, old: Row, new: Row) -> Row:
    """Empty these cells, so that nothing is left beside a letter; what stands in the line then, as far as is known."""
    width, paper = len(new), looks.of_blank(new[start][1])
    if not pen.erases_in(paper):
        paper = PLAIN
    blank = (" ", paper)
    if any(cell != blank for cell in old[start:end]) and not pen.erase(start, end, y, width, paper):
        pen.go(start, y)
        pen.wear(paper, blank=True)
        pen.sent.append(" " * (end - start))
        pen.x = end
    left = [*old[:start], *[blank] * (end - start), *old[end:]]
    for x in range(start, end):
        if not grid.is_sure(new[x][0]):
            left[x + 1 : x + 1 + _SPILT] = [_ANYTHING] * len(left[x + 1 : x + 1 + _SPILT])
    return left


def _differing(pen: Pen, y: int, x: int, until: int, old: Row, new: Row, floor: int = 0) -> None:
    """Write the cells that differ, from ``x`` up to ``until``; nothing before ``floor`` is written again."""
    while x < until:
        if old[x] == new[x]:
            x += 1
            continue
        end = x + 1
        while end < until and (old[end] != new[end] or new[end][0] == ""):
            end += 1
        start = _bridged(pen, y, x - 1 if new[x][0] == "" else x, new, floor)
        x = _write(pen, y, start, end, old, new)


def _bridged(pen: Pen, y: int, start: int, new: Row, floor: int) -> int:
    """Where to write from: what lies before is written again where that is shorter than a move."""
    x = pen.x if pen.y == y and pen.x is not None and floor <= pen.x < start else 0
    between = new[x:start]
    if x < floor or len(between) > _BRIDGED or not all(pen.wears(*cell) for cell in between):
        return start
    letters = sum(len(letter.encode()) for letter, _ in between)
    return x if letters + len(pen.way_to(x, y)) <= len(pen.way_to(start, y)) else start


def _write(pen: Pen, y: int, start: int, end: int, old: Row, new: Row) -> int:
    """Write cells of a line; the column up to which the line is done with, which may lie further on."""
    width, x, flows = len(new), start, False
    while x < end:
        letter, look = new[x]
        if letter == "":
            x += 1
            continue
        if letter == " " and (blank := _erased(pen, y, x, old, new)):
            x, flows = x + blank, False
            continue
        if letter != " " and not flows and (text := _plain_text(new, x, end)):
            pen.go(x, y)
            pen.wear(look, blank=False)
            pen.sent.append(text)
            x += len(text)
            pen.x = x if x < width else None
            continue
        # a word is left in one piece: terminals join its letters, and the place of what follows is named again
        flows = flows and not letter.isascii() and (letter.isalpha() or not grid.is_sure(letter))
        if not flows:
            pen.go(x, y)
        pen.wear(look, blank=letter == " ")
        pen.sent.append(letter)
        x += 2 if x + 1 < width and new[x + 1][0] == "" else 1
        flows = flows or not grid.is_sure(letter)
        # behind the last column, and behind what terminals do not agree on, nobody knows where the cursor is
        pen.x = None if flows or x >= width else x
    return x


def _erased(pen: Pen, y: int, x: int, old: Row, new: Row) -> int:
    """Erase the blanks from here on if that is shorter than writing them; how many there were."""
    cell, look = new[x], new[x][1]
    if not pen.erases_in(look):
        return 0
    until = x + 1
    while until < len(new) and new[until] == cell:
        until += 1
    changed = sum(1 for at in range(x, until) if old[at] != cell)
    to_the_end = until == len(new)
    if changed < (_WORTH_CLEARING if to_the_end else _WORTH_ERASING):
        return 0
    return until - x if pen.erase(x, until, y, len(new), look) else 0


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
