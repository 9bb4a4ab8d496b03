"""Chains of referrals as plain text and JSON."""

from typing import Any

from crm_tui.interchange.json_text import amount, dumped
from crm_tui.interchange.layout import hanging, one_line, padded, width
from crm_tui.services.referrals import Chains, Link
from crm_tui.services.won import Won

_NAME = 38


def as_text(found: Chains, about: int | None = None) -> str:
    """The chains as trees, with depth and what was won; ``about`` is the number of a customer who is marked."""
    if not found.links:
        return "Nobody came by another customer yet.\n" if about is None else "They came by nobody and sent nobody.\n"
    title = (
        f"Came by another customer: {found.referred}, in {_counted(found.chains, 'chain')}, "
        f"the longest of {_counted(found.depth, 'step')}; won with them: {found.won.words or 'nothing yet'}"
    )
    lines = [hanging("", title)]
    for one in found.links:
        if one.depth == 0:
            lines.append("")
        lines.append(_line(one, one.customer_id == about))
    return "\n".join([*lines, ""])


def as_json(found: Chains) -> str:
    """Each customer of the chains in the order of the tree, with who sent them, depth, and what was won."""
    return dumped(
        {
            "referred": found.referred,
            "chains": found.chains,
            "depth": found.depth,
            "won": _won(found.won),
            "customers": [
                {
                    "customer": one.customer_id,
                    "name": one.name,
                    "depth": one.depth,
                    "came_by": one.referral.referrer_id if one.referral else None,
                    "on": one.referral.on.isoformat() if one.referral else None,
                    "won": _won(one.won),
                    "sent": one.sent,
                    "all_the_way_down": one.further,
                    "won_all_the_way_down": _won(one.won_by),
                }
                for one in found.links
            ],
        }
    )


def _line(one: Link, marked: bool) -> str:
    label = ("> " if marked else "  ") + one.branch
    name = one_line(one.name)
    while width(label + name) > _NAME - 2 and len(name) > 8:
        name = name[:-2] + "…"
    told = [f"depth {one.depth}", f"won {one.won.words or 'nothing yet'}"]
    if one.further:
        told.append(f"{one.further} by them, won {one.won_by.words or 'nothing yet'}")
    if one.referral is not None:
        told.append(f"came {one.referral.on}")
    return hanging(padded(label + name, _NAME) + " ", " · ".join(told))


def _won(won: Won) -> dict[str, Any]:
    return {"deals": won.deals, "value": {one.currency: amount(one.amount) for one in won.sums}}


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
