"""What one transaction has touched: private copies, of which others see nothing before they are in the log."""

from collections.abc import Callable, Container, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from crm_tui.store.chain import Op
from crm_tui.store.encoding import encode, parsed
from crm_tui.store.keys import Index
from crm_tui.store.port import Documents

REV = "rev"
"""The field of each stored document that is another one after each change: it names the commit that last wrote it."""


@dataclass(slots=True)
class _Touched:
    before: bytes | None
    """As it is stored."""

    rev: int | None
    """Of what is stored."""

    document: dict[str, Any] | None
    """As it is to be; None for none."""


class Transaction:
    """Reads and writes over the documents of a store, until they become one commit."""

    def __init__(self, store: Documents, why: str = "") -> None:
        self._store = store
        self.why = why
        self.broken = False
        """Whether an operation in it failed half way, so that it must not be saved."""
        self._touched: dict[str, dict[int, _Touched]] = {}
        self._last: dict[str, int] = {}

    def raw(self, table: str, record_id: int) -> bytes | None:
        """One document as this transaction sees it."""
        touched = self._touched.get(table, {}).get(record_id)
        if touched is None:
            return self._store.raw(table, record_id)
        return None if touched.document is None else encode(touched.document)

    def scan(self, table: str) -> Iterator[tuple[int, bytes]]:
        """All documents of a table as this transaction sees them, in the order of their ids."""
        touched = self._touched.get(table)
        if not touched:
            yield from self._store.scan(table)
            return
        own = ((one, encode(found.document)) for one, found in sorted(touched.items()) if found.document is not None)
        new = next(own, None)
        for record_id, raw in self._store.scan(table):
            while new is not None and new[0] < record_id:
                yield new
                new = next(own, None)
            if record_id not in touched:
                yield record_id, raw
        while new is not None:
            yield new
            new = next(own, None)

    def documents(self, table: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """As ``scan``, parsed; only those whose ids are ``wanted``, if that is given."""
        for record_id, raw in self.scan(table):
            if wanted is None or record_id in wanted:
                yield record_id, parsed(raw, table, record_id)

    def names(self) -> list[str]:
        """The tables that hold documents."""
        return [name for name in dict.fromkeys((*self._store.names(), *self._touched)) if self.count(name)]

    def ids(self, table: str) -> Iterator[int]:
        """The ids of a table, ascending."""
        touched = self._touched.get(table, {})
        kept = {one for one in self._store.ids(table) if one not in touched}
        yield from sorted(kept | {one for one, found in touched.items() if found.document is not None})

    def count(self, table: str) -> int:
        """The documents in a table."""
        changed = sum(
            (found.document is not None) - (found.before is not None) for found in self._touched.get(table, {}).values()
        )
        return self._store.count(table) + changed

    def last_id(self, table: str) -> int:
        """The highest id that was given out in a table, in this transaction too."""
        return max(self._store.last_id(table), self._last.get(table, 0))

    def indexes(self, table: str) -> Mapping[str, Index]:
        """The indexed fields of a table."""
        return self._store.indexes(table)

    def lookup(self, table: str, index: str, low: int, high: int) -> Iterator[int]:
        """At least the ids whose key is from ``low`` to ``high``: whatever was touched may match."""
        yield from self._store.lookup(table, index, low, high)
        yield from tuple(self._touched.get(table, ()))

    def span(self, table: str, index: str, low: int, high: int) -> int:
        """How many ids ``lookup`` would give."""
        return self._store.span(table, index, low, high) + len(self._touched.get(table, ()))

    def document(self, table: str, record_id: int) -> dict[str, Any] | None:
        """The private copy of a document, to be changed in place; None if there is none."""
        return self._touch(table, record_id).document

    def write(self, table: str, record_id: int, document: dict[str, Any] | None) -> None:
        """Have a document stand under an id, or none."""
        self._touch(table, record_id).document = document

    def table(self, name: str, key: Callable[[Any], Any] = int) -> "TransactionTable":
        """A table as the mapping that TinyDB's updaters work on; its keys are made by ``key``."""
        return TransactionTable(self, name, key)

    def ops(self, new_rev: int) -> list[Op]:
        """What is to be written, under its new revision; what was put back as it was is left out.

        Raises:
            ValueError, TypeError: a document is no JSON.
        """
        done = []
        for table, touched in self._touched.items():
            for record_id, found in touched.items():
                if found.document is None:
                    if found.before is not None:
                        done.append(Op(table, record_id, None))
                    continue
                rev = {} if found.rev is None else {REV: found.rev}
                if found.before is None or encode(found.document | rev) != found.before:
                    done.append(Op(table, record_id, encode(found.document | {REV: new_rev})))
        return done

    def _touch(self, table: str, record_id: int) -> _Touched:
        of = self._touched.setdefault(table, {})
        found = of.get(record_id)
        if found is None:
            before = self._store.raw(table, record_id)
            document = None if before is None else parsed(before, table, record_id)
            self._last[table] = max(self._last.get(table, 0), record_id)
            found = of[record_id] = _Touched(before, document.get(REV) if document else None, document)
        return found


class TransactionTable(MutableMapping[Any, dict[str, Any]]):
    """The documents of one table by id, as one transaction sees and changes them."""

    def __init__(self, transaction: Transaction, name: str, key: Callable[[Any], Any]) -> None:
        self._transaction = transaction
        self._name = name
        self._key = key

    def __getitem__(self, record_id: Any) -> dict[str, Any]:
        document = self._transaction.document(self._name, int(record_id))
        if document is None:
            raise KeyError(record_id)
        return document

    def __setitem__(self, record_id: Any, document: dict[str, Any]) -> None:
        self._transaction.write(self._name, int(record_id), document)

    def __delitem__(self, record_id: Any) -> None:
        if record_id not in self:
            raise KeyError(record_id)
        self._transaction.write(self._name, int(record_id), None)

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, int) and self._transaction.raw(self._name, record_id) is not None

    def __iter__(self) -> Iterator[Any]:
        return map(self._key, self._transaction.ids(self._name))

    def __len__(self) -> int:
        return self._transaction.count(self._name)

    def clear(self) -> None:
        """Remove all documents. The one of a mapping takes them out one by one, searching for each anew."""
        for record_id in list(self._transaction.ids(self._name)):
            self._transaction.write(self._name, record_id, None)
