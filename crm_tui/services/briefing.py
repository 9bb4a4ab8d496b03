"""What to know before one visits a customer: the same as their page, gathered for one sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.occasion import Occasion
from crm_tui.services import (
    came_by,
    consents,
    customer_value,
    ground_rules,
    house_words,
    households,
    incidents,
    needs,
    relationship,
    timeline,
)
from crm_tui.services.came_by import Came
from crm_tui.services.consents import Allowed
from crm_tui.services.customer_value import Value
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import HouseWords
from crm_tui.services.needs import Noted
from crm_tui.services.relationship import Beside, State, beside
from crm_tui.services.review import review_deal
from crm_tui.services.tenures import Span, spans
from crm_tui.services.timeline import Entry, Kind

AHEAD = 60
"""Occasions are told of so many days before a visit."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A customer on one sheet."""

    as_of: date
    """The day."""

    words: HouseWords
    """What the firm calls things."""

    customer: Customer
    """Who."""

    owners: tuple[Span, ...]
    """Everybody who answered for them, the present owner last."""

    household: Sequence[Customer]
    """Who belongs together with them."""

    allowed: Allowed
    """What they allow, and what not."""

    came: Came
    """By whom they came, and whom they sent."""

    wrong: Sequence[Incident]
    """What went wrong and is open, then what was put right not long ago."""

    state: State
    """How things stand, by its facts."""

    needs: Sequence[Noted]
    """What they need and no deal answers yet, the newest first."""

    owed: Sequence[Commitment]
    """What is open: ours and theirs, what is due first before the rest."""

    deals: Sequence[Deal]
    """The open ones, by number."""

    value: Value
    """What is open and what was won, by currency."""

    occasions: Sequence[tuple[date, Occasion]]
    """The days that are near, by day."""

    history: Sequence[Entry]
    """Everything, the newest first."""

    @property
    def counts(self) -> Mapping[Kind, int]:
        """How many records there are of each kind."""
        return timeline.counted(one.kind for one in self.history)

    @property
    def contacts(self) -> tuple[Interaction, ...]:
        """What was said, the newest first."""
        return tuple(one.record for one in self.history if isinstance(one.record, Interaction))


def briefing(desk: Desk, customer: Customer) -> Briefing:
    """Gather it as of today; open deals that have a paper are compared with it."""
    store, today = desk.store, desk.today()
    rules = ground_rules.in_force(store)
    deals = store.find(Deal, customer_id=customer.id)
    found = incidents.of_customer(store, customer.id)
    owed = [one for one in store.find(Commitment, customer_id=customer.id) if one.is_open]
    return Briefing(
        as_of=today,
        words=house_words.of(store),
        customer=customer,
        owners=spans(customer),
        household=households.others(store, customer),
        allowed=consents.allowed(store, customer.id),
        came=came_by.came(store, customer.id),
        wrong=[
            *(one for one in found if one.is_open),
            *incidents.recent(found, today, rules.recent_incident_days),
        ],
        state=relationship.state(store, customer, today, rules, lambda number: _beside(desk, number)),
        needs=needs.waiting(store, customer.id),
        owed=sorted(owed, key=lambda one: (one.due is None, one.due or today, one.id)),
        deals=[one for one in deals if one.is_open],
        value=customer_value.value(deals),
        occasions=_near(customer.occasions, today),
        history=timeline.timeline(store, customer.id),
    )


def _beside(desk: Desk, deal_id: int) -> Beside | None:
    try:
        return beside(review_deal(desk, deal_id))
    except DeskError:
        # a paper that can't be read is told as not compared
        return None


def _near(occasions: Iterable[Occasion], today: date) -> list[tuple[date, Occasion]]:
    last = today + timedelta(days=min(AHEAD, (date.max - today).days))
    found = []
    for one in occasions:
        try:
            on = one.next_from(today)
        except ValueError:
            # beyond the calendar's last year
            continue
        if on <= last:
            found.append((on, one))
    return sorted(found, key=lambda near: near[0])
