"""Writing to the log. Everything here needs the writer's lock, and a cursor that has read to the end."""

import os
import time
from pathlib import Path

from crm_tui.store.chain import head_of, is_torn
from crm_tui.store.cursor import Cursor, segment_path
from crm_tui.store.disk import Disk
from crm_tui.store.files import Held
from crm_tui.store.problems import ReadOnly, damaged, unsaved
from crm_tui.store.sharing import modes

SEGMENT = 1 << 20
"""Bytes after which a fold starts a new segment. Not at each fold: a desk that folds often would gather thousands."""


class Journal:
    """The end of the log, at which lines are added.

    ``failed`` says why this session may not write any more; empty while it may.
    """

    def __init__(self, store: Path, folder: Path, disk: Disk) -> None:
        self._store = store
        self._folder = folder
        self._disk = disk
        self._end: tuple[int, Held] | None = None
        # the hash of the last line that was synced here, while nothing else was done to the file
        self._synced = ""
        self.failed = ""

    def append(self, cursor: Cursor, line: bytes) -> None:
        """Add a line and have it survive a power cut. The cursor stays before it.

        Raises:
            StoreProblem: it could not be added; nothing is left of it.
            ReadOnly: the disk did not confirm a line, now or before.
        """
        if self.failed:
            raise ReadOnly(self.failed)
        try:
            file = self._opened(cursor)
            self._settle(cursor, file)
        except OSError as error:
            raise unsaved(self._store, error) from None
        self._synced = ""
        try:
            self._disk.append(file.fd, line)
        except OSError as error:
            self._withdraw(cursor, file)
            raise unsaved(self._store, error) from None
        try:
            self._disk.sync(file.fd)
        except OSError as error:
            self._give_up(error, "a save", "it was taken back")
            self._withdraw(cursor, file)
            raise ReadOnly(self.failed) from None
        self._synced = head_of(line)

    def start_segment(self, cursor: Cursor) -> None:
        """Have the next line begin a segment, if the present one has grown long.

        Raises:
            StoreProblem: it could not be made; the present one goes on.
        """
        if cursor.offset < SEGMENT:
            return
        try:
            # a line that was withdrawn must not come back behind the back of the next segment
            self._settle(cursor, self._opened(cursor))
            self._create(cursor.seq + 1)
            self._sync_names(cursor.seq + 1)
        except OSError as error:
            raise unsaved(self._store, error) from None

    def close(self) -> None:
        """Let go of the segment at the end."""
        self._end = None

    def _opened(self, cursor: Cursor) -> Held:
        """The segment that the next line belongs to, open for writing."""
        first = cursor.segment or cursor.seq + 1
        if self._end is None or self._end[0] != first or not self._has_its_name(*self._end):
            path = Path(segment_path(self._folder, first))
            if first == 1:
                self._disk.make_folder(self._folder, modes(self._store).folder)
            if not path.exists():
                self._create(first)
            else:
                self._end = first, Held(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW))
        assert self._end is not None
        if not self._whole(cursor):
            # whoever made it may have died before its name was safe
            self._sync_names(first)
        return self._end[1]

    def _has_its_name(self, first: int, file: Held) -> bool:
        """Whether the segment is still part of the log: restoring and redacting put another log in its place."""
        try:
            return Path(segment_path(self._folder, first)).lstat().st_ino == os.fstat(file.fd).st_ino
        except FileNotFoundError:
            return False

    def _create(self, first: int) -> None:
        self._end = first, Held(self._disk.create(Path(segment_path(self._folder, first)), modes(self._store).file))

    def _sync_names(self, first: int) -> None:
        if first == 1:
            self._disk.sync_folder(self._folder.parent)
        self._disk.sync_folder(self._folder)

    def _whole(self, cursor: Cursor) -> int:
        """The bytes of whole lines in the segment at the end."""
        return cursor.offset if self._end is not None and cursor.segment == self._end[0] else 0

    def _settle(self, cursor: Cursor, file: Held) -> None:
        """Have all before the cursor survive a power cut, and nothing stand behind it.

        Whoever wrote the last line may have been killed before its sync. Were it lost while a line behind it is kept,
        the log would be damaged.

        Raises:
            ReadOnly: the disk does not confirm it.
        """
        end = self._whole(cursor)
        size = os.fstat(file.fd).st_size
        if size == end and cursor.head == self._synced:
            return
        if size != end:
            self._drop_torn(cursor, file, os.pread(file.fd, size - end, end))
        try:
            self._disk.sync(file.fd)
        except OSError as error:
            self._give_up(error, "a save before this one", "this one was not begun")
            raise ReadOnly(self.failed) from None
        self._synced = cursor.head

    def _drop_torn(self, cursor: Cursor, file: Held, left: bytes) -> None:
        """Take away what a writer that died left half written; it is kept beside the log as evidence."""
        if not is_torn(left):
            raise damaged(self._folder, f"saved commits lie behind the end of the log at commit {cursor.seq}")
        self._keep_evidence(cursor.seq + 1, left)
        self._disk.truncate(file.fd, self._whole(cursor))

    def _give_up(self, error: OSError, what: str, so: str) -> None:
        """Write no more in this session, as the disk did not confirm ``what``."""
        # after a failed sync the kernel may call lost pages clean: a second one would report success for nothing
        self.failed = (
            f"{self._store}: the disk did not confirm {what} ({error.strerror or error}), so {so}; "
            "this session is for reading only now: check the disk, run 'crm-tui store verify', then open it again"
        )

    def _keep_evidence(self, seq: int, left: bytes) -> None:
        moment = time.time_ns()
        # a clock that stands or goes back must not make two of them one
        while (path := self._folder / f"torn-{seq}-{moment}").exists():
            moment += 1
        fd = self._disk.create(path, modes(self._store).file)
        try:
            self._disk.append(fd, left)
            self._disk.sync(fd)
        finally:
            os.close(fd)
        self._disk.sync_folder(self._folder)

    def _withdraw(self, cursor: Cursor, file: Held) -> None:
        try:
            self._disk.truncate(file.fd, self._whole(cursor))
            if not self.failed:
                # after a power cut, parts of it might else stand in the line that takes its place
                self._disk.sync(file.fd)
        except OSError as error:
            self.failed = self.failed or (
                f"{self._store}: a save failed and could not be taken back ({error.strerror or error}): "
                "open it again to see whether it was kept"
            )
