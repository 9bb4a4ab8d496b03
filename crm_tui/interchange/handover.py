"""Handovers as plain text and as JSON."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging
from crm_tui.services.customers import Names
from crm_tui.services.handover_pack import Pack, standing
from crm_tui.services.handovers import title, unread
from crm_tui.services.outcomes import Outcome
from crm_tui.services.ports import Records
from crm_tui.services.receivers import Receiver


def as_text(found: Sequence[Handover], records: Records) -> str:
    """A line each: number, customer, from whom to whom, how far it is, and why."""
    if not found:
        return "No handover waits.\n"
    names = Names(records)
    titles = [title(records, one, names.of(one.customer_id)) for one in found]
    lines = [hanging(f"{one.id:>5}  ", _line(one, what, records)) for one, what in zip(found, titles, strict=True)]
    return "\n".join([*lines, ""])


def as_json(found: Sequence[Handover], records: Records) -> str:
    """Every field of each, with the customer's name and the promises that are still to be read."""
    names = Names(records)
    values = [
        one.model_dump(mode="json") | {"customer": names.of(one.customer_id), "unread": _unread(one, records)}
        for one in found
    ]
    return dumped({"handovers": values})


def pack_as_json(packs: Sequence[Pack]) -> str:
    """Each pack with its entries; ``seen`` is what marks a promise as read."""
    return dumped({"packs": [_pack(one) for one in packs]})


def loads_as_text(found: Sequence[Receiver]) -> str:
    """A line each, those with the least first."""
    return "".join(hanging("  ", one.words) + "\n" for one in found) or "Nobody is on the staff list yet.\n"


def loads_as_json(found: Sequence[Receiver]) -> str:
    """What each officer has, in numbers."""
    return dumped(
        {
            "officers": [
                {
                    "login": one.login,
                    "customers": one.customers,
                    "open_deals": one.deals,
                    "open_commitments": one.owed,
                    "overdue": one.overdue,
                    "trainees": one.trainees,
                    "is_trainee": bool(one.load.member and one.load.member.trainee),
                }
                for one in found
            ]
        }
    )


def told(done: Outcome, records: Records) -> str:
    """What was done: a line for each handover, and one for each that was left."""
    names = Names(records)
    lines = [
        hanging(f"handover {one.id}: ", f"{title(records, one, names.of(one.customer_id))}: {done.did}")
        for one in done.changed
        if isinstance(one, Handover)
    ]
    moved = len(done.followed)
    lines += [f"{moved} record{'s' * (moved != 1)} changed owner"] if moved else []
    lines += [hanging(f"not {one.key}: ", f"{one.words}: {one.why}") for one in done.left]
    return "\n".join([*lines, ""])


def _line(one: Handover, what: str, records: Records) -> str:
    missing = _unread(one, records)
    reads = f"; {len(missing)} to read" if missing and one.waits else ""
    book = f"; book {one.book}" if one.book else ""
    return f"{what}, {one.owner} to {one.to}, {standing(one)}{reads}{book}: {one.reason}"


def _unread(one: Handover, records: Records) -> list[int]:
    return [each.id for each in unread(records, one)] if one.state is HandoverState.PROPOSED else []


def _pack(one: Pack) -> dict[str, Any]:
    return {
        "handover": one.handover.model_dump(mode="json"),
        "customer": {"id": one.customer.id, "name": one.customer.name},
        "from": one.owner,
        "to": one.to,
        "goes_over": one.goes,
        "as_of": one.as_of.isoformat(),
        "entries": [
            {
                "part": each.part.name.lower(),
                "name": each.name,
                "words": each.words,
                "aside": each.aside,
                "record": {"table": each.record.table, "id": each.record.id} if each.record else None,
            }
            | ({"seen": each.seen, "is_read": each.is_read} if each.is_promise else {})
            for each in one.entries
        ],
    }
