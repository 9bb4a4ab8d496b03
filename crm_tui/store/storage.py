"""A TinyDB storage whose database is a log: many sessions, no lost write, nothing torn."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from tinydb.storages import Storage

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import chain, plain, sharing
from crm_tui.store.chain import Commit, Op
from crm_tui.store.checkpoint import FORMAT, Checkpoint, read_header, sha256_of
from crm_tui.store.cursor import Cursor
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import document as parsed
from crm_tui.store.encoding import encode
from crm_tui.store.files import Files, Held, Identity
from crm_tui.store.fold import fold
from crm_tui.store.journal import Journal
from crm_tui.store.keys import Index
from crm_tui.store.lock import PATIENCE, Lock
from crm_tui.store.moment import utc_now
from crm_tui.store.port import Documents
from crm_tui.store.problems import Damaged, ReadOnly, Withdrawn, damaged, foreign, reading, unsaved
from crm_tui.store.schema import FORMAT as DESK
from crm_tui.store.schema import LOGGED, META, META_ID, SCHEMA
from crm_tui.store.state import State
from crm_tui.store.transaction import Transaction

EVERYTHING = ("", 0)
"""Among changes: anything may have changed."""


class JournalStorage(Storage):
    """The store at a path, as one session sees it. Nothing is made on disk before the first write.

    What is read is one state, that of the last ``refresh`` or of one's own last commit. Safe for several threads: each
    has its own transaction, one of them at a time.

    Raises:
        StoreProblem: from any call, when the store can't be used. Every byte of it is left as it was.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        by: str = "",
        indexes: Indexes | None = None,
        access_mode: Literal["r", "r+"] = "r+",
        patience: float = PATIENCE,
        disk: Disk | None = None,
        schema: int = SCHEMA,
        log_alone: bool = False,
    ) -> None:
        """``by`` is who works here; ``patience`` is how many seconds a write waits for another session's.

        ``schema`` is the version of the records that the caller knows. ``log_alone`` leaves aside what stands under the
        store's name, whoever wrote it.
        """
        self.path = Path(path).absolute()
        self.files = Files.of(self.path)
        self.by = by
        self.disk = disk or Disk()
        self.patience = patience
        self.lock = Lock(self.files.lock, by, mode=lambda: sharing.modes(self.path).file)
        self.fold_lock = Lock(self.files.fold_lock, by, mode=lambda: sharing.modes(self.path).file)
        self.journal = Journal(self.path, self.files.journal, self.disk)
        self.knows = schema
        self.genesis = chain.GENESIS
        self._writable = access_mode != "r"
        self._log_alone = log_alone
        self._shares_well = False
        self.indexed: Indexes = indexes or {}
        self._own = threading.local()
        # held while the session moves from one state to the next
        self._turn = threading.RLock()
        sharing.refuse_network(self.path)
        self._begin()
        self._reload()

    @property
    def seq(self) -> int:
        """The last commit that this session has seen."""
        return self.cursor.seq

    @property
    def revision(self) -> tuple[int, str]:
        """Number and hash of the last commit seen that changed a document: another value for each state."""
        return self._revision

    @property
    def read_only(self) -> str:
        """Why this session may not write, in one line; empty when it may."""
        if self.journal.failed:
            return self.journal.failed
        if not self._writable:
            return f"{self.path} was opened for reading only: nothing was saved"
        if self.schema > self.knows:
            return f"{plain.newer(self.path, self.schema, self.knows)}; until then it is open for reading only"
        # a folder that was right stays right; a look at it at each save would cost more than the save
        fault = "" if self._shares_well else sharing.fault(self.path)
        self._shares_well = not fault
        return fault

    @property
    def about(self) -> dict[str, Any]:
        """The store's document about itself; empty before the first commit."""
        raw = self.raw(META, META_ID)
        return {} if raw is None else parsed(raw, META, META_ID)

    @property
    def schema(self) -> int:
        """The version of the stored records; 0 before the first commit."""
        return self._schema

    def refresh(self) -> list[tuple[str, int]]:
        """Go on to the present state of the log. The table and id of each change, ``EVERYTHING`` when not known."""
        with self._turn, reading(self.path):
            if self._plain is not None or self.cursor.seq == 0:
                return self._refresh_plain()
            if self._state.base is not None:
                self._state.base.check_unwritten()
            try:
                changed = [change for commit in self.cursor.read() for change in self._apply(commit)]
            except (Withdrawn, Damaged):
                # a line was taken back by its writer, or this read fell into the middle of that: look again
                self._reload()
                return [EVERYTHING]
            if self._folded > (self._state.base.seq if self._state.base else 0):
                self._move_to_fold()
            return changed

    @property
    def changes(self) -> int:
        """How many documents were changed since the checkpoint."""
        with self._turn:
            return self._state.changes

    def frozen(self) -> State:
        """The present state, for reading it through while the session goes on."""
        with self._turn:
            return self._state.frozen()

    def since(self, seq: int) -> Iterator[Commit]:
        """The commits after number ``seq``, up to the newest whole one.

        Raises:
            Damaged: the log doesn't hold that commit, or stops being whole.
        """
        cursor = Cursor(self.files.journal)
        with reading(self.path):
            cursor.seek(seq, None)
            try:
                yield from cursor.read()
            except Withdrawn as broken:
                raise damaged(self.files.journal, str(broken)) from None

    def close(self) -> None:
        """Let go of all files. A refresh or a transaction begins again with the present state."""
        self.lock.close()
        self.fold_lock.close()
        with self._turn:
            self.journal.close()
            self._begin()

    def _begin(self) -> None:
        self.cursor = Cursor(self.files.journal)
        self._state = State(None, self.indexed)
        self._revision: tuple[int, str] = (0, chain.GENESIS)
        self._plain: plain.PlainFile | None = None
        self._superseded: Identity | None = None
        self._folds: dict[int, Mapping[str, Any]] = {}
        self._folded = 0
        self._schema = 0

    def _reload(self) -> None:
        with self._turn, reading(self.path):
            try:
                self._load()
            except (Withdrawn, Damaged):
                # read once more: others may have been writing what was read
                try:
                    self._load()
                except Withdrawn as broken:
                    raise damaged(self.files.journal, str(broken)) from None

    def _load(self) -> None:
        """Read checkpoint and log from the beginning; nothing of this session changes if that fails."""
        found = plain.identity(self.path)
        cursor = Cursor(self.files.journal)
        base = self._checkpoint() if found and not self._log_alone else None
        if base is not None:
            header = base.header
            cursor.seek(base.seq, header["head"], segment=header.get("segment", 0), offset=header.get("offset", 0))
        else:
            cursor.seek(0, chain.GENESIS)
        commits = list(cursor.read())
        cursor.check_reached()
        folds = {one.more["fold"]["seq"]: one.more["fold"] for one in commits if "fold" in one.more}
        took = {one.more["took"] for one in commits if "took" in one.more}
        legacy = None
        superseded = None
        if base is not None:
            self._vouch(base, folds)
        elif found is not None:
            if self._log_alone:
                superseded = found
            elif cursor.seq == 0:
                legacy = plain.load(self.path)
            elif _sha256(self.path) in took:
                superseded = found
            else:
                raise foreign(self.path, "was written")
        state = State(base, self.indexed)
        revision = (base.seq, base.header["head"]) if base else (0, chain.GENESIS)
        if legacy is not None:
            _take_plain(state, legacy)
            revision = (0, legacy.sha256)
        for commit in commits:
            state.apply(commit)
            if commit.ops:
                revision = commit.seq, commit.hash
        self.cursor, self._state, self._revision = cursor, state, revision
        self._plain, self._superseded = legacy, superseded
        self._folds = folds
        self._folded = max(folds, default=0)
        self._schema = self._schema_now()

    def _checkpoint(self) -> Checkpoint | None:
        """The checkpoint that has the name now; None if something else has it, or nothing."""
        try:
            file = Held.reading(self.path)
        except FileNotFoundError:
            return None
        header = read_header(file.fd)
        if header is None:
            return None
        if header["format"] > FORMAT:
            raise StoreProblem(
                f"{self.path} is laid out by a newer crm-tui (format {header['format']}, this program knows {FORMAT}): "
                "update the program"
            )
        return Checkpoint(self.path, header, file, self.files.keys, self.indexed)

    def _vouch(self, base: Checkpoint, folds: Mapping[int, Mapping[str, Any]]) -> None:
        """Nobody else may have written the checkpoint: its index fits, or its bytes are those that the log names."""
        fold = folds.get(base.seq)
        if base.believed and (fold is None or fold["head"] == base.header["head"]):
            return
        if fold is None or fold["bytes"] != base.identity.size or fold["sha256"] != base.sha256():
            raise foreign(self.path, "was changed")
        base.index_anew()

    def _apply(self, commit: Commit) -> list[tuple[str, int]]:
        self._state.apply(commit)
        if commit.ops:
            self._revision = commit.seq, commit.hash
        if any(table == META for table, _, _ in commit.ops):
            self._schema = self._schema_now()
        if fold := commit.more.get("fold"):
            self._folds[fold["seq"]] = fold
            self._folded = max(self._folded, fold["seq"])
        return [(table, record_id) for table, record_id, _ in commit.ops]

    def _schema_now(self) -> int:
        schema = self.about.get("schema", 0)
        return schema if type(schema) is int else 0

    def _refresh_plain(self) -> list[tuple[str, int]]:
        """Before the log has a commit: has one come, or has an earlier program written its file?"""
        before = self._plain.identity if self._plain else None
        probe = Cursor(self.files.journal)
        probe.seek(0, chain.GENESIS)
        if plain.identity(self.path) == before and next(probe.read(), None) is None:
            return []
        revision = self._revision
        self._reload()
        return [EVERYTHING] if self._revision != revision else []

    def _move_to_fold(self) -> None:
        """Move to a checkpoint that a fold has announced, once it has the name: the old one costs disk space."""
        base = self._state.base
        found = plain.identity(self.path)
        if found is None or found in (base.identity if base else None, self._superseded):
            return
        new = self._checkpoint()
        if new is not None and new.seq in self._folds and new.seq > (base.seq if base else 0):
            self._vouch(new, self._folds)
            self._state = self._state.on(new)
            self._superseded = None
            self._folds = {seq: fold for seq, fold in self._folds.items() if seq >= new.seq}

    def reader(self) -> Documents:
        """What the caller sees: the transaction of this thread, or the state of the session."""
        return self.open_transaction or self

    def raw(self, table: str, record_id: int) -> bytes | None:
        """One document as JSON; None if it isn't there."""
        return self._state.raw(table, record_id)

    def scan(self, table: str) -> Iterator[tuple[int, bytes]]:
        """All documents of a table as JSON with their ids, in the order of the ids."""
        with self._turn:
            return self._state.scan(table)

    def ids(self, table: str) -> Iterator[int]:
        """The ids of a table, ascending."""
        with self._turn:
            return self._state.ids(table)

    def count(self, table: str) -> int:
        """The documents in a table."""
        with self._turn:
            return self._state.count(table)

    def last_id(self, table: str) -> int:
        """The highest id that was ever given out in a table."""
        with self._turn:
            return self._state.last_id(table)

    def names(self) -> list[str]:
        """The tables that hold documents."""
        with self._turn:
            return self._state.names()

    def indexes(self, table: str) -> Mapping[str, Index]:
        """The indexed fields of a table by the name of the index."""
        return self.indexed.get(table, {})

    def lookup(self, table: str, index: str, low: int, high: int) -> Iterator[int]:
        """At least the ids whose key is from ``low`` to ``high``."""
        with self._turn:
            runs = self._state.matching(table, index, low, high)
        return (record_id for run in runs for record_id in run)

    def span(self, table: str, index: str, low: int, high: int) -> int:
        """How many ids ``lookup`` would give."""
        with self._turn:
            return sum(len(run) for run in self._state.matching(table, index, low, high))

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, as this thread sees them; None while there is nothing."""
        view = self.reader()
        tables = {name: {str(one): parsed(raw, name, one) for one, raw in view.scan(name)} for name in view.names()}
        return {name: rows for name, rows in tables.items() if rows} or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Have exactly these tables: one commit of what differs."""
        with self.transaction() as now:
            for name in {*now.names(), *data}:
                rows = data.get(name, {})
                for record_id in now.ids(name):
                    if str(record_id) not in rows:
                        now.write(name, record_id, None)
                for key, document in rows.items():
                    now.write(name, int(key), dict(document))

    @property
    def open_transaction(self) -> Transaction | None:
        """The transaction that this thread is in."""
        now: Transaction | None = getattr(self._own, "now", None)
        return now

    @contextlib.contextmanager
    def transaction(self, why: str = "") -> Iterator[Transaction]:
        """Reads and writes that become one commit when the block ends, or nothing if it raises.

        Inside another one of this thread it is part of that one.

        Raises:
            ReadOnly: this session may not write.
            Busy: another session kept writing.
            Foreign: another program wrote the checkpoint.
            StoreProblem: it could not be saved; nothing was.
        """
        now = self.open_transaction
        if now is not None:
            try:
                yield now
            except BaseException:
                # what it did half way can't be told from the rest
                now.broken = True
                raise
            return
        with self.alone():
            now = self._own.now = Transaction(self, why)
            try:
                yield now
                if now.broken:
                    raise StoreProblem(f"{self.path}: a step of this change failed: nothing was saved")
                self._commit(now)
            finally:
                self._own.now = None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """The only writer inside the block, at the newest state.

        Raises:
            StoreProblem: as for ``transaction``.
        """
        self._refuse_read_only()
        if not self.path.parent.exists():
            self._make_parents(self.path.parent)
        with self.lock.hold(self.patience):
            self.refresh()
            self._check_checkpoint()
            # another session may have brought the store to a newer version
            self._refuse_read_only()
            yield

    def append(self, ops: list[Op], why: str = "", **more: Any) -> None:
        """Add one commit to the log, and take it in. To be called alone."""
        cursor = self.cursor
        line = chain.encode(cursor.seq + 1, cursor.head, at=utc_now(), by=self.by, why=why, ops=ops, more=more)
        # other threads go on reading the state before until this one has it in
        with self._turn:
            self.journal.append(cursor, line)
            # taken in by reading it back, as others do: memory and log can't come apart, whatever interrupts
            with contextlib.suppress(StoreProblem):
                self._take_in()

    def _take_in(self) -> None:
        with reading(self.path):
            if self._plain is not None:
                self._reload()
                return
            for commit in self.cursor.read_own():
                self._apply(commit)

    def _commit(self, now: Transaction) -> None:
        # whatever is no JSON is found before anything is written
        ops = now.ops(self.seq + 1)
        if not ops:
            return
        if self._plain is not None:
            self._take_over(self._plain)
            ops = now.ops(self.seq + 1)
        if not self._schema and not any(op.table == META for op in ops):
            about = {"format": DESK, "schema": self.knows, "rev": self.seq + 1}
            ops.insert(0, Op(META, META_ID, encode(about)))
        self.append(ops, now.why)
        if self._state.base is None:
            # the change is saved, whether or not the store can be seen under its name yet
            with contextlib.suppress(StoreProblem):
                fold(self)

    def _take_over(self, found: plain.PlainFile) -> None:
        """Make the records of a plain file the first commit of the log; the file is kept under another name."""
        try:
            with contextlib.suppress(FileExistsError):
                self.disk.link(self.path, self.files.before_log)
        except OSError as error:
            raise unsaved(self.path, error) from None
        ops = [Op(META, META_ID, encode(_about(found) | {"rev": 1}))]
        for name, rows in found.tables.items():
            if name != META:
                ops += [Op(name, int(key), encode(row | {"rev": 1})) for key, row in rows.items()]
        ids = found.about.get("ids", {})
        self.append(ops, "taken over from the file of an earlier program", took=found.sha256, ids=ids)

    def _check_checkpoint(self) -> None:
        """The file under the store's name is the one this session knows, or a later fold of the same log."""
        found = plain.identity(self.path)
        base = self._state.base
        known = base.identity if base else self._plain.identity if self._plain else self._superseded
        if found == known:
            return
        if found is None:
            raise foreign(self.path, "was removed")
        with self._turn, reading(self.path):
            self._move_to_fold()
            base = self._state.base
            if base is None or base.identity != found:
                raise foreign(self.path, "was changed")

    def _refuse_read_only(self) -> None:
        if why := self.read_only:
            raise ReadOnly(why)

    def _make_parents(self, folder: Path) -> None:
        missing = []
        while not folder.exists():
            missing.append(folder)
            folder = folder.parent
        try:
            for one in reversed(missing):
                self.disk.make_folder(one, sharing.PRIVATE.folder)
                self.disk.sync_folder(one.parent)
        except OSError as error:
            raise unsaved(self.path, error) from None


def _take_plain(state: State, found: plain.PlainFile) -> None:
    state.put(META, META_ID, 0, encode(_about(found)), None)
    for name, rows in found.tables.items():
        if name != META:
            for key, row in rows.items():
                state.put(name, int(key), 0, encode(row), row)
    state.reserve(found.about.get("ids", {}))


def _about(found: plain.PlainFile) -> dict[str, Any]:
    return {key: value for key, value in found.about.items() if key != "ids"} | {"schema": LOGGED}


def _sha256(path: Path) -> str:
    file = Held.reading(path)
    return sha256_of(file.fd)
