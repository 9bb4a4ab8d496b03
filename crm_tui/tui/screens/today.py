"""Today: what needs attention now."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.record import Record
from crm_tui.domain.review import WORST_FIRST
from crm_tui.services import incidents
from crm_tui.services.customers import Names
from crm_tui.services.daily_check import Owed, first_owed
from crm_tui.services.deals import first_listed
from crm_tui.services.parts import Wish
from crm_tui.services.review_queue import Queue, Waiting, Waits, queue
from crm_tui.tui import keymap
from crm_tui.tui.present import counted, due_words, flagged, safe, said, verdict_mark, when_mark
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_QUEUED = {
    "to decide": (Waits.REVIEW, Waits.EXCEPTION, Waits.WAIVER),
    "returned to you": (Waits.RETURNED,),
    "approved, and counting no more": (Waits.STALE,),
}
_ON_PAPER = (Stage.PAPER_ISSUED, Stage.REVIEW)
_COUNTED = tuple(When)
_URGENT = (When.OVERDUE, When.TODAY)
_FRAME = 11
"""Lines of the terminal that hold neither what is late nor a deal, nor the count of reviews."""
_LATE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of the page, of whatever kind."""

    key: str
    """Tells it from the others."""

    group: str
    """The heading it stands under."""

    state: Content
    """Why it is here, in a word."""

    text: Content
    """What it is about."""

    who: Content
    """Whose."""

    aside: Content
    """When, or how many."""

    target: When | Commitment | Deal | Queue
    """What opening it shows."""


@dataclass(frozen=True, slots=True)
class Day:
    """What one reading found."""

    owed: Counter[When]
    """How much is owed, by how it stands to today."""

    urgent: tuple[Owed, ...]
    """What is late or due today; at a large desk the first of it."""

    deals: tuple[tuple[Deal, str], ...]
    """The deals that have a paper to look at, with their customers' names; at a large desk the first of them."""

    on_paper: int
    """How many those are at all."""

    wrong: Mapping[int, int]
    """How many incidents are open, by the number of the customer."""


class TodayScreen(SettlingPage[Day]):
    """Counts that open their lists, then the first lines of what is late, then the deals to review."""

    class Queued(Message):
        """What waits for the one who sits here is known."""

        def __init__(self, queue: Queue) -> None:
            super().__init__()
            self.queue = queue
            """All of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Add a commitment"),
        keymap.named(keymap.EDIT, "Edit", "Change the commitment or deal under the cursor"),
        keymap.REVIEW,
    ]

    def __init__(self) -> None:
        super().__init__()
        self.day: Day | None = None
        """What was read last."""
        self.queue: Queue | None = None
        """What waits for the one who sits here; None while it is reckoned."""
        self.records: RecordList[TodayLine] = RecordList(
            [
                Column("", lambda line: line.state, width=18),
                Column("", lambda line: line.text, share=5),
                Column("", lambda line: line.who, share=3),
                Column("", lambda line: line.aside, width=17),
            ],
            lambda line: line.key,
            empty="Nothing recorded yet",
            group=lambda line: line.group,
            counted=False,
            sortable=False,
        )

    def body(self) -> ComposeResult:
        """The list of everything."""
        yield self.records

    def read(self) -> Day:
        """The daily check of the whole desk, and the deals on paper."""
        store = self.desk.store
        owed, urgent = first_owed(store, self.desk.today())
        names = Names(store)
        part, on_paper = first_listed(store, Wish(), lambda _: 0, _ON_PAPER)
        deals = sorted(
            (one for record_id in part.ids if (one := store.get(Deal, record_id)) is not None),
            key=lambda one: (_ON_PAPER.index(one.stage), one.id),
        )
        listed = tuple((one, names.of(one.customer_id)) for one in deals)
        return Day(owed, urgent, listed, on_paper, incidents.open_by_customer(store))

    def show(self, found: Day) -> None:
        """Fill the page, and reckon the verdicts behind it."""
        self.day = found
        self._fill()
        self.run_worker(self._reckon_queue, thread=True, exclusive=True, group="queue")
        self.desk_app.verdicts.reckon([deal.id for deal, _ in found.deals], self)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a commitment or deal."""
        kinds = {Commitment: "commitment", Deal: "deal"}
        return type(record) in kinds and self.records.select(f"{kinds[type(record)]} {record.id}")

    def subject(self) -> tuple[int | None, int | None]:
        """The customer and deal of the line under the cursor."""
        line = self.records.current
        if line is None or isinstance(line.target, When | Queue):
            return None, None
        if isinstance(line.target, Deal):
            return line.target.customer_id, line.target.id
        return line.target.customer_id, line.target.deal_id

    def commitment(self) -> Commitment | None:
        """The commitment under the cursor, if the line is one."""
        line = self.records.current
        return line.target if line and isinstance(line.target, Commitment) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A count can't be edited, and only a deal is reviewed."""
        line = self.records.current
        target = line.target if line else None
        if action == "edit":
            return isinstance(target, Commitment | Deal)
        if action == "review":
            return isinstance(target, Deal)
        return super().check_action(action, parameters)

    def on_resize(self) -> None:
        """More room shows more of what is late."""
        self._fill()

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        self._fill()

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage

        line = self.records.current
        if line is None:
            return
        if isinstance(line.target, Queue):
            self.call_later(self.desk_app.action_go, "review")
        elif isinstance(line.target, When):
            self.desk_app.open_commitments(line.target)
        elif isinstance(line.target, Deal):
            self.desk_app.open_review(line.target.id)
        else:
            self.app.push_screen(CommitmentPage(line.target.id))

    def action_new(self) -> None:
        """Add a commitment."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        self.desk_app.open_form(CommitmentForm(self.desk, None, None, None))

    def action_edit(self) -> None:
        """Change what is under the cursor."""
        from crm_tui.tui.forms.commitment import CommitmentForm
        from crm_tui.tui.forms.deal import DealForm

        target = self.records.current.target if self.records.current else None
        if isinstance(target, Deal):
            self.desk_app.open_form(DealForm(self.desk, target, target.customer_id))
        elif isinstance(target, Commitment):
            self.desk_app.open_form(CommitmentForm(self.desk, target, target.customer_id, target.deal_id))

    def action_review(self) -> None:
        """Review the deal under the cursor."""
        _, deal_id = self.subject()
        if deal_id is not None:
            self.desk_app.open_review(deal_id)

    def _reckon_queue(self) -> None:
        # an approval is stale or not only beside its paper, and the page does not wait for that
        worker = get_current_worker()
        try:
            found = queue(self.desk)
        except DeskError:
            return
        if not worker.is_cancelled:
            self.post_message(self.Queued(found))

    @on(Queued)
    def _queued(self, message: Queued) -> None:
        if message.queue != self.queue:
            self.queue = message.queue
            self._fill()

    def _fill(self) -> None:
        if self.day is None:
            return
        urgent = sum(self.day.owed[group] for group in _URGENT)
        room = max(4, self.size.height - _FRAME - len(self._reviews()))
        late_room = max(int(room * _LATE_SHARE), room - self.day.on_paper)
        deal_room = max(room - late_room, room - urgent)
        heading = _heading("Overdue and due today", "the first", late_room, urgent)
        late = [self._owed(line, heading) for line in self.day.urgent[:late_room]]
        deals = self._deals(self.day, deal_room)
        lines = [*self._counts(self.day.owed), *self._reviews(), *late, *deals]
        self.records.show(lines, note=self._summary(urgent))

    def _summary(self, urgent: int) -> str:
        if urgent:
            return f"{counted(urgent, 'commitment')} need attention now".replace(
                "commitment need ", "commitment needs "
            )
        return "A clean day: nothing is overdue and nothing is due today"

    def _counts(self, owed: Counter[When]) -> list[TodayLine]:
        lines = []
        for which in _COUNTED:
            mark, number = when_mark(which), owed[which]
            lines.append(
                TodayLine(
                    key=f"count {which}",
                    group="What is owed",
                    state=mark.content if number else Content(str(mark)),
                    text=Content(counted(number, "commitment")) if number else Content("none"),
                    who=Content(""),
                    aside=Content(""),
                    target=which,
                )
            )
        return lines

    def _reviews(self) -> list[TodayLine]:
        if self.queue is None or not self.queue.waiting:
            return []
        told = [f"{len(found)} {words}" for words, kinds in _QUEUED.items() if (found := _of(self.queue, kinds))]
        oldest = max(one.days for one in self.queue.waiting)
        line = TodayLine(
            key="count reviews",
            group="What is owed",
            state=Content.styled("◆ reviews", "$text-warning"),
            text=Content(", ".join(told)),
            who=Content(""),
            aside=Content(f"oldest: {counted(oldest, 'day')}" if oldest else "since today"),
            target=self.queue,
        )
        return [line]

    def _owed(self, owed: Owed, heading: str) -> TodayLine:
        one = owed.commitment
        return TodayLine(
            key=f"commitment {one.id}",
            group=heading,
            state=when_mark(owed.when).content,
            text=said(one),
            who=safe(owed.customer),
            aside=Content(due_words(one.due, self.desk.today())),
            target=one,
        )

    def _deals(self, day: Day, room: int) -> list[TodayLine]:
        book = self.desk_app.verdicts
        which = "the worst" if day.on_paper == len(day.deals) else f"the worst of the first {len(day.deals)},"
        heading = _heading("Deals on paper, before signing", which, room, day.on_paper)
        rows: list[tuple[int, TodayLine]] = []
        for deal, customer in day.deals:
            known = book.known(deal.id)
            worst = known.worst if known else None
            state = verdict_mark(worst).content if worst else Content("…" if known is None else "– nothing to compare")
            if known and (known.problem or not known.paper):
                state = known.content
            line = TodayLine(
                key=f"deal {deal.id}",
                group=heading,
                state=state,
                text=safe(deal.title),
                who=flagged(safe(customer), day.wrong.get(deal.customer_id, 0)),
                aside=known.content if known and known.paper else Content(""),
                target=deal,
            )
            rows.append((WORST_FIRST.index(worst) if worst else len(WORST_FIRST), line))
        return [line for _, line in sorted(rows, key=lambda row: row[0])[:room]]


def _heading(title: str, which: str, room: int, number: int) -> str:
    return title if number <= room else f"{title}: {which} {room} of {number}"


def _of(queue: Queue, kinds: tuple[Waits, ...]) -> list[Waiting]:
    return [one for one in queue.waiting if one.what in kinds]
