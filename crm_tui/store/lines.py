"""The log as it lies on disk, line by line, sound or not: for those who check it, copy it or write it anew."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain.progress import step
from crm_tui.store.chain import GENESIS, LINK, Commit, decode, follows, head_of, is_torn
from crm_tui.store.cursor import no_part, segment_path, segments
from crm_tui.store.files import content, reading_fd
from crm_tui.store.problems import Damaged, DamagedLine

_STEP = 1 << 18
"""Bytes of the log between two steps, where a step for each line would cost too much."""


class Line(NamedTuple):
    """One line of a segment."""

    segment: Path
    """The file in which it stands."""

    number: int
    """Its place there, from 1."""

    raw: bytes
    """Its bytes with the line end; without one it was never finished."""

    commit: Commit | None
    """What it says; None if it is not whole."""

    @property
    def where(self) -> str:
        """For people."""
        return f"{self.segment.name} line {self.number}"


def lines(folder: Path) -> Iterator[Line]:
    """Every line of a log, in the order of its segments."""
    paths = [Path(segment_path(folder, first)) for first in segments(folder)]
    size = sum(_size(path) for path in paths)
    done = 0
    for path in paths:
        with os.fdopen(reading_fd(path), "rb") as file:
            for number, raw in enumerate(file, 1):
                step("kB of the log read", done >> 10, (size + 1023) >> 10)
                done += len(raw)
                yield Line(path, number, raw, decode(raw))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        # whoever opens it says what is wrong
        return 0


def check(folder: Path) -> None:
    """Read a whole log, as far as it is finished.

    Raises:
        Damaged: it is not whole.
    """
    head = GENESIS
    for first in segments(folder):
        log, end, told = content(Path(segment_path(folder, first))), 0, 0
        while end < len(log):
            begin, end = end, log.find(b"\n", end) + 1 or len(log)
            if end >= told:
                step("kB of the log checked", begin >> 10, (len(log) + 1023) >> 10)
                told = end + _STEP
            if not follows(log, begin, end, head):
                # what is wrong is looked for only now, as that takes several times as long
                for _ in sound_lines(folder):
                    pass
                return
            head = head_of(log[end - LINK : end])


def sound_lines(folder: Path) -> Iterator[Line]:
    """The lines of a log as far as they follow each other; what was never finished at its end is left out.

    Raises:
        Damaged: it stops being whole before that.
    """
    seq, head = 0, GENESIS
    rest: list[Line] = []
    for line in lines(folder):
        if not rest and line.number == 1 and int(line.segment.stem) != seq + 1:
            raise Damaged(no_part(line.segment, seq))
        if rest or line.commit is None:
            if rest and line.segment != rest[0].segment:
                break
            rest.append(line)
            continue
        if (line.commit.seq, line.commit.prev) != (seq + 1, head):
            raise DamagedLine(line.segment, line.number, seq, f"it does not follow commit {seq}")
        yield line
        seq, head = line.commit.seq, line.commit.hash
    else:
        if is_torn(b"".join(line.raw for line in rest)):
            return
    raise DamagedLine(rest[0].segment, rest[0].number, seq)
