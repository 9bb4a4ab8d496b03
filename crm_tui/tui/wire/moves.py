"""The shortest way from one cell to another."""

from functools import lru_cache

from crm_tui.tui.wire.terminals import Terminal


@lru_cache(maxsize=8192)
def way(terminal: Terminal, x: int | None, y: int | None, column: int, line: int) -> str:
    """What brings the cursor to a place, counted from 0; ``x`` or ``y`` is None where it is not known."""
    ways = [_named(column, line)]
    if y is not None:
        down = _step(line - y, "B", "A")
        ways += [down + across for across in _across(terminal, x, column)]
        if line == y + 1:
            # a carriage return, as some systems set a line feed apart from it and some do not
            ways += ["\r\n" + across for across in _across(terminal, 0, column)]
    return min(ways, key=len)


def _named(column: int, line: int) -> str:
    if column:
        return f"\x1b[{line + 1 if line else ''};{column + 1}H"
    return f"\x1b[{line + 1 if line else ''}H"


def _across(terminal: Terminal, x: int | None, column: int) -> list[str]:
    ways = ["\r" + _step(column, "C", "D")]
    if terminal.moves_in_line:
        ways.append(f"\x1b[{column + 1 if column else ''}G")
    if x is not None:
        ways.append(_step(column - x, "C", "D"))
        if 0 < x - column < 4:
            ways.append("\b" * (x - column))
    return ways


def _step(by: int, on: str, back: str) -> str:
    if by == 0:
        return ""
    return f"\x1b[{abs(by) if abs(by) > 1 else ''}{on if by > 0 else back}"
