"""The list that every screen uses: rows with a cursor, a filter above them, and a count."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from crm_tui.tui.harmless import Visible
from crm_tui.tui.house import house
from crm_tui.tui.present import cells, cut, fitted, safe
from crm_tui.tui.typing_ahead import TypingAheadApp
from crm_tui.tui.widgets.filter_input import FilterInput
from crm_tui.tui.widgets.listing import Column, Listing
from crm_tui.tui.widgets.long_rows import LongRows
from crm_tui.tui.widgets.record_rows import RecordRows

if TYPE_CHECKING:
    from crm_tui.services.search_words import Asked, Name

T = TypeVar("T")

Note = str | Callable[[int], str]
"""Words beside the count, or what makes them for so many cells."""

_GAP = 2
"""Cells between the count and the group whose heading is scrolled away."""


class RecordList(Vertical, Generic[T]):
    """Records in columns. What is inside may be replaced; this is what screens use of it."""

    class About(Message):
        """Something that happened in a list."""

        def __init__(self, records: "RecordList[Any]") -> None:
            super().__init__()
            self.records = records

        @property
        def control(self) -> "RecordList[Any]":
            """The list that sent it."""
            return self.records

    class Opened(About):
        """The current row is to be opened."""

    class Moved(About):
        """The cursor stands on another row."""

    class AllMeant(About):
        """The rows are only a part of what the filter finds, and all of it is to be marked."""

    class Sought(About):
        """The rows are not all here, or not as they are now, and others are looked for: ``needle`` says which."""

    class Came(About):
        """Further rows of a long list were read."""

    class Reading(About):
        """Rows of a long list are to be read, in a thread: the answer to a question, and what is done with it."""

        def __init__(
            self, records: "RecordList[Any]", question: Callable[[], Any], then: Callable[[Any], object]
        ) -> None:
            super().__init__(records)
            self.question = question
            self.then = then

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], Hashable],
        *,
        empty: str,
        noun: str = "",
        group: Callable[[T], str] | None = None,
        counted: bool = True,
        sortable: bool = True,
        opens: bool = True,
        marks: bool = False,
        filters: "Collection[Name]" = (),
        id: str | None = None,
    ) -> None:
        """``empty`` says what to do when there is nothing; ``noun`` is what is counted, in the plural.

        ``opens`` is whether a row can be opened, ``marks`` whether rows can be marked. ``filters`` are the filter words
        that mean something here: whoever gives the rows leaves out what does not fit ``asked``, whenever
        :class:`Sought` tells that it changed.
        """
        super().__init__(id=id)
        self._listing = Listing(columns, key, group=group, counted=counted, sortable=sortable)
        self._rows = RecordRows(self._listing, empty, opens=opens, marks=marks)
        self._info = Static("", classes="record-list--info", markup=False)
        self._filter = FilterInput(placeholder="type to filter", compact=True, classes="record-list--filter")
        self._wrong = Static("", classes="record-list--wrong", markup=False)
        self._filters = filters
        self._asked: Asked | None = None
        self._noun = noun
        self._usual_noun = noun
        self._note: Note = ""
        self._of: int | None = None
        self._found: int | None = None
        self._begins_anew = False
        self._marked: tuple[Mapping[Hashable, T], Sequence[T]] = {}, ()

    def compose(self) -> ComposeResult:
        """The line of count and filter, then the rows."""
        self._filter.cursor_blink = False
        self._filter.highlighter = Visible(self._filter)
        with Horizontal(classes="record-list--top"):
            yield Static("Filter", classes="record-list--label")
            yield self._filter
            yield self._info
        if self._filters:
            yield self._wrong
        yield self._rows

    @property
    def current(self) -> T | None:
        """The record under the cursor; None in an empty list, and while other rows are asked for."""
        return None if self._begins_anew else self._listing.current

    @property
    def needle(self) -> str:
        """What is typed into the filter."""
        return self._listing.needle

    @property
    def is_part(self) -> bool:
        """Whether the rows are only a part of what there is."""
        return self._of is not None

    @property
    def asked(self) -> "Asked":
        """What is typed into the filter, understood; what can't be is left as it was before."""
        if self._asked is None:
            # most lists know no filter words
            from crm_tui.services.search_words import Asked

            self._asked = Asked()
        return self._asked

    @property
    def shown(self) -> Sequence[T]:
        """The records that passed the filter, in the order shown; of a long list those that were read."""
        return tuple(self._listing.shown)

    @property
    def at_hand(self) -> Sequence[T]:
        """All records; of a long list those that were read, in no order."""
        return self._listing.rows if self._listing.long is None else self._listing.long.held

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of all that passed the filter of a long list, in the order shown; none for another."""
        return self._listing.long.numbers if self._listing.long is not None else ()

    @property
    def marked(self) -> Sequence[T]:
        """The records that are marked, shown or not; the same sequence until other ones are."""
        if self._marked[0] is not self._listing.marked:
            self._marked = self._listing.marked, tuple(self._listing.marked.values())
        return self._marked[1]

    @property
    def total(self) -> int:
        """How many there are at all, shown or not."""
        if self._listing.long is not None:
            return self._listing.long.of
        return len(self._listing.rows) if self._of is None else self._of

    def mark(self, rows: Sequence[T]) -> None:
        """Mark these records, shown or not, beside those that are; take all marks away where each of them is marked."""
        meant = {self._listing.key(row): row for row in rows}
        marked = self._listing.marked
        self._listing.marked = {} if meant and meant.keys() <= marked.keys() else {**marked, **meant}
        self._rows.refresh()
        self._tell_marks()

    def unmark(self) -> None:
        """Take all marks away."""
        self._listing.marked = {}
        self._shown()

    def mark_again(self, rows: Sequence[T]) -> None:
        """Mark these records beside those that are, as far as they are there still."""
        self._listing.mark_again(rows)
        self._rows.refresh()
        self._tell_marks()

    @property
    def in_sight(self) -> list[T]:
        """The records on the terminal. Any thread may ask."""
        return self._rows.in_sight

    @property
    def sorting(self) -> tuple[str, bool]:
        """The title of the column by which the rows are sorted, empty for none, and whether the order is turned."""
        listing = self._listing
        by = "" if listing.sorted_by is None else listing.columns[listing.sorted_by].title
        return by, listing.descending

    def look_ahead(self, rows: LongRows[T]) -> LongRows[T]:
        """Read those rows of a long list that will be in sight once it is shown. To be called in a thread."""
        place = self._listing.place_in(rows)
        if place is None:
            place = 0 if self._begins_anew else min(self._listing.cursor, len(rows))
        rows.hold(rows.read(*self._rows.around(place)))
        return rows

    def show(
        self,
        rows: Sequence[T] | LongRows[T],
        noun: str | None = None,
        note: Note = "",
        *,
        of: int | None = None,
        totals: Mapping[str, int] | None = None,
    ) -> None:
        """Show these records; filter, order and cursor stay.

        ``noun`` is what is counted from now on; ``note`` stands beside the count. The rows of a long list come as the
        filter and ``sorting`` have them, and what is typed or sorted is asked for by :class:`Sought`; so it is where
        ``of`` says how many there are, if these are not all. ``totals`` is how many of each group the filter finds
        then.
        """
        is_long = isinstance(rows, LongRows)
        self._noun = self._noun if noun is None else noun
        self._note = note
        self._of = of
        self._found = sum(totals.values()) if totals is not None else None
        self._listing.is_narrowed = of is not None or (is_long and bool(self.needle))
        self._listing.is_filtered = bool(self._asked and self._asked.filters)
        self._listing.totals = totals or {}
        before = self._listing.key_at_cursor
        self._listing.put(rows)
        if self._begins_anew:
            self._begins_anew = False
            if isinstance(self.app, TypingAheadApp):
                self.app.let_go()
            if before is None or before != self._listing.key_at_cursor:
                self._listing.move_to(0)
            self._rows.refresh_bindings()
            self.post_message(self.Moved(self))
        self._shown()

    def say(self, note: Note) -> None:
        """Put something else beside the count; what depends on the room for it is asked for again when that changes."""
        self._note = note
        self._tell()

    @property
    def room_for_note(self) -> int:
        """How many cells the line of the count has."""
        return self.size.width - 4

    def repaint(self) -> None:
        """Paint again, as something that the columns show has changed."""
        before = self._listing.line
        self._listing.put(self._listing.rows if self._listing.long is None else self._listing.long)
        if self._listing.line != before:
            self._shown()
        else:
            self._rows.paint()

    def select(self, key: Hashable) -> bool:
        """Set the cursor on a record; whether it is shown. In a long list that may take a moment."""
        place = self._listing.place(key)
        if place is not None:
            self._rows.point(place)
        return place is not None

    def to_group(self, step: int) -> None:
        """Set the cursor on the first record of the next group, or of one before; behind the last comes the first."""
        self._rows.to_group(step)

    def narrow(self, text: str) -> None:
        """Set the filter, as if these words had been typed."""
        # a title may hold a colon, and is no filter word for it
        plain = text if not self._filters or text.isalnum() else " ".join(text.replace('"', " ").split())
        self._filter.value = f'"{plain}"' if self._filters and ":" in plain else plain

    def take_focus(self) -> None:
        """Let the keys go to the rows."""
        self._rows.focus()

    @on(RecordRows.Asked)
    def _answer(self, message: RecordRows.Asked) -> None:
        message.stop()
        if message.what == "open":
            self.post_message(self.Opened(self))
        elif message.what == "moved":
            self.post_message(self.Moved(self))
        elif message.what == "marked":
            self._tell_marks()
        elif message.what == "mark all":
            self._mark_all()
        elif message.what == "filter":
            self.add_class("-filtering")
            self._shown()
            self._filter.focus()
        elif message.what == "other group":
            self._tell()
        elif message.what == "clear":
            self._filter.value = ""
        elif message.what == "sort":
            self._listing.sort_next(self._rows.columns_shown)
            self._ordered()
        elif message.what == "reverse":
            self._listing.reverse()
            self._ordered()

    @on(Input.Changed)
    def _narrow(self, message: Input.Changed) -> None:
        message.stop()
        before, asked = self.current, self.asked
        if not self._understand(message.value):
            return
        if self._is_asked_for or self.asked.filters != asked.filters:
            self._listing.needle = message.value
            # a space behind a word finds what the word finds: that is here, or on its way
            if self.asked != asked or asked.is_empty:
                self._begins_anew = True
                self.post_message(self.Sought(self))
            return
        self._listing.narrow(message.value)
        self._shown()
        self._rows.refresh_bindings()
        if self.current is not before:
            self.post_message(self.Moved(self))

    def _understand(self, line: str) -> bool:
        """Take in what is typed; what is wrong with it is said for as long as it stands there."""
        if not self._filters:
            return True
        from crm_tui.services.search_words import Unclear, read

        try:
            self._asked = read(line, self._filters, house(self))
        except Unclear as problem:
            self._wrong.update(safe(f"! {problem}"))
            self.add_class("-wrong")
            return False
        self._listing.words = self.asked.words
        self.remove_class("-wrong")
        return True

    @on(Input.Submitted)
    @on(FilterInput.Left)
    def _close_filter(self, message: Message) -> None:
        message.stop()
        self.remove_class("-filtering")
        self._rows.focus()
        self._shown()
        self._hold()

    def _hold(self) -> None:
        """What is typed ahead is meant for the rows that were asked for."""
        if self._begins_anew and isinstance(self.app, TypingAheadApp):
            self.app.hold()

    @on(RecordRows.Wanted)
    def _read_rows(self, message: RecordRows.Wanted) -> None:
        message.stop()
        long, place = self._listing.long, message.place
        if long is None or message.long is not long:
            # the place is one of a list that is shown no more: somebody else stands there now
            return

        def came(rows: Mapping[int, T]) -> None:
            # others may have taken their place meanwhile
            if self._listing.long is not long:
                return
            self._listing.came(rows)
            if long.row(place) is None:
                # it is gone since the list was made
                self.post_message(self.Sought(self))
                return
            self._rows.came(place if message.goes else None)
            self.post_message(self.Came(self))

        first, last = self._rows.around(place)
        self.post_message(self.Reading(self, lambda: long.read(first, last), came))

    def _mark_all(self) -> None:
        listing, found = self._listing, self._finds
        is_held = listing.long is None and len(listing) == found
        if is_held:
            listing.mark_all()
        elif listing.long is not None and listing.all_are_marked:
            listing.marked = {}
        elif not found:
            return
        else:
            self.post_message(self.AllMeant(self))
            return
        self._rows.refresh()
        self._tell_marks()

    def on_resize(self) -> None:
        """The group stands at the end of the line."""
        self._tell()

    def _tell(self) -> None:
        self._info.update(self._summary(), layout=False)

    def _tell_marks(self) -> None:
        self._tell()
        self.post_message(self.Moved(self))

    @property
    def _finds(self) -> int:
        """How many the filter finds, listed or not."""
        if self._of is None:
            return len(self._listing)
        return len(self._listing.rows) if self._found is None else self._found

    @property
    def _is_asked_for(self) -> bool:
        """Whether whoever gives the rows filters and sorts them."""
        return self._of is not None or self._listing.long is not None

    def _ordered(self) -> None:
        if self._listing.long is not None:
            self._begins_anew = True
            self._shown()
            self.post_message(self.Sought(self))
            self._hold()
        else:
            self._shown()

    def _shown(self) -> None:
        self._rows.show()
        # only beside the filter does the count change its width
        self._info.update(self._summary(), layout=self.has_class("-filtering"))

    def _summary(self) -> Content:
        listing = self._listing
        shown = len(listing)
        if self._of is not None:
            found, total = self._finds, len(listing.rows)
            if total < found and listing.needle:
                count = f"the first {total:,} of {found:,} found"
            else:
                count = f"{shown:,} of {self._of:,}" if listing.needle else f"the first {total:,} of {self._of:,}"
        else:
            count = f"{shown:,} of {self.total:,}" if listing.needle else f"{self.total:,}"
        # another noun than the usual one may name somebody, and is shown as it is
        noun = house(self).say(self._noun) if self._noun == self._usual_noun else self._noun
        parts = [f"{noun[0].upper()}{noun[1:]}: {count}"] if noun else []
        if listing.marked:
            parts.insert(0, f"{len(listing.marked):,} of {self.total:,} marked")
        if listing.needle and not self.has_class("-filtering"):
            # why there are so few is told before all else that may have no room
            parts.append(f"filter: {listing.needle}")
        if note := self._note(self.room_for_note) if callable(self._note) else self._note:
            parts.append(note)
        if listing.sorted_by is not None:
            by = house(self).say(listing.columns[listing.sorted_by].title).lower()
            parts.append(f"by {by}{' ↓' if listing.descending else ' ↑'}")
        elif listing.descending:
            parts.append("last first")
        told, group = safe(" · ".join(parts)), safe(self._rows.group_above, "bold $text-accent")
        room = self.room_for_note - cells(group.plain) - _GAP
        # in a list that is worked through it matters more than the end of the line, elsewhere it gives way
        cuts = cells(told.plain) > room and not self._rows.marks
        if not group.plain or self.has_class("-filtering") or cuts:
            return told
        return Content(fitted(cut(told.plain, room), room + _GAP)) + group
