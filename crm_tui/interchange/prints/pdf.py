"""A print as PDF on A4. The text in it is drawn and never read for markup."""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from fpdf import FPDF

from crm_tui.domain.progress import each
from crm_tui.interchange.layout import one_line
from crm_tui.interchange.prints.fonts import Face, faces
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table

_USUAL, _SMALLEST = 9.5, 7.5
_SMALLER = 0.25
_EDGE, _FOOT = 14.0, 12.0
_GREY, _BLACK, _PALE, _FAINT = 95, 20, 238, 200
_POINT = 25.4 / 72
_LEADING = 1.24
_BETWEEN = 2.0
_TOGETHER = 90.0
"""What belongs together and is no higher is not parted by the end of a page."""

_Cell: TypeAlias = tuple[float, str, bool]
"""How wide it is, its text, and whether that is bold."""

_Begins: TypeAlias = dict[tuple[str, str], list[int]]
"""On which page each row begins, by what one and what several of them are called."""

_OWN, _PLAIN = "own", "helvetica"

_MEASURED_AT = 100.0
_LONGEST = 400
"""More letters than stand on a line."""

_IN_PLACE_OF_CONTROLS = {0x2400 + code: f"\\x{code:02x}" for code in (*range(0x20), 0x21)} | {0xFFFD: "\\?"}
"""What stands for a control character; a font need not have its picture."""


def as_pdf(printed: Printout, folders: list[Path] | None = None) -> bytes:
    """The pages. What is meant for one page gets smaller letters, as far as they can still be read.

    What then needs a second page all the same is set in the usual size; each page says what is on the next.

    Raises:
        NoFont: no font in ``folders``, or where systems keep them, has all of its letters.
    """
    sheet = _Sheet(faces(_letters_of(printed), folders), printed)
    size = _USUAL
    pages = sheet.lay_out(size)
    while printed.one_page and pages > 1 and size > _SMALLEST:
        size -= _SMALLER
        pages = sheet.lay_out(size)
    if pages > 1:
        size = _USUAL
        pages = sheet.lay_out(size)
    sheet.draw(size, pages)
    return bytes(sheet.output())


class _Sheet(FPDF):
    """The pages as they fill up: laid out first, as often as it takes, and drawn once."""

    def __init__(self, found: tuple[Face, ...], printed: Printout) -> None:
        super().__init__(format="A4")
        self._printed = printed
        self._size = _USUAL
        self._draft = True
        self._at_page, self._y = 0, 0.0
        self._begins: _Begins = {}
        self._pages_in_all, self._begins_in_all = 0, self._begins
        self._widths: dict[tuple[str, bool], float] = {}
        self._family = _OWN if found else _PLAIN
        self.core_fonts_encoding = "cp1252"
        # a name may hold what would be replaced by the number of pages
        self.str_alias_nb_pages = ""
        for place, face in enumerate(found):
            self.add_font(_OWN if not place else f"{_OWN}{place}", "", face.path)
        if found:
            self.add_font(_OWN, "B", found[0].bold)
            self.set_fallback_fonts([f"{_OWN}{place}" for place in range(1, len(found))], exact_match=False)
            self.set_text_shaping(True)
        self.set_auto_page_break(False)
        self.set_margins(_EDGE, _EDGE, _EDGE)
        self.set_title(self._shown(printed.title))
        self.set_lang("en")
        self.c_margin = 0

    def lay_out(self, size: float) -> int:
        """How many pages it takes in letters of this size."""
        self._size = size
        self._at_page, self._begins = 0, {}
        self._begin_page()
        self._line(self._printed.title, bold=True, size=size * 1.45)
        for block in each("parts of the print laid out", self._printed.blocks):
            self._put(block)
        return self._at_page

    def draw(self, size: float, pages: int) -> None:
        """Put it on paper, as it was laid out last."""
        self._draft = False
        self._pages_in_all, self._begins_in_all = pages, self._begins
        self.lay_out(size)

    def _begin_page(self) -> None:
        self._at_page += 1
        self._y = _EDGE
        if not self._draft:
            self.add_page()

    def footer(self) -> None:
        """What stands on the pages that follow, and the number of the page where there are several."""
        here, pages = self.page_no(), self._pages_in_all
        if pages == 1:
            return
        later = [(sum(page > here for page in on), names) for names, on in self._begins_in_all.items()]
        told = " and ".join(f"{count} {names[count > 1]}" for count, names in later if count)
        stands = "follow" if told else ""
        text = f"Page {here} of {pages}" + (f" · {told} {stands} on the next" if told else "")
        if told and here + 1 < pages:
            text += " pages"
        elif told:
            text += " page"
        self._font(bold=False, size=_USUAL - 1)
        self.set_text_color(_GREY)
        self.set_xy(_EDGE, self.h - _FOOT)
        self.cell(self.epw, 5, self._shown(text), align="R")

    def _put(self, block: Block) -> None:
        match block:
            case Heading(text):
                self._room(22)
                self._y += 2
                self._line(text, bold=True, size=self._size * 1.15)
            case Paragraph(text):
                self._row([(self.epw, text, False)])
            case Rows(rows, title):
                self._rows(rows, title)
            case Table():
                self._table(block)
            case Signatures(labels):
                self._signatures(labels)

    def _rows(self, rows: tuple[tuple[str, str], ...], title: str) -> None:
        widest = max((self._width(self._shown(name)) for name, text in rows if text), default=0) * self._size
        # names of the same few letters stand at the same place throughout
        names = min(max(widest + _BETWEEN, self._size * 1.9), self.epw * 0.3)
        inset = 3.0 if title else 0.0
        made = [
            [(names, name, False), (self.epw - names - inset, text, False)]
            if text
            else [(self.epw - inset, name, False)]
            for name, text in rows
        ]
        if title:
            together = sum(max(map(self._high, cells)) for cells in made)
            self._room(together + 8 if together < _TOGETHER else 14)
            self._line(title, bold=True, size=self._size)
        for cells in made:
            self._row(cells, inset, grey=len(cells) > 1)
        self._y += 1.6

    def _table(self, table: Table) -> None:
        gap = _BETWEEN
        whole = self.epw - gap * (len(table.shares) - 1)
        wide = [whole * share / sum(table.shares) for share in table.shares]
        self._room(18)
        self._y += 1.6
        self._head(table.head, wide)
        for row in table.rows:
            cells = [(columns, text, False) for columns, text in zip(wide, row, strict=True)]
            page = self._row(cells, gap=gap, again=lambda: self._head(table.head, wide))
            if table.counted:
                self._begins.setdefault(table.counted, []).append(page)
            self._rule(_EDGE, self.w - _EDGE, self._y + 0.3, _FAINT)
            self._y += 1.0
        self._y += 1.6

    def _head(self, names: tuple[str, ...], wide: list[float]) -> None:
        high = max(self._high((columns, name, True)) for columns, name in zip(wide, names, strict=True))
        if not self._draft:
            self.set_fill_color(_PALE)
            self.rect(_EDGE, self._y, self.epw, high + 0.8, style="F")
        self._row([(columns, name, True) for columns, name in zip(wide, names, strict=True)], gap=_BETWEEN)
        self._y += 0.8

    def _signatures(self, labels: tuple[str, ...]) -> None:
        each = 11.0
        self._room(each * len(labels) + 2)
        for label in labels:
            y = self._y + each - 2
            self._font(bold=False, size=self._size)
            for x, text, begin, end in ((_EDGE, label, _EDGE + 30, 118.0), (124.0, "Date", 134.0, self.w - _EDGE)):
                self._text(x, y - 4, 28, 4, self._shown(text), _BLACK)
                self._rule(begin, end, y, _GREY)
            self._y = y + 2

    def _line(self, text: str, *, bold: bool, size: float) -> None:
        self._row([(self.epw, text, bold)], size=size)
        self._y += 0.8

    def _row(
        self,
        cells: list[_Cell],
        inset: float = 0.0,
        *,
        size: float | None = None,
        gap: float = 0.0,
        grey: bool = False,
        again: Callable[[], None] | None = None,
    ) -> int:
        """Cells beside each other, on one page where they fit on one; what is longer goes on overleaf.

        ``again`` repeats what stands above them on each page that they begin. Returns the page on which they stand.
        """
        size = size or self._size
        leading = size * _POINT * _LEADING
        columns = [self._lines(cell, size) for cell in cells]
        most = int((self.h - _FOOT - _EDGE - 14) / leading)
        began = 0
        for first in range(0, max(map(len, columns)), most):
            part = [lines[first : first + most] for lines in columns]
            high = max(map(len, part)) * leading
            if self._room(high) and again is not None:
                again()
            began = began or self._at_page
            x, y = _EDGE + inset, self._y
            for place, ((wide, _, bold), lines) in enumerate(zip(cells, part, strict=True)):
                self._font(bold=bold, size=size)
                shade = _GREY if grey and place == 0 else _BLACK
                for down, line in enumerate(lines):
                    self._text(x, y + down * leading, wide, leading, line, shade)
                x += wide + gap
            self._y = y + high
        return began

    def _text(self, x: float, y: float, wide: float, high: float, line: str, shade: int) -> None:
        if line and not self._draft:
            self.set_text_color(shade)
            self.set_xy(x, y)
            self.cell(wide, high, line)

    def _rule(self, begin: float, end: float, y: float, shade: int) -> None:
        if not self._draft:
            self.set_draw_color(shade)
            self.line(begin, y, end, y)

    def _room(self, high: float) -> bool:
        """Begin a page where so much would not fit on this one; whether one was begun."""
        if self._y + high <= self.h - _FOOT - 2:
            return False
        self._begin_page()
        return True

    def _high(self, cell: _Cell) -> float:
        return len(self._lines(cell, self._size)) * self._size * _POINT * _LEADING

    def _lines(self, cell: _Cell, size: float) -> list[str]:
        """The words of a cell on lines of its width; a word that is longer is broken."""
        wide, text, bold = cell
        room = wide / size
        space = self._width(" ", bold)
        lines, used = [""], 0.0
        for word in (part for whole in self._shown(text).split(" ") for part in self._broken(whole, bold, room)):
            more = self._width(word, bold)
            if lines[-1] and used + space + more > room:
                lines.append("")
                used = 0.0
            used += more + (space if lines[-1] else 0.0)
            lines[-1] += f" {word}" if lines[-1] else word
        return lines

    def _broken(self, word: str, bold: bool, room: float) -> Iterator[str]:
        while len(word) > 1 and self._width(word[:_LONGEST], bold) > room:
            at = (
                bisect_right(range(1, min(len(word), _LONGEST)), room, key=lambda end: self._width(word[:end], bold))
                or 1
            )
            # a mark stays with its letter
            while at > 1 and unicodedata.category(word[at])[0] == "M":
                at -= 1
            yield word[:at]
            word = word[at:]
        if word:
            yield word

    def _width(self, text: str, bold: bool = False) -> float:
        """How wide a text is in letters of one point; each is measured once for all sizes."""
        key = (text, bold)
        if key not in self._widths:
            self._font(bold=bold, size=_MEASURED_AT)
            self._widths[key] = float(self.get_string_width(text)) / _MEASURED_AT
        return self._widths[key]

    def _font(self, *, bold: bool, size: float) -> None:
        self.set_font(self._family, "B" if bold else "", size)

    def _shown(self, text: str) -> str:
        plain = _plain(text)
        if self._family == _OWN:
            return plain
        # what has no shape of its own needs no font, and these fonts know nothing of it
        return "".join(letter for letter in plain if letter == "\u00ad" or unicodedata.category(letter) != "Cf")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", one_line(text)).translate(_IN_PLACE_OF_CONTROLS)


def _letters_of(printed: Printout) -> str:
    return "".join(sorted({letter for text in _texts(printed) for letter in _plain(text)}))


def _texts(printed: Printout) -> Iterator[str]:
    yield printed.title
    for block in printed.blocks:
        match block:
            case Heading(text) | Paragraph(text):
                yield text
            case Rows(rows, title):
                yield title
                yield from (text for row in rows for text in row)
            case Table(head, rows):
                yield from head
                yield from (text for row in rows for text in row)
            case Signatures(labels):
                yield from labels
