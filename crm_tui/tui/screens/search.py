"""Search over everything: words in an entry, and below it what they find, by kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from crm_tui.services.customers import folded
from crm_tui.services.search import TITLES, Found, Hit, Replaced, search
from crm_tui.services.search_words import Asked, Kind, Unclear, read
from crm_tui.tui.forms.entries import LineEntry
from crm_tui.tui.present import Tone, one_line, safe, spoken_day
from crm_tui.tui.screens.detail import open_record
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

PAUSE = 0.12
"""Seconds without a key before it is looked for."""

HINT = "rao prepayment owner:me due:overdue"
_CAN = (
    "All words have to be found, in any order; any of these narrow it: owner:asha due:overdue stage:review "
    'kind:promise customer:"meera joshi" since:2026-01-01 until:2026-06 status:open value:>50000'
)


class SearchEntry(LineEntry):
    """Where the words are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,down",
            "done",
            "To the list",
            id="search.done",
            key_display="enter",
            tooltip="Go on in what was found",
        ),
        Binding("escape", "leave", "Clear", id="search.leave", tooltip="Clear what is typed, then leave"),
    ]

    class Done(Message):
        """The list is wanted."""

    class Left(Message):
        """It is to be left."""

    def action_done(self) -> None:
        """Go on in what was found."""
        self.post_message(self.Done())

    def action_leave(self) -> None:
        """First clear what was typed, then leave."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Left())


@dataclass(frozen=True, slots=True)
class Sought:
    """What was found, and for what."""

    asked: Asked
    """What was asked for."""

    found: Found
    """What there is of it."""


class SearchScreen(Page[Sought]):
    """The entry, what can be typed or what is wrong with it, and the list."""

    AUTO_FOCUS = "SearchEntry"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "save_view", "Save view", id="search.save", tooltip="Keep these words under a name, for yourself"
        ),
    ]

    def __init__(self, words: str = "") -> None:
        """``words`` is what is looked for at first."""
        super().__init__()
        self.entry = SearchEntry(words, hint=HINT)
        """Where it is typed."""
        self.told = Static("", id="search-told", markup=False)
        """What can be typed, or what is wrong."""
        self._timer: Timer | None = None
        self._asked = Asked()
        self._counts: dict[str, str] = {}
        self.records: RecordList[Hit] = RecordList(
            [
                Column("Day", self._day, lambda hit: hit.on or date.min, width=11),
                Column("What", lambda hit: one_line(hit.words), lambda hit: folded(hit.words), share=5),
                Column("Customer", _customer, lambda hit: folded(hit.customer), share=3),
                Column("Stands", lambda hit: safe(hit.stands), width=12),
                Column("Owner", lambda hit: safe(hit.owner), width=9),
            ],
            lambda hit: (hit.kind, hit.id),
            group=lambda hit: self._counts.get(hit.kind, TITLES[hit.kind]),
            counted=False,
            empty="What is found stands here",
        )

    def body(self) -> ComposeResult:
        """The entry, the line below it, the list."""
        with Horizontal(id="search-top"):
            yield Static("Search", id="search-label", markup=False)
            yield self.entry
        yield self.told
        yield self.records

    def on_mount(self) -> None:
        """Look for what was given."""
        self.entry.cursor_position = len(self.entry.value)
        self._understand(self.entry.value)
        super().on_mount()

    def read(self) -> Sought:
        """Look for it; whoever typed on meanwhile waits for something else."""
        asked = self._asked
        worker = get_current_worker()
        goes_on: Callable[[], bool] = lambda: not worker.is_cancelled  # noqa: E731 - it is asked in another place
        try:
            return Sought(asked, search(self.desk, asked, goes_on=goes_on))
        except Replaced:
            return Sought(asked, Found((), {}))

    def show(self, found: Sought) -> None:
        """Fill the list."""
        if found.asked != self._asked:
            return
        given: dict[Kind, int] = {}
        for hit in found.found.hits:
            given[hit.kind] = given.get(hit.kind, 0) + 1
        self._counts = {
            kind: f"{TITLES[kind]} ({f'the last {given[kind]:,} of ' if given[kind] < count else ''}{count:,})"
            for kind, count in found.found.counts.items()
            if kind in given
        }
        self.records.show(found.found.hits, note=self._summary(found))

    def take_words(self) -> None:
        """Let something be typed."""
        self.entry.focus()

    def subject(self) -> tuple[int | None, int | None]:
        """Whose record is under the cursor."""
        hit = self.records.current
        return (hit.customer_id, hit.deal_id) if hit and not self.entry.has_focus else (None, None)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        if message.input is not self.entry:
            return
        message.stop()
        if self._timer is not None:
            self._timer.stop()
        if self._understand(message.value):
            self._timer = self.set_timer(PAUSE, self.reload)

    def _understand(self, line: str) -> bool:
        """Take in what is typed; what is wrong with it stands below it for as long as it stays so."""
        try:
            self._asked = read(line, house=self.desk_app.house)
        except Unclear as problem:
            self.told.update(Content.styled("! ", f"bold {Tone.BAD.value}") + one_line(str(problem)))
            self.told.add_class("-wrong")
            self.told.display = True
            return False
        self.told.remove_class("-wrong")
        self.told.update(Content(_CAN) if self._asked.is_empty else Content(""))
        self.told.display = self._asked.is_empty
        return True

    @on(SearchEntry.Done)
    def _to_list(self) -> None:
        self.records.take_focus()

    @on(SearchEntry.Left)
    def _leave(self) -> None:
        self.dismiss()

    @on(RecordList.Opened)
    def _open(self) -> None:
        if hit := self.records.current:
            open_record(self, hit.record)

    def action_save_view(self) -> None:
        """Keep what is typed under a name."""
        from crm_tui.tui.forms.view import ViewForm

        line = self.entry.value.strip()
        if not line or self.told.has_class("-wrong"):
            self.desk_app.fault("type what the view is to show first: owner:me due:overdue")
            return
        self.desk_app.open_form(ViewForm(self.desk, line))

    def _summary(self, found: Sought) -> str:
        if found.asked.is_empty:
            return ""
        total, listed = found.found.total, len(found.found.hits)
        if not total:
            return "nothing is found"
        return f"{total:,} found, {listed:,} of them listed" if listed < total else f"{total:,} found"

    def _day(self, hit: Hit) -> Content:
        return Content(spoken_day(hit.on, self.today) if hit.on else "")


def _customer(hit: Hit) -> Content:
    return safe(hit.customer) if hit.kind is not Kind.CUSTOMER else Content("")
