"""The rows of a long list: all of their numbers are held, and the rows that are looked at."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST_HELD = 2_000
"""Rows that stay held; of more, those that were read last."""


class LongRows(Generic[T]):
    """Rows in order, each read when it comes near the terminal. Only ``read`` looks into the store."""

    def __init__(
        self,
        numbers: "array[int]",
        read: Callable[[Sequence[int]], Iterable[tuple[int, T]]],
        *,
        of: int,
        groups: Sequence[tuple[str, int]] = (),
        known: Mapping[int, T] | None = None,
        everything: "Callable[[], Iterable[int]] | None" = None,
    ) -> None:
        """``read`` gives rows by their numbers, out of the store; a number of which nothing is left is passed over.

        ``of`` is how many there are with those that the filter left out, ``groups`` the heading of each
        group and how many rows stand under it; none where there are no groups.
        ``known`` are rows that need no reading. ``everything`` tells the numbers of all that is listed, with those that
        the filter left out; without it these are taken for all.
        """
        self.numbers = numbers
        self.of = of
        self.groups = groups
        self._read = read
        self._everything = everything
        self._known = known or {}
        self._held: dict[int, T] = dict(self._known)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def there(self) -> frozenset[int]:
        """The numbers of all that is listed, whatever the filter."""
        return frozenset(self.numbers if self._everything is None else self._everything())

    @property
    def held(self) -> Sequence[T]:
        """The rows that were read, in no order."""
        return tuple(self._held.values())

    def row(self, place: int) -> T | None:
        """The row at a place; None while it was not read, and beyond the last."""
        return self._held.get(self.numbers[place]) if place < len(self.numbers) else None

    def place(self, number: object) -> int | None:
        """Where the row with a number stands; None if it does not."""
        try:
            return self.numbers.index(number)  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return None

    def has(self, first: int, last: int) -> bool:
        """Whether the rows from one place to another, it included, were read, as far as there are such."""
        return all(one in self._held for one in self.numbers[max(0, first) : last + 1])

    def read(self, first: int, last: int) -> dict[int, T]:
        """The rows from one place to another, as far as they are there still. It takes a while, and changes nothing."""
        return dict(self._read([one for one in self.numbers[max(0, first) : last + 1] if one not in self._known]))

    def hold(self, rows: Mapping[int, T]) -> None:
        """Hold rows that were read."""
        if len(self._held) + len(rows) > _MOST_HELD:
            self._held = dict(self._known)
        self._held |= rows
