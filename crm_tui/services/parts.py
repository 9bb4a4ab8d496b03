"""The first of a long list: what is shown is held, the rest is only counted."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from crm_tui.domain.customer import Customer
from crm_tui.domain.record import Record
from crm_tui.services import customers
from crm_tui.services.customers import folded, phrases
from crm_tui.services.ports import Store

G = TypeVar("G", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a list that is too long to be shown."""

    text: str = ""
    """What is typed to find some."""

    by: str = ""
    """The title of the column by which they are sorted; empty for the order of the list."""

    descending: bool = False
    """Whether that order is turned round."""

    among: frozenset[int] | None = None
    """The numbers of the only ones that are listed, where filter words leave others out."""


class Row(NamedTuple):
    """What is known of a record that is not held."""

    group: Any
    """Under which heading it stands."""

    key: Any
    """Where it stands there; ends with its number."""

    id: int
    """Its number."""


@dataclass(frozen=True, slots=True)
class Part(Generic[G]):
    """The first of a list."""

    ids: tuple[int, ...]
    """Their numbers, by group and then in the order asked for."""

    groups: Counter[G] = field(default_factory=Counter)
    """How many there are of each group, shown or not."""


def first(rows: Iterable[Row], groups: Sequence[G], *, descending: bool = False, most: int | None = None) -> Part[G]:
    """The first of these rows, as many as a list takes if not ``most``, the groups in this order."""
    most = customers.MOST if most is None else most
    kept: dict[G, list[tuple[Any, int]]] = {group: [] for group in groups}
    counts: Counter[G] = Counter()
    for group, key, record_id in rows:
        counts[group] += 1
        best = kept[group]
        best.append((key, record_id))
        if len(best) > 2 * most:
            best.sort(reverse=descending)
            del best[most:]
    ids: list[int] = []
    for group in groups:
        kept[group].sort(reverse=descending)
        ids += [record_id for _, record_id in kept[group][: most - len(ids)]]
    return Part(tuple(ids), counts)


class Words:
    """What is typed to find some: each word, or phrase in quotes, is in a row's texts or its customer's name."""

    def __init__(self, store: Store, text: str) -> None:
        self._words = phrases(text)
        self._customers = [set(_called(store, word)) for word in self._words]

    def fit(self, texts: Iterable[object], customer_id: object) -> bool:
        """Whether every word is found."""
        if not self._words:
            return True
        held = folded(" ".join([one for one in texts if isinstance(one, str)]))
        return all(
            word in held or customer_id in theirs for word, theirs in zip(self._words, self._customers, strict=True)
        )


def called(store: Store, kind: type[Record], name: str) -> dict[int, str]:
    """What all records of a kind are called, as it is sorted, by their numbers."""
    return {record_id: folded(str(value)) for record_id, value in store.fields(kind, name)}


def _called(store: Store, word: str) -> Iterable[int]:
    return (record_id for record_id, name in store.fields(Customer, "name", text=word) if word in folded(str(name)))
