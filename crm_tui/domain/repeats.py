"""How something comes back, in the words of a desk: "every week", "each 3 months until 2027-12-31"."""

import re
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.calendar import parse_day
from crm_tui.domain.recurrence import Recurrence, Unit
from crm_tui.domain.text import quoted

ADVERBS = {
    "daily": (1, Unit.DAY),
    "weekly": (1, Unit.WEEK),
    "fortnightly": (2, Unit.WEEK),
    "monthly": (1, Unit.MONTH),
    "quarterly": (3, Unit.MONTH),
    "yearly": (1, Unit.YEAR),
    "annually": (1, Unit.YEAR),
}
"""How many of which unit lie between two times, where one word says it."""

UNITS = {
    "day": (1, Unit.DAY),
    "week": (1, Unit.WEEK),
    "fortnight": (2, Unit.WEEK),
    "month": (1, Unit.MONTH),
    "quarter": (3, Unit.MONTH),
    "year": (1, Unit.YEAR),
}
"""The same for a unit behind "every"."""

_COUNTS = {"other": 2, "second": 2, "two": 2, "third": 3, "three": 3, "four": 4, "six": 6}
_MOST = 1_000
_EXAMPLES = "type every week, each 3 months, or every year until 2027-12-31"


@dataclass(frozen=True, slots=True)
class Repeats:
    """How often something comes back, whenever it begins."""

    every: int
    """How many units lie between one time and the next."""

    unit: Unit
    """Which."""

    until: date | None = None
    """After this day it does not come back; None where it goes on."""

    def starting(self, day: date) -> Recurrence:
        """The same from a first day.

        Raises:
            ValueError: it ends before that day.
        """
        return Recurrence(every=self.every, unit=self.unit, start=day, until=self.until)

    def fits(self, other: Recurrence | None) -> bool:
        """Whether something comes back so already."""
        return other is not None and (other.every, other.unit, other.until) == (self.every, self.unit, self.until)


def parse(text: str, today: date) -> Repeats | None:
    """How often, as it is typed; None for nothing.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        return None
    often, ends, last = typed.partition(" until ")
    found = _often(often)
    if found is None:
        raise ValueError(f"{quoted(text.strip())} does not say how often: {_EXAMPLES}")
    every, unit = found
    if not 1 <= every <= _MOST:
        raise ValueError(f"so many {unit}s can't lie between two times: give 1 to {_MOST}")
    return Repeats(every, unit, parse_day(last, today) if ends else None)


def words(one: Recurrence | Repeats | None) -> str:
    """The same in words, as ``parse`` reads it; empty for what comes once."""
    if one is None:
        return ""
    often = f"every {one.unit}" if one.every == 1 else f"every {one.every} {one.unit}s"
    return f"{often} until {one.until}" if one.until else often


def _often(often: str) -> tuple[int, Unit] | None:
    if often in ADVERBS:
        return ADVERBS[often]
    match = re.fullmatch(r"(?:every|each|once an?|once every) (?:(\d{1,6}|[a-z]{3,6}) )?([a-z]{3,9}?)s?", often)
    if match is None or match[2] not in UNITS:
        return None
    count = 1 if match[1] is None else int(match[1]) if match[1].isdecimal() else _COUNTS.get(match[1], 0)
    times, unit = UNITS[match[2]]
    return (count * times, unit) if count or match[1] == "0" else None
