"""All that happened with a customer, the newest first."""

from collections.abc import Sequence

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.interaction import Interaction
from crm_tui.services import incidents
from crm_tui.tui.adding import COMMITMENT, DEAL, INCIDENT, INTERACTION
from crm_tui.tui.screens.detail import Related, newest_first, related
from crm_tui.tui.sections.section import Asked, Section


def _lines(asked: Asked) -> Sequence[Related]:
    store, number = asked.desk.store, asked.customer.id
    deals = store.find(Deal, customer_id=number)
    everything = [
        *store.find(Interaction, customer_id=number),
        *store.find(Commitment, customer_id=number),
        *deals,
        *incidents.of_customer(store, number),
        *(paper for deal in deals for paper in store.find(Document, deal_id=deal.id)),
    ]
    return newest_first([related(one, asked.days) for one in everything])


TIMELINE = Section("Timeline", _lines, adds=(INTERACTION, COMMITMENT, DEAL, INCIDENT))
"""The records themselves, and the forms for new ones."""
