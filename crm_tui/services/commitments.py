"""Commitments: all that is owed, and how it is listed."""

from collections.abc import Sequence
from datetime import date, timedelta

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.long_lists import Key, Ordered, both, ordered, texts_of, texts_of_named
from crm_tui.services.ports import Records, Store
from crm_tui.services.work_calendar import due_days


def unsettled(records: Records) -> list[Commitment]:
    """All that is still owed, in no order."""
    return [one for status in UNSETTLED for one in records.find(Commitment, status=status)]


def all_listed(
    store: Store, today: date, by: str = "", *, descending: bool = False, settled: bool = False
) -> Ordered[When | None]:
    """All commitments by how they stand to today (None: settled), then by day or by the column with the title ``by``.

    ``settled`` is whether those that are settled are listed too, the last settled first.
    """
    day, until = timedelta(days=1), due_days(store, today).until
    by_due: dict[When | None, Sequence[int]] = {
        When.OVERDUE: store.in_order(Commitment, "due", before=today),
        When.TODAY: store.in_order(Commitment, "due", since=today, before=today + day),
        When.NEXT: store.in_order(Commitment, "due", since=today + day, before=until + day),
        When.NO_DATE: sorted(store.valued(Commitment, "due", None)),
        When.LATER: store.in_order(Commitment, "due", since=max(today, until) + day),
    }
    groups = both(by_due, store.valued(Commitment, "status", *UNSETTLED))
    if settled:
        last_first = store.in_order(Commitment, "settled_on")[::-1]
        groups |= both({None: last_first}, store.valued(Commitment, "status", *(set(Status) - set(UNSETTLED))))
    return ordered(groups).sorted(_key(store, by), descending=descending)


def _key(store: Store, by: str) -> Key | None:
    match by:
        case "What" | "Owner":
            return texts_of(store, Commitment, "words" if by == "What" else "owner")
        case "Customer":
            return texts_of_named(store, Commitment, "customer_id", Customer, "name")
        case "Deal":
            return texts_of_named(store, Commitment, "deal_id", Deal, "title")
        case "Due":
            # the days are texts that sort as they follow each other, and what has none comes last
            dues = dict(store.fields(Commitment, "due"))
            return lambda number: dues.get(number) or "~"
    return None
