"""The list of customers: who stands in it and in which order, and what a line of it tells."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from crm_tui.domain.commitment import UNSETTLED, Commitment
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import OPEN_STAGES, Deal
from crm_tui.services.customers import folded
from crm_tui.services.long_lists import Key, Ordered, ordered, texts_of
from crm_tui.services.ports import Store, Wanted


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is under way with one customer."""

    deals: int = 0
    """How many deals are open."""

    owed: int = 0
    """How many commitments are open."""


def all_listed(store: Store, by: str = "", *, descending: bool = False) -> Ordered[None]:
    """All customers by name, or by the column with the title ``by``."""
    found = ordered({None: store.in_order(Customer, "name")})
    return found.sorted(_key(store, by), descending=descending)


def under_way(store: Store, numbers: Collection[int]) -> dict[int, UnderWay]:
    """What is under way with these customers; of those who are left out, nothing."""
    theirs = [Wanted((), {"customer_id": frozenset(numbers)})]
    deals = _counted(store, Deal, store.holding(Deal, *theirs), "stage", OPEN_STAGES)
    owed = _counted(store, Commitment, store.holding(Commitment, *theirs), "status", UNSETTLED)
    return {one: UnderWay(deals[one], owed[one]) for one in deals.keys() | owed.keys()}


def held(store: Store) -> list[Customer]:
    """All customers of a small desk, by name."""
    return sorted(store.find(Customer), key=lambda one: (folded(one.name), one.id))


def _key(store: Store, by: str) -> Key | None:
    match by:
        case "Name" | "Place" | "Phone" | "Owner":
            return texts_of(store, Customer, by.lower())
        case "E-mail":
            return texts_of(store, Customer, "email")
        case "Kind":
            kinds = dict(store.fields(Customer, "kind"))
            return lambda number: kinds.get(number) != CustomerKind.INSTITUTION
        case "Deals":
            counts = _counted(store, Deal, store.valued(Deal, "stage", *OPEN_STAGES), "stage", OPEN_STAGES)
            return lambda number: -counts[number]
        case "Owed":
            counts = _counted(store, Commitment, store.valued(Commitment, "status", *UNSETTLED), "status", UNSETTLED)
            return lambda number: -counts[number]
    return None


def _counted(
    store: Store, kind: type[Deal | Commitment], numbers: Collection[int], field: str, values: Collection[str]
) -> Counter[int]:
    """How many of these records have one of the values, by customer."""
    default = kind.model_fields[field].default
    rows = store.fields(kind, "customer_id", field, among=frozenset(numbers))
    return Counter(customer_id for _, customer_id, value in rows if (value or default) in values)
