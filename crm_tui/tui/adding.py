"""What can be added to a customer or a deal, and the form for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from crm_tui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Added:
    """A kind of record that can be added."""

    noun: str
    """What it is, in the singular: "interaction"."""

    form: Callable[[Desk, int, int | None], Screen[Any]]
    """The form for a new one, from the desk and the numbers of the customer and of the deal that is meant."""


def _interaction(desk: Desk, customer_id: int, deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.interaction import InteractionForm

    return InteractionForm(desk, None, customer_id, deal_id)


def _commitment(desk: Desk, customer_id: int, deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.commitment import CommitmentForm

    return CommitmentForm(desk, None, customer_id, deal_id)


def _deal(desk: Desk, customer_id: int, _deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.deal import DealForm

    return DealForm(desk, None, customer_id)


def _incident(desk: Desk, customer_id: int, deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.incident import IncidentForm

    return IncidentForm(desk, None, customer_id, deal_id)


INTERACTION = Added("interaction", _interaction)
COMMITMENT = Added("commitment", _commitment)
DEAL = Added("deal", _deal)
INCIDENT = Added("incident", _incident)
