"""A TinyDB storage whose database is a log: many sessions, no lost write, nothing torn."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from tinydb.storages import Storage

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import watched
from crm_tui.store import chain, checkpoint, plain, sharing
from crm_tui.store.chain import Op
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import encode, parsed
from crm_tui.store.fold import fold
from crm_tui.store.journal import Journal
from crm_tui.store.lock import PATIENCE, Lock
from crm_tui.store.moment import utc_now
from crm_tui.store.port import Documents
from crm_tui.store.problems import ReadOnly, Withdrawn, reading, unsaved
from crm_tui.store.schema import FORMAT as DESK
from crm_tui.store.schema import META, META_ID, SCHEMA
from crm_tui.store.session import Session
from crm_tui.store.transaction import Transaction


class JournalStorage(Session, Storage):
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
        super().__init__(path, indexes, log_alone=log_alone)
        self.by = by
        self.disk = disk or Disk()
        self.patience = patience
        self.lock = Lock(self.files.lock, by, store=self.path)
        self.fold_lock = Lock(self.files.fold_lock, by, store=self.path)
        self.journal = Journal(self.path, self.files.journal, self.disk)
        self.knows = schema
        self._writable = access_mode != "r"
        self._shares_well = False
        self._own = threading.local()

    @property
    def read_only(self) -> str:
        """Why this session may not write, in one line; empty when it may."""
        if self.journal.failed:
            return self.journal.failed
        if not self._writable:
            return f"{self.path} was opened for reading only: nothing was saved"
        if self.newer:
            return f"{self.newer}; until then it is open for reading only"
        # a folder that was right stays right; a look at it at each save would cost more than the save
        fault = "" if self._shares_well else sharing.fault(self.path)
        self._shares_well = not fault
        return fault

    @property
    def newer(self) -> str:
        """What to say of a store that a later program wrote; empty if none did."""
        if self.newer_format:
            return checkpoint.newer(self.path, self.newer_format)
        return self.newer_records

    @property
    def newer_records(self) -> str:
        """What to say of records that a later program wrote, whatever the layout of the file; empty if none did."""
        return plain.newer(self.path, self.schema, self.knows) if self.schema > self.knows else ""

    def close(self) -> None:
        """Let go of all files. A refresh or a transaction begins again with the present state."""
        self.lock.close()
        self.fold_lock.close()
        with self._turn:
            self.journal.close()
            self._begin()

    def reader(self) -> Documents:
        """What the caller sees: the transaction of this thread, or the state of the session."""
        return self.open_transaction or self

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
                # what is saved is saved: nobody breaks that off
                with watched(None):
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
        # before the lock: its file would be made where the store is no more
        self._refuse_gone()
        if self.cursor.seq == 0 and not self.path.parent.exists():
            self._make_parents(self.path.parent)
        with self.lock.hold(self.patience):
            self.refresh()
            # another session may have brought the store to a newer version
            self._refuse_read_only()
            self._check_checkpoint()
            yield

    def append(self, ops: list[Op], why: str = "", **more: Any) -> None:
        """Add one commit to the log, and take it in. To be called alone."""
        cursor = self.cursor
        line = chain.encode(cursor.seq + 1, cursor.head, at=utc_now(), by=self.by, why=why, ops=ops, more=more)
        # other threads go on reading the state before until this one has it in
        with self._turn:
            self.journal.append(cursor, line)
            if ops or more.keys() - {"fold"}:
                self._known.save(cursor.seq + 1, chain.head_of(line))
            # taken in by reading it back, as others do: memory and log can't come apart, whatever interrupts
            with contextlib.suppress(StoreProblem, Withdrawn):
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
        ops = now.ops(self.next_rev)
        if not ops:
            return
        if self._plain is not None:
            self._take_over(self._plain)
            ops = now.ops(self.next_rev)
        if not self._schema and not any(op.table == META for op in ops):
            about = {"format": DESK, "schema": self.knows, "rev": self.next_rev}
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
        ops = [Op(META, META_ID, encode(found.about_in_log | {"rev": 1}))]
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
            raise plain.foreign(self.path, "was removed")
        with self._turn, reading(self.path):
            self._move_to_fold()
            base = self._state.base
            if base is None or base.identity != found:
                raise plain.foreign(self.path, "was changed")

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
