"""Deals: find one, and move it on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.services.customers import folded, quoted
from crm_tui.services.desk import Desk
from crm_tui.services.parts import Part, Row, Wish, Words, called, first
from crm_tui.services.ports import Records, Store


class Titles:
    """What deals are called, each looked up when it is first asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[int, str | None] = {}

    def of(self, deal_id: int | None) -> str | None:
        """The title of a deal; None where there is no such deal."""
        if deal_id is None:
            return None
        if deal_id not in self._known:
            found = self._records.get(Deal, deal_id)
            self._known[deal_id] = found.title if found else None
        return self._known[deal_id]


def under_way(records: Records) -> list[Deal]:
    """The deals that are open, by their stages."""
    return [one for stage in OPEN_STAGES for one in records.find(Deal, stage=stage)]


PRESSING = (
    *(Stage.REVIEW, Stage.PAPER_ISSUED, Stage.PROPOSAL, Stage.NEEDS, Stage.ENQUIRY),
    *(Stage.ON_HOLD, Stage.SIGNED, Stage.LIVE, Stage.LOST),
)
"""The stages as they are listed: the nearest to a signature first."""


def first_listed(
    store: Store, wish: Wish, urgency: Callable[[int], Any], stages: Iterable[Stage] = OPEN_STAGES
) -> tuple[Part[Stage], int]:
    """The first deals by stage, then by the day they came to it or as ``wish`` says; and how many there are at all.

    ``urgency`` gives a deal's place by what its paper says; ``stages`` are those that are listed.
    """
    words, total = Words(store, wish.text), 0
    names = called(store, Customer, "name") if wish.by == "Customer" else {}

    def key(record_id: int, row: Mapping[str, Any]) -> Any:
        match wish.by:
            case "Deal" | "Owner" | "Next step":
                return folded(row[{"Deal": "title", "Owner": "owner"}.get(wish.by, "next_step")] or "")
            case "Customer":
                return names.get(row["customer_id"], "")
            case "Value":
                value = row["value"] or {}
                return value.get("currency", "~"), -float(value.get("amount", 0))
            case "Paper says":
                return urgency(record_id)
        return row["stage_since"]

    def rows() -> Iterator[Row]:
        nonlocal total
        asked = ("title", "customer_id", "stage_since", "owner", "value", "next_step")
        for stage in stages:
            for record_id, *values in store.fields(Deal, *asked, stage=stage):
                row = dict(zip(asked, values, strict=True))
                total += 1
                if wish.among is not None and record_id not in wish.among:
                    continue
                if words.fit((row["title"], row["owner"], row["next_step"]), row["customer_id"]):
                    yield Row(stage, (key(record_id, row), row["stage_since"], record_id), record_id)

    part = first(rows(), PRESSING, descending=wish.descending)
    return part, total


def find_deal(records: Records, wanted: str, customer_id: int | None = None) -> Deal:
    """The deal with this id (``12`` or ``#12``) or part of a title, among one customer's if given.

    Raises:
        NotFound: there is none.
        DeskError: several fit; the line names them with their ids.
    """
    wanted = wanted.strip()
    deals: Iterable[Deal] = records.find(Deal) if customer_id is None else records.find(Deal, customer_id=customer_id)
    deals = list(deals)
    number = wanted.removeprefix("#")
    if number.isdigit():
        near = [deal for deal in deals if deal.id == int(number)]
    else:
        key = folded(wanted)
        same = [deal for deal in deals if folded(deal.title) == key]
        near = same or [deal for deal in deals if key and key in folded(deal.title)]
    if not near:
        whose = "" if customer_id is None else " of this customer"
        raise NotFound(f"no deal{whose} fits {quoted(wanted)}: give its number or part of its title")
    if len(near) > 1:
        titles = ", ".join(f"{deal.title} (#{deal.id})" for deal in near[:5])
        raise DeskError(f"{quoted(wanted)} fits several deals: {titles}; use #id")
    return near[0]


def edited(desk: Desk, before: Deal, after: Deal) -> Deal:
    """``after`` with the day of its stage set anew where the stage was changed; what is open again has no outcome."""
    if after.is_open and not before.is_open:
        after = after.model_copy(update={"outcome": None, "outcome_words": ""})
    if after.stage is before.stage or after.stage_since != before.stage_since:
        return after
    return after.model_copy(update={"stage_since": desk.today()})
