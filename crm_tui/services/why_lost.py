"""A deal is lost with its reason: the gate for every save."""

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import DeskError
from crm_tui.services.ports import Records

SAY_WHY = "say why it was lost (and to whom, if that is known)"
"""What is asked of a deal that is lost."""


def check(records: Records, deal: Deal) -> None:
    """Refuse to lose a deal without its reason; one that was recorded as lost before reasons were kept stays as it is.

    Raises:
        DeskError: it has none.
    """
    if deal.stage is not Stage.LOST or deal.outcome is not None:
        return
    was = records.get(Deal, deal.id) if deal.id else None
    if was is None or was.stage is not Stage.LOST or was.outcome is not None:
        raise DeskError(f"{SAY_WHY}: press e on the deal")
