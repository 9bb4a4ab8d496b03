"""Who answered for a customer, from when until when: without a gap, and nobody beside another."""

from dataclasses import dataclass
from datetime import date

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Tenure


@dataclass(frozen=True, slots=True)
class Span:
    """The time of one owner."""

    owner: str
    """Who."""

    since: date
    """Their first day."""

    until: date | None
    """The day on which the next one took over; None for the present owner."""


def spans(customer: Customer) -> tuple[Span, ...]:
    """Everybody who answered for a customer, the present owner last; each begins on the day the one before ends."""
    owners = customer.owners or (Tenure(owner=customer.owner, since=customer.since),)
    days = [customer.since]
    # the day of the first contact may have been put right since: nobody answered for them before it
    for one in owners[1:]:
        days.append(max(days[-1], one.since))
    ends: list[date | None] = [*days[1:], None]
    return tuple(Span(one.owner, since, until) for one, since, until in zip(owners, days, ends, strict=True))
