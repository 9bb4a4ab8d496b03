"""The kinds of terms that are known: those of the packs that ship with the program, and what was installed beside them.

What follows from the kinds is kept by :func:`remembered`, which forgets when another vocabulary is installed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, wraps
from importlib import resources
from threading import Lock
from typing import Annotated, Literal, ParamSpec, TypeVar

from pydantic import StringConstraints

from crm_tui.comparison import plain_toml
from crm_tui.domain.record import Model
from crm_tui.domain.severity import Severity

Dimension = Literal[
    "rate", "money", "charge", "duration", "date", "count", "speed", "data", "ratio", "category", "provision"
]
"""What is compared: ``charge`` is money or a share of something and can be nil, ``provision`` is there or not."""

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, min_length=1, max_length=80)]
"""Words as they are looked for."""


class Kind(Model):
    """A kind of term, as a pack describes it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_.]+$")]
    """Area, dot, name."""

    label: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
    """In plain words, for people."""

    aliases: tuple[Phrase, ...]
    """Its names; the longest that fits wins."""

    excludes: tuple[Phrase, ...] = ()
    """Longer phrases that contain a name and mean something else."""

    dimension: Dimension
    """What is compared."""

    direction: Literal["low", "high", "exact"] = "low"
    """What is better for the customer."""

    categories: Mapping[str, tuple[Phrase, ...]] = {}
    """For a category: value to the words that say so."""

    order: tuple[str, ...] = ()
    """For a category: from worst to best, where there is an order."""

    tolerance: Decimal = Decimal(0)
    """How far the paper may differ, in the kind's unit."""

    surprise: bool = False
    """Whether it costs or binds the customer."""

    severity: Severity = Severity.WARN
    """Of a mismatch."""

    money: Literal["instalment", "once", "per_month", "per_year", "contingent", "none"] = "none"
    """How a difference becomes money."""

    refuted_by: Mapping[str, tuple[str, ...]] = {}
    """Kinds of which a statement says that there is no such term: "floating" refutes a fixed period; with no
    categories any statement that it is not nil does: a yearly rise refutes a fixed price."""

    @property
    def area(self) -> str:
        """The pack that it belongs to."""
        return self.id.partition(".")[0]


class Pack(Model):
    """One file of kinds."""

    area: str
    """Its name."""

    companions: tuple[str, ...] = ()
    """Words that desks and papers use for each other, a group to a line: they find a passage, they clear nothing.

    Words of a phrase are joined by hyphens: ``walk-away terminate cancel``."""

    kind: tuple[Kind, ...]
    """Its kinds."""


class OwnPack(Model):
    """A firm's own file: kinds that are added or stand in for shipped ones, and further names of known kinds."""

    name: str
    """The file's."""

    kind: tuple[Kind, ...] = ()
    """Kinds; one with the id of a shipped kind stands in for it."""

    aliases: Mapping[str, tuple[Phrase, ...]] = {}
    """Further names by the id of their kind."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All that is known at one time."""

    packs: tuple[Pack, ...]
    """By name."""

    kinds: Mapping[str, Kind]
    """By id."""


def shipped() -> Vocabulary:
    """The packs that ship with the program: the same object for every thread, as kinds are told apart by identity.

    Raises:
        ValueError: a pack is not what it should be (a fault of the program, found by its tests).
    """
    global _shipped
    if _shipped is None:
        # a cache would let each thread that comes before the first has done read its own
        with _reading:
            _shipped = _shipped or _read()
    return _shipped


_reading = Lock()
_shipped: Vocabulary | None = None


def _read() -> Vocabulary:
    folder = resources.files("crm_tui.comparison") / "packs"
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return _made(Pack.model_validate(plain_toml.loads(entry.read_text(encoding="utf-8"))) for entry in files)


_turn = Lock()
_added: tuple[tuple[OwnPack, ...], tuple[tuple[str, str], ...]] = ((), ())
_installed: Vocabulary | None = None


def install(own: Sequence[OwnPack] = (), learnt: Sequence[tuple[str, str]] = ()) -> Vocabulary:
    """Know from now on what ships, a firm's ``own`` packs and the names that were ``learnt``, and nothing else.

    Returned is that vocabulary, whatever another thread installs next.

    ``learnt`` holds names with the ids of their kinds; one whose kind is gone is left out. The packs have been checked
    (:mod:`crm_tui.comparison.own_packs`). Installing the same again changes nothing.
    """
    global _added, _installed
    wanted = (tuple(own), tuple(learnt))
    with _turn:
        if wanted != _added:
            _installed = _widened(shipped(), *wanted) if wanted != ((), ()) else None
            _added = wanted
        return _installed or shipped()


_held: ContextVar[Vocabulary | None] = ContextVar("held", default=None)


@contextmanager
def held(known: Vocabulary) -> Iterator[None]:
    """What is asked here meanwhile goes by this vocabulary, whatever another thread installs."""
    before = _held.set(known)
    try:
        yield
    finally:
        _held.reset(before)


def installed() -> Vocabulary:
    """What is known here and now: what is :func:`held`, or else another object after each change."""
    return _held.get() or _installed or shipped()


def packs() -> tuple[Pack, ...]:
    """All packs, by name."""
    return installed().packs


def kinds() -> Mapping[str, Kind]:
    """Every kind by its id."""
    return installed().kinds


Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def remembered(maxsize: int | None = None) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keep the last ``maxsize`` answers of a function of the kinds (all of them if None) while the kinds stay."""

    def keeping(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        # an answer that was begun before a change goes to the memory of before
        memory: tuple[Vocabulary | None, Callable[..., Answer]] = (None, lru_cache(maxsize)(function))

        @wraps(function)
        def asked(*args: Asked.args, **named: Asked.kwargs) -> Answer:
            nonlocal memory
            now, kept = memory
            if now is not (known := installed()):
                kept = lru_cache(maxsize)(function)
                memory = (known, kept)
            return kept(*args, **named)

        return asked

    return keeping


def _made(found: Iterable[Pack]) -> Vocabulary:
    every = tuple(sorted(found, key=lambda pack: pack.area))
    return Vocabulary(every, {kind.id: kind for pack in every for kind in pack.kind})


def _widened(base: Vocabulary, own: Sequence[OwnPack], learnt: Sequence[tuple[str, str]]) -> Vocabulary:
    known = dict(base.kinds)
    for pack in own:
        known.update({kind.id: kind for kind in pack.kind})
    for pack in own:
        for kind_id, names in pack.aliases.items():
            known[kind_id] = _also_called(known[kind_id], names)
    for name, kind_id in learnt:
        if kind_id in known:
            known[kind_id] = _also_called(known[kind_id], (name,))
    by_area: dict[str, list[Kind]] = {pack.area: [] for pack in base.packs}
    for kind in known.values():
        by_area.setdefault(kind.area, []).append(kind)
    words = {pack.area: pack.companions for pack in base.packs}
    return _made(Pack(area=area, companions=words.get(area, ()), kind=tuple(found)) for area, found in by_area.items())


def _also_called(kind: Kind, names: Sequence[str]) -> Kind:
    # a name that somebody gave is no look-alike, whatever the pack says
    return kind.model_copy(
        update={
            "aliases": tuple(dict.fromkeys((*kind.aliases, *names))),
            "excludes": tuple(one for one in kind.excludes if one not in names),
        }
    )
