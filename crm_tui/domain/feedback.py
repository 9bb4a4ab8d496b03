"""What people think of us, or of a competitor."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.deal import Area
from crm_tui.domain.errors import WrongAt
from crm_tui.domain.interaction import Channel
from crm_tui.domain.record import Line, Record, Words

Scale = Annotated[int, Field(ge=1, le=5)]
"""From 1, the worst, to 5, the best."""


class From(StrEnum):
    """Who said it."""

    CUSTOMER = "customer"
    OF_COMPETITOR = "competitor's customer"
    ANONYMOUS = "anonymous"


class Feedback(Record):
    """One opinion."""

    table: ClassVar[str] = "feedback"

    customer_id: int | None = None
    """Who said it, if it was a customer of ours."""

    source: From = From.CUSTOMER
    """Who said it."""

    competitor: str = ""
    """Whom it is about; empty for ourselves."""

    product: Area = Area.OTHER
    """The kind of business it is about."""

    rating: Scale | None = None
    """How good; None where they only said something."""

    words: Words = ""
    """What they said."""

    on: date
    """When."""

    channel: Channel | None = None
    """How; None for a form that nobody handed over."""

    by: Line
    """Who recorded it."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if (self.source is From.CUSTOMER) is not (self.customer_id is not None):
            raise WrongAt("name the customer for a customer's feedback, and nobody for any other", "customer_id")
        if self.rating is None and not self.words:
            raise WrongAt("give a rating, or what they said", "rating")
        return self
