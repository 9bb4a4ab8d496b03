"""The checkpoint: plain TinyDB JSON with one document a line, read in place.

    {"meta": {
    "0": {"format":1,"seq":7,"head":"…","at":"…","segment":1,"offset":2210,"ids":{"deals":3}},
    "1": {…}
    },
    "deals": {
    "1": {…},
    "3": {…}
    }
    }

Any JSON reader reads it, TinyDB, grep and diff too, and the place of a document is enough to read it alone.
"""

import hashlib
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

from crm_tui.store import index as index_file
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import decode, encode, parsed, parsed_lines
from crm_tui.store.files import Held, Identity
from crm_tui.store.index import Builder, TableIndex
from crm_tui.store.plain import foreign
from crm_tui.store.problems import Damaged, damaged, unreadable
from crm_tui.store.schema import META

FORMAT = 1
"""The layout of checkpoint and log that this program writes."""

_CHUNK = 1 << 20
_PART = 1 << 16
"""So many bytes of documents are parsed in one go: what is made of more does not stay in the processor's cache."""
_MOST_OF_A_DOCUMENT = 2048
_FIRST_LINE = b'{"' + META.encode() + b'": {\n'
_HEADER_KEY = b'"0": '
_HASH = re.compile("[0-9a-f]{64}")
_LONGEST_HEADER = 1 << 16


class Written(NamedTuple):
    """What was written as a checkpoint."""

    tables: dict[str, TableIndex]
    """Its index."""

    sha256: str
    """Of the whole file."""

    size: int
    """In bytes."""


def write(
    disk: Disk,
    fd: int,
    header: Mapping[str, Any],
    tables: Iterable[tuple[str, Iterable[tuple[int, bytes]]]],
    indexes: Indexes,
) -> Written:
    """Write tables, each with its documents in the order of their ids, to a new file. The first one is ``meta``."""
    sha, position, size = hashlib.sha256(), 0, 0
    waiting: list[bytes] = []

    def flush() -> None:
        nonlocal size
        part = b"".join(waiting)
        waiting.clear()
        size = 0
        sha.update(part)
        disk.append(fd, part)

    def put(part: bytes) -> None:
        nonlocal position, size
        waiting.append(part)
        position += len(part)
        size += len(part)
        if size > _CHUNK:
            flush()

    done: dict[str, TableIndex] = {}
    put(_FIRST_LINE + _HEADER_KEY + encode(dict(header)))
    for name, rows in tables:
        builder = Builder(name, indexes.get(name, {}))
        before = b",\n" if name == META else b"\n"
        if name != META:
            put(b"\n},\n" + encode(name) + b": {")
        for record_id, raw in rows:
            put(before + b'"%d": ' % record_id)
            builder.add(record_id, position, raw)
            put(raw)
            before = b",\n"
        done[name] = builder.done()
    put(b"\n}\n}\n")
    flush()
    return Written(done, sha.hexdigest(), position)


def newer(path: Path, found: int) -> str:
    """What to say of a store of a later layout."""
    return f"{path} was laid out by a newer crm-tui (format {found}, this program knows {FORMAT}): update the program"


def read_header(fd: int) -> dict[str, Any] | None:
    """The header of a checkpoint; None if the file is none of ours. Of a newer one only its format is known."""
    start = os.pread(fd, _LONGEST_HEADER, 0)
    if not start.startswith(_FIRST_LINE + _HEADER_KEY):
        return None
    try:
        header = decode(start[len(_FIRST_LINE + _HEADER_KEY) :].split(b"\n", 1)[0].rstrip(b","))
        if type(header["format"]) is int and header["format"] > FORMAT:
            return {"format": header["format"]}
        whole = type(header["format"]) is int and type(header["seq"]) is int and _HASH.fullmatch(header["head"])
    except (ValueError, KeyError, TypeError):
        return None
    return header if whole else None


class Checkpoint:
    """One checkpoint, held open: what takes its name later doesn't disturb a reader."""

    def __init__(self, path: Path, header: dict[str, Any], file: Held, index: Path, indexes: Indexes) -> None:
        self._path = path
        self._file = file
        self._indexes = indexes
        self.header = header
        found = os.fstat(file.fd)
        self.identity = Identity.of(found)
        of = index_file.identity(header["head"], found.st_size, found.st_mtime_ns, indexes)
        tables = index_file.load(index, of)
        self.believed = tables is not None
        """Whether its index fits; it then vouches that nobody has written here since the fold."""
        self.tables: dict[str, TableIndex] = tables or {}

    def index_anew(self) -> None:
        """Make the index that fits from the file itself. To be called where it isn't believed and its bytes are."""
        self.tables = index_file.rebuild(self._lines(), self._indexes)

    @property
    def seq(self) -> int:
        """The last commit that it holds."""
        seq: int = self.header["seq"]
        return seq

    def sha256(self) -> str:
        """Of its bytes."""
        return sha256_of(self._file.fd)

    def raw(self, table: str, record_id: int) -> bytes | None:
        """The document as JSON; None if it isn't here."""
        found = self.tables.get(table)
        at = found.place(record_id) if found else None
        if found is None or at is None:
            return None
        key = b'"%d": ' % record_id
        begin = found.offsets[at] - len(key)
        if begin > self.identity.size:
            raise self._changed()
        data = self._read(_MOST_OF_A_DOCUMENT, begin)
        # the line names its own document: an index that points elsewhere is found out here
        if not data.startswith(key):
            raise self._changed()
        while (end := data.find(b"\n")) < 0:
            more = self._read(_CHUNK, begin + len(data))
            if not more:
                raise self._changed()
            data += more
        return data[len(key) : end - 1] if data[end - 1] == 0x2C else data[len(key) : end]

    def scan(self, table: str) -> Iterator[tuple[int, bytes]]:
        """All documents of a table as JSON, in the order of their ids."""
        found = self.tables.get(table)
        ids = iter(found.ids if found else ())
        for lines in self._chunks(table):
            for line in lines:
                record_id = next(ids)
                yield record_id, self._of_line(record_id, line)

    def _chunks(self, table: str) -> Iterator[list[bytes]]:
        """The lines of a table, many at a time: as many as it has documents."""
        found = self.tables.get(table)
        if found is None or not len(found.ids):
            return
        left, tail = len(found.ids), b""
        offset = found.offsets[0] - len(b'"%d": ' % found.ids[0])
        while left:
            # a line that is longer than a part is not gathered from many
            data = self._read(_PART if len(tail) < _PART else _CHUNK, offset)
            if not data:
                raise self._changed()
            offset += len(data)
            lines = (tail + data).split(b"\n")
            tail = lines.pop()
            yield lines[:left]
            left -= min(left, len(lines))

    def _of_line(self, record_id: int, line: bytes) -> bytes:
        key = b'"%d": ' % record_id
        # the line names its own document: an index that points elsewhere is found out here
        if not line.startswith(key):
            raise self._changed()
        return line[len(key) : -1] if line[-1] == 0x2C else line[len(key) :]

    def documents(self, table: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """The documents of a table, or those of the ids that are wanted, in the order of their ids.

        A chunk of lines is parsed in one go, which takes less time than line by line.
        """
        found = self.tables.get(table)
        ids = found.ids if found else ()
        at = 0
        for lines in self._chunks(table):
            numbers: Sequence[int] = ids[at : at + len(lines)]
            at += len(lines)
            if wanted is not None:
                chosen = [one in wanted for one in numbers]
                lines, numbers = list(compress(lines, chosen)), list(compress(numbers, chosen))
            if not lines:
                continue
            documents = parsed_lines(lines)
            if documents is not None and list(documents) == list(map(str, numbers)):
                yield from zip(numbers, documents.values(), strict=True)
                continue
            # one of them is not as it was written: which, and whether it can be read, shows line by line
            for record_id, line in zip(numbers, lines, strict=True):
                yield record_id, parsed(self._of_line(record_id, line), table, record_id)

    def _read(self, count: int, offset: int) -> bytes:
        try:
            return os.pread(self._file.fd, count, offset)
        except OSError as error:
            raise unreadable(self._path, error) from None

    def _lines(self) -> Iterator[bytes]:
        offset, tail = 0, b""
        while data := self._read(_CHUNK, offset):
            offset += len(data)
            lines = (tail + data).split(b"\n")
            tail = lines.pop()
            yield from (line + b"\n" for line in lines)

    def check_unwritten(self) -> None:
        """Nobody may have written into the open file: TinyDB itself and some editors do.

        Raises:
            Foreign: somebody has.
        """
        if Identity.of(os.fstat(self._file.fd)) != self.identity:
            raise foreign(self._path, "was changed")

    def _changed(self) -> Damaged:
        self.check_unwritten()
        return damaged(self._path, "its lines are not where its index says; delete the .index file beside it")


def sha256_of(fd: int) -> str:
    """The SHA-256 of an open file."""
    sha, offset = hashlib.sha256(), 0
    while data := os.pread(fd, _CHUNK, offset):
        sha.update(data)
        offset += len(data)
    return sha.hexdigest()
