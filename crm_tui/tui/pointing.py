"""Where the terminal's own cursor stands: screen readers and magnifiers follow it."""

from typing import Protocol, runtime_checkable

from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input, OptionList


@runtime_checkable
class Points(Protocol):
    """A widget that has a place of its own for the cursor."""

    @property
    def pointed_at(self) -> Offset:
        """The place, from the widget's upper left corner."""
        ...


def cursor_of(focused: Widget | None) -> Offset:
    """Where the cursor belongs on the screen for the widget to which the keys go."""
    if focused is None:
        return Offset(0, 0)
    if isinstance(focused, Input):
        # behind the last letter it leaves a cell of room, and names the place behind that
        return focused.cursor_screen_offset - Offset(focused.cursor_position == len(focused.value), 0)
    # a text area has one too, but to ask for it by its class loads the module that no list needs
    own = getattr(focused, "cursor_screen_offset", None)
    if isinstance(own, Offset):
        return own
    place = focused.content_region.offset
    if isinstance(focused, Points):
        place += focused.pointed_at
    elif isinstance(focused, OptionList):
        place += Offset(0, (focused.highlighted or 0) - int(focused.scroll_offset.y))
    region = focused.content_region
    return place if not region or region.contains_point(place) else region.offset
