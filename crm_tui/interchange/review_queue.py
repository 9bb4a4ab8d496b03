"""What waits for somebody, as plain text and as JSON."""

from typing import Any

from crm_tui.interchange import json_text
from crm_tui.interchange.layout import hanging
from crm_tui.services.review_queue import Queue, Waiting, Waits


def as_text(queue: Queue) -> str:
    """A title, and each kind with its lines, the oldest first; readable at 80 columns."""
    count = _count(len(queue.waiting) + len(queue.gifts))
    lines = [hanging("", f"Waiting for {queue.officer} on {queue.as_of.isoformat()}: {count}")]
    for what in Waits:
        if found := queue.of(what):
            lines += ["", f"{what.value.upper()} ({len(found)})", *map(_line, found)]
    if queue.gifts:
        lines += ["", f"GIFT TO APPROVE ({len(queue.gifts)})"]
        lines += [
            hanging(
                f"  {one.gift.on}  ",
                f"#{one.gift.id} {one.gift.what}, {one.gift.value.words}, to {one.customer} ({one.gift.by}): {one.why}",
            )
            for one in queue.gifts
        ]
    return "\n".join([*lines, ""])


def as_json(queue: Queue) -> str:
    """``officer``, ``as_of``, ``counts`` by kind and ``waiting`` in the order of the queue."""
    return json_text.dumped(
        {
            "officer": queue.officer,
            "as_of": queue.as_of.isoformat(),
            "counts": {_name(what): len(queue.of(what)) for what in Waits},
            "waiting": [_value(one) for one in queue.waiting],
            "gifts": [
                {
                    "gift": one.gift.id,
                    "what": one.gift.what,
                    "value": {"amount": json_text.amount(one.gift.value.amount), "currency": one.gift.value.currency},
                    "customer": one.customer,
                    "by": one.gift.by,
                    "on": one.gift.on.isoformat(),
                    "why": one.why,
                }
                for one in queue.gifts
            ],
        }
    )


def _count(many: int) -> str:
    return "nothing" if not many else "1 thing" if many == 1 else f"{many} things"


def _line(one: Waiting) -> str:
    age = "today" if not one.days else "1 day" if one.days == 1 else f"{one.days} days"
    told = f": {one.told}" if one.told else ""
    return hanging(f"  {age:>8}  ", f"#{one.deal.id} {one.deal.title}, {one.customer} ({one.by}){told}")


def _value(one: Waiting) -> dict[str, Any]:
    return {
        "what": _name(one.what),
        "deal": one.deal.id,
        "title": one.deal.title,
        "customer": one.customer,
        "by": one.by,
        "since": one.since.isoformat(),
        "days": one.days,
        "told": one.told,
        "record": {"table": one.opens.table, "id": one.opens.id},
    }


def _name(what: Waits) -> str:
    return what.name.lower()
