"""The rows of a list, painted line by line: no object for each row, and a cursor move repaints two lines."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from crm_tui.tui import keymap
from crm_tui.tui.house import house
from crm_tui.tui.lettering import Lettering
from crm_tui.tui.present import cells, cut, fitted, safe
from crm_tui.tui.widgets.listing import MARKER, Heading, Listing
from crm_tui.tui.widgets.long_rows import LongRows

T = TypeVar("T")

_CURSOR, _MARKED_CURSOR, _MARKED = "> ", ">*", " *"
_WHEEL = 3
_LEAST_READ = 24
"""So many rows are read at least on either side, also before it is known how many are in sight."""


class RecordRows(ScrollView, Generic[T], can_focus=True):
    """The lines of a :class:`Listing` with a cursor; it says what is asked of it by messages."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-rows--titles",
        "record-rows--heading",
        "record-rows--cursor",
        "record-rows--cursor-blurred",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.OPEN,
        keymap.FILTER,
        keymap.SORT,
        keymap.REVERSE,
        *keymap.CURSOR,
        keymap.MARK,
        keymap.MARK_ALL,
        Binding("escape", "clear_filter", "All", id="list.clear", tooltip="Show every line again", show=False),
    ]

    class Asked(Message):
        """A key was pressed that the list around the rows answers."""

        def __init__(self, what: str) -> None:
            """``what`` is ``open``, ``filter``, ``sort``, ``reverse``, ``clear``, ``mark all``, ``marked``, ``moved``
            or ``other group``.
            """
            super().__init__()
            self.what = what

    class Wanted(Message):
        """Rows of a long list are to be read."""

        def __init__(self, long: LongRows[Any], place: int, *, goes: bool) -> None:
            """``place`` in ``long`` is the row's around which they stand, ``goes`` whether the cursor goes there."""
            super().__init__()
            self.long = long
            self.place = place
            self.goes = goes

    def __init__(self, listing: Listing[T], empty: str, *, opens: bool = True, marks: bool = False) -> None:
        """``empty`` is shown when there is no row: it says what to do. ``opens`` is whether a row can be opened.

        ``marks`` is whether rows can be marked.
        """
        super().__init__()
        self.marks = marks
        self.listing = listing
        self.empty = empty
        self.opens = opens
        self.loaded = False
        self._titled = any(column.title for column in listing.columns)
        self._widths: list[tuple[int, int]] = []

    def show(self) -> None:
        """Paint the listing anew, wherever its cursor is."""
        self.loaded = True
        self._measure()
        self._follow()
        self.refresh()
        self.want()

    def paint(self) -> None:
        """Paint the same rows anew; who scrolled away from the cursor stays there."""
        self._measure()
        self.refresh()
        self.want()

    def on_resize(self) -> None:
        """Columns follow the width."""
        self._measure()
        self._follow()
        self.refresh()
        self.want()

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """The bar stands where the rows do: it is not told of what was scrolled before the layout that shows it."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def render_line(self, y: int) -> Strip:
        """One line of the terminal: the titles, a heading, a row, or nothing."""
        width = self.size.width
        plain = self.rich_style
        if self._titled and y == 0:
            return self._titles(width)
        at = self.scroll_offset.y + y - self._titled
        listing = self.listing
        if not listing.height:
            hint = self._hint() if y == self._titled + 1 else ""
            return Strip([Segment(fitted("  " + hint, width), plain)], width)
        if at >= listing.height:
            return Strip.blank(width, plain)
        place = listing.at(at)
        if isinstance(place, Heading):
            style = self.get_component_rich_style("record-rows--heading")
            return Strip([Segment(fitted(safe(place.text).plain, width), style)], width)
        row = listing.row(place)
        if row is None:
            # it is on its way
            return Strip.blank(width, plain)
        if place == listing.cursor and not self._is_lean:
            name = "record-rows--cursor" if self.has_focus else "record-rows--cursor-blurred"
            style = self.get_component_rich_style(name)
            text = self._marker(row, place) + " ".join(cell.plain for cell in self._cells(row))
            return Strip([Segment(fitted(text, width), style)], width)
        segments = [Segment(self._marker(row, place), plain)]
        for cell in self._cells(row):
            segments.extend(self._painted(cell, plain))
            segments.append(Segment(" ", plain))
        used = MARKER + sum(room + 1 for _, room in self._widths)
        if used > width + 1:
            return Strip(segments).adjust_cell_length(width, plain)
        segments[-1] = Segment(" " * (width - used + 1), plain)
        # the width is stated, as Rich's own count would pad rows of Indian scripts beyond the edge
        return Strip(segments, width)

    @property
    def group_above(self) -> str:
        """The heading of the first rows in sight, where it is scrolled away; else empty."""
        return self.listing.group_over(self.scroll_offset.y)

    @property
    def in_sight(self) -> list[T]:
        """The rows on the terminal."""
        found = (self.listing.row(place) for place in self._places_in_sight)
        return [row for row in found if row is not None]

    @property
    def _places_in_sight(self) -> list[int]:
        top = self.scroll_offset.y
        lines = map(self.listing.at, range(top, min(top + self._room, self.listing.height)))
        return [place for place in lines if not isinstance(place, Heading)]

    def around(self, place: int) -> tuple[int, int]:
        """The first and the last row to be read where the cursor goes to a place. Any thread may ask."""
        room = max(_LEAST_READ, self._room)
        return max(0, place - 2 * room), place + 2 * room

    @property
    def columns_shown(self) -> list[int]:
        """The columns that fit, by their place."""
        return [place for place, _ in self._widths]

    @property
    def pointed_at(self) -> Offset:
        """Where the terminal's cursor belongs: at the beginning of the current row."""
        return self._region(self.listing.line).offset if len(self.listing) else Offset(0, self._titled)

    def action_move(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self._go(self.listing.cursor + by)

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        self._go(self.listing.cursor + pages * max(1, self._room - 1))

    def action_top(self) -> None:
        """To the first row."""
        self._go(0)

    def action_bottom(self) -> None:
        """To the last row."""
        self._go(len(self.listing) - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.listing.current is not None:
            self.post_message(self.Asked("open"))

    def action_filter(self) -> None:
        """Narrow the list."""
        self.post_message(self.Asked("filter"))

    def action_sort(self) -> None:
        """Sort by the next column."""
        self.post_message(self.Asked("sort"))

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.post_message(self.Asked("reverse"))

    def action_clear_filter(self) -> None:
        """Show every row again."""
        self.post_message(self.Asked("clear"))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        self.listing.mark()
        self.refresh(self._region(self.listing.line))
        self.post_message(self.Asked("marked"))
        self._go(self.listing.cursor + 1)

    def action_mark_all(self) -> None:
        """Mark every row, or none."""
        self.post_message(self.Asked("mark all"))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Keys that would do nothing here are not offered."""
        if action == "clear_filter":
            return bool(self.listing.needle)
        if action == "open":
            return self.opens
        if action in ("mark", "mark_all"):
            return self.marks
        if action in ("sort", "reverse"):
            return self.listing.sortable
        return True

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What each line goes through before it is painted. Its width is stated here: nothing is made up for."""
        return [one.as_stated if isinstance(one, Lettering) else one for one in super().get_line_filters()]

    def on_click(self, event: events.Click) -> None:
        """Set the cursor on a row; on the one under it, open it."""
        at = self.scroll_offset.y + event.y - self._titled
        if event.y < self._titled or at >= self.listing.height:
            return
        place = self.listing.at(at)
        if isinstance(place, Heading):
            return
        if place == self.listing.cursor:
            self.action_open()
        else:
            self._go(place)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the cursor, so that it never leaves the rows in sight."""
        self._wheel(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The same upwards."""
        self._wheel(event, -_WHEEL)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.prevent_default()
        event.stop()
        self._go(self.listing.cursor + by)

    def on_focus(self) -> None:
        """The cursor looks different when keys go to it."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor looks different when keys go elsewhere."""
        self.refresh()

    @property
    def _room(self) -> int:
        return max(1, self.size.height - self._titled)

    def follow_from(self, before: int) -> None:
        """Paint what changed when the cursor left the line ``before``; the rows are the same."""
        top = self.scroll_offset.y
        self._follow()
        if self.scroll_offset.y != top:
            self.refresh()
        else:
            self.refresh(self._region(before), self._region(self.listing.line))

    def came(self, place: int | None) -> None:
        """Rows were read; the cursor goes to ``place``, unless that is None."""
        changed = self._measure()
        if place is not None:
            self.go(place)
        if changed or place is None:
            self.refresh()

    def go(self, place: int) -> None:
        """Set the cursor on a row that is at hand."""
        before = self.listing.line
        if self.listing.move_to(place):
            self.follow_from(before)
            self.post_message(self.Asked("moved"))

    def _go(self, place: int) -> None:
        place = max(0, min(len(self.listing) - 1, place))
        long = self.listing.long
        # what comes into sight with it is above it or below, by where it comes from
        if long is None or long.has(place - self._room, place + self._room):
            self.go(place)
        else:
            self.post_message(self.Wanted(long, place, goes=True))

    def point(self, place: int) -> None:
        """Set the cursor on a row, as soon as it is at hand, and tell nobody who need not read it first."""
        long = self.listing.long
        if long is not None and not long.has(place, place):
            self.post_message(self.Wanted(long, place, goes=True))
            return
        before = self.listing.line
        self.listing.move_to(place)
        if self.loaded:
            self.follow_from(before)
            self.want()

    def to_group(self, step: int) -> None:
        """Set the cursor on the first row of another group, with its heading on top and its rows in sight below."""
        place = self.listing.group_from(step)
        if place is None:
            return
        self._go(place)
        if self.listing.cursor == place:
            self.scroll_to(y=self.listing.line - 1, animate=False, immediate=True, force=True)

    def want(self) -> None:
        """Have the rows read that are in sight of a long list and not at hand."""
        long = self.listing.long
        places = self._places_in_sight if long is not None else []
        if long is not None and any(self.listing.row(place) is None for place in places):
            self.post_message(self.Wanted(long, places[len(places) // 2], goes=False))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Somebody may draw the scroll bar to where nothing was read; and another group may stand on top."""
        super().watch_scroll_y(old_value, new_value)
        self.want()
        # the rows may be others by now: what was told was looked up in these
        if self.listing.group_over(round(old_value)) != self.group_above:
            self.post_message(self.Asked("other group"))

    def _region(self, line: int) -> Region:
        return Region(0, line - self.scroll_offset.y + self._titled, self.size.width, 1)

    def _follow(self) -> None:
        line, top = self.listing.line, self.scroll_offset.y
        # where there is room for one line it is the row, not its heading
        if line and line < top + 1 and self._room > 1 and isinstance(self.listing.at(line - 1), Heading):
            line -= 1
        if line < top:
            self.scroll_to(y=line, animate=False, immediate=True, force=True)
        elif line >= top + self._room:
            self.scroll_to(y=line - self._room + 1, animate=False, immediate=True, force=True)

    def _measure(self) -> bool:
        """Set the columns out; whether they stand otherwise than before."""
        before = self._widths
        self.virtual_size = Size(0, self.listing.height + self._titled)
        # the scroll bar takes its cells only with the next layout
        outer = self.outer_size
        scrolls = self.listing.height + self._titled > outer.height
        self._widths = self.listing.widths(outer.width - scrolls * self.styles.scrollbar_size_vertical)
        return self._widths != before

    @property
    def _is_lean(self) -> bool:
        """Whether the cursor is only a marker: two cells are sent for it then, and not two lines."""
        return self.app.has_class("-lean")

    def _marker(self, row: T, place: int) -> str:
        if place == self.listing.cursor:
            return _MARKED_CURSOR if self._is_marked(row) else _CURSOR
        return _MARKED if self._is_marked(row) else " " * MARKER

    def _is_marked(self, row: T) -> bool:
        return bool(self.listing.marked) and self.listing.key(row) in self.listing.marked

    def _hint(self) -> str:
        if not self.loaded:
            return ""
        long = self.listing.long
        has_rows = self.listing.rows if long is None else long.of
        return "Nothing fits the filter" if has_rows else house(self).say(self.empty)

    def _titles(self, width: int) -> Strip:
        style = self.get_component_rich_style("record-rows--titles")
        columns, words = self.listing.columns, house(self)
        titles = [
            _set(Content(words.say(columns[place].title)), room, right=columns[place].right)
            for place, room in self._widths
        ]
        text = " " * MARKER + " ".join(title.plain for title in titles)
        return Strip([Segment(fitted(text, width), style)], width)

    def _cells(self, row: T) -> list[Content]:
        columns = self.listing.columns
        found = [(columns[place], columns[place].cell(row), room) for place, room in self._widths]
        spare = 0
        # what is long flows on where the line has nothing behind it
        while len(found) > 1 and not found[-1][1].plain and not found[-2][0].right:
            spare += found.pop()[2] + 1
        last = len(found) - 1
        return [
            _set(cell, room + spare * (place == last), right=column.right)
            for place, (column, cell, room) in enumerate(found)
        ]

    def _painted(self, cell: Content, base: Style) -> list[Segment]:
        if not cell.spans:
            return [Segment(cell.plain, base)]
        parse: Any = self.app.stylesheet.parse_style
        return [
            Segment(text, base + style.rich_style if style else base)
            for text, style in cell.render(end="", parse_style=parse)
        ]


def _set(cell: Content, width: int, *, right: bool) -> Content:
    kept = cut(cell.plain, width)
    if kept != cell.plain:
        cell = cell[: len(kept) - 1] + "…"
    gap = " " * (width - cells(kept))
    return Content(gap) + cell if right else cell + gap
