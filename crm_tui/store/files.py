"""Where the parts of a store lie, and files that are held open."""

import errno
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain.errors import StoreProblem

_UMASK = threading.Lock()
_MADE_ANEW = (".index", ".lock", ".fold")
_SEGMENT = ".jsonl"


class Files(NamedTuple):
    """The paths that belong to one store."""

    checkpoint: Path
    """The store as plain TinyDB JSON, as of the last fold; the path by which people know the store."""

    keys: Path
    """Derived from the checkpoint; may be deleted at any time."""

    journal: Path
    """The folder of the log, which is the database."""

    lock: Path
    """Held by the one who writes."""

    fold_lock: Path
    """Held by the one who folds."""

    draft: Path
    """The next checkpoint, while it is written."""

    keys_draft: Path
    """The next index, while it is written."""

    before_log: Path
    """The file of the earlier program, kept when its records were taken into the log."""

    building: Path
    """A folder in which the log and checkpoint are made that will take the place of the present ones."""

    @property
    def stranded(self) -> Path | None:
        """A log that was on its way when a replacement was interrupted, or still is; None while the store has one."""
        log = self.building / self.journal.name
        return log if not self.journal.exists() and not self.checkpoint.exists() and log.exists() else None

    @classmethod
    def of(cls, path: Path) -> "Files":
        """Those of the store at ``path``."""
        names = ("", ".index", ".journal", ".lock", ".fold", ".tmp", ".index.tmp", ".before-log", ".new")
        # a third of what with_name takes, at each opening of a store
        return cls(*(Path(f"{path}{name}") for name in names))


class Identity(NamedTuple):
    """Tells one file from the next that takes its name."""

    inode: int
    """Its number on its disk."""

    size: int
    """In bytes."""

    mtime_ns: int
    """Time of change."""

    @classmethod
    def of(cls, found: os.stat_result) -> "Identity":
        """That of a file that was looked at."""
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


def opened(path: Path, flags: int, mode: int) -> int:
    """A file's descriptor; if the file is made, it has exactly this mode whatever the umask."""
    # chmod afterwards would leave a moment, and after a kill for ever, in which a colleague is locked out
    with any_mode():
        return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, mode)


def reading_fd(path: Path | str) -> int:
    """A descriptor for reading a file.

    Raises:
        StoreProblem: something else has its name: a pipe would keep its reader waiting for ever, a device give no end,
            and a segment that is a link can't be written to.
        OSError: it can't be opened.
    """
    link = os.O_NOFOLLOW if str(path).endswith(_SEGMENT) else 0
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | link)
    except OSError as error:
        if link and error.errno == errno.ELOOP and Path(path).is_file():
            raise StoreProblem(
                f"{path} is a link, not a file: "
                f"move the file that it leads to, {os.path.realpath(path)}, into its place"
            ) from None
        # a socket can't be opened at all
        if error.errno == errno.ENXIO:
            refuse_irregular(path, Path(path).stat().st_mode)
        raise
    try:
        refuse_irregular(path, os.fstat(fd).st_mode)
    except StoreProblem:
        os.close(fd)
        raise
    return fd


def content(path: Path) -> bytes:
    """All of a file, which is opened as by ``reading_fd``."""
    with os.fdopen(reading_fd(path), "rb") as file:
        return file.read()


def refuse_irregular(path: Path | str, mode: int) -> None:
    """What has the name of a part of a store must be a file.

    Raises:
        StoreProblem: it is something else; the line says what to do.
    """
    if stat.S_ISREG(mode):
        return
    path = Path(path)
    is_folder = stat.S_ISDIR(mode)
    what = "a directory" if is_folder else "a link" if stat.S_ISLNK(mode) else "a pipe, a socket or a device"
    if path.suffix in _MADE_ANEW:
        cure = "remove it, it is made anew"
    elif path.suffix == _SEGMENT:
        cure = "move it away and restore a backup"
    elif path.parent.suffix == ".papers":
        cure = "move it away and attach the paper again"
    elif Files.of(path).journal.is_dir():
        cure = "move it away, the store is made anew from its log"
    else:
        cure = f"name a file in it, such as {path / 'desk.json'}" if is_folder else "choose another with --store"
    raise StoreProblem(f"{path} is {what}, not a file: {cure}")


@contextmanager
def any_mode() -> Iterator[None]:
    """Modes are taken as they are given inside the block; the umask of the program is as before afterwards."""
    with _UMASK:
        before = os.umask(0)
        try:
            yield
        finally:
            os.umask(before)


class Held:
    """A file held open; it is closed when nobody holds it any more.

    A reader in another thread may still be on the way through a file that the session has left, so nobody closes it.
    """

    __slots__ = ("fd",)

    def __init__(self, fd: int) -> None:
        self.fd = fd

    @classmethod
    def reading(cls, path: Path | str) -> "Held":
        """Opened for reading, as by ``reading_fd``."""
        return cls(reading_fd(path))

    def __del__(self, close: Callable[[int], None] = os.close) -> None:
        # when the interpreter ends, modules may be gone before this is
        close(self.fd)
