"""Commitments: all that is owed, and how it is listed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from crm_tui.domain.calendar import When, when
from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.customers import folded
from crm_tui.services.parts import Part, Row, Wish, Words, called, first
from crm_tui.services.ports import Records, Store
from crm_tui.services.work_calendar import due_days


def unsettled(records: Records) -> list[Commitment]:
    """All that is still owed, in no order."""
    return [one for status in UNSETTLED for one in records.find(Commitment, status=status)]


def first_listed(
    store: Store, wish: Wish, today: date, *, settled: bool = False, most: int | None = None
) -> tuple[Part[When | None], int]:
    """The first commitments by how they stand to today (None: settled), then by day or as ``wish`` says; and how many.

    ``settled`` is whether those that are settled are listed too, ``most`` how many if not as many as a list takes.
    """
    words, total, until = Words(store, wish.text), 0, due_days(store, today).until
    names: dict[int, str] = {}
    if wish.by in _NAMED:
        names = called(store, *_NAMED[wish.by])

    def key(row: Mapping[str, Any], stands: When | None) -> Any:
        match wish.by:
            case "What" | "Owner":
                return folded(row["words" if wish.by == "What" else "owner"])
            case "Customer":
                return names.get(row["customer_id"], "")
            case "Deal":
                return names.get(row["deal_id"], "")
            case "Due":
                return row["due"] or "~"
        if stands is None:
            return -date.fromisoformat(row["settled_on"] or row["made_on"]).toordinal()
        return row["due"] or ""

    def rows() -> Iterator[Row]:
        nonlocal total
        asked = ("words", "customer_id", "deal_id", "due", "owner", "status", "settled_on", "made_on")
        queries: list[dict[str, Any]] = [{}] if settled else [{"status": status} for status in UNSETTLED]
        for query in queries:
            for record_id, *values in store.fields(Commitment, *asked, **query):
                row = dict(zip(asked, values, strict=True))
                due = date.fromisoformat(row["due"]) if row["due"] else None
                stands = when(due, today, until) if (row["status"] or Status.OPEN) in UNSETTLED else None
                total += 1
                if wish.among is not None and record_id not in wish.among:
                    continue
                if words.fit((row["words"], row["owner"]), row["customer_id"]):
                    yield Row(stands, (key(row, stands), record_id), record_id)

    part = first(rows(), (*When, None), descending=wish.descending, most=most)
    return part, total


_NAMED: dict[str, tuple[type[Customer | Deal], str]] = {"Customer": (Customer, "name"), "Deal": (Deal, "title")}
"""The columns that hold what another record is called."""
