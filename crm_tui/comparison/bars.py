"""Tables whose cells are parted by bars and wrapped over several lines."""

from dataclasses import replace

from crm_tui.comparison.block import Block, Cell

_FULL = 0.8
"""A cell this full of its column may go on in the next line."""
_LONGEST = 100
_BULLETS = ("*", "-", "•")


def goes_on(above: Block, block: Block) -> bool:
    """Whether a line goes on with the cells of the one above it."""
    if sum(len(cell.pieces) for cell in above.cells) > _LONGEST:
        return False
    first, *others = _texts(block)
    if not any(others):
        return bool(first) and _flows(above, block, 0)
    if len(others) == 1 and _is_small(first) and not _is_small(_cell(above, 0).text):
        return True
    if any(_is_small(text) and _cell(above, place).text for place, text in enumerate(others, 1)):
        return True
    filled = [place for place, text in enumerate([first, *others]) if text]
    if len(filled) == 1 and filled[0] > 1:
        return bool(_cell(above, filled[0]).text)
    return all(_flows(above, block, place) for place in filled)


def _texts(block: Block) -> list[str]:
    width = max(cell.column for cell in block.cells) + 1
    return [_cell(block, place).text for place in range(max(2, width))]


def _cell(block: Block, place: int) -> Cell:
    return next((cell for cell in block.cells if cell.column == place), Cell(place))


def _is_small(text: str) -> bool:
    return text[:1].islower() or text[:1] in ("(", ")", "%")


def _flows(above: Block, block: Block, place: int) -> bool:
    """Whether a cell goes on from the one above it."""
    before, text = _cell(above, place), _cell(block, place).text
    if not before.text or text[:1] in _BULLETS:
        return False
    last = before.pieces[-1][0]
    ended = last.endswith((".", "?", "!", ";", ":")) or before.text[0] in _BULLETS
    return _is_small(text) or (not ended and len(last) >= _FULL * before.width)


def join(above: Block, block: Block) -> None:
    """Put the words of a line behind those of the one above it, cell by cell."""
    for cell in block.cells:
        if not cell.text:
            continue
        own = next((one for one in above.cells if one.column == cell.column), None)
        if own is None:
            above.cells.append(cell)
            above.cells.sort(key=lambda one: one.column)
        elif own.text:
            own.pieces.extend(cell.pieces)
        else:
            own.pieces[:] = cell.pieces


def below(above: Block, block: Block) -> Block:
    """A further row of the same group: it shares the first cell where its own is empty or goes on."""
    if not block.cells or max(cell.column for cell in block.cells) < 2:
        return block
    first, group = _cell(block, 0), _cell(above, 0)
    if not group.text or (first.text and not _flows(above, block, 0)):
        return block
    if not first.text and sum(bool(cell.text) for cell in block.cells) < 2:
        return block
    group.pieces.extend(first.pieces if first.text else ())
    return replace(block, cells=[group, *(cell for cell in block.cells if cell.column)])
