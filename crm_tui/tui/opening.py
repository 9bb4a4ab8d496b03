"""What one key opens on a finding: the record that it speaks of, at the place where it can be put right."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.rules import Rule
from crm_tui.domain.staff import Member
from crm_tui.services.desk import Desk
from crm_tui.services.handing_on import is_given_away
from crm_tui.services.permissions import member

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp
    from crm_tui.tui.forms.form import Form

FIELDS = {
    Rule.WHAT_MATTERS: "what_matters",
    Rule.STAGE_SKIPPED: "stage",
    Rule.DAYS_IN_STAGE: "stage",
    Rule.MINIMUM_DAYS: "signing_on",
}
"""For a finding about a deal, the field of its form where it is put right."""


def rule_of(found: DealFinding) -> str:
    """The ground rule by which a finding counts together what others are judged by alone; empty for any other."""
    if found.rule is Rule.CONCESSION:
        of_customer = found.opens is not None and found.opens.table == Customer.table
        return "concessions_per_customer" if of_customer else "concessions_per_deal"
    # of one promise it is the promise that is spoken of
    return "tolerance_classes" if found.rule is Rule.TOLERANCE and found.opens is None else ""


def owner_form(desk: Desk, what: Customer | Deal) -> "Form[Any]":
    """What gives a customer or a deal another owner: whoever is here hands it over, and it is theirs until then.

    What nobody here answers for is given away; where the owner is no more than a word, as there is no staff list, that
    is changed.
    """
    from crm_tui.tui.forms.deal import DealForm
    from crm_tui.tui.forms.handover import HandoverForm
    from crm_tui.tui.forms.owner import OwnerForm

    if is_given_away(desk, what.owner):
        return OwnerForm(desk, what)
    if isinstance(what, Deal) and member(desk.store, what.owner) is None:
        return DealForm(desk, what, what.customer_id, begin_at="owner")
    return HandoverForm.of(desk, what)


def open_finding(app: "DeskApp", deal: Deal, found: DealFinding) -> bool:
    """Open what a finding speaks of; whether that is a place of its own, and not a passage of the paper."""
    from crm_tui.tui.forms.attach import AttachForm
    from crm_tui.tui.forms.deal import DealForm
    from crm_tui.tui.screens.commitment import CommitmentPage
    from crm_tui.tui.screens.customer import CustomerPage
    from crm_tui.tui.screens.deal import DealPage
    from crm_tui.tui.screens.incident import IncidentPage
    from crm_tui.tui.screens.interaction import InteractionPage

    if rule := rule_of(found):
        app.action_rules(rule)
        return True
    opens = found.opens
    if opens is None:
        return False
    if found.rule is Rule.NO_PAPER:
        app.open_form(AttachForm(app.desk, deal))
        return True
    if found.rule in FIELDS:
        app.open_form(DealForm(app.desk, deal, deal.customer_id, begin_at=FIELDS[found.rule]))
        return True
    if found.rule in (Rule.OWNER_GONE, Rule.OWNER_SILENT):
        app.open_form(owner_form(app.desk, deal))
        return True
    pages: dict[str, Callable[[int], Screen[None]]] = {
        Commitment.table: CommitmentPage,
        Customer.table: CustomerPage,
        Deal.table: DealPage,
        Incident.table: IncidentPage,
        Interaction.table: InteractionPage,
    }
    if opens.table == Member.table:
        app.action_staff(opens.id)
        return True
    page = pages.get(opens.table)
    if page is not None:
        app.push_screen(page(opens.id))
    return page is not None
