"""One customer: who they are and what to know before one speaks, and below it section by section what there is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.incident import Incident
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.services import ground_rules, incidents, records, relationship, remembered, settings
from crm_tui.services.tenures import spans
from crm_tui.services.timeline import Kind, kind_of
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.adding import Added
from crm_tui.tui.present import lines, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related, incident_facts, titled
from crm_tui.tui.sections.order import SECTIONS
from crm_tui.tui.sections.section import Act, Asked
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.facts import Fact


@dataclass(frozen=True, slots=True)
class CustomerFound:
    """A customer with everything that belongs to them."""

    customer: Customer
    """Who."""

    lines: list[Related]
    """The lines of all sections, under their headings."""

    leads: list[Fact]
    """What the sections put right below the name."""

    facts: list[Fact]
    """What else the sections put on top."""

    wrong: list[Incident]
    """Their incidents."""

    recent_days: int
    """For how many days one that was put right is told of."""

    written: list[int]
    """The open deals that have a paper, by their numbers."""

    label: str
    """What the desk calls those with whom it deals: customer, client, member."""


_SOON = 14
"""In how many days an occasion is near enough to say so."""

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
    _found: CustomerFound | None = None
    _section = ""
    _kind: Kind | None = None

    @property
    def customer(self) -> Customer | None:
        """Whose page it is; None until it was read."""
        return self._found.customer if self._found else None

    def read(self) -> CustomerFound:
        """The customer, and what each section has of them."""
        store, today = self.desk.store, self.desk.today()
        customer = records.get(self.desk, Customer, self.record_id)
        rules = ground_rules.in_force(store)
        state = relationship.state(store, customer, today, rules, self.desk_app.verdicts.at_hand)
        wrong = incidents.of_customer(store, customer.id)
        flag = incidents.flag_of(wrong, today, rules.recent_incident_days)
        asked = Asked(self.desk, customer, due_days(store, today), rules, state, flag)
        found = [replace(line, group=section.title) for section in SECTIONS for line in section.lines(asked)]
        leads = [fact for section in SECTIONS for fact in section.leads(asked)]
        facts = [fact for section in SECTIONS for fact in section.facts(asked)]
        deals = [one.id for one in store.find(Deal, customer_id=customer.id) if one.is_open]
        written = [one for one in deals if store.find(Document, deal_id=one)]
        label = settings.of(store).label
        return CustomerFound(customer, found, leads, facts, wrong, rules.recent_incident_days, written, label)

    def show(self, found: CustomerFound) -> None:
        """Show facts and sections."""
        customer, today = found.customer, self.today
        self._found = found
        flags = incident_facts(found.wrong, found.recent_days, today)
        title, *known = who(customer, found.label, today)
        # short facts share their lines
        known = sorted([*known, *found.facts], key=lambda fact: fact.alone)
        self.facts.show([title, *found.leads, *flags, *known])
        self._show_lines()
        if found.written:
            self.desk_app.verdicts.reckon(found.written, self)

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        # a reading that finds nothing new reckons nothing new, and ends here
        self.reload()

    @property
    def lines(self) -> Sequence[Related]:
        """All lines of the page, shown or not."""
        return self._found.lines if self._found else ()

    def only(self, section: str = "", kind: Kind | None = None) -> None:
        """List only one section, and of the timeline only one kind; the whole page, if none is named."""
        self._section, self._kind = section, kind
        self._show_lines()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Back to the whole page, and then to where one came from."""
        if self._section:
            self.only()
        else:
            super().action_back()

    def _show_lines(self) -> None:
        lines = [line for line in self.lines if not self._section or line.group == self._section]
        total = len(lines)
        if self._kind is not None:
            lines = [line for line in lines if line.target is not None and kind_of(line.target) is self._kind]
        note = f"of {total} in the timeline" if self._kind is not None else ""
        noun = self._kind or (f"the {self._section.casefold()} alone" if self._section else self.NOUN)
        self.records.show(lines, noun, note)

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
        return self._found is not None and act.offered(self, self.records.current)

    def action_section(self, name: str) -> None:
        """Do what a section's key is for."""
        _ACTS[f"section({name!r})"].do(self, self.records.current)

    def action_edit(self) -> None:
        """Change the customer."""
        from crm_tui.tui.forms.customer import CustomerForm

        if self.customer is not None:
            self.desk_app.open_form(CustomerForm(self.desk, self.customer))

    def action_group(self, step: int) -> None:
        """Set the cursor on the first line of the next section, or of the one before."""
        self.records.to_group(step)


def who(customer: Customer, label: str, today: date) -> list[Fact]:
    """Who a customer is, and what to know before one speaks."""
    people = [safe(", ".join(part for part in (one.name, one.role, one.phone) if part)) for one in customer.contacts]
    reached = ", ".join(filter(None, (customer.language, customer.channel, customer.times)))
    return [
        titled(customer.name, f"{customer.kind} {label}{' · ' + customer.place if customer.place else ''}"),
        Fact("phone", safe(customer.phone), alone=False),
        Fact("e-mail", safe(customer.email)),
        Fact("owner", safe(_owner(customer, today))),
        Fact("customer since" if customer.owners else "since", Content(spoken_day(customer.since, today))),
        Fact("before", safe(_before(customer, today))),
        Fact("likes", safe(reached), alone=True),
        Fact("care", lines(customer.care), alone=True),
        Fact("with", Content("; ").join(people), alone=True),
        Fact("occasions", Content("; ").join(_occasion(one, today) for one in customer.occasions), alone=True),
        Fact("memberships", Content("; ").join(_membership(one, today) for one in customer.memberships), alone=True),
    ]


def _owner(customer: Customer, today: date) -> str:
    """Who answers for them, and since when, if others did before."""
    since = f" since {spoken_day(customer.owners[-1].since, today)}" if customer.owners else ""
    return f"{customer.owner}{since}"


def _before(customer: Customer, today: date) -> str:
    """Who answered for them before, and until when."""
    return ", ".join(f"{one.owner} until {spoken_day(one.until, today)}" for one in spans(customer) if one.until)


def _membership(one: Membership, today: date) -> Content:
    since = [f"since {spoken_day(one.since, today)}"] if one.since else []
    ended = one.until is not None and one.until < today
    until = [f"{'ended' if ended else 'until'} {spoken_day(one.until, today)}"] if one.until else []
    return safe(", ".join([*filter(None, (one.programme, one.level)), *since, *until]))


def _occasion(one: Occasion, today: date) -> Content:
    ahead = (one.next_from(today) - today).days
    soon = "" if ahead > _SOON else ": " + ({0: "today", 1: "tomorrow"}.get(ahead) or f"in {ahead} days")
    return safe(f"{one.name}, {remembered.day_of(one)}{soon}")
