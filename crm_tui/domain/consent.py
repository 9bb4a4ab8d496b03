"""What a customer allows us: for what, how it was given, where it was used, and when it was taken back."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.errors import WrongAt
from crm_tui.domain.interaction import Channel
from crm_tui.domain.record import Line, Model, Record, Words


class Purpose(StrEnum):
    """What is allowed."""

    CONTACT = "contact"
    GREETINGS = "greetings"
    ANNOUNCEMENTS = "announcements"
    PUBLISH_NAME = "publish name"
    PUBLISH_PHOTOGRAPH = "publish photograph"


PUBLISHED = frozenset({Purpose.PUBLISH_NAME, Purpose.PUBLISH_PHOTOGRAPH})
"""What leaves a trace outside the desk, and has to be taken down when it is allowed no more."""


class Use(Model):
    """One place where it was used."""

    where: Line
    """The place, so that somebody finds it: "spring leaflet, page 3"."""

    on: date
    """Since when it is there."""

    taken_down_on: date | None = None
    """When it was taken down; None while it is there."""


class Consent(Record):
    """One thing that one customer allows. It is never removed: what was taken back stays on record."""

    table: ClassVar[str] = "consents"

    customer_id: int
    """Who allows it."""

    purpose: Purpose
    """What for."""

    channel: Channel | None = None
    """For contact: by which channel; None for any."""

    given_on: date
    """When."""

    how: Words = Field(min_length=1)
    """How it was given: "signed form 12, kept in the file"."""

    by: Line
    """Who recorded it."""

    uses: tuple[Use, ...] = Field(default=(), max_length=1_000)
    """Where it was used."""

    withdrawn_on: date | None = None
    """When it was taken back; None while it stands."""

    withdrawn_how: Words = ""
    """How they told us."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.channel is not None and self.purpose is not Purpose.CONTACT:
            raise ValueError("a channel belongs to consent to be contacted: leave it empty")
        if self.withdrawn_on is not None and self.withdrawn_on < self.given_on:
            raise WrongAt(f"it was given on {self.given_on}: it is taken back then or later", "withdrawn_on")
        if self.uses and self.purpose not in PUBLISHED:
            raise ValueError("only a name or a photograph is used in a place")
        return self

    @property
    def stands(self) -> bool:
        """Whether it is still given."""
        return self.withdrawn_on is None

    @property
    def to_take_down(self) -> tuple[Use, ...]:
        """Where it still is, though it is allowed no more."""
        return () if self.stands else tuple(one for one in self.uses if one.taken_down_on is None)
