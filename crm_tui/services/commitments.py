"""Commitments: settle one."""

from datetime import date

from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.services import records
from crm_tui.services.desk import Desk


def settle(desk: Desk, before: Commitment, status: Status, *, on: date | None = None, remark: str = "") -> Commitment:
    """Record where a commitment stands, on a day (today if none is given).

    Opening it again takes the day of settling away.

    Raises:
        Conflict: somebody else changed it meanwhile.
    """
    settled = None if status in UNSETTLED else on or desk.today()
    after = Commitment.model_validate(
        before.model_dump() | {"status": status, "settled_on": settled, "remark": remark or before.remark}
    )
    return records.change(desk, before, after)
