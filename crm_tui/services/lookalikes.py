"""The desk's customers who may be one: all pairs on demand, and who somebody may be while they are typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any
from weakref import ref

from crm_tui.domain.customer import Customer
from crm_tui.domain.merge import Distinct
from crm_tui.services.duplicates import FIELDS, LIKELY, MAYBE, Known, Pair, sketch, sketches
from crm_tui.services.ports import Records, Store

MOST_TOLD = 3
"""So many are named while somebody is typed."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two customers who may be one."""

    one: Customer
    """Who was there first."""

    other: Customer
    """The other one."""

    pair: Pair
    """What speaks for it and against it."""


@dataclass(frozen=True, slots=True)
class MayBe:
    """A customer whom somebody who is being typed may be."""

    customer: Customer
    """Who."""

    why: str
    """What speaks for it and against it."""

    @property
    def told(self) -> str:
        """One line: who, and why."""
        one = self.customer
        place = f", {one.place}" if one.place else ""
        return f"may be {one.name} (#{one.id}{place}, {one.owner}): {self.why}"


def pairs(store: Store) -> tuple[Alike, ...]:
    """All pairs who may be one, the plainest first, without those who are known not to be."""
    distinct = {_both(one) for one in store.find(Distinct)}
    found = []
    for pair in _known(store).pairs(LIKELY):
        if (pair.one, pair.other) in distinct:
            continue
        one, other = store.get(Customer, pair.one), store.get(Customer, pair.other)
        if one is not None and other is not None:
            found.append(Alike(one, other, pair))
    return tuple(found)


def may_be(store: Store, typed: Customer) -> tuple[MayBe, ...]:
    """Whom a customer who is being typed may be, the likeliest first; a stored one may be anybody but themselves.

    Of a new one a name tells enough to ask; of one who is stored already it takes as much as in the list of all pairs.
    """
    distinct = _known_apart(store, typed.id) if typed.id else frozenset()
    found = []
    for pair in _known(store).like(sketch(typed), LIKELY if typed.id else MAYBE):
        number = pair.other if pair.one == typed.id else pair.one
        customer = None if number in distinct else store.get(Customer, number)
        if customer is not None:
            found.append(MayBe(customer, pair.why))
        if len(found) == MOST_TOLD:
            break
    return tuple(found)


def _both(one: Distinct) -> tuple[int, int]:
    first, second = sorted((one.customer_id, one.other_customer_id))
    return first, second


def _known_apart(records: Records, number: int) -> frozenset[int]:
    said: Iterable[Distinct] = (
        *records.find(Distinct, customer_id=number),
        *records.find(Distinct, other_customer_id=number),
    )
    return frozenset(other for one in said for other in _both(one) if other != number)


_Kept = tuple["ref[Store]", object, list[tuple[Any, ...]], Known]
_kept: list[_Kept] = []
_turn = Lock()


def _known(store: Store) -> Known:
    """The customers by their marks; made anew only when what is compared of a customer has changed."""
    with _turn:
        version = store.version()
        if _kept and _kept[0][0]() is store and _kept[0][1] == version:
            return _kept[0][3]
        rows = list(store.fields(Customer, *FIELDS))
        same = bool(_kept) and _kept[0][0]() is store and _kept[0][2] == rows
        known = _kept[0][3] if same else Known(sketches(rows))
        _kept[:] = [(ref(store), version, rows, known)]
        return known
