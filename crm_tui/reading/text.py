"""Text and Markdown files."""

import codecs
import re

from crm_tui.domain.errors import Unreadable

_LINE_END = re.compile(r"\r\n|\r|\n")
_TAB_STOP = 8
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def pages(content: bytes) -> list[list[str]]:
    """The lines of each page; a form feed begins a page.

    Raises:
        Unreadable: it is no text, or in an unknown encoding.
    """
    read = [_lines(page) for page in decode(content).split("\f")]
    while len(read) > 1 and not any(line.strip() for line in read[-1]):
        read.pop()
    return read


def decode(content: bytes) -> str:
    """The characters of a text: UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raises:
        Unreadable: it is no text, or in another encoding.
    """
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if content.startswith(b"%PDF-"):
        raise Unreadable("it is a PDF under another name: rename it to .pdf")
    if not wide and b"\0" in content:
        raise Unreadable("it is not text but a binary file: look at its suffix")
    try:
        decoded = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        # one line per line end before the fault, so that an editor can go there
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"line {line} is not UTF-8 text: save it as UTF-8") from None
    if "\0" in decoded:
        raise Unreadable("it is not text but a binary file: look at its suffix")
    return decoded


def superscript(text: str) -> str:
    """A raised number as such: "Rs 500" with a raised 1 for a footnote is not Rs 5,001."""
    return text.translate(_SUPERSCRIPTS) if text.strip().isdecimal() else text


def spread_tabs(line: str) -> str:
    """A line with its tabs as spaces to the next stop, two at least: they part columns."""
    if "\t" not in line:
        return line
    first, *others = line.split("\t")
    spread = first
    for part in others:
        spread += " " * max(2, _TAB_STOP - len(spread) % _TAB_STOP) + part
    return spread


def _lines(page: str) -> list[str]:
    lines = [spread_tabs(line) for line in _LINE_END.split(page)]
    if lines and not lines[-1]:
        lines.pop()
    return lines
