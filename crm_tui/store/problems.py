"""Why a store refuses, each as one line that says what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import Conflict, StoreProblem
from crm_tui.store.files import Files

MEND = "restore a backup ('crm-tui store restore BACKUP --replace --keep-later' keeps what was saved since)"
"""What to do about a line of the log that was changed: a backup may hold it whole."""


class Damaged(StoreProblem):
    """The log or the checkpoint is not what the store wrote. Nothing is repaired unasked."""


class DamagedLine(Damaged):
    """A line of the log is not what the store wrote. ``what`` names it."""

    def __init__(self, segment: Path, number: int, sound: int, why: str = "it does not fit its hash") -> None:
        """``sound`` is the last commit before it."""
        self.what = f"{segment} line {number} (commit {sound + 1}) is damaged: {why}"
        folder, store = segment.parent.parent, segment.parent.with_suffix("")
        again = f"'crm-tui store restore {folder} --at {sound} --replace --store {store}'"
        cure = f", or go on as of commit {sound}: {again}" if sound else ""
        super().__init__(f"{self.what}, and was left as it is; {MEND}{cure}")


class Foreign(StoreProblem):
    """The checkpoint was written by a program that keeps no log; its change is to be adopted or discarded."""


class Busy(StoreProblem):
    """Another session is saving, and this one has waited long enough."""


class Unfolded(StoreProblem):
    """The checkpoint could not be written anew. The log holds everything, and saving goes on."""


class ReadOnly(StoreProblem):
    """This session may read only; the text says why."""


class Withdrawn(Exception):
    """The log no longer continues what this session has read: it is to be read anew. Never leaves the store."""


class RecordChanged(Conflict):
    """A record was saved by somebody else after it was read for editing.

    ``table`` and ``record_id`` name it; ``mine`` was to be saved, ``theirs`` is stored now (None: removed).
    """

    def __init__(self, table: str, record_id: int, mine: dict[str, Any], theirs: dict[str, Any] | None) -> None:
        done = "changed" if theirs is not None else "removed"
        super().__init__(f"{table} {record_id} was {done} by somebody else meanwhile: nothing was saved")
        self.table = table
        self.record_id = record_id
        self.mine = mine
        self.theirs = theirs

    def merged(self, before: dict[str, Any]) -> dict[str, Any] | None:
        """Both changes in one document, or None where they touch the same field or the record is gone.

        ``before`` is the document from which ``mine`` was made.
        """
        if self.theirs is None:
            return None
        fields = dict.fromkeys((*before, *self.mine, *self.theirs))
        result: dict[str, Any] = {}
        for field in fields:
            was, mine, theirs = (one.get(field, _ABSENT) for one in (before, self.mine, self.theirs))
            if field == "rev" or mine in (was, theirs):
                kept = theirs
            elif theirs == was:
                kept = mine
            else:
                return None
            if kept is not _ABSENT:
                result[field] = kept
        return result


_ABSENT = object()


def damaged(path: Path, why: str) -> Damaged:
    """The refusal of a store that something else has spoilt."""
    return Damaged(f"{path} is damaged ({why}) and was left as it is: restore a backup, or choose another file")


def gone(path: Path) -> Damaged:
    """The refusal to begin an empty store where this session has seen one."""
    return Damaged(
        f"{path} is gone, with its log: nothing was saved and nothing is begun in its place; put them back, or restore "
        "a backup ('crm-tui store restore'), and save again"
    )


def lost(path: Path, seq: int, ends: int) -> Damaged:
    """The refusal to go on where commit ``seq``, which was saved, is no more in the log, which ``ends`` otherwise."""
    return Damaged(
        f"{path}: commit {seq}, which was saved, is gone from its log, which ends at commit {ends} now: nothing was "
        f"saved; {MEND}, or open crm-tui again to go on with what is left"
    )


def stranded(log: Path, journal: Path) -> Damaged:
    """The refusal to begin an empty store while the ``log`` waits to be put back."""
    return Damaged(
        f"{journal} is away, as a restore or a redaction was interrupted: move {log} to {journal}, or if no store was "
        f"here before, remove {log.parent}"
    )


def misfit(path: Path, holds: int, ends: int) -> str:
    """What to say of a checkpoint as of commit ``holds`` that does not belong to its log, which ends at ``ends``."""
    if not ends:
        log = "holds no whole commit" if any(Files.of(path).journal.glob("*.jsonl")) else "is missing"
        return (
            f"{path} is all that is left of a store, its log {log}: restore a backup, or begin a new log from "
            "this file with 'crm-tui store adopt'"
        )
    if holds > ends:
        return (
            f"{path} holds commit {holds}, but its log was cut off and ends at commit {ends}: 'crm-tui store adopt' "
            f"takes what is missing from this file; what was saved behind commit {holds} only a backup may hold"
        )
    return (
        f"{path} does not belong to its log: 'crm-tui store discard' makes it anew from the log; if that was changed, "
        "restore a backup"
    )


def unreadable(path: Path, error: OSError) -> StoreProblem:
    """What to say when the disk or its rights refuse a read."""
    if error.errno in (errno.ELOOP, errno.ENOTDIR) and not path.parent.is_dir():
        path = path.parent
    if error.errno in (errno.EACCES, errno.EPERM):
        cure = f"ask {_owner(path)} to let you read it"
    else:
        cure = _CURES.get(error.errno or 0, "restore a backup, or choose another file")
    return StoreProblem(f"{path} can't be read ({error.strerror or error}): {cure}")


def _owner(path: Path) -> str:
    try:
        return f"its owner, {path.owner()},"
    except (OSError, KeyError):
        # what lies in a folder that is shut can't be asked for its owner
        return "its owner"


_CURES = {
    errno.EIO: "have the disk checked, and restore a backup",
    # a link that leads back to itself, or a file where a folder should be
    errno.ELOOP: "move it away and restore a backup",
    errno.ENOTDIR: "move it away and restore a backup",
}


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Say in one line what the disk refuses inside the block.

    Raises:
        StoreProblem: it could not be read.
    """
    try:
        yield
    except OSError as error:
        raise unreadable(Path(error.filename or path), error) from None


def unfolded(path: Path, error: OSError) -> Unfolded:
    """What to say of the checkpoint at ``path`` when the disk refused to write it anew."""
    named = error.filename2 or error.filename
    at = f"{named}: " if named else ""
    if error.errno in (errno.EISDIR, errno.ENOTEMPTY, errno.EEXIST):
        cure = "move it away"
    elif error.errno in (errno.EPERM, errno.EACCES):
        cure = (
            f"have its owner let you replace it, and where 'lsattr {path}' shows an i, have root run 'chattr -i {path}'"
        )
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        cure = "make room on its disk"
    else:
        cure = "have the disk checked"
    why = error.strerror or error
    return Unfolded(
        f"{path} could not be brought up to date ({at}{why}): {cure}; what you save is safe in its log meanwhile"
    )


def unsaved(path: Path, error: OSError) -> StoreProblem:
    """What to say when the disk refused a write."""
    return StoreProblem(f"{path} could not be saved ({error.strerror or error}): nothing was changed")
