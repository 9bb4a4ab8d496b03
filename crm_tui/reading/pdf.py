"""PDF files: the characters of each page with their place."""

import ctypes
import math
import re
import threading
import zlib
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from crm_tui.domain.errors import Unreadable
from crm_tui.domain.progress import each, step
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
_LOOK = 0.2
"""Seconds after which somebody who waits for it looks whether it was broken off."""


def pages(content: bytes) -> list[list[str] | None]:
    """The lines of each page in reading order; the columns of a row stay on its line, two spaces apart at least.

    None stands for a page that shows pictures without any text.

    Raises:
        Unreadable: it is damaged, needs a password, or holds pictures only.
    """
    import pypdfium2

    _check_streams(content)
    with _alone():
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


@contextmanager
def _alone() -> Iterator[None]:
    # who waits for a long paper that another thread reads can be told so, and broken off
    while not _PDFIUM.acquire(timeout=_LOOK):
        step("waiting for another paper that is read")
    try:
        yield
    finally:
        _PDFIUM.release()


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


def _read(document: Any) -> list[list[str] | None]:
    if len(document) > PAGE_LIMIT:
        raise Unreadable(f"it has {len(document):,} pages, and at most {PAGE_LIMIT:,} are read")
    read: list[list[str] | None] = []
    characters = 0
    for index in each("pages read", range(len(document))):
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
            pictured = not directions and _has_picture(page)
        finally:
            page.close()
        # upright text first: what runs along the margin is read after it
        by_size = sorted(directions.values(), key=len, reverse=True)
        read.append(None if pictured else [line for glyphs in by_size for line in lines(glyphs)])
    return read


def _has_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _glyphs(textpage: Any) -> dict[int, list[Glyph]]:
    """The words of a page, or its characters where a word says too little, by the quarter turn of their line.

    Each question to pdfium about one character costs more than all that is done with the answer, so only the first and
    the last character of a word are asked for.
    """
    import pypdfium2.raw as raw

    count = textpage.count_chars()
    units = (ctypes.c_ushort * (count + 1))()
    read = raw.FPDFText_GetText(textpage, 0, count, units) - 1
    text = "".join(map(chr, units[:read])) if read == count else ""
    if not text or _BY_CHARACTER.search(text):
        return _characters(textpage, 0, count, 0)
    page, box_of, origin_of = textpage.raw, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    box, last = raw.FS_RECTF(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: dict[int, list[Glyph]] = defaultdict(list)
    before = turn = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[before:start]
        before = end
        # pdfium sets a space between words that only their places part; one is one, whoever set it
        spaces = 1 if gap == " " else _spaces(textpage, start - len(gap), start) if gap else 0
        box_of(page, start, box)
        box_of(page, end - 1, last)
        if gap != " ":
            turn = round(raw.FPDFText_GetCharAngle(page, start) / (math.pi / 2)) % 4
        along, across = (last.bottom - box.bottom, last.left - box.left) if turn % 2 else (
            last.left - box.left, last.bottom - box.bottom)  # fmt: skip
        high = box.right - box.left if turn % 2 else box.top - box.bottom
        level = abs(across) <= _RAISED * high and abs(along) < 2 * high * (end - start)
        if not level or not origin_of(page, start, x, y):
            for other, glyphs in _characters(textpage, start, end, spaces).items():
                found[other].extend(glyphs)
            continue
        # a line reads towards its last character, whichever way it is turned
        box.left, box.right = min(box.left, last.left), max(box.right, last.right)
        if turn % 2:
            box.bottom, box.top = min(box.bottom, last.bottom), max(box.top, last.top)
        word = match[0]
        if word[-1] in _HYPHENS:
            word = word[:-1] + "-"
        found[turn].append(_turned(word, turn, box, x.value, y.value, spaces))
    return found


_HYPHENS = "\x02\ufffe"
"""How pdfium marks a hyphen at the end of a line."""

_WORD = re.compile(r"[^\s\0\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")

_BY_CHARACTER = re.compile(r"[\u0590-\u08ff\u0900-\u109f\ufb1d-\ufdff\ufe70-\ufefc\ud800-\udfff]")
"""Scripts whose marks may stand before the ones that they follow, and characters of two units."""

_RAISED = 0.1
"""In heights of a character: a word whose ends stand this far apart holds a raised or lowered one."""


def _spaces(textpage: Any, start: int, end: int) -> int:
    """How many spaces the file itself puts there."""
    import pypdfium2.raw as raw

    return sum(raw.FPDFText_IsGenerated(textpage, index) != 1 for index in range(start, end))


def _characters(textpage: Any, start: int, end: int, spaces: int) -> dict[int, list[Glyph]]:
    """The characters of a stretch by the quarter turn of their line."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: dict[int, list[Glyph]] = defaultdict(list)
    pending = ""
    for index in range(start, end):
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
