"""Ask once which term some words mean, so that they are understood from then on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from crm_tui.comparison.kinds import Kind
from crm_tui.services.vocabulary import fitting
from crm_tui.tui import present
from crm_tui.tui.forms.entries import LineEntry
from crm_tui.tui.widgets.answers import MarkedList
from crm_tui.tui.widgets.frame import KeyLine

NONE_OF_THESE = "none of these: it names no term"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What somebody said that words mean."""

    name: str
    """The words that name the term."""

    term: str | None
    """The kind of term, by its id; None where they name none."""

    label: str
    """The same, in plain words."""


class WhichTerm(ModalScreen[Meaning | None]):
    """Dismissed with what the words mean, or None where nobody says so now."""

    CSS_PATH = "../styles/which_term.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "take", "Take", id="term.take", tooltip="Learn the name as the marked line says", priority=True
        ),
        Binding(
            "escape", "none", "Not now", id="term.none", tooltip="Keep the words; you are asked again another time"
        ),
        Binding("tab,shift+tab", "app.focus_next", "Name/term", id="term.other", tooltip="To the other line"),
        Binding("up", "move(-1)", "Up", id="term.up", tooltip="One term up", show=False, priority=True),
        Binding("down", "move(1)", "Down", id="term.down", tooltip="One term down", show=False, priority=True),
    ]

    def __init__(self, words: str, name: str, offered: Sequence[Kind]) -> None:
        """``words`` were said; ``name`` is what of them may name the term; ``offered`` are the terms to choose from."""
        super().__init__()
        self._words = words
        self._proposed = name
        self._offered = tuple(offered)
        self._shown: tuple[Kind, ...] = ()

    def compose(self) -> ComposeResult:
        """The words, the name and what it may mean."""
        yield Static(Content.styled("Which term is this?", "bold"), markup=False, id="heading")
        yield Static(present.one_line(f"“{self._words}”"), markup=False, id="words")
        with Horizontal():
            yield Static("Name", markup=False, classes="label")
            yield LineEntry(self._proposed, hint="the words that name it; they are learnt", id="name")
        with Horizontal():
            yield Static("Term", markup=False, classes="label")
            yield LineEntry(hint="type part of the term's name", id="term")
        yield Terms(markup=False, compact=True)
        yield Static(markup=False, id="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin with the search."""
        self._narrow("")
        self.query_one("#term", LineEntry).focus()

    @on(Input.Changed, "#term")
    def _typed(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, typed: str) -> None:
        self._shown = fitting(self._offered, typed)
        listed = self.query_one(Terms)
        listed.clear_options()
        listed.add_options(
            [
                Option(Content.styled(NONE_OF_THESE, "$text-muted")),
                *(Option(present.one_line(f"{kind.label}  ({kind.area})")) for kind in self._shown),
            ]
        )
        # what nobody looked for must not be learnt by one key too many
        listed.highlighted = 1 if typed.strip() and self._shown else 0

    def action_move(self, by: int) -> None:
        """Mark the term above or below."""
        listed = self.query_one(Terms)
        if by > 0:
            listed.action_cursor_down()
        else:
            listed.action_cursor_up()

    def action_take(self) -> None:
        """Answer with the marked term."""
        place = self.query_one(Terms).highlighted or 0
        name = " ".join(self.query_one("#name", LineEntry).typed.split())
        if place == 0:
            self.dismiss(Meaning(self._proposed, None, "no term"))
        elif len(name) < 2 or len(name) > 80:
            self.query_one("#problem", Static).update(
                Content.styled("! type in the words that name the term, at most 80 letters", "$text-error")
            )
            self.query_one("#name", LineEntry).focus()
        else:
            kind = self._shown[place - 1]
            self.dismiss(Meaning(name, kind.id, kind.label))

    def action_none(self) -> None:
        """Say nothing about it now."""
        self.dismiss(None)


class Terms(MarkedList, can_focus=False):
    """The terms; the keys go to the line that narrows them."""
