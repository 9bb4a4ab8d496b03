"""Commitments that wait for another one: no circle, the day that follows from it, and what becomes of them."""

from typing import TYPE_CHECKING

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.errors import DeskError
from crm_tui.services.ports import Records

if TYPE_CHECKING:
    from crm_tui.services.work_calendar import WorkCalendar

_LONGEST = 1_000
"""So many steps are followed: a desk waits for no longer chain."""


def check(records: Records, one: Commitment) -> None:
    """Refuse to let a commitment wait for what isn't there, or for itself by way of others.

    Raises:
        DeskError: it would.
    """
    was = records.get(Commitment, one.id) if one.id else None
    if one.after_id is None or (was is not None and was.after_id == one.after_id):
        return
    first = records.get(Commitment, one.after_id)
    if first is None:
        raise DeskError(f"there is no commitment {one.after_id} to wait for: choose another one", field="after_id")
    if not one.id:
        return
    chain, at = [one.id], first
    while True:
        chain.append(at.id)
        if at.id == one.id:
            circle = " waits for ".join(f"#{number}" for number in chain)
            told = f"these would wait for each other for ever: {circle}; let one of them wait for nothing"
            raise DeskError(told, field="after_id")
        after = records.get(Commitment, at.after_id) if at.after_id is not None else None
        if after is None or len(chain) > _LONGEST:
            return
        at = after


def dated(records: Records, was: Commitment | None, one: Commitment) -> Commitment:
    """A commitment as it is to be stored: due so many days after what it waits for, as long as that is kept.

    ``was`` is what is stored. A day that was given or agreed stays, and so does that of what is settled; one that was
    counted and has got a time, or comes back, is taken as given.
    """
    first = records.get(Commitment, one.after_id) if one.days_after is not None and one.after_id is not None else None
    due, since = one.due, None
    if was is not None and first is not None and one.at is None and one.every is None:
        same = (was.due, was.after_id, was.days_after) == (one.due, one.after_id, one.days_after)
        since = was.counted_from if same else None
    if first is not None and one.is_open and (due is None or since is not None):
        if first.is_open:
            due = since = None
        elif first.status is Status.KEPT and first.settled_on is not None and first.settled_on != since:
            since = first.settled_on
            due = _calendar(records).add(since, one.days_after or 0)
    return one.model_copy(update={"due": due, "counted_from": since})


def _calendar(records: Records) -> "WorkCalendar":
    # the ground rules are saved as all else is, by way of this module
    from crm_tui.services import ground_rules, work_calendar

    return work_calendar.of(ground_rules.in_force(records))


def words(records: Records, one: Commitment) -> str:
    """What a commitment waits for, or waited for, and where that stands, in a line; empty where it waits for nothing.

    "waits for #12: the papers", "#12 was kept on 2026-11-20: the papers", "waits until the flat is registered".
    """
    if one.after_id is None:
        return f"waits until: {one.after_words}" if one.after_words else ""
    first = records.get(Commitment, one.after_id)
    if first is None:
        return f"waits for #{one.after_id}, which is no longer there"
    said = " ".join(first.words.split())
    if first.is_open:
        return f"waits for #{first.id}: {said}"
    return f"#{first.id} was {first.status} on {first.settled_on}: {said}"


def ended_otherwise(first: Commitment) -> bool:
    """Whether something that others wait for was settled without being kept, so that no date follows from it."""
    return not first.is_open and first.status is not Status.KEPT
