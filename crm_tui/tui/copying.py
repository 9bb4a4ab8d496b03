"""Copying to the clipboard of the terminal: only when it is asked for, and only what is chosen."""

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from crm_tui.tui.present import counted
from crm_tui.tui.widgets.record_rows import RecordRows

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp

_MOST = 50_000
"""Letters that every terminal takes at once; some drop all of a longer text."""


def chosen(screen: Screen[Any]) -> tuple[str, ...]:
    """The lines that are marked in the list that has the keys, else the one under its cursor, as they are shown."""
    focused = screen.focused
    rows = focused if isinstance(focused, RecordRows) else next(iter(screen.query(RecordRows)), None)
    if rows is None or rows.listing.current is None:
        return ()
    listing = rows.listing
    ones = listing.marked.values() or [listing.current]
    cells = ([column.cell(one).plain.strip() for column in listing.columns] for one in ones)
    return tuple("  ".join(filter(None, line)) for line in cells)


def copy(app: "DeskApp", screen: Screen[Any]) -> None:
    """Give what is chosen to the terminal's clipboard."""
    lines = chosen(screen)
    text = "\n".join(lines)
    if len(text) > _MOST:
        app.fault("so much fits no terminal's clipboard: mark fewer lines")
    elif lines:
        app.copy_to_clipboard(text)
        app.notify(f"Copied {counted(len(lines), 'line')}, if your terminal allows it")
