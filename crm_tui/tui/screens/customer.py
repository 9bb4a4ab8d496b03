"""One customer: who they are and what to know before one speaks, and below it section by section what there is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.services import ground_rules, incidents, records, remembered
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.adding import Added
from crm_tui.tui.present import lines, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related, open_incidents, titled
from crm_tui.tui.sections.order import SECTIONS
from crm_tui.tui.sections.section import Act, Asked
from crm_tui.tui.widgets.facts import Fact
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """A customer with everything that belongs to them."""

    customer: Customer
    """Who."""

    lines: list[Related]
    """The lines of all sections, under their headings."""

    facts: list[Fact]
    """What the sections put on top."""

    open: list[Incident]
    """The incidents that are still to be put right, the newest first."""

    contact_days: int
    """How often the ground rules want us to be in touch."""


_ACTS: dict[str, Act] = {one.binding.action: one for section in SECTIONS for one in section.acts}


class CustomerPage(DetailPage[CustomerFound]):
    """The customer's facts and sections."""

    NOUN = "lines"
    GROUPED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEXT_GROUP, "Next group", "To the first line of the next section"),
        *(act.binding for act in _ACTS.values()),
    ]
    NEW_KINDS: ClassVar[tuple[Added, ...]] = tuple(one for section in SECTIONS for one in section.adds)
    _customer: Customer | None = None

    @property
    def customer(self) -> Customer | None:
        """Whose page it is; None until it was read."""
        return self._customer

    def read(self) -> CustomerFound:
        """The customer, and what each section has of them."""
        store, today = self.desk.store, self.desk.today()
        customer = records.get(self.desk, Customer, self.record_id)
        rules = ground_rules.in_force(store)
        asked = Asked(self.desk, customer, due_days(store, today), rules)
        found = [replace(line, group=section.title) for section in SECTIONS for line in section.lines(asked)]
        facts = [fact for section in SECTIONS for fact in section.facts(asked)]
        wrong = [one for one in incidents.of_customer(store, customer.id) if one.is_open]
        return CustomerFound(customer, found, facts, wrong, rules.contact_days)

    def show(self, found: CustomerFound) -> None:
        """Show facts and sections."""
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
                *found.facts,
            ]
        )
        self.records.show(found.lines)

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What a section does is offered where it fits the line."""
        if action != "section":
            return super().check_action(action, parameters)
        act = _ACTS[f"section({str(parameters[0])!r})"]
        return self._customer is not None and act.offered(self, self.records.current)

    def action_section(self, name: str) -> None:
        """Do what a section's key is for."""
        _ACTS[f"section({name!r})"].do(self, self.records.current)

    def action_edit(self) -> None:
        """Change the customer."""
        from crm_tui.tui.forms.customer import CustomerForm

        if self._customer is not None:
            self.desk_app.open_form(CustomerForm(self.desk, self._customer))

    def action_group(self, step: int) -> None:
        """Set the cursor on the first line of the next section, or of the one before."""
        line, shown = self.records.current, self.records.shown
        if line is None:
            return
        titles = list(dict.fromkeys(one.group for one in shown))
        title = titles[(titles.index(line.group) + step) % len(titles)]
        self.records.select(next(one.key for one in shown if one.group == title))
        self.records.post_message(RecordList.Moved(self.records))

    def _membership(self, one: Membership) -> Content:
        today = self.desk.today()
        since = [f"since {spoken_day(one.since, today)}"] if one.since else []
        ended = one.until is not None and one.until < today
        until = [f"{'ended' if ended else 'until'} {spoken_day(one.until, today)}"] if one.until else []
        return safe(", ".join([*filter(None, (one.programme, one.level)), *since, *until]))


def _occasion(one: Occasion) -> Content:
    return safe(f"{one.name}, {remembered.day_of(one)}")
