"""Numbers of records as sets into which a whole desk fits."""

from collections.abc import Callable, Collection, Iterable, Iterator, Set
from itertools import compress, count
from operator import and_, or_
from typing import TypeVar

T = TypeVar("T")

_FAR_APART = 64
"""Where so many numbers or more come to a record, a byte for each number would be too much."""


class Marks(Set[int]):
    """Numbers as a byte for each up to the highest; gone through they are ascending. It never changes.

    Thousands are looked up in any order, for which those of another set lie too far apart in memory.
    """

    __slots__ = ("marked",)

    def __init__(self, marked: bytes | bytearray) -> None:
        self.marked = marked
        """1 at each number that is in it, 0 at the others."""

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and 0 <= number < len(self.marked) and bool(self.marked[number])

    def __iter__(self) -> Iterator[int]:
        return compress(count(), self.marked)

    def __len__(self) -> int:
        return self.marked.count(1)

    def __and__(self, other: Set[object]) -> Set[int]:
        if isinstance(other, Marks):
            return Marks(in_both(self.marked, other.marked))
        return frozenset(self) & other if isinstance(other, Set) else NotImplemented

    __rand__ = __and__

    @classmethod
    def _from_iterable(cls, numbers: Iterable[T]) -> frozenset[T]:
        return frozenset(numbers)


def gathered(numbers: Collection[int], highest: int = 0) -> Set[int]:
    """A set of these numbers, ascending when it is gone through.

    They are :class:`Marks`, up to ``highest`` at least, unless they are few or far apart.
    """
    highest = max(highest, max(numbers, default=0))
    if highest >= _FAR_APART * len(numbers):
        return dict.fromkeys(sorted(numbers)).keys()
    marked = bytearray(highest + 1)
    for one in numbers:
        marked[one] = 1
    return Marks(marked)


def joined(numbers: Set[int], more: Collection[int]) -> Set[int]:
    """A set of both, ascending when it is gone through."""
    highest = max(more, default=0)
    if not isinstance(numbers, Marks) or highest >= 2 * len(numbers.marked):
        return gathered([*numbers, *more]) if more else numbers
    marked = bytearray(numbers.marked.ljust(highest + 1, b"\0"))
    for one in more:
        marked[one] = 1
    return Marks(marked)


def in_both(one: bytes | bytearray, other: bytes | bytearray) -> bytes:
    """1 where both have it, else 0; what one of them lacks at its end counts as 0."""
    return _together(one, other, and_)


def in_either(one: bytes | bytearray, other: bytes | bytearray) -> bytes:
    """1 where one of them has it, else 0."""
    return _together(one, other, or_)


def _together(one: bytes | bytearray, other: bytes | bytearray, how: Callable[[int, int], int]) -> bytes:
    # as two great numbers, as byte by byte would take longer than all else
    found = how(int.from_bytes(one, "little"), int.from_bytes(other, "little"))
    return found.to_bytes(max(len(one), len(other)), "little")
