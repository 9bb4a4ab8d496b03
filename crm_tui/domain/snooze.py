"""Something that one officer does not want to see again before a day. What is owed does not change by it."""

from datetime import date
from typing import ClassVar

from crm_tui.domain.record import Line, Record


class Snooze(Record):
    """One line of the daily check that is put off, for one officer only."""

    table: ClassVar[str] = "snoozes"

    by: Line
    """The login of who put it off: nobody else's list changes."""

    about: Line
    """The line, by its key: ``commitment 12``."""

    until: date
    """The day on which it shows again."""
