"""Opening a store: what its checkpoint and its log make of it, and whether they belong together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import plain
from crm_tui.store.chain import GENESIS, Commit
from crm_tui.store.checkpoint import FORMAT, Checkpoint, newer, read_header, sha256_of
from crm_tui.store.cursor import Cursor, no_part, segment_path
from crm_tui.store.delta import Indexes
from crm_tui.store.encoding import encode
from crm_tui.store.files import Files, Held, Identity
from crm_tui.store.lock import is_held
from crm_tui.store.problems import Damaged, Withdrawn, damaged, gone, misfit, reading, stranded
from crm_tui.store.schema import META, META_ID
from crm_tui.store.state import State


@dataclass(frozen=True, slots=True)
class Opened:
    """A store as it was found."""

    cursor: Cursor
    """At the end of its log."""

    state: State
    """Its documents."""

    commits: list[Commit]
    """What its log holds behind its checkpoint."""

    revision: tuple[int, str]
    """Number and hash of the last commit that changed a document."""

    plain: plain.PlainFile | None
    """The file of an earlier program, if there is no log yet."""

    superseded: Identity | None
    """What has the store's name though the log goes on without it."""

    folds: dict[int, Mapping[str, Any]]
    """The checkpoints that were announced, by the number of their last commit."""


class Opening:
    """Reads a store from the beginning."""

    def __init__(self, files: Files, indexes: Indexes, *, log_alone: bool) -> None:
        """``log_alone`` leaves aside what stands under the store's name, whoever wrote it."""
        self._files = files
        self._indexes = indexes
        self._log_alone = log_alone
        self.newer_format = 0
        """The layout of the checkpoint if this program knows it not: the log alone is read then; else 0."""

    def read(self, was_there: bool) -> Opened:
        """All of it. ``was_there`` says that it had something before.

        Raises:
            StoreProblem: it can't be used.
        """
        with reading(self._files.checkpoint):
            try:
                try:
                    return self._load(was_there)
                except (Withdrawn, Damaged):
                    # read once more: others may have been writing what was read
                    return self._load(was_there)
            except Withdrawn as broken:
                raise damaged(self._files.journal, str(broken)) from None
            except (StoreProblem, LookupError, TypeError, ValueError, AttributeError):
                if not self.newer_format:
                    raise
                # its log is not what this program writes either
                raise StoreProblem(f"{newer(self._files.checkpoint, self.newer_format)} to open it") from None

    def checkpoint(self) -> Checkpoint | None:
        """The checkpoint that has the name now; None if something else has it, one of a newer layout, or nothing."""
        self.newer_format = 0
        try:
            file = Held.reading(self._files.checkpoint)
        except FileNotFoundError:
            return None
        header = read_header(file.fd)
        if header is None:
            return None
        if header["format"] > FORMAT:
            self.newer_format = header["format"]
            return None
        return Checkpoint(self._files.checkpoint, header, file, self._files.keys, self._indexes)

    def vouch(self, base: Checkpoint, folds: Mapping[int, Mapping[str, Any]]) -> None:
        """Nobody else may have written the checkpoint: its index fits, or its bytes are those that the log names."""
        fold = folds.get(base.seq)
        if base.believed and (fold is None or fold["head"] == base.header["head"]):
            return
        if fold is None or fold["bytes"] != base.identity.size or fold["sha256"] != base.sha256():
            raise plain.foreign(self._files.checkpoint, "was changed")
        base.index_anew()

    def _load(self, was_there: bool) -> Opened:
        found = plain.identity(self._files.checkpoint)
        cursor = Cursor(self._files.journal)
        base = self.checkpoint() if found else None
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
            self.vouch(base, folds)
        elif found is not None:
            if self._log_alone or self.newer_format:
                superseded = found
            elif cursor.seq == 0:
                legacy = plain.load(self._files.checkpoint)
            elif _sha256(self._files.checkpoint) in took:
                superseded = found
            else:
                raise plain.foreign(self._files.checkpoint, "was written")
        if found is None and (log := self._files.stranded) and not is_held(self._files.fold_lock):
            raise stranded(log, self._files.journal)
        if cursor.seq == 0 and legacy is None and (was_there or self.newer_format):
            raise gone(self._files.checkpoint)
        state = State(base, self._indexes)
        revision = (base.seq, base.header["head"]) if base else (0, GENESIS)
        if legacy is not None:
            try:
                _take_plain(state, legacy)
            except ValueError as error:
                raise damaged(self._files.checkpoint, str(error)) from None
            revision = (0, legacy.sha256)
        for commit in commits:
            state.apply(commit)
            if commit.ops:
                revision = commit.seq, commit.hash
        return Opened(cursor, state, commits, revision, legacy, superseded, folds)

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
                raise Damaged(no_part(Path(segment_path(self._files.journal, stray)), cursor.seq))
        return commits

    def _refuse_misfit(self, base: Checkpoint) -> None:
        """Where the log is sound by itself, it is the checkpoint that was changed, or belongs to another one.

        Raises:
            Damaged: so it is.
        """
        heads = {0: GENESIS}
        try:
            heads |= {commit.seq: commit.hash for commit in since(self._files.journal, 0)}
        except Damaged:
            return
        if heads.get(base.seq) != base.header["head"]:
            # a commit of this log under another number: a digit was changed, and nothing is missing
            holds = 0 if base.header["head"] in heads.values() else base.seq
            raise Damaged(misfit(self._files.checkpoint, holds, max(heads)))


def since(folder: Path, seq: int) -> Iterator[Commit]:
    """The commits of a log after number ``seq``, up to the newest whole one.

    Raises:
        Damaged: the log doesn't hold that commit, or stops being whole.
    """
    cursor = Cursor(folder)
    with reading(folder):
        try:
            cursor.seek(seq, None)
            yield from cursor.read()
        except Withdrawn as broken:
            raise damaged(folder, str(broken)) from None


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
