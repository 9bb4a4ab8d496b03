"""Gifts as plain text and JSON: where each stands, and why it waits."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from crm_tui.interchange import json_text
from crm_tui.interchange.layout import hanging
from crm_tui.services.gifts import Given


def as_text(found: Sequence[Given]) -> str:
    """By where they stand, each in a line; readable at 80 columns."""
    if not found:
        return "No gift fits, or none was recorded yet.\n"
    lines: list[str] = []
    for at, ones in groupby(found, key=lambda one: one.standing):
        of_them = list(ones)
        lines += [*([""] if lines else []), f"{at.value.upper()} ({len(of_them)})", *map(_line, of_them)]
    return "\n".join([*lines, ""])


def as_json(found: Sequence[Given]) -> str:
    """Every field of each, with the customer's name, where it stands and why."""
    return json_text.dumped({"gifts": [_value(one) for one in found]})


def _line(one: Given) -> str:
    gift = one.gift
    occasion = f" ({gift.occasion})" if gift.occasion else ""
    approved = f", approved by {gift.approved_by}" if gift.approved_by else ""
    why = f": {one.why}" if one.why else ""
    mine = "; it waits for you" if one.mine else ""
    said = f"{gift.what}{occasion}, {gift.value.words}, to {one.customer} by {gift.by}{approved}{why}{mine}"
    return hanging(f"  {gift.on}  ", f"#{gift.id} {said}")


def _value(one: Given) -> dict[str, Any]:
    known = one.gift.model_dump(mode="json")
    known["value"] = {"amount": json_text.amount(one.gift.value.amount), "currency": one.gift.value.currency}
    return known | {"customer": one.customer, "standing": one.standing.value, "why": one.why, "mine": one.mine}
