"""Deals: find one, and move it on."""

from collections.abc import Iterable, Mapping
from typing import Any

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.text import quoted
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.long_lists import Key, Ordered, ordered, texts_of, texts_of_named
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


def all_listed(
    store: Store, urgency: Key, stages: Iterable[Stage] = OPEN_STAGES, by: str = "", *, descending: bool = False
) -> Ordered[Stage]:
    """All deals of these stages, then by the day they came to it or by the column with the title ``by``.

    ``urgency`` gives a deal's place by what its paper says.
    """
    groups: dict[Stage, list[int]] = {stage: [] for stage in sorted(stages, key=PRESSING.index)}
    group_of = {one: inside for stage, inside in groups.items() for one in store.valued(Deal, "stage", stage)}
    for one in store.in_order(Deal, "stage_since"):
        if (inside := group_of.get(one)) is not None:
            inside.append(one)
    return ordered(groups).sorted(_key(store, by, urgency), descending=descending)


def _key(store: Store, by: str, urgency: Key) -> Key | None:
    match by:
        case "Deal" | "Owner" | "Next step":
            return texts_of(store, Deal, {"Deal": "title", "Owner": "owner"}.get(by, "next_step"))
        case "Customer":
            return texts_of_named(store, Deal, "customer_id", Customer, "name")
        case "Since":
            since = dict(store.fields(Deal, "stage_since"))
            return lambda number: since.get(number, "")
        case "Value":
            values = {number: _worth(value or {}) for number, value in store.fields(Deal, "value")}
            return lambda number: values.get(number, _worth({}))
        case "Paper says":
            return urgency
    return None


def _worth(value: Mapping[str, Any]) -> tuple[str, float]:
    return value.get("currency", "~"), -float(value.get("amount", 0))


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
