"""All that is owed: what was promised, our tasks, and what the customer owes us."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.claim import Claim
from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Record, Words


class CommitmentKind(StrEnum):
    """Who owes what to whom."""

    PROMISE = "promise"
    TASK = "task"
    THEIRS = "theirs"


class Certainty(StrEnum):
    """How firmly it was said."""

    FIRM = "firm"
    CONDITIONAL = "conditional"
    HOPE = "hope"


class Status(StrEnum):
    """Where it stands, as somebody recorded it. Lateness is derived, never stored."""

    OPEN = "open"
    KEPT = "kept"
    PARTLY_KEPT = "partly kept"
    BROKEN = "broken"
    RENEGOTIATED = "renegotiated"
    WITHDRAWN = "withdrawn"
    DISPUTED = "disputed"


UNSETTLED = frozenset({Status.OPEN, Status.RENEGOTIATED, Status.DISPUTED})
"""Still owed: it stays in the daily check."""


class Commitment(Record):
    """Something owed. A promise can carry a claim about a term, a due date, or both."""

    table: ClassVar[str] = "commitments"

    kind: CommitmentKind = CommitmentKind.PROMISE
    """Who owes it."""

    customer_id: int
    """To whom, or by whom."""

    deal_id: int | None = None
    """For which deal, if for one."""

    interaction_id: int | None = None
    """Where it was said, if that was recorded."""

    words: Words = Field(min_length=1)
    """The words used."""

    claim: Claim | None = None
    """What the words say about a term, as understood and confirmed; None for plain things to do."""

    certainty: Certainty = Certainty.FIRM
    """How firmly it was said."""

    due: date | None = None
    """The last day on which keeping it is in time."""

    owner: Line
    """The officer who owes it, or who follows it up."""

    made_on: date
    """The day it was said."""

    status: Status = Status.OPEN
    """Where it stands."""

    settled_on: date | None = None
    """The day it was kept, broken or withdrawn."""

    remark: Words = ""
    """How it was settled, or what else to know."""

    cost: Money | None = None
    """What it costs the firm, where it is a concession: a fee waived, a thing given free."""

    confirmed_on: date | None = None
    """The day on which it was read back to the customer, and they said yes to it; None while it was not."""

    hands: tuple[str, ...] = ()
    """The logins of those who noted it, or changed what it says; empty if it was recorded before this was kept."""

    @model_validator(mode="after")
    def _settled_has_a_day(self) -> Self:
        if not self.is_open and self.settled_on is None:
            raise ValueError(f"a commitment that is {self.status} needs the day on which it was settled")
        return self

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.status in UNSETTLED
