"""Customers who may be one, merges and their undoing, as plain text and as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from crm_tui.domain.customer import Customer
from crm_tui.domain.merge import Merge
from crm_tui.interchange import json_text
from crm_tui.interchange.layout import hanging
from crm_tui.services import merge_words
from crm_tui.services.lookalikes import Alike
from crm_tui.services.merge_plan import Plan
from crm_tui.services.merging_customers import Parting


def as_text(found: Sequence[Alike]) -> str:
    """Each pair with its reasons; readable at 80 columns."""
    count = (
        f"{len(found)} pair{'s' * (len(found) != 1)} of customers who may be one" if found else "No duplicates found"
    )
    lines = [count]
    for one in found:
        lines += ["", hanging("  ", _who(one.one)), hanging("  ", _who(one.other)), hanging("    ", one.pair.why)]
    return "\n".join([*lines, ""])


def as_json(found: Sequence[Alike]) -> str:
    """``pairs``, each with both customers, ``points``, ``reasons`` and ``against``."""
    return json_text.dumped(
        {
            "pairs": [
                {
                    "one": _customer(one.one),
                    "other": _customer(one.other),
                    "points": one.pair.points,
                    "reasons": list(one.pair.reasons),
                    "against": list(one.pair.against),
                }
                for one in found
            ]
        }
    )


def lines_as_text(lines: Iterable[tuple[str, str]]) -> str:
    """Lines of a label and what it says."""
    return "\n".join(hanging(f"{name:<14}", told) for name, told in lines) + "\n"


def plan_as_json(plan: Plan, merge: Merge | None) -> str:
    """What a merge would do, or has done under ``merge``."""
    return json_text.dumped(
        {
            "merge": merge.id if merge else None,
            "stays": plan.stays.model_dump(mode="json"),
            "goes": plan.goes.model_dump(mode="json"),
            "left": plan.left.model_dump(mode="json"),
            "moved": [one.model_dump(mode="json") for one in plan.moved],
            "warnings": list(plan.warnings),
        }
    )


def parting_as_json(parting: Parting, *, done: bool) -> str:
    """How two would be taken apart, or were."""
    return json_text.dumped(
        {
            "merge": parting.merge.id,
            "done": done,
            "stays": parting.stays.model_dump(mode="json"),
            "back": parting.back.model_dump(mode="json"),
            "returning": [{"table": one.table, "id": one.id} for one in parting.returning],
            "told": list(parting.told),
        }
    )


def merges_as_text(merges: Sequence[Merge]) -> str:
    """Each merge in a line, by its number."""
    if not merges:
        return "Nobody was merged\n"
    return "\n".join(hanging(f"{one.id:>4}  ", merge_words.done(one)) for one in merges) + "\n"


def merges_as_json(merges: Sequence[Merge]) -> str:
    """``merges``, whole."""
    return json_text.dumped({"merges": [one.model_dump(mode="json") for one in merges]})


def _who(one: Customer) -> str:
    known = ", ".join(filter(None, (one.place, one.phone, one.email)))
    return f"#{one.id} {one.name}{f' ({known})' if known else ''}, {one.owner}"


def _customer(one: Customer) -> dict[str, Any]:
    return one.model_dump(mode="json", include={"id", "name", "kind", "phone", "email", "place", "owner"})
