"""A customer's place in a programme that rewards them for staying."""

from datetime import date
from typing import Self

from pydantic import model_validator

from crm_tui.domain.record import Line, Model


class Membership(Model):
    """One membership."""

    programme: Line
    """Which programme."""

    level: str = ""
    """The customer's level in it: "gold"."""

    since: date | None = None
    """The first day, if that is known."""

    until: date | None = None
    """The last day; None where it does not end."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError("a membership ends after it begins")
        return self
