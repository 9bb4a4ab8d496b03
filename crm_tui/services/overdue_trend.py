"""How much was overdue on each of the last days, as the records tell it now."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.services.ports import Store

DAYS = 30
"""So many days are shown, today being the last."""

_ASKED = ("status", "due", "made_on", "settled_on", "dates")


def overdue_by_day(store: Store, today: date, days: int = DAYS) -> tuple[int, ...]:
    """How many commitments were overdue on each day, the oldest first; the last is what the daily check counts today.

    A commitment was overdue from the day after the one that it was due on then, until it was settled or another day
    was agreed. One that was settled and opened again counts as if it had been open all the time.
    """
    first = today - timedelta(days=days - 1)
    # what begins on a day is added there and taken off where it ends
    steps = [0] * (days + 1)
    for _, *values in store.fields(Commitment, *_ASKED):
        for begins, ends in _overdue(dict(zip(_ASKED, values, strict=True)), today + timedelta(days=1)):
            start, stop = max((begins - first).days, 0), max((ends - first).days, 0)
            if start < stop:
                steps[start] += 1
                steps[min(stop, days)] -= 1
    level, found = 0, []
    for step in steps[:days]:
        level += step
        found.append(level)
    return tuple(found)


def _overdue(row: Mapping[str, Any], end: date) -> Iterator[tuple[date, date]]:
    """The spans in which it was overdue: from a day up to, and without, another one."""
    if row["due"] is None:
        return
    settled = date.fromisoformat(row["settled_on"]) if row["settled_on"] else None
    is_open = (row["status"] or Status.OPEN) in UNSETTLED
    last = end if is_open or settled is None else min(settled, end)
    known = date.fromisoformat(row["made_on"])
    changes = row["dates"] or []
    dues = [date.fromisoformat(one["was"]) for one in changes] + [date.fromisoformat(row["due"])]
    agreed = [date.fromisoformat(one["agreed_on"]) for one in changes] + [last]
    for due, until in zip(dues, agreed, strict=True):
        begins, ends = max(due + timedelta(days=1), known), min(until, last)
        if begins < ends:
            yield begins, ends
        known = max(known, until)
