"""How Today is read: first the lines it begins with, then all of it; what waits in reviews needs no further reading."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm_tui.domain.commitment import Commitment
from crm_tui.services.check_lines import Line, Whose
from crm_tui.services.desk import Desk

if TYPE_CHECKING:
    from crm_tui.services.first_lines import FirstLines
    from crm_tui.services.my_day import MyDay, Reckoned


@dataclass(frozen=True, slots=True)
class Begun:
    """What a day begins with."""

    first: "FirstLines"
    """Its first lines."""

    meant: Mapping[int, Commitment]
    """The commitments that they are about, by number."""


@dataclass(frozen=True, slots=True)
class Found:
    """One reading of the day."""

    day: "MyDay"
    """The lines and their numbers."""

    meant: Mapping[int, Commitment]
    """The commitments that the lines are about, by number: no key and no move of the cursor reads the store."""

    reckoned: "Reckoned"
    """What it is told from."""


class DayReading:
    """The readings of one page, in threads; what is kept goes to one of them. What they need is loaded late."""

    def __init__(self) -> None:
        self._is_first = True
        self._kept: Reckoned | None = None

    def begin(self, desk: Desk) -> Begun | None:
        """What the day begins with, for the first time that it is asked; None later, and where that is not known."""
        is_first, self._is_first = self._is_first, False
        if not is_first:
            return None
        from crm_tui.services.first_lines import first_lines

        # what is wrong with the store is told by what reads the whole day
        with suppress(Exception):
            first = first_lines(desk)
            return None if first is None else Begun(first, _meant(desk, first.lines))
        return None

    def whole(
        self,
        desk: Desk,
        whose: Whose | None,
        who: str,
        needle: str,
        waiting: Sequence[Line],
        most: int | None = None,
    ) -> Found:
        """All of it, as :func:`my_day` has it; told from what is kept, where that is still so."""
        from crm_tui.services.my_day import MOST, reckoned, told

        day, self._kept = self._kept, None
        # a filter looks through all lines
        needed = None if needle else most or MOST
        is_enough = day is not None and (day.most is None or day.most == needed)
        if day is None or not is_enough or (day.whose, day.who) != (whose, who) or not day.is_of(desk):
            day = reckoned(desk, whose, who, needed)
        found = told(desk, day, needle, waiting, most or MOST)
        return Found(found, _meant(desk, found.lines), day)

    def keep(self, found: Found | None) -> None:
        """The next reading may be told from this one: it holds many lines, so that none is kept long."""
        self._kept = found.reckoned if found is not None else None


def _meant(desk: Desk, lines: Iterable[Line]) -> dict[int, Commitment]:
    numbers = (line.opens[1] for line in lines if line.opens[0] == Commitment.table)
    found = ((number, desk.store.get(Commitment, number)) for number in numbers)
    return {number: one for number, one in found if one is not None}
