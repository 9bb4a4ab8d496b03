"""Reviews: what waits for the one who sits here, then the deals in which something was promised."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.review import WORST_FIRST
from crm_tui.domain.waiver import Waiver
from crm_tui.services import incidents
from crm_tui.services.customers import Names
from crm_tui.services.gifts import Given
from crm_tui.services.house_words import HouseWords
from crm_tui.services.incidents import Flag
from crm_tui.services.review import comparable
from crm_tui.services.review_queue import Waiting, Waits, queue
from crm_tui.tui import keymap, present
from crm_tui.tui.giving import act_on
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.screens.review import ReviewPage
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.explanation import Explanation
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

GROUPS = {
    Waits.REVIEW: "Waiting for you to decide",
    Waits.RETURNED: "Returned to you",
    Waits.STALE: "Approvals that count no more",
    Waits.EXCEPTION: "Exceptions waiting for you",
    Waits.WAIVER: "Waivers waiting for you",
}
"""The headings of the queue."""

GIFTS = "Gifts waiting for your approval"
"""The heading of those."""

DEALS = "Deals with promises"
"""The heading of the rest."""


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal in which something was promised, or in which something waits; or a gift that waits."""

    deal: Deal | None
    """Which; None for a gift."""

    customer: str
    """Whose."""

    promises: int
    """How many promises can be compared."""

    paper: str
    """The newest paper's name; empty while there is none."""

    waiting: Waiting | None = None
    """What waits there for the one who sits here; None for a line of all deals."""

    given: Given | None = None
    """The gift that waits for who sits here."""

    begin_at: str = ""
    """The key of the finding that it is about."""

    flag: Flag = Flag.NONE
    """Whether something went wrong for the customer, on an open deal."""

    @property
    def key(self) -> object:
        """Tells it from the others."""
        if self.given is not None:
            return "gift", self.given.gift.id
        if self.waiting is not None:
            return self.waiting.what, self.waiting.opens.id
        return self.deal.id if self.deal is not None else None


class ReviewsScreen(Page[tuple[DealLine, ...]]):
    """The queue by age, then the deals with promises; opened, each shows its review."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.ATTACH, keymap.IN_FULL]

    def __init__(self) -> None:
        super().__init__()
        self.deals: RecordList[DealLine] = RecordList(
            self._columns(),
            lambda line: line.key,
            empty=f"No deal has a promise to compare: press {keymap.shown(keymap.CAPTURE)} to capture what was said",
            noun=DEALS.lower(),
            group=self._group,
            id="deals",
        )
        """The list of deals."""
        self._waiting = 0
        self._explanation = Explanation()

    def body(self) -> ComposeResult:
        """The list, and the line under the cursor without anything cut."""
        yield self.deals
        yield self._explanation

    def open_deal(self, deal_id: int, came_from: str | None = None) -> None:
        """Review this deal; the way back leads to the mode ``came_from``, else to the list."""
        self.deals.select(deal_id)
        self.app.push_screen(ReviewPage(deal_id, came_from))

    def read(self) -> tuple[DealLine, ...]:
        """What waits, then the deals with promises."""
        store = self.desk.store
        names = Names(store)
        names_of_papers = {one.deal_id: one.name for one in sorted(store.find(Document), key=lambda one: one.version)}
        promised: dict[int, int] = {}
        for one in comparable(store.find(Commitment)):
            if one.deal_id is not None:
                promised[one.deal_id] = promised.get(one.deal_id, 0) + 1
        deals = [deal for one in promised if (deal := store.get(Deal, one)) is not None]
        deals.sort(key=lambda deal: (not deal.is_open, deal.id not in names_of_papers, deal.id))
        lines = [
            DealLine(deal, names.of(deal.customer_id), promised[deal.id], names_of_papers.get(deal.id, ""))
            for deal in deals
        ]
        found = queue(self.desk)
        waiting = [
            DealLine(
                one.deal,
                one.customer,
                promised.get(one.deal.id, 0),
                names_of_papers.get(one.deal.id, ""),
                one,
                begin_at=self._about(one),
            )
            for one in found.waiting
        ]
        given = [DealLine(None, one.customer, 0, "", given=one) for one in found.gifts]
        wrong = incidents.flags(store, self.desk.today())
        return tuple(
            replace(line, flag=wrong[line.deal.customer_id])
            if line.deal is not None and line.deal.is_open and line.deal.customer_id in wrong
            else line
            for line in (*waiting, *given, *lines)
        )

    def show(self, found: tuple[DealLine, ...]) -> None:
        """Fill the list, and reckon the verdicts behind it."""
        self._waiting = sum(line.waiting is not None or line.given is not None for line in found)
        waits = f"{self._waiting} wait{'s' if self._waiting == 1 else ''} for you"
        self.deals.show(found, "" if self._waiting else DEALS.lower(), waits if self._waiting else "")
        self._explain()
        deals = [line.deal.id for line in found if line.waiting is None and line.deal is not None]
        self.desk_app.verdicts.reckon(deals, self, self._in_sight)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on the deal that something was promised for, or that a paper was attached to."""
        return isinstance(record, Commitment | Document) and self.deals.select(record.deal_id)

    def subject(self) -> tuple[int | None, int | None]:
        """The deal under the cursor."""
        line = self.deals.current
        if line is None:
            return None, None
        if line.given is not None:
            return line.given.gift.customer_id, line.given.gift.deal_id
        return (line.deal.customer_id, line.deal.id) if line.deal is not None else (None, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A paper is attached to a deal."""
        if action == "attach":
            return self.deals.current is not None and self.deals.current.deal is not None
        return super().check_action(action, parameters)

    def action_attach(self) -> None:
        """Attach a paper to the deal."""
        from crm_tui.tui.forms.attach import AttachForm

        if (line := self.deals.current) is not None and line.deal is not None:
            self.desk_app.open_form(AttachForm(self.desk, line.deal))

    def action_in_full(self) -> None:
        """All of the line under the cursor."""
        if self.deals.current is not None:
            self.app.push_screen(InFullScreen(self._explanation.text))

    @on(RecordList.Moved, "#deals")
    def _explain(self) -> None:
        line = self.deals.current
        self._explanation.say(_told(line, self.desk_app.house) if line else Content(""))

    @on(RecordList.Opened, "#deals")
    def _open(self) -> None:
        line = self.deals.current
        if line is not None and line.given is not None:
            act_on(self, line.given)
        elif line is not None and line.deal is not None:
            self.app.push_screen(ReviewPage(line.deal.id, begin_at=line.begin_at))

    def _in_sight(self) -> list[int]:
        return [line.deal.id for line in self.deals.in_sight if line.deal is not None]

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        self.deals.repaint()

    def _about(self, waiting: Waiting) -> str:
        """The finding that somebody asked something for."""
        kinds: dict[Waits, type[Waiver] | type[Resolution]] = {Waits.WAIVER: Waiver, Waits.EXCEPTION: Resolution}
        kind = kinds.get(waiting.what)
        asked = self.desk.store.get(kind, waiting.opens.id) if kind else None
        return asked.about if asked else ""

    def _group(self, line: DealLine) -> str:
        if line.waiting is not None:
            return GROUPS[line.waiting.what]
        if line.given is not None:
            return GIFTS
        return DEALS if self._waiting else ""

    def _columns(self) -> list[Column[DealLine]]:
        return [
            Column("Customer", lambda line: present.flagged(present.safe(line.customer), line.flag), share=3),
            Column("Deal", lambda line: present.safe(_what(line)), share=3),
            Column(
                "Stage",
                lambda line: present.safe(self.desk_app.house.stage(line.deal.stage) if line.deal is not None else ""),
                width=12,
                from_width=110,
            ),
            Column(
                "Promises",
                lambda line: Content(str(line.promises)),
                lambda line: -line.promises,
                width=8,
                right=True,
                from_width=100,
            ),
            Column("Verdicts", self._verdicts, self._urgency, width=23),
            Column("Paper", _last, share=2),
        ]

    def _verdicts(self, line: DealLine) -> Content:
        if line.waiting is not None:
            return present.safe(f"{line.waiting.by}, {_age(line.waiting.days)}")
        if line.given is not None:
            return present.safe(f"{line.given.gift.by}, {self._given_ago(line.given)}")
        known = self.desk_app.verdicts.known(line.deal.id) if line.deal is not None else None
        return known.content if known else Content("…")

    def _given_ago(self, given: Given) -> str:
        return _age(max(0, (self.today - given.gift.on).days))

    def _urgency(self, line: DealLine) -> int:
        known = self.desk_app.verdicts.known(line.deal.id) if line.deal is not None else None
        worst = known.worst if known else None
        return WORST_FIRST.index(worst) if worst else len(WORST_FIRST)


def _last(line: DealLine) -> Content:
    """The paper; where something waits, why. What its maker thinks is read after the facts."""
    waiting = line.waiting
    if line.given is not None:
        return present.one_line(line.given.why)
    if waiting is not None and waiting.what is not Waits.REVIEW and waiting.told:
        return present.one_line(waiting.told)
    return present.safe(line.paper or "no paper yet")


def _told(line: DealLine, words: HouseWords) -> Content:
    """Whose it is, the deal and its paper; then what waits there, who brought it, and when."""
    if line.given is not None:
        gift = line.given.gift
        asked = present.one_line(f"Gift to approve, by {gift.by}: {line.given.why}", "bold")
        return Content("\n").join([asked, present.one_line(f"{line.customer} · {_what(line)}")])
    if line.deal is None:
        return Content("")
    paper = line.paper or "no paper yet"
    told = present.one_line(f"{line.customer} · {line.deal.title} · {words.stage(line.deal.stage)} · {paper}")
    waiting = line.waiting
    if waiting is None:
        return told
    why = f": {waiting.told}" if waiting.told else ""
    first = f"{str(waiting.what).capitalize()}, by {waiting.by}, {_age(waiting.days)}{why}"
    return Content("\n").join([present.one_line(first, "bold"), told])


def _what(line: DealLine) -> str:
    """The deal's title; of a gift what it is, and its worth."""
    if line.given is not None:
        return f"{line.given.gift.what}, {line.given.gift.value.words}"
    return line.deal.title if line.deal is not None else ""


def _age(days: int) -> str:
    return present.counted(days, "day") if days else "today"
