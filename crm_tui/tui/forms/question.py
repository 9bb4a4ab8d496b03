"""Asks before what was typed is left."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static


class Question(Static, can_focus=True):
    """Asks before something typed is left; anything but yes means stay."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Leave"),
        Binding("n,escape,enter", "answer(False)", "Stay"),
    ]

    class Answered(Message):
        """The question was answered."""

        def __init__(self, leave: bool) -> None:
            super().__init__()
            self.leave = leave
            """Whether to leave without saving."""

    def __init__(self) -> None:
        super().__init__(markup=False, id="question")

    def ask(self, what: str) -> None:
        """Ask whether to do this, "leave" or "quit", without saving."""
        self.update(f"{what.capitalize()} without saving? (y) {what}  (n) stay")
        self.add_class("-asked")
        self.focus()

    @property
    def is_asked(self) -> bool:
        """Whether it waits for an answer."""
        return self.has_class("-asked")

    def action_answer(self, leave: bool) -> None:
        """Pass the answer on."""
        self.post_message(self.Answered(leave))

    def on_blur(self) -> None:
        """Whoever goes on typing stays."""
        self.remove_class("-asked")
