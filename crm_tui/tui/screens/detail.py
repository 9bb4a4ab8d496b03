"""One record: its facts, and below them all that belongs to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Direction, Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.services.check_day import spoken
from crm_tui.services.feedback import US, Opinions
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.services.incidents import Flag, recent
from crm_tui.services.needs import Noted
from crm_tui.services.timeline import Entry
from crm_tui.services.work_calendar import DueDays
from crm_tui.tui import keymap
from crm_tui.tui.adding import Added
from crm_tui.tui.present import (
    counted,
    flagged,
    incident_mark,
    kind_word,
    lines,
    near_day,
    one_line,
    paper_name,
    safe,
    spoken_day,
    status_mark,
    when_mark,
)
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.widgets.facts import Fact, Facts
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

Found = TypeVar("Found")

_COLOURED = (Commitment, Incident)
_EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Related:
    """One record that belongs to another."""

    target: Record | None
    """What opening it shows; None for a line that stands for no record."""

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

    opens: Callable[["DetailPage[Any]"], None] | None = None
    """What opening it does, where that is not to show the page of a record."""

    name: str = ""
    """Tells it apart from the other lines of its heading, where it stands for no record."""

    need: Noted | None = None
    """The need that it tells of, where no deal answers it yet."""

    @property
    def record(self) -> tuple[str, int] | None:
        """The table and the number of its record."""
        return (self.target.table, self.target.id) if self.target is not None else None

    @property
    def key(self) -> tuple[object, ...]:
        """Tells it apart from every other line."""
        return self.group, self.record, self.name


class DetailPage(SettlingPage[Found]):
    """Facts on top, a list of related records below."""

    CSS_PATH = "../styles/detail.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.NEW, keymap.EDIT]
    is_of_one = True
    NOUN: ClassVar[str] = ""
    """What is listed below, in the plural."""
    GROUPED: ClassVar[bool] = False
    """Whether the list has headings."""
    NEW_KINDS: ClassVar[tuple[Added, ...]] = ()
    """What can be added here."""

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
            lambda line: line.key,
            empty=f"Nothing here yet: {keymap.shown(keymap.CAPTURE)} captures what was said, "
            f"{keymap.shown(keymap.NEW)} adds a record",
            noun=self.NOUN,
            group=(lambda line: line.group) if self.GROUPED else None,
        )

    def body(self) -> ComposeResult:
        """Facts, then the list."""
        yield self.facts
        yield self.records

    def point_at(self, record: Record) -> bool:
        """Set the cursor on what belongs to this record."""
        wanted = (record.table, record.id)
        found = next((one for one in self.records.shown if one.record == wanted), None)
        return found is not None and self.records.select(found.key)

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
            return bool(self.adds())
        return super().check_action(action, parameters)

    @on(RecordList.Opened)
    def _open(self) -> None:
        line = self.records.current
        if line is None:
            return
        if line.opens is not None:
            line.opens(self)
        elif line.target is not None:
            open_record(self, line.target)

    def adds(self) -> Sequence[Added]:
        """What can be added here, as it is shown."""
        return self.NEW_KINDS

    def action_new(self) -> None:
        """Add something to this record; ask what, if there is a choice."""
        kinds = self.adds()
        if self.subject()[0] is None:
            self.app.notify(f"This page is still being read: press {keymap.shown(keymap.NEW)} again in a moment")
        elif len(kinds) == 1:
            self._add(kinds[0].noun)
        else:
            answers = [(one.noun, self.desk_app.house.say(f"New {one.noun}")) for one in kinds]
            self.app.push_screen(ChoiceScreen("Add", answers), self._add)

    def _add(self, noun: str | None) -> None:
        customer_id, deal_id = self.subject()
        kind = next((one for one in self.adds() if one.noun == noun), None)
        if kind is not None and customer_id is not None:
            self.desk_app.open_form(kind.form(self.desk, customer_id, deal_id))


def open_record(page: Page[Any], record: Record) -> None:
    """Show the page of a record; a paper is shown in its deal's review, and what has no page in full."""
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
    elif isinstance(record, Handover):
        from crm_tui.tui.screens.handover import HandoverPage

        page.app.push_screen(HandoverPage(record.id))
    elif type(record) in pages:
        page.app.push_screen(pages[type(record)](record.id))
    elif (own := _listed(record)) is not None:
        page.app.push_screen(own)
    else:
        page.app.push_screen(InFullScreen(in_full(record)))


def _listed(record: Record) -> Page[Any] | None:
    """The page on which a record without one of its own is listed, with the cursor on it; None where there is none."""
    from crm_tui.tui.screens.consents import ConsentsPage
    from crm_tui.tui.screens.feedback import OpinionsPage
    from crm_tui.tui.screens.gifts import GiftsScreen
    from crm_tui.tui.screens.referrals import ReferralsScreen

    if isinstance(record, Consent):
        return ConsentsPage(record.customer_id, record.id)
    if isinstance(record, Gift):
        return GiftsScreen(record.id)
    if isinstance(record, Feedback):
        return OpinionsPage(Opinions(record.competitor.strip() or US, record.product, ()), record.id)
    return ReferralsScreen(record.customer_id) if isinstance(record, Referral) else None


def in_full(record: Record) -> Content:
    """Every field of a record that says something, each in its line."""
    told = [(name.replace("_", " "), value) for name, value in record.model_dump(mode="json").items()]
    rows = [Content.assemble((label, "bold"), " ", lines(str(value))) for label, value in told if value not in _EMPTY]
    return Content("\n").join([Content.styled(f"{type(record).__name__} {record.id}", "bold underline"), *rows])


def related(record: Record, days: DueDays, group: str = "", words: HouseWords = USUAL) -> Related:
    """A record as a line of another's list, in the firm's words."""
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
        return _line(record, record.opened, "deal", safe(record.title), safe(words.stage(record.stage)), today, group)
    if isinstance(record, Document):
        state = Content(f"{record.pages} page{'s' if record.pages != 1 else ''}")
        return _line(record, record.attached_on, "paper", paper_name(record), state, today, group)
    if isinstance(record, Customer):
        return _line(record, None, words.one, safe(record.name), safe(record.place), today, group)
    raise TypeError(f"nothing is related to a {type(record).__name__}")


def of_entry(entry: Entry, days: DueDays) -> Related:
    """What a timeline tells of a record as a line of a list."""
    record = entry.record
    if isinstance(record, _COLOURED):
        return replace(related(record, days), text=one_line(entry.words))
    return _line(record, entry.on, entry.what, one_line(entry.words), safe(entry.state), days.today, "")


def titled(text: str, aside: str = "") -> Fact:
    """The first line of the facts: what record this is."""
    return Fact(
        "",
        Content.assemble((safe(text).plain, "bold underline"), ("  " + safe(aside).plain) if aside else ""),
        alone=True,
    )


def incident_facts(found: Sequence[Incident], days: int, today: date) -> list[Fact]:
    """What is still to be put right with a customer, and what was in so many days: nothing where nothing is."""
    unsolved = [one for one in found if one.is_open]
    marks = ((unsolved, Flag.OPEN, "open incident"), (recent(found, today, days), Flag.RECENT, "recent incident"))
    return [_went_wrong(ones, flag, noun) for ones, flag, noun in marks if ones]


def _went_wrong(ones: Sequence[Incident], flag: Flag, noun: str) -> Fact:
    told = Content("; ").join(one_line(one.what) for one in ones)
    return Fact("", flagged(Content(f"{counted(len(ones), noun)}: ") + told, flag), alone=True)


def _owed(commitment: Commitment, days: DueDays) -> Content:
    mark = when_mark(days.stands(commitment.due))
    if commitment.due is None:
        told = "open"
    elif commitment.due < days.today:
        told = f"was due {spoken(commitment.due, days.today)}"
    else:
        told = near_day(commitment.due, days.today)
    return Content.styled(f"{mark.symbol} {told}", mark.style)


def _line(
    record: Record, on: date | None, what: str, text: Content, state: Content, today: date, group: str
) -> Related:
    return Related(record, on, spoken_day(on, today) if on else "", what, text, state, group)


def _by_day(line: Related) -> int:
    return -line.on.toordinal() if line.on else 0
