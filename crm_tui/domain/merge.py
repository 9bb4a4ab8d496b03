"""Two records of one customer were made one; kept so that it can be undone. And two that are known not to be one."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from crm_tui.domain.customer import Customer
from crm_tui.domain.record import Line, Model, Record, Words


class Moved(Model):
    """A record that named the customer who is gone, and names the other one now."""

    table: Line
    """Its table."""

    id: int
    """Its number."""

    field: Line
    """Which of its fields."""


class Merge(Record):
    """One merge of two customers.

    What is kept of them stays under their own numbers, so that whatever erases a customer finds it here too.
    """

    table: ClassVar[str] = "merges"

    customer_id: int
    """The customer who stayed; where that one went into another one later, the other one."""

    gone: int
    """The number of the one who went; it comes back under it."""

    before: Customer | None
    """The one who stayed, as they were; None once that was erased."""

    was: Customer | None
    """The one who went, as they were; None once that was erased."""

    left: Customer | None = None
    """The one who stayed, as the merge left them; None once that was erased."""

    moved: tuple[Moved, ...] = ()
    """What named the one who went."""

    last: dict[str, int] = Field(default_factory=dict)
    """The newest record of each table that named either of them: what bears a higher number was added since."""

    why: Words = ""
    """By what they were found to be one."""

    by: Line
    """The login of who did it."""

    on: date
    """When."""

    undone_on: date | None = None
    """When it was taken apart again; None while it stands."""

    @property
    def stands(self) -> bool:
        """Whether it was not taken apart."""
        return self.undone_on is None


class Distinct(Record):
    """Two customers who look like one, and are not: they are not shown as duplicates again."""

    table: ClassVar[str] = "distincts"

    customer_id: int
    """One of them."""

    other_customer_id: int
    """The other one."""

    why: Words = ""
    """How that is known."""

    by: Line
    """The login of who said so."""

    on: date
    """When."""
