"""Poor service experiences: note one, put it right, and which are open."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import IntEnum

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.incident import Incident
from crm_tui.domain.staff import Member
from crm_tui.services import permissions, records
from crm_tui.services.desk import Desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.ports import Records, Store


def add(
    desk: Desk,
    customer: Customer,
    what: str,
    *,
    deal: Deal | None = None,
    on: date | None = None,
    cause: str = "",
    owner: str = "",
) -> Incident:
    """Note that something went wrong with a customer; on today, and to be seen to by who sits here, if not said.

    Raises:
        DeskError: nothing was said of what happened, or the deal is another customer's.
    """
    if deal is not None and deal.customer_id != customer.id:
        raise DeskError(f"{deal.title} is another customer's deal: choose one of {customer.name}", field="deal_id")
    with records.in_plain_words():
        incident = Incident(
            customer_id=customer.id,
            deal_id=deal.id if deal else None,
            on=on or desk.today(),
            what=what,
            cause=cause,
            owner=owner or desk.officer,
        )
    return save(desk, None, incident)


def save(desk: Desk, before: Incident | None, after: Incident) -> Incident:
    """Store a new incident, or one that was changed; who sees to it is somebody who works here.

    Raises:
        DeskError: nobody here is called so. A name that stood there before may stay.
        ChangedMeanwhile: somebody else changed it since.
    """
    if before is None or before.owner != after.owner:
        _check_owner(desk, after.owner)
    return records.add(desk, after) if before is None else records.change(desk, before, after)


def close(desk: Desk, before: Incident, remedy: str, *, on: date | None = None, cause: str = "") -> Incident:
    """Say what was done about an incident, and that it is put right.

    Raises:
        DeskError: nothing was said of what was done, or it was put right before it happened.
        ChangedMeanwhile: somebody else changed it since.
    """
    day = on or desk.today()
    if not (remedy.strip() or before.remedy):
        raise DeskError("say what was done about it: then it is put right", field="remedy")
    if day < before.on:
        raise DeskError(f"it happened on {before.on}: give the day on which it was put right", field="closed_on")
    after = before.model_copy(
        update={"remedy": remedy.strip() or before.remedy, "cause": cause.strip() or before.cause, "closed_on": day}
    )
    return records.change(desk, before, after, why="incident put right")


def of_customer(store: Records, customer_id: int) -> list[Incident]:
    """A customer's incidents: the open ones first, then the newest."""
    return _ordered(store.find(Incident, customer_id=customer_id))


def of_deal(store: Records, deal: Deal) -> list[Incident]:
    """What counts for a deal: all of its customer's, as one poor experience is told of in the next deal."""
    return of_customer(store, deal.customer_id)


def recent(found: Iterable[Incident], today: date, days: int) -> list[Incident]:
    """Those that were put right no more than so many days ago."""
    since = today - timedelta(days=days)
    return [one for one in found if one.closed_on is not None and one.closed_on >= since]


class Flag(IntEnum):
    """How a customer, and each open deal of theirs, is marked; what counts more is the greater."""

    NONE = 0
    RECENT = 1
    OPEN = 2


def flags(store: Store, today: date) -> dict[int, Flag]:
    """The mark of each customer who has one, by number."""
    since = today - timedelta(days=in_force(store).recent_incident_days)
    marks: dict[int, Flag] = {}
    for _, customer_id, closed_on in store.fields(Incident, "customer_id", "closed_on"):
        if closed_on is None:
            marks[customer_id] = Flag.OPEN
        elif date.fromisoformat(closed_on) >= since:
            marks.setdefault(customer_id, Flag.RECENT)
    return marks


def flag_of(found: Iterable[Incident], today: date, days: int) -> Flag:
    """The mark of one customer with these incidents."""
    known = list(found)
    if any(one.is_open for one in known):
        return Flag.OPEN
    return Flag.RECENT if recent(known, today, days) else Flag.NONE


def _check_owner(desk: Desk, owner: str) -> None:
    who = permissions.member(desk.store, owner)
    if who is None and owner.strip() and desk.store.count(Member):
        raise DeskError(f"{owner.strip()} is not on the staff list: name somebody who sees to it", field="owner")
    if who is not None and not who.is_here(desk.today()):
        raise DeskError(f"{owner.strip()} left this desk on {who.left_on}: name somebody who is here", field="owner")


def _ordered(found: Iterable[Incident]) -> list[Incident]:
    return sorted(found, key=lambda one: (not one.is_open, -one.on.toordinal(), -one.id))
