"""What happened between the desk and a customer."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field

from crm_tui.domain.record import Line, Model, Record, Words


class Channel(StrEnum):
    """How the two met."""

    CALL = "call"
    VISIT = "visit"
    BRANCH = "branch"
    EMAIL = "e-mail"
    MESSAGE = "message"
    LETTER = "letter"


class Direction(StrEnum):
    """Who sought the other."""

    OUT = "we contacted them"
    IN = "they contacted us"


class Reason(StrEnum):
    """What for."""

    BUSINESS = "business"
    GREETING = "greeting"
    ANNOUNCEMENT = "announcement"


class Need(Model):
    """Something that the customer needs, or might, as it came up."""

    words: Line
    """What."""

    deal_id: int | None = None
    """The deal that it became; None while it is none."""


class Interaction(Record):
    """One contact with a customer, with the words as the desk typed them."""

    table: ClassVar[str] = "interactions"

    customer_id: int
    """With whom."""

    deal_id: int | None = None
    """About which deal, if about one."""

    on: date
    """The day it happened."""

    channel: Channel = Channel.BRANCH
    """How."""

    direction: Direction = Direction.OUT
    """Who sought the other; only our own contacts count as staying in touch."""

    by: Line
    """The officer who spoke."""

    said: Words = ""
    """What was said, as typed. Promises are read from it, and point back to it."""

    reason: Reason = Reason.BUSINESS
    """What for."""

    felt: Annotated[int, Field(ge=1, le=5)] | None = None
    """How the customer felt, from 1, angry, to 5, delighted; None where nobody could tell."""

    felt_words: Words = ""
    """The same in words."""

    needs: Annotated[tuple[Need, ...], Field(max_length=50)] = ()
    """What they need, as it came up; each becomes a deal in one step."""

    hands: tuple[str, ...] = ()
    """The logins of those who noted it, or changed what was said; empty if it was recorded before this was kept."""
