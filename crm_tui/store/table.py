"""TinyDB's table on a store that reads documents one by one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from crm_tui.store.encoding import parsed
from crm_tui.store.planner import candidates, plan
from crm_tui.store.port import Documents, DocumentStore
from crm_tui.store.problems import RecordChanged
from crm_tui.store.transaction import REV

_ALONE = 8
"""One document of so many is worth going to; of more the table is read through."""


class Rows(Mapping[str, dict[str, Any]]):
    """The documents of one table by the text of their id, each parsed when it is asked for and then forgotten."""

    def __init__(self, documents: Documents, name: str) -> None:
        self._documents = documents
        self._name = name

    def __getitem__(self, key: str) -> dict[str, Any]:
        # ids of other kinds than numbers name nothing here
        raw = self._documents.raw(self._name, int(key)) if key.isdecimal() else None
        if raw is None:
            raise KeyError(key)
        return parsed(raw, self._name, int(key))

    def __iter__(self) -> Iterator[str]:
        return map(str, self._documents.ids(self._name))

    def __len__(self) -> int:
        return self._documents.count(self._name)

    def items(self) -> Any:
        """Pairs of id and document, one at a time. The view that a mapping gives would look each of them up again."""
        for record_id, raw in self._documents.scan(self._name):
            yield str(record_id), parsed(raw, self._name, record_id)


class StoreTable(Table):
    """A TinyDB table: the same methods and queries; each change is a commit, or part of the open transaction.

    Documents carry ``rev``, another number after each change. Ids are never used again. Nothing is cached
    unless a cache is asked for.
    """

    default_query_cache_capacity = 0

    def __init__(self, storage: Any, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        self._store: DocumentStore = storage
        self._cached_of: tuple[int, str] | None = None
        super().__init__(storage, name, cache_size=cache_size, persist_empty=persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add a document and return its id."""
        with self._store.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add documents and return their ids."""
        with self._store.transaction():
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Change the documents that match, or add this one; the ids."""
        with self._store.transaction():
            return super().upsert(document, cond)

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Change the documents that match, those with the ids, or all; the ids of those that were there."""
        with self._store.transaction():
            if cond is not None and doc_ids is None:
                doc_ids, cond = [found.doc_id for found in self.search(cond)], None
            return super().update(fields, cond, doc_ids)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Remove the documents that match, or those with the ids; the ids of those that were there."""
        with self._store.transaction():
            if cond is not None and doc_ids is None:
                doc_ids, cond = [found.doc_id for found in self.search(cond)], None
            return super().remove(cond, doc_ids)

    def replace(self, document: Document) -> None:
        """Save a document that was edited, if nobody else has saved it since it was read.

        Raises:
            RecordChanged: somebody has, or it is gone; it holds both, and can merge them.
        """
        with self._store.transaction() as now:
            stored = now.document(self.name, document.doc_id)
            if stored is None or stored.get(REV) != document.get(REV):
                raise RecordChanged(self.name, document.doc_id, dict(document), stored and dict(stored))
            now.write(self.name, document.doc_id, dict(document))

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that match, in the order of their ids: an index narrows, the query decides."""
        documents = self._store.reader()
        own = self._store.open_transaction is not None
        if self._cached_of != self._store.revision:
            # others' commits make a cached answer wrong
            self.clear_cache()
            self._cached_of = self._store.revision
        cached = None if own else self._query_cache.get(cond)
        if cached is not None:
            return cached[:]
        found = list(self._matches(documents, cond))
        if not own and getattr(cond, "is_cacheable", lambda: True)():
            self._query_cache[cond] = found[:]
        return found

    def rows(self, cond: QueryLike | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """As ``search``, all of them without a query, but one by one: the number, and what is kept."""
        documents, name = self._store.reader(), self.name
        ranges = plan(documents, name, getattr(cond, "_hash", None)) if cond is not None else None
        if ranges is None:
            for record_id, document in documents.documents(name):
                if cond is None or cond(document):
                    yield record_id, document
            return
        assert cond is not None
        for record_id, document in self.numbered(candidates(documents, name, ranges)):
            if cond(document):
                yield record_id, document

    def numbered(self, numbers: Collection[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """The documents with these numbers, one by one, as far as they are there."""
        documents, name = self._store.reader(), self.name
        if len(numbers) * _ALONE > documents.count(name):
            # to read on takes less time than to go to each
            yield from documents.documents(name, frozenset(numbers))
            return
        for record_id in sorted(numbers):
            found = documents.raw(name, record_id)
            if found is not None:
                yield record_id, parsed(found, name, record_id)

    def get(self, cond: Any = None, doc_id: Any = None, doc_ids: Any = None) -> Any:
        """One document by id or query, None if there is none; or a list of those with the ids."""
        if doc_id is None and doc_ids is not None:
            rows = self._read_table()
            wanted = dict.fromkeys(str(one) for one in doc_ids)
            return [self._document(rows[key], key) for key in wanted if key in rows]
        if doc_id is None and cond is not None:
            return next(self._matches(self._store.reader(), cond), None)
        if doc_id is None:
            return super().get()
        raw = self._store.reader().raw(self.name, doc_id) if isinstance(doc_id, int) else None
        return None if raw is None else self.document_class(parsed(raw, self.name, doc_id), doc_id)

    def _matches(self, documents: Documents, cond: QueryLike) -> Iterator[Document]:
        ranges = plan(documents, self.name, getattr(cond, "_hash", None))
        if ranges is None:
            for record_id, raw in documents.scan(self.name):
                document = parsed(raw, self.name, record_id)
                if cond(document):
                    yield self._document(document, record_id)
            return
        for record_id in candidates(documents, self.name, ranges):
            found = documents.raw(self.name, record_id)
            if found is not None and cond(document := parsed(found, self.name, record_id)):
                yield self._document(document, record_id)

    def _document(self, row: Mapping[str, Any], record_id: Any) -> Document:
        return self.document_class(row, self.document_id_class(record_id))

    def _read_table(self) -> Any:
        return Rows(self._store.reader(), self.name)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._store.transaction() as now:
            updater(now.table(self.name, self.document_id_class))
        self.clear_cache()

    def _get_next_id(self) -> int:
        return self._store.reader().last_id(self.name) + 1
