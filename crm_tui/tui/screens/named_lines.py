"""A page of named lines, each of which says something: a list, and below it the line under the cursor in full."""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from crm_tui.tui.present import Tone, lines, safe
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Found, Page
from crm_tui.tui.widgets.facts import Fact, Facts
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


class NamedLine(Protocol):
    """A line of such a page."""

    @property
    def key(self) -> str:
        """Tells it apart."""
        ...

    @property
    def label(self) -> str:
        """What it is called."""
        ...

    @property
    def value(self) -> str:
        """What it says; empty where nothing is set."""
        ...

    @property
    def what(self) -> str:
        """What it is for, in a sentence."""
        ...


Told = TypeVar("Told", bound=NamedLine)


class NamedLinesPage(Page[Found], Generic[Found, Told]):
    """The lines under their headings, and the one under the cursor in full."""

    CSS_PATH = "../styles/named_lines.tcss"

    def __init__(
        self,
        name: str,
        width: int,
        says: Callable[[Told], Content],
        *,
        group: Callable[[Told], str],
        noun: str,
    ) -> None:
        """``name`` heads the column of names, ``width`` cells wide; ``says`` shows in one line what a line says."""
        super().__init__()
        self.records: RecordList[Told] = RecordList(
            [Column(name, lambda line: safe(line.label), width=width), Column("Says", says)],
            lambda line: line.key,
            group=group,
            empty="",
            noun=noun,
            counted=False,
            sortable=False,
        )
        self.facts = Facts()

    def body(self) -> ComposeResult:
        """The list, and the line under the cursor in full."""
        yield self.records
        yield self.facts

    def also_told(self, _line: Told) -> list[Fact]:
        """What is told of a line beside its name, what it is for and what it says."""
        return []

    def action_in_full(self) -> None:
        """The line under the cursor over the whole screen."""
        self.app.push_screen(InFullScreen(self.facts.text))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is seen whole needs no other screen."""
        return self.facts.can_focus if action == "in_full" else super().check_action(action, parameters)

    @on(RecordList.Moved)
    def tell(self) -> None:
        """Tell the line under the cursor in full."""
        self.refresh_bindings()
        line = self.records.current
        if line is None:
            return
        value = lines(line.value) if line.value else Content.styled("nothing is set here", Tone.QUIET)
        self.facts.show(
            [
                Fact("", Content.styled(safe(line.label).plain, "bold underline"), alone=True),
                Fact("", lines(line.what), alone=True),
                Fact("", value, alone=True),
                *self.also_told(line),
            ]
        )
