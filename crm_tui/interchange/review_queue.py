"""What waits for somebody, as plain text and as JSON."""

from typing import Any

from crm_tui.interchange import json_text
from crm_tui.interchange.layout import hanging
from crm_tui.services.review_queue import Handed, Queue, Waiting, Waits


def as_text(queue: Queue) -> str:
    """A title, and each kind with its lines, the oldest first; readable at 80 columns."""
    count = _count(len(queue))
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
    for heading, waits in (("HANDOVER TO ACCEPT", True), ("HANDOVER RETURNED TO YOU", False)):
        if handed := [one for one in queue.handovers if one.handover.waits is waits]:
            lines += ["", f"{heading} ({len(handed)})", *map(_handed, handed)]
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
            "handovers": [
                {
                    "handover": one.handover.id,
                    "what": one.what,
                    "owner": one.handover.owner,
                    "to": one.handover.to,
                    "by": one.by,
                    "since": one.since.isoformat(),
                    "days": one.days,
                    "state": one.handover.state.value,
                    "why": one.handover.reason if one.handover.waits else one.handover.why,
                    "unread": one.unread,
                }
                for one in queue.handovers
            ],
        }
    )


def _count(many: int) -> str:
    return "nothing" if not many else "1 thing" if many == 1 else f"{many} things"


def _line(one: Waiting) -> str:
    told = f": {one.told}" if one.told else ""
    return hanging(f"  {_age(one.days):>8}  ", f"#{one.deal.id} {one.deal.title}, {one.customer} ({one.by}){told}")


def _handed(one: Handed) -> str:
    about = one.handover
    reads = f", {one.unread} to read" if one.unread else ""
    why = about.reason if about.waits else about.why
    return hanging(
        f"  {_age(one.days):>8}  ", f"#{about.id} {one.what}, {about.owner} to {about.to} ({one.by}){reads}: {why}"
    )


def _age(days: int) -> str:
    return "today" if not days else "1 day" if days == 1 else f"{days} days"


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
