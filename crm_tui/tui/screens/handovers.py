"""Handovers: what waits for who sits here, what they have proposed, and what else goes from one officer to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.record import Record
from crm_tui.services import handovers
from crm_tui.services.customers import Names, folded
from crm_tui.services.permissions import is_same
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, one_line, safe, spoken_day
from crm_tui.tui.screens.handing_over import HandingPage
from crm_tui.tui.screens.page import Told
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

TO_ACCEPT, RETURNED, PROPOSED, OTHERS, ENDED = (
    "For you to accept",
    "Returned to you",
    "Proposed by you",
    "Between others",
    "Ended",
)
"""The headings, in their order."""


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """A handover in the list."""

    handover: Handover
    """Which."""

    what: str
    """Whose relationship it is, and which deal where that goes over alone."""

    group: str
    """The heading it stands under."""

    unread: int
    """How many promises are still to be read."""

    promises: int
    """How many are open."""


class HandoversScreen(HandingPage[list[HandoverLine]]):
    """A line for each; opening one shows its pack, and marked ones are answered together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.SHOW_ALL, "All/open", "Show those that ended too, or only what waits"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.all = False
        """Whether those that ended are shown."""
        self.records: RecordList[HandoverLine] = RecordList(
            [
                Column("Customer", lambda one: safe(one.what), lambda one: folded(one.what), share=3),
                Column("From", lambda one: safe(one.handover.owner), width=10),
                Column("To", lambda one: safe(one.handover.to), width=10),
                Column("Read", _read, lambda one: -one.unread, width=9),
                Column("Since", self._since, lambda one: one.handover.ended_on or one.handover.on, width=11),
                Column("Why", _why, share=3),
            ],
            lambda one: one.handover.id,
            empty=f"No handover waits: {keymap.shown(keymap.HAND_OVER)} on a customer, "
            "or on an officer's line, proposes one",
            noun="handovers",
            group=lambda one: one.group,
            marks=True,
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[HandoverLine]:
        """Those that wait, and if asked for those that ended."""
        store, me = self.desk.store, self.desk.officer
        names = Names(store)
        mine = {one.id: one for one in handovers.for_me(self.desk)}
        lines = []
        for one in store.find(Handover):
            if one.id in mine:
                group = TO_ACCEPT if one.waits else RETURNED
            elif one.waits:
                group = PROPOSED if is_same(store, one.by, me) else OTHERS
            elif self.all:
                group = ENDED
            else:
                continue
            promises = handovers.open_promises(store, one.customer_id, one.deal_id) if one.waits else []
            unread = handovers.unread(store, one) if one.waits else []
            what = handovers.title(store, one, names.of(one.customer_id))
            lines.append(HandoverLine(one, what, group, len(unread), len(promises)))
        order = (TO_ACCEPT, RETURNED, PROPOSED, OTHERS, ENDED)
        return sorted(lines, key=lambda line: (order.index(line.group), line.handover.on, line.handover.id))

    def show(self, found: list[HandoverLine]) -> None:
        """Fill the list."""
        waits = sum(one.group in (TO_ACCEPT, RETURNED) for one in found)
        self.records.show(found, note=f"{waits} wait{'s' if waits == 1 else ''} for you" if waits else "")

    def handovers(self) -> Sequence[Handover]:
        """Those that are marked, else the one under the cursor."""
        line = self.records.current
        return [one.handover for one in self.records.marked or ([line] if line else [])]

    def marks(self) -> Told:
        """To be told what an act saved that begins now: what is marked is marked no more then."""
        return self.marks_of(self.records)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a handover."""
        return isinstance(record, Handover) and self.records.select(record.id)

    def subject(self) -> tuple[int | None, int | None]:
        """The customer of the line under the cursor."""
        line = self.records.current
        return (line.handover.customer_id, line.handover.deal_id) if line else (None, None)

    def action_show_all(self) -> None:
        """Show those that ended too, or leave them out."""
        self.all = not self.all
        self.reload()

    def to_read(self) -> None:
        """Show the pack."""
        self._open()

    @on(RecordList.Moved)
    def _offer(self) -> None:
        self.refresh_bindings()

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.handover import HandoverPage

        if line := self.records.current:
            self.app.push_screen(HandoverPage(line.handover.id))

    def _since(self, one: HandoverLine) -> Content:
        return Content(spoken_day(one.handover.ended_on or one.handover.on, self.today))


def _read(one: HandoverLine) -> Content:
    if not one.handover.waits:
        return safe(one.handover.state, Tone.QUIET)
    if not one.promises:
        return Content("no promise")
    return safe(f"{one.promises - one.unread} of {one.promises}", Tone.CAUTION if one.unread else Tone.GOOD)


def _why(one: HandoverLine) -> Content:
    returned = one.handover.state is HandoverState.RETURNED
    return one_line(one.handover.why if returned else one.handover.reason)
