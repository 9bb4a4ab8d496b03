"""Lists that are too long to be held: the numbers of all that is listed, in order; no record is read for them."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import compress
from typing import Any, Generic, TypeVar

from crm_tui.domain.customer import Customer
from crm_tui.domain.record import Record
from crm_tui.services.customers import folded, phrases
from crm_tui.services.marks import Marks, gathered
from crm_tui.services.ports import Store, Wanted

G = TypeVar("G", bound=Hashable)
V = TypeVar("V")

Key = Callable[[int], Any]
"""What a record is sorted by, by its number."""


@dataclass(frozen=True, slots=True)
class Ordered(Generic[G]):
    """All that is listed."""

    groups: Mapping[G, "array[int]"]
    """The numbers of each group in their order; groups that nothing belongs to may be left out."""

    def __len__(self) -> int:
        return sum(map(len, self.groups.values()))

    @property
    def numbers(self) -> "array[int]":
        """All numbers, group after group."""
        found = array("Q")
        for numbers in self.groups.values():
            found.extend(numbers)
        return found

    @property
    def counts(self) -> Counter[G]:
        """How many stand in each group."""
        return Counter({group: len(numbers) for group, numbers in self.groups.items() if numbers})

    def narrowed(self, fitting: Collection[int] | None) -> "Ordered[G]":
        """Those that fit, in the same order; all of them for None."""
        if fitting is None:
            return self
        return ordered(both(self.groups, fitting))

    def sorted(self, key: Key | None, *, descending: bool) -> "Ordered[G]":
        """Each group by a key, what is equal as it was; turned round without one."""
        if key is None:
            return ordered({group: reversed(one) for group, one in self.groups.items()}) if descending else self
        return ordered({group: sorted(one, key=key, reverse=descending) for group, one in self.groups.items()})


def ordered(groups: Mapping[G, Iterable[int]]) -> Ordered[G]:
    """These numbers, held as tightly as they can be."""
    return Ordered({group: array("Q", numbers) for group, numbers in groups.items()})


def both(groups: Mapping[G, Sequence[int]], fitting: Collection[int]) -> dict[G, Iterable[int]]:
    """The numbers of each group that are among those that fit, in their order."""
    there = fitting if isinstance(fitting, Marks) else gathered(fitting)
    highest = max(map(max, filter(len, groups.values())), default=0)
    has: Callable[[int], object]
    if isinstance(there, Marks) and highest < 2 * len(there.marked):
        has = there.marked.ljust(highest + 1, b"\0").__getitem__
    else:
        has = frozenset(there).__contains__
    return {group: compress(numbers, map(has, numbers)) for group, numbers in groups.items()}


def texts_of(store: Store, kind: type[Record], field: str) -> Key:
    """What records have in a field, as texts are sorted."""
    held = {number: folded(str(value or "")) for number, value in store.fields(kind, field)}
    return lambda number: held.get(number, "")


def texts_of_named(store: Store, kind: type[Record], link: str, named: type[Record], field: str) -> Key:
    """What another record has in a field, which these name by its number."""
    called, links = texts_of(store, named, field), dict(store.fields(kind, link))
    return lambda number: called(links.get(number) or 0)


def holding(store: Store, kind: type[Record], text: str) -> Set[int] | None:
    """The numbers of the records in whose line each word, or phrase in quotes, stands, or in their customer's name.

    None where no word is given: all of them.
    """
    words = phrases(text)
    if not words:
        return None
    if kind is Customer:
        return store.holding(kind, *[Wanted((word,)) for word in words], texts="listed")
    called = (store.holding(Customer, Wanted((word,)), texts="called") for word in words)
    wanted = [Wanted((word,), {"customer_id": theirs}) for word, theirs in zip(words, called, strict=True)]
    return store.holding(kind, *wanted, texts="listed")


def narrowest(one: Set[int] | None, other: Set[int] | None) -> Set[int] | None:
    """The numbers that are in both; None stands for all."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


class Last(Generic[V]):
    """What was reckoned last, for as long as what it was reckoned from stays the same."""

    def __init__(self) -> None:
        self._kept: tuple[object, V] | None = None

    def of(self, inputs: object, reckon: Callable[[], V]) -> V:
        """The value for these inputs; reckoned anew if they are others than last time."""
        kept = self._kept
        if kept is None or kept[0] != inputs:
            kept = self._kept = inputs, reckon()
        return kept[1]
