"""The business under way."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Record, Words


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

    @property
    def is_open(self) -> bool:
        """Whether it is still under way before signing."""
        return self.stage in OPEN_STAGES
