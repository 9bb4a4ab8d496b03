"""How much was overdue on each of the last days, as the records tell it now."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.services.check_day import Days
from crm_tui.services.ports import Store

DAYS = 30
"""So many days are shown, today being the last."""

_DAY = timedelta(days=1)
_ASKED = ("status", "due", "made_on", "settled_on", "dates")


def overdue_by_day(store: Store, today: date, days: int = DAYS) -> tuple[int, ...]:
    """How many commitments were overdue on each day, the oldest first; the last is what the daily check counts today.

    A commitment was overdue from the day after the one that it was due on then, until it was settled or another day
    was agreed. One that was settled and opened again counts as if it had been open all the time.
    """
    first = today - timedelta(days=days - 1)
    # days as they are kept are in order as texts are; thousands of records share a few hundred
    day, now, since = Days(), today.isoformat(), first.isoformat()
    # what begins on a day is added there and taken off where it ends
    steps = [0] * (days + 1)
    for _, status, due, made_on, settled_on, changes in store.fields(Commitment, *_ASKED):
        is_open = not settled_on or (status or Status.OPEN) in UNSETTLED
        if due is None or (due >= now and not changes) or (not is_open and settled_on <= since):
            continue
        last = today + _DAY if is_open else min(day[settled_on], today + _DAY)
        dues = [*(day[one["was"]] for one in changes or ()), day[due]]
        agreed = [*(day[one["agreed_on"]] for one in changes or ()), last]
        for begins, ends in _overdue(dues, agreed, day[made_on]):
            start, stop = max((begins - first).days, 0), max((ends - first).days, 0)
            if start < stop:
                steps[start] += 1
                steps[min(stop, days)] -= 1
    level, found = 0, []
    for step in steps[:days]:
        level += step
        found.append(level)
    return tuple(found)


def _overdue(dues: Sequence[date], agreed: Sequence[date], known: date) -> Iterator[tuple[date, date]]:
    """The spans in which something known since a day was overdue: from a day up to, and without, another one.

    Each due day counts until another one was ``agreed``, the last one until the last of those days.
    """
    last = agreed[-1]
    for due, until in zip(dues, agreed, strict=True):
        begins, ends = max(due + _DAY, known), min(until, last)
        if begins < ends:
            yield begins, ends
        known = max(known, until)
