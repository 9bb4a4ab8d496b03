"""What one session sees of a store: a checkpoint, and the log after it, as far as it has read."""

import threading
from array import array
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from crm_tui.store import plain, sharing
from crm_tui.store.chain import GENESIS, Commit
from crm_tui.store.cursor import Cursor
from crm_tui.store.delta import Indexes
from crm_tui.store.encoding import parsed
from crm_tui.store.files import Files, Identity
from crm_tui.store.keys import TOP, Index
from crm_tui.store.known import Known
from crm_tui.store.opening import Opening, since
from crm_tui.store.problems import Damaged, Foreign, Withdrawn, gone, reading
from crm_tui.store.schema import LEADS, META, META_ID
from crm_tui.store.state import State
from crm_tui.store.texts import Having

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
        self._opening = Opening(self.files, self.indexed, log_alone=log_alone)
        # held while the session moves from one state to the next
        self._turn = threading.RLock()
        self._was_there = False
        self._known = Known()
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
    def newer_format(self) -> int:
        """The layout of the checkpoint if this program knows it not: the log alone is read then; else 0."""
        return self._opening.newer_format

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
        return since(self.files.journal, seq)

    def _begin(self) -> None:
        self.cursor = Cursor(self.files.journal)
        self._state = State(None, self.indexed)
        self._revision: tuple[int, str] = (0, GENESIS)
        self._plain: plain.PlainFile | None = None
        self._superseded: Identity | None = None
        self._folds: dict[int, Mapping[str, Any]] = {}
        self._folded = 0
        self._schema = 0
        self._opening.newer_format = 0
        self._leads: list[list[int]] = []

    def _reload(self) -> None:
        """Read all from the beginning; nothing of this session changes if that fails."""
        with self._turn:
            found = self._opening.read(self._was_there)
            self._known.check(self.files.journal, self.path, found.cursor.seq)
            base = found.state.base
            self._known.begin((base.seq, base.header["head"]) if base else (0, GENESIS), found.commits)
            self.cursor, self._state, self._revision = found.cursor, found.state, found.revision
            self._plain, self._superseded, self._folds = found.plain, found.superseded, found.folds
            self._was_there = found.cursor.seq > 0 or found.plain is not None
            self._folded = max(found.folds, default=0)
            self._look_at_about()
            self.loads += 1

    def _refuse_gone(self) -> None:
        """A session that had a store begins no other one in its place."""
        if self._was_there and not self.files.journal.exists() and not self.path.exists():
            raise gone(self.path)

    def _apply(self, commit: Commit) -> list[tuple[str, int]]:
        self._was_there = True
        self._known.take(commit)
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
        new = self._opening.checkpoint()
        if new is not None and new.seq in self._folds and new.seq > (base.seq if base else 0):
            self._opening.vouch(new, self._folds)
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

    def documents(self, table: str, wanted: Container[int] | None = None) -> Iterator[tuple[int, dict[str, Any]]]:
        """As ``scan``, parsed; only those whose ids are ``wanted``, if that is given."""
        with self._turn:
            return self._state.documents(table, wanted)

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

    def having(self, table: str, index: str, wanted: Sequence[Having]) -> Set[int]:
        """The ids of the documents that have all that is wanted, ascending when they are gone through."""
        with self._turn:
            state = self._state
        # it may take a while, and changes nothing
        return state.having(table, index, wanted)

    def in_order(self, table: str, index: str, low: int = 0, high: int = TOP) -> "array[int]":
        """The ids under keys of an index from ``low`` to ``high``, by key, then by whole name and by id."""
        with self._turn:
            return self._state.in_order(table, index, low, high)
