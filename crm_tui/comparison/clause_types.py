"""The types of clauses that cost or bind the customer, and what in a passage says so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from crm_tui.comparison import plain_toml
from crm_tui.comparison.phrase_finder import Finder
from crm_tui.domain.record import Model
from crm_tui.domain.severity import Severity


class ClauseType(Model):
    """One row of the table."""

    id: str
    """Its name, without blanks; a surprise of no known kind carries it as ``clause.<id>``."""

    label: str = ""
    """In plain words, for people."""

    severity: Severity = Severity.WARN
    """Of a surprise of this type."""

    money: Literal["certain", "once", "contingent", "none"] = "none"
    """Whether the customer pays in any case, once, or only if something happens."""

    strong: bool = False
    """Whether its phrases outweigh whatever else stands beside them, harmless words or costly ones."""

    owed: bool = False
    """Whether it is a duty, which costs the customer nothing where the other side owes it."""

    general: bool = False
    """Whether it may be about anything, so that a promise of the same kind of term speaks of it."""

    vague: bool = False
    """Whether it names a clause only where no other type does."""

    phrases: tuple[str, ...]
    """What says that a clause is of this type."""

    unless: tuple[str, ...] = ()
    """What says that it is not, though a phrase is there."""


class _Table(Model):
    """The file."""

    type: tuple[ClauseType, ...]
    harmless: tuple[ClauseType, ...]
    heading: tuple[ClauseType, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A phrase of a type in a text."""

    type: str
    """Which."""

    start: int
    """Where it begins."""

    end: int
    """Where it ends."""

    phrases: int
    """How many phrases of the type stand in the text."""


@cache
def clause_types() -> dict[str, ClauseType]:
    """The types by id, in the order of the table."""
    return {one.id: one for one in _table().type}


@cache
def _table() -> _Table:
    file = resources.files("crm_tui.comparison") / "clause_types.toml"
    return _Table.model_validate(plain_toml.loads(file.read_text(encoding="utf-8")))


_Mark = tuple[str, bool]


@cache
def _finder(part: Literal["type", "harmless", "heading"]) -> Finder[_Mark]:
    rows: Sequence[ClauseType] = getattr(_table(), part)
    marked: list[tuple[_Mark, str]] = []
    for row in rows:
        marked.extend(((row.id, True), phrase) for phrase in row.phrases)
        marked.extend(((row.id, False), phrase) for phrase in row.unless)
    return Finder(marked)


@cache
def harmless_for_sure() -> frozenset[str]:
    """The harmless types that outweigh whatever else a passage says."""
    return frozenset(one.id for one in _table().harmless if one.strong)


@lru_cache(maxsize=32768)
def signs(text: str, part: Literal["type", "harmless", "heading"] = "type") -> tuple[Sign, ...]:
    """The types that a text speaks of, in the order of the table, each at its first phrase.

    ``text`` is in small letters with the sides as signs, as :class:`crm_tui.comparison.roles.Roles` gives it.
    """
    first: dict[str, tuple[int, int]] = {}
    barred: set[str] = set()
    count = Counter[str]()
    for (named, speaks), start, end in _finder(part).found(text):
        if not speaks:
            barred.add(named)
        else:
            count[named] += 1
            first.setdefault(named, (start, end))
    rows = (row.id for row in getattr(_table(), part))
    return tuple(Sign(one, *first[one], count[one]) for one in rows if one in first and one not in barred)
