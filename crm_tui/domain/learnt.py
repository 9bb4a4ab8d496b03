"""Names of terms that a desk has taught the program."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import StringConstraints

from crm_tui.domain.record import Line, Record

Name = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=2, max_length=80)]
"""Words as they are looked for."""


class LearntName(Record):
    """What somebody at the desk said that some words mean."""

    table: ClassVar[str] = "learnt_names"

    name: Name
    """The words."""

    term: Line | None
    """The kind of term that they name, such as ``loan.processing_fee``; None where they name none."""

    learnt_by: Line
    """Who said so."""

    learnt_on: date
    """The day it was said."""

    dropped_by: str = ""
    """Who took it back; empty while it stands."""

    dropped_on: date | None = None
    """The day it was taken back."""

    @property
    def stands(self) -> bool:
        """Whether nobody has taken it back."""
        return self.dropped_on is None
