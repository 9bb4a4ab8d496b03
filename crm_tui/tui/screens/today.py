"""Today: the daily check on the screen, of one's own lines, of a team's or of the whole desk's."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.record import Record
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.my_day import MyDay, Whose, my_day
from crm_tui.services.review_queue import Queue, Waits, queue
from crm_tui.tui import check_words, keymap
from crm_tui.tui.present import Tone, counted, safe
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.widgets.day_summary import MARKS, DaySummary
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_QUEUED = {
    "to decide": (Waits.REVIEW, Waits.EXCEPTION, Waits.WAIVER),
    "returned to you": (Waits.RETURNED,),
    "approved, and counting no more": (Waits.STALE,),
}
_HEADINGS = {group: MARKS[group].word.capitalize() for group in Group} | {
    Group.NO_NEXT_STEP: "Deals without a next step",
    Group.STALE: "Deals too long in their stage",
    Group.ORPHANS: "Orphans: nobody answers for them",
    Group.FORMER_OWNER: "Former owner contacted",
    Group.QUIET: "Quiet customers, due for a contact",
    Group.REVIEWS: "Reviews waiting",
}
R = TypeVar("R", bound=Record)

_ACT_KEYS = {
    Act.NEXT_STEP: keymap.EDIT,
    Act.REASSIGN: keymap.EDIT,
    Act.CONTACT: keymap.CONTACT,
    Act.GREET: keymap.CONTACT,
}
"""The key that does what a line asks for, where that is not to open it."""

_RECORDS: dict[str, type[Record]] = {kind.table: kind for kind in (Commitment, Customer, Deal)}


class TodayScreen(SettlingPage[MyDay]):
    """The counts and the trend, then every line of the day by group, and the one under the cursor in full."""

    class Queued(Message):
        """What waits for the one who sits here is known."""

        def __init__(self, queue: Queue) -> None:
            super().__init__()
            self.queue = queue
            """All of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Add a commitment"),
        keymap.named(keymap.EDIT, "Edit", "Change the commitment, deal or customer under the cursor"),
        keymap.REVIEW,
        keymap.WHOSE,
        keymap.NEXT_GROUP,
    ]

    def __init__(self, who: str = "") -> None:
        """``who`` is one officer whose day is shown; else that of who sits here, or the desk's."""
        super().__init__()
        self.day: MyDay | None = None
        """What was read last."""
        self.whose: Whose | None = None
        """Whose lines were asked for; None until somebody chose."""
        self.who = who
        """The one officer who was asked for; empty for none."""
        self.queue: Queue | None = None
        """What waits for the one who sits here; None while it is reckoned."""
        self.summary = DaySummary()
        """The numbers over the list."""
        self.waiting = Static("", id="today--waiting", markup=False)
        """What waits for the one who sits here in reviews."""
        self.detail = Static("", id="today--detail", markup=False)
        """The line under the cursor in full."""
        self._meant: dict[int, Commitment | None] = {}
        self.records: RecordList[Line] = RecordList(
            [
                Column("When", lambda line: check_words.when(line, self.desk.today()), width=16),
                Column("What", check_words.what, share=5),
                Column("Customer", lambda line: check_words.whose(line, self.day.wrong if self.day else {}), share=3),
                Column("Owner", lambda line: safe(line.owner), width=9),
            ],
            lambda line: line.key,
            empty="Nothing is owed here: press n to add a commitment",
            group=lambda line: _HEADINGS[line.group],
            sortable=False,
            marks=True,
        )

    def body(self) -> ComposeResult:
        """The numbers, the list, and the line in full."""
        yield self.summary
        yield self.waiting
        yield self.records
        yield self.detail

    def read(self) -> MyDay:
        """The daily check of today."""
        return my_day(self.desk, self.whose, self.who, self.records.needle)

    def show(self, found: MyDay) -> None:
        """Fill the page, and ask what waits in reviews."""
        self.day = found
        self._meant.clear()
        self.summary.show(found.counts, found.trend)
        totals = {_HEADINGS[group]: number for group, number in found.found.items() if number}
        all_lines = sum(found.counts.values())
        # of a small desk the filter answers without another look at the store
        of = all_lines if found.is_part or (self.records.needle and self.records.is_part) else None
        self.records.show(found.lines, self._noun(found), self._note(found), of=of, totals=totals if of else None)
        self._tell_detail()
        self.run_worker(self._reckon_queue, thread=True, exclusive=True, group="queue")

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a commitment, or on the first line of a deal or customer."""
        for line in self.records.shown:
            if line.opens == (record.table, record.id):
                found = self.records.select(line.key)
                self._tell_detail()
                return found
        return False

    def subject(self) -> tuple[int | None, int | None]:
        """The customer and deal of the line under the cursor."""
        line = self.records.current
        return (line.customer_id, line.deal_id) if line else (None, None)

    def commitment(self) -> Commitment | None:
        """The commitment under the cursor, if the line is one."""
        line = self.records.current
        return self._commitment_of(line) if line else None

    def chosen(self) -> Sequence[Commitment]:
        """The commitments that are marked, else the one under the cursor."""
        if not self.records.marked:
            return super().chosen()
        return [one for line in self.records.marked if (one := self._commitment_of(line)) is not None]

    def chosen_of(self) -> int:
        """How many lines are listed, where some are marked."""
        return self.records.total if self.records.marked else 0

    def met(self) -> Sequence[int]:
        """The customers of the marked lines, whatever they are about, else of the one under the cursor."""
        return list(dict.fromkeys(line.customer_id for line in self._lines()))

    def unmark(self) -> None:
        """Something was done with those that are marked."""
        self.records.unmark()

    def _lines(self) -> Sequence[Line]:
        line = self.records.current
        return self.records.marked or ([line] if line else [])

    def _commitment_of(self, line: Line) -> Commitment | None:
        table, number = line.opens
        if table == Commitment.table and number not in self._meant:
            self._meant[number] = self._stored(Commitment, number)
        return self._meant.get(number) if table == Commitment.table else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits the line is offered."""
        line = self.records.current
        match action:
            case "edit":
                return line is not None and line.opens[0] in _RECORDS
            case "review":
                return line is not None and line.deal_id is not None
            case "snooze":
                return line is not None
            case "whose":
                return not self.who and self.day is not None and len(self.day.choices) > 1
        return super().check_action(action, parameters)

    def begin_again(self) -> None:
        """Back to one's own day."""
        self.whose, self.who = None, ""
        self.records.narrow("")
        self.reload()

    @on(RecordList.Sought)
    def _search(self) -> None:
        self.reload()

    @on(RecordList.Moved)
    def _tell_detail(self) -> None:
        line = self.records.current
        act = ""
        if line is not None:
            key = self.app.get_key_display(_ACT_KEYS.get(line.act, keymap.OPEN))
            act = f"{key}: {line.act if line.act is not Act.SETTLE else 'open it'}"
        self.detail.update(check_words.in_full(line, self.desk.today(), act), layout=False)

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage
        from crm_tui.tui.screens.customer import CustomerPage
        from crm_tui.tui.screens.deal import DealPage

        line = self.records.current
        if line is None:
            return
        table, number = line.opens
        if line.act is Act.REVIEW and line.deal_id is not None:
            self.desk_app.open_review(line.deal_id)
        elif table == Commitment.table:
            self.app.push_screen(CommitmentPage(number))
        elif line.deal_id is not None:
            self.app.push_screen(DealPage(line.deal_id))
        else:
            self.app.push_screen(CustomerPage(line.customer_id))

    def action_new(self) -> None:
        """Add a commitment."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        self.desk_app.open_form(CommitmentForm(self.desk, None, None, None))

    def action_edit(self) -> None:
        """Change what the line is about: at the field that it asks for, or who answers for it."""
        from crm_tui.tui.forms.commitment import CommitmentForm
        from crm_tui.tui.forms.customer import CustomerForm
        from crm_tui.tui.forms.deal import DealForm
        from crm_tui.tui.forms.owner import OwnerForm

        line = self.records.current
        kind = _RECORDS.get(line.opens[0]) if line else None
        record = self._stored(kind, line.opens[1]) if kind and line else None
        if isinstance(record, Commitment):
            self.desk_app.open_form(CommitmentForm(self.desk, record, record.customer_id, record.deal_id))
        elif isinstance(record, Deal | Customer) and line is not None and line.act is Act.REASSIGN:
            self.desk_app.open_form(OwnerForm(self.desk, record))
        elif isinstance(record, Deal):
            at = "next_step" if line is not None and line.act is Act.NEXT_STEP else ""
            self.desk_app.open_form(DealForm(self.desk, record, record.customer_id, begin_at=at))
        elif isinstance(record, Customer):
            self.desk_app.open_form(CustomerForm(self.desk, record))

    def action_review(self) -> None:
        """Review the deal that the line is about."""
        _, deal_id = self.subject()
        if deal_id is not None:
            self.desk_app.open_review(deal_id)

    def action_snooze(self) -> None:
        """Put the lines off for who sits here, whatever they are about: what is owed does not change."""
        from crm_tui.tui.forms.acts import SnoozeForm

        if lines := self._lines():
            self.desk_app.open_form(SnoozeForm(self.desk, [line.key for line in lines], lines[0].words), self._done)

    def action_whose(self) -> None:
        """Show the next one's lines: mine, my team's, the desk's."""
        if self.day is not None:
            choices = self.day.choices
            self.whose = choices[(choices.index(self.day.whose) + 1) % len(choices)]
            self.reload()

    def action_group(self, step: int) -> None:
        """Set the cursor on the first line of the next group, or of the one before."""
        line, shown = self.records.current, self.records.shown
        if line is None:
            return
        groups = list(dict.fromkeys(one.group for one in shown))
        at = (groups.index(line.group) + step) % len(groups)
        self.records.select(next(one.key for one in shown if one.group is groups[at]))
        self.records.post_message(RecordList.Moved(self.records))

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
        self.queue = message.queue
        told = [
            f"{number} {words}"
            for words, kinds in _QUEUED.items()
            if (number := sum(one.what in kinds for one in message.queue.waiting))
        ]
        self.waiting.display = bool(told)
        if told:
            oldest = max(one.days for one in message.queue.waiting)
            age = f", the oldest for {counted(oldest, 'day')}" if oldest else ""
            key = next(one.key for one in keymap.MODES if one.action == "go('review')")
            line = f"  ◆ reviews for you: {', '.join(told)}{age} ({key} shows them)"
            self.waiting.update(Content.styled(line, Tone.CAUTION))

    def _noun(self, day: MyDay) -> str:
        if day.who:
            return f"{day.who}'s day"
        return {Whose.MINE: "my day", Whose.TEAM: "my team's day", Whose.DESK: "the desk's day"}[day.whose]

    def _note(self, day: MyDay) -> str:
        urgent = day.counts[Group.OVERDUE] + day.counts[Group.TODAY]
        told = [f"{urgent} late or due today" if urgent else "clean: nothing is late and nothing is due today"]
        if day.hidden:
            told.append(f"{day.hidden} put off")
        if day.problem:
            told.append(day.problem)
        return " · ".join(told)

    def _stored(self, kind: type[R], number: int) -> R | None:
        try:
            return self.desk.store.get(kind, number)
        except DeskError as problem:
            self.desk_app.fault(problem)
            return None
