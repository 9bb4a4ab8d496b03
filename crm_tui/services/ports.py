"""What the services ask of a store and of a reader of papers."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from crm_tui.domain.document import PaperText
from crm_tui.domain.record import Record

R = TypeVar("R", bound=Record)


class Records(Protocol):
    """Stored records, by kind."""

    def get(self, kind: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        ...

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal those given (all of them, if none is given), in the order of their ids."""
        ...


class Transaction(Records, Protocol):
    """Reads and writes that happen together or not at all."""

    def add(self, record: R) -> R:
        """Store a new record and return it with the id that it was given."""
        ...

    def put(self, record: R) -> None:
        """Replace the stored record of the same kind and id.

        Raises:
            NotFound: the store holds no such record.
        """
        ...


class Store(Records, Protocol):
    """The desk's records and the papers kept beside them.

    Raises:
        StoreProblem: from any call, when the file behind it can't be used.
    """

    def transaction(self, why: str = "") -> AbstractContextManager[Transaction]:
        """All of it is written when the block ends, nothing if it raises. One process at a time.

        ``why`` is kept with it in the store's history.
        """
        ...

    def version(self) -> object:
        """A value that differs after any change by any process: what is shown is fresh while it stays the same."""
        ...

    def keep_paper(self, content: bytes, suffix: str) -> str:
        """Keep a paper's bytes and return their SHA-256. ``suffix`` is ``.pdf``, ``.docx``, ``.txt`` or ``.md``."""
        ...

    def paper(self, sha256: str) -> Path:
        """Where the kept paper stands.

        Raises:
            NotFound: it was never kept here, or was taken away.
        """
        ...


class ReadPaper(Protocol):
    """Reads a paper from a file."""

    def __call__(self, path: Path, name: str | None = None) -> PaperText:
        """The text of the paper with the place of each line; ``name`` stands for the file's own.

        Raises:
            Unreadable: with one line that says which file and why.
        """
        ...
