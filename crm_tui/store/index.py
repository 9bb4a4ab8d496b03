"""The index beside the checkpoint: where each document stands, and sorted keys of indexed fields.

It is derived: deleting it costs the next sessions some time and nothing else.

    {"of": {...}, "tables": {"deals": {"ids": [at, count], "offsets": …, "lines": …,
                                       "columns": {"due": [[at, count], …]}}}}\\n
    arrays of 64-bit numbers, and texts
"""

import bisect
import mmap
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, compress
from pathlib import Path
from typing import Any

from crm_tui.services.marks import Marks, gathered, in_either
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import decode, encode, parsed
from crm_tui.store.files import Held
from crm_tui.store.keys import Index, document_key, exact_keys, numbers_of, tie_of
from crm_tui.store.texts import Having, Lines, searched

_FORM = 3

_FEW = 5_000
"""So many keys are looked up one by one."""

_RARE = 32
"""Where so many documents or more come to one that is marked, it is faster to look for the next."""

Numbers = Sequence[int]


@dataclass(slots=True)
class TableIndex:
    """Where the documents of one table stand in a checkpoint."""

    ids: Numbers = field(default_factory=lambda: array("Q"))
    """Ascending."""

    offsets: Numbers = field(default_factory=lambda: array("Q"))
    """The byte at which each document begins."""

    columns: dict[str, tuple[Numbers, Numbers]] = field(default_factory=dict)
    """For each index the keys, ascending, and the id that belongs to each: under one key by whole name, then by id."""

    lines: dict[str, Lines] = field(default_factory=dict)
    """The texts of each index of that kind, in the order of ``ids``."""

    def place(self, record_id: int) -> int | None:
        """Where in ``ids`` this id stands; None if it doesn't."""
        at = bisect.bisect_left(self.ids, record_id)
        return at if at < len(self.ids) and self.ids[at] == record_id else None

    def having(self, index: str, one: Having) -> bytes:
        """A byte for each document, in the order of ``ids``: 1 where it has one of the words or numbers, else 0."""
        words = (self.lines[index].marks(word) for word in one.words)
        links = (self._marks(self.linked(link, numbers)) for link, numbers in one.links.items())
        return reduce(in_either, chain(words, links), bytes(len(self.ids)))

    def without(self, marks: bytes, ids: Iterable[int]) -> bytes | bytearray:
        """The same marks with those of some ids taken away, which need not be there."""
        left = bytearray(marks)
        for one in ids:
            if (place := self.place(one)) is not None:
                left[place] = 0
        return left

    def numbers(self, marks: bytes | bytearray) -> Set[int]:
        """The ids of the documents that are marked, ascending when they are gone through."""
        if marks.count(1) * _RARE < len(marks):
            return gathered([self.ids[place] for place in _marked(marks)])
        if self._are_in_turn:
            return Marks(bytes(self.ids[0]) + marks)
        return gathered(list(compress(self.ids, marks)), self.ids[-1])

    def _marks(self, ids: Sequence[int]) -> bytes | bytearray:
        """A byte for each document: 1 for these ids, which are all there."""
        marks = bytearray(len(self.ids))
        if len(ids) < _FEW:
            for one in ids:
                marks[bisect.bisect_left(self.ids, one)] = 1
        elif self._are_in_turn:
            first = self.ids[0]
            for one in ids:
                marks[one - first] = 1
        else:
            return bytes(map(frozenset(ids).__contains__, self.ids))
        return marks

    @property
    def _are_in_turn(self) -> bool:
        """Whether the ids begin low, and none is left out."""
        count = len(self.ids)
        return count > 0 and self.ids[0] <= count and self.ids[-1] - self.ids[0] < count

    def matching(self, index: str, low: int, high: int) -> Numbers:
        """The ids under keys from ``low`` to ``high``."""
        keys, ids = self.columns[index]
        return ids[bisect.bisect_left(keys, low) : bisect.bisect_right(keys, high)]

    def linked(self, index: str, numbers: Set[int]) -> list[int]:
        """The ids of the documents whose field holds one of these numbers, by its exact index."""
        keys, ids = self.columns[index]
        if len(numbers) > _FEW:
            # to read on takes less time than to go to each
            found = numbers_of(tightly(keys).tobytes())
            return list(compress(ids, map(frozenset(numbers).__contains__, found)))
        runs = (ids[bisect.bisect_left(keys, key) : bisect.bisect_right(keys, key)] for key in exact_keys(numbers))
        return [one for run in runs for one in run]


def tightly(numbers: Numbers) -> "array[int] | memoryview[int]":
    """The same numbers as an array, or where they lie in a file."""
    return numbers if isinstance(numbers, array | memoryview) else array("Q", numbers)


def _marked(marks: bytes | bytearray) -> Iterator[int]:
    """Where a byte is 1, of few that are."""
    place = marks.find(1)
    while place >= 0:
        yield place
        place = marks.find(1, place + 1)


class Builder:
    """Gathers the index of one table while its documents pass by in the order of their ids."""

    def __init__(self, name: str, indexes: Mapping[str, Index]) -> None:
        self._name = name
        self._indexes = indexes
        self._ids, self._offsets = array("Q"), array("Q")
        self._entries: dict[str, list[tuple[int, str, int]]] = {name: [] for name in indexes}
        self._keyed = {name: one for name, one in indexes.items() if one.kind != "text"}
        self._texts = {name: (bytearray(), array("Q")) for name, one in indexes.items() if one.kind == "text"}

    def add(self, record_id: int, offset: int, raw: bytes) -> None:
        """Note a document that stands at ``offset``."""
        self._ids.append(record_id)
        self._offsets.append(offset)
        if not self._indexes:
            return
        document = parsed(raw, self._name, record_id)
        for name, index in self._keyed.items():
            key = document_key(index, document)
            if key is not None:
                self._entries[name].append((key, tie_of(index, document), record_id))
        for name, (content, starts) in self._texts.items():
            starts.append(len(content))
            content += searched(self._indexes[name], document)

    def done(self) -> TableIndex:
        """The index of what was noted."""
        columns: dict[str, tuple[Numbers, Numbers]] = {}
        for name, entries in self._entries.items():
            entries.sort()
            columns[name] = array("Q", [key for key, _, _ in entries]), array("Q", [one for _, _, one in entries])
        lines = {name: Lines(bytes(text), 0, len(text), starts) for name, (text, starts) in self._texts.items()}
        return TableIndex(self._ids, self._offsets, columns, lines)


def identity(head: str, size: int, mtime_ns: int, indexes: Indexes) -> dict[str, Any]:
    """What an index must say of itself to be believed: the checkpoint it belongs to and the fields it covers."""
    fields = {table: {name: [list(one.path), one.kind] for name, one in of.items()} for table, of in indexes.items()}
    return {"form": _FORM, "head": head, "size": size, "mtime_ns": mtime_ns, "indexes": fields}


def write(disk: Disk, fd: int, tables: Mapping[str, TableIndex], of: dict[str, Any]) -> None:
    """Write an index to a new file."""
    blobs: list[bytes] = []
    end = 0

    def put(blob: bytes) -> int:
        nonlocal end
        blobs.append(blob)
        end += len(blob)
        return end - len(blob)

    def placed(numbers: Numbers) -> list[int]:
        return [put(tightly(numbers).tobytes()), len(numbers)]

    def written(text: bytes) -> list[int]:
        # what comes behind begins at a multiple of eight too
        return [put(text.ljust((len(text) + 7) // 8 * 8)), len(text)]

    directory = {
        name: {
            "ids": placed(one.ids),
            "offsets": placed(one.offsets),
            "columns": {column: [placed(keys), placed(ids)] for column, (keys, ids) in one.columns.items()},
            "lines": {text: [written(lines.tobytes()), placed(lines.starts)] for text, lines in one.lines.items()},
        }
        for name, one in tables.items()
    }
    head = encode({"of": of, "tables": directory, "size": end})
    # the numbers begin at a multiple of eight, as the processor reads them in place
    disk.append(fd, head.ljust((len(head) + 8) // 8 * 8 - 1) + b"\n")
    for blob in blobs:
        if blob:
            disk.append(fd, blob)


def load(path: Path, of: dict[str, Any]) -> dict[str, TableIndex] | None:
    """The index in a file, read where it lies; None if there is none, or it belongs to something else."""
    try:
        file = Held.reading(path)
        if not os.fstat(file.fd).st_size:
            return None
        mapped = mmap.mmap(file.fd, 0, access=mmap.ACCESS_READ)
    except OSError:
        return None
    end = mapped.find(b"\n") + 1
    view = memoryview(mapped)
    try:
        about = decode(bytes(view[:end]))
        if about["of"] != of or len(view) != end + about["size"]:
            return None
        body = view[end:]

        def numbers(place: list[int]) -> Numbers:
            at, count = place
            return body[at : at + 8 * count].cast("Q")

        def lines(place: list[int], starts: list[int]) -> Lines:
            at, size = place
            return Lines(mapped, end + at, end + at + size, numbers(starts))

        return {
            name: TableIndex(
                numbers(one["ids"]),
                numbers(one["offsets"]),
                {column: (numbers(keys), numbers(ids)) for column, (keys, ids) in one["columns"].items()},
                {text: lines(*places) for text, places in one["lines"].items()},
            )
            for name, one in about["tables"].items()
        }
    except (ValueError, KeyError, TypeError):
        return None


def rebuild(lines: Iterator[bytes], indexes: Indexes) -> dict[str, TableIndex]:
    """The index of a checkpoint, from its lines alone."""
    builders: dict[str, Builder] = {}
    builder: Builder | None = None
    position = 0
    for line in lines:
        if line.endswith(b": {\n"):
            name = decode(line.lstrip(b"{")[:-4])
            builder = builders[name] = Builder(name, indexes.get(name, {}))
        elif line.startswith(b'"') and builder is not None and position:
            space = line.index(b" ") + 1
            record_id = int(line[1 : space - 3])
            # number 0 of the first table is the header, which is no document
            if record_id:
                builder.add(record_id, position + space, line[space:].rstrip(b",\n"))
        position += len(line)
    return {name: one.done() for name, one in builders.items()}
