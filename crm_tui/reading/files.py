"""Reads papers and notes from files: opens them safely, and picks the reader by the file's suffix."""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from crm_tui.domain.document import PaperLine, PaperText
from crm_tui.domain.errors import Unreadable
from crm_tui.domain.text import visible
from crm_tui.reading import pdf, text, word

PAPER_LIMIT = 50_000_000
"""The most bytes that a PDF or Word file may have."""

TEXT_LIMIT = 5_000_000
"""The most bytes that a text or Markdown file may have: some 2,000 pages."""

NOTE_LIMIT = 1_000_000
"""The most bytes that a note may have."""

Pages = Sequence[list[str] | None]
"""The lines of each page; None for a page that is a picture."""

_READERS: dict[str, tuple[Callable[[bytes], Pages], int]] = {
    ".txt": (text.pages, TEXT_LIMIT),
    ".md": (text.pages, TEXT_LIMIT),
    ".pdf": (pdf.pages, PAPER_LIMIT),
    ".docx": (word.pages, PAPER_LIMIT),
}


def read_paper(path: Path, name: str | None = None) -> PaperText:
    """The text of a paper with the place of each line; ``name`` stands for the file's own.

    Raises:
        Unreadable: with one line that says which file and why.
    """
    called = printable(name if name is not None else path.name or str(path))
    try:
        content, pages = _read(path)
    except Unreadable as fault:
        raise Unreadable(f"can't read {_told(path) if name is None else called}: {fault}") from None
    return PaperText(
        name=called,
        pages=len(pages),
        sha256=hashlib.sha256(content).hexdigest(),
        lines=tuple(_placed(pages)),
        unread_pages=tuple(number for number, lines in enumerate(pages, start=1) if lines is None),
    )


def read_note(path: Path) -> str:
    """A note as a desk typed it: the characters of the file, without a byte order mark.

    Raises:
        Unreadable: with one line that says which file and why.
    """
    try:
        return text.decode(_content(path, NOTE_LIMIT))
    except Unreadable as fault:
        raise Unreadable(f"can't read {_told(path)}: {fault}") from None


def printable(name: str) -> str:
    """A file's name fit for a screen and a store: what can't be printed becomes a question mark."""
    return "".join(mark if mark.isprintable() else "?" for mark in name)


def _told(path: Path) -> str:
    # as it was typed: of two files of one name it says which
    return visible(str(path))


def _read(path: Path) -> tuple[bytes, Pages]:
    # what the file is comes first: "a directory" helps more than "no suffix"
    descriptor = _open(path)
    try:
        reader, limit = _reader(path.suffix)
        content = _bytes(descriptor, limit)
    finally:
        os.close(descriptor)
    pages = reader(content)
    if not any(line.strip() for page in pages for line in page or ()):
        raise Unreadable("it holds no text")
    return content, pages


def _reader(suffix: str) -> tuple[Callable[[bytes], Pages], int]:
    try:
        return _READERS[suffix.lower()]
    except KeyError:
        kind = f"{visible(suffix)} is not a kind of paper" if suffix else "it has no suffix"
        raise Unreadable(f"{kind}: .txt, .md, .pdf and .docx can be read") from None


def _content(path: Path, limit: int) -> bytes:
    descriptor = _open(path)
    try:
        return _bytes(descriptor, limit)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    """A descriptor of a regular file; never waits for a pipe or a device."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except OSError as error:
        raise Unreadable(_REFUSALS.get(error.errno or 0, error.strerror or "it can't be opened")) from None
    except ValueError:
        raise Unreadable("its path holds a character that no file name can have") from None
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return descriptor
    os.close(descriptor)
    raise Unreadable(
        "it is a directory: give the path of one file" if stat.S_ISDIR(mode) else "it is a pipe or a device, not a file"
    )


_REFUSALS = {
    errno.ENOENT: "there is no such file: check the path",
    errno.ENOTDIR: "there is no such file: check the path",
    errno.EACCES: "you have no permission to read it",
    errno.EPERM: "you have no permission to read it",
    errno.ENXIO: "it is a pipe or a device, not a file",
    errno.ELOOP: "its links lead nowhere",
    errno.ENAMETOOLONG: "its name is longer than a file name can be",
}


def _bytes(descriptor: int, limit: int) -> bytes:
    size = os.fstat(descriptor).st_size
    if size > limit:
        raise Unreadable(f"it has {size / 1e6:,.1f} MB, and at most {limit // 1_000_000} MB are read of such a file")
    with os.fdopen(os.dup(descriptor), "rb") as file:
        try:
            # one byte more than allowed shows a file that grew since it was measured
            content = file.read(limit + 1)
        except OSError as error:
            raise Unreadable(error.strerror or "reading it failed") from None
    if len(content) > limit:
        raise Unreadable(f"it is still growing, past {limit // 1_000_000} MB: try again when it is complete")
    if not content:
        raise Unreadable("it is empty (0 bytes): ask for it again")
    return content


def _placed(pages: Pages) -> Iterable[PaperLine]:
    for page, lines in enumerate(pages, start=1):
        for number, line in enumerate(lines or (), start=1):
            yield PaperLine(page=page, number=number, text=line)
