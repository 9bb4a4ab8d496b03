"""The vocabulary of a desk: the packs that ship with the program, those of the firm, and the names learnt here."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from crm_tui.comparison.kinds import Kind, Vocabulary, install, kinds
from crm_tui.comparison.names import names
from crm_tui.comparison.naming import may_be_a_term, proposed_name
from crm_tui.comparison.own_packs import named_like, unusable
from crm_tui.comparison.promises import Promise
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.learnt import LearntName
from crm_tui.domain.text import quoted
from crm_tui.services import records
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.desk_packs import own_packs
from crm_tui.services.fingerprints import of_packs, terms_learnt


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that may name a term which the vocabulary does not know."""

    promise: Promise
    """The promise that they stand in."""

    name: str
    """What of it may be the name."""


def ready(desk: Desk) -> Vocabulary:
    """Make sure that what is heard and read next is read with this desk's vocabulary, and return that."""
    return install(own_packs(desk).packs, [(one.name, one.term) for one in learnt(desk) if one.term])


def digest(desk: Desk) -> str:
    """A digest of all that this desk's vocabulary has beside what ships: the firm's packs and the names learnt."""
    return sha256(json.dumps([terms_learnt(learnt(desk)), of_packs(own_packs(desk))]).encode()).hexdigest()


def learnt(desk: Desk) -> tuple[LearntName, ...]:
    """The names learnt at this desk that still stand, those that name no term among them."""
    return tuple(one for one in ever_learnt(desk) if one.stands)


def ever_learnt(desk: Desk) -> tuple[LearntName, ...]:
    """All names that were ever learnt at this desk, in the order in which they were."""
    return tuple(desk.store.find(LearntName))


def unknown(desk: Desk, heard: Iterable[Promise]) -> tuple[Unknown, ...]:
    """What in these promises may name a term that nobody was asked about yet, each name once."""
    settled = {one.name for one in learnt(desk)}
    found: dict[str, Unknown] = {}
    for promise in heard:
        if may_be_a_term(promise) and (name := proposed_name(promise.text, desk.today())) not in settled and name:
            found.setdefault(name, Unknown(promise, name))
    return tuple(found.values())


def learn(desk: Desk, name: str, term: str | None) -> LearntName:
    """Keep a name as one of this kind of term, for everybody at the desk, from the next capture and review on.

    None for the term keeps that the words name none, so that nobody is asked about them again; a term that is said
    later takes that back.

    Raises:
        DeskError: the name can't be one, or means another kind already; nothing is stored.
    """
    ready(desk)
    with records.in_plain_words():
        new = LearntName(name=" ".join(name.split()), term=term, learnt_by=desk.officer, learnt_on=desk.today())
    if term is not None:
        _check(new.name, term)
    with desk.acting("name learnt") as now:
        for one in now.find(LearntName, name=new.name):
            if one.stands and one.term == term:
                return one
            if one.stands and one.term is not None:
                raise DeskError(
                    f"{quoted(new.name)} was learnt as {one.term} by {one.learnt_by}: "
                    f"take that back first (crm-tui packs --drop {one.id})"
                )
            if one.stands:
                now.put(_dropped(desk, one))
        return now.add(new)


def _check(name: str, term: str) -> None:
    """Refuse what can't be a name of this term."""
    kind = kinds().get(term)
    if kind is None:
        raise NotFound(f"there is no kind of term {quoted(term)}: crm-tui packs --kinds loan lists those of a pack")
    if unusable([name]):
        raise DeskError(f"{quoted(name)} can't be the name of a term: give the words that name it")
    if (other := named_like(name, kind, kinds(), names())) is not None:
        raise DeskError(f"{quoted(name)} is a name of {other.label} ({other.id}) already")


def drop(desk: Desk, name_id: int) -> LearntName:
    """Take a learnt name back; that it once stood is kept.

    Raises:
        NotFound: no such name stands.
    """
    with desk.acting("learnt name taken back") as now:
        before = now.get(LearntName, name_id)
        if before is None or not before.stands:
            raise NotFound(f"no learnt name has the number {name_id}: crm-tui packs --learnt lists them")
        after = _dropped(desk, before)
        now.put(after)
    return after


def _dropped(desk: Desk, name: LearntName) -> LearntName:
    return name.model_copy(update={"dropped_by": desk.officer, "dropped_on": desk.today()})


def fitting(offered: tuple[Kind, ...], typed: str) -> tuple[Kind, ...]:
    """Of some kinds those whose label holds all the words typed, then those of which a name does, in their order."""
    wanted = folded(typed).split()

    def fits(text: str) -> bool:
        return all(word in text for word in wanted)

    by_label = [kind for kind in offered if fits(folded(kind.label))]
    by_name = [kind for kind in offered if kind not in by_label and any(map(fits, kind.aliases))]
    return (*by_label, *by_name)
