"""Today: the daily check on the screen, of one's own lines, of a team's or of the whole desk's."""

import sys
from collections.abc import Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.worker import get_current_worker

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.record import Record
from crm_tui.services.check_lines import OF_COMMITMENTS, Act, Group, Line, Whose
from crm_tui.tui import check_words, keymap
from crm_tui.tui.day_reading import Begun, DayReading, Found
from crm_tui.tui.present import safe
from crm_tui.tui.screens.page import Told
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.widgets.day_summary import MARKS, DaySummary, OverdueTrend
from crm_tui.tui.widgets.line_in_full import LineInFull
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from crm_tui.services.greetings import Offer
    from crm_tui.services.my_day import MyDay

_HEADINGS = {group: MARKS[group].word.capitalize() for group in Group} | {
    Group.NO_NEXT_STEP: "Deals without a next step",
    Group.STALE: "Deals too long in their stage",
    Group.ORPHANS: "Orphans: nobody answers for them",
    Group.FORMER_OWNER: "Former owner contacted",
    Group.QUIET: "Quiet customers, due for a contact",
    Group.REVIEWS: "Reviews and handovers waiting",
}
_ACT_KEYS = {
    Act.SETTLE: keymap.KEPT,
    Act.NEXT_STEP: keymap.EDIT,
    Act.STAGE: keymap.EDIT,
    Act.REASSIGN: keymap.EDIT,
    Act.RENEW: keymap.EDIT,
    Act.CONTACT: keymap.CONTACT,
    Act.GREET: keymap.CONTACT,
    Act.WAIT: keymap.SNOOZE,
}
"""The key that does what a line asks for, where that is not to open it."""

_FIELDS = {Act.NEXT_STEP: "next_step", Act.STAGE: "stage", Act.RENEW: "memberships"}
"""Where the form of a record begins, by what the line asks for."""

_UNPAINTED = 0.25
"""Seconds after which the day is read, whether or not its first lines were painted."""

_RECORDS: dict[str, type[Record]] = {kind.table: kind for kind in (Commitment, Customer, Deal, Incident)}


class TodayScreen(SettlingPage[Found]):
    """The counts and the trend, then every line of the day by group, and the one under the cursor in full."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middle"), (40, "-high")]  # noqa: RUF012 - as Textual declares it

    class BegunWith(Message):
        """The first lines of the day are known."""

        def __init__(self, begun: Begun, painted: Event) -> None:
            super().__init__()
            self.begun = begun
            """Which."""
            self.painted = painted
            """Set once they are on the terminal."""

    class Queued(Message):
        """What waits for the one who sits here is known."""

        def __init__(self, waiting: tuple[Line, ...]) -> None:
            super().__init__()
            self.waiting = waiting
            """All of it."""

    # who calls meanwhile is seldom who stands under the cursor
    captures_for_line = False
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
        self.waiting: tuple[Line, ...] | None = None
        """What waits for the one who sits here in reviews; None while it is reckoned."""
        self.summary = DaySummary()
        """The numbers over the list."""
        self.trend = OverdueTrend()
        """What was overdue on the days before."""
        self.detail = LineInFull()
        """The line under the cursor in full."""
        self._meant: dict[int, Commitment] = {}
        self._chosen: tuple[Sequence[Line], Sequence[Commitment]] = (), ()
        self._reading = DayReading()
        self.records: RecordList[Line] = RecordList(
            [
                Column("When", lambda line: check_words.when(line, self.today), width=22),
                Column("What", check_words.what, share=5),
                Column("Customer", lambda line: check_words.whose(line, self.day.wrong if self.day else {}), share=3),
                Column("Deal", lambda line: safe(line.deal), share=3, from_width=110),
                Column("To know", check_words.to_know, share=4, from_width=150),
                Column("Owner", lambda line: safe(line.owner), width=9, from_width=70),
            ],
            lambda line: line.key,
            empty=f"Nothing is owed here: press {keymap.shown(keymap.NEW)} to add a commitment",
            group=lambda line: self._heading(line.group),
            sortable=False,
            marks=True,
        )

    def body(self) -> ComposeResult:
        """The numbers, the list, and the line in full."""
        yield self.summary
        yield self.trend
        yield self.records
        yield self.detail

    def read(self) -> Found:
        """The daily check of today; what it begins with is shown before."""
        begun = None if self.who or self.records.needle else self._reading.begin(self.desk)
        if begun is not None and not get_current_worker().is_cancelled:
            painted = Event()
            self.post_message(self.BegunWith(begun, painted))
            # to read on meanwhile would hold the painting up
            painted.wait(_UNPAINTED)
        return self._found()

    def _found(self, most: int | None = None) -> Found:
        return self._reading.whole(self.desk, self.whose, self.who, self.records.needle, self.waiting or (), most)

    @on(BegunWith)
    def _begin(self, message: BegunWith) -> None:
        if self.day is not None:
            # a reading that was overtaken: the whole day stands there already
            message.painted.set()
            return
        first = message.begun.first
        self._meant = dict(message.begun.meant)
        totals = {self._heading(group): number for group, number in first.counts.items() if number}
        noun = self._noun("", Whose.DESK if first.is_desk else Whose.MINE)
        self.records.show(first.lines, noun, "reading the rest…", of=sum(totals.values()), totals=totals)
        self._tell_detail()
        self.call_after_refresh(message.painted.set)

    def show(self, found: Found) -> None:
        """Fill the page, and ask what waits in reviews."""
        day = self.day = found.day
        if not self.who:
            # what somebody looks at stays, whatever is theirs by and by
            self.whose = day.whose
        # what waits in reviews stands among the same lines: for that the desk is not read again
        self._reading.keep(found if self.waiting is None else None)
        marked = (self._commitment_of(line) for line in self.records.marked)
        self._meant = {one.id: one for one in marked if one is not None} | dict(found.meant)
        self._chosen = (), ()
        self.summary.show(day.counts)
        self.trend.show(day.trend)
        totals = {self._heading(group): number for group, number in day.found.items() if number}
        all_lines = sum(day.counts.values())
        # of a small desk the filter answers without another look at the store
        of = all_lines if day.is_part or (self.records.needle and self.records.is_part) else None
        noun = self._noun(day.who, day.whose)
        self.records.show(day.lines, noun, self._note(day), of=of, totals=totals if of else None)
        self._tell_detail()
        self.run_worker(self._reckon_queue, thread=True, exclusive=True, group="queue")

    def _heading(self, group: Group) -> str:
        return self.desk_app.house.say(_HEADINGS[group])

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
        marked = self.records.marked
        if not marked:
            return super().chosen()
        if self._chosen[0] is not marked:
            self._chosen = marked, [one for line in marked if (one := self._commitment_of(line)) is not None]
        return self._chosen[1]

    def chosen_of(self) -> int:
        """How many commitments there are, where some are marked."""
        counts = self.day.counts if self.day and self.records.marked else {}
        return sum(counts.get(group, 0) for group in OF_COMMITMENTS.values())

    def met(self) -> Sequence[int]:
        """The customers of the marked lines, whatever they are about, else of the one under the cursor."""
        return list(dict.fromkeys(line.customer_id for line in self._lines()))

    def marks(self) -> Told:
        """To be told what an act saved that begins now: what is marked is marked no more then."""
        chosen = {one.id: one for one in self.chosen()}

        def known() -> None:
            # of a large desk not all of them are listed
            self._meant = chosen | self._meant

        return self.marks_of(self.records, known)

    def _lines(self) -> Sequence[Line]:
        line = self.records.current
        return self.records.marked or ([line] if line else [])

    def _commitment_of(self, line: Line) -> Commitment | None:
        table, number = line.opens
        return self._meant.get(number) if table == Commitment.table else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits the line is offered."""
        line = self.records.current
        match action:
            case "edit":
                return line is not None and line.opens[0] in _RECORDS
            case "review":
                return line is not None and line.deal_id is not None
            case "snooze" | "contact":
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

    @on(RecordList.AllMeant)
    def _mark_all(self) -> None:
        def mark(found: Found) -> None:
            self._meant |= found.meant
            self.records.say(self._note(found.day))
            self.records.mark(found.day.lines)

        self.records.say("marking all…")
        self.look_up(lambda: self._found(sys.maxsize), mark)

    @on(RecordList.Moved)
    def _tell_detail(self) -> None:
        line = self.records.current
        told = []
        if line is not None:
            opens = self.app.get_key_display(keymap.OPEN)
            acts = _ACT_KEYS.get(line.act)
            if acts is not None:
                told = [f"{self.app.get_key_display(acts)}: {line.act}", f"{opens}: open it"]
            else:
                told = [f"{opens}: {line.act}"]
        self.detail.show(line, self.today, " · ".join(told))

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage
        from crm_tui.tui.screens.customer import CustomerPage
        from crm_tui.tui.screens.deal import DealPage
        from crm_tui.tui.screens.handover import HandoverPage
        from crm_tui.tui.screens.incident import IncidentPage

        line = self.records.current
        if line is None:
            return
        table, number = line.opens
        if line.act is Act.REVIEW and line.deal_id is not None:
            self.desk_app.open_review(line.deal_id)
        elif line.act in (Act.CONSENT, Act.TAKE_DOWN):
            self._open_consents(line)
        elif table == Commitment.table:
            self.app.push_screen(CommitmentPage(number))
        elif table == Handover.table:
            self.app.push_screen(HandoverPage(number))
        elif table == Incident.table:
            self.app.push_screen(IncidentPage(number))
        elif line.deal_id is not None:
            self.app.push_screen(DealPage(line.deal_id))
        else:
            self.app.push_screen(CustomerPage(line.customer_id))

    def _open_consents(self, line: Line) -> None:
        from crm_tui.tui.screens.consents import ConsentsPage

        number = line.opens[1] if line.opens[0] == Consent.table else 0
        self.app.push_screen(ConsentsPage(line.customer_id, number))

    def action_new(self) -> None:
        """Add a commitment."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        self.desk_app.open_form(CommitmentForm(self.desk, None, None, None))

    def action_edit(self) -> None:
        """Change what the line is about: at the field that it asks for, or who answers for it."""
        line = self.records.current
        kind = _RECORDS.get(line.opens[0]) if line else None
        if line is not None and kind is not None:
            from crm_tui.services import records

            self.look_up(lambda: records.get(self.desk, kind, line.opens[1]), partial(self._edit, line.act))

    def _edit(self, act: Act, record: Record) -> None:
        from crm_tui.tui.forms.commitment import CommitmentForm
        from crm_tui.tui.forms.customer import CustomerForm
        from crm_tui.tui.forms.deal import DealForm
        from crm_tui.tui.forms.incident import IncidentForm
        from crm_tui.tui.opening import owner_form

        at = _FIELDS.get(act, "")
        if isinstance(record, Commitment):
            self.desk_app.open_form(CommitmentForm(self.desk, record, record.customer_id, record.deal_id))
        elif isinstance(record, Deal | Customer) and act is Act.REASSIGN:
            self.desk_app.open_form(owner_form(self.desk, record))
        elif isinstance(record, Deal):
            self.desk_app.open_form(DealForm(self.desk, record, record.customer_id, begin_at=at))
        elif isinstance(record, Customer):
            self.desk_app.open_form(CustomerForm(self.desk, record, begin_at=at))
        elif isinstance(record, Incident):
            self.desk_app.open_form(IncidentForm(self.desk, record, begin_at="owner"))

    def action_review(self) -> None:
        """Review the deal that the line is about."""
        _, deal_id = self.subject()
        if deal_id is not None:
            self.desk_app.open_review(deal_id)

    def action_contact(self) -> None:
        """Log a contact with the customers of the lines; with one who has their day, a greeting."""
        from crm_tui.services import greetings
        from crm_tui.tui.forms.greeting import GreetForm

        lines = self._lines()
        if len(lines) != 1 or lines[0].act is not Act.GREET:
            super().action_contact()
            return
        line = lines[0]

        def ask(offer: "Offer") -> None:
            self.desk_app.open_form(GreetForm(self.desk, offer, line.words), self.marks())

        self.look_up(lambda: greetings.offer(self.desk, line.customer_id), ask)

    def action_snooze(self) -> None:
        """Put the lines off for who sits here, whatever they are about: what is owed does not change."""
        if lines := self._lines():
            first = lines[0]
            awaited = first.due if len(lines) == 1 and first.act is Act.WAIT else None
            self.put_off([line.key for line in lines], first.words, awaited)

    def action_whose(self) -> None:
        """Show the next one's lines: mine, my team's, the desk's."""
        if self.day is not None:
            choices = self.day.choices
            self.whose = choices[(choices.index(self.day.whose) + 1) % len(choices)]
            self.reload()

    def action_group(self, step: int) -> None:
        """Set the cursor on the first line of the next group, or of the one before."""
        self.records.to_group(step)

    def _reckon_queue(self) -> None:
        # an approval is stale or not only beside its paper, and the page does not wait for that
        from crm_tui.services.my_day import waiting_for_me

        worker = get_current_worker()
        try:
            found = waiting_for_me(self.desk)
        except DeskError:
            return
        if not worker.is_cancelled:
            self.post_message(self.Queued(found))

    @on(Queued)
    def _queued(self, message: Queued) -> None:
        before, self.waiting = self.waiting, message.waiting
        if message.waiting != (before or ()):
            self.reload()
            return
        self._reading.keep(None)
        if before is None and self.day is not None:
            self.records.say(self._note(self.day))

    def _noun(self, who: str, whose: Whose) -> str:
        if who:
            return f"{who}'s day"
        return {Whose.MINE: "my day", Whose.TEAM: "my team's day", Whose.DESK: "the desk's day"}[whose]

    def _note(self, day: "MyDay") -> str:
        told = []
        if day.urgent:
            told = [f"{day.urgent} late or due today"]
        elif day.to_do:
            told = ["nothing is late and nothing is due today"]
        elif self.waiting is not None:
            told = ["clean: nothing waits" + ("" if day.who or day.whose is not Whose.MINE else " for you")]
        if day.hidden:
            told.append(f"{day.hidden} put off")
        if day.problem:
            told.append(day.problem)
        return " · ".join(told)
