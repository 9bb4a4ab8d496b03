"""Every change that the store makes on a disk, in one class that a test can record or break."""

import errno
import os
from pathlib import Path

from crm_tui.store.files import any_mode, opened

# of Linux, for a call that Python does not know: <fcntl.h>, <linux/fs.h>
_HERE = -100
_RENAME_EXCHANGE = 2


class Disk:
    """The operations on which the safety of a store rests. Each raises OSError when the disk refuses.

    Only two of them promise anything after a power cut: ``sync`` the content of a file, ``sync_folder`` the names in a
    folder.
    """

    def create(self, path: Path, mode: int) -> int:
        """A new file to append to, with exactly this mode whatever the umask; FileExistsError if the name is taken."""
        return opened(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, mode)

    def append(self, fd: int, data: bytes) -> None:
        """Write at the end of a file, all of it or an error."""
        if os.write(fd, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def sync(self, fd: int) -> None:
        """Have what was written survive a power cut."""
        os.fdatasync(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut a file to ``size`` bytes."""
        os.ftruncate(fd, size)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name, in one step; a file that has the name loses it."""
        old.rename(new)

    def exchange(self, one: Path, other: Path) -> None:
        """Have two files or folders take each other's name in one step; in two where the system can't."""
        # needed once in a long while, and slow to load
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        if hasattr(libc, "renameat2"):
            names = os.fsencode(one), os.fsencode(other)
            if libc.renameat2(_HERE, names[0], _HERE, names[1], _RENAME_EXCHANGE) == 0:
                return
            if ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))
        between = one.with_name(f"{one.name}.between")
        one.rename(between)
        other.rename(one)
        between.rename(other)

    def link(self, old: Path, new: Path) -> None:
        """Give a file a second name; FileExistsError if it is taken."""
        new.hardlink_to(old)

    def remove(self, path: Path) -> None:
        """Take a name away; no change if it is not there."""
        path.unlink(missing_ok=True)

    def make_folder(self, path: Path, mode: int) -> None:
        """A new folder with this mode, which keeps a group that it inherits; no change if it is there."""
        with any_mode():
            path.mkdir(mode, exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Have the names in a folder survive a power cut."""
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
