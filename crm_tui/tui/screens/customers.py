"""Customers: everybody this desk deals with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.record import Record
from crm_tui.services import customer_list, customers, incidents, settings
from crm_tui.services.customer_list import UnderWay
from crm_tui.services.customers import folded
from crm_tui.services.incidents import Flag
from crm_tui.services.long_lists import Last, Ordered, holding, narrowest
from crm_tui.services.search_filters import among
from crm_tui.services.search_words import Kind, Name
from crm_tui.tui import keymap
from crm_tui.tui.present import flag_note, flagged, safe
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.long_rows import LongRows
from crm_tui.tui.widgets.record_list import RecordList

_KINDS = {CustomerKind.INDIVIDUAL: "person", CustomerKind.INSTITUTION: "firm"}


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """A customer with what is under way."""

    customer: Customer
    """Who."""

    deals: int
    """How many deals are open."""

    owed: int
    """How many commitments are open."""

    flag: Flag = Flag.NONE
    """Whether something went wrong for them."""


def _number(count: int) -> Content:
    return Content(str(count) if count else "–")


_COLUMNS: list[Column[CustomerLine]] = [
    Column("Name", lambda line: flagged(safe(line.customer.name), line.flag), lambda line: folded(line.customer.name)),
    Column("Kind", lambda line: Content(_KINDS[line.customer.kind]), width=6),
    Column("Place", lambda line: safe(line.customer.place), width=14),
    Column("Phone", lambda line: safe(line.customer.phone), width=17, from_width=70),
    Column("E-mail", lambda line: safe(line.customer.email), width=26, from_width=110),
    Column("Owner", lambda line: safe(line.customer.owner), width=10),
    Column("Deals", lambda line: _number(line.deals), lambda line: -line.deals, width=5, right=True),
    Column("Owed", lambda line: _number(line.owed), lambda line: -line.owed, width=5, right=True),
]


@dataclass(frozen=True, slots=True)
class Customers:
    """One reading of the list."""

    lines: list[CustomerLine] | LongRows[CustomerLine]
    """By name."""

    flags: str
    """What the marks among them mean."""


class CustomersScreen(Page[Customers]):
    """The list of customers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Add a customer"),
        keymap.named(keymap.EDIT, "Edit", "Change the customer under the cursor"),
        keymap.ANNOUNCE,
        keymap.HAND_OVER_CUSTOMER,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all: Last[Ordered[None]] = Last()
        self._wrong: Last[dict[int, Flag]] = Last()
        new = keymap.shown(keymap.NEW)
        self.records: RecordList[CustomerLine] = RecordList(
            _COLUMNS,
            lambda line: line.customer.id,
            empty=f"No customers yet: press {new} to add the first",
            noun="customers",
            filters=(Name.OWNER, Name.KIND, Name.CUSTOMER, Name.SINCE, Name.UNTIL),
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> Customers:
        """The customers by name, with the numbers of open deals and commitments."""
        store, asked = self.desk.store, self.records.asked
        version = store.version()
        wrong = self._wrong.of((version, self.today), lambda: incidents.flags(store, self.today))
        fitting = among(self.desk, Kind.CUSTOMER, asked)
        if store.count(Customer) <= customers.MOST:
            lines = self._lines(one for one in customer_list.held(store) if fitting is None or one.id in fitting)
            return Customers(lines, flag_note(line.flag for line in lines))
        by, descending = self.records.sorting
        everybody = self._all.of(
            (version, by, descending), lambda: customer_list.all_listed(store, by, descending=descending)
        )
        fitting = narrowest(fitting, holding(store, Customer, asked.text))
        rows = LongRows(everybody.narrowed(fitting).numbers, self._rows, of=len(everybody))
        flags = flag_note(flag for one, flag in wrong.items() if fitting is None or one in fitting)
        return Customers(self.records.look_ahead(rows), flags)

    def _rows(self, numbers: Sequence[int]) -> Iterable[tuple[int, CustomerLine]]:
        found = (self.desk.store.get(Customer, number) for number in numbers)
        return ((line.customer.id, line) for line in self._lines(one for one in found if one is not None))

    def _lines(self, found: Iterable[Customer]) -> list[CustomerLine]:
        whom = list(found)
        store = self.desk.store
        theirs = customer_list.under_way(store, [one.id for one in whom])
        wrong = self._wrong.of((store.version(), self.today), lambda: incidents.flags(store, self.today))
        return [
            CustomerLine(
                one,
                deals=theirs.get(one.id, UnderWay()).deals,
                owed=theirs.get(one.id, UnderWay()).owed,
                flag=wrong.get(one.id, Flag.NONE),
            )
            for one in whom
        ]

    def show(self, found: Customers) -> None:
        """Fill the list."""
        self.records.show(found.lines, note=found.flags)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a customer."""
        return isinstance(record, Customer) and self.records.select(record.id)

    def subject(self) -> tuple[int | None, int | None]:
        """The customer under the cursor."""
        line = self.records.current
        return (line.customer.id if line else None), None

    @on(RecordList.Sought)
    def _search(self) -> None:
        self.reload()

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.customer import CustomerPage

        if line := self.records.current:
            self.app.push_screen(CustomerPage(line.customer.id))

    def action_announce(self) -> None:
        """Tell news to many at once."""
        from crm_tui.tui.forms.announcement import AnnounceForm

        self.look_up(
            lambda: settings.of(self.desk.store),
            lambda kept: self.desk_app.open_form(AnnounceForm(self.desk, kept)),
        )

    def action_new(self) -> None:
        """Add a customer."""
        from crm_tui.tui.forms.customer import CustomerForm

        self.desk_app.open_form(CustomerForm(self.desk, None))

    def action_hand_over(self) -> None:
        """Ask somebody else to take the customer under the cursor over."""
        from crm_tui.tui.forms.handover import HandoverForm

        if line := self.records.current:
            self.desk_app.open_form(HandoverForm.of_customer(self.desk, line.customer))

    def action_edit(self) -> None:
        """Change the customer under the cursor."""
        from crm_tui.tui.forms.customer import CustomerForm

        if line := self.records.current:
            self.desk_app.open_form(CustomerForm(self.desk, line.customer))
