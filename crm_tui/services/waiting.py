"""Commitments that wait for another one: no circle, and what becomes of them."""

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.errors import DeskError
from crm_tui.services.ports import Records

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
        raise DeskError(f"there is no commitment {one.after_id} to wait for: choose another one")
    if not one.id:
        return
    chain, at = [one.id], first
    while True:
        chain.append(at.id)
        if at.id == one.id:
            circle = " waits for ".join(f"#{number}" for number in chain)
            raise DeskError(f"these would wait for each other for ever: {circle}; let one of them wait for nothing")
        after = records.get(Commitment, at.after_id) if at.after_id is not None else None
        if after is None or len(chain) > _LONGEST:
            return
        at = after


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
