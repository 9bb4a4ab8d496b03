"""What was given away beside what was won, as a small chart with its numbers."""

from decimal import Decimal

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.gift import Gift
from crm_tui.services.given_and_won import Balance, Part, balances
from crm_tui.tui.present import Tone, one_line, safe
from crm_tui.tui.screens.detail import in_full
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_BAR = 12


class GivenAndWonScreen(Page[tuple[Balance, ...]]):
    """By currency a customer on each line, with a bar for what was won and one for what was given; all on one scale."""

    def __init__(self) -> None:
        super().__init__()
        self._most: dict[str, Decimal] = {}
        self.records: RecordList[Balance] = RecordList(
            [
                Column("Customer", lambda one: safe(one.customer), share=3),
                Column(
                    "Won", lambda one: safe(one.revenue.words), lambda one: one.revenue.amount, width=14, right=True
                ),
                Column("", self._won, width=_BAR, from_width=60),
                Column("Given", lambda one: safe(one.cost.words), lambda one: one.cost.amount, width=12, right=True),
                Column("", self._given, width=_BAR, from_width=60),
                Column("Of it", _percent, lambda one: one.percent or Decimal(-1), width=8, right=True),
            ],
            lambda one: (one.customer_id, one.currency),
            empty="Nothing was given away yet: a promise with its cost, or a gift, stands here beside what was won",
            noun="customers",
            group=lambda one: one.currency,
        )

    def body(self) -> ComposeResult:
        """The chart."""
        yield self.records

    def read(self) -> tuple[Balance, ...]:
        """Every customer to whom something was given."""
        return balances(self.desk.store)

    def show(self, found: tuple[Balance, ...]) -> None:
        """Draw it; each currency has a scale of its own."""
        self._most = {}
        for one in found:
            self._most[one.currency] = max(
                self._most.get(one.currency, Decimal(0)), one.revenue.amount, one.cost.amount
            )
        self.records.show(found, note="bars of one currency are on one scale")

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.app.push_screen(PartsPage(one))

    def _won(self, one: Balance) -> Content:
        return bar(one.revenue.amount, self._most.get(one.currency, Decimal(0)), Tone.GOOD)

    def _given(self, one: Balance) -> Content:
        return bar(one.cost.amount, self._most.get(one.currency, Decimal(0)), Tone.BAD)


class PartsPage(Page[Balance]):
    """The deals, promises and gifts behind one line."""

    def __init__(self, balance: Balance) -> None:
        super().__init__()
        self._balance = balance
        self.records: RecordList[Part] = RecordList(
            [
                Column("What", lambda one: one_line(_words(one)), share=4),
                Column(
                    "Amount", lambda one: safe(one.amount.words), lambda one: one.amount.amount, width=16, right=True
                ),
            ],
            lambda one: (one.record.table, one.record.id),
            empty="Nothing is left here",
            group=_kind,
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> Balance:
        """As it was reckoned when the chart was read."""
        return self._balance

    def show(self, found: Balance) -> None:
        """Fill the list."""
        self.records.show([*found.won, *found.given], found.customer, found.told)

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage
        from crm_tui.tui.screens.deal import DealPage

        one = self.records.current
        if one is None:
            return
        record = one.record
        if isinstance(record, Gift):
            self.app.push_screen(InFullScreen(in_full(record)))
        else:
            page = CommitmentPage if isinstance(record, Commitment) else DealPage
            self.app.push_screen(page(record.id))


def bar(amount: Decimal, most: Decimal, tone: Tone, width: int = _BAR) -> Content:
    """A bar of so many cells where the whole scale is ``width``; at least a sliver of anything."""
    cells = int(width * amount / most) if most else 0
    return Content.styled("█" * cells or ("▏" if amount else ""), tone.value)


def _amount(one: Part) -> Decimal:
    return one.amount.amount


def _percent(one: Balance) -> Content:
    if one.percent is None:
        return Content.styled("–", Tone.QUIET)
    return Content(f"{one.percent} %")


def _words(one: Part) -> str:
    record = one.record
    if isinstance(record, Gift):
        return f"{record.what} ({record.occasion})" if record.occasion else record.what
    return record.words if isinstance(record, Commitment) else record.title


def _kind(one: Part) -> str:
    if isinstance(one.record, Gift):
        return "Given: gifts"
    return "Given: promises at our cost" if isinstance(one.record, Commitment) else "Won"
