"""What a list of records shows, and in which order. Nothing here needs a terminal."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual.content import Content

from crm_tui.services.customers import folded
from crm_tui.tui.present import cells

T = TypeVar("T")

MARKER = 2
"""Cells at the start of each line for the cursor's marker."""

_SAMPLE = 500
_NARROWEST = 6


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column, declared as data."""

    title: str
    """Over the column, and in "sorted by …"."""

    cell: Callable[[T], Content]
    """What it shows of a row."""

    order: Callable[[T], Any] | None = None
    """What it is sorted by; the text of the cell without case and accents, if not given."""

    width: int = 0
    """At most so many cells, fewer if nothing in it is so wide; 0 for a column that shares the room left over."""

    most: float = 1.0
    """With ``width``: at most this part of the list's width."""

    share: int = 1
    """The part of that room, beside the shares of the others."""

    right: bool = False
    """Whether it is set flush right, as numbers are."""

    from_width: int = 0
    """Shown only where the list is at least so many cells wide."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line between two groups."""

    text: str
    """The group's name and how many rows it has."""


class Listing(Generic[T]):
    """Rows filtered, sorted and grouped, with a cursor that stays on its record."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        *,
        group: Callable[[T], str] | None = None,
        counted: bool = True,
        sortable: bool = True,
    ) -> None:
        """``key`` tells the records apart; ``group`` names the heading under which a row stands, with their number."""
        self._counted = counted
        self.columns = tuple(columns)
        self.key = key
        self.sortable = sortable
        self.needle = ""
        self.totals: Mapping[str, int] = {}
        """How many there are of each group, where the rows are only a part of them."""
        self.is_narrowed = False
        """Whether whoever gave the rows has left out what the filter does not find."""
        self.words: Sequence[str] | None = None
        """The words among what is typed, where some of it is something else."""
        self.is_filtered = False
        """Whether whoever gave the rows has left some out by other words; the rest is filtered here."""
        self.is_ordered = False
        """Whether whoever gave the rows has sorted them."""
        self.sorted_by: int | None = None
        self.descending = False
        self.rows: tuple[T, ...] = ()
        self.shown: list[T] = []
        self.lines: list[T | Heading] = []
        self.cursor = 0
        self.marked: Mapping[Hashable, T] = {}
        """The rows that are marked, by their keys, in the order in which they were; another one after each change."""
        self._group = group
        self._text: dict[int, str] = {}
        self._fits: dict[int, int] = {}
        self._line_of: list[int] = []

    @property
    def current(self) -> T | None:
        """The record under the cursor; None in an empty list."""
        return self.shown[self.cursor] if self.shown else None

    @property
    def line(self) -> int:
        """The line on which the cursor stands."""
        return self._line_of[self.cursor] if self.shown else 0

    def put(self, rows: Sequence[T]) -> None:
        """Show these rows, with the same filter and order, and the cursor on the same record."""
        self.rows = tuple(rows)
        if self.marked:
            now = {self.key(row): row for row in rows}
            # where the rows are only a part, one that is not among them may be there all the same
            kept = (
                self.marked
                if self.is_narrowed or self.is_filtered
                else {key: row for key, row in self.marked.items() if key in now}
            )
            self.marked = {key: now.get(key, row) for key, row in kept.items()}
        self._text.clear()
        self._fits.clear()
        self._arrange()

    def narrow(self, needle: str) -> None:
        """Show only the rows that hold every word, whatever its case or accents.

        Where the record under the cursor is not among them, the cursor goes to the first.
        """
        self.needle = needle
        before = self.current
        self._arrange()
        if before is None or self.current is None or self.key(before) != self.key(self.current):
            self.move_to(0)

    def sort_next(self, places: Sequence[int]) -> None:
        """Sort by the next of these columns; after the last, as the rows came."""
        at = -1 if self.sorted_by is None else places.index(self.sorted_by) if self.sorted_by in places else len(places)
        self.sorted_by = places[at + 1] if at + 1 < len(places) else None
        self.descending = False
        self._arrange()

    def reverse(self) -> None:
        """Turn the order round."""
        self.descending = not self.descending
        self._arrange()

    def move_to(self, place: int) -> bool:
        """Set the cursor, within the rows shown; whether it moved."""
        place = max(0, min(len(self.shown) - 1, place))
        moved = place != self.cursor
        self.cursor = place
        return moved

    def mark(self) -> None:
        """Mark the record under the cursor, or take its mark away."""
        row = self.current
        if row is None:
            return
        key = self.key(row)
        if key in self.marked:
            self.marked = {each: one for each, one in self.marked.items() if each != key}
        else:
            self.marked = {**self.marked, key: row}

    def mark_all(self) -> None:
        """Mark every row that is shown; take all marks away where every one is marked already."""
        rows = {self.key(row): row for row in self.shown}
        self.marked = {} if rows.keys() <= self.marked.keys() else {**self.marked, **rows}

    def find(self, key: Hashable) -> bool:
        """Set the cursor on a record; whether it is shown."""
        for place, row in enumerate(self.shown):
            if self.key(row) == key:
                self.cursor = place
                return True
        return False

    def widths(self, width: int) -> list[tuple[int, int]]:
        """The columns that fit into so many cells, by their place, each with its width."""
        chosen = [place for place, column in enumerate(self.columns) if width >= column.from_width]
        gaps = len(chosen) - 1
        fixed = [place for place in chosen if self.columns[place].width]
        found = {place: min(self._fitting(place), int(width * self.columns[place].most)) for place in fixed}
        room = max(0, width - MARKER - gaps - sum(found.values()))
        sharing = [place for place in chosen if not self.columns[place].width]
        total = sum(self.columns[place].share for place in sharing)
        for at, place in enumerate(sharing):
            share = self.columns[place].share
            part = room if at == len(sharing) - 1 else room * share // total
            found[place] = max(_NARROWEST, part)
            room, total = room - part, total - share
        return [(place, found[place]) for place in chosen]

    def _fitting(self, place: int) -> int:
        found = self._fits.get(place)
        if found is None:
            column = self.columns[place]
            widest = max((cells(column.cell(row).plain) for row in self.rows[:_SAMPLE]), default=0)
            found = self._fits[place] = min(column.width, max(widest, cells(column.title)))
        return found

    def _arrange(self) -> None:
        before = self.current
        place = self.cursor
        typed = folded(self.needle).split() if self.words is None else self.words
        words = [] if self.is_narrowed else typed
        rows = [row for at, row in enumerate(self.rows) if not words or self._holds(at, row, words)]
        if self.is_ordered:
            pass
        elif self.sorted_by is not None:
            rows.sort(key=self._order(self.columns[self.sorted_by]), reverse=self.descending)
        elif self.descending:
            rows.reverse()
        self.lines, self.shown, self._line_of = [], [], []
        if self._group is None:
            self.shown, self.lines, self._line_of = rows, list(rows), list(range(len(rows)))
        else:
            self._arrange_groups(rows, self._group)
        self.cursor = 0
        if before is None or not self.find(self.key(before)):
            self.move_to(place)

    def _arrange_groups(self, rows: list[T], group: Callable[[T], str]) -> None:
        members: dict[str, list[T]] = {group(row): [] for row in self.rows}
        for row in rows:
            members[group(row)].append(row)
        for name, inside in members.items():
            if not inside:
                continue
            if name:
                total = max(self.totals.get(name, 0), len(inside))
                count = f"{len(inside)} of {total}" if total > len(inside) else f"{total}"
                self.lines.append(Heading(f"{name} ({count})" if self._counted else name))
            for row in inside:
                self._line_of.append(len(self.lines))
                self.lines.append(row)
                self.shown.append(row)

    def _holds(self, at: int, row: T, words: Sequence[str]) -> bool:
        text = self._text.get(at)
        if text is None:
            text = self._text[at] = folded(" ".join(column.cell(row).plain for column in self.columns))
        return all(word in text for word in words)

    @staticmethod
    def _order(column: Column[T]) -> Callable[[T], Any]:
        return column.order or (lambda row: folded(column.cell(row).plain))
