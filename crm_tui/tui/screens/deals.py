"""Deals: business under way, with what the comparison found."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.record import Record
from crm_tui.domain.review import WORST_FIRST
from crm_tui.services import customers, incidents
from crm_tui.services.customers import Names, folded
from crm_tui.services.deals import PRESSING, all_listed, under_way
from crm_tui.services.incidents import Flag
from crm_tui.services.long_lists import Last, Ordered, holding, narrowest
from crm_tui.services.ports import Wanted
from crm_tui.services.search_filters import among
from crm_tui.services.search_words import Kind, Name
from crm_tui.tui import keymap
from crm_tui.tui.opening import owner_form
from crm_tui.tui.present import flag_note, flagged, safe, short_money, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.long_rows import LongRows
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal with its customer's name."""

    deal: Deal
    """Which."""

    customer: str
    """Whose."""

    flag: Flag = Flag.NONE
    """Whether something went wrong for them, on an open deal."""


@dataclass(frozen=True, slots=True)
class Deals:
    """One reading of the list."""

    lines: list[DealLine] | LongRows[DealLine]
    """The deals nearest to a signature first."""

    flags: str
    """What the marks among them mean."""


class DealsScreen(Page[Deals]):
    """The list of deals: the open ones, or all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Add a deal"),
        keymap.named(keymap.EDIT, "Edit", "Change the deal under the cursor"),
        keymap.REVIEW,
        keymap.ATTACH,
        keymap.named(keymap.HAND_OVER_CUSTOMER, "Hand over", "Ask somebody else to take the deal over"),
        keymap.named(keymap.SHOW_ALL, "All/open", "Show signed, live and lost deals too, or only open ones"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.all = False
        """Whether deals that are no longer open are shown."""
        self._all: Last[Ordered[Stage]] = Last()
        self._flagged: Last[dict[int, Flag]] = Last()
        self._marked: Last[dict[int, Flag]] = Last()
        self.records: RecordList[DealLine] = RecordList(
            [
                Column("Deal", lambda line: safe(line.deal.title), lambda line: folded(line.deal.title), share=5),
                Column("Customer", _customer, lambda line: folded(line.customer), share=4),
                Column("Since", self._since, lambda line: line.deal.stage_since, width=11, from_width=100),
                Column("Value", lambda line: Content(short_money(line.deal.value)), _worth, width=13, right=True),
                Column("Owner", lambda line: safe(line.deal.owner), width=9, from_width=70),
                Column("Paper says", self._verdicts, lambda line: self._urgency(line.deal.id), width=18),
                Column("Next step", lambda line: safe(line.deal.next_step), share=5, from_width=110),
            ],
            lambda line: line.deal.id,
            group=lambda line: self._stage(line.deal.stage),
            filters=(
                *(Name.OWNER, Name.STAGE, Name.STATUS, Name.VALUE),
                *(Name.CUSTOMER, Name.SINCE, Name.UNTIL),
            ),
            empty=f"No open deals: press {keymap.shown(keymap.NEW)} to add one, "
            f"{keymap.shown(keymap.SHOW_ALL)} to see closed ones",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> Deals:
        """The deals nearest to a signature first, with their customers' names."""
        store, asked = self.desk.store, self.records.asked
        fitting = among(self.desk, Kind.DEAL, asked)
        if store.count(Deal) > customers.MOST:
            listed = self._listed()
            if len(listed) > customers.MOST:
                fitting = narrowest(fitting, holding(store, Deal, asked.text))
                found = listed.narrowed(fitting)
                groups = [(self._stage(stage), count) for stage, count in found.counts.items()]
                rows = LongRows(found.numbers, self._rows, of=len(listed), groups=groups)
                return Deals(self.records.look_ahead(rows), self._flags(fitting))
        deals = store.find(Deal) if self._everything else under_way(store)
        deals = [deal for deal in deals if fitting is None or deal.id in fitting]
        deals.sort(key=lambda deal: (PRESSING.index(deal.stage), deal.stage_since, deal.id))
        lines = self._lines(deals)
        return Deals(lines, flag_note(line.flag for line in lines))

    @property
    def _everything(self) -> bool:
        """Whether those that are no longer open are meant: whoever asks for a stage means deals of it, open or not."""
        return self.all or self.records.asked.asks(Name.STAGE, Name.STATUS)

    def _listed(self) -> Ordered[Stage]:
        """All that is listed, whatever the filter."""
        store, (by, descending) = self.desk.store, self.records.sorting
        stages = PRESSING if self._everything else OPEN_STAGES
        # what the papers say becomes known by and by
        asked = (store.version(), by, descending, stages, object() if by == "Paper says" else None)
        return self._all.of(asked, lambda: all_listed(store, self._urgency, stages, by, descending=descending))

    @property
    def _wrong(self) -> dict[int, Flag]:
        store = self.desk.store
        return self._flagged.of((store.version(), self.today), lambda: incidents.flags(store, self.today))

    def _flags(self, fitting: Set[int] | None) -> str:
        """The note for a long list, whose lines are not held."""
        store = self.desk.store
        marked = self._marked.of((store.version(), self.today), self._find_marked)
        return flag_note(flag for one, flag in marked.items() if fitting is None or one in fitting)

    def _find_marked(self) -> dict[int, Flag]:
        """The marks of open deals, by number."""
        store, wrong = self.desk.store, self._wrong
        theirs = store.holding(Deal, Wanted((), {"customer_id": frozenset(wrong)})) if wrong else frozenset()
        rows = store.fields(Deal, "customer_id", "stage", among=theirs)
        return {one: wrong[whose] for one, whose, stage in rows if (stage or Stage.ENQUIRY) in OPEN_STAGES}

    def _rows(self, numbers: Sequence[int]) -> Iterable[tuple[int, DealLine]]:
        found = (self.desk.store.get(Deal, number) for number in numbers)
        return ((line.deal.id, line) for line in self._lines([one for one in found if one is not None]))

    def _lines(self, deals: Sequence[Deal]) -> list[DealLine]:
        names, wrong = Names(self.desk.store), self._wrong
        return [
            DealLine(
                deal, names.of(deal.customer_id), wrong.get(deal.customer_id, Flag.NONE) if deal.is_open else Flag.NONE
            )
            for deal in deals
        ]

    def show(self, found: Deals) -> None:
        """Fill the list, and reckon the verdicts behind it."""
        self.records.show(found.lines, "deals, open or not" if self._everything else "open deals", found.flags)
        self._reckon()

    @on(RecordList.Came)
    def _reckon(self) -> None:
        self.desk_app.verdicts.reckon([line.deal.id for line in self.records.at_hand], self, self._in_sight)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a deal."""
        return isinstance(record, Deal) and self.records.select(record.id)

    def subject(self) -> tuple[int | None, int | None]:
        """The deal under the cursor, and whose it is."""
        line = self.records.current
        return (line.deal.customer_id, line.deal.id) if line else (None, None)

    def _in_sight(self) -> list[int]:
        return [line.deal.id for line in self.records.in_sight]

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        self.records.repaint()

    @on(RecordList.Sought)
    def _search(self) -> None:
        self.reload()

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.deal import DealPage

        if line := self.records.current:
            self.app.push_screen(DealPage(line.deal.id))

    def action_new(self) -> None:
        """Add a deal."""
        from crm_tui.tui.forms.deal import DealForm

        self.desk_app.open_form(DealForm(self.desk, None, None))

    def action_edit(self) -> None:
        """Change the deal under the cursor."""
        from crm_tui.tui.forms.deal import DealForm

        if line := self.records.current:
            self.desk_app.open_form(DealForm(self.desk, line.deal, line.deal.customer_id))

    def action_hand_over(self) -> None:
        """Ask somebody else to take the deal under the cursor over, while its customer stays."""
        if line := self.records.current:
            self.desk_app.open_form(owner_form(self.desk, line.deal))

    def action_review(self) -> None:
        """Review the deal under the cursor."""
        if line := self.records.current:
            self.desk_app.open_review(line.deal.id)

    def action_attach(self) -> None:
        """Attach a paper to the deal under the cursor."""
        from crm_tui.tui.forms.attach import AttachForm

        if line := self.records.current:
            self.desk_app.open_form(AttachForm(self.desk, line.deal))

    def action_show_all(self) -> None:
        """Show closed deals too, or leave them out."""
        self.all = not self.all
        self.reload()

    def _stage(self, stage: str) -> str:
        return self.desk_app.house.stage(stage)

    def _since(self, line: DealLine) -> Content:
        return Content(spoken_day(line.deal.stage_since, self.today))

    def _verdicts(self, line: DealLine) -> Content:
        known = self.desk_app.verdicts.known(line.deal.id)
        return known.content if known else Content("…")

    def _urgency(self, deal_id: int) -> tuple[int, ...]:
        known = self.desk_app.verdicts.known(deal_id)
        if known is None or not known.paper:
            return (1,)
        return (0, *(-known.counts[verdict] for verdict in WORST_FIRST))


def _customer(line: DealLine) -> Content:
    return flagged(safe(line.customer), line.flag)


def _worth(line: DealLine) -> tuple[str, float]:
    value = line.deal.value
    return (value.currency, -float(value.amount)) if value else ("~", 0.0)
