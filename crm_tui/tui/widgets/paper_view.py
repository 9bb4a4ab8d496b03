"""The paper, line by line, with the passages that matter marked."""

from collections.abc import Iterable
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static

from crm_tui.domain.document import PaperText
from crm_tui.domain.review import Evidence
from crm_tui.domain.text import visible
from crm_tui.tui import keymap
from crm_tui.tui.harmless import Visible
from crm_tui.tui.widgets.paper_layout import FoldedPaper, PaperRow, Span, fold, fold_paper, occurrences, passages

_MARKER = "▶ "
_CONTEXT = 3


class PaperLines(ScrollView, can_focus=True):
    """The paper's text. Only the rows in sight are painted, so its length does not matter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "paper-lines--number",
        "paper-lines--page",
        "paper-lines--marked",
        "paper-lines--found",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.CURSOR,
        keymap.named(keymap.FILTER, "Search", "Find words in the paper"),
    ]

    class SearchAsked(Message):
        """Somebody wants to search."""

    def __init__(self) -> None:
        super().__init__()
        self.paper: PaperText | None = None
        self._folded = FoldedPaper((), ())
        self._marked: dict[int, list[Span]] = {}
        self._found: list[tuple[int, Span]] = []
        self._found_on: dict[int, list[Span]] = {}
        self._at = 0
        self._hint = ""

    def show(self, paper: PaperText | None, hint: str = "") -> None:
        """Show this paper, or a hint while there is none. The same paper stays where it is."""
        self._hint = hint
        if paper is not self.paper:
            self.paper = paper
            self._marked, self._found, self._found_on = {}, [], {}
            self._fold()
            self.scroll_to(y=0, animate=False, immediate=True)
        self.refresh()

    def mark(self, evidence: Iterable[Evidence]) -> None:
        """Mark these passages and bring the first into sight, with a few lines before it."""
        self._marked = passages(self.paper.lines, evidence) if self.paper else {}
        if self._marked:
            self._reveal(min(self._marked), context=_CONTEXT)
        self.refresh()

    def search(self, needle: str) -> int:
        """Mark every place at which the words stand and go to the first from here on; how many there are."""
        self._found = occurrences(self.paper.lines, needle) if self.paper else []
        self._found_on = {}
        for place, span in self._found:
            self._found_on.setdefault(place, []).append(span)
        rows = self._folded.rows
        top = rows[min(self.scroll_offset.y, len(rows) - 1)].line if rows else 0
        self._at = next((at for at, (place, _) in enumerate(self._found) if place >= top), 0)
        self._show_found()
        return len(self._found)

    def search_on(self, by: int) -> int:
        """Go to the next place found, or the one before; its number, from 1."""
        if not self._found:
            return 0
        self._at = (self._at + by) % len(self._found)
        self._show_found()
        return self._at + 1

    @property
    def found_at(self) -> int:
        """The number of the place found that is in sight, from 1; 0 when nothing was found."""
        return self._at + 1 if self._found else 0

    @property
    def found_count(self) -> int:
        """How many places were found."""
        return len(self._found)

    def on_resize(self) -> None:
        """The text follows the width."""
        top = self._folded.rows[self.scroll_offset.y].line if self.scroll_offset.y < len(self._folded.rows) else 0
        self._fold()
        if self._marked:
            self._reveal(min(self._marked), context=_CONTEXT)
        elif self._folded.first_row:
            self.scroll_to(y=self._folded.first_row[top], animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """One row of the terminal."""
        width = self.size.width
        plain = self.rich_style
        at = self.scroll_offset.y + y
        if self.paper is None:
            return Strip([Segment(self._hint_row(y, width - 4), plain)]).adjust_cell_length(width, plain)
        if at >= len(self._folded.rows):
            return Strip.blank(width, plain)
        row = self._folded.rows[at]
        if row.page:
            style = plain + self.get_component_rich_style("paper-lines--page", partial=True)
            heading = f"── page {row.page} of {self.paper.pages} "
            return Strip([Segment(heading + "─" * max(0, width - len(heading)), style)]).adjust_cell_length(
                width, plain
            )
        return Strip([*self._gutter(row, plain), *self._text(row, plain)]).adjust_cell_length(width, plain)

    def action_move(self, by: int) -> None:
        """Scroll by so many rows."""
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Scroll by so many screens."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_top(self) -> None:
        """To the first line."""
        self.scroll_to(y=0, animate=False, immediate=True)

    def action_bottom(self) -> None:
        """To the last line."""
        self.scroll_to(y=len(self._folded.rows), animate=False, immediate=True)

    def action_filter(self) -> None:
        """Search."""
        if self.paper is not None:
            self.post_message(self.SearchAsked())

    @property
    def _digits(self) -> int:
        return len(str(max((line.number for line in self.paper.lines), default=1))) if self.paper else 1

    def _fold(self) -> None:
        gutter = len(_MARKER) + self._digits + 2
        width = self.scrollable_content_region.width - gutter
        self._folded = fold_paper(self.paper, width) if self.paper else FoldedPaper((), ())
        self.virtual_size = Size(0, len(self._folded.rows))

    def _hint_row(self, y: int, width: int) -> str:
        text = visible(self._hint)
        rows = fold(text, width)
        return "  " + text[slice(*rows[y])] if y < len(rows) else ""

    def _gutter(self, row: PaperRow, plain: Style) -> list[Segment]:
        assert self.paper is not None
        marked = any(start < row.end and end > row.start for start, end in self._marked.get(row.line, ()))
        number = str(self.paper.lines[row.line].number) if row.start == 0 else ""
        style = plain + self.get_component_rich_style("paper-lines--number", partial=True)
        strong = plain + Style(bold=True)
        return [
            Segment(_MARKER if marked else " " * len(_MARKER), strong),
            Segment(f"{number:>{self._digits}}  ", strong if marked else style),
        ]

    def _text(self, row: PaperRow, plain: Style) -> list[Segment]:
        assert self.paper is not None
        text = visible(self.paper.lines[row.line].text)
        spans = [(span, "paper-lines--marked") for span in self._marked.get(row.line, ())]
        spans += [(span, "paper-lines--found") for span in self._found_on.get(row.line, ())]
        cuts = {row.start, row.end}
        cuts.update(at for span, _ in spans for at in span if row.start < at < row.end)
        places = sorted(cuts)
        segments = []
        for start, end in pairwise(places):
            style = plain
            for (begin, stop), name in spans:
                if begin <= start and end <= stop:
                    style += self.get_component_rich_style(name, partial=True)
            segments.append(Segment(text[start:end], style))
        return segments

    def _show_found(self) -> None:
        if self._found:
            self._reveal(self._found[self._at][0], context=_CONTEXT)
        self.refresh()

    def _reveal(self, line: int, *, context: int) -> None:
        if line >= len(self._folded.first_row):
            return
        row = self._folded.first_row[line]
        top, height = self.scroll_offset.y, self.size.height
        context = min(context, max(0, (height - 1) // 2))
        if not top + context <= row < top + height - context:
            # a paper that was only now put up has no scroll bar yet, and would not move without force
            self.scroll_to(y=max(0, row - context), animate=False, immediate=True, force=True)


class SearchInput(Input):
    """Where the words to find are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", id="search.close", tooltip="Back to the paper"),
        Binding("down,enter", "go(1)", "Next", id="search.next", tooltip="Next place found", key_display="↵"),
        Binding("up", "go(-1)", "Before", id="search.before", tooltip="Place found before"),
    ]

    class Asked(Message):
        """Go on by so many places, or close with 0."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by
            """How far."""

    def action_close(self) -> None:
        """Back to the paper."""
        self.post_message(self.Asked(0))

    def action_go(self, by: int) -> None:
        """Another place found."""
        self.post_message(self.Asked(by))


class PaperView(Vertical):
    """The paper, the line above it that says what it is shown for, and the line in which one searches it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "search_on(1)", "Next hit", id="paper.next-hit", tooltip="To the next place found"),
        Binding("F", "search_on(-1)", "Hit before", id="paper.hit-before", tooltip="To the place found before"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._title = Content("")
        self._put = self._title

    def compose(self) -> ComposeResult:
        """The text, and the search line while it is used."""
        search = SearchInput(placeholder="words to find in the paper", compact=True, id="search")
        search.highlighter = Visible(search)
        search.cursor_blink = False
        yield PaperLines()
        yield search
        yield Static(markup=False, id="search-count")

    @property
    def lines(self) -> PaperLines:
        """The text."""
        return self.query_one(PaperLines)

    def say(self, title: Content) -> None:
        """Say above the text what it is shown for."""
        self._title = title
        self._put_title()

    def action_search_on(self, by: int) -> None:
        """To another place found."""
        # the text and what stands above it are painted at once
        self.lines.search_on(by)
        self._put_title()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """There is a next place only where some were found."""
        return action != "search_on" or (self.is_mounted and self.lines.found_count > 0)

    @on(PaperLines.SearchAsked)
    def _open(self) -> None:
        self.add_class("-searching")
        self._put_title()
        search = self.query_one(SearchInput)
        search.value = ""
        search.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not self.has_class("-searching"):
            return
        self.lines.search(event.value)
        self._say()

    @on(SearchInput.Asked)
    def _asked(self, event: SearchInput.Asked) -> None:
        event.stop()
        if event.by:
            self.lines.search_on(event.by)
            self._say()
            return
        self.remove_class("-searching")
        self.lines.focus()
        self.lines.refresh_bindings()
        self._put_title()

    def _put_title(self) -> None:
        title = self._title
        if self.lines.found_count and not self.has_class("-searching"):
            place = f"hit {self.lines.found_at} of {self.lines.found_count}"
            title = Content(" · ").join([part for part in (title, Content(place)) if part.plain])
        # each setting paints the whole paper anew
        if title != self._put:
            self._put = title
            self.border_title = title if title.plain else None

    def _say(self) -> None:
        lines = self.lines
        typed = bool(self.query_one(SearchInput).value)
        told = f"{lines.found_at} of {lines.found_count}" if typed else ""
        self.query_one("#search-count", Static).update(Content(told))
