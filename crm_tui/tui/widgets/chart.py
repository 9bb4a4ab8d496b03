"""Bars side by side, drawn in characters."""

import re
from collections.abc import Sequence

from textual.content import Content

from crm_tui.tui.present import cut

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_MOST = 12
_LEAST = 4
_PARTS = 4
"""Into so many parts the axis is divided, or fewer."""


def bars(labels: Sequence[str], values: Sequence[int], width: int, height: int) -> Content:
    """A bar for each count, at most twelve, in so many cells and rows; nothing where there is too little of them.

    A label is cut to its bar. What is not plain letters is told by its place, as its width on a terminal is not sure.
    """
    labels, values = labels[:_MOST], values[:_MOST]
    if not values or width < _LEAST * len(values) or height < _LEAST:
        return Content("")
    # a third of a second to load, which only who looks at a chart has to wait for
    from plotext import figure

    room = max(width // len(values) - 2, 1)
    names = [cut(name, room) if name.isascii() and name.isprintable() else str(at) for at, name in enumerate(labels, 1)]
    figure.clear()
    figure.theme("colorless")
    figure.plot_size(width, height)
    figure.draw(figure.bar(_apart(names), list(values), marker="full", width=0.6))
    # by itself it sets fractions beside counts, and cuts them
    steps = sorted({max(values) * part // _PARTS for part in range(_PARTS + 1)})
    figure.ruler("y", "left").ticks(steps, [f"{one:,}" for one in steps])
    return Content(_COLOURS.sub("", str(figure.build())).rstrip("\n"))


def _apart(names: Sequence[str]) -> list[str]:
    """The same, so that no two are one bar: blanks behind a name tell it from another."""
    found: list[str] = []
    for name in names:
        while name in found:
            name += " "
        found.append(name)
    return found
