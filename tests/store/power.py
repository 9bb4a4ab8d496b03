"""A disk that notes what is done to it, and what it may hold when the power fails at any moment of that.

The model is harder than any real file system: what was not synced may be there whole, in part, as zeros or with some
of its sectors lost, be it written or cut off; names that were not synced may be there or not, each change of them
on its own and in any order; one change is there or not as a whole, if it takes names in two folders too.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crm_tui.store.disk import Disk

_SECTOR = 64
"""Less than any disk's, so that the short lines of these tests have several."""

Names = dict[tuple[int, str], int]
"""The number of what stands under each name of each folder. Folders have numbers below zero."""

_ROOT = -1


@dataclass
class Step:
    """One thing that was done: ``write``, ``cut``, ``sync``, ``name``, ``names`` (of a folder, synced) or ``ack``."""

    kind: str
    file: int = 0
    data: bytes = b""
    given: dict[tuple[int, str], int] = field(default_factory=dict)
    taken: tuple[tuple[int, str], ...] = ()
    number: int = 0


class Recorder(Disk):
    """A disk that does as it is told and notes it; ``drop`` says for which files and folders it leaves a sync out.

    What lies in ``root`` at first is on the disk for good.
    """

    def __init__(self, drop: Callable[[str], bool], root: Path) -> None:
        self.steps: list[Step] = []
        self._drop = drop
        self._numbers: dict[int, int] = {root.stat().st_ino: _ROOT}
        self.before: Names = {}
        self.contents: dict[int, bytes] = {}
        self.mtimes: dict[int, int] = {}
        for path in sorted(root.rglob("*")):
            number = self._new(path)
            self.before[self._name(path)] = number
            if path.is_file():
                self.contents[number] = path.read_bytes()
                self.mtimes[number] = path.stat().st_mtime_ns

    def create(self, path: Path, mode: int) -> int:
        fd = super().create(path, mode)
        self.steps.append(Step("name", given={self._name(path): self._new(path)}))
        return fd

    def append(self, fd: int, data: bytes) -> None:
        super().append(fd, data)
        self.steps.append(Step("write", file=self._number(fd), data=data))

    def sync(self, fd: int) -> None:
        super().sync(fd)
        number = self._number(fd)
        self.mtimes[number] = os.fstat(fd).st_mtime_ns
        if not self._drop(self._called(fd)):
            self.steps.append(Step("sync", file=number))

    def truncate(self, fd: int, size: int) -> None:
        super().truncate(fd, size)
        self.steps.append(Step("cut", file=self._number(fd), number=size))

    def rename(self, old: Path, new: Path) -> None:
        names, number = (self._name(old), self._name(new)), self._number(old)
        super().rename(old, new)
        self.steps.append(Step("name", given={names[1]: number}, taken=names[:1]))

    def exchange(self, one: Path, other: Path) -> None:
        given = {self._name(one): self._number(other), self._name(other): self._number(one)}
        super().exchange(one, other)
        self.steps.append(Step("name", given=given))

    def link(self, old: Path, new: Path) -> None:
        super().link(old, new)
        self.steps.append(Step("name", given={self._name(new): self._number(new)}))

    def remove(self, path: Path) -> None:
        if path.exists():
            super().remove(path)
            self.steps.append(Step("name", taken=(self._name(path),)))

    def make_folder(self, path: Path, mode: int) -> None:
        if not path.exists():
            super().make_folder(path, mode)
            self.steps.append(Step("name", given={self._name(path): self._new(path)}))

    def sync_folder(self, path: Path) -> None:
        super().sync_folder(path)
        if not self._drop(f"{path}/"):
            self.steps.append(Step("names", file=self._number(path)))

    def acknowledged(self, number: int) -> None:
        """From now on the state with this number must never be lost."""
        self.steps.append(Step("ack", number=number))

    def _called(self, fd: int) -> str:
        return str(Path(f"/proc/self/fd/{fd}").readlink())

    def _new(self, path: Path) -> int:
        # numbers of inodes are used again; these are not
        number = len(self._numbers) + 1 + 10_000 * len(self.steps)
        self._numbers[path.stat().st_ino] = -number if path.is_dir() else number
        return self._number(path)

    def _number(self, of: Path | int) -> int:
        return self._numbers[os.stat(of).st_ino]  # noqa: PTH116 # of a file that is open too

    def _name(self, path: Path) -> tuple[int, str]:
        return self._number(path.parent), path.name


@dataclass
class Held:
    """What one file holds, and what of it is safe."""

    safe: bytes = b""
    now: bytes = b""


@dataclass
class Machine:
    """A disk on which steps are done, until its power fails."""

    names: Names = field(default_factory=dict)
    files: dict[int, Held] = field(default_factory=dict)
    unsafe: list[Step] = field(default_factory=list)
    acknowledged: int = 0

    def take(self, step: Step) -> None:
        held = self.files.setdefault(step.file, Held())
        if step.kind == "write":
            held.now += step.data
        elif step.kind == "cut":
            held.now = held.now[: step.number]
        elif step.kind == "sync":
            held.safe = held.now
        elif step.kind == "name":
            self.unsafe.append(step)
        elif step.kind == "ack":
            self.acknowledged = step.number
        else:
            for one in [one for one in self.unsafe if step.file in _folders(one)]:
                _do(self.names, one)
                self.unsafe.remove(one)

    def after_power_cut(self, chance: random.Random) -> tuple[Names, dict[int, bytes]]:
        """Names and contents as they may be found."""
        names = dict(self.names)
        for step in self.unsafe:
            if chance.random() < 0.5:
                _do(names, step)
        return names, {number: _found(held, chance) for number, held in self.files.items()}


def cuts(recorder: Recorder, chance: random.Random, target: Path, each: int = 2) -> Iterator[int]:
    """Lay out in ``target`` what a power cut may leave after every step, ``each`` times over.

    Yields the number of the last state that was acknowledged by then.
    """
    machine = Machine(dict(recorder.before))
    machine.files = {number: Held(content, content) for number, content in recorder.contents.items()}
    for step in (Step("ack"), *recorder.steps):
        machine.take(step)
        for _ in range(each):
            shutil.rmtree(target)
            target.mkdir()
            names, contents = machine.after_power_cut(chance)
            _lay_out(names, contents, recorder.mtimes, chance, target, _ROOT)
            yield machine.acknowledged


def _lay_out(
    names: Names, contents: dict[int, bytes], mtimes: dict[int, int], chance: random.Random, target: Path, folder: int
) -> None:
    for (parent, name), number in sorted(names.items()):
        place = target / name
        if parent != folder:
            continue
        if number < 0:
            place.mkdir()
            _lay_out(names, contents, mtimes, chance, place, number)
            continue
        place.write_bytes(contents.get(number, b""))
        # most file systems keep the time of a file that was synced
        if number in mtimes and chance.random() < 0.8:
            os.utime(place, ns=(mtimes[number], mtimes[number]))


def _folders(step: Step) -> set[int]:
    """Those of which a sync makes this change of names safe."""
    return {folder for folder, _ in step.given or step.taken}


def _do(names: Names, step: Step) -> None:
    for name in step.taken:
        names.pop(name, None)
    names.update(step.given)


def _found(held: Held, chance: random.Random) -> bytes:
    if held.safe == held.now:
        return held.now
    pairs = zip(held.safe, held.now, strict=False)
    same = next((at for at, (old, new) in enumerate(pairs) if old != new), min(len(held.safe), len(held.now)))
    tail = bytearray(chance.choice((held.now, held.safe))[same:])
    how = chance.randrange(4)
    if how == 0:
        tail = tail[: chance.randrange(len(tail) + 1)]
    elif how == 1 and tail:
        tail = bytearray(len(tail))
    elif how == 2:
        _lose_sectors(tail, same, chance)
    return held.now[:same] + bytes(tail)


def _lose_sectors(tail: bytearray, start: int, chance: random.Random) -> None:
    """Sectors are written in any order. One that was not holds zeros, or if it is new, what somebody had there."""
    end = start + len(tail)
    sectors = range(start - start % _SECTOR, end, _SECTOR)
    for sector in chance.sample(sectors, chance.randint(1, 1 + len(sectors) // 4)) if tail else ():
        begin, size = max(sector, start), min(sector + _SECTOR, end) - max(sector, start)
        lost = chance.randbytes(size) if begin == sector and chance.random() < 0.5 else bytes(size)
        tail[begin - start : begin - start + size] = lost
