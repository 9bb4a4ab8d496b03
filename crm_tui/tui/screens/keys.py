"""The keys of a screen, read from its bindings."""

import textwrap
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.tui import keymap
from crm_tui.tui.house import house
from crm_tui.tui.present import fitted
from crm_tui.tui.seated import SeatedApp
from crm_tui.tui.widgets.facts import TextScroll
from crm_tui.tui.widgets.frame import KeyLine

_NAME = 13
"""Cells for what a key is called."""

_LEAST = 20
"""Cells for what it does, however small the terminal is."""

_PADDING = 5
"""Cells beside the text: at its sides, and for the scroll bar."""


class KeysScreen(ModalScreen[None]):
    """Every key that does something on the screen below, with what it does."""

    CSS_PATH = "../styles/keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.BACK,
        Binding("t", "tour", "Tour", id="help.tour", tooltip="Be shown round the desk in two minutes"),
    ]

    def __init__(self, below: Screen[Any]) -> None:
        """``below`` is the screen that is explained."""
        super().__init__()
        self._bindings_below = list(below.active_bindings.values())

    def compose(self) -> ComposeResult:
        """One line a key."""
        with TextScroll():
            yield Static()
        yield KeyLine()

    def on_resize(self) -> None:
        """What a key does stands beside it, in as many lines as it takes."""
        scroll = self.query_one(TextScroll)
        room = scroll.size.width or self.size.width - _PADDING
        scroll.query_one(Static).update(explained(self.app, self._bindings_below, room, house(self)))

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss()

    def action_tour(self) -> None:
        """Be shown round from here."""
        self.dismiss()
        if isinstance(self.app, SeatedApp):
            self.app.call_later(self.app.action_tour)


def explained(app: App[Any], bindings: list[ActiveBinding], width: int, words: HouseWords = USUAL) -> Content:
    """The bindings in two parts, in lines of so many cells: those of the screen, then those of the whole program."""
    here: dict[str, list[ActiveBinding]] = {}
    everywhere: dict[str, list[ActiveBinding]] = {}
    for active in bindings:
        if active.binding.tooltip and not active.binding.system:
            part = everywhere if isinstance(active.node, App) else here
            part.setdefault(active.binding.action, []).append(active)
    every_key = {action: _keys(app, found) for action, found in (here | everywhere).items()}
    room = max((cell_len(keys) for keys in every_key.values()), default=0) + 2
    lines: list[Content] = []
    for title, part in (("On this screen", here), ("Everywhere", everywhere)):
        if lines:
            lines.append(Content(""))
        lines.append(Content.styled(title, "bold underline"))
        for action, found in part.items():
            binding = found[0].binding
            keys = (fitted(every_key[action], room), "bold $text-accent")
            name = fitted(words.say(binding.description), _NAME)
            first, *more = textwrap.wrap(words.say(binding.tooltip), max(_LEAST, width - room - _NAME))
            lines.append(Content.assemble(keys, name, first))
            lines += [Content(" " * (room + _NAME) + line) for line in more]
    return Content("\n").join(lines)


def _keys(app: App[Any], found: list[ActiveBinding]) -> str:
    return ", ".join(dict.fromkeys(app.get_key_display(active.binding) for active in found))
