"""One customer: who they are, what to know before one speaks, and all that happened, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.services import ground_rules, incidents, records, remembered
from crm_tui.services.work_calendar import due_days
from crm_tui.tui.present import lines, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related, newest_first, open_incidents, related, titled
from crm_tui.tui.widgets.facts import Fact


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """A customer with everything that belongs to them."""

    customer: Customer
    """Who."""

    timeline: list[Related]
    """Interactions, commitments, deals, papers and incidents, newest first."""

    open: list[Incident]
    """The incidents that are still to be put right, the newest first."""

    contact_days: int
    """How often the ground rules want us to be in touch."""


class CustomerPage(DetailPage[CustomerFound]):
    """The customer's facts and timeline."""

    NOUN = "in the timeline"
    NEW_KINDS: ClassVar[tuple[str, ...]] = ("interaction", "commitment", "deal", "incident")
    _customer: Customer | None = None

    def read(self) -> CustomerFound:
        """The customer and every record of theirs."""
        store, today = self.desk.store, self.desk.today()
        days = due_days(store, today)
        customer = records.get(self.desk, Customer, self.record_id)
        deals = store.find(Deal, customer_id=customer.id)
        everything = [
            *store.find(Interaction, customer_id=customer.id),
            *store.find(Commitment, customer_id=customer.id),
            *deals,
            *(found := incidents.of_customer(store, customer.id)),
            *(paper for deal in deals for paper in store.find(Document, deal_id=deal.id)),
        ]
        open_ = [one for one in found if one.is_open]
        timeline = newest_first([related(one, days) for one in everything])
        return CustomerFound(customer, timeline, open_, ground_rules.in_force(store).contact_days)

    def show(self, found: CustomerFound) -> None:
        """Show facts and timeline."""
        self._customer = customer = found.customer
        people = [
            safe(", ".join(part for part in (one.name, one.role, one.phone) if part)) for one in customer.contacts
        ]
        self.facts.show(
            [
                titled(customer.name, f"{customer.kind}{' · ' + customer.place if customer.place else ''}"),
                Fact("phone", safe(customer.phone), alone=False),
                Fact("e-mail", safe(customer.email)),
                Fact("owner", safe(customer.owner)),
                Fact("since", Content(spoken_day(customer.since, self.desk.today()))),
                Fact("in touch", safe(remembered.say_contact_days(customer.contact_days, found.contact_days))),
                Fact("with", Content("; ").join(people), alone=True),
                Fact("care", lines(customer.care), alone=True),
                Fact("occasions", Content("; ").join(_occasion(one) for one in customer.occasions), alone=True),
                Fact(
                    "memberships", Content("; ").join(self._membership(one) for one in customer.memberships), alone=True
                ),
                open_incidents(found.open),
            ]
        )
        self.records.show(found.timeline)

    def subject(self) -> tuple[int | None, int | None]:
        """This customer, and the deal of the line under the cursor."""
        line = self.records.current
        target = line.target if line else None
        if isinstance(target, Deal):
            return self.record_id, target.id
        return self.record_id, getattr(target, "deal_id", None)

    def met(self) -> Sequence[int]:
        """This customer."""
        return [self.record_id]

    def action_edit(self) -> None:
        """Change the customer."""
        from crm_tui.tui.forms.customer import CustomerForm

        if self._customer is not None:
            self.desk_app.open_form(CustomerForm(self.desk, self._customer))

    def _membership(self, one: Membership) -> Content:
        today = self.desk.today()
        since = [f"since {spoken_day(one.since, today)}"] if one.since else []
        ended = one.until is not None and one.until < today
        until = [f"{'ended' if ended else 'until'} {spoken_day(one.until, today)}"] if one.until else []
        return safe(", ".join([*filter(None, (one.programme, one.level)), *since, *until]))


def _occasion(one: Occasion) -> Content:
    return safe(f"{one.name}, {remembered.day_of(one)}")
