"""One record: its facts, and below them all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Direction, Interaction
from crm_tui.domain.record import Record
from crm_tui.services.check_day import spoken
from crm_tui.services.work_calendar import DueDays
from crm_tui.tui import keymap
from crm_tui.tui.present import (
    Tone,
    counted,
    incident_mark,
    kind_word,
    near_day,
    one_line,
    paper_name,
    safe,
    spoken_day,
    status_mark,
    when_mark,
)
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.widgets.facts import Fact, Facts
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Related:
    """One record that belongs to another."""

    target: Record
    """What opening it shows."""

    on: date | None
    """Its day."""

    day: str
    """The day as it is shown."""

    what: str
    """What it is, in a word."""

    text: Content
    """What it says."""

    state: Content
    """Where it stands."""

    group: str = ""
    """The heading it stands under, if there are headings."""


class DetailPage(SettlingPage[Found]):
    """Facts on top, a list of related records below."""

    CSS_PATH = "../styles/detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.NEW, keymap.EDIT]
    is_of_one = True
    NOUN: ClassVar[str] = ""
    """What is listed below, in the plural."""
    GROUPED: ClassVar[bool] = False
    """Whether the list has headings."""
    NEW_KINDS: ClassVar[tuple[str, ...]] = ()
    """What can be added here: ``interaction``, ``commitment``, ``deal``, ``incident``."""

    def __init__(self, record_id: int) -> None:
        """``record_id`` is the record's number in the store."""
        super().__init__()
        self.record_id = record_id
        self.facts = Facts()
        self.records: RecordList[Related] = RecordList(
            [
                Column("Date", lambda line: Content(line.day), _by_day, width=11),
                Column("What", lambda line: Content(line.what), width=12),
                Column("Text", lambda line: line.text),
                Column("State", self.state, width=20),
            ],
            lambda line: (line.target.table, line.target.id),
            empty=f"Nothing here yet: {keymap.CAPTURE.key} captures what was said, {keymap.NEW.key} adds a record",
            noun=self.NOUN,
            group=(lambda line: line.group) if self.GROUPED else None,
        )

    def body(self) -> ComposeResult:
        """Facts, then the list."""
        yield self.facts
        yield self.records

    def point_at(self, record: Record) -> bool:
        """Set the cursor on what belongs to this record."""
        return self.records.select((record.table, record.id))

    def state(self, line: Related) -> Content:
        """Where a related record stands."""
        return line.state

    def commitment(self) -> Commitment | None:
        """The commitment under the cursor, if the line is one."""
        line = self.records.current
        return line.target if line and isinstance(line.target, Commitment) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is added where nothing can be."""
        if action == "new":
            return bool(self.NEW_KINDS)
        return super().check_action(action, parameters)

    @on(RecordList.Opened)
    def _open(self) -> None:
        if line := self.records.current:
            open_record(self, line.target)

    def action_new(self) -> None:
        """Add something to this record; ask what, if there is a choice."""
        if self.subject()[0] is None:
            self.app.notify(f"This page is still being read: press {keymap.NEW.key} again in a moment")
        elif len(self.NEW_KINDS) == 1:
            self._add(self.NEW_KINDS[0])
        else:
            self.app.push_screen(ChoiceScreen("Add", [(kind, f"New {kind}") for kind in self.NEW_KINDS]), self._add)

    def _add(self, kind: str | None) -> None:
        customer_id, deal_id = self.subject()
        if kind is None or customer_id is None:
            return
        form: Screen[Any]
        if kind == "interaction":
            from crm_tui.tui.forms.interaction import InteractionForm

            form = InteractionForm(self.desk, None, customer_id, deal_id)
        elif kind == "commitment":
            from crm_tui.tui.forms.commitment import CommitmentForm

            form = CommitmentForm(self.desk, None, customer_id, deal_id)
        elif kind == "incident":
            from crm_tui.tui.forms.incident import IncidentForm

            form = IncidentForm(self.desk, None, customer_id, deal_id)
        else:
            from crm_tui.tui.forms.deal import DealForm

            form = DealForm(self.desk, None, customer_id)
        self.desk_app.open_form(form)


def open_record(page: SettlingPage[Found], record: Record) -> None:
    """Show the page of a record; a paper is shown in its deal's review."""
    from crm_tui.tui.screens.commitment import CommitmentPage
    from crm_tui.tui.screens.customer import CustomerPage
    from crm_tui.tui.screens.deal import DealPage
    from crm_tui.tui.screens.incident import IncidentPage
    from crm_tui.tui.screens.interaction import InteractionPage

    pages: dict[type[Record], type[DetailPage[Any]]] = {
        Commitment: CommitmentPage,
        Customer: CustomerPage,
        Deal: DealPage,
        Incident: IncidentPage,
        Interaction: InteractionPage,
    }
    if isinstance(record, Document):
        page.desk_app.open_review(record.deal_id)
    else:
        page.app.push_screen(pages[type(record)](record.id))


def related(record: Record, days: DueDays, group: str = "") -> Related:
    """A record as a line of another's list."""
    today = days.today
    if isinstance(record, Commitment):
        state = status_mark(record.status).content
        if record.is_open:
            state = _owed(record, days)
        return _line(record, record.made_on, kind_word(record.kind), one_line(record.words), state, today, group)
    if isinstance(record, Interaction):
        who = f"from them, to {record.by}" if record.direction is Direction.IN else f"by {record.by}"
        return _line(record, record.on, record.channel, one_line(record.said), safe(who), today, group)
    if isinstance(record, Incident):
        return _line(record, record.on, "incident", one_line(record.what), incident_mark(record).content, today, group)
    if isinstance(record, Deal):
        return _line(record, record.opened, "deal", safe(record.title), Content(record.stage), today, group)
    if isinstance(record, Document):
        state = Content(f"{record.pages} page{'s' if record.pages != 1 else ''}")
        return _line(record, record.attached_on, "paper", paper_name(record), state, today, group)
    if isinstance(record, Customer):
        return _line(record, None, "customer", safe(record.name), safe(record.place), today, group)
    raise TypeError(f"nothing is related to a {type(record).__name__}")


def newest_first(lines: Sequence[Related]) -> list[Related]:
    """Related records by their day."""
    return sorted(lines, key=_by_day)


def titled(text: str, aside: str = "") -> Fact:
    """The first line of the facts: what record this is."""
    return Fact(
        "",
        Content.assemble((safe(text).plain, "bold underline"), ("  " + safe(aside).plain) if aside else ""),
        alone=True,
    )


def open_incidents(found: Sequence[Incident]) -> Fact:
    """What is still to be put right with a customer: nothing where nothing is."""
    if not found:
        return Fact("", Content(""))
    count = counted(len(found), "open incident")
    mark = Content.styled(f"! {count}: ", f"bold {Tone.BAD.value}")
    return Fact("", mark + Content("; ").join(one_line(one.what) for one in found), alone=True)


def _owed(commitment: Commitment, days: DueDays) -> Content:
    mark = when_mark(days.stands(commitment.due))
    if commitment.due is None:
        words = "open"
    elif commitment.due < days.today:
        words = f"was due {spoken(commitment.due, days.today)}"
    else:
        words = near_day(commitment.due, days.today)
    return Content.styled(f"{mark.symbol} {words}", mark.style)


def _line(
    record: Record, on: date | None, what: str, text: Content, state: Content, today: date, group: str
) -> Related:
    return Related(record, on, spoken_day(on, today) if on else "", what, text, state, group)


def _by_day(line: Related) -> int:
    return -line.on.toordinal() if line.on else 0
