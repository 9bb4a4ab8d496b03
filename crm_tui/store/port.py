"""What the tables ask of the store beneath them. Another store that offers it keeps the TinyDB idiom unchanged."""

from collections.abc import Callable, Container, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

from crm_tui.store.keys import Index


class Documents(Protocol):
    """Documents as JSON bytes, by table and id: those of the store, or those that a transaction sees."""

    def names(self) -> list[str]:
        """The tables that hold documents."""
        ...

    def raw(self, table: str, record_id: int) -> bytes | None:
        """One document; None if it isn't there."""
        ...

    def scan(self, table: str) -> Iterator[tuple[int, bytes]]:
        """All documents of a table with their ids, in the order of the ids; one state of it, whatever others save."""
        ...

    def documents(self, table: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """As ``scan``, parsed; only those whose ids are ``wanted``, if that is given."""
        ...

    def ids(self, table: str) -> Iterator[int]:
        """The ids of a table, ascending, without reading documents."""
        ...

    def count(self, table: str) -> int:
        """The documents in a table."""
        ...

    def last_id(self, table: str) -> int:
        """The highest id that was ever given out in a table; 0 before the first."""
        ...

    def indexes(self, table: str) -> Mapping[str, Index]:
        """The indexed fields of a table by the name of the index."""
        ...

    def lookup(self, table: str, index: str, low: int, high: int) -> Iterator[int]:
        """At least the ids whose key is from ``low`` to ``high``, in no order; some may come twice or be gone."""
        ...

    def span(self, table: str, index: str, low: int, high: int) -> int:
        """How many ids ``lookup`` would give."""
        ...


class Writing(Documents, Protocol):
    """An open transaction: what it reads includes what it has written."""

    def document(self, table: str, record_id: int) -> dict[str, Any] | None:
        """A private copy of a document, to be changed in place; None if there is none."""
        ...

    def write(self, table: str, record_id: int, document: dict[str, Any] | None) -> None:
        """Have a document stand under an id, or none."""
        ...

    def table(self, name: str, key: Callable[[Any], Any] = int) -> MutableMapping[Any, dict[str, Any]]:
        """The documents of a table by id, each a private copy; the keys are made by ``key``."""
        ...


class DocumentStore(Protocol):
    """A store of documents that many sessions share."""

    @property
    def revision(self) -> tuple[int, str]:
        """Another value for each state."""
        ...

    @property
    def open_transaction(self) -> Writing | None:
        """The transaction that this thread is in."""
        ...

    def reader(self) -> Documents:
        """What this thread sees: its transaction, or the state of the session."""
        ...

    def transaction(self, why: str = "") -> AbstractContextManager[Writing]:
        """All that is written inside the block is saved when it ends, or nothing if it raises.

        Inside another one of this thread it is part of that one.
        """
        ...

    def refresh(self) -> list[tuple[str, int]]:
        """Go on to the present state. The table and id of each change; ``("", 0)``: anything may have changed."""
        ...
