"""The open promises of a handover one by one, each whole, to be marked as read."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from crm_tui.domain.commitment import Commitment
from crm_tui.services import handover
from crm_tui.services.desk import Desk
from crm_tui.services.handover_pack import Entry, Pack, Part
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import Tone, lines, one_line, safe
from crm_tui.tui.widgets.facts import TextScroll
from crm_tui.tui.widgets.frame import KeyLine

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp


class ReadingScreen(ModalScreen[None]):
    """One promise at a time; what does not fit is scrolled to its end before it can be marked."""

    CSS_PATH = "../styles/in_full.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.MARK, "Mark", "Further down; at the end mark the promise as read, and show the next"),
        keymap.BACK,
    ]

    class Marked(Message):
        """The store has it."""

    class Stopped(Message):
        """Nothing was marked."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line
            """Why, in one line."""

    def __init__(self, desk: Desk, pack: Pack, begin_at: Entry) -> None:
        super().__init__()
        self._desk = desk
        self._handover = pack.handover.id
        self._customer = pack.customer.name
        self._all = pack.part(Part.PROMISES)
        place = self._all.index(begin_at)
        after = [*self._all[place + 1 :], *self._all[:place]]
        self._waiting = [begin_at, *(one for one in after if not one.is_read)]
        self._in_sight = False
        self._saving = False
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        """The promise above the keys."""
        with TextScroll():
            yield self._text
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first; the keys scroll it."""
        self.query_one(TextScroll).focus()
        self._show()

    @property
    def entry(self) -> Entry:
        """The promise that is shown."""
        return self._waiting[0]

    def action_back(self) -> None:
        """Back to the pack."""
        self.dismiss()

    def action_mark(self) -> None:
        """Go on to the end of the words; there, mark them as read."""
        text = self.query_one(TextScroll)
        if not self._in_sight or self._saving:
            return
        if text.scroll_y < text.max_scroll_y:
            text.scroll_page_down(animate=False)
            return
        self._saving = True
        self.run_worker(partial(self._write, self.entry), thread=True, group="write")

    def _write(self, entry: Entry) -> None:
        assert isinstance(entry.record, Commitment)
        try:
            handover.mark_read(self._desk, self._handover, entry.record.id, entry.seen)
            message: Message = self.Marked()
        except Exception as problem:  # nothing was marked: it is said why
            message = self.Stopped(unsaved(problem))
        self.post_message(message)

    @on(Marked)
    def _next(self) -> None:
        self._saving = False
        cast("DeskApp", self.app).desk_changed()
        self._waiting.pop(0)
        if self._waiting:
            self._show()
        else:
            self.app.notify("Every open promise is marked as read")
            self.dismiss()

    @on(Stopped)
    def _stopped(self, message: Stopped) -> None:
        self._saving = False
        self.dismiss()
        self.app.notify(message.line, severity="error", markup=False)

    def _show(self) -> None:
        one = self.entry
        place = f"Promise {self._all.index(one) + 1} of {len(self._all)}"
        stands = Content.styled("read already", Tone.GOOD) if one.is_read else Content.styled("to read", Tone.CAUTION)
        parts = [
            Content.assemble((safe(f"{place} · {self._customer}").plain, "bold"), " · ", stands),
            Content.styled(safe(one.name).plain, "bold"),
            Content(""),
            lines(one.words),
            Content(""),
            one_line(one.aside, Tone.QUIET),
        ]
        self._in_sight = False
        self._text.update(Content("\n").join(parts))
        self.query_one(TextScroll).scroll_home(animate=False)
        self.call_after_refresh(self._laid_out)

    def _laid_out(self) -> None:
        self._in_sight = True
