"""Records in and out of TinyDB tables."""

import threading
from collections.abc import MutableMapping
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import to_jsonable_python
from tinydb import TinyDB, where
from tinydb.queries import QueryInstance
from tinydb.table import Document, Table

from crm_tui.domain.errors import NotFound, StoreProblem
from crm_tui.domain.record import Record
from crm_tui.store.schema import META, META_ID, Tables
from crm_tui.store.storage import Held

R = TypeVar("R", bound=Record)


class View:
    """Records of one state of the tables. Safe to use from several threads."""

    def __init__(self, tables: Tables, name: str) -> None:
        """``name`` is what messages call the store."""
        self._name = name
        self._db = TinyDB(tables, storage=Held)
        self._known: dict[tuple[str, int], Record] = {}
        # TinyDB's query cache is not made for threads
        self._turn = threading.Lock()

    def get(self, kind: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        with self._turn:
            row = self._db.table(kind.table).get(doc_id=record_id)
            return self._record(kind, row) if isinstance(row, Document) else None

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal those given, in the order of their ids."""
        record_id = equal.pop("id", None)
        query = _query(kind, equal)
        with self._turn:
            table = self._db.table(kind.table)
            rows = table.search(query) if query else table.all()
            rows.sort(key=lambda row: row.doc_id)
            return [self._record(kind, row) for row in rows if record_id is None or row.doc_id == record_id]

    def _record(self, kind: type[R], row: Document) -> R:
        known = self._known.get((kind.table, row.doc_id))
        if known is None:
            try:
                known = kind.model_validate({**row, "id": row.doc_id})
            except ValidationError as error:
                raise StoreProblem(
                    f"{self._name}: {kind.table} {row.doc_id} is not a valid record ({_first_fault(error)}): "
                    "mend that line or restore a backup"
                ) from None
            self._known[kind.table, row.doc_id] = known
        return cast(R, known)


class Draft(View):
    """A private copy of the tables on which one transaction works."""

    def __init__(self, tables: Tables, name: str) -> None:
        # TinyDB replaces and fills rows in place, but never what is inside a field
        super().__init__({table: {key: dict(row) for key, row in rows.items()} for table, rows in tables.items()}, name)
        self.changed = False
        self._last: dict[str, int] = {}

    @property
    def tables(self) -> Tables:
        """As they stand now."""
        return cast(Held, self._db.storage).read()

    def add(self, record: R) -> R:
        """Store a new record and return it with the id that it was given."""
        with self._turn:
            table = self._db.table(record.table)
            new = record.model_copy(update={"id": self._next_id(table)})
            table.insert(Document(self._row(new), doc_id=new.id))
            self.changed = True
            return new

    def put(self, record: R) -> None:
        """Replace the stored record of the same kind and id.

        Raises:
            NotFound: the store holds no such record.
        """
        with self._turn:
            table = self._db.table(record.table)
            if not table.contains(doc_id=record.id):
                raise NotFound(f"there is no {type(record).__name__.lower()} {record.id}: it may have been removed")
            row = self._row(record)

            def replace(stored: MutableMapping[Any, Any]) -> None:
                stored.clear()
                stored.update(row)

            table.update(replace, doc_ids=[record.id])
            self._known.pop((record.table, record.id), None)
            self.changed = True

    def _next_id(self, table: Table) -> int:
        meta = self._db.table(META)
        about = meta.get(doc_id=META_ID)
        ids = dict(about.get("ids", {})) if isinstance(about, Document) else {}
        if table.name not in self._last:
            # a row that somebody added by hand may lie beyond the last id given out
            self._last[table.name] = max(ids.get(table.name, 0), max((row.doc_id for row in table), default=0))
        given = self._last[table.name] = self._last[table.name] + 1
        meta.update({"ids": {**ids, table.name: given}}, doc_ids=[META_ID])
        return given

    def _row(self, record: Record) -> dict[str, Any]:
        """What is stored of a record; refused if it could not be read again."""
        row = record.model_dump(mode="json", exclude={"id"})
        try:
            type(record).model_validate(row)
        except ValidationError as error:
            raise StoreProblem(f"this {type(record).__name__.lower()} can't be saved: {_first_fault(error)}") from None
        return row


def _query(kind: type[Record], equal: dict[str, object]) -> QueryInstance | None:
    query: QueryInstance | None = None
    for name, value in equal.items():
        field = kind.model_fields.get(name)
        if field is None:
            raise TypeError(f"{kind.__name__} has no field {name!r}")
        one = where(name) == to_jsonable_python(value)
        if not field.is_required() and field.default == value:
            # a row may leave out what has its default
            one = one | ~where(name).exists()
        query = one if query is None else query & one
    return query


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False)[0]
    where_ = ".".join(str(step) for step in fault["loc"])
    return f"{where_}: {fault['msg']}" if where_ else fault["msg"]
