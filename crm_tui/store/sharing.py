"""Who else may use a store: the permissions of its files, and where it may not lie."""

import contextlib
import os
import stat
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain.errors import StoreProblem

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "glusterfs"}
_NETWORK |= {f"fuse.{name}" for name in ("sshfs", "rclone", "s3fs", "davfs2", "glusterfs", "smbnetfs")}
_MOUNTS = Path("/proc/self/mountinfo")


class Modes(NamedTuple):
    """The permissions of what the store makes."""

    file: int
    """Of a file."""

    folder: int
    """Of a folder."""


PRIVATE = Modes(0o600, 0o700)
"""For the eyes of their maker only."""

_SHARED = Modes(0o660, 0o2770)


def modes(store: Path) -> Modes:
    """The permissions of new files of a store: those of the store, and before there is one, what its folder lets in."""
    try:
        file = stat.S_IMODE(store.stat().st_mode) & 0o666
    except OSError:
        return _SHARED if _is_shared(store.parent) else PRIVATE
    # who may read a file may enter the folder it lies in
    return Modes(file, file | (file & 0o444) >> 2 | (stat.S_ISGID if file & stat.S_IWGRP else 0))


def fault(store: Path) -> str:
    """What is to be mended before several people can save at this store, in one line; empty if nothing."""
    folder = store.parent
    try:
        found = folder.stat()
    except OSError:
        return ""
    if _is_shared(folder) and not found.st_mode & stat.S_ISGID and found.st_gid != os.getegid():
        return (
            f"{folder}: its group may write here, but would be locked out of what you save: "
            f"have its owner run chmod g+s {folder}"
        )
    return ""


def refuse_network(store: Path) -> None:
    """A store must lie on a disk of this host.

    On a network neither locks nor appended lines nor new names reach another host in the order in which they were made.

    Raises:
        StoreProblem: it doesn't.
    """
    kind = filesystem(store.parent)
    if kind in _NETWORK:
        raise StoreProblem(f"{store} lies on a network file system ({kind}): choose a place on a disk of this host")


def filesystem(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The kind of file system that a folder lies on; empty where the system doesn't tell."""
    try:
        lines = mounts.read_text(errors="surrogateescape").splitlines()
    except OSError:
        return ""
    with contextlib.suppress(OSError):
        device = folder.stat().st_dev
        number = f"{os.major(device)}:{os.minor(device)}"
        for line in lines:
            if number in line and line.split(" ", 3)[2] == number:
                return line.partition(" - ")[2].split(" ")[0]
    # parts of one disk may have numbers of their own that stand nowhere; then the place tells
    path = f"{os.path.realpath(folder)}/"
    best, kind = "", ""
    for line in lines:
        fields, _, after = line.partition(" - ")
        # spaces and the like stand as octal numbers in this file
        point = fields.split(" ")[4].replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n")
        point = point.replace("\\134", "\\").rstrip("/") + "/"
        # of two at one place the later one covers the other
        if path.startswith(point) and len(point) >= len(best):
            best, kind = point, after.split(" ")[0]
    return kind


def _is_shared(folder: Path) -> bool:
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    # a folder in which everybody may write, such as /tmp, is nobody's desk
    return bool(mode & stat.S_IWGRP) and not mode & stat.S_IWOTH
