"""Going to a field of a form by one letter."""

from collections.abc import Sequence
from string import ascii_letters

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from crm_tui.tui import keymap
from crm_tui.tui.forms.row import FieldRow

_SCROLLS = {"up": "up", "down": "down", "pageup": "page_up", "pagedown": "page_down", "home": "home", "end": "end"}


class Jump(Static, can_focus=True):
    """While it has the keys each row has a letter, which goes there; the arrows show the rows that are out of sight."""

    class Chosen(Message):
        """A letter was typed, or none is to be."""

        def __init__(self, row: FieldRow | None) -> None:
            super().__init__()
            self.row = row
            """Where to go; None where somebody stays."""

    def __init__(self) -> None:
        super().__init__(markup=False, id="jump")
        self._rows: dict[str, FieldRow] = {}

    def ask(self, rows: Sequence[FieldRow]) -> None:
        """Give the rows their letters, in order, and take the keys."""
        self._rows = dict(zip(ascii_letters, rows, strict=False))
        for letter, row in self._rows.items():
            row.show_letter(letter)
        self.update(Content.styled("letter: to that field  arrows: scroll  esc: stay", "$text-accent"))
        self.add_class("-asked")
        self.focus(scroll_visible=False)

    def on_key(self, event: events.Key) -> None:
        """Nothing that is typed now is for a field."""
        if event.key == "tab" or (event.key.startswith("ctrl+") and event.key not in keymap.keys_of(keymap.JUMP)):
            return
        event.stop()
        event.prevent_default()
        if event.key in _SCROLLS:
            body = self.screen.query_one("#body")
            getattr(body, f"scroll_{_SCROLLS[event.key]}")(animate=False, immediate=True)
        elif event.character in self._rows:
            self.post_message(self.Chosen(self._rows[event.character]))
        elif event.key == "escape" or event.key in keymap.keys_of(keymap.JUMP):
            self.post_message(self.Chosen(None))

    def on_blur(self) -> None:
        """The letters go with the keys."""
        self.remove_class("-asked")
        for row in self._rows.values():
            row.show_letter("")
        self._rows = {}
