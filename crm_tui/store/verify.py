"""Checking a whole store: the log from its first commit on, the checkpoint, its index, the papers. Nothing is written.

Whoever may write the files may also write the whole log anew with new hashes. That only shows when it is held against
an anchor: number and hash of a commit, noted where those people can't write.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import plain
from crm_tui.store.chain import GENESIS, Commit, head_of, is_torn
from crm_tui.store.checkpoint import FORMAT, Checkpoint, newer, read_header
from crm_tui.store.cursor import no_part, segment_path, segments
from crm_tui.store.delta import Indexes
from crm_tui.store.encoding import decode, encode
from crm_tui.store.files import Files, Held, reading_fd
from crm_tui.store.lines import Line, lines
from crm_tui.store.lock import is_held
from crm_tui.store.papers import DOCUMENTS, PaperFolder, paper_of
from crm_tui.store.problems import Damaged, misfit, reading, stranded
from crm_tui.store.readable import MENDING, Check
from crm_tui.store.schema import META, META_ID, SCHEMA

_MOST_FINDINGS = 100
_BACKUP = "restore a backup"


class Anchor(NamedTuple):
    """A commit as it was noted outside the store."""

    seq: int
    """Its number."""

    hash: str
    """Its hash, or the beginning of it."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking a store has found."""

    seq: int
    """The last commit that follows from the first; 0 while there is no log."""

    head: str
    """Its hash."""

    at: str
    """When it was made; empty without one."""

    folded: int
    """The commit up to which the checkpoint holds the store; 0 without one."""

    documents: int
    """How many the store holds."""

    papers: int
    """How many papers are kept beside it."""

    unfinished: int
    """Bytes at the end that a writer has not finished, or never will; nobody was told that they are saved."""

    findings: tuple[str, ...]
    """What is wrong, each in one line; empty if all is right."""

    notes: tuple[str, ...] = ()
    """What somebody should look at though nothing is wrong, each in one line."""


def verify(
    path: Path,
    *,
    anchors: Sequence[Anchor] = (),
    indexes: Indexes,
    papers: bool = True,
    check: Check = lambda *_: "",
) -> Verified:
    """Check a store while others may be working with it, and the papers beside it if asked to.

    ``check`` says of each document that the store holds now why it is no record of the program.

    Raises:
        StoreProblem: it can't be read, or there is none.
    """
    with reading(path):
        found = _Check(path, anchors, indexes, check).done(papers)
        # others may have been writing what was read: what is wrong is wrong the second time too
        return _Check(path, anchors, indexes, check).done(papers) if found.findings else found


@dataclass(slots=True)
class _Replayed:
    """What the log makes of the store as of one commit."""

    digests: dict[str, dict[int, bytes]] = field(default_factory=dict)
    """A digest of each document, by table and id."""

    last_ids: dict[str, int] = field(default_factory=dict)
    """The highest id ever given out, by table."""

    def apply(self, commit: Commit) -> None:
        for table, record_id, document in commit.ops:
            rows = self.digests.setdefault(table, {})
            if document is None:
                rows.pop(record_id, None)
            else:
                rows[record_id] = _digest(encode(document))
            self.reserve({table: record_id})
        self.reserve(commit.more.get("ids", {}))

    def reserve(self, ids: Mapping[str, int]) -> None:
        for table, last in ids.items():
            self.last_ids[table] = max(self.last_ids.get(table, 0), last)

    def copy(self) -> "_Replayed":
        return _Replayed({name: dict(rows) for name, rows in self.digests.items()}, dict(self.last_ids))


class _Check:
    def __init__(self, path: Path, anchors: Sequence[Anchor], indexes: Indexes, check: Check) -> None:
        self._check = check
        self._refused: dict[tuple[str, int], str] = {}
        self._schema = 0
        self._named = ""
        self._files = Files.of(path)
        self._anchors = anchors
        self._indexes = indexes
        self._findings: list[str] = []
        self._more = 0
        self._seq, self._head, self._at = 0, GENESIS, ""
        self._unfinished = 0
        self._heads: dict[int, str] = {}
        self._folds: dict[int, Mapping[str, Any]] = {}
        self._took: set[str] = set()
        self._redactions: list[Commit] = []
        self._papers: dict[int, str] = {}
        self._now = _Replayed()

    def done(self, with_papers: bool) -> Verified:
        # the checkpoint first: the log that is read after it holds all that it holds
        base = self._checkpoint()
        self._named = base.header["head"] if base else ""
        wanted = {anchor.seq for anchor in self._anchors} | ({base.seq} if base else set())
        then = self._read_log(wanted, base.seq if base else 0)
        log_is_whole = not self._findings
        self._check_anchors()
        if base is not None:
            self._check_checkpoint(base, then if log_is_whole else None)
        elif self._files.checkpoint.exists():
            self._check_plain()
        late = plain.newer(self._files.checkpoint, self._schema) if self._schema > SCHEMA else ""
        for (table, record_id), why in self._refused.items() if not late else ():
            self._find(f"{table} {record_id} is not a valid record ({why}): {MENDING}")
        papers = self._check_papers() if with_papers else 0
        if self._files.building.exists() and not is_held(self._files.fold_lock):
            self._find(f"{self._files.building} was left by a restore or a redaction that was interrupted: remove it")
        if self._more:
            self._findings.append(f"and {self._more} more")
        documents = sum(len(rows) for name, rows in self._now.digests.items() if name != META)
        return Verified(
            self._seq,
            self._head,
            self._at,
            base.seq if base else 0,
            documents,
            papers,
            self._unfinished,
            tuple(self._findings),
            (*([late] if late else ()), *self._torn_pieces()),
        )

    def _torn_pieces(self) -> Iterator[str]:
        """What writers put aside of saves that were cut off."""
        for piece in sorted(self._files.journal.glob("torn-*")):
            yield (
                f"{piece.parent.name}/{piece.name} holds {piece.stat().st_size} bytes of a save that was cut off; look "
                "into it if something is missed, else remove it"
            )

    def _find(self, what: str) -> None:
        if len(self._findings) < _MOST_FINDINGS:
            self._findings.append(what)
        else:
            self._more += 1

    def _checkpoint(self) -> Checkpoint | None:
        try:
            file = Held.reading(self._files.checkpoint)
        except FileNotFoundError:
            if not self._files.journal.exists():
                if log := self._files.stranded:
                    raise stranded(log, self._files.journal) from None
                raise StoreProblem(f"there is no store at {self._files.checkpoint}: check --store") from None
            return None
        header = read_header(file.fd)
        if header is None:
            return None
        if header["format"] > FORMAT:
            raise StoreProblem(newer(self._files.checkpoint, header["format"]))
        return Checkpoint(self._files.checkpoint, header, file, self._files.keys, self._indexes)

    def _read_log(self, wanted: set[int], folded: int) -> _Replayed:
        """Follow the chain; what the store was as of the commit ``folded``."""
        then = _Replayed()
        # what a changed line claims is followed, so that each further change is found too
        claimed = GENESIS
        broken: list[tuple[Line, int]] = []
        segment: Path | None = None
        stray: Path | None = None
        begun: set[int] = set()
        for line in lines(self._files.journal):
            if line.segment == stray:
                continue
            if line.segment != segment and int(line.segment.stem) <= self._seq:
                stray = line.segment
                self._find(no_part(stray, self._seq))
                continue
            commit = line.commit
            if broken and (line.segment != segment or commit is not None):
                self._name_broken(broken)
            if line.segment != segment:
                segment = line.segment
                begun.add(int(segment.stem))
                if int(segment.stem) != self._seq + 1:
                    self._find(no_part(segment, self._seq))
                    self._seq = int(segment.stem) - 1
            if commit is None or type(commit.seq) is not int:
                self._seq += 1
                claimed = head_of(line.raw)
                broken.append((line, self._seq))
                continue
            self._check_link(line, commit, claimed)
            self._seq, self._head, self._at = commit.seq, commit.hash, commit.at
            claimed = commit.hash
            try:
                self._note(commit, wanted)
            except (TypeError, ValueError, LookupError, AttributeError):
                self._find(f"{line.where} (commit {commit.seq}) does not say what a commit says")
            if commit.seq == folded:
                then = self._now.copy()
        if broken:
            self._seq -= len(broken)
            rest = b"".join(line.raw for line, _ in broken)
            if is_torn(rest):
                self._unfinished = len(rest)
            else:
                self._name_broken(broken)
        for first in segments(self._files.journal):
            # one without a line, where none was begun
            path = Path(segment_path(self._files.journal, first))
            if first not in begun and first != self._seq + 1 and path != stray:
                self._find(no_part(path, self._seq))
        return then

    def _name_broken(self, broken: list[tuple[Line, int]]) -> None:
        for line, seq in broken:
            self._find(f"{line.where} (commit {seq}): what stands there does not fit its hash: {_BACKUP}")
        broken.clear()

    def _check_link(self, line: Line, commit: Commit, claimed: str) -> None:
        if commit.seq != self._seq + 1:
            self._find(f"{line.where}: commit {commit.seq} stands where commit {self._seq + 1} should: {_BACKUP}")
        elif commit.prev != claimed and commit.seq > 1:
            self._find(
                f"{line.where} (commit {commit.seq}) does not follow the one before, which was replaced: {_BACKUP}"
            )
        elif commit.prev != claimed:
            self._find(f"{line.where} (commit 1) does not begin a log: {_BACKUP}")

    def _note(self, commit: Commit, wanted: set[int]) -> None:
        if commit.seq in wanted or commit.hash == self._named:
            self._heads[commit.seq] = commit.hash
        if fold := commit.more.get("fold"):
            self._folds[fold["seq"]] = fold
        if took := commit.more.get("took"):
            self._took.add(took)
        if "redacted" in commit.more:
            self._redactions.append(commit)
        for table, record_id, document in commit.ops:
            paper = paper_of(table, document)
            if paper:
                self._papers[record_id] = paper
            elif table == DOCUMENTS:
                self._papers.pop(record_id, None)
            self._note_readable(table, record_id, document)
        self._now.apply(commit)

    def _note_readable(self, table: str, record_id: int, document: dict[str, Any] | None) -> None:
        self._refused.pop((table, record_id), None)
        if document is None:
            return
        if (table, record_id) == (META, META_ID):
            schema = document.get("schema")
            self._schema = schema if type(schema) is int else 0
        if why := self._check(table, record_id, document):
            self._refused[table, record_id] = why

    def _check_anchors(self) -> None:
        for anchor in self._anchors:
            if anchor.seq > self._seq:
                self._find(f"commit {anchor.seq}, which was noted outside, is gone: the log ends at commit {self._seq}")
            elif not self._heads.get(anchor.seq, "").startswith(anchor.hash.lower()):
                why = self._rewritten(anchor.seq)
                self._find(f"commit {anchor.seq} is not the one that was noted outside: {why}")

    def _rewritten(self, seq: int) -> str:
        for commit in self._redactions:
            about = commit.more["redacted"]
            if about["first"] <= seq < commit.seq:
                return (
                    f"commit {commit.seq} by {commit.by} says that the log was written anew from commit "
                    f"{about['first']} on to redact {about['table']} {about['id']}; note a new anchor"
                )
        return "the log was written anew"

    def _check_checkpoint(self, base: Checkpoint, then: _Replayed | None) -> None:
        name = self._files.checkpoint.name
        if then is None and base.seq not in self._heads:
            # the commit it names is one of those that were found wrong
            return
        if self._heads.get(base.seq) != base.header["head"]:
            # a commit of this log under another number: a digit was changed, and nothing is missing
            holds = 0 if self._named in self._heads.values() else base.seq
            self._find(misfit(self._files.checkpoint, holds, self._seq))
            return
        fold = self._folds.get(base.seq)
        if fold is None or fold["head"] != base.header["head"]:
            # where the log is damaged, the line that announced it may be the one
            if then is not None:
                self._find(f"{name} is not one that the log announces: 'crm-tui store discard' makes it anew from it")
        elif fold["bytes"] != base.identity.size or fold["sha256"] != base.sha256():
            self._find(str(plain.foreign(self._files.checkpoint, "was changed")))
            return
        believed = base.tables if base.believed else None
        try:
            base.index_anew()
            if believed is not None and believed != base.tables:
                self._find(f"{self._files.keys.name} does not fit {name}: delete it, it is made anew")
            if then is not None:
                self._compare(base, then)
        except (Damaged, ValueError, LookupError) as fault:
            self._find(f"{name} is not as the store writes it: {fault}")

    def _compare(self, base: Checkpoint, then: _Replayed) -> None:
        """The checkpoint must hold what the log makes of the store."""
        name = self._files.checkpoint.name
        for table in sorted({*base.tables, *then.digests}):
            rows = dict(then.digests.get(table, {}))
            for record_id, raw in base.scan(table):
                expected = rows.pop(record_id, None)
                if expected is None:
                    self._find(f"{name} holds {table} {record_id}, which the log knows not")
                elif _digest(raw) != expected and _digest(encode(decode(raw))) != expected:
                    self._find(f"{name} holds {table} {record_id} otherwise than the log")
            for record_id in rows:
                self._find(f"{name} lacks {table} {record_id}, which the log holds")
        for table, last in base.header.get("ids", {}).items():
            if last < then.last_ids.get(table, 0):
                self._find(f"{name} would give out number {last + 1} of {table} a second time")

    def _check_plain(self) -> None:
        """Something without our header has the store's name."""
        path = self._files.checkpoint
        if not self._seq:
            tables = plain.load(path).tables
            self._now.digests = {name: {int(key): b"" for key in rows} for name, rows in tables.items()}
        elif _sha256(path) not in self._took:
            self._find(str(plain.foreign(path, "was written")))

    def _check_papers(self) -> int:
        folder = PaperFolder(self._files.checkpoint)
        known = set()
        for paper in folder.kept():
            known.add(paper.stem)
            if _sha256(paper) != paper.stem:
                self._find(f"the paper {folder.path.name}/{paper.name} was changed: its bytes do not fit its name")
        for record_id, sha256 in sorted(self._papers.items()):
            if sha256 not in known:
                self._find(f"the paper {sha256[:12]} of documents {record_id} is missing from {folder.path.name}")
        return len(known)


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=12).digest()


def _sha256(path: Path) -> str:
    with os.fdopen(reading_fd(path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
