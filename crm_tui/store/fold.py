"""Folding: what the log holds becomes a new checkpoint, while others go on writing."""

import contextlib
import os
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from crm_tui.domain.progress import step, watched
from crm_tui.store import checkpoint, index
from crm_tui.store.files import Held
from crm_tui.store.moment import utc_now
from crm_tui.store.problems import Busy, Unfolded, unfolded
from crm_tui.store.schema import META
from crm_tui.store.sharing import modes
from crm_tui.store.state import State

if TYPE_CHECKING:
    from crm_tui.store.storage import JournalStorage

SMALL = 10_000
"""Documents up to which folding takes so little time that it is done in passing."""

LONG = 5_000
"""Commits after the checkpoint from which on a large store is folded too, as each opening reads them all."""

LONG_IN_BYTES = 4 << 20
"""Bytes of the log after the checkpoint that weigh as much."""


def fold(storage: "JournalStorage", *, anew: bool = False) -> bool:
    """Write a checkpoint of the present state. False if there was no need, or somebody else is at it.

    Writers wait only while it begins and while it takes its name. A crash at any point leaves the old checkpoint or the
    new one, both right. ``anew`` writes one even if nothing changed.

    Raises:
        StoreProblem: it could not be written; the old one stays, and the log holds everything.
    """
    # asked first, so that a session that may not write makes no lock
    with storage.alone():
        if not _is_needed(storage, anew):
            return False
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(storage.fold_lock.hold(0))
        except Busy:
            return False
        try:
            return _fold(storage, anew)
        except OSError as error:
            raise unfolded(storage.path, error) from None


def is_due(storage: "JournalStorage") -> bool:
    """Whether there is something to fold, and this session may do it."""
    return not storage.read_only and _is_needed(storage, anew=False)


def is_small(storage: "JournalStorage") -> bool:
    """Whether folding takes so little time that somebody may wait for it."""
    return sum(storage.count(name) for name in storage.names()) <= SMALL


def is_long(storage: "JournalStorage") -> bool:
    """Whether even a large store is worth folding: much was logged since, or each opening makes its index anew."""
    commits, size = storage.tail
    return commits >= LONG or size >= LONG_IN_BYTES or not storage.has_index


def _is_needed(storage: "JournalStorage", anew: bool) -> bool:
    return storage.seq > 0 and (anew or storage.changes > 0)


def _fold(storage: "JournalStorage", anew: bool) -> bool:
    disk, files, mode = storage.disk, storage.files, modes(storage.path).file
    with storage.alone():
        # another session may have folded while this one came
        if not _is_needed(storage, anew):
            return False
        state, cursor = storage.frozen(), storage.cursor
        header: dict[str, Any] = {
            "format": checkpoint.FORMAT,
            "seq": cursor.seq,
            "head": cursor.head,
            "at": utc_now(),
            "segment": cursor.segment,
            "offset": cursor.offset,
            "ids": state.last_ids,
        }
        storage.journal.start_segment(cursor)
    try:
        for left in (files.draft, files.keys_draft):
            disk.remove(left)
        draft = Held(disk.create(files.draft, mode))
        written = checkpoint.write(disk, draft.fd, header, _tables(state), storage.indexed)
        disk.sync(draft.fd)
        found = os.fstat(draft.fd)
        if found.st_size != written.size or checkpoint.read_header(draft.fd) != header:
            raise Unfolded(f"{files.draft} did not reach the disk whole: {files.checkpoint} stays as it was")
        of = index.identity(header["head"], found.st_size, found.st_mtime_ns, storage.indexed)
        index_draft = Held(disk.create(files.keys_draft, mode))
        index.write(disk, index_draft.fd, written.tables, of)
        # it is believed without being read through
        disk.sync(index_draft.fd)
        with watched(None), storage.alone():
            # noted before it is seen: a checkpoint that nobody has announced is none of ours
            mark = {"seq": header["seq"], "head": header["head"], "bytes": written.size, "sha256": written.sha256}
            storage.append([], fold=mark)
            disk.rename(files.draft, files.checkpoint)
            disk.rename(files.keys_draft, files.keys)
            disk.sync_folder(files.checkpoint.parent)
            storage.refresh()
    finally:
        for left in (files.draft, files.keys_draft):
            disk.remove(left)
    return True


def _tables(state: State) -> Iterator[tuple[str, Iterator[tuple[int, bytes]]]]:
    names = state.names()
    of, done = sum(map(state.count, names)), count(1)

    def rows(name: str) -> Iterator[tuple[int, bytes]]:
        for one in state.scan(name):
            step("records written", next(done), of)
            yield one

    yield META, state.scan(META)
    for name in names:
        yield name, rows(name)
