"""What enter opens on each finding: every source has its place."""

from typing import Any

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding, Opens, Source
from crm_tui.domain.document import Document
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member
from crm_tui.services.desk import Desk
from crm_tui.services.rule_words import RULES
from crm_tui.tui.forms.attach import AttachForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.handover import HandoverForm
from crm_tui.tui.opening import open_finding
from crm_tui.tui.screens.commitment import CommitmentPage
from crm_tui.tui.screens.deal import DealPage
from crm_tui.tui.screens.incident import IncidentPage
from crm_tui.tui.screens.interaction import InteractionPage

PASSAGE = None
"""Where no record is opened, the passage of the paper is."""

PLACES = [
    (Rule.DIFFERENCE, Commitment, CommitmentPage, ""),
    (Rule.SURPRISE, None, PASSAGE, ""),
    (Rule.TOLERANCE, Commitment, CommitmentPage, ""),
    (Rule.TOLERANCE, None, "rules", "tolerance_classes"),
    (Rule.PAPER_FAULT, Document, PASSAGE, ""),
    (Rule.UNREAD_PAGES, Document, PASSAGE, ""),
    (Rule.NO_PAPER, Deal, AttachForm, ""),
    (Rule.MINIMUM_DAYS, Document, DealForm, "signing_on"),
    (Rule.STAGE_SKIPPED, Deal, DealForm, "stage"),
    (Rule.DAYS_IN_STAGE, Deal, DealForm, "stage"),
    (Rule.NOT_CONFIRMED, Commitment, CommitmentPage, ""),
    (Rule.CONCESSION, Deal, "rules", "concessions_per_deal"),
    (Rule.CONCESSION, Customer, "rules", "concessions_per_customer"),
    (Rule.WHAT_MATTERS, Deal, DealForm, "what_matters"),
    (Rule.TRAINEE, Member, "staff", 1),
    (Rule.OPEN_INCIDENT, Incident, IncidentPage, ""),
    (Rule.RECENT_INCIDENT, Incident, IncidentPage, ""),
    (Rule.OWNER_GONE, Deal, HandoverForm, ""),
    (Rule.OWNER_SILENT, Deal, HandoverForm, ""),
    (Rule.FORMER_OWNER, Interaction, InteractionPage, ""),
    (Rule.FORMER_OWNER, Deal, DealPage, ""),
]


class Screens:
    """Stands for the program: remembers what it was asked to show."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.shown: Any = None
        self.at: Any = ""

    def open_form(self, form: Any) -> None:
        self.shown, self.at = type(form), getattr(form, "_begin_at", "")

    def push_screen(self, screen: Any) -> None:
        self.shown = type(screen)

    def action_rules(self, begin_at: str = "") -> None:
        self.shown, self.at = "rules", begin_at

    def action_staff(self, begin_at: int = 0) -> None:
        self.shown, self.at = "staff", begin_at


def a_finding(rule: Rule, speaks_of: type[Record] | None) -> DealFinding:
    return DealFinding(
        key=rule,
        source=Source.PEOPLE,
        rule=rule,
        severity=Severity.WARN,
        label=rule,
        sentence="Something is not as it should be.",
        opens=Opens(table=speaks_of.table, id=1) if speaks_of else None,
    )


@pytest.mark.parametrize(
    ("rule", "speaks_of", "place", "at"),
    PLACES,
    ids=[f"{rule}, {kind.table if kind else 'no record'}" for rule, kind, *_ in PLACES],
)
def test_enter_opens_the_place_where_a_finding_is_put_right(
    desk: Desk, rule: Rule, speaks_of: type[Record] | None, place: object, at: object
) -> None:
    deal = desk.store.get(Deal, 1)
    assert deal is not None
    screens = Screens(desk)
    opened = open_finding(screens, deal, a_finding(rule, speaks_of))  # type: ignore[arg-type]
    assert (opened, screens.shown, screens.at) == (place is not PASSAGE, place, at)


def test_every_rule_has_its_place_and_every_field_and_rule_named_exists() -> None:
    assert {rule for rule, *_ in PLACES} == set(Rule)
    fields = {field.name for field in DealForm.FIELDS}
    assert {at for *_, place, at in PLACES if place is DealForm} <= fields
    assert {at for *_, place, at in PLACES if place == "rules"} <= set(RULES)
