"""The business under way."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.errors import WrongAt
from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Model, Record, Words


class Stage(StrEnum):
    """How far a deal has come, in this order; Lost and On hold stand beside it."""

    ENQUIRY = "Enquiry"
    NEEDS = "Needs"
    PROPOSAL = "Proposal"
    PAPER_ISSUED = "Paper issued"
    REVIEW = "Review"
    SIGNED = "Signed"
    LIVE = "Live"
    LOST = "Lost"
    ON_HOLD = "On hold"


OPEN_STAGES = (Stage.ENQUIRY, Stage.NEEDS, Stage.PROPOSAL, Stage.PAPER_ISSUED, Stage.REVIEW, Stage.ON_HOLD)
"""Not yet signed and not lost: what *open deals* means."""


class Area(StrEnum):
    """The kind of business: which vocabulary is tried first when words are read."""

    LOAN = "loan"
    DEPOSIT = "deposit"
    INSURANCE = "insurance"
    TELECOM = "telecom"
    SERVICE = "service"
    LEASE = "lease"
    B2B = "b2b"
    EMPLOYMENT = "employment"
    OTHER = "other"


class StageReached(Model):
    """A stage that a deal came to."""

    stage: Stage
    """Which."""

    on: date
    """When."""

    by: str = ""
    """Who moved it there; empty where that was not kept."""


class DealReason(StrEnum):
    """Why a deal was won or lost."""

    PRICE = "price"
    TERMS = "terms"
    SPEED = "speed"
    SERVICE = "service"
    TRUST = "trust"
    RELATIONSHIP = "relationship"
    NO_NEED = "no need any more"
    NO_ANSWER = "no answer"
    OTHER = "other"


class Tenure(Model):
    """Somebody who answered for a deal."""

    owner: Line
    """Who."""

    since: date
    """From which day."""


class Deal(Record):
    """Business with one customer, from enquiry to live."""

    table: ClassVar[str] = "deals"

    customer_id: int
    """Whose it is."""

    title: Line
    """In the desk's words: "Home loan, Wakad flat"."""

    area: Area = Area.OTHER
    """The kind of business."""

    stage: Stage = Stage.ENQUIRY
    """How far it is."""

    stage_since: date
    """The day it came to this stage."""

    value: Money | None = None
    """What it is worth to the customer: the loan amount, the yearly premium."""

    owner: Line
    """The officer who answers for it."""

    opened: date
    """The day of the enquiry."""

    next_step: Words = ""
    """What happens next, in a line."""

    what_matters: Words = ""
    """What matters to this customer in this deal, in their own words."""

    not_asked: bool = False
    """Whether the desk says openly that it did not ask what matters."""

    interaction_id: int | None = None
    """The contact in which the need for it came up, if it came of one."""

    competitor: str = Field(default="", max_length=200)
    """Who else was asked for it, or got it."""

    outcome: DealReason | None = None
    """Why it was won or lost; None while it is open, or nobody said."""

    outcome_words: Words = ""
    """The same in words; "other" needs them."""

    signing_on: date | None = None
    """The day on which it is to be signed, once that is agreed."""

    stages: tuple[StageReached, ...] = Field(default=(), max_length=200)
    """Every stage that it came to, in order; empty for a deal that was recorded before this was kept.

    Where the first of them is later than the day of the enquiry, what came before it was not kept.
    """

    owners: tuple[Tenure, ...] = Field(default=(), max_length=200)
    """Everybody who answered for it, the present owner last; empty while it never changed hands."""

    @model_validator(mode="after")
    def _either_asked_or_not(self) -> Self:
        if self.what_matters and self.not_asked:
            told = "what matters to the customer is filled in: take the mark that it was not asked away"
            raise WrongAt(told, "not_asked")
        if self.outcome is DealReason.OTHER and not self.outcome_words:
            raise WrongAt("say in words why it was won or lost, as it is another reason", "outcome_words")
        return self

    @property
    def in_charge_since(self) -> date:
        """The day since which its present owner answers for it."""
        return self.owners[-1].since if self.owners else self.opened

    @property
    def is_open(self) -> bool:
        """Whether it is still under way before signing."""
        return self.stage in OPEN_STAGES
