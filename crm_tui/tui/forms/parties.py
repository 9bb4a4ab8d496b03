"""Forms that ask for a customer, and for a deal of theirs."""

from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from textual import on
from textual.message import Message
from textual.worker import get_current_worker

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.tui.faults import unread
from crm_tui.tui.forms.form import Form
from crm_tui.tui.forms.picker import Candidate, RecordEntry
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.house import house

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom a form can be about, as the store had it when the form was opened."""

    customers: tuple[Customer, ...]
    """All of them."""

    deals: tuple[Deal, ...]
    """All of them, closed ones too: something can be said about each."""

    def deals_of(self, customer_id: int | None, words: HouseWords = USUAL) -> list[Candidate]:
        """A customer's deals, the open ones first."""
        theirs = [deal for deal in self.deals if deal.customer_id == customer_id]
        theirs.sort(key=lambda deal: not deal.is_open)
        return [Candidate(deal.id, deal.title, f"{words.stage(deal.stage)} · #{deal.id}") for deal in theirs]

    def everybody(self) -> list[Candidate]:
        """The customers, by name."""
        return [
            Candidate(one.id, one.name, " · ".join(part for part in (one.place, f"#{one.id}") if part))
            for one in sorted(self.customers, key=lambda one: one.name.casefold())
        ]

    def deal(self, deal_id: int | None) -> Deal | None:
        """The deal with this id."""
        return next((deal for deal in self.deals if deal.id == deal_id), None)


class PartyForm(Form[Result]):
    """Fills ``customer_id`` and ``deal_id`` rows from the store; the deals are those of the customer chosen."""

    class Known(Message):
        """The store told who there is."""

        def __init__(self, parties: Parties) -> None:
            super().__init__()
            self.parties = parties
            """Whom."""

    class Unknown(Message):
        """The store could not tell who there is."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line
            """Why, in one line."""

    parties: Parties = Parties((), ())
    """Whom it can be about; nobody until the store has told."""

    _is_told = False
    _saves_once_told = False
    _says_why = False

    def on_mount(self) -> None:
        """Ask the store."""
        self.reload()

    def reload(self) -> None:
        """Ask the store again if it could not tell; what it told stays as it is while somebody types."""
        if not self._is_told:
            self.run_worker(partial(self._ask, self.desk), thread=True, exclusive=True, group="parties")

    def action_save(self) -> None:
        """Save what was typed, once it is known whom it names."""
        if self._is_told:
            super().action_save()
        else:
            self._saves_once_told = True
            self.reload()

    def noticed(self, row: FieldRow) -> None:
        """Offer the deals of the customer who was chosen."""
        if row.field.name == "customer_id" and self._is_told:
            self.offer_deals()

    def conclude(self) -> None:
        """The customer first, whose deals can then be named."""
        self._picker("customer_id").conclude()
        self.offer_deals()
        super().conclude()

    def offer_parties(self) -> None:
        """Let the customers be picked."""
        self._picker("customer_id").offer(self.parties.everybody())
        self.offer_deals()

    def offer_deals(self) -> None:
        """Let the deals of the chosen customer be picked; while a name is typed, nothing changes yet."""
        chosen = self._picker("customer_id").picked
        if self.query("#field-deal_id") and not chosen.loose:
            self._picker("deal_id").offer(self.parties.deals_of(chosen.id, house(self)))

    @on(Known)
    def _know(self, event: Known) -> None:
        self.parties = event.parties
        self._is_told = True
        if self._says_why:
            self.show_problem("")
        self.offer_parties()
        if self._saves_once_told:
            self.save_after_all()

    @on(Unknown)
    def _say_why(self, event: Unknown) -> None:
        self._says_why = True
        self._saves_once_told = False
        self.show_problem(event.line)

    def _ask(self, desk: Desk) -> None:
        worker = get_current_worker()
        try:
            found = Parties(tuple(desk.store.find(Customer)), tuple(desk.store.find(Deal)))
        except Exception as problem:  # a form without names can still be typed into
            message: Message = self.Unknown(unread(problem))
        else:
            message = self.Known(found)
        if not worker.is_cancelled:
            self.post_message(message)

    def _picker(self, name: str) -> RecordEntry:
        return self.query_one(f"#field-{name}", RecordEntry)
