"""Days that come again each year, on which a customer is thought of."""

import calendar
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from crm_tui.domain.record import Line, Model


class OccasionKind(StrEnum):
    """What is remembered."""

    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    FESTIVAL = "festival"
    OTHER = "other"


class Occasion(Model):
    """A day of the year that matters to a customer."""

    kind: OccasionKind = OccasionKind.BIRTHDAY
    """What is remembered."""

    name: Line
    """In the desk's words: "Asha's birthday", "ten years with us"."""

    day: Annotated[int, Field(ge=1, le=31)]
    """Of the month."""

    month: Annotated[int, Field(ge=1, le=12)]
    """Of the year."""

    year: Annotated[int, Field(ge=1850, le=9999)] | None = None
    """The year in which it was first, if that is known."""

    @model_validator(mode="after")
    def _is_a_day(self) -> Self:
        # without a year, 29 February is a day
        if self.day > calendar.monthrange(self.year or 2000, self.month)[1]:
            raise ValueError(f"{self.day} {calendar.month_name[self.month]} {self.year or ''}".rstrip() + " is no day")
        return self

    def in_year(self, year: int) -> date:
        """The day on which it falls in a year: 29 February is the 28th in common years."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))

    def is_moved_in(self, year: int) -> bool:
        """Whether it falls on 28 February in that year, though it is of the 29th."""
        return self.in_year(year).day != self.day

    def next_from(self, today: date) -> date:
        """The next day on which it falls, today included."""
        this_year = self.in_year(today.year)
        return this_year if this_year >= today else self.in_year(today.year + 1)


def distinct(kept: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Occasions as they are kept, by what tells them apart: two entries of one name and day are one, the last.

    The day stands before the name, so that what is cut off a long one tells nothing apart.
    """
    return {f"{one['month']:>02}-{one['day']:>02} {one['name']}": one for one in kept}
