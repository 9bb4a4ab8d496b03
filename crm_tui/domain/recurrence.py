"""How something that is owed again and again comes back."""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from crm_tui.domain.record import Model


class Unit(StrEnum):
    """What is counted from one time to the next."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Recurrence(Model):
    """Every so many days, weeks, months or years from a first day."""

    every: Annotated[int, Field(ge=1, le=1_000)] = 1
    """How many units lie between one time and the next."""

    unit: Unit
    """Which."""

    start: date
    """The first day: the 31st of a month, or 29 February, comes back where a month has one."""

    until: date | None = None
    """After this day it does not come back; None where it goes on."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until and self.until < self.start:
            raise ValueError("it ends before its first day: give a later one")
        return self

    def time(self, number: int) -> date:
        """The day of one time, from 0; reckoned from the first day, so that a short month moves no later one.

        Raises:
            OverflowError: it lies beyond the calendar.
        """
        count = number * self.every
        if self.unit in (Unit.DAY, Unit.WEEK):
            return self.start + timedelta(days=count * (7 if self.unit is Unit.WEEK else 1))
        months = self.start.month - 1 + count * (12 if self.unit is Unit.YEAR else 1)
        year, month = self.start.year + months // 12, months % 12 + 1
        if year > date.max.year:
            raise OverflowError("beyond the calendar")
        return date(year, month, min(self.start.day, calendar.monthrange(year, month)[1]))

    def next_after(self, day: date) -> date | None:
        """The first time after a day; None where it does not come back any more."""
        if day < self.start:
            return self.start
        # an estimate that is never too far, so that a daily one of ten years ago is not counted through
        longest = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}[self.unit] * self.every
        number = (day - self.start).days // longest
        try:
            while (found := self.time(number)) <= day:
                number += 1
        except OverflowError:
            return None
        return found if self.until is None or found <= self.until else None
