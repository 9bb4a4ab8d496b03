"""Which index ranges hold every match of a query, read from the tuple by which TinyDB caches queries.

The shapes that are understood: ``('==', path, value)``, ``('one_of', path, values)``, the four comparisons,
``('and', {…})``, ``('or', {…})``, and ``('not', ('exists', path))``. Whatever else a query is made of is answered by
reading the whole table; and each candidate is put to the query itself, so a plan can be slow but never wrong.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from crm_tui.store.keys import ABSENT, ORDERED, TOP, key_of
from crm_tui.store.port import Documents


class Range(NamedTuple):
    """Keys of one index from ``low`` to ``high``, both included."""

    name: str
    """Of the index."""

    low: int
    """The lowest key."""

    high: int
    """The highest key."""


def plan(documents: Documents, table: str, shape: Any) -> list[Range] | None:
    """Ranges that together hold every match of a query of this shape; None: the whole table is to be read."""
    if not isinstance(shape, tuple) or not shape:
        return None
    if shape[0] == "and":
        return _narrowest(documents, table, shape[1])
    if shape[0] == "or":
        parts = [plan(documents, table, part) for part in shape[1]]
        return None if any(part is None for part in parts) else [one for part in parts if part for one in part]
    return _of_one_field(documents, table, shape)


def candidates(documents: Documents, table: str, ranges: Iterable[Range]) -> list[int]:
    """The ids that the ranges propose, ascending."""
    return sorted({one for found in ranges for one in documents.lookup(table, *found)})


def _narrowest(documents: Documents, table: str, parts: Iterable[Any]) -> list[Range] | None:
    """The best way to find what matches all parts: any of them will do, two bounds of one index do better."""
    choices: list[list[Range]] = []
    bounds: dict[str, Range] = {}
    waiting = list(parts)
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple) and part[:1] == ("and",):
            waiting += part[1]
            continue
        found = plan(documents, table, part)
        if found is None:
            continue
        if len(found) == 1:
            [one] = found
            other = bounds.get(one.name, one)
            bounds[one.name] = Range(one.name, max(one.low, other.low), min(one.high, other.high))
        else:
            choices.append(found)
    choices += [[one] for one in bounds.values()]

    def cost(ranges: list[Range]) -> int:
        return sum(documents.span(table, *one) for one in ranges)

    return min(choices, key=cost, default=None)


def _of_one_field(documents: Documents, table: str, shape: tuple[Any, ...]) -> list[Range] | None:
    absent = shape[0] == "not" and isinstance(shape[1], tuple) and shape[1][:1] == ("exists",)
    if not absent and shape[0] not in ("==", "one_of", "<", "<=", ">", ">="):
        return None
    path = shape[1][1] if absent else shape[1]
    for name, index in documents.indexes(table).items():
        if index.path != path or (shape[0][0] in "<>" and index.kind not in ORDERED):
            continue
        if absent:
            if index.kind == "exact":
                return [Range(name, ABSENT, ABSENT)]
            continue
        keys = [key_of(index.kind)(value) for value in (shape[2] if shape[0] == "one_of" else (shape[2],))]
        if any(key is None for key in keys):
            continue
        known = [key for key in keys if key is not None]
        if shape[0][0] == "<":
            return [Range(name, 0, known[0])]
        if shape[0][0] == ">":
            return [Range(name, known[0], TOP)]
        return [Range(name, key, key) for key in known]
    return None
