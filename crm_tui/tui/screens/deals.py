"""Deals: business under way, with what the comparison found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.deal import OPEN_STAGES, Deal
from crm_tui.domain.record import Record
from crm_tui.domain.review import WORST_FIRST
from crm_tui.services import customers, incidents
from crm_tui.services.customers import Names, folded
from crm_tui.services.deals import PRESSING, first_listed, under_way
from crm_tui.services.incidents import Flag
from crm_tui.services.parts import Wish
from crm_tui.services.search_filters import among
from crm_tui.services.search_words import Kind, Name
from crm_tui.tui import keymap
from crm_tui.tui.opening import owner_form
from crm_tui.tui.present import flag_note, flagged, safe, short_money, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.listing import Column
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

    lines: list[DealLine]
    """The deals nearest to a signature first."""

    desk: int | None = None
    """How many there are, if these are not all."""

    groups: Mapping[str, int] = field(default_factory=dict)
    """How many of each stage are found then."""


class DealsScreen(Page[Deals]):
    """The list of deals: the open ones, or all; of a large desk the first, or those that are looked for."""

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
        # whoever asks for a stage means deals of that stage, open or not
        everything = self.all or asked.asks(Name.STAGE, Name.STATUS)
        if store.count(Deal) > customers.MOST:
            wish = Wish(asked.text, *self.records.sorting, among=fitting)
            part, total = first_listed(store, wish, self._urgency, PRESSING if everything else OPEN_STAGES)
            if total > customers.MOST:
                deals = [one for record_id in part.ids if (one := store.get(Deal, record_id)) is not None]
                return Deals(
                    self._lines(deals), total, {self._stage(stage): count for stage, count in part.groups.items()}
                )
        deals = store.find(Deal) if everything else under_way(store)
        deals = [deal for deal in deals if fitting is None or deal.id in fitting]
        deals.sort(key=lambda deal: (PRESSING.index(deal.stage), deal.stage_since, deal.id))
        return Deals(self._lines(deals))

    def _lines(self, deals: Sequence[Deal]) -> list[DealLine]:
        names, wrong = Names(self.desk.store), incidents.flags(self.desk.store, self.desk.today())
        return [
            DealLine(
                deal, names.of(deal.customer_id), wrong.get(deal.customer_id, Flag.NONE) if deal.is_open else Flag.NONE
            )
            for deal in deals
        ]

    def show(self, found: Deals) -> None:
        """Fill the list, and reckon the verdicts behind it."""
        flags = flag_note(line.flag for line in found.lines)
        everything = self.all or self.records.asked.asks(Name.STAGE, Name.STATUS)
        noun = "deals, open or not" if everything else "open deals"
        self.records.show(found.lines, noun, flags, of=found.desk, totals=found.groups)
        self.desk_app.verdicts.reckon([line.deal.id for line in found.lines], self, self._in_sight)

    def seek(self, saved: Sequence[Record]) -> None:
        """Set the cursor on a deal; where only some are listed, this one is looked for."""
        super().seek(saved)
        deal = next((one for one in saved if isinstance(one, Deal)), None)
        if deal is not None and self.records.is_part and not self.records.holds(deal.id):
            self.records.narrow(deal.title)

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
