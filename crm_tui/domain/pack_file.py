"""The firm's own packs of terms, as they are kept for a whole desk."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from crm_tui.domain.record import Line, Record

PackText = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]
"""A file of a pack, as it was written."""


class PackFile(Record):
    """A file of the firm's own terms. All who work at this store hear and read with it."""

    table: ClassVar[str] = "packs"

    name: Line
    """The file's; no two have the same."""

    text: PackText
    """What stands in it, as TOML."""

    installed_by: Line
    """Who installed it as it is now."""

    installed_on: date
    """The day they did."""
