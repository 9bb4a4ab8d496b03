"""Two records of one customer were made one; kept so that it can be undone."""

from datetime import date
from typing import Any, ClassVar

from crm_tui.domain.record import Line, Model, Record


class Moved(Model):
    """A record that named the customer who is gone, and names the other one now."""

    table: Line
    """Its table."""

    id: int
    """Its number."""

    field: Line
    """Which of its fields."""


class Merge(Record):
    """One merge of two customers."""

    table: ClassVar[str] = "merges"

    customer_id: int
    """The customer who stayed."""

    gone: int
    """The number of the one who went; it comes back under it."""

    before: dict[str, Any]
    """The one who stayed, as they were."""

    was: dict[str, Any]
    """The one who went, as they were."""

    moved: tuple[Moved, ...] = ()
    """What named the one who went."""

    why: str = ""
    """By what they were found to be one."""

    by: Line
    """The login of who did it."""

    on: date
    """When."""

    undone_on: date | None = None
    """When it was taken apart again; None while it stands."""
