"""PDF files: the characters of each page with their place."""

import ctypes
import math
import re
import threading
import zlib
from collections import defaultdict
from typing import Any

from crm_tui.domain.errors import Unreadable
from crm_tui.reading.page import Glyph, lines

PAGE_LIMIT = 1_000
"""The most pages that are read."""

CHARACTER_LIMIT = 5_000_000
"""The most characters that are read."""

UNPACKED_LIMIT = 50_000_000
"""The most bytes that its packed streams, pictures apart, may unpack to."""

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LONGEST_DICTIONARY = 1_000

# pdfium allows one call at a time in a whole process
_PDFIUM = threading.Lock()


def pages(content: bytes) -> list[list[str]]:
    """The lines of each page in reading order; the columns of a row stay on its line, two spaces apart at least.

    Raises:
        Unreadable: it is damaged, needs a password, or holds pictures only.
    """
    import pypdfium2

    _check_streams(content)
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise Unreadable(_refusal(error)) from None
        try:
            read = _read(document)
        except pypdfium2.PdfiumError:
            raise Unreadable("a page of this PDF is damaged: ask for it again") from None
        finally:
            document.close()
    if not any(read):
        raise Unreadable("this PDF is a scan without text: ask for a version with text")
    return read


def _check_streams(content: bytes) -> None:
    """Refuse a small file that would unpack to gigabytes."""
    view = memoryview(content)
    left = UNPACKED_LIMIT
    for stream in _STREAM.finditer(content):
        about = content[max(0, stream.start() - _LONGEST_DICTIONARY) : stream.start()].rpartition(b"obj")[2]
        if b"/FlateDecode" not in about or b"/Image" in about:
            continue
        try:
            left -= len(zlib.decompressobj().decompress(view[stream.end() :], left + 1))
        except zlib.error:
            continue
        if left < 0:
            raise Unreadable(f"it unpacks to more than the {UNPACKED_LIMIT // 1_000_000} MB that are read")


def _refusal(error: Exception) -> str:
    import pypdfium2.raw as raw

    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return "it is protected by a password: ask for a version without one"
    return "it is damaged, or not a PDF: ask for it again"


def _read(document: Any) -> list[list[str]]:
    if len(document) > PAGE_LIMIT:
        raise Unreadable(f"it has {len(document):,} pages, and at most {PAGE_LIMIT:,} are read")
    read: list[list[str]] = []
    characters = 0
    for index in range(len(document)):
        page = document[index]
        try:
            textpage = page.get_textpage()
            try:
                characters += textpage.count_chars()
                if characters > CHARACTER_LIMIT:
                    raise Unreadable(f"it has more than {CHARACTER_LIMIT:,} characters, the most that are read")
                directions = _glyphs(textpage)
            finally:
                textpage.close()
        finally:
            page.close()
        # upright text first: what runs along the margin is read after it
        by_size = sorted(directions.values(), key=len, reverse=True)
        read.append([line for glyphs in by_size for line in lines(glyphs)])
    return read


def _glyphs(textpage: Any) -> dict[int, list[Glyph]]:
    """The characters of a page by the quarter turn of their line."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: dict[int, list[Glyph]] = defaultdict(list)
    spaces = 0
    pending = ""
    for index in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, index)
        mark = "-" if code in (0x2, 0xFFFE) else chr(code)
        if 0xD800 <= code <= 0xDBFF:
            pending = mark
            continue
        if pending:
            mark = (pending + mark).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            pending = ""
        if mark.isspace():
            spaces += 1
            continue
        if mark == "\0" or not raw.FPDFText_GetCharOrigin(textpage, index, x, y):
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        turn = round(raw.FPDFText_GetCharAngle(textpage, index) / (math.pi / 2)) % 4
        found[turn].append(_turned(mark, turn, box, x.value, y.value, spaces))
        spaces = 0
    return found


def _turned(mark: str, turn: int, box: Any, x: float, y: float, spaces: int) -> Glyph:
    if turn == 0:
        return Glyph(mark, box.left, box.right, y, box.top - box.bottom, spaces)
    if turn == 1:
        return Glyph(mark, -box.top, -box.bottom, x, box.right - box.left, spaces)
    if turn == 2:
        return Glyph(mark, -box.right, -box.left, -y, box.top - box.bottom, spaces)
    return Glyph(mark, box.bottom, box.top, -x, box.right - box.left, spaces)
