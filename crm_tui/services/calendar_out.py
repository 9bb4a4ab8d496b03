"""What a calendar should show of the desk: what is due, and the days on which a customer is thought of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256

from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.occasion import Occasion, distinct
from crm_tui.domain.staff import Member
from crm_tui.services import desk_clock
from crm_tui.services.commitments import unsettled
from crm_tui.services.customers import Names
from crm_tui.services.deals import Titles
from crm_tui.services.ground_rules import in_force
from crm_tui.services.people import People
from crm_tui.services.ports import Records

LASTS = timedelta(minutes=30)
"""How long an entry with a time takes up in a calendar: nobody said how long."""

_LEAP_YEAR = 2000
"""Where an occasion without a year begins: its 29 February exists."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar."""

    uid: str
    """Stays the same for the same commitment or occasion, so that a calendar that has it already changes it."""

    summary: str
    """What it is, in a line."""

    description: str
    """What else to know, a line each."""

    category: str
    """The kind of commitment or occasion."""

    on: date
    """The day; of what comes each year, the first."""

    at: datetime | None
    """The time in UTC; None where it is of the whole day."""

    yearly: bool
    """Whether it comes again each year on that day; 29 February is the last day of February then."""

    changed: date
    """The day of its last known change."""

    revision: int
    """Grows when its day is changed."""


def events(records: Records, today: date, owner: str | None = None) -> tuple[Event, ...]:
    """Every open commitment with a due date, then every occasion, in a fixed order.

    With ``owner`` only what that officer owes, and the occasions of their customers: what is in their daily check.
    """
    zone, people = desk_clock.zone(in_force(records)), People(records.find(Member), today)

    def wanted(name: str) -> bool:
        return owner is None or people.same(owner, name)

    due = sorted(_due(records, wanted, zone), key=lambda one: (one.on, one.uid))
    return (*due, *_occasions(records, wanted))


def _due(records: Records, wanted: Callable[[str], bool], zone: tzinfo | None) -> Iterator[Event]:
    customers, deals = Names(records), Titles(records)
    for one in unsettled(records):
        if one.due is None or not wanted(one.owner):
            continue
        customer, deal = customers.of(one.customer_id), deals.of(one.deal_id)
        words = " ".join(one.telling.split())
        told = (
            f"{'they owe us' if one.kind is CommitmentKind.THEIRS else 'we owe them'}: {one.words}",
            f"deal: {deal}" if deal else "",
            f"owner: {one.owner}",
            f"first due: {one.first_due}" if one.first_due != one.due else "",
            f"to: {one.delivery.address} {one.delivery.window}".rstrip() if one.delivery else "",
        )
        yield Event(
            uid=f"commitment-{one.id}-{one.made_on.isoformat().replace('-', '')}@crm-tui",
            summary=f"{customer}: {words}",
            description="\n".join(filter(None, told)),
            category=one.kind.value,
            on=one.due,
            at=_moment(one.due, one.at, zone) if one.at is not None else None,
            yearly=False,
            changed=max(one.made_on, one.counted_from or one.made_on, *(new.agreed_on for new in one.dates)),
            revision=len(one.dates),
        )


def _occasions(records: Records, wanted: Callable[[str], bool]) -> Iterator[Event]:
    for customer in records.find(Customer):
        if customer.occasions and wanted(customer.owner):
            for key, kept in distinct(map(dict, customer.occasions)).items():
                yield _occasion(customer, key, Occasion.model_validate(kept))


def _occasion(customer: Customer, key: str, one: Occasion) -> Event:
    since = f"since {one.year}" if one.year else ""
    return Event(
        uid=f"occasion-{customer.id}-{sha256(key.encode()).hexdigest()[:12]}@crm-tui",
        summary=f"{customer.name}: {one.name}",
        description="\n".join(filter(None, (since, f"owner: {customer.owner}", customer.care))),
        category=one.kind.value,
        on=one.in_year(one.year or _LEAP_YEAR),
        at=None,
        yearly=True,
        changed=customer.since,
        revision=0,
    )


def _moment(day: date, at: time, zone: tzinfo | None) -> datetime | None:
    local = datetime.combine(day, at)
    try:
        begins = (local.replace(tzinfo=zone) if zone else local.astimezone()).astimezone(UTC)
    except (OverflowError, ValueError):
        # on the first and the last day there is, an hour elsewhere may be beyond it
        return None
    return begins if begins <= datetime.max.replace(tzinfo=UTC) - LASTS else None
