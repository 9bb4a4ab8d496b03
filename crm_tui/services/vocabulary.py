"""The vocabulary of a desk: the packs that ship with the program, those of the firm, and the names learnt here."""

from crm_tui.comparison.kinds import Kind, Vocabulary, install, installed, kinds
from crm_tui.comparison.names import names
from crm_tui.comparison.own_packs import OwnPacks, named_like, unusable
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.learnt import LearntName
from crm_tui.services import records
from crm_tui.services.customers import folded, quoted
from crm_tui.services.desk import Desk


def ready(desk: Desk) -> Vocabulary:
    """Make sure that what is heard and read next is read with this desk's vocabulary, and return that."""
    install(own_packs(desk).packs, [(one.name, one.term) for one in learnt(desk)])
    return installed()


def own_packs(desk: Desk) -> OwnPacks:
    """The firm's packs, and what is wrong with those that are left out."""
    return desk.own_packs() if desk.own_packs is not None else OwnPacks()


def learnt(desk: Desk) -> tuple[LearntName, ...]:
    """The names learnt at this desk that still stand."""
    return tuple(one for one in desk.store.find(LearntName) if one.dropped_on is None)


def learn(desk: Desk, name: str, term: str) -> LearntName:
    """Keep a name as one of this kind of term, for everybody at the desk, from the next capture and review on.

    Raises:
        DeskError: the name can't be one, or means another kind already; nothing is stored.
    """
    ready(desk)
    kind = kinds().get(term)
    if kind is None:
        raise NotFound(f"there is no kind of term {quoted(term)}")
    with records.in_plain_words():
        new = LearntName(name=" ".join(name.split()), term=term, learnt_by=desk.officer, learnt_on=desk.today())
    if unusable([new.name]):
        raise DeskError(f"{quoted(new.name)} can't be the name of a term: give the words that name it")
    if (other := named_like(new.name, kind, kinds(), names())) is not None:
        raise DeskError(f"{quoted(new.name)} is a name of {other.label} ({other.id}) already")
    with desk.store.transaction() as now:
        for one in now.find(LearntName, name=new.name):
            if one.dropped_on is None and one.term == term:
                return one
            if one.dropped_on is None:
                raise DeskError(
                    f"{quoted(new.name)} was learnt as {one.term} by {one.learnt_by}: "
                    f"take that back first (crm-tui packs --drop {one.id})"
                )
        return now.add(new)


def drop(desk: Desk, name_id: int) -> LearntName:
    """Take a learnt name back; that it once stood is kept.

    Raises:
        NotFound: no such name stands.
    """
    with desk.store.transaction() as now:
        before = now.get(LearntName, name_id)
        if before is None or before.dropped_on is not None:
            raise NotFound(f"no learnt name has the number {name_id}: crm-tui packs --learnt lists them")
        after = before.model_copy(update={"dropped_by": desk.officer, "dropped_on": desk.today()})
        now.put(after)
    return after


def fitting(offered: tuple[Kind, ...], typed: str) -> tuple[Kind, ...]:
    """Of some kinds those whose label holds all the words typed, then those of which a name does, in their order."""
    wanted = folded(typed).split()

    def fits(text: str) -> bool:
        return all(word in text for word in wanted)

    by_label = [kind for kind in offered if fits(folded(kind.label))]
    by_name = [kind for kind in offered if kind not in by_label and any(map(fits, kind.aliases))]
    return (*by_label, *by_name)
