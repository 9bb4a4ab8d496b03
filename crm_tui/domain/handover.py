"""A customer, or one deal, goes from one officer to another, with everything that the next one has to know."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.record import Line, Model, Record, Words


class HandoverState(StrEnum):
    """How far it is."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    TAKEN_BACK = "taken back"


class ReadPromise(Model):
    """A promise that the receiver has marked as read."""

    commitment_id: int
    """Which, by its number."""

    said: Line
    """What it said then, as a short digest: one that says something else now is to be read again."""


class Handover(Record):
    """One customer, or one deal of theirs, from one officer to another. Until it is accepted the old owner owns."""

    table: ClassVar[str] = "handovers"

    customer_id: int
    """Whose relationship it is."""

    deal_id: int | None = None
    """The one deal that goes over, while its customer stays with their owner; None where the customer goes over."""

    book: int = 0
    """The number of the first of those that were proposed together; 0 where it was proposed alone."""

    owner: Line
    """Who had it, as the record of the customer, or of the deal, spelled them."""

    to: Line
    """The login of who is to have it."""

    reason: Words = Field(min_length=1)
    """Why."""

    by: Line
    """The login of who proposed it."""

    on: date
    """When."""

    read: tuple[ReadPromise, ...] = ()
    """The open promises that the receiver has marked as read."""

    state: HandoverState = HandoverState.PROPOSED
    """How far it is."""

    ended_on: date | None = None
    """When it was accepted, returned or taken back; None while it waits."""

    why: Words = ""
    """Why it was returned."""

    @model_validator(mode="after")
    def _ends_with_a_day(self) -> Self:
        if (self.state is HandoverState.PROPOSED) is not (self.ended_on is None):
            raise ValueError("a handover that ended needs its day, and one that waits has none")
        if self.state is HandoverState.RETURNED and not self.why:
            raise ValueError("say why it is returned")
        return self

    @property
    def waits(self) -> bool:
        """Whether the receiver has still to answer."""
        return self.state is HandoverState.PROPOSED
