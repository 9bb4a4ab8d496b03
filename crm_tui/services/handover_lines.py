"""The daily check's lines about handovers: for who is to accept one, and for who proposed one that was returned
or whose receiver left."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.services.check_day import CheckDay
from crm_tui.services.check_lines import Act, Group, Line

_ASKED = ("customer_id", "deal_id", "book", "owner", "to", "reason", "by", "on", "state", "ended_on", "why")


def handovers(day: CheckDay) -> Iterator[Line]:
    """One line for each that waits, and for those that were proposed together one in all.

    A returned one waits for who proposed it until it is proposed again or taken back.
    """
    found = [
        (number, dict(zip(_ASKED, values, strict=True)))
        for number, *values in day.store.fields(Handover, *_ASKED)
        if values[0] in day.customers
    ]
    newest = {(kept["customer_id"], kept["deal_id"]): number for number, kept in found}
    together: dict[tuple[int, str], list[tuple[int, dict[str, Any]]]] = {}
    for number, kept in found:
        state = kept["state"] or HandoverState.PROPOSED
        is_returned = state == HandoverState.RETURNED and newest[kept["customer_id"], kept["deal_id"]] == number
        if state == HandoverState.PROPOSED or is_returned:
            together.setdefault((kept["book"] or -number, state), []).append((number, kept))
    for (_, state), ones in together.items():
        yield _line(day, state == HandoverState.RETURNED, ones)


def _line(day: CheckDay, returned: bool, ones: list[tuple[int, dict[str, Any]]]) -> Line:
    number, kept = ones[0]
    customer = day.customers[int(kept["customer_id"])]
    of_deal = f" of {day.title(kept['deal_id'])}" if kept["deal_id"] is not None else ""
    book = f" of {len(ones)} customers" if len(ones) > 1 else of_deal
    if returned:
        who, to = kept["by"], kept["to"]
        words = f"handover{book} returned: {kept['why']}"
    elif (left_on := _left_on(day, kept["to"])) is not None:
        who, to = kept["by"], kept["to"]
        words = f"handover{book}: {to} left on {left_on} without an answer: take it back"
    else:
        who, to = kept["to"], kept["by"]
        words = f"handover{book} to accept: {kept['reason']}"
    return Line(
        group=Group.REVIEWS,
        key=f"handover {number}",
        who=who,
        to=to,
        words=words,
        since=day.days[kept["ended_on"] if returned else kept["on"]],
        due=None,
        at=None,
        customer_id=customer.id,
        customer=customer.name,
        deal_id=kept["deal_id"],
        deal=day.title(kept["deal_id"]),
        owner=who,
        aside=f"from {kept['owner']} to {kept['to']}",
        told=(),
        opens=(Handover.table, number),
        act=Act.OPEN,
    )


def _left_on(day: CheckDay, login: str) -> date | None:
    """The last day of somebody who is not here any more; None of who is, or is not known."""
    who = day.people.member(login)
    return who.left_on if who is not None and not who.is_here(day.as_of) else None
