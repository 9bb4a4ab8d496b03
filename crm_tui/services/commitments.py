"""Commitments: settle one."""

from datetime import date

from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.domain.errors import Conflict, NotFound
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.records import last_hand


def unsettled(records: Records) -> list[Commitment]:
    """All that is still owed, in no order."""
    return [one for status in UNSETTLED for one in records.find(Commitment, status=status)]


def settle(desk: Desk, before: Commitment, status: Status, *, on: date | None = None, remark: str = "") -> Commitment:
    """Record where a commitment stands, on a day (today if none is given); whatever else was changed since stays.

    Opening it again takes the day of settling away.

    Raises:
        Conflict: somebody else settled it, or opened it again, meanwhile.
        NotFound: it is gone.
    """
    settled = None if status in UNSETTLED else on or desk.today()
    with desk.acting(f"commitment {status}") as now:
        current = now.get(Commitment, before.id)
        if current is None:
            raise NotFound("this commitment is no longer in the store")
        if (current.status, current.settled_on) != (before.status, before.settled_on):
            who = last_hand(desk, before)
            raise Conflict(f"{who} set this commitment to {current.status} meanwhile: nothing was changed")
        after = Commitment.model_validate(
            current.model_dump() | {"status": status, "settled_on": settled, "remark": remark or current.remark}
        )
        now.put(after)
    return after
