"""Letting a ground rule pass for once: by whom, why, and until when."""

from datetime import date
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.record import Line, Record, Words
from crm_tui.domain.rules import Rule


class Waiver(Record):
    """A request that one finding of one deal may pass, and what became of it. What was waived still prints."""

    table: ClassVar[str] = "waivers"

    deal_id: int
    """On which deal."""

    rule: Rule
    """Which rule."""

    about: Line
    """The finding, by its key."""

    found: Words = ""
    """What the paper was found to say: a finding that says something else is not covered; empty where days count on."""

    reason: Words = Field(min_length=1)
    """Why."""

    until: date
    """The last day on which it counts."""

    asked_by: Line
    """Who asked."""

    asked_on: date
    """When."""

    decided_by: str = ""
    """Who granted or refused it: never who asked; empty while nobody has."""

    decided_on: date | None = None
    """When."""

    granted: bool = False
    """What was decided."""

    taken_back_by: str = ""
    """Who took it back; empty while it stands."""

    taken_back_on: date | None = None
    """When."""

    @model_validator(mode="after")
    def _has_another_approver(self) -> Self:
        if self.decided_by and self.decided_by == self.asked_by:
            raise ValueError("a waiver is granted by somebody else than who asked for it")
        if self.granted and self.decided_on is None:
            raise ValueError("a waiver that was granted needs who granted it, and when")
        return self

    @property
    def is_asked(self) -> bool:
        """Whether it waits for somebody to decide."""
        return self.decided_on is None and self.taken_back_on is None

    def counts(self, today: date) -> bool:
        """Whether the finding may pass on this day."""
        return self.granted and self.taken_back_on is None and today <= self.until
