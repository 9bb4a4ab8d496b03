"""Another log and checkpoint in the place of the present ones, while sessions are open.

It is made beside the store, checked, and takes its place by names alone. The log changes hands in one step, and the
checkpoint is away meanwhile, so that at each moment a power cut leaves a store: the one before or the new one.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import step, watched
from crm_tui.store import sharing
from crm_tui.store.cursor import segment_path
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.files import Files
from crm_tui.store.fold import fold
from crm_tui.store.lock import PATIENCE, Lock
from crm_tui.store.problems import Unfolded, stranded, unsaved
from crm_tui.store.storage import JournalStorage
from crm_tui.store.verify import Verified, verify


class Segmented(NamedTuple):
    """A line for a new log."""

    first: int
    """The number of the first commit of its segment."""

    raw: bytes
    """Its bytes with the line end."""


@contextmanager
def nobody_else(path: Path, by: str, *, patience: float = PATIENCE) -> Iterator[None]:
    """Nobody saves or folds at this store inside the block. The store may be damaged, or not there.

    Raises:
        Busy: somebody else went on for too long.
    """
    files = Files.of(path)
    held = [Lock(one, by, store=path) for one in (files.fold_lock, files.lock)]
    try:
        # a fold takes them in this order
        with held[0].hold(patience), held[1].hold(patience):
            yield
    finally:
        for one in held:
            one.close()


class Replacement:
    """A new store for a path, in the making. To be used while nobody else writes there."""

    def __init__(self, path: Path, *, by: str, indexes: Indexes, disk: Disk | None = None) -> None:
        self.path = path
        self._disk = disk or Disk()
        self._by = by
        self._indexes = indexes
        self._old = Files.of(path)
        self._modes = sharing.modes(path)
        self._new = Files.of(self._old.building / path.name)
        self._stands = False

    @contextmanager
    def making(self) -> Iterator[None]:
        """The folder for it is there inside the block, and away afterwards.

        Raises:
            StoreProblem: something could not be written. The line says whether the new store stands already; what was
                there before is then left in the folder.
        """
        if log := self._old.stranded:
            raise stranded(log, self._old.journal)
        try:
            self._drop(self._old.building)
            self._disk.make_folder(self._old.building, self._modes.folder)
            yield
        except OSError as error:
            if self._stands:
                raise StoreProblem(
                    f"{self.path}: what was made stands in its place, but the change could not be finished "
                    f"({error.strerror or error}): move {self._old.building} away if it is there, it may hold the log "
                    "that was replaced, and run 'crm-tui store verify'"
                ) from None
            self._drop(self._old.building)
            raise unsaved(Path(error.filename or self.path), error) from None
        except BaseException:
            self._drop(self._old.building)
            raise
        self._drop(self._old.building)

    def write(self, lines: Iterable[Segmented], finish: Callable[[JournalStorage], None]) -> Verified:
        """Make a log of these lines, let ``finish`` add to it, fold it, and check all of it.

        Raises:
            StoreProblem: what was made is not sound.
        """
        self._write_log(lines)
        # the records of a later program are copied without a look at them
        storage = JournalStorage(
            self._new.checkpoint, by=self._by, indexes=self._indexes, disk=self._disk, schema=sys.maxsize
        )
        with storage.alone():
            finish(storage)
        try:
            fold(storage, anew=True)
        except Unfolded as problem:
            raise StoreProblem(f"{self.path} could not be replaced, and nothing was changed: {problem}") from None
        finally:
            storage.close()
        for made in (self._new.checkpoint, self._new.keys):
            made.chmod(self._modes.file)
        found = verify(self._new.checkpoint, indexes=self._indexes, papers=False)
        if found.findings:
            raise StoreProblem(f"what was made for {self.path} is not sound ({found.findings[0]}): nothing was changed")
        return found

    def take_its_place(self, aside: Path | None) -> None:
        """Put what was made where the store is. What was there goes into the new folder ``aside``, or away.

        Nobody breaks that off: until it begins nothing was changed, and then all of it is done.
        """
        with watched(None):
            self._exchange(aside)

    def _exchange(self, aside: Path | None) -> None:
        old, new, parent = self._old, self._new, self.path.parent
        if aside is not None:
            self._disk.make_folder(aside, self._modes.folder)
        self._put(old.checkpoint, aside)
        self._disk.remove(old.keys)
        self._disk.sync_folder(parent)
        if old.journal.exists():
            self._disk.exchange(new.journal, old.journal)
            self._stands = True
            self._disk.sync_folder(parent)
            self._put(new.journal, aside)
        else:
            self._disk.rename(new.journal, old.journal)
            self._stands = True
            self._disk.sync_folder(parent)
        self._disk.rename(new.checkpoint, old.checkpoint)
        self._disk.rename(new.keys, old.keys)
        self._disk.sync_folder(parent)

    def _put(self, path: Path, aside: Path | None) -> None:
        if aside is None:
            self._drop(path)
        elif path.exists():
            self._disk.rename(path, aside / path.name)
            self._disk.sync_folder(aside)

    def _drop(self, path: Path) -> None:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            self._disk.remove(path)

    def _write_log(self, lines: Iterable[Segmented]) -> None:
        folder = self._new.journal
        self._disk.make_folder(folder, self._modes.folder)
        fd, open_for = -1, 0
        try:
            for number, line in enumerate(lines, 1):
                step("commits written", number)
                if line.first != open_for:
                    if fd >= 0:
                        self._disk.sync(fd)
                        os.close(fd)
                    fd = self._disk.create(Path(segment_path(folder, line.first)), self._modes.file)
                    open_for = line.first
                self._disk.append(fd, line.raw)
            if fd >= 0:
                self._disk.sync(fd)
        finally:
            if fd >= 0:
                os.close(fd)
        self._disk.sync_folder(folder)
        self._disk.sync_folder(folder.parent)
