"""What the services ask of a store and of a reader of papers."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from crm_tui.domain.record import Record

if TYPE_CHECKING:
    from crm_tui.domain.document import PaperText

R = TypeVar("R", bound=Record)

Texts = Literal["all", "listed", "called"]
"""Where words are looked for: in all that is said, in what the list of a kind shows of each, or in its name alone."""


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

    def remove(self, record: Record) -> None:
        """Take the stored record of the same kind and id away; its id is never used again for another one.

        Raises:
            NotFound: the store holds no such record.
        """
        ...

    def bring_back(self, record: Record) -> None:
        """Store a record again that was taken away, under its own number.

        Raises:
            StoreProblem: the number was never given out, or a record stands under it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a record has to have: one of the texts, or one of the numbers."""

    texts: tuple[str, ...] = ()
    """Parts of its texts, case and accents aside."""

    links: Mapping[str, Set[int]] = field(default_factory=dict)
    """Numbers by the field that holds one of them: ``customer_id``."""


class Watch(Protocol):
    """Something to wait on, in a thread of its own, until others may have saved."""

    @property
    def tells(self) -> bool:
        """Whether each save is told; else only the clock does."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when something may have been saved, when ``stop`` was called, or when time is up."""
        ...

    def stop(self) -> None:
        """Wake whoever waits, now and from now on."""
        ...

    def close(self) -> None:
        """Give everything back; nobody may wait any more."""
        ...


@dataclass(frozen=True, slots=True)
class Saved:
    """A transaction as the store's history has it."""

    mark: str
    """Another one for each, and another one if the history up to it is no longer what it was."""

    at: datetime
    """When it was saved, with its zone."""

    why: str
    """What for; may be empty."""

    left: tuple[Record, ...]
    """Each record that it touched, as it left it."""


class Store(Records, Protocol):
    """The desk's records and the papers kept beside them.

    Raises:
        StoreProblem: from any call, when the file behind it can't be used.
    """

    def count(self, kind: type[R]) -> int:
        """How many records of this kind there are."""
        ...

    def search(self, kind: type[R], text: str) -> Iterator[R]:
        """The records in whose searched texts every word stands, in the order of their ids, read one by one.

        Neither case nor accents matter. Without a word all of them, nearly in the order of their names. For customers:
        name, place, phone, e-mail and owner.
        """
        ...

    def holding(self, kind: type[Record], *wanted: Wanted, texts: Texts = "all") -> Set[int]:
        """The numbers of the records that have all that is wanted, ascending when they are gone through.

        Looked through is every text in which something is said: names, notes, the words of promises, what is inside
        them. ``listed`` are only those that a list shows, of customers, deals and commitments; ``called`` is only the
        name of a customer.
        """
        ...

    def in_order(
        self, kind: type[Record], by: str, *, since: date | None = None, before: date | None = None
    ) -> Sequence[int]:
        """The numbers of the records that have something in a field, in its order, then in their own; none is read.

        The field is the name of a customer, whose case and accents don't matter, or a day: the due date or the day of
        settling of a commitment, the day on which a deal came to its stage. Of days only those are given from
        ``since`` on, and ``before`` another.
        """
        ...

    def valued(self, kind: type[Record], field: str, *values: object) -> Sequence[int]:
        """The numbers of the records that have one of these in a field that names a few things: a status, a stage.

        In no order; none is read.
        """
        ...

    def fields(
        self, kind: type[Record], *names: str, text: str = "", among: Collection[int] | None = None, **equal: object
    ) -> Iterator[tuple[Any, ...]]:
        """The number of each record that ``find`` or ``search`` would give, and these fields as they are kept in JSON.

        One by one, without making records of them: for counting and ordering more than is held. A field that is not
        kept is None. ``among`` are the numbers of the only ones that are looked at, in place of other conditions.
        """
        ...

    def transaction(self, why: str = "") -> AbstractContextManager[Transaction]:
        """All of it is written when the block ends, nothing if it raises. One process at a time.

        ``why`` is kept with it in the store's history.
        """
        ...

    def version(self) -> object:
        """A value that differs after any change by any process: what is shown is fresh while it stays the same."""
        ...

    def watch(self) -> Watch:
        """Something to wait on until ``version`` may differ; it may wake too often or too late."""
        ...

    def check_log(self) -> None:
        """Read all that was ever saved; more than is read for showing what is there now.

        Raises:
            StoreProblem: some of it is no longer what was saved.
        """
        ...

    def tend(self, quiet: float) -> None:
        """Do what keeps the store quick, if it is time; ``quiet`` is for how many seconds nothing has changed.

        To be called now and then in a thread for which nobody waits.
        """
        ...

    @property
    def behind(self) -> str:
        """Why the file that others read could not be brought up to date, in one line; empty if it could.

        Saving goes on meanwhile.
        """
        ...

    @property
    def read_only(self) -> str:
        """Why nothing can be saved just now, in one line that says what to do; empty when it can."""
        ...

    @property
    def newer_records(self) -> str:
        """What to say of records that a newer program wrote, in one line; empty where none did."""
        ...

    def saved_by(self, record: Record) -> str:
        """Who saved the record of this kind and id last; empty where that is not known, or it is gone."""
        ...

    def last_saved(self, by: str) -> Saved | None:
        """The last transaction of somebody, in whatever session, as far as it is known what stood there before.

        None if it lies far back, if it took a record away, and if the store was since restored, redacted, mended by
        hand or brought to a newer version, or if that is what they did. It costs a look at the end of the log.
        """
        ...

    def before(self, saved: Saved) -> tuple[Record | None, ...]:
        """What each record of a transaction was before it; None for one that it added. It may read all of the log.

        Raises:
            StoreProblem: the history no longer says so.
        """
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


class Reckoned(Protocol):
    """Results that took long, kept for other sessions. They may be gone at any time."""

    def get(self, key: str) -> bytes | None:
        """What is kept under a SHA-256 in hexadecimal; None where nothing is."""
        ...

    def keep(self, key: str, content: bytes) -> None:
        """Keep something for later; where that is not possible, nothing happens."""
        ...


class ReadPaper(Protocol):
    """Reads a paper from a file."""

    def __call__(self, path: Path, name: str | None = None) -> "PaperText":
        """The text of the paper with the place of each line; ``name`` stands for the file's own.

        Raises:
            Unreadable: with one line that says which file and why.
        """
        ...
