"""A reader's place in the log."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from crm_tui.store.chain import GENESIS, LINK, Commit, decode, is_torn, link
from crm_tui.store.files import Held
from crm_tui.store.problems import DamagedLine, Withdrawn, damaged

_SEGMENT = re.compile(r"[0-9]{12}\.jsonl")


def segment_path(folder: Path, first: int) -> str:
    """The segment whose first commit has this number, as text: a Path costs as much as the look at the log itself."""
    return f"{folder}/{first:012d}.jsonl"


def segments(folder: Path) -> list[int]:
    """The first numbers of the segments in a log's folder, in order; empty while there is no folder."""
    try:
        # each opening of a store looks here, and a Path for each name would cost more than the look
        return sorted(int(name[:12]) for name in os.listdir(folder) if _SEGMENT.fullmatch(name))  # noqa: PTH208
    except FileNotFoundError:
        return []


def no_part(segment: Path, seq: int) -> str:
    """What to say of a segment that does not belong where it stands, behind commit ``seq``."""
    return (
        f"{segment} does not follow commit {seq}, the last one before it: move it away if it is no "
        "part of the log, else restore a backup"
    )


class Cursor:
    """Right behind commit ``seq``, whose hash is ``head``, at byte ``offset`` of the segment ``segment``.

    ``segment`` is the number of its first commit, 0 while the log has none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seq = 0
        self.head = GENESIS
        self.segment = 0
        self.offset = 0
        self._file: Held | None = None
        self._path = ""
        self._inode = 0

    def seek(self, seq: int, head: str | None, *, segment: int = 0, offset: int = 0) -> None:
        """Go right behind commit ``seq``. Its hash must be ``head`` (None: any).

        ``segment`` and ``offset`` say where it was once seen; it is looked for when it isn't there.

        Raises:
            Damaged: the log has no such commit.
        """
        if segment and head and self._stands_at(segment, offset, head):
            self.seq, self.head, self.segment, self.offset = seq, head, segment, offset
            return
        found = segments(self._folder)
        before = [first for first in found if first <= max(seq, 1)]
        if not before:
            if found or seq:
                raise damaged(self._folder, f"commit {found[0] - 1 if found else seq} of the log is missing")
            return
        self._enter(before[-1])
        self.seq, self.head = before[-1] - 1, GENESIS if before[-1] == 1 else ""
        if self.seq < seq:
            for _ in self._lines():
                # the cursor moves past a commit when the next one is asked for
                if self.seq == seq:
                    break
        if self.seq != seq or head not in (None, self.head):
            raise damaged(self._folder, f"the log holds no commit {seq} as the store knows it")

    def read(self) -> Iterator[Commit]:
        """The whole commits behind the cursor, which moves past each when the next one is asked for.

        So a commit whose taking in was interrupted is read again. What an unfinished or dead writer left at the end is
        not read.

        Raises:
            Withdrawn: the log does not continue what was read before.
            Damaged: a line was saved whole, and is so no more.
        """
        while True:
            if self._file is not None:
                yield from self._lines()
            if not self._next():
                return

    def read_own(self) -> Iterator[Commit]:
        """As ``read``, for a line that was just added here: no later segment is looked for."""
        if self._file is None:
            self._next()
        yield from self._lines()

    def lies_beyond(self) -> int:
        """The number of a later segment that reading did not reach; 0 if there is none."""
        return next((first for first in segments(self._folder) if first > self.seq + 1), 0)

    def _stands_at(self, segment: int, offset: int, head: str) -> bool:
        try:
            self._enter(segment)
        except FileNotFoundError:
            return False
        assert self._file is not None
        return offset >= LINK and os.pread(self._file.fd, LINK, offset - LINK) == link(head)

    def _enter(self, first: int) -> None:
        path = segment_path(self._folder, first)
        self._file = Held.reading(path)
        # as long as it is held no other file gets its number
        self._path, self._inode = path, os.fstat(self._file.fd).st_ino
        self.segment, self.offset = first, 0

    def _next(self) -> bool:
        if self.segment == self.seq + 1:
            return False
        try:
            self._enter(self.seq + 1)
        except FileNotFoundError:
            return False
        return True

    def _lines(self) -> Iterator[Commit]:
        size = self._size()
        if size < self.offset:
            raise Withdrawn("the log is shorter than it was")
        # a line may have been withdrawn and another, even of the same length, stand in its place
        back = LINK if self.offset else 0
        assert self._file is not None
        data = os.pread(self._file.fd, size - self.offset + back, self.offset - back)
        if back and data[:back] != link(self.head):
            raise Withdrawn("the last line that was read is gone")
        at = back
        while end := data.find(b"\n", at) + 1:
            commit = decode(data[at:end])
            if commit is None:
                break
            if commit.seq != self.seq + 1 or self.head not in ("", commit.prev):
                raise Withdrawn(f"commit {commit.seq} does not follow commit {self.seq}")
            yield commit
            self.seq, self.head, self.offset = commit.seq, commit.hash, self.offset + end - at
            at = end
        if rest := data[at:]:
            self._refuse_damage(rest)

    def _size(self) -> int:
        """Of the segment, which must still be the one that has the name: restoring and redacting put another there."""
        try:
            # a Path costs as much as the rest of a look at the log
            found = os.lstat(self._path)
        except FileNotFoundError:
            raise Withdrawn("the log is gone") from None
        if found.st_ino != self._inode:
            raise Withdrawn("another log has taken its place")
        return found.st_size

    def _refuse_damage(self, rest: bytes) -> None:
        if is_torn(rest):
            return
        assert self._file is not None
        number = os.pread(self._file.fd, self.offset, 0).count(b"\n") + 1
        after = ", with whole commits after it" if rest.count(b"\n") > 1 else ""
        raise DamagedLine(Path(self._path), number, self.seq, f"it does not fit its hash{after}")
