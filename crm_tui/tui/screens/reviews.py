"""Reviews: what waits for the one who sits here, then the deals in which something was promised."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
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
from crm_tui.services import customers, incidents
from crm_tui.services.customers import Names, phrases
from crm_tui.services.gifts import Given
from crm_tui.services.incidents import Flag
from crm_tui.services.long_lists import Last, Ordered
from crm_tui.services.promised import Promised, promised
from crm_tui.services.review_queue import Waiting, Waits, queue
from crm_tui.tui import keymap, present
from crm_tui.tui.giving import act_on
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.screens.review import ReviewPage
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.explanation import Explanation
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.long_rows import LongRows
from crm_tui.tui.widgets.promised_rows import DEALS, GIFTS, GROUPS, DealLine, age, last_cell, told, what_of
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class Found:
    """One reading of the list."""

    lines: Sequence[DealLine] | LongRows[DealLine]
    """What waits, then the deals with promises."""

    waiting: int
    """How much waits for the one who sits here."""


class ReviewsScreen(Page[Found]):
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
        self._all: Last[Promised] = Last()
        self._sorted: Last[Ordered[None]] = Last()
        self._wrong: Last[dict[int, Flag]] = Last()
        self._explanation = Explanation()

    def body(self) -> ComposeResult:
        """The list, and the line under the cursor without anything cut."""
        yield self.deals
        yield self._explanation

    def open_deal(self, deal_id: int, came_from: str | None = None) -> None:
        """Review this deal; the way back leads to the mode ``came_from``, else to the list."""
        self.deals.select(deal_id)
        self.app.push_screen(ReviewPage(deal_id, came_from))

    def read(self) -> Found:
        """What waits, then the deals with promises."""
        store = self.desk.store
        known = self._promised
        found = queue(self.desk)
        queued = [
            DealLine(
                one.deal,
                one.customer,
                known.promises.get(one.deal.id, 0),
                known.papers.get(one.deal.id, ""),
                one,
                begin_at=self._about(one),
            )
            for one in found.waiting
        ]
        queued = self._flagged(queued) + [DealLine(None, one.customer, 0, "", given=one) for one in found.gifts]
        if len(known.listed) <= customers.MOST:
            return Found((*queued, *self._lines(known.listed.numbers)), len(queued))
        needle, (by, descending) = self.deals.needle, self.deals.sorting
        # what the papers say becomes known by and by
        asked = (store.version(), by, descending, object() if by == "Verdicts" else None)
        listed = self._sorted.of(asked, lambda: known.sorted(store, by, self._worst, descending=descending))
        numbers = listed.narrowed(known.fitting(store, needle)).numbers
        first = {line.number: line for line in queued if line.has(phrases(needle))}
        groups = [*Counter(map(self._heading, first.values())).items(), (DEALS if queued else "", len(numbers))]
        rows = LongRows(
            array("Q", first) + numbers, self._rows, of=len(queued) + len(known.listed), groups=groups, known=first
        )
        return Found(self.deals.look_ahead(rows), len(queued))

    @property
    def _promised(self) -> Promised:
        store = self.desk.store
        return self._all.of(store.version(), lambda: promised(store))

    def _rows(self, numbers: Sequence[int]) -> Iterable[tuple[int, DealLine]]:
        return ((line.number, line) for line in self._lines(numbers))

    def _lines(self, numbers: Iterable[int]) -> list[DealLine]:
        known, names, store = self._promised, Names(self.desk.store), self.desk.store
        deals = (deal for number in numbers if (deal := store.get(Deal, number)) is not None)
        return self._flagged(
            DealLine(deal, names.of(deal.customer_id), known.promises.get(deal.id, 0), known.papers.get(deal.id, ""))
            for deal in deals
        )

    def _flagged(self, lines: Iterable[DealLine]) -> list[DealLine]:
        store = self.desk.store
        wrong = self._wrong.of((store.version(), self.today), lambda: incidents.flags(store, self.today))
        return [
            replace(line, flag=wrong[line.deal.customer_id])
            if line.deal is not None and line.deal.is_open and line.deal.customer_id in wrong
            else line
            for line in lines
        ]

    def show(self, found: Found) -> None:
        """Fill the list, and reckon the verdicts behind it."""
        self._waiting = found.waiting
        waits = f"{self._waiting} wait{'s' if self._waiting == 1 else ''} for you"
        self.deals.show(found.lines, "" if self._waiting else DEALS.lower(), waits if self._waiting else "")
        self._explain()
        self._reckon()

    @on(RecordList.Came)
    def _reckon(self) -> None:
        deals = [line.deal.id for line in self.deals.at_hand if line.waiting is None and line.deal is not None]
        self.desk_app.verdicts.reckon(deals, self, self._in_sight)

    @on(RecordList.Sought)
    def _search(self) -> None:
        self.reload()

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
        self._explanation.say(told(line, self.desk_app.house) if line else Content(""))

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
        return self._heading(line) or (DEALS if self._waiting else "")

    @staticmethod
    def _heading(line: DealLine) -> str:
        if line.waiting is not None:
            return GROUPS[line.waiting.what]
        return GIFTS if line.given is not None else ""

    def _columns(self) -> list[Column[DealLine]]:
        return [
            Column("Customer", lambda line: present.flagged(present.safe(line.customer), line.flag), share=3),
            Column("Deal", lambda line: present.safe(what_of(line)), share=3),
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
            Column("Paper", last_cell, share=2),
        ]

    def _verdicts(self, line: DealLine) -> Content:
        if line.waiting is not None:
            return present.safe(f"{line.waiting.by}, {age(line.waiting.days)}")
        if line.given is not None:
            return present.safe(f"{line.given.gift.by}, {self._given_ago(line.given)}")
        known = self.desk_app.verdicts.known(line.deal.id) if line.deal is not None else None
        return known.content if known else Content("…")

    def _given_ago(self, given: Given) -> str:
        return age(max(0, (self.today - given.gift.on).days))

    def _urgency(self, line: DealLine) -> int:
        return self._worst(line.deal.id if line.deal is not None else 0)

    def _worst(self, deal_id: int) -> int:
        known = self.desk_app.verdicts.known(deal_id)
        worst = known.worst if known else None
        return WORST_FIRST.index(worst) if worst else len(WORST_FIRST)
