"""The store of a desk: its records, in a store that several sessions can use at once."""

import contextlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.record import Record
from crm_tui.services.customers import folded
from crm_tui.services.ports import Saved, Texts, Wanted
from crm_tui.store import lines
from crm_tui.store.encoding import parsed
from crm_tui.store.files import Files
from crm_tui.store.keys import ABSENT, TOP, Kind, key_of
from crm_tui.store.lock import PATIENCE
from crm_tui.store.migrations import follow, migrate
from crm_tui.store.obstacles import obstacle
from crm_tui.store.papers import PaperFolder
from crm_tui.store.port import Documents
from crm_tui.store.problems import MEND, Damaged, DamagedLine, reading
from crm_tui.store.records import Draft, View
from crm_tui.store.schema import IN, INDEXES, NAME, TEXT
from crm_tui.store.storage import JournalStorage
from crm_tui.store.table import StoreTable
from crm_tui.store.texts import Having, words_of
from crm_tui.store.transaction import REV
from crm_tui.store.upkeep import Upkeep

if TYPE_CHECKING:
    from crm_tui.store.watch import Watch

R = TypeVar("R", bound=Record)


class TinyStore:
    """A ``Store`` at a path. Nothing is made on disk before the first write.

    Raises:
        StoreProblem: from any call, when the store can't be used. It is left untouched.
    """

    def __init__(
        self, path: Path, *, by: str = "", patience: float = PATIENCE, access_mode: Literal["r", "r+"] = "r+"
    ) -> None:
        """``by`` is who works here; ``patience`` is how many seconds a write waits for another session's."""
        self.path = real_path(path)
        self.storage = JournalStorage(self.path, by=by, indexes=INDEXES, patience=patience, access_mode=access_mode)
        migrate(self.storage)
        self._papers = PaperFolder(self.path)
        self._upkeep = Upkeep(self.storage)
        saved = _Saved(self.storage)
        self._loads = self.storage.loads
        self._view = View(lambda table: StoreTable(saved, table), str(self.path), lambda: saved.newer)

    @property
    def read_only(self) -> str:
        """Why nothing can be saved just now, in one line that says what to do; empty when it can."""
        return self.storage.read_only or obstacle(self.path)

    @property
    def newer_records(self) -> str:
        """What to say of records that a newer program wrote, in one line; empty where none did."""
        return self.storage.newer_records

    def get(self, kind: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        self._refresh()
        return self._view.get(kind, record_id)

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal those given, in the order of their ids."""
        self._refresh()
        return self._view.find(kind, **equal)

    def count(self, kind: type[R]) -> int:
        """How many records of this kind there are."""
        self._refresh()
        return self.storage.count(kind.table)

    def search(self, kind: type[R], text: str) -> Iterator[R]:
        """The records of which every word is found in the texts, in the order of their ids; all about by name for none.

        Each is read when it is asked for.
        """
        self._refresh()
        words = words_of(text)
        table = kind.table
        ids = self.storage.holding(table, TEXT, words) if words else self.storage.in_order(table, NAME)
        return (found for one in ids if (found := self._view.get(kind, one)) is not None)

    def holding(self, kind: type[Record], *wanted: Wanted, texts: Texts = "all") -> Set[int]:
        """The numbers of the records that have all that is wanted, ascending when they are gone through."""
        self._refresh()
        table = kind.table
        links = {one.path[0]: name for name, one in INDEXES[table].items() if one.kind == "exact"}
        having = [
            Having(
                tuple(folded(text).encode(errors="surrogatepass") for text in one.texts),
                {links[field]: numbers for field, numbers in one.links.items()},
            )
            for one in wanted
        ]
        return self.storage.having(table, IN[texts], having)

    def in_order(
        self, kind: type[Record], by: str, *, since: date | None = None, before: date | None = None
    ) -> Sequence[int]:
        """The numbers of the records that have something in a field, in its order, then in their own; none is read."""
        self._refresh()
        index = _indexed(kind, by, "name", "date")
        low = 0 if since is None else key_of("date")(since.isoformat()) or 0
        high = TOP if before is None else (key_of("date")(before.isoformat()) or TOP) - 1
        return self.storage.in_order(kind.table, index, low, high)

    def valued(self, kind: type[Record], field: str, *values: object) -> Sequence[int]:
        """The numbers of the records that have one of these in a field that names a few things; in no order."""
        self._refresh()
        index, about = _indexed(kind, field, "exact"), kind.model_fields[field]
        keys = {key_of("exact")(to_jsonable_python(value)) for value in values}
        if not about.is_required() and about.default in values:
            # a row may leave out what has its default
            keys.add(ABSENT)
        found = array("Q")
        for key in keys:
            if key is not None:
                found.extend(self.storage.in_order(kind.table, index, key, key))
        return found

    def fields(
        self, kind: type[Record], *names: str, text: str = "", among: Collection[int] | None = None, **equal: object
    ) -> Iterator[tuple[Any, ...]]:
        """The number and some fields, as they are stored, of each record that ``find`` or ``search`` would give.

        ``among`` are the only ones looked at, in place of other conditions.
        """
        self._refresh()
        if among is not None:
            return _taken(self._view.among(kind, among), names)
        if text:
            ids = self.storage.holding(kind.table, TEXT, words_of(text))
            rows = ((one, raw) for one in ids if (raw := self.storage.raw(kind.table, one)) is not None)
            found = ((one, parsed(raw, kind.table, one)) for one, raw in rows)
            return _taken(found, names)
        return _taken(self._view.documents(kind, **equal), names)

    @contextmanager
    def transaction(self, why: str = "") -> Iterator[Draft]:
        """Reads and writes that are saved together when the block ends, or not at all if it raises."""
        with self.storage.transaction(why) as now:
            yield Draft(now, lambda table: StoreTable(self.storage, table), str(self.path))
            follow(self.storage, now)

    def version(self) -> object:
        """A value that differs after any change by any process."""
        self._refresh()
        return self.storage.revision

    def watch(self) -> "Watch":
        """Something to wait on until others may have saved."""
        # a command that waits for nobody does not load what tells it
        from crm_tui.store.watch import Watch

        return Watch(self.storage.files.journal)

    def tend(self, quiet: float) -> None:
        """Keep the store's log short while nobody waits; ``quiet`` is for how long nobody has saved, in seconds."""
        # what could not be folded now is in the log, and is tried again
        with contextlib.suppress(StoreProblem):
            self._upkeep.look(quiet)

    @property
    def behind(self) -> str:
        """Why its file could not be brought up to date, in one line; empty if it could. Saving goes on."""
        return self._upkeep.behind

    def saved_by(self, record: Record) -> str:
        """Who saved the record of this kind and id last; empty where that is not known, or it is gone."""
        # of use after a save alone
        from crm_tui.store.looking_back import redacted, restored_away

        self._refresh()
        raw = self.storage.raw(record.table, record.id)
        rev = None if raw is None else parsed(raw, record.table, record.id).get(REV)
        if type(rev) is not int or rev < 1:
            return ""
        # who asks has seen another version: what is older than the restore is so by the restore
        seq = max(self.storage.commit_of(rev), self.storage.went_back)
        journal, key = self.storage.files.journal, (record.table, record.id)
        # a log of which the beginning was taken away is no reason to refuse anything
        with contextlib.suppress(StoreProblem, OSError):
            if erased := redacted(journal, key, seq):
                return f"{erased.by}, who redacted it,"
            found = next(self.storage.since(seq - 1), None)
            if found is None:
                return ""
            if "restored" in found.more:
                return f"{found.by}, who restored the store,"
            mark = restored_away(journal, key, lambda document: _record_of(*key, document) == record)
            if mark is None:
                return found.by
            how = f"{found.by}, after {mark.by}" if mark.seq < found.seq else f"{mark.by}, who"
            return f"{how} restored the store,"
        return ""

    def last_saved(self, by: str) -> Saved | None:
        """The last transaction of somebody, as far as it is known what stood there before; None if it is not."""
        from crm_tui.store.looking_back import newest_of

        with reading(self.path):
            found = newest_of(self.storage.files.journal, by)
        if found is None:
            return None
        left = [_record_of(table, record_id, document) for table, record_id, document in found.ops]
        told = tuple(one for one in left if one is not None)
        return Saved(found.hash, datetime.fromisoformat(found.at), found.why, told) if len(told) == len(left) else None

    def before(self, saved: Saved) -> tuple[Record | None, ...]:
        """What each record of a transaction was before it; None for one that it added.

        Raises:
            StoreProblem: the log no longer says so, or what it says is no record any more.
        """
        from crm_tui.store.looking_back import before

        keys = [(one.table, one.id) for one in saved.left]
        with reading(self.path):
            documents = before(self.storage.files.journal, saved.mark, keys)
        found = [_record_of(*key, documents[key]) for key in keys]
        for key, record in zip(keys, found, strict=True):
            if record is None and documents[key] is not None:
                raise StoreProblem(f"{key[0]} {key[1]} can't be read as it was before: nothing was changed")
        return tuple(found)

    def check_log(self) -> None:
        """Read the whole log; opening reads only what came after the last fold.

        Raises:
            Damaged: a line of it was changed or is missing.
        """
        journal = self.storage.files.journal
        with reading(self.path):
            try:
                lines.check(journal)
            except DamagedLine as found:
                raise Damaged(
                    f"{found.what}; today's records do not come from there: {MEND}, or keep them and begin their "
                    f"history anew: run 'crm-tui store fold', move {journal} away, run 'crm-tui store adopt'"
                ) from None

    def keep_paper(self, content: bytes, suffix: str) -> str:
        """Keep a paper's bytes beside the store and return their SHA-256."""
        with self.storage.alone():
            return self._papers.keep(content, suffix)

    def paper(self, sha256: str) -> Path:
        """Where a kept paper stands."""
        return self._papers.find(sha256)

    def close(self) -> None:
        """Leave the store. Where it takes little time, its file is brought up to date for those who read it."""
        # a disk that is full, or a colleague's store, is no reason to fail now that all is saved
        with contextlib.suppress(StoreProblem):
            self._upkeep.leave()
        self.storage.close()

    def _refresh(self) -> None:
        self.storage.refresh()
        # saving looks too, and may have met another log
        if self._loads != self.storage.loads:
            self._loads = self.storage.loads
            self._view.forget()


class _Saved:
    """A store without the open transaction of this thread: what everybody sees."""

    open_transaction = None

    def __init__(self, storage: JournalStorage) -> None:
        self._storage = storage
        self.transaction = storage.transaction
        self.refresh = storage.refresh

    @property
    def revision(self) -> tuple[int, str]:
        return self._storage.revision

    @property
    def newer(self) -> str:
        return self._storage.newer

    def reader(self) -> Documents:
        return self._storage


def _indexed(kind: type[Record], field: str, *kinds: Kind) -> str:
    """The index of one field, of one of these kinds."""
    return next(name for name, one in INDEXES[kind.table].items() if one.path == (field,) and one.kind in kinds)


def _taken(documents: Iterable[tuple[int, dict[str, Any]]], names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """The number and these fields of each; None for one that is not kept."""
    if len(names) < 2:
        yield from ((one, *map(document.get, names)) for one, document in documents)
        return
    take = itemgetter(*names)
    for one, document in documents:
        try:
            yield one, *take(document)
        except KeyError:
            yield one, *map(document.get, names)


def _record_of(table: str, record_id: int, document: dict[str, Any] | None) -> Record | None:
    """A document of the log as a record; None if there is none, or it is of another version of the program."""
    from crm_tui.store.kinds import KINDS

    kind = KINDS.get(table)
    if kind is None or document is None:
        return None
    try:
        return kind.model_validate({name: value for name, value in document.items() if name != REV} | {"id": record_id})
    except ValidationError:
        return None


def is_there(path: Path) -> bool:
    """Whether a store has been begun at this path.

    Raises:
        StoreProblem: one may not look.
    """
    files = Files.of(path)
    with reading(path):
        return path.exists() or files.journal.exists() or files.stranded is not None


def real_path(path: Path) -> Path:
    """Where a path leads, whatever links are on the way.

    Raises:
        StoreProblem: it leads nowhere.
    """
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        raise StoreProblem(f"{path} does not lead to a file: mend that link, or choose another with --store") from None
