"""What a list of records shows, and in which order. Nothing here needs a terminal."""

import bisect
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, TypeVar

from textual.content import Content

from crm_tui.services.customers import folded
from crm_tui.tui.present import cells
from crm_tui.tui.widgets.long_rows import LongRows

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
    """Rows filtered, sorted and grouped, with a cursor that stays on its record.

    The rows of a long list come filtered, sorted and grouped; of those only some are at hand.
    """

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
        self.sorted_by: int | None = None
        self.descending = False
        self.rows: Sequence[T] = ()
        """All rows; of a long list those at hand."""
        self.long: LongRows[T] | None = None
        """The rows of a long list."""
        self.cursor = 0
        self.marked: Mapping[Hashable, T] = {}
        """The rows that are marked, by their keys, in the order in which they were; another one after each change."""
        self._shown: list[T] = []
        self._group = group
        self._text: dict[int, str] = {}
        self._fits: dict[int, int] = {}
        self._headings: list[tuple[int, Heading]] = []

    def __len__(self) -> int:
        """How many rows are shown."""
        return len(self._shown) if self.long is None else len(self.long)

    @property
    def shown(self) -> Sequence[T]:
        """The rows that passed the filter, in the order shown; of a long list those at hand."""
        if self.long is None:
            return self._shown
        found = (self.long.row(place) for place in range(len(self.long)))
        return [row for row in found if row is not None]

    @property
    def current(self) -> T | None:
        """The record under the cursor; None in an empty list."""
        return self.row(self.cursor)

    def row(self, place: int) -> T | None:
        """The row at a place among those shown; None if there is none, or it is not at hand. Any thread may ask."""
        long, shown = self.long, self._shown
        if place >= (len(shown) if long is None else len(long)):
            return None
        return shown[place] if long is None else long.row(place)

    @property
    def height(self) -> int:
        """How many lines there are, with the headings."""
        return len(self) + len(self._headings)

    @property
    def line(self) -> int:
        """The line on which the cursor stands."""
        return self.line_of(self.cursor) if len(self) else 0

    def line_of(self, place: int) -> int:
        """The line on which a row stands."""
        return place + bisect.bisect_right(self._headings, place, key=itemgetter(0))

    def at(self, line: int) -> "int | Heading":
        """What stands on a line: the place of a row, or a heading."""
        before = bisect.bisect_left(range(len(self._headings)), line, key=lambda at: self._headings[at][0] + at)
        if before < len(self._headings) and self._headings[before][0] + before == line:
            return self._headings[before][1]
        return line - before

    def group_over(self, line: int) -> str:
        """The heading of the group in which the row on a line stands; empty where that line is itself a heading."""
        place = self.at(line)
        if isinstance(place, Heading):
            return ""
        before = bisect.bisect_right(self._headings, place, key=itemgetter(0))
        return self._headings[before - 1][1].text if before else ""

    def put(self, rows: "Sequence[T] | LongRows[T]") -> None:
        """Show these rows, with the same filter and order, and the cursor on the same record."""
        before, was_long = self.key_at_cursor, self.long is not None
        self.long, self.rows = (rows, rows.held) if isinstance(rows, LongRows) else (None, tuple(rows))
        if self.marked:
            self._look_after_marks()
        self._text.clear()
        if self.long is None or not was_long:
            self._fits.clear()
        self._arrange(before)

    def came(self, rows: Mapping[int, T]) -> None:
        """Rows of a long list were read."""
        assert self.long is not None
        self.long.hold(rows)
        self.rows = tuple(rows.values())
        # a column grows with what is in it, and does not shrink while somebody goes through the list
        for place in self._fits:
            self._fits[place] = max(self._fits[place], self._widest(place))
        if self.marked:
            self.marked = {key: rows.get(key, row) for key, row in self.marked.items()}  # type: ignore[call-overload]

    def place_in(self, rows: LongRows[T]) -> int | None:
        """Where the record under the cursor stands among the rows of a long list. Any thread may ask."""
        return rows.place(self.key_at_cursor)

    def narrow(self, needle: str) -> None:
        """Show only the rows that hold every word, whatever its case or accents.

        Where the record under the cursor is not among them, the cursor goes to the first.
        """
        self.needle = needle
        before = self.key_at_cursor
        self._arrange(before)
        if before is None or before != self.key_at_cursor:
            self.move_to(0)

    def sort_next(self, places: Sequence[int]) -> None:
        """Sort by the next of these columns; after the last, as the rows came."""
        at = -1 if self.sorted_by is None else places.index(self.sorted_by) if self.sorted_by in places else len(places)
        self.sorted_by = places[at + 1] if at + 1 < len(places) else None
        self.descending = False
        self._arrange(self.key_at_cursor)

    def reverse(self) -> None:
        """Turn the order round."""
        self.descending = not self.descending
        self._arrange(self.key_at_cursor)

    def move_to(self, place: int) -> bool:
        """Set the cursor, within the rows shown; whether it moved."""
        place = max(0, min(len(self) - 1, place))
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

    @property
    def all_are_marked(self) -> bool:
        """Whether every row that is shown is marked."""
        keys = map(self.key, self._shown) if self.long is None else self.long.numbers
        return bool(len(self)) and all(key in self.marked for key in keys)

    def mark_all(self) -> None:
        """Mark every row that is shown; take all marks away where every one is marked already."""
        if self.all_are_marked:
            self.marked = {}
        else:
            self.marked = {**self.marked, **{self.key(row): row for row in self._shown}}

    def mark_again(self, rows: Sequence[T]) -> None:
        """Mark rows that were marked once beside those that are, as far as they are there still."""
        self.marked = {**{self.key(row): row for row in rows}, **self.marked}
        self._look_after_marks()

    def group_from(self, step: int) -> int | None:
        """Where the group begins that is so many behind the one under the cursor; behind the last comes the first."""
        heads = [place for place, _ in self._headings]
        return heads[(bisect.bisect_right(heads, self.cursor) - 1 + step) % len(heads)] if heads else None

    def place(self, key: Hashable) -> int | None:
        """Where a record stands among the rows shown; None if it is not."""
        if self.long is not None:
            return self.long.place(key)
        return next((place for place, row in enumerate(self._shown) if self.key(row) == key), None)

    def find(self, key: Hashable) -> bool:
        """Set the cursor on a record; whether it is shown."""
        place = self.place(key)
        if place is not None:
            self.cursor = place
        return place is not None

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
            found = self._fits[place] = self._widest(place)
        return found

    def _widest(self, place: int) -> int:
        column = self.columns[place]
        widest = max((cells(column.cell(row).plain) for row in self.rows[:_SAMPLE]), default=0)
        return min(column.width, max(widest, cells(column.title)))

    @property
    def key_at_cursor(self) -> Hashable | None:
        """What tells the record under the cursor from others; None in an empty list. Any thread may ask."""
        # another thread may ask while the rows are replaced by others
        long, shown, cursor = self.long, self._shown, self.cursor
        if long is not None:
            return long.numbers[cursor] if cursor < len(long) else None
        return self.key(shown[cursor]) if cursor < len(shown) else None

    def _look_after_marks(self) -> None:
        """Let those go that are no longer there; where the rows are only a part, that is not known."""
        now = {self.key(row): row for row in self.rows}
        if self.long is None and (self.is_narrowed or self.is_filtered):
            kept = self.marked
        else:
            there = now.keys() if self.long is None else self.long.there
            kept = {key: row for key, row in self.marked.items() if key in there}
        self.marked = {key: now.get(key, row) for key, row in kept.items()}

    def _arrange(self, before: Hashable | None) -> None:
        """Filter, sort and group, with the cursor on the record of a key; else it stays at its place."""
        place = self.cursor
        self._headings, self._shown = [], []
        if self.long is not None:
            self._group_long(self.long)
        else:
            typed = folded(self.needle).split() if self.words is None else self.words
            words = [] if self.is_narrowed else typed
            rows = [row for at, row in enumerate(self.rows) if not words or self._holds(at, row, words)]
            if self.sorted_by is not None:
                rows.sort(key=self._order(self.columns[self.sorted_by]), reverse=self.descending)
            elif self.descending:
                rows.reverse()
            if self._group is None:
                self._shown = rows
            else:
                self._group_held(rows, self._group)
        self.cursor = 0
        if before is None or not self.find(before):
            self.move_to(place)

    def _group_long(self, rows: LongRows[T]) -> None:
        place = 0
        for name, count in rows.groups:
            self._head(place, name, count, count)
            place += count

    def _group_held(self, rows: list[T], group: Callable[[T], str]) -> None:
        members: dict[str, list[T]] = {group(row): [] for row in self.rows}
        for row in rows:
            members[group(row)].append(row)
        for name, inside in members.items():
            self._head(len(self._shown), name, len(inside), max(self.totals.get(name, 0), len(inside)))
            self._shown += inside

    def _head(self, place: int, name: str, count: int, total: int) -> None:
        """Set a heading over the rows from a place on; none over nothing."""
        if name and count:
            told = f"{count:,} of {total:,}" if total > count else f"{total:,}"
            self._headings.append((place, Heading(f"{name} ({told})" if self._counted else name)))

    def _holds(self, at: int, row: T, words: Sequence[str]) -> bool:
        text = self._text.get(at)
        if text is None:
            text = self._text[at] = folded(" ".join(column.cell(row).plain for column in self.columns))
        return all(word in text for word in words)

    @staticmethod
    def _order(column: Column[T]) -> Callable[[T], Any]:
        return column.order or (lambda row: folded(column.cell(row).plain))
