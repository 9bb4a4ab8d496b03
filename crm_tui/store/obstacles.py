"""What would keep a save from succeeding, seen before anybody types."""

import os
from pathlib import Path

from crm_tui.store.files import Files

_ROOM = 64 * 1024
"""Bytes that must be free: enough for a save of some records. A fold takes as many as the store has."""


def obstacle(store: Path) -> str:
    """Why nothing can be saved at this store just now and what to do, in one line; empty while nothing is in the way.

    Looked for anew each time, so that it goes away with its cause.
    """
    journal = Files.of(store).journal
    folder = _there(journal)
    try:
        disk = os.statvfs(folder)
    except OSError:
        return ""
    if disk.f_flag & os.ST_RDONLY:
        return f"{store} lies on a disk that is mounted for reading only: have it mounted for writing to save anything"
    if not os.access(folder, os.W_OK | os.X_OK) or not all(map(_writable, (*_segments(journal), Files.of(store).lock))):
        return f"you may read {store} but not change it: ask its owner to let you write to save anything"
    free = disk.f_bfree if os.geteuid() == 0 else disk.f_bavail
    if free * disk.f_frsize < _ROOM:
        return f"the disk with {store} is full: nothing can be saved until somebody makes room on it"
    return ""


def _there(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _segments(journal: Path) -> list[Path]:
    # the last one is the one that is written
    return sorted(journal.glob("*.jsonl"))[-1:]


def _writable(path: Path) -> bool:
    return not path.exists() or os.access(path, os.W_OK)
