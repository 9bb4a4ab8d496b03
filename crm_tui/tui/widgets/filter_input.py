"""Where the filter of a list is typed."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class FilterInput(Input):
    """Where the filter is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Clear", id="filter.leave", tooltip="Clear the filter, then close it"),
        Binding("down", "done", "To the list", id="filter.done", tooltip="Go on in the narrowed list", show=False),
    ]

    class Left(Message):
        """The filter is done with."""

    def action_leave(self) -> None:
        """First clear what was typed, then leave."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Left())

    def action_done(self) -> None:
        """Leave, and keep what was typed."""
        self.post_message(self.Left())
