"""Poor service experiences: note one, put it right, and which are open."""

from collections.abc import Iterable
from datetime import date

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.incident import Incident
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records


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
        raise DeskError(f"{deal.title} is another customer's deal: choose one of {customer.name}")
    with records.in_plain_words():
        incident = Incident(
            customer_id=customer.id,
            deal_id=deal.id if deal else None,
            on=on or desk.today(),
            what=what,
            cause=cause,
            owner=owner or desk.officer,
        )
    return records.add(desk, incident)


def close(desk: Desk, before: Incident, remedy: str, *, on: date | None = None, cause: str = "") -> Incident:
    """Say what was done about an incident, and that it is put right.

    Raises:
        DeskError: nothing was said of what was done, or it was put right before it happened.
        ChangedMeanwhile: somebody else changed it since.
    """
    day = on or desk.today()
    if not (remedy.strip() or before.remedy):
        raise DeskError("say what was done about it: then it is put right")
    if day < before.on:
        raise DeskError(f"it happened on {before.on}: give the day on which it was put right")
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


def open_by_customer(store: Records) -> dict[int, int]:
    """How many incidents are open, by the number of the customer."""
    counts: dict[int, int] = {}
    for one in store.find(Incident, closed_on=None):
        counts[one.customer_id] = counts.get(one.customer_id, 0) + 1
    return counts


def _ordered(found: Iterable[Incident]) -> list[Incident]:
    return sorted(found, key=lambda one: (not one.is_open, -one.on.toordinal(), -one.id))
