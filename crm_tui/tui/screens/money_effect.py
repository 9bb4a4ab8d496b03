"""The money effect of a deal on the whole screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.tui import keymap
from crm_tui.tui.widgets.frame import KeyLine
from crm_tui.tui.widgets.money_effect import MoneyEffectView


class MoneyEffectScreen(ModalScreen[None]):
    """What the customer pays more, or less, with the parts of every sum."""

    CSS_PATH = "../styles/money_effect.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.BACK]

    def __init__(self, effect: MoneyEffect) -> None:
        """``effect`` is shown as it is; it is not read again while the screen is open."""
        super().__init__()
        self._effect = effect
        self.view = MoneyEffectView()
        """The text."""

    def compose(self) -> ComposeResult:
        """The text above the keys."""
        yield self.view
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it."""
        self.view.show(self._effect)
        self.view.focus()

    def action_back(self) -> None:
        """Back to the review."""
        self.dismiss()
