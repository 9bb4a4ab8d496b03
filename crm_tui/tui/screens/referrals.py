"""Who came by whom, drawn as trees, with depth and what was won."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.services import referrals
from crm_tui.services.referrals import Chains, Link
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, counted, safe, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


class ReferralsScreen(Page[Chains]):
    """All chains, or the one that a customer belongs to; opening a line shows that customer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New referral", "Record that a customer came by another one")
    ]

    def __init__(self, customer_id: int | None = None) -> None:
        """``customer_id`` is whose chain is shown; all chains, if nobody's."""
        super().__init__()
        self.is_of_one = customer_id is not None  # type: ignore[misc]  # this page is about one customer or about all
        self._customer_id = customer_id
        self._begun = False
        self.about = Static("", classes="kept-record--trend", markup=False)
        """What is counted."""
        self.records: RecordList[Link] = RecordList(
            [
                Column("Customer", lambda one: safe(one.branch) + safe(one.name), share=4),
                Column("Depth", lambda one: Content(str(one.depth)), width=5, right=True),
                Column("Came on", self._came, width=11, from_width=90),
                Column("Won with them", lambda one: _won(one.won.words), share=3),
                Column("By them", _by_them, share=3),
            ],
            lambda one: one.customer_id,
            empty=f"Nobody came by another customer yet: {keymap.shown(keymap.NEW)} records that somebody did",
            noun="customers in chains",
            sortable=False,
        )

    def body(self) -> ComposeResult:
        """What is counted, then the trees."""
        yield self.about
        yield self.records

    def read(self) -> Chains:
        """Every chain that is shown."""
        return referrals.chains(self.desk.store, self._customer_id)

    def show(self, found: Chains) -> None:
        """Draw them."""
        told = f"{counted(found.referred, 'customer')} came by another, in {counted(found.chains, 'chain')}"
        won = f"; won with them: {found.won.words or 'nothing yet'}" if found.referred else ""
        self.about.update(told + won)
        self.records.show(found.links)
        if not self._begun and self._customer_id is not None:
            self._begun = self.records.select(self._customer_id)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on who came, or who was changed."""
        if isinstance(record, Customer):
            return self.records.select(record.id)
        return isinstance(record, Referral | Commitment) and self.records.select(record.customer_id)

    def subject(self) -> tuple[int | None, int | None]:
        """The customer under the cursor."""
        one = self.records.current
        return (one.customer_id if one else self._customer_id), None

    def action_new(self) -> None:
        """Record that somebody came by the customer under the cursor, or by another one."""
        from crm_tui.tui.forms.referral import ReferralForm

        self.desk_app.open_form(ReferralForm(self.desk, self.subject()[0]))

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.customer import CustomerPage

        if one := self.records.current:
            self.app.push_screen(CustomerPage(one.customer_id))

    def _came(self, one: Link) -> Content:
        return Content(spoken_day(one.referral.on, self.today) if one.referral else "")


def _won(words: str) -> Content:
    return safe(words) if words else Content.styled("nothing yet", Tone.QUIET)


def _by_them(one: Link) -> Content:
    if not one.further:
        return Content("")
    return safe(f"{one.further}: {one.won_by.words or 'nothing yet'}")
