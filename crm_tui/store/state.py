"""One state of a store: a checkpoint, and what the log has changed since."""

import bisect
import heapq
from array import array
from collections.abc import Callable, Container, Iterator, Mapping, Sequence, Set
from typing import Any, TypeVar

from crm_tui.services.marks import gathered, in_both, joined
from crm_tui.store.chain import Commit
from crm_tui.store.checkpoint import Checkpoint
from crm_tui.store.delta import Entry, Indexes, TableDelta
from crm_tui.store.encoding import decode, encode, parsed
from crm_tui.store.index import TableIndex, tightly
from crm_tui.store.keys import TOP, Index
from crm_tui.store.schema import META
from crm_tui.store.texts import Having, searched

T = TypeVar("T")

_NO_INDEXES: Mapping[str, Index] = {}


class State:
    """The documents of a store as of one commit. No document is held that a checkpoint holds."""

    def __init__(self, base: Checkpoint | None, indexes: Indexes) -> None:
        self.base = base
        self._indexes = indexes
        self._changed: dict[str, TableDelta] = {}
        self._last_ids: dict[str, int] = dict(base.header.get("ids", {})) if base else {}

    def apply(self, commit: Commit) -> None:
        """Take in the next commit."""
        for table, record_id, document in commit.ops:
            self.put(table, record_id, commit.seq, None if document is None else encode(document), document)
        self.reserve(commit.more.get("ids", {}))

    def reserve(self, ids: Mapping[str, int]) -> None:
        """Never give out ids up to these again, by table."""
        for table, last in ids.items():
            self._last_ids[table] = max(self._last_ids.get(table, 0), last)

    def put(self, table: str, record_id: int, seq: int, raw: bytes | None, document: dict[str, Any] | None) -> None:
        """Take in what commit ``seq`` made of one document."""
        changed = self._changed.get(table)
        if changed is None:
            changed = self._changed[table] = TableDelta(self._indexes.get(table, _NO_INDEXES))
        changed.put(record_id, seq, raw, document)

    def on(self, base: Checkpoint) -> "State":
        """The same state on a newer checkpoint: what that one holds is let go."""
        new = State(base, self._indexes)
        for table, changed in self._changed.items():
            for record_id, (seq, raw) in changed.rows.items():
                if seq > base.seq:
                    new.put(table, record_id, seq, raw, None if raw is None else decode(raw))
        new.reserve(self._last_ids)
        return new

    def frozen(self) -> "State":
        """The same state for reading, untouched by what is taken in from now on; without its indexes."""
        new = State(self.base, {})
        new._last_ids = self.last_ids
        for table, changed in self._changed.items():
            copy = new._changed[table] = TableDelta(_NO_INDEXES)
            copy.rows = dict(changed.rows)
        return new

    @property
    def last_ids(self) -> dict[str, int]:
        """The highest id ever given out, by table, as far as documents alone don't tell."""
        return {
            table: self.last_id(table)
            for table in sorted({*self._last_ids, *self._changed, *self.names()})
            if table != META
        }

    @property
    def changes(self) -> int:
        """How many documents were changed since the checkpoint."""
        return sum(len(changed.rows) for changed in self._changed.values())

    def names(self) -> list[str]:
        """The tables that hold documents, without the store's own."""
        known = dict.fromkeys((*(self.base.tables if self.base else ()), *self._changed))
        return [name for name in known if name != META and self.count(name)]

    def raw(self, table: str, record_id: int) -> bytes | None:
        """One document as JSON."""
        changed = self._changed.get(table)
        if changed is not None and record_id in changed.rows:
            return changed.rows[record_id][1]
        return self.base.raw(table, record_id) if self.base else None

    def scan(self, table: str) -> Iterator[tuple[int, bytes]]:
        """All documents of a table, in the order of their ids."""
        stored = self.base.scan(table) if self.base else iter(())
        changed = self._changed.get(table)
        return stored if changed is None or not changed.rows else _merged(stored, dict(changed.rows))

    def documents(self, table: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """As ``scan``, parsed; only those whose ids are ``wanted``, if that is given."""
        stored = self.base.documents(table, wanted) if self.base else iter(())
        changed = self._changed.get(table)
        if changed is None or not changed.rows:
            return stored
        rows = {
            one: (0, None if raw is None else parsed(raw, table, one))
            for one, (_, raw) in changed.rows.items()
            if wanted is None or one in wanted
        }
        return _merged(stored, rows)

    def ids(self, table: str) -> Iterator[int]:
        """The ids of a table, ascending."""
        found = self.base.tables.get(table) if self.base else None
        stored = found.ids if found else ()
        changed = self._changed.get(table)
        if changed is None:
            return iter(stored)
        rows = dict(changed.rows)
        return iter(sorted({one for one in stored if one not in rows} | {one for one, (_, raw) in rows.items() if raw}))

    def count(self, table: str) -> int:
        """The documents in a table."""
        found = self.base.tables.get(table) if self.base else None
        changed = self._changed.get(table)
        count = len(found.ids) if found else 0
        if changed is not None:
            for record_id, (_, raw) in changed.rows.items():
                count += (raw is not None) - (found is not None and found.place(record_id) is not None)
        return count

    def last_id(self, table: str) -> int:
        """The highest id that was ever given out in a table."""
        found = self.base.tables.get(table) if self.base else None
        changed = self._changed.get(table)
        stored = found.ids[-1] if found and len(found.ids) else 0
        return max(stored, changed.last_id if changed else 0, self._last_ids.get(table, 0))

    def matching(self, table: str, index: str, low: int, high: int) -> list[Any]:
        """Runs of ids under keys from ``low`` to ``high``: of the checkpoint, then of what was changed since."""
        found = self.base.tables.get(table) if self.base else None
        changed = self._changed.get(table)
        runs: list[Any] = [] if found is None else [found.matching(index, low, high)]
        return runs if changed is None else [*runs, [one for _, _, one in changed.entries(index, low, high)]]

    def holding(self, table: str, index: str, words: Sequence[bytes]) -> Iterator[int]:
        """The ids of the documents whose text holds every word, ascending."""
        found = self.base.tables.get(table) if self.base else None
        changed = self._changed.get(table)
        rows = dict(changed.rows) if changed else {}
        of = self._indexes[table][index]
        ids = found.ids if found else ()
        old = map(ids.__getitem__, found.lines[index].holding(words)) if found else iter(())
        new = (
            one
            for one, (_, raw) in sorted(rows.items())
            if raw is not None
            and all(word in line for line in [searched(of, parsed(raw, table, one))] for word in words)
        )
        return heapq.merge((one for one in old if one not in rows), new)

    def having(self, table: str, index: str, wanted: Sequence[Having]) -> Set[int]:
        """The ids of the documents that have all that is wanted, ascending when they are gone through.

        The words are looked for in an index.
        """
        found = self.base.tables.get(table) if self.base else None
        changed = self._changed.get(table)
        rows = dict(changed.rows) if changed else {}
        of = self._indexes[table][index]
        new = []
        for record_id, (_, raw) in rows.items():
            if raw is not None:
                document = parsed(raw, table, record_id)
                line = searched(of, document)
                if all(one.is_had(line, document, self._indexes[table]) for one in wanted):
                    new.append(record_id)
        if found is None:
            return gathered(new)
        marks = b"\1" * len(found.ids)
        for one in wanted:
            marks = in_both(marks, found.having(index, one))
            if 1 not in marks:
                break
        return joined(found.numbers(found.without(marks, rows)), new)

    def in_order(self, table: str, index: str, low: int = 0, high: int = TOP) -> "array[int]":
        """The ids under keys from ``low`` to ``high``, each once, by key, then by whole name and by id."""
        found = self.base.tables.get(table) if self.base else None
        changed = self._changed.get(table)
        new = changed.entries(index, low, high) if changed else []
        if found is None:
            return array("Q", [one for _, _, one in new])
        keys, ids = found.columns[index]
        begin, end = bisect.bisect_left(keys, low), bisect.bisect_right(keys, high)
        if changed is None or not changed.rows:
            return array("Q", tightly(ids)[begin:end].tobytes())
        names = self._names(table, index, found)

        def place(entry: Entry) -> int:
            """Where it belongs among those of the checkpoint."""
            first, last = (
                bisect.bisect_left(keys, entry[0], begin, end),
                bisect.bisect_right(keys, entry[0], begin, end),
            )
            return bisect.bisect_left(range(end), entry[1:], first, last, key=lambda at: (names(ids[at]), ids[at]))

        rows, merged, done = changed.rows, array("Q"), begin
        for entry in [*new, None]:
            upto = end if entry is None else place(entry)
            merged.extend([one for one in ids[done:upto] if one not in rows])
            done = upto
            if entry is not None:
                merged.append(entry[2])
        return merged

    def _names(self, table: str, index: str, found: TableIndex) -> Callable[[int], str]:
        """What decides between the checkpoint's documents under one key of an index."""
        indexes = self._indexes[table]
        path = indexes[index].path
        # the texts of the same field hold each whole
        texts = next((found.lines[name] for name, one in indexes.items() if one == Index(path, "text")), None)
        if indexes[index].kind != "name" or texts is None:
            return lambda _: ""
        return lambda one: texts.line(found.place(one) or 0).decode(errors="surrogatepass")


def _merged(stored: Iterator[tuple[int, T]], rows: dict[int, tuple[int, T | None]]) -> Iterator[tuple[int, T]]:
    changed = iter(sorted(rows))
    new = next(changed, None)
    for record_id, raw in stored:
        while new is not None and new < record_id:
            if (own := rows[new][1]) is not None:
                yield new, own
            new = next(changed, None)
        if record_id not in rows:
            yield record_id, raw
    while new is not None:
        if (own := rows[new][1]) is not None:
            yield new, own
        new = next(changed, None)
