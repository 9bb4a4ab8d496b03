"""Records in and out of TinyDB tables."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import to_jsonable_python
from tinydb import where
from tinydb.queries import QueryInstance
from tinydb.table import Document

from crm_tui.domain.errors import NotFound, StoreProblem
from crm_tui.domain.record import Record
from crm_tui.store.readable import MENDING, first_fault
from crm_tui.store.table import StoreTable
from crm_tui.store.transaction import REV, Transaction

R = TypeVar("R", bound=Record)
Tables = Callable[[str], StoreTable]

_MOST_KNOWN = 2_000
"""Records kept checked; what a session holds must not grow with the store."""


class View:
    """Records of a store's tables. Safe to use from several threads."""

    def __init__(self, tables: Tables, name: str, newer: Callable[[], str] = str) -> None:
        """``tables`` gives a table by its name; ``name`` is what messages call the store.

        ``newer`` is what to say if a later program wrote the store; empty if none did.
        """
        self._tables = tables
        self._name = name
        self._newer = newer
        self._known: dict[tuple[str, int, int], Record] = {}

    def get(self, kind: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        row = self._tables(kind.table).get(doc_id=record_id)
        return self._record(kind, row) if isinstance(row, Document) else None

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal those given, in the order of their ids."""
        record_id = equal.pop("id", None)
        query = _query(kind, equal)
        table = self._tables(kind.table)
        if isinstance(record_id, int):
            row = table.get(doc_id=record_id)
            rows = [] if row is None or (query is not None and not query(row)) else [row]
        else:
            rows = table.all() if query is None else table.search(query)
        return [self._record(kind, row) for row in rows]

    def documents(self, kind: type[Record], **equal: object) -> Iterator[tuple[int, dict[str, Any]]]:
        """What is stored of the records whose fields equal those given, one by one, with their numbers."""
        return self._tables(kind.table).rows(_quick(kind, equal))

    def among(self, kind: type[Record], numbers: Collection[int]) -> Iterator[tuple[int, dict[str, Any]]]:
        """What is stored of the records with these numbers, as far as they are there."""
        return self._tables(kind.table).numbered(numbers)

    def forget(self) -> None:
        """Check every record anew."""
        self._known = {}

    def _record(self, kind: type[R], row: Document) -> R:
        rev = row.pop(REV, None)
        # one commit writes a record once; what no commit wrote has no such name
        key = (kind.table, row.doc_id, rev)
        known = self._known.get(key) if type(rev) is int else None
        if known is not None:
            return cast(R, known)
        try:
            record = kind.model_validate({**row, "id": row.doc_id})
        except ValidationError as error:
            raise StoreProblem(
                self._newer()
                or f"{self._name}: {kind.table} {row.doc_id} is not a valid record ({first_fault(error)}): {MENDING}"
            ) from None
        _share_names(record)
        if type(rev) is int:
            if len(self._known) >= _MOST_KNOWN:
                self._known = {}
            self._known[kind.table, row.doc_id, rev] = record
        return record


_names: dict[type[Record], set[str]] = {}
"""The names of the fields of the record that was read last, by kind."""


def _share_names(record: Record) -> None:
    """Have it hold the same names of its fields as others of its kind, which no record ever changes.

    The set that each is made with takes 2 kB where there are more than twenty: as much as the rest of it.
    """
    own, known = record.model_fields_set, _names.get(type(record))
    if known == own:
        object.__setattr__(record, "__pydantic_fields_set__", known)
    else:
        _names[type(record)] = own


class Draft(View):
    """The records as one transaction sees and changes them."""

    def __init__(self, now: Transaction, tables: Tables, name: str) -> None:
        super().__init__(tables, name)
        self._now = now

    def add(self, record: R) -> R:
        """Store a new record and return it with the id that it was given."""
        new = record.model_copy(update={"id": self._now.last_id(record.table) + 1})
        self._now.write(new.table, new.id, _row(new))
        return new

    def put(self, record: R) -> None:
        """Replace the stored record of the same kind and id.

        Raises:
            NotFound: the store holds no such record.
        """
        if self._now.raw(record.table, record.id) is None:
            raise NotFound(f"there is no {type(record).__name__.lower()} {record.id}: it may have been removed")
        self._now.write(record.table, record.id, _row(record))

    def bring_back(self, record: Record) -> None:
        """Store a record again that was taken away, under its own number.

        Raises:
            StoreProblem: the number was never given out, or a record stands under it.
        """
        if not 0 < record.id <= self._now.last_id(record.table) or self._now.raw(record.table, record.id) is not None:
            raise StoreProblem(f"{record.table} {record.id} was not taken away: it can't be brought back")
        self._now.write(record.table, record.id, _row(record))

    def remove(self, record: Record) -> None:
        """Take the stored record of the same kind and id away.

        Raises:
            NotFound: the store holds no such record.
        """
        if self._now.raw(record.table, record.id) is None:
            raise NotFound(f"there is no {type(record).__name__.lower()} {record.id}: it may have been removed")
        self._now.write(record.table, record.id, None)

    def _record(self, kind: type[R], row: Document) -> R:
        # what this transaction has changed still bears the number of the commit before
        self.forget()
        return super()._record(kind, row)


def _row(record: Record) -> dict[str, Any]:
    """What is stored of a record; refused if it could not be read again."""
    row = record.model_dump(mode="json", exclude={"id"})
    try:
        type(record).model_validate(row)
    except ValidationError as error:
        raise StoreProblem(f"this {type(record).__name__.lower()} can't be saved: {first_fault(error)}") from None
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


def _quick(kind: type[Record], equal: dict[str, object]) -> QueryInstance | None:
    """As ``_query``, for looking at thousands: one look at each field of a row."""
    query = _query(kind, equal)
    if query is None:
        return None
    asked = [(name, to_jsonable_python(value), _default(kind, name, value)) for name, value in equal.items()]
    if len(asked) == 1:
        [(name, wanted, absent)] = asked
        return QueryInstance(lambda row: row.get(name, absent) == wanted, query._hash)
    return QueryInstance(
        lambda row: all(row.get(name, absent) == wanted for name, wanted, absent in asked), query._hash
    )


def _default(kind: type[Record], name: str, value: object) -> object:
    """What a row without a field counts as, asked for ``value``: that, where it is the default; else nothing equal."""
    field = kind.model_fields[name]
    return to_jsonable_python(value) if not field.is_required() and field.default == value else _ABSENT


_ABSENT = object()
