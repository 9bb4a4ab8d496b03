"""The ground rules: which are in force, which were, and a new version of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.domain.text import quoted
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.permissions import require_role
from crm_tui.services.ports import Records, Store, Transaction

NOBODY = "nobody yet"
"""Who made the usual rules, where none were saved."""

_OF_A_VERSION = frozenset({"id", "version", "changed_by", "changed_on", "why"})
"""What belongs to a version, and is not a rule."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A set of rules to begin with."""

    name: str
    """How it is asked for: ``bank``."""

    title: str
    """For whom it is meant, in a line."""

    rules: GroundRules
    """What it asks for, as version 0."""


def in_force(store: Records) -> GroundRules:
    """The newest version; the usual rules, as version 0, where none was ever saved."""
    return max(store.find(GroundRules), key=lambda one: one.version, default=None) or _usual()


def zone_in_force(store: Store) -> str:
    """The time zone that the newest version names; empty where none does.

    Every command asks by which clock the desk goes, and most for no other rule: no record is made of them for that.
    """
    versions = store.fields(GroundRules, "version", "time_zone")
    _, _, named = max(versions, key=lambda one: one[1] or 0, default=(0, 0, None))
    return named if isinstance(named, str) else ""


def version(store: Records, number: int) -> GroundRules:
    """A version by its number; 0 is the usual rules.

    Raises:
        NotFound: there is none.
    """
    if number == 0:
        return _usual()
    found = next(iter(store.find(GroundRules, version=number)), None)
    if found is None:
        raise NotFound(f"there is no version {number} of the ground rules: the newest is {in_force(store).version}")
    return found


def versions(store: Records) -> list[GroundRules]:
    """Every version that was saved, the newest first."""
    return sorted(store.find(GroundRules), key=lambda one: -one.version)


def starters() -> tuple[Starter, ...]:
    """The sets that ship with the program, by name."""
    return tuple(_starters()[name] for name in sorted(_starters()))


def starter(name: str) -> GroundRules:
    """A set to begin with, by its name.

    Raises:
        NotFound: there is none of this name; the line names those there are.
    """
    found = _starters().get(name.strip().casefold())
    if found is None:
        raise NotFound(f"no starter set is called {quoted(name)}: choose {', '.join(sorted(_starters()))}")
    return found.rules


def changed(before: GroundRules, after: GroundRules) -> tuple[str, ...]:
    """The names of the rules in which two versions differ, in their order."""
    return tuple(name for name in rule_names() if getattr(before, name) != getattr(after, name))


def rule_names() -> tuple[str, ...]:
    """What a version rules, by the names of its fields."""
    return tuple(name for name in GroundRules.model_fields if name not in _OF_A_VERSION)


def save(desk: Desk, before: GroundRules, after: GroundRules, why: str = "") -> GroundRules:
    """Put a new version in force, which has the rules of ``after``; ``before`` is the version that was read.

    Raises:
        NotAllowed: who sits here may not change the rules.
        ChangedMeanwhile: another version was saved since; it holds both.
        DeskError: nothing differs, or the rules can't be as they are.
    """
    from crm_tui.services.merging import ChangedMeanwhile

    require_role(desk.store, desk.officer, desk.today(), MAY_CHANGE_STAFF, "changing the ground rules")
    with records.in_plain_words(), desk.acting("ground rules changed") as now:
        current = in_force(now)
        if current.version != before.version:
            raise ChangedMeanwhile(before, after, current, records.last_hand(desk, current))
        if not changed(current, after):
            raise DeskError("nothing differs from the rules in force: change one first")
        return put(desk, now, after, why)


def put(desk: Desk, now: Transaction, after: GroundRules, why: str) -> GroundRules:
    """Put a new version in force as part of a transaction.

    Raises:
        DeskError: the rules can't be as they are.
    """
    current = in_force(now)
    _check_terms(desk, current, after)
    about = {"version": current.version + 1, "changed_by": desk.officer, "changed_on": desk.today(), "why": why}
    return now.add(GroundRules.model_validate({**dict(after), **about, "id": 0}))


def counts(records: Records, one: GroundRules) -> bool:
    """Whether the rules in force are those of a version, perhaps under another number."""
    return not changed(in_force(records), one)


def put_back(desk: Desk, now: Transaction, one: GroundRules) -> GroundRules:
    """Put what counted before a version in force again, as a new version: each that was stays."""
    return put(desk, now, version(now, one.version - 1), f"version {one.version} taken back")


def _check_terms(desk: Desk, current: GroundRules, after: GroundRules) -> None:
    """A term that no pack knows would never be judged by its class, and nobody would notice."""
    known_before = {term for one in current.tolerance_classes for term in one.terms}
    new = [term for one in after.tolerance_classes for term in one.terms if term not in known_before]
    if not new:
        return
    # whoever changes nothing there waits for no vocabulary
    from crm_tui.comparison.kinds import kinds
    from crm_tui.services import vocabulary

    vocabulary.ready(desk)
    areas = {kind.area for kind in kinds().values()}
    for term in new:
        if term not in kinds() and not (term.endswith(".*") and term[:-2] in areas):
            told = f"tolerances: no pack knows {term}: 'crm-tui packs --kinds loan' lists those of a pack"
            raise DeskError(told, field="tolerance_classes")


@cache
def _usual() -> GroundRules:
    return GroundRules(version=0, changed_by=NOBODY, changed_on=date.min)


@cache
def _starters() -> Mapping[str, Starter]:
    # what reads a set is loaded only where somebody asks for one
    from importlib import resources

    from crm_tui.comparison import plain_toml

    folder = resources.files("crm_tui.services") / "starter_rules"
    found = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            rules: dict[str, Any] = plain_toml.loads(entry.read_text(encoding="utf-8"))
            name, title = entry.name.removesuffix(".toml"), rules.pop("title")
            about = {"version": 0, "changed_by": NOBODY, "changed_on": date.min}
            found[name] = Starter(name, title, GroundRules.model_validate(rules | about))
    return found
