"""The names of terms that this desk was taught: who said so, when, and who took it back."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from crm_tui.comparison.kinds import kinds
from crm_tui.domain.learnt import LearntName
from crm_tui.services import vocabulary
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import Tone, safe, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


class LearntScreen(Page[tuple[LearntName, ...]]):
    """The list of names, the newest first: those that stand, or all that ever did."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.SHOW_ALL, "All/standing", "Show names that were taken back too, or only those that stand"),
        Binding("w", "drop", "Withdraw", id="learnt.drop", tooltip="Take the name back: it is not understood any more"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.all = False
        """Whether names that were taken back are shown."""
        self.records: RecordList[LearntName] = RecordList(
            [
                Column("Words", lambda one: safe(f"“{one.name}”"), lambda one: one.name, share=3),
                Column("Term", _term, share=3),
                Column("Said by", lambda one: safe(one.learnt_by), width=10),
                Column("On", lambda one: self._day(one), lambda one: one.learnt_on, width=11),
                Column("", _dropped, width=16),
            ],
            lambda one: one.id,
            empty=f"No names were learnt: {keymap.shown(keymap.CAPTURE)} asks about words that it does not know",
            noun="names learnt at this desk",
            opens=False,
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> tuple[LearntName, ...]:
        """The names, newest first."""
        vocabulary.ready(self.desk)
        found = vocabulary.ever_learnt(self.desk)
        return tuple(one for one in reversed(found) if self.all or one.stands)

    def show(self, found: tuple[LearntName, ...]) -> None:
        """Fill the list."""
        self.records.show(found, "names ever learnt at this desk" if self.all else "names learnt at this desk")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was taken back can't be taken back again."""
        if action == "drop":
            return self.records.current is not None and self.records.current.stands
        return super().check_action(action, parameters)

    def action_show_all(self) -> None:
        """Show what was taken back too, or leave it out."""
        self.all = not self.all
        self.reload()

    def action_drop(self) -> None:
        """Take the name under the cursor back."""
        if (one := self.records.current) is not None and self.desk_app.may_save():
            self.run_worker(partial(self._drop, one), thread=True, group="write")

    def _drop(self, one: LearntName) -> None:
        try:
            vocabulary.drop(self.desk, one.id)
        except Exception as fault:  # nothing was changed: the page says so and stays
            message: Message = self.Failed(unsaved(fault))
            self.post_message(message)
        else:
            self.app.call_from_thread(self.desk_app.desk_changed)

    def _day(self, one: LearntName) -> Content:
        return Content(spoken_day(one.learnt_on, self.today))


def _term(one: LearntName) -> Content:
    if one.term is None:
        return Content.styled("names no term", Tone.QUIET)
    kind = kinds().get(one.term)
    return safe(f"{kind.label} ({kind.area})" if kind else f"{one.term}: in no pack any more")


def _dropped(one: LearntName) -> Content:
    return Content("") if one.stands else safe(f"back: {one.dropped_by}", Tone.QUIET)
