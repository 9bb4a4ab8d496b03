"""Small builders of the files that the tests read: written out, so that a test shows what is in its file."""

import io
import zipfile
import zlib
from collections.abc import Callable, Collection

import docx
import pytest

Placed = tuple[float, float, str]
"""Where a text begins, in points from the left and from the foot of the page, and the text."""


def pdf_bytes(
    *pages: list[Placed], trailer: bytes = b"", rotate: int = 0, pictured: Collection[int] = (), size: int = 10
) -> bytes:
    """A PDF whose pages show these texts in Helvetica; on the ``pictured`` ones, from 1, stands a grey dot too."""
    kids = " ".join(f"{4 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    turns = {0: "1 0 0 1", 90: "0 1 -1 0"}
    for place, texts in enumerate(pages):
        shown = "".join(f"BT /F1 {size} Tf {turns[rotate]} {x} {y} Tm ({text}) Tj ET\n" for x, y, text in texts)
        if place + 1 in pictured:
            shown += "q 99 0 0 99 72 72 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x7f EI Q\n"
        content = shown.encode("cp1252")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Rotate %d /Contents %d 0 R >>" % (rotate, 5 + 2 * place)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    written = io.BytesIO()
    written.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.writelines(b"%010d 00000 n \n" % place for place in places)
    written.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer))
    written.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return written.getvalue()


def packed_pdf_bytes(content: bytes) -> bytes:
    """What a PDF with one packed stream of this content holds; nothing around it, as it is refused before."""
    packed = zlib.compress(content, 9)
    return b"%%PDF-1.4\n1 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )


def locked_pdf_bytes() -> bytes:
    """A PDF that opens with no password but the right one."""
    rule = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> " % (b"11" * 32, b"22" * 32)
    return pdf_bytes([(72, 700, "secret")], trailer=rule + b"/ID [<00112233> <00112233>]")


def docx_bytes(write: Callable[..., None]) -> bytes:
    """A Word file as ``write`` fills it."""
    document = docx.Document()
    write(document)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def zip_bytes(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf_bytes


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    return docx_bytes


@pytest.fixture(scope="session")
def bad_files() -> dict[str, bytes]:
    """Files that can't be read, by the name that they have in the table of refusals."""
    bomb = {"[Content_Types].xml": b"", "word/document.xml": b" " * 100_000_001}
    whole = docx_bytes(lambda document: document.add_paragraph("Rate 8.75 % p.a."))
    return {
        "empty.txt": b"",
        "empty.pdf": b"",
        "empty.docx": b"",
        "program.txt": b"\x7fELF\0\0\0\1\2\3",
        "letter.txt": b"Rate 8.75 %\nFee \xa3500",
        "blank.md": b" \n\n  \n",
        "letter-in-disguise.txt": b"%PDF-1.4\n1 0 obj",
        "long.txt": b"a line\n" * 800_000,
        "damaged.pdf": b"%PDF-1.4\nand nothing that follows",
        "picture.pdf": b"\x89PNG\r\n",
        "scan.pdf": pdf_bytes([]),
        "locked.pdf": locked_pdf_bytes(),
        "bomb.pdf": packed_pdf_bytes(b" " * 50_000_001),
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
        "notes.docx": b"plain text under a wrong name",
        "photos.docx": zip_bytes({"one.jpg": b"\xff\xd8"}),
        "bomb.docx": zip_bytes(bomb),
        "cut-off.docx": whole[: len(whole) // 2],
        "hollow.docx": zip_bytes({"[Content_Types].xml": b"<Types", "word/document.xml": b"<w:document"}),
        "silent.docx": docx_bytes(lambda document: document.add_paragraph("  ")),
        "old.doc": b"\xd0\xcf\x11\xe0",
        "README": b"no suffix",
    }
