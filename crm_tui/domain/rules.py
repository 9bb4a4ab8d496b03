"""The ground rules: what everybody at the desk adheres to, and who may make which exception."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from crm_tui.domain.deal import Stage
from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Model, Record, Words
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Role

Days = Annotated[int, Field(ge=0, le=3_660)]
"""A number of days."""


class Rule(StrEnum):
    """What a deal is judged by before it is signed."""

    DIFFERENCE = "difference"
    SURPRISE = "surprise"
    TOLERANCE = "tolerance"
    PAPER_FAULT = "paper fault"
    NO_PAPER = "no paper"
    UNREAD_PAGES = "unread pages"
    MINIMUM_DAYS = "minimum days"
    STAGE_SKIPPED = "stage skipped"
    DAYS_IN_STAGE = "days in stage"
    NOT_CONFIRMED = "not confirmed"
    CONCESSION = "concession limit"
    WHAT_MATTERS = "what matters"
    TRAINEE = "trainee"
    OPEN_INCIDENT = "open incident"
    RECENT_INCIDENT = "recent incident"
    OWNER_GONE = "owner gone"
    OWNER_SILENT = "owner silent"
    FORMER_OWNER = "former owner"


USUAL_SEVERITY = {
    Rule.DIFFERENCE: Severity.BLOCK,
    Rule.SURPRISE: Severity.BLOCK,
    Rule.TOLERANCE: Severity.BLOCK,
    Rule.PAPER_FAULT: Severity.BLOCK,
    Rule.NO_PAPER: Severity.BLOCK,
    Rule.UNREAD_PAGES: Severity.WARN,
    Rule.MINIMUM_DAYS: Severity.BLOCK,
    Rule.STAGE_SKIPPED: Severity.WARN,
    Rule.DAYS_IN_STAGE: Severity.NOTE,
    Rule.NOT_CONFIRMED: Severity.WARN,
    Rule.CONCESSION: Severity.BLOCK,
    Rule.WHAT_MATTERS: Severity.BLOCK,
    Rule.TRAINEE: Severity.BLOCK,
    Rule.OPEN_INCIDENT: Severity.WARN,
    Rule.RECENT_INCIDENT: Severity.NOTE,
    Rule.OWNER_GONE: Severity.BLOCK,
    Rule.OWNER_SILENT: Severity.WARN,
    Rule.FORMER_OWNER: Severity.WARN,
}
"""What breaking each rule asks for, where the desk says nothing else.

Differences and surprises carry the severity that the comparison gave them; this one is the most they can have.
"""


NEVER_WAIVED = frozenset({Rule.WHAT_MATTERS})
"""What costs one line to put right, and is asked for before a deal is submitted: a waiver of it would open nothing."""


class RuleSeverity(Model):
    """What breaking one rule asks for at this desk."""

    rule: Rule
    """Which."""

    severity: Severity
    """What it asks for."""


class MayWaive(Model):
    """Who may let one rule pass."""

    rule: Rule
    """Which."""

    roles: tuple[Role, ...]
    """Any of these; never the one who asks."""


class StageLimit(Model):
    """How long a deal may stay in a stage."""

    stage: Stage
    """Which."""

    days: Days
    """So many working days; one more is a finding."""


class Cadence(Model):
    """How often we are in touch with some of the customers."""

    segment: Line
    """Whom: ``individual`` or ``institution``, or the programme or level of a membership that they have."""

    days: Days
    """Every so many days; 0 where nobody asks."""


class Escalation(Model):
    """Who has to know of something that is late."""

    days: Days
    """So many working days after the due day."""

    role: Role
    """Who is told then; the supervisor of the one who owes it, where one is named."""


class Tolerance(StrEnum):
    """How far the paper may be above what was said."""

    ZERO = "zero"
    GROUP = "group"
    OPEN = "open"


class ToleranceClass(Model):
    """Terms whose amounts are judged together.

    As the good-faith tolerances between the United States' Loan Estimate and Closing Disclosure
    (12 CFR 1026.19(e)(3)): zero, a sum within ten per cent, or open.
    """

    name: Line
    """In the desk's words: "third-party fees"."""

    tolerance: Tolerance
    """How they are judged."""

    terms: tuple[str, ...]
    """Kinds of terms, such as ``loan.processing_fee``; ``loan.*`` is every kind of an area."""

    percent: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    """For a group: by how much the sum on paper may be above the sum that was said."""


class GroundRules(Record):
    """One version of the rules. Each change is a new one; the newest is in force, the others judged older reviews."""

    table: ClassVar[str] = "rules"

    version: int = 1
    """From 1."""

    changed_by: Line
    """Who made this version."""

    changed_on: date
    """When."""

    why: Words = ""
    """What for."""

    minimum_days: Days = 3
    """Working days between the final paper and the signature.

    Three, as the Reserve Bank of India's key facts statement gives for loans of seven days and more (circular of
    15 April 2024).
    """

    days_off: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (5, 6)
    """Days of the week without work; Monday is 0."""

    holidays: tuple[date, ...] = ()
    """Further days without work."""

    stage_order: tuple[Stage, ...] = (Stage.ENQUIRY, Stage.NEEDS, Stage.PROPOSAL, Stage.PAPER_ISSUED, Stage.REVIEW)
    """The stages that a deal passes before it is signed, in this order."""

    stage_limits: tuple[StageLimit, ...] = ()
    """How long a deal may stay in each; no limit where none stands."""

    ahead_days: Annotated[int, Field(ge=1, le=260)] = 5
    """What is due within so many working days is *next* in the daily check."""

    holiday_region: str = Field(default="", max_length=20)
    """A country, or a part of it, whose public holidays are days off too: ``IN`` or ``IN-MH`` (ISO 3166)."""

    time_zone: str = Field(default="", max_length=60)
    """Where the desk's day ends: ``Asia/Kolkata``; empty for that of the machine."""

    escalation: tuple[Escalation, ...] = (
        Escalation(days=2, role=Role.SUPERVISOR),
        Escalation(days=5, role=Role.BRANCH_MANAGER),
    )
    """Who is told of what is late, after how long; the owner is told at once."""

    contact_days: Days = 90
    """We are in touch with a customer who has business with us every so many days; 0 where nobody asks."""

    contact_days_by: Annotated[tuple[Cadence, ...], Field(max_length=50)] = ()
    """Where some hear from us more or less often: the first that fits counts."""

    occasion_days: Days = 7
    """Occasions are told of so many days before."""

    expiry_days: Days = 30
    """Memberships and waivers that end are told of so many days before."""

    recent_incident_days: Days = 90
    """An incident that was put right is told of for so long."""

    silent_owner_days: Days = 14
    """An owner who was not in touch with the customer for so long is silent; counted from taking over, if later."""

    concessions_per_deal: tuple[Money, ...] = ()
    """The most that may be given away on one deal, by currency; no limit where none stands."""

    concessions_per_customer: tuple[Money, ...] = ()
    """The same for one customer in a calendar year."""

    gift_limits: tuple[Money, ...] = ()
    """A gift worth more needs somebody's approval, by currency; where none stands every gift does, beside a review."""

    severities: tuple[RuleSeverity, ...] = ()
    """Where this desk differs from the usual."""

    may_waive: tuple[MayWaive, ...] = ()
    """Who may let which rule pass; a branch manager, where none stands."""

    may_grant_exceptions: tuple[Role, ...] = (Role.BRANCH_MANAGER,)
    """Who may grant that a promise is honoured although the paper says otherwise."""

    tolerance_classes: tuple[ToleranceClass, ...] = ()
    """Terms that are judged by their sum, or not at all; every other term is judged by itself."""

    def severity_of(self, rule: Rule) -> Severity:
        """What breaking a rule asks for."""
        return next((one.severity for one in self.severities if one.rule is rule), USUAL_SEVERITY[rule])

    def limit_of(self, stage: Stage) -> int | None:
        """For how many working days a deal may stay in a stage; None where nothing is said of it."""
        return next((one.days for one in self.stage_limits if one.stage is stage), None)

    def waivers_of(self, rule: Rule) -> tuple[Role, ...]:
        """The roles that may let a rule pass; none where nobody can."""
        if rule in NEVER_WAIVED:
            return ()
        return next((one.roles for one in self.may_waive if one.rule is rule), (Role.BRANCH_MANAGER,))
