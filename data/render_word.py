"""Word papers: the same blocks through python-docx, packed so that the same source gives the same bytes."""

import datetime
import io
import zipfile

import docx
from docx.document import Document
from paper_source import Block

_STYLES = {"title": "Title", "heading": "Heading 2", "item": "List Bullet", "text": "Normal"}
_KEPT = {*_STYLES.values(), "Table Grid", "Normal Table", "Default Paragraph Font", "No List"}
_PACKED = (2026, 11, 21, 9, 0, 0)


def render(paper: list[Block]) -> bytes:
    """The bytes of a Word file that shows these blocks; every cell and paragraph is one run."""
    document = docx.Document()
    about = document.core_properties
    about.author = "Sangam Sahakari"
    about.title = next((block.text for block in paper if block.kind == "title"), "")
    about.created = about.modified = datetime.datetime(*_PACKED, tzinfo=datetime.UTC)
    for block in paper:
        if block.kind == "table":
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(block.text, style=_STYLES[block.kind])
    _slimmed(document)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out)


def _slimmed(document: Document) -> None:
    """Drop what python-docx's template brings along and these papers never use: 800 kB of styles, a thumbnail."""
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(("WithEffects", "/thumbnail"))]:
            del relations[key]


def _repacked(file: io.BytesIO) -> bytes:
    # stored, not deflated: compressors differ between machines, and the bytes must not
    out = io.BytesIO()
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as after:
        for name in before.namelist():
            part = zipfile.ZipInfo(name, _PACKED)
            part.external_attr = 0o600 << 16
            part.create_system = 3
            after.writestr(part, before.read(name))
    return out.getvalue()
