"""Copying files so that they survive a power cut, and finding the store among what was copied."""

import filecmp
import os
from pathlib import Path

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import step
from crm_tui.store.disk import Disk
from crm_tui.store.files import Held

_CHUNK = 1 << 20
_LOG = ".journal"


def copy(
    disk: Disk, source: Path, target: Path, mode: int, *, size: int | None = None, like: Path | None = None
) -> None:
    """Copy a file, or its first ``size`` bytes. If ``like`` is a copy of the same bytes, it gets a second name instead.

    Raises:
        OSError: it could not be read or written.
    """
    if like is not None and size is None and like.is_file() and filecmp.cmp(source, like, shallow=False):
        disk.link(like, target)
        return
    file = Held.reading(source)
    made = Held(disk.create(target, mode))
    offset, end = 0, os.fstat(file.fd).st_size if size is None else size
    while offset < end and (data := os.pread(file.fd, min(_CHUNK, end - offset), offset)):
        step("kB copied", offset >> 10, end >> 10)
        disk.append(made.fd, data)
        offset += len(data)
    disk.sync(made.fd)


def whole_lines(path: Path) -> int:
    """The bytes of a file up to its last line end."""
    file = Held.reading(path)
    end = os.fstat(file.fd).st_size
    while end:
        begin = max(0, end - _CHUNK)
        at = os.pread(file.fd, end - begin, begin).rfind(b"\n")
        if at >= 0:
            return begin + at + 1
        end = begin
    return 0


def store_in(folder: Path) -> Path | None:
    """The path of the one store that lies in a folder; None if there is none.

    Raises:
        StoreProblem: there are several.
    """
    found = sorted(one for one in folder.iterdir() if one.name.endswith(_LOG) and one.is_dir())
    if len(found) > 1:
        raise StoreProblem(f"{folder} holds several stores ({', '.join(one.name for one in found)}): name one of them")
    return found[0].with_name(found[0].name.removesuffix(_LOG)) if found else None
