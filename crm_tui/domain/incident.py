"""A poor service experience: what went wrong, why, and what was done about it."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from crm_tui.domain.record import Line, Record, Words


class Incident(Record):
    """One thing that went wrong with a customer."""

    table: ClassVar[str] = "incidents"

    customer_id: int
    """Whom it happened to."""

    deal_id: int | None = None
    """On which deal, if on one."""

    on: date
    """The day it happened."""

    what: Words = Field(min_length=1)
    """What happened, in the customer's eyes."""

    cause: Words = ""
    """Why, once that is known."""

    remedy: Words = ""
    """What was done about it."""

    owner: Line
    """The officer who sees to it."""

    closed_on: date | None = None
    """The day it was put right; None while it is open."""

    closed_by: str = Field(default="", max_length=200)
    """The login of who closed it; empty while it is open, or if it was closed before this was kept."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be put right."""
        return self.closed_on is None
