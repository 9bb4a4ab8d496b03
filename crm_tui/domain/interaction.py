"""What happened between the desk and a customer."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from crm_tui.domain.record import Line, Record, Words


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

    hands: tuple[str, ...] = ()
    """The logins of those who noted it, or changed what was said; empty if it was recorded before this was kept."""
