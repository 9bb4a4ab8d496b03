"""A short question with a few answers to choose from."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from crm_tui.tui import keymap
from crm_tui.tui.present import lines, one_line
from crm_tui.tui.widgets.answers import MarkedList


class Answers(MarkedList):
    """The answers, with the keys of every list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.LIST_UP,
        keymap.LIST_DOWN,
        keymap.LIST_FIRST,
        keymap.LIST_LAST,
    ]

    def action_move(self, by: int) -> None:
        """One answer up or down."""
        if by > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def action_top(self) -> None:
        """To the first answer."""
        self.action_first()

    def action_bottom(self) -> None:
        """To the last answer."""
        self.action_last()


class ChoiceScreen(ModalScreen[str | None]):
    """Dismissed with the chosen answer's name, or None."""

    CSS_PATH = "../styles/choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.BACK]

    def __init__(self, title: str, answers: Sequence[tuple[str, str]]) -> None:
        """``answers`` are names with the words shown for them."""
        super().__init__()
        self._title = title
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Title and answers."""
        with Vertical():
            yield Static(lines(self._title), markup=False)
            yield Answers(
                *(Option(one_line(words), id=name) for name, words in self._answers), markup=False, compact=True
            )

    @on(OptionList.OptionSelected)
    def _chosen(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(message.option_id)

    def action_back(self) -> None:
        """Leave it open."""
        self.dismiss(None)
