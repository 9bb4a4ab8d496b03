"""A list that somebody looks at again and again."""

from typing import ClassVar

from crm_tui.domain.record import Line, Record


class SavedView(Record):
    """What was asked for, under a name."""

    table: ClassVar[str] = "views"

    by: Line
    """The login of whose it is."""

    name: Line
    """What it is called."""

    asked: Line
    """The words, as they are typed: ``owner:asha due:overdue``."""
