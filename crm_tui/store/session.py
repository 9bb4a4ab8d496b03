"""What one session sees of a store: a checkpoint, and the log after it, as far as it has read."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import plain, sharing
from crm_tui.store.chain import GENESIS, Commit
from crm_tui.store.checkpoint import FORMAT, Checkpoint, newer, read_header, sha256_of
from crm_tui.store.cursor import Cursor, no_part, segment_path
from crm_tui.store.delta import Indexes
from crm_tui.store.encoding import encode, parsed
from crm_tui.store.files import Files, Held, Identity
from crm_tui.store.keys import Index
from crm_tui.store.lock import is_held
from crm_tui.store.problems import Damaged, Foreign, Withdrawn, damaged, gone, misfit, reading, stranded
from crm_tui.store.schema import LEADS, META, META_ID
from crm_tui.store.state import State

EVERYTHING = ("", 0)
"""Among changes: anything may have changed."""


class Session:
    """The documents of a store as of one commit; it goes on only in ``refresh``. Nothing is made on disk.

    Safe for several threads. What one of them reads through is one state; what it looks up one by one may be of two, if
    another goes on meanwhile.

    Raises:
        StoreProblem: from any call, when the store can't be used.
    """

    def __init__(self, path: str | Path, indexes: Indexes | None = None, *, log_alone: bool = False) -> None:
        """``log_alone`` leaves aside what stands under the store's name, whoever wrote it."""
        self.path = Path(path).absolute()
        self.files = Files.of(self.path)
        self.indexed: Indexes = indexes or {}
        self._log_alone = log_alone
        # held while the session moves from one state to the next
        self._turn = threading.RLock()
        self._was_there = False
        self.loads = 0
        """How often all was read from the beginning: what was read before then may never have been."""
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
    def about(self) -> dict[str, Any]:
        """The store's document about itself; empty before the first commit."""
        raw = self.raw(META, META_ID)
        return {} if raw is None else parsed(raw, META, META_ID)

    @property
    def schema(self) -> int:
        """The version of the stored records; 0 before the first commit."""
        return self._schema

    @property
    def next_rev(self) -> int:
        """The revision that the next commit gives to what it writes."""
        return self.seq + 1 + (self._leads[-1][1] if self._leads else 0)

    @property
    def went_back(self) -> int:
        """The commit that says that a restore went back to an earlier state, the last one; 0 without one."""
        return self._leads[-1][0] if self._leads else 0

    def commit_of(self, rev: int) -> int:
        """The number of the commit that gave out a revision."""
        return rev - next((lead for first, lead in reversed(self._leads) if rev >= first + lead), 0)

    def refresh(self) -> list[tuple[str, int]]:
        """Go on to the present state of the log. The table and id of each change, ``EVERYTHING`` when not known."""
        with self._turn, reading(self.path):
            if self._plain is not None or self.cursor.seq == 0:
                return self._refresh_plain()
            try:
                if self._state.base is not None:
                    self._state.base.check_unwritten()
                changed = [change for commit in self.cursor.read() for change in self._apply(commit)]
            except (Withdrawn, Damaged, Foreign):
                # a line was taken back by its writer, or what another program did is settled by now: look again
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

    @property
    def tail(self) -> tuple[int, int]:
        """How many commits of the log come after the checkpoint, and about how many bytes: those of its last file."""
        with self._turn:
            header = self._state.base.header if self._state.base else {}
            begin = header.get("offset", 0) if header.get("segment", 0) == self.cursor.segment else 0
            return self.cursor.seq - header.get("seq", 0), self.cursor.offset - begin

    @property
    def has_index(self) -> bool:
        """Whether the index beside the checkpoint fits; one that was lost, or is of an earlier program, does not."""
        base = self._state.base
        return base is None or base.believed

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
            try:
                cursor.seek(seq, None)
                yield from cursor.read()
            except Withdrawn as broken:
                raise damaged(self.files.journal, str(broken)) from None

    def _begin(self) -> None:
        self.cursor = Cursor(self.files.journal)
        self._state = State(None, self.indexed)
        self._revision: tuple[int, str] = (0, GENESIS)
        self._plain: plain.PlainFile | None = None
        self._superseded: Identity | None = None
        self._folds: dict[int, Mapping[str, Any]] = {}
        self._folded = 0
        self._schema = 0
        self.newer_format = 0
        """The layout of the checkpoint if this program knows it not: the log alone is read then; else 0."""
        self._leads: list[list[int]] = []

    def _reload(self) -> None:
        with self._turn, reading(self.path):
            try:
                try:
                    self._load()
                except (Withdrawn, Damaged):
                    # read once more: others may have been writing what was read
                    self._load()
            except Withdrawn as broken:
                raise damaged(self.files.journal, str(broken)) from None
            except (StoreProblem, LookupError, TypeError, ValueError, AttributeError):
                if not self.newer_format:
                    raise
                # its log is not what this program writes either
                raise StoreProblem(f"{newer(self.path, self.newer_format)} to open it") from None

    def _load(self) -> None:
        """Read checkpoint and log from the beginning; nothing of this session changes if that fails."""
        found = plain.identity(self.path)
        cursor = Cursor(self.files.journal)
        base = self._checkpoint() if found else None
        if self._log_alone:
            base = None
        try:
            commits = self._read_log(cursor, base)
        except (Withdrawn, Damaged):
            if base is not None:
                self._refuse_misfit(base)
            raise
        folds = {one.more["fold"]["seq"]: one.more["fold"] for one in commits if "fold" in one.more}
        took = {one.more["took"] for one in commits if "took" in one.more}
        legacy = None
        superseded = None
        if base is not None:
            self._vouch(base, folds)
        elif found is not None:
            if self._log_alone or self.newer_format:
                superseded = found
            elif cursor.seq == 0:
                legacy = plain.load(self.path)
            elif _sha256(self.path) in took:
                superseded = found
            else:
                raise plain.foreign(self.path, "was written")
        if found is None and (log := self.files.stranded) and not is_held(self.files.fold_lock):
            raise stranded(log, self.files.journal)
        if cursor.seq == 0 and legacy is None and (self._was_there or self.newer_format):
            raise gone(self.path)
        state = State(base, self.indexed)
        revision = (base.seq, base.header["head"]) if base else (0, GENESIS)
        if legacy is not None:
            try:
                _take_plain(state, legacy)
            except ValueError as error:
                raise damaged(self.path, str(error)) from None
            revision = (0, legacy.sha256)
        for commit in commits:
            state.apply(commit)
            if commit.ops:
                revision = commit.seq, commit.hash
        self.cursor, self._state, self._revision = cursor, state, revision
        self._plain, self._superseded = legacy, superseded
        self._was_there = cursor.seq > 0 or legacy is not None
        self._folds = folds
        self._folded = max(folds, default=0)
        self._look_at_about()
        self.loads += 1

    def _refuse_gone(self) -> None:
        """A session that had a store begins no other one in its place."""
        if self._was_there and not self.files.journal.exists() and not self.path.exists():
            raise gone(self.path)

    def _read_log(self, cursor: Cursor, base: Checkpoint | None) -> list[Commit]:
        """The commits behind a checkpoint, or all."""
        if base is not None:
            header = base.header
            cursor.seek(base.seq, header["head"], segment=header.get("segment", 0), offset=header.get("offset", 0))
        else:
            cursor.seek(0, GENESIS)
        commits = list(cursor.read())
        if cursor.lies_beyond():
            # another session may have gone on since reading ended
            commits += cursor.read()
            if stray := cursor.lies_beyond():
                raise Damaged(no_part(Path(segment_path(self.files.journal, stray)), cursor.seq))
        return commits

    def _refuse_misfit(self, base: Checkpoint) -> None:
        """Where the log is sound by itself, it is the checkpoint that was changed, or belongs to another one.

        Raises:
            Damaged: so it is.
        """
        heads = {0: GENESIS}
        try:
            heads |= {commit.seq: commit.hash for commit in self.since(0)}
        except Damaged:
            return
        if heads.get(base.seq) != base.header["head"]:
            # a commit of this log under another number: a digit was changed, and nothing is missing
            holds = 0 if base.header["head"] in heads.values() else base.seq
            raise Damaged(misfit(self.path, holds, max(heads)))

    def _checkpoint(self) -> Checkpoint | None:
        """The checkpoint that has the name now; None if something else has it, one of a newer layout, or nothing."""
        self.newer_format = 0
        try:
            file = Held.reading(self.path)
        except FileNotFoundError:
            return None
        header = read_header(file.fd)
        if header is None:
            return None
        if header["format"] > FORMAT:
            self.newer_format = header["format"]
            return None
        return Checkpoint(self.path, header, file, self.files.keys, self.indexed)

    def _vouch(self, base: Checkpoint, folds: Mapping[int, Mapping[str, Any]]) -> None:
        """Nobody else may have written the checkpoint: its index fits, or its bytes are those that the log names."""
        fold = folds.get(base.seq)
        if base.believed and (fold is None or fold["head"] == base.header["head"]):
            return
        if fold is None or fold["bytes"] != base.identity.size or fold["sha256"] != base.sha256():
            raise plain.foreign(self.path, "was changed")
        base.index_anew()

    def _apply(self, commit: Commit) -> list[tuple[str, int]]:
        self._was_there = True
        self._state.apply(commit)
        if commit.ops:
            self._revision = commit.seq, commit.hash
        if any(table == META for table, _, _ in commit.ops):
            self._look_at_about()
        if fold := commit.more.get("fold"):
            self._folds[fold["seq"]] = fold
            self._folded = max(self._folded, fold["seq"])
        return [(table, record_id) for table, record_id, _ in commit.ops]

    def _look_at_about(self) -> None:
        about = self.about
        schema = about.get("schema", 0)
        self._schema = schema if type(schema) is int else 0
        self._leads = about.get(LEADS, [])

    def _refresh_plain(self) -> list[tuple[str, int]]:
        """Before the log has a commit: has one come, or has an earlier program written its file?"""
        before = self._plain.identity if self._plain else None
        probe = Cursor(self.files.journal)
        probe.seek(0, GENESIS)
        unchanged = plain.identity(self.path) == before and next(probe.read(), None) is None
        if unchanged and (before is not None or not self._was_there):
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

    def holding(self, table: str, index: str, words: Sequence[bytes]) -> Iterator[int]:
        """The ids of the documents whose text holds every word, ascending."""
        with self._turn:
            return self._state.holding(table, index, words)

    def in_order(self, table: str, index: str) -> Iterator[int]:
        """The ids of a table by the keys of an index."""
        with self._turn:
            return self._state.in_order(table, index)


def _take_plain(state: State, found: plain.PlainFile) -> None:
    state.put(META, META_ID, 0, encode(found.about_in_log), None)
    for name, rows in found.tables.items():
        if name != META:
            for key, row in rows.items():
                state.put(name, int(key), 0, encode(row), row)
    state.reserve(found.about.get("ids", {}))


def _sha256(path: Path) -> str:
    file = Held.reading(path)
    return sha256_of(file.fd)
