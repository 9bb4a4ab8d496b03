"""Who promised something, who owed it since, and the day that follows from another one: kept at every save."""

from datetime import date

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.interaction import Interaction
from crm_tui.services import waiting
from crm_tui.services.deal_history import handed_on
from crm_tui.services.ports import Records


def kept_up(records: Records, was: Commitment | None, one: Commitment, login: str, today: date) -> Commitment:
    """A commitment as it is to be stored: its history is that of the stored one (``was``), with what is changed now.

    Who promised it is who noted the contact in which it was said, else who records it; once that is kept it stays,
    whatever stands in ``one`` itself. So with the day that follows from what it waits for.
    """
    promised_by = was.promised_by if was else one.promised_by
    if not promised_by and one.kind is CommitmentKind.PROMISE and (was is None or was.kind is not one.kind):
        said = records.get(Interaction, one.interaction_id) if one.interaction_id else None
        promised_by = said.by if said else login
    if was is not None:
        owners = handed_on(records, was, one.owner, one.made_on, today)
    else:
        owners = one.owners if one.owners and one.owners[-1].owner == one.owner else ()
    return waiting.dated(records, was, one.model_copy(update={"promised_by": promised_by, "owners": owners}))
