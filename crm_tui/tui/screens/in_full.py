"""The whole of a text of which the page below has room for a few lines."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from crm_tui.tui import keymap
from crm_tui.tui.widgets.facts import TextScroll
from crm_tui.tui.widgets.frame import KeyLine


class InFullScreen(ModalScreen[None]):
    """Shows a text over the whole screen; it scrolls."""

    CSS_PATH = "../styles/in_full.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.BACK, keymap.hidden(keymap.IN_FULL)]

    def __init__(self, text: Content) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The text above the keys."""
        with TextScroll():
            yield Static(self._text, markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The keys scroll it."""
        self.query_one(TextScroll).focus()

    def action_back(self) -> None:
        """Back to the page."""
        self.dismiss()

    def action_in_full(self) -> None:
        """The key that showed it takes it away."""
        self.dismiss()
