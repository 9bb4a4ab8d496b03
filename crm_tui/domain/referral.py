"""Who sent whom to us."""

from datetime import date
from typing import ClassVar, Self

from pydantic import model_validator

from crm_tui.domain.errors import WrongAt
from crm_tui.domain.record import Line, Record, Words


class Referral(Record):
    """That one customer came by another. Each comes by one at the most, and the chain has no ring."""

    table: ClassVar[str] = "referrals"

    customer_id: int
    """Who came."""

    referrer_id: int
    """The customer who sent them."""

    on: date
    """When."""

    by: Line
    """Who recorded it."""

    words: Words = ""
    """What was said of it."""

    @model_validator(mode="after")
    def _not_by_themselves(self) -> Self:
        if self.customer_id == self.referrer_id:
            raise WrongAt("nobody refers themselves: name another customer", "referrer_id")
        return self
