"""What is known of one record, in a few lines that use their width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from crm_tui.tui import keymap

_GAP = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value."""

    label: str
    """In a word or two."""

    value: Content
    """What stands there; a fact without it is left out."""

    alone: bool = False
    """Whether it begins a line of its own."""


def packed(facts: Sequence[Fact], width: int) -> Content:
    """The facts, as many to a line as fit; a long one flows on."""
    rows: list[Content] = []
    used = 0
    for fact in facts:
        if not fact.value.plain:
            continue
        part = Content.assemble((fact.label, "bold"), " ", fact.value) if fact.label else fact.value
        size = cell_len(part.plain)
        if rows and not fact.alone and used and used + _GAP + size <= width:
            rows[-1] = rows[-1] + Content(" " * _GAP) + part
            used += _GAP + size
        else:
            rows.append(part)
            used = 0 if fact.alone else size
    return Content("\n").join(rows)


class TextScroll(VerticalScroll, inherit_bindings=False):
    """Text that scrolls by the keys of every list."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.SCROLL]


class Facts(TextScroll, can_focus=False):
    """The facts of one record; where they are too many, it can be focused and scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Static(markup=False)
        self._facts: Sequence[Fact] = ()

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._text

    def show(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        self._facts = tuple(facts)
        self._pack()

    def on_resize(self) -> None:
        """Pack them anew for the width."""
        self._pack()

    def _pack(self) -> None:
        width = self.scrollable_content_region.width
        if self._facts and width:
            self._text.update(packed(self._facts, width))
            self.call_after_refresh(self._allow_focus)

    @property
    def text(self) -> Content:
        """All of it, without regard to the width."""
        return Content("\n\n").join(
            Content.assemble((fact.label, "bold"), " ", fact.value) if fact.label else fact.value
            for fact in self._facts
            if fact.value.plain
        )

    def _allow_focus(self) -> None:
        if self.can_focus is not (self.max_scroll_y > 0):
            self.can_focus = self.max_scroll_y > 0
            self.screen.refresh_bindings()
