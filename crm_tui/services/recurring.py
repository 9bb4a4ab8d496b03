"""What follows when a commitment is settled: the next time of what comes back, and the day of what waited for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.services.ports import Records, Transaction
from crm_tui.services.waiting import ended_otherwise

_NAMED = 5
"""So many missed days are named; of more, how many."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of settling, or of opening again."""

    records: tuple[Commitment, ...] = ()
    """What was added or changed beside it."""

    told: tuple[str, ...] = ()
    """A line for each, and for what did not come of it though it might be expected."""


class Bonds:
    """How some commitments hang together with others. Read at once, before any of them is changed."""

    def __init__(self, records: Records, ones: Iterable[Commitment]) -> None:
        ones = list(ones)
        self._waiting = {one.id: [each.id for each in records.find(Commitment, after_id=one.id)] for one in ones}
        numbers = {series_of(one) for one in ones if one.every is not None or one.series is not None}
        self._times = {
            number: [number, *(each.id for each in records.find(Commitment, series=number))] for number in numbers
        }

    def has_waiting(self, one: Commitment) -> bool:
        """Whether something waits for it."""
        return bool(self._waiting.get(one.id))

    def waiting_for(self, now: Records, one: Commitment) -> list[Commitment]:
        """What waits for it, as it stands now, open or not."""
        found = (now.get(Commitment, each) for each in self._waiting.get(one.id, ()))
        return [each for each in found if each is not None and each.after_id == one.id]

    def times(self, now: Records, one: Commitment) -> Iterator[Commitment]:
        """The other times of the same series, as they stand now."""
        found = (now.get(Commitment, each) for each in self._times.get(series_of(one), ()))
        return (each for each in found if each is not None and each.id != one.id)

    def in_the_way(self, now: Records, one: Commitment) -> Iterator[Commitment]:
        """The other times beside which this one would be owed twice, were it opened again.

        That is one that is open, and where this one was withdrawn, one that stands for the same day.
        """
        for each in self.times(now, one):
            same_day = each.first_due == one.first_due and one.status is Status.WITHDRAWN is not each.status
            if each.is_open or same_day:
                yield each

    def note(self, one: Commitment) -> None:
        """Know a time that was added meanwhile."""
        self._times.setdefault(series_of(one), [series_of(one)]).append(one.id)


def series_of(one: Commitment) -> int:
    """The number by which the times of something that comes back belong together: that of the first of them."""
    return one.series or one.id


def next_due(last: Commitment, today: date) -> tuple[date | None, tuple[date, ...]]:
    """When something that comes back is due after its last time, not before today, and the days that were missed."""
    if last.every is None or last.due is None:
        return None, ()
    missed: list[date] = []
    found = last.every.next_after(_end(last))
    while found is not None and found < today:
        missed.append(found)
        found = last.every.next_after(found)
    return found, tuple(missed)


def go_on(now: Transaction, bonds: Bonds, settled: Commitment, today: date) -> Followed:
    """Open the next time of something that comes back; nothing where another time is open already.

    It comes after the last of those that were not withdrawn, and as that did: an earlier one may be settled once more.
    """
    others = list(bonds.times(now, settled))
    if settled.every is None or any(one.is_open for one in others):
        return Followed()
    last = max((settled, *(one for one in others if one.status is not Status.WITHDRAWN)), key=_end)
    due, missed = next_due(last, today)
    told = [f"missed meanwhile: {_days(missed)}"] if missed else []
    if due is None:
        return Followed((), (*told, *ended(settled).told))
    # what was said of a term, and what it costs, stands with the first time, and is not said again
    fresh = {"id": 0, "status": Status.OPEN, "due": due, "at": last.first_at, "dates": (), "series": series_of(last)}
    blank = {"settled_on": None, "told": None, "claim": None, "cost": None, "remark": " and ".join(told)}
    no_wait = {"after_id": None, "after_words": "", "days_after": None, "counted_from": None}
    delivery = last.delivery.to_bring() if last.delivery else None
    opened = now.add(last.model_copy(update=fresh | blank | no_wait | {"delivery": delivery}))
    bonds.note(opened)
    return Followed((opened,), (*told, f"next time: #{opened.id}, due {due}"))


def _end(one: Commitment) -> date:
    """The day for which a time was meant, or the later one to which it was moved."""
    return max((day for day in (one.due, one.first_due) if day is not None), default=date.min)


def ended(settled: Commitment) -> Followed:
    """Say that something does not come back, where it would have."""
    return Followed((), (f"#{settled.id} does not come back any more",) if settled.every is not None else ())


def give_dates(now: Transaction, bonds: Bonds, first: Commitment) -> Followed:
    """Give what waited for this its day, if it was kept; if it ended otherwise, say what waited."""
    changed: list[Commitment] = []
    told: list[str] = []
    for one in bonds.waiting_for(now, first):
        if not one.is_open:
            continue
        if ended_otherwise(first):
            told.append(f"#{one.id} waited for #{first.id}, which was {first.status}: give it a date, or withdraw it")
            continue
        after = _saved(now, one)
        if after.due != one.due:
            changed.append(after)
            told.append(f"#{one.id} waited for this, and is due {after.due} now")
        elif one.due is not None:
            told.append(f"#{one.id} waited for this, and stays due {one.due}")
        else:
            told.append(f"#{one.id} waited for this, and can begin now")
    return Followed(tuple(changed), tuple(told))


def take_dates(now: Transaction, bonds: Bonds, first: Commitment) -> Followed:
    """Take away the days that came by themselves when something was kept, as it is owed again."""
    waits = [(one, _saved(now, one)) for one in bonds.waiting_for(now, first) if one.is_open]
    changed = tuple(after for one, after in waits if after.due != one.due)
    return Followed(changed, tuple(_waits_again(after) for one, after in waits if one.due is not None))


def date_of_its_own_accord(given: Commitment, stored: Commitment) -> Followed:
    """Tell of the day that something got, or lost, as it was saved, for the sake of what it waits for."""
    if given.due == stored.due:
        return Followed()
    if stored.due is None:
        return Followed((), (_waits_again(stored),))
    return Followed((), (f"#{stored.id} follows #{stored.after_id}, which was kept, and is due {stored.due}",))


def _saved(now: Transaction, one: Commitment) -> Commitment:
    """What becomes of a commitment when it is saved as it is: its day follows what it waits for."""
    now.put(one)
    return now.get(Commitment, one.id) or one


def _waits_again(one: Commitment) -> str:
    when = f"and stays due {one.due}" if one.due is not None else "without a date"
    return f"#{one.id} waits for #{one.after_id} again, {when}"


def _days(days: tuple[date, ...]) -> str:
    named = ", ".join(str(day) for day in days[:_NAMED])
    more = f" and {len(days) - _NAMED} more" if len(days) > _NAMED else ""
    times = "1 time" if len(days) == 1 else f"{len(days)} times"
    return f"{times}: {named}{more}"
