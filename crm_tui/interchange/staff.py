"""The staff list as plain text and as JSON."""

from collections.abc import Sequence
from datetime import date

from crm_tui.domain.staff import Member
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging, one_line, padded, width


def as_text(staff: Sequence[Member], today: date) -> str:
    """A line each: login, name, what they may do, since when and until when."""
    if not staff:
        return "Nobody is on the staff list yet: crm-tui staff --first-admin LOGIN names the first admin.\n"
    columns = min(20, max(width(one_line(one.login)) for one in staff)) + 2
    return "\n".join([hanging(padded(one_line(one.login), columns), _about(one, today)) for one in staff] + [""])


def as_json(staff: Sequence[Member]) -> str:
    """Every field of each member."""
    return dumped({"staff": [one.model_dump(mode="json") for one in staff]})


def _about(one: Member, today: date) -> str:
    may = ", ".join(one.roles)
    if one.trainee:
        may = f"trainee under {one.supervisor}" if one.supervisor else "trainee without a supervisor"
    here = f"since {one.since}"
    if one.left_on is not None:
        here += f", left on {one.left_on}" if not one.is_here(today) else f", last day {one.left_on}"
    under = f"supervised by {one.supervisor}" if one.supervisor and not one.trainee else ""
    return "; ".join(filter(None, (one.name, may, under, here)))
