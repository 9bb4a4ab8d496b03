"""All that is owed: what was promised, our tasks, and what the customer owes us."""

from datetime import date, time
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.claim import Claim
from crm_tui.domain.deal import Tenure
from crm_tui.domain.errors import WrongAt
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Model, Record, Words
from crm_tui.domain.recurrence import Recurrence


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


class NewDate(Model):
    """Another day that was agreed for something that is owed. The days before stay visible."""

    was: date
    """The day that it was due before."""

    was_at: time | None = None
    """The time of that day, where one was given."""

    due: date
    """The day that it is due since."""

    agreed_on: date
    """When that was agreed."""

    how: Channel | None = None
    """How it was agreed with the customer; None for our own task, which asks nobody."""

    why: Words = ""
    """The reason."""

    by: Line
    """The login of who recorded it."""


class Delivery(Model):
    """Something that is brought to the customer."""

    address: Words = ""
    """Where to."""

    window: str = Field(default="", max_length=200)
    """Between which hours, in words."""

    received_by: str = Field(default="", max_length=200)
    """Who took it; empty until then."""

    proof: Words = ""
    """What shows it: a receipt's number, a photograph's name."""

    def to_bring(self) -> "Delivery":
        """The same before anybody took it."""
        return self.model_copy(update={"received_by": "", "proof": ""})


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

    at: time | None = None
    """The time of that day, only where one was given. It is late when the day has ended, not before."""

    dates: tuple[NewDate, ...] = Field(default=(), max_length=200)
    """Each change of the due date, in order; the first due date is ``dates[0].was``."""

    every: Recurrence | None = None
    """How it comes back; None for what is owed once. When one time is settled, the next one is opened."""

    series: int | None = None
    """The number of the first of its kind, where it is a later time of something that comes back."""

    after_id: int | None = None
    """The commitment that has to be kept first: the papers that the customer owes us."""

    after_words: str = Field(default="", max_length=200)
    """What has to happen first, in words, where no commitment stands for it: "once the flat is registered"."""

    days_after: int | None = Field(default=None, ge=0, le=3_660)
    """Due so many working days after that; None where only its due date counts."""

    counted_from: date | None = None
    """The day on which that was kept, where the due date was counted from it; None where it was given, or agreed."""

    delivery: Delivery | None = None
    """Where it is to be brought; None for what is not delivered."""

    owner: Line
    """The officer who owes it now, or who follows it up."""

    owners: tuple[Tenure, ...] = Field(default=(), max_length=200)
    """Everybody who owed it, the present owner last; empty while it never changed hands."""

    promised_by: str = Field(default="", max_length=200)
    """Who said it: that stays, whoever owes it now; empty if it was recorded before this was kept."""

    made_on: date
    """The day it was said."""

    status: Status = Status.OPEN
    """Where it stands."""

    settled_on: date | None = None
    """The day it was kept, broken or withdrawn."""

    told: Channel | None = None
    """How the customer was told that it no longer stands, on the day it was withdrawn; None where nobody had to."""

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

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.at is not None and self.due is None:
            raise WrongAt("a time of day needs its day: give the due date", "due")
        if self.every is not None and self.due is None:
            raise WrongAt("what comes back needs its first due date", "due")
        if self.days_after is not None and self.after_id is None:
            raise WrongAt("days after something need what comes first: name that commitment", "after_id")
        if self.after_id is not None and self.after_id == self.id:
            raise WrongAt("nothing waits for itself: name another commitment", "after_id")
        return self

    @property
    def telling(self) -> str:
        """The words; a figure alone tells nobody of what it is, and has its term before it: "rate: 8.4"."""
        if self.claim is None or self.claim.term is None or any(map(str.isalpha, self.words)):
            return self.words
        return f"{self.claim.term.rpartition('.')[2].replace('_', ' ')}: {self.words}"

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.status in UNSETTLED

    def opened(self) -> dict[str, object]:
        """The fields that change when it is owed again after all."""
        return {"status": Status.RENEGOTIATED if self.dates else Status.OPEN, "settled_on": None, "told": None}

    @property
    def first_due(self) -> date | None:
        """The day for which it was promised first."""
        return self.dates[0].was if self.dates else self.due

    @property
    def first_at(self) -> time | None:
        """The time of that day, where one was given."""
        return self.dates[0].was_at if self.dates else self.at

    @property
    def waits(self) -> bool:
        """Whether something else has to happen first."""
        return self.after_id is not None or self.after_words != ""
