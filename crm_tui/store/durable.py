"""Files that are there whole or not at all, whatever ends the process or the machine."""

import contextlib
import os
import stat
from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def replace(path: Path, content: bytes, *, mtime_ns: int | None = None) -> None:
    """Put ``content`` at ``path`` in one step; a reader sees the old file or the new one.

    An existing file hands on its mode and owner, a new one belongs to its maker alone. ``mtime_ns`` sets the time of
    change. Two callers must not replace the same path at once.

    Raises:
        OSError: nothing was replaced, and nothing is left behind.
    """
    draft = path.with_name(f".{path.name}.tmp")
    draft.unlink(missing_ok=True)
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as file:
            _take_after(path, handle)
            file.write(content)
            file.flush()
            if mtime_ns is not None:
                os.utime(handle, ns=(mtime_ns, mtime_ns))
            os.fsync(handle)
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _take_after(path: Path, handle: int) -> None:
    try:
        old = path.stat()
    except FileNotFoundError:
        return
    new = os.fstat(handle)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        try:
            os.fchown(handle, old.st_uid, old.st_gid)
        except PermissionError:
            # only root may give a file away; a colleague's group may still fit
            with contextlib.suppress(PermissionError):
                os.fchown(handle, -1, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode))


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, for the eyes of their maker only; no change if it is there."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for folder in reversed(missing):
        folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
