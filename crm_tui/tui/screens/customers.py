"""Customers: everybody this desk deals with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import Deal
from crm_tui.domain.record import Record
from crm_tui.services import incidents, settings
from crm_tui.services.customers import folded, listed
from crm_tui.services.incidents import Flag
from crm_tui.services.search_filters import among
from crm_tui.services.search_words import Kind, Name
from crm_tui.tui import keymap
from crm_tui.tui.present import flag_note, flagged, safe
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
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

    lines: list[CustomerLine]
    """By name."""

    desk: int | None
    """How many the desk has, if these are not all."""


class CustomersScreen(Page[Customers]):
    """The list of customers; of a large desk those that are looked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Add a customer"),
        keymap.named(keymap.EDIT, "Edit", "Change the customer under the cursor"),
        keymap.ANNOUNCE,
        keymap.HAND_OVER_CUSTOMER,
    ]

    def __init__(self) -> None:
        super().__init__()
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
        store = self.desk.store
        asked = self.records.asked
        found = listed(store, asked.text, among(self.desk, Kind.CUSTOMER, asked))
        wrong = incidents.flags(store, self.desk.today())
        lines = [
            CustomerLine(
                one,
                deals=sum(deal.is_open for deal in store.find(Deal, customer_id=one.id)),
                owed=sum(owed.is_open for owed in store.find(Commitment, customer_id=one.id)),
                flag=wrong.get(one.id, Flag.NONE),
            )
            for one in found.customers
        ]
        return Customers(lines, found.desk if found.is_part else None)

    def show(self, found: Customers) -> None:
        """Fill the list."""
        flags = flag_note(line.flag for line in found.lines)
        self.records.show(found.lines, note=flags, of=found.desk)

    def seek(self, saved: Sequence[Record]) -> None:
        """Set the cursor on a customer; where only some are listed, this one is looked for."""
        super().seek(saved)
        who = next((one for one in saved if isinstance(one, Customer)), None)
        if who is not None and self.records.is_part and not self.records.holds(who.id):
            self.records.narrow(who.name)

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
