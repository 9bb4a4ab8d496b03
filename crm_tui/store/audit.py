"""The log read through from its first commit on: what is wrong with it, and what it makes of the store."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_tui.store.chain import GENESIS, Commit, head_of, is_torn
from crm_tui.store.checkpoint import Checkpoint
from crm_tui.store.cursor import no_part, segment_path, segments
from crm_tui.store.encoding import encode
from crm_tui.store.lines import Line, lines
from crm_tui.store.papers import DOCUMENTS, paper_of
from crm_tui.store.problems import MEND
from crm_tui.store.readable import Check
from crm_tui.store.schema import META, META_ID

_MOST_FINDINGS = 100
_BACKUP = "restore a backup"


class Findings:
    """What is wrong, each in one line; beyond a number of them only how many more there are."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self._more = 0

    def __bool__(self) -> bool:
        return bool(self._told)

    def add(self, what: str) -> None:
        """One more."""
        if len(self._told) < _MOST_FINDINGS:
            self._told.append(what)
        else:
            self._more += 1

    def told(self) -> tuple[str, ...]:
        """All lines."""
        return (*self._told, *([f"and {self._more} more"] if self._more else ()))


@dataclass(slots=True)
class Replayed:
    """What the log makes of the store as of one commit."""

    digests: dict[str, dict[int, bytes]] = field(default_factory=dict)
    """A digest of each document, by table and id."""

    last_ids: dict[str, int] = field(default_factory=dict)
    """The highest id ever given out, by table."""

    def apply(self, commit: Commit) -> None:
        """Take in the next commit."""
        for table, record_id, document in commit.ops:
            rows = self.digests.setdefault(table, {})
            if document is None:
                rows.pop(record_id, None)
            else:
                rows[record_id] = digest_of(encode(document))
            self.reserve({table: record_id})
        self.reserve(commit.more.get("ids", {}))

    def reserve(self, ids: Mapping[str, int]) -> None:
        """Take in that ids up to these were given out, by table."""
        for table, last in ids.items():
            self.last_ids[table] = max(self.last_ids.get(table, 0), last)

    def copy(self) -> "Replayed":
        """The same, untouched by what is taken in from now on."""
        return Replayed({name: dict(rows) for name, rows in self.digests.items()}, dict(self.last_ids))


class Audit:
    """A log that was read through."""

    def __init__(
        self, folder: Path, findings: Findings, *, wanted: set[int], base: Checkpoint | None, check: Check | None
    ) -> None:
        """``wanted`` are the commits of which the hash is asked for, beside that of the checkpoint ``base``.

        What is wrong is added to ``findings``; ``check`` says of a document why it is no record.
        """
        self._folder = folder
        self._find = findings.add
        self._check = check
        self._wanted = wanted | ({base.seq} if base else set())
        self._head_of_base = base.header["head"] if base else ""
        self.seq, self.head, self.at = 0, GENESIS, ""
        """Number, hash and time of the last commit that follows from the first."""
        self.unfinished = 0
        """Bytes at the end that a writer has not finished, or never will."""
        self.heads: dict[int, str] = {}
        """The hashes that were asked for, by the number of the commit."""
        self.folds: dict[int, Mapping[str, Any]] = {}
        """The checkpoints that the log announces, by the number of their last commit."""
        self.took: set[str] = set()
        """The SHA-256 of each file that was taken over."""
        self.redactions: list[Commit] = []
        """Those that say that the log was written anew."""
        self.papers: dict[int, str] = {}
        """The SHA-256 of the paper of each document."""
        self.refused: dict[tuple[str, int], str] = {}
        """The documents that are no records, by table and id, and why."""
        self.schema = 0
        """The version of the records."""
        self.now = Replayed()
        """What the log makes of the store."""
        self.then = Replayed()
        """What it made of it as of the checkpoint."""
        self._read(base.seq if base else 0)

    def _read(self, folded: int) -> None:
        # what a changed line claims is followed, so that each further change is found too
        claimed = GENESIS
        broken: list[tuple[Line, int]] = []
        segment: Path | None = None
        stray: Path | None = None
        begun: set[int] = set()
        for line in lines(self._folder):
            if line.segment == stray:
                continue
            if line.segment != segment and int(line.segment.stem) <= self.seq:
                stray = line.segment
                self._find(no_part(stray, self.seq))
                continue
            commit = line.commit
            if broken and (line.segment != segment or commit is not None):
                self._name_broken(broken)
            if line.segment != segment:
                segment = line.segment
                begun.add(int(segment.stem))
                if int(segment.stem) != self.seq + 1:
                    self._find(no_part(segment, self.seq))
                    self.seq = int(segment.stem) - 1
            if commit is None or type(commit.seq) is not int:
                self.seq += 1
                claimed = head_of(line.raw)
                broken.append((line, self.seq))
                continue
            self._check_link(line, commit, claimed)
            self.seq, self.head, self.at = commit.seq, commit.hash, commit.at
            claimed = commit.hash
            try:
                self._note(commit)
            except (TypeError, ValueError, LookupError, AttributeError):
                self._find(f"{line.where} (commit {commit.seq}) does not say what a commit says")
            if commit.seq == folded:
                self.then = self.now.copy()
        if broken:
            self.seq -= len(broken)
            rest = b"".join(line.raw for line, _ in broken)
            if is_torn(rest):
                self.unfinished = len(rest)
            else:
                self._name_broken(broken)
        for first in segments(self._folder):
            # one without a line, where none was begun
            path = Path(segment_path(self._folder, first))
            if first not in begun and first != self.seq + 1 and path != stray:
                self._find(no_part(path, self.seq))

    def _name_broken(self, broken: list[tuple[Line, int]]) -> None:
        for line, seq in broken:
            self._find(f"{line.where} (commit {seq}): what stands there does not fit its hash: {MEND}")
        broken.clear()

    def _check_link(self, line: Line, commit: Commit, claimed: str) -> None:
        if commit.seq != self.seq + 1:
            self._find(f"{line.where}: commit {commit.seq} stands where commit {self.seq + 1} should: {_BACKUP}")
        elif commit.prev != claimed and commit.seq > 1:
            self._find(
                f"{line.where} (commit {commit.seq}) does not follow the one before, which was replaced: {_BACKUP}"
            )
        elif commit.prev != claimed:
            self._find(f"{line.where} (commit 1) does not begin a log: {_BACKUP}")

    def _note(self, commit: Commit) -> None:
        if commit.seq in self._wanted or commit.hash == self._head_of_base:
            self.heads[commit.seq] = commit.hash
        if fold := commit.more.get("fold"):
            self.folds[fold["seq"]] = fold
        if took := commit.more.get("took"):
            self.took.add(took)
        if "redacted" in commit.more:
            self.redactions.append(commit)
        for table, record_id, document in commit.ops:
            paper = paper_of(table, document)
            if paper:
                self.papers[record_id] = paper
            elif table == DOCUMENTS:
                self.papers.pop(record_id, None)
            self._note_readable(table, record_id, document)
        self.now.apply(commit)

    def _note_readable(self, table: str, record_id: int, document: dict[str, Any] | None) -> None:
        self.refused.pop((table, record_id), None)
        if document is None:
            return
        if (table, record_id) == (META, META_ID):
            schema = document.get("schema")
            self.schema = schema if type(schema) is int else 0
        if self._check and (why := self._check(table, record_id, document, self.schema)):
            self.refused[table, record_id] = why


def digest_of(raw: bytes) -> bytes:
    """What tells one document from another in little room."""
    return hashlib.blake2b(raw, digest_size=12).digest()
