"""A small PDF writer: Helvetica on A4, tables by position, streams left plain so that dates can be moved in place."""

import io
from dataclasses import dataclass, field

from paper_source import Block

_WIDE, _HIGH, _EDGE = 595, 842, 56
_SIZE, _LEADING = 10, 14
_BETWEEN = 14

# advance widths of the printable ASCII characters in Helvetica, in thousandths of its size
_WIDTHS = [
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
]


@dataclass
class _Sheet:
    """Pages as they fill up."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    at: float = _HIGH - _EDGE

    def room(self, lines: int) -> None:
        """Begin a page where these lines would not fit on this one."""
        if self.at - lines * _LEADING < _EDGE:
            self.pages.append([])
            self.at = _HIGH - _EDGE

    def down(self, points: float) -> None:
        self.at -= points

    def show(self, left: float, text: str, *, font: str = "F1", size: float = _SIZE) -> None:
        safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.pages[-1].append(f"BT /{font} {size} Tf 1 0 0 1 {left:.1f} {self.at:.1f} Tm ({safe}) Tj ET")

    def rule(self, below: float) -> None:
        y = self.at - below
        self.pages[-1].append(f"0.5 w {_EDGE} {y:.1f} m {_WIDE - _EDGE} {y:.1f} l S")


def render(paper: list[Block]) -> bytes:
    """The bytes of a PDF that shows these blocks."""
    sheet = _Sheet()
    for block in paper:
        if block.kind == "title":
            sheet.down(4)
            sheet.show(_EDGE, block.text, font="F2", size=14)
            sheet.down(22)
        elif block.kind == "heading":
            sheet.room(4)
            sheet.down(8)
            sheet.show(_EDGE, block.text, font="F2", size=11)
            sheet.down(17)
        elif block.kind == "table":
            _table(sheet, block.rows)
        else:
            _text(sheet, block)
    return _written(sheet.pages)


def _text(sheet: _Sheet, block: Block) -> None:
    indent = _BETWEEN if block.kind == "item" else 0
    lines = _wrapped(block.text, _WIDE - 2 * _EDGE - indent)
    sheet.room(len(lines))
    if indent:
        sheet.show(_EDGE, "-")
    for line in lines:
        sheet.show(_EDGE + indent, line)
        sheet.down(_LEADING)
    sheet.down(2 if indent else 6)


def _table(sheet: _Sheet, rows: tuple[tuple[str, ...], ...]) -> None:
    columns = _columns(rows)
    for row in rows:
        cells = [_wrapped(cell, width) for cell, (_, width) in zip(row, columns, strict=True)]
        high = max(len(lines) for lines in cells)
        sheet.room(high)
        top = sheet.at
        for lines, (left, _) in zip(cells, columns, strict=True):
            sheet.at = top
            for line in lines:
                sheet.show(left, line)
                sheet.down(_LEADING)
        sheet.at = top - high * _LEADING
        sheet.rule(-_LEADING + 4)
        sheet.down(3)
    sheet.down(8)


def _columns(rows: tuple[tuple[str, ...], ...]) -> list[tuple[float, float]]:
    """Left edge and width of each column: as wide as its longest cell, the last one takes what is left."""
    room = _WIDE - 2 * _EDGE
    longest = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    widths = [min(wide, 0.5 * room) for wide in longest[:-1]]
    left: float = _EDGE
    columns = []
    for wide in widths:
        columns.append((left, wide))
        left += wide + _BETWEEN
    return [*columns, (left, _WIDE - _EDGE - left)]


def _wrapped(text: str, room: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _width(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _width(text: str) -> float:
    return sum(_WIDTHS[ord(mark) - 32] if 32 <= ord(mark) < 127 else 556 for mark in text) * _SIZE / 1000


def _written(pages: list[list[str]]) -> bytes:
    first = 5
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for place, shown in enumerate(pages):
        foot = f"BT /F1 8 Tf 1 0 0 1 {_WIDE - _EDGE - 50} 30 Tm (Page {place + 1} of {len(pages)}) Tj ET"
        content = "\n".join([*shown, foot]).encode("cp1252")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
            b"/Contents %d 0 R >>" % (_WIDE, _HIGH, first + 1 + 2 * place)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
