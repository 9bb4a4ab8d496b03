"""Checking a whole store: the log from its first commit on, the checkpoint, its index, the papers. Nothing is written.

Whoever may write the files may also write the whole log anew with new hashes. That only shows when it is held against
an anchor: number and hash of a commit, noted where those people can't write.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import each, step
from crm_tui.store import plain
from crm_tui.store.audit import Audit, Findings, Replayed, digest_of
from crm_tui.store.checkpoint import FORMAT, Checkpoint, newer, read_header
from crm_tui.store.delta import Indexes
from crm_tui.store.encoding import decode, encode
from crm_tui.store.files import Files, Held, reading_fd
from crm_tui.store.links import loose_ends
from crm_tui.store.lock import is_held
from crm_tui.store.papers import PaperFolder
from crm_tui.store.problems import Damaged, misfit, reading, stranded
from crm_tui.store.readable import MENDING, Check
from crm_tui.store.schema import META, SCHEMA
from crm_tui.store.session import Session


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
    check: Check | None = None,
) -> Verified:
    """Check a store while others may be working with it, and the papers beside it if asked to.

    ``check`` says of each document that the store holds now why it is no record of the program; without it they are
    not looked at.

    Raises:
        StoreProblem: it can't be read, or there is none.
    """
    with reading(path):
        found = _Check(path, anchors, indexes, check).done(papers)
        # others may have been writing what was read: what is wrong is wrong the second time too
        return _Check(path, anchors, indexes, check).done(papers) if found.findings else found


_PAPER = "put its file from a backup in its place, or attach the same paper again"


class _Check:
    def __init__(self, path: Path, anchors: Sequence[Anchor], indexes: Indexes, check: Check | None) -> None:
        self._files = Files.of(path)
        self._anchors = anchors
        self._indexes = indexes
        self._findings = Findings()
        self._find = self._findings.add
        # the checkpoint first: the log that is read after it holds all that it holds
        self._base = self._checkpoint()
        wanted = {anchor.seq for anchor in anchors}
        self._log = Audit(self._files.journal, self._findings, wanted=wanted, base=self._base, check=check)
        self._log_is_whole = not self._findings
        self._with_records = check is not None

    def done(self, with_papers: bool) -> Verified:
        log, base = self._log, self._base
        self._check_anchors()
        documents = sum(len(rows) for name, rows in log.now.digests.items() if name != META)
        if base is not None:
            self._check_checkpoint(base)
        elif self._files.checkpoint.exists():
            documents += self._check_plain()
        late = plain.newer(self._files.checkpoint, log.schema) if log.schema > SCHEMA else ""
        if not late:
            self._check_records()
        papers = self._check_papers() if with_papers else 0
        if self._files.building.exists() and not is_held(self._files.fold_lock):
            self._find(f"{self._files.building} was left by a restore or a redaction that was interrupted: remove it")
        return Verified(
            log.seq,
            log.head,
            log.at,
            base.seq if base else 0,
            documents,
            papers,
            log.unfinished,
            self._findings.told(),
            (*([late] if late else ()), *self._torn_pieces()),
        )

    def _torn_pieces(self) -> Iterator[str]:
        """What writers put aside of saves that were cut off."""
        for piece in sorted(self._files.journal.glob("torn-*")):
            yield (
                f"{piece.parent.name}/{piece.name} holds {piece.stat().st_size} bytes of a save that was cut off; look "
                "into it if something is missed, else remove it"
            )

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

    def _check_anchors(self) -> None:
        for anchor in self._anchors:
            if anchor.seq > self._log.seq:
                self._find(
                    f"commit {anchor.seq}, which was noted outside, is gone: the log ends at commit {self._log.seq}"
                )
            elif not self._log.heads.get(anchor.seq, "").startswith(anchor.hash.lower()):
                why = self._rewritten(anchor.seq)
                self._find(f"commit {anchor.seq} is not the one that was noted outside: {why}")

    def _rewritten(self, seq: int) -> str:
        for commit in self._log.redactions:
            about = commit.more["redacted"]
            if about["first"] <= seq < commit.seq:
                return (
                    f"commit {commit.seq} by {commit.by} says that the log was written anew from commit "
                    f"{about['first']} on to redact {about['table']} {about['id']}; note a new anchor"
                )
        return "the log was written anew"

    def _check_checkpoint(self, base: Checkpoint) -> None:
        name = self._files.checkpoint.name
        if not self._log_is_whole and base.seq not in self._log.heads:
            # the commit it names is one of those that were found wrong
            return
        if self._log.heads.get(base.seq) != base.header["head"]:
            # a commit of this log under another number: a digit was changed, and nothing is missing
            holds = 0 if base.header["head"] in self._log.heads.values() else base.seq
            self._find(misfit(self._files.checkpoint, holds, self._log.seq))
            return
        fold = self._log.folds.get(base.seq)
        if fold is None or fold["head"] != base.header["head"]:
            # where the log is damaged, the line that announced it may be the one
            if self._log_is_whole:
                self._find(f"{name} is not one that the log announces: 'crm-tui store discard' makes it anew from it")
        elif fold["bytes"] != base.identity.size or fold["sha256"] != base.sha256():
            self._find(str(plain.foreign(self._files.checkpoint, "was changed")))
            return
        believed = base.tables if base.believed else None
        try:
            base.index_anew()
            if believed is not None and believed != base.tables:
                self._find(f"{self._files.keys.name} does not fit {name}: delete it, it is made anew")
            if self._log_is_whole:
                self._compare(base, self._log.then)
        except (Damaged, ValueError, LookupError) as fault:
            self._find(f"{name} is not as the store writes it: {fault}")

    def _compare(self, base: Checkpoint, then: Replayed) -> None:
        """The checkpoint must hold what the log makes of the store."""
        name = self._files.checkpoint.name
        of, done = sum(map(len, then.digests.values())), count(1)
        for table in sorted({*base.tables, *then.digests}):
            rows = dict(then.digests.get(table, {}))
            for record_id, raw in base.scan(table):
                step("records set beside the log", next(done), of)
                expected = rows.pop(record_id, None)
                if expected is None:
                    self._find(f"{name} holds {table} {record_id}, which the log knows not")
                elif digest_of(raw) != expected and digest_of(encode(decode(raw))) != expected:
                    self._find(f"{name} holds {table} {record_id} otherwise than the log")
            for record_id in rows:
                self._find(f"{name} lacks {table} {record_id}, which the log holds")
        for table, last in base.header.get("ids", {}).items():
            if last < then.last_ids.get(table, 0):
                self._find(f"{name} would give out number {last + 1} of {table} a second time")

    def _check_plain(self) -> int:
        """Something without our header has the store's name; how many documents it holds if it is the store."""
        path = self._files.checkpoint
        if not self._log.seq:
            return sum(len(rows) for name, rows in plain.load(path).tables.items() if name != META)
        if _sha256(path) not in self._log.took:
            self._find(str(plain.foreign(path, "was written")))
        return 0

    def _check_records(self) -> None:
        """Each must be one that the program can read, and what it names must be there."""
        for (table, record_id), why in self._log.refused.items():
            self._find(f"{table} {record_id} is not a valid record ({why}): {MENDING}")
        if self._with_records and not self._findings:
            for table, record_id, name, one in loose_ends(Session(self._files.checkpoint)):
                self._find(f"{table} {record_id} names {name} {one}, which is not there: {MENDING}")

    def _check_papers(self) -> int:
        folder = PaperFolder(self._files.checkpoint)
        known = set()
        for paper in each("papers checked", folder.kept()):
            known.add(paper.stem)
            if _sha256(paper) != paper.stem:
                self._find(
                    f"the paper {folder.path.name}/{paper.name} was changed: its bytes do not fit its name; {_PAPER}"
                )
        for record_id, sha256 in sorted(self._log.papers.items()):
            if sha256 not in known:
                self._find(
                    f"the paper {sha256[:12]} of documents {record_id} is missing from {folder.path.name}; {_PAPER}"
                )
        return len(known)


def _sha256(path: Path) -> str:
    with os.fdopen(reading_fd(path), "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
