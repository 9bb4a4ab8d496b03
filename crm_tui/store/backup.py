"""Copies of a store made while others work with it, and how many of them are kept."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import each
from crm_tui.store.copies import copy, whole_lines
from crm_tui.store.cursor import segment_path, segments
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.files import Files
from crm_tui.store.lock import Lock
from crm_tui.store.papers import PaperFolder
from crm_tui.store.problems import reading, unreadable, unsaved
from crm_tui.store.sharing import PRIVATE
from crm_tui.store.verify import Verified, verify

DAILY, WEEKLY, MONTHLY = 7, 5, 12
"""Of so many days, weeks and months that have backups the last one is kept."""

_MOMENT = "%Y%m%dT%H%M%SZ"
_ATTEMPTS = 3
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy that was made."""

    path: Path
    """The folder in which it lies; nothing is there if it was not sound."""

    verified: Verified
    """What checking the copy found."""

    dropped: tuple[Path, ...]
    """Earlier ones that were removed, as newer ones stand for their days."""


def backup(path: Path, folder: Path, *, by: str, indexes: Indexes, now: datetime, disk: Disk | None = None) -> Backup:
    """Copy a store with its papers into a new folder inside ``folder``, check the copy, and drop what is too old.

    No lock of the store is held. A copy that is not sound is removed, and then no earlier one is dropped.

    Raises:
        StoreProblem: there is no store, the copy could not be written, or one that is too old not be removed.
    """
    disk = disk or Disk()
    with reading(path):
        if not path.exists() and not Files.of(path).journal.exists():
            raise StoreProblem(f"there is no store at {path}: check --store")
    _refuse_own(path, folder)
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unsaved(folder, error) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreProblem(f"you may not write into {folder}: name another folder, or ask its owner to let you")
    file = folder / f".{path.stem}.lock"
    lock = Lock(file, by, store=file)
    try:
        with lock.hold(_PATIENCE):
            try:
                return _made(path, folder, indexes, now, disk)
            finally:
                disk.remove(file)
    except OSError as error:
        named = Path(error.filename or folder)
        if named.is_relative_to(folder):
            why = f"{folder} could not be written ({error.strerror or error})"
        else:
            why = str(unreadable(named, error))
        raise StoreProblem(f"no backup was made: {why}; earlier ones are as they were") from None
    finally:
        lock.close()
        if is_new:
            # a folder that holds a backup stays
            with contextlib.suppress(OSError):
                folder.rmdir()


def _refuse_own(path: Path, folder: Path) -> None:
    """A backup inside the store would be lost with it, or be taken for a part of it."""
    # by a call that a link to itself does not stop: the backup says what is wrong with it
    target, beside, *parts = (
        Path(os.path.realpath(one)) for one in (folder, path.parent, Files.of(path).journal, PaperFolder(path).path)
    )
    if target == beside or any(map(target.is_relative_to, parts)):
        raise StoreProblem(f"{folder} belongs to the store itself: name a folder elsewhere, best on another disk")


def backups(folder: Path, stem: str) -> dict[datetime, Path]:
    """The backups of a store in a folder, by when they were made, earliest first."""
    found = {}
    for one in folder.iterdir():
        name, _, moment = one.name.rpartition("-")
        if name == stem and one.is_dir():
            try:
                found[datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)] = one
            except ValueError:
                continue
    return dict(sorted(found.items()))


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Those backups that are kept: the last one of each of the last 7 days, 5 weeks and 12 months that have any."""
    latest_first = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    periods: list[tuple[int, Callable[[datetime], object]]] = [
        (DAILY, lambda one: one.date()),
        (WEEKLY, lambda one: one.isocalendar()[:2]),
        (MONTHLY, lambda one: (one.year, one.month)),
    ]
    for count, period in periods:
        last_of: dict[object, datetime] = {}
        for moment in latest_first:
            last_of.setdefault(period(moment), moment)
        kept.update(list(last_of.values())[:count])
    return kept


def _made(path: Path, folder: Path, indexes: Indexes, now: datetime, disk: Disk) -> Backup:
    moment = now.astimezone(UTC).replace(microsecond=0)
    earlier = backups(folder, path.stem)
    while moment in earlier:
        moment += timedelta(seconds=1)
    partial = folder / f".{path.stem}-partial"
    target = folder / f"{path.stem}-{moment:{_MOMENT}}"
    try:
        found = _checked_copy(path, partial, next(reversed(earlier.values()), None), indexes, disk)
        if found.findings:
            return Backup(target, found, ())
        disk.rename(partial, target)
        disk.sync_folder(folder)
    finally:
        _drop(partial)
    # no step of what follows may break it off: the backup stands
    kept = to_keep((*earlier, moment))
    dropped = tuple(one for made, one in earlier.items() if made not in kept)
    for one in dropped:
        try:
            shutil.rmtree(one)
        except OSError as error:
            why = error.strerror or error
            raise StoreProblem(f"{target} was made, but {one} could not be removed ({why}): remove it") from None
    return Backup(target, found, dropped)


def _checked_copy(path: Path, into: Path, last: Path | None, indexes: Indexes, disk: Disk) -> Verified:
    """Copy the store until a copy is sound; what was found in the last one, told of the store itself."""

    def of_store(line: str) -> str:
        return line.replace(str(into / path.name), str(path))

    for attempt in range(_ATTEMPTS):
        _drop(into)
        try:
            _copy(path, into, last, disk)
        except FileNotFoundError:
            # a restore or a redaction has put another log there meanwhile
            if attempt == _ATTEMPTS - 1:
                raise
            continue
        try:
            found = verify(into / path.name, indexes=indexes)
        except StoreProblem as problem:
            raise StoreProblem(f"no backup was made: {of_store(str(problem))}") from None
        if not found.findings:
            break
    return replace(found, findings=tuple(map(of_store, found.findings)), notes=tuple(map(of_store, found.notes)))


def _drop(partial: Path) -> None:
    if partial.exists():
        shutil.rmtree(partial)


def _copy(path: Path, into: Path, last: Path | None, disk: Disk) -> None:
    """The checkpoint first, then the log, which holds more, then the papers, which are kept before they are named."""
    source, target = Files.of(path), Files.of(into / path.name)
    disk.make_folder(into, PRIVATE.folder)
    disk.make_folder(target.journal, PRIVATE.folder)
    if source.checkpoint.exists():
        copy(disk, source.checkpoint, target.checkpoint, PRIVATE.file, like=last and last / path.name)
    firsts = segments(source.journal)
    for first in firsts:
        segment = Path(segment_path(source.journal, first))
        # the last one may be growing, with a line that is not finished
        size = whole_lines(segment) if first == firsts[-1] else None
        like = last / target.journal.name / segment.name if last else None
        copy(disk, segment, target.journal / segment.name, PRIVATE.file, size=size, like=like)
    papers, copies = PaperFolder(path), PaperFolder(target.checkpoint)
    disk.make_folder(copies.path, PRIVATE.folder)
    for paper in each("papers copied", papers.kept()):
        like = last / copies.path.name / paper.name if last else None
        copy(disk, paper, copies.path / paper.name, PRIVATE.file, like=like)
    for one in (target.journal, copies.path, into):
        disk.sync_folder(one)
