"""Word files: paragraphs, lists and tables in the order in which they stand."""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crm_tui.domain.errors import Unreadable
from crm_tui.domain.progress import each
from crm_tui.reading.numbering import Numbering
from crm_tui.reading.text import spread_tabs, superscript

if TYPE_CHECKING:
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

UNPACKED_LIMIT = 100_000_000
"""The most bytes that a Word file may unpack to."""

PARTS_LIMIT = 5_000
"""The most parts that a Word file may hold."""

_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = (f"{_W}ins", f"{_W}moveTo", f"{_W}smartTag", f"{_W}customXml", f"{_W}fldSimple")
_GONE = (f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def pages(content: bytes) -> list[list[str]]:
    """The lines of the file as one page: Word breaks pages anew on every machine.

    A paragraph is a line, and so is the row of a table, its cells joined by `` | ``. Changes that are still marked
    count as accepted.

    Raises:
        Unreadable: it is damaged, needs a password, or is no Word file.
    """
    _check_archive(content)
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        _settle_changes(document.element.body)
        numbering, blocks = Numbering(document), list(document.iter_inner_content())
        lines = [line for block in each("paragraphs and tables read", blocks) for line in _lines_of(block, numbering)]
        lines.extend(_notes(document))
    except Exception as fault:  # whatever lxml and the package reader raise on a damaged part means the same here
        raise Unreadable("it is damaged, or not a Word file: ask for it again") from fault
    return [lines]


def _check_archive(content: bytes) -> None:
    if content.startswith(_OLD_OR_LOCKED):
        raise Unreadable("it is protected by a password or an old .doc: save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("it is damaged, or not a Word file: ask for it again") from None
    # the sizes are read from the index: nothing is unpacked, and zipfile never unpacks more than the index says
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT or len(parts) > PARTS_LIMIT:
        raise Unreadable(f"it unpacks to more than the {UNPACKED_LIMIT // 1_000_000} MB that are read")

    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise Unreadable("it is a zip archive and not a Word file")


def _settle_changes(body: Any) -> None:
    """Accept marked changes, open controls and fields, drop hidden text: what is left is what the paper shows."""
    for gone in list(body.iter(*_GONE)):
        if (parent := gone.getparent()) is not None:
            parent.remove(gone)
    for run in list(body.iter(f"{_W}r")):
        hidden = run.find(f"{_W}rPr/{_W}vanish")
        if hidden is not None and hidden.get(f"{_W}val") not in ("0", "false"):
            run.getparent().remove(run)
    for mark in list(body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference")):
        # what the note's own line begins with, so that the two are found together
        shown = mark.makeelement(f"{_W}t")
        shown.text = f"[{mark.get(f'{_W}id')}]"
        mark.getparent().replace(mark, shown)
    for raised in list(body.iter(f"{_W}vertAlign")):
        run = raised.getparent().getparent()
        if raised.get(f"{_W}val") == "superscript" and run.tag == f"{_W}r":
            for piece in run.iter(f"{_W}t"):
                piece.text = superscript(piece.text or "")
    for wrapper in list(body.iter(*_WRAPPERS)):
        _unwrap(wrapper, wrapper)
    for control in list(body.iter(f"{_W}sdt")):
        inside = control.find(f"{_W}sdtContent")
        _unwrap(control, inside if inside is not None else ())


def _unwrap(wrapper: Any, children: Any) -> None:
    parent = wrapper.getparent()
    if parent is None:
        return
    place = parent.index(wrapper)
    for child in reversed(list(children)):
        parent.insert(place, child)
    parent.remove(wrapper)


def _block_lines(container: Any, numbering: Numbering) -> Iterator[str]:
    for block in container.iter_inner_content():
        yield from _lines_of(block, numbering)


def _lines_of(block: Any, numbering: Numbering) -> Iterator[str]:
    from docx.table import Table

    return _table_lines(block, numbering) if isinstance(block, Table) else _paragraph_lines(block, numbering)


def _paragraph_lines(paragraph: "Paragraph", numbering: Numbering) -> Iterator[str]:
    lines = [spread_tabs(line.replace("\0", "")) for line in paragraph.text.split("\n")]
    # an empty paragraph of a list counts too
    if (label := numbering.label(paragraph)) and lines[0].strip():
        lines[0] = f"{label} {lines[0]}"
    yield from lines
    for box in paragraph._p.iter(f"{_W}txbxContent"):
        for inside in box.iter(f"{_W}p"):
            yield "".join(piece.text or "" for piece in inside.iter(f"{_W}t"))


def _table_lines(table: "Table", numbering: Numbering) -> Iterator[str]:
    for row in table.rows:
        cells = list(_cells(row, table))
        if len(cells) == 1:
            # a table of one cell is a frame around ordinary text
            yield from _block_lines(cells[0], numbering)
            continue
        line = " | ".join(_cell_text(cell, numbering) for cell in cells)
        if line.strip(" |"):
            yield line.strip()
        for cell in cells:
            for inner in cell.tables if cell is not None else ():
                yield from _table_lines(inner, numbering)


def _cells(row: "_Row", table: "Table") -> Iterator[Any]:
    """Each cell of a row once; None stands for the continuation of the cell above."""
    from docx.table import _Cell

    for tc in row._tr.tc_lst:
        yield None if tc.vMerge == "continue" else _Cell(tc, table)


def _cell_text(cell: Any, numbering: Numbering) -> str:
    if cell is None:
        return ""
    lines = (line for part in cell.paragraphs for line in _paragraph_lines(part, numbering))
    return " ".join(line.strip() for line in lines if line.strip())


def _notes(document: Any) -> Iterator[str]:
    """The notes, after the text: conditions like to stand there."""
    from docx.oxml import parse_xml

    for relation in document.part.rels.values():
        if not relation.reltype.endswith(("/footnotes", "/endnotes")) or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob).iter(f"{_W}footnote", f"{_W}endnote"):
            if note.get(f"{_W}type") is None:
                said = "".join(piece.text or "" for piece in note.iter(f"{_W}t")).strip()
                yield f"[{note.get(f'{_W}id')}] {said}"
