"""How an act is done with commitments, one or many: in one transaction, with all that follows from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.services import recurring
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Left, Outcome
from crm_tui.services.ports import Transaction
from crm_tui.services.records import in_plain_words, last_hand
from crm_tui.services.recurring import Bonds, Followed, ended

NOTHING_CHOSEN = "nothing is chosen: mark what is meant first"
"""What to say where an act is meant for nothing."""


class Act(StrEnum):
    """What can be done with a commitment."""

    KEEP = "kept"
    KEEP_PARTLY = "partly kept"
    BREAK = "broken"
    RENEGOTIATE = "renegotiated"
    WITHDRAW = "withdrawn"
    DISPUTE = "disputed"
    REOPEN = "opened again"
    REASSIGN = "reassigned"


class Unfit(DeskError):
    """One of those chosen can't be done; the others can."""


def why_not(act: Act, one: Commitment) -> str:
    """Why an act makes no sense for a commitment as it stands, in a few words; empty where it does."""
    match act:
        case Act.REOPEN:
            fits = not one.is_open or one.status is Status.DISPUTED
        case Act.DISPUTE:
            fits = one.status is not Status.DISPUTED
        case _:
            fits = one.is_open
    if fits:
        return ""
    return "is open already" if act is Act.REOPEN else f"{one.status} already"


def sorted_out(act: Act, ones: Sequence[Commitment]) -> tuple[list[Commitment], list[Left]]:
    """Those with which an act makes sense, and those with which it does not, before anything is done."""
    fit = [one for one in ones if not why_not(act, one)]
    return fit, [_left(one, why) for one in ones if (why := why_not(act, one))]


_SETTLE = {Act.KEEP, Act.KEEP_PARTLY, Act.BREAK, Act.WITHDRAW}
_OPEN_AGAIN = {Act.REOPEN, Act.DISPUTE}


@dataclass(slots=True)
class _Doing:
    """One act under way."""

    desk: Desk
    act: Act
    now: Transaction
    bonds: Bonds
    same: Sequence[str]
    tell: Callable[[Commitment, Commitment], tuple[str, ...]] | None
    goes_on: bool
    changed: list[Commitment] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    followed: list[Commitment] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def do(self, seen: Commitment, step: Callable[[Commitment], Commitment]) -> None:
        """Do it with one of those chosen.

        Raises:
            DeskError: it can't be done.
        """
        current = self.now.get(Commitment, seen.id)
        if current is None:
            raise NotFound("is no longer in the store")
        if any(getattr(current, name) != getattr(seen, name) for name in self.same):
            raise Conflict(_meanwhile(current, seen, last_hand(self.desk, seen)))
        if why := why_not(self.act, current):
            raise Unfit(why)
        if self.act in _OPEN_AGAIN and not current.is_open:
            self._check_alone(current)
        given = step(current)
        self.now.put(given)
        after = self.now.get(Commitment, given.id) or given
        self.changed.append(after)
        if self.tell:
            self.told += self.tell(current, given)
        self._follow(recurring.date_of_its_own_accord(given, after))
        if self.act in _SETTLE:
            on = recurring.go_on(self.now, self.bonds, after, self.desk.today()) if self.goes_on else ended(after)
            self._follow(on)
            if self.bonds.has_waiting(after):
                self._follow(recurring.give_dates(self.now, self.bonds, after))
        elif self.act in _OPEN_AGAIN and self.bonds.has_waiting(after):
            self._follow(recurring.take_dates(self.now, self.bonds, after))

    def _check_alone(self, current: Commitment) -> None:
        for other in self.bonds.in_the_way(self.now, current):
            if other.is_open:
                raise Unfit(f"came back as #{other.id}, which is open: withdraw that for good before this")
            raise Unfit(f"came back as #{other.id} for the same day, which was {other.status}: open that again instead")

    def _follow(self, what: Followed) -> None:
        self.followed += what.records
        self.told += what.told


def do(
    desk: Desk,
    act: Act,
    ones: Sequence[Commitment],
    step: Callable[[Commitment], Commitment],
    *,
    same: Sequence[str] = ("status", "settled_on"),
    why: str = "",
    tell: Callable[[Commitment, Commitment], tuple[str, ...]] | None = None,
    goes_on: bool = True,
) -> Outcome:
    """Do an act with each of those chosen: ``step`` makes of a commitment what it is then, or raises :class:`Unfit`.

    ``same`` are the fields that must not have changed since they were chosen; ``why`` ends what the history says;
    ``tell`` says in lines what else is to know of what it was and what it is. What comes back ``goes_on`` with its
    next time when it is settled.

    Raises:
        Conflict, NotFound, DeskError: the only one that was chosen can't be done.
    """
    chosen = list({one.id: one for one in ones}.values())
    if not chosen:
        raise DeskError(NOTHING_CHOSEN)
    with in_plain_words(), desk.acting(f"commitment{'s' * (len(chosen) > 1)} {act} {why}".rstrip()) as now:
        doing = _Doing(desk, act, now, Bonds(now, chosen), same, tell, goes_on)
        for one in _in_turn(act, chosen):
            try:
                doing.do(one, step)
            except (Unfit, Conflict, NotFound) as problem:
                if len(chosen) == 1:
                    told = f"this commitment {problem}: nothing was changed"
                    if not isinstance(problem, Unfit):
                        told += "; look at it again"
                    raise type(problem)(told, field=problem.field) from None
                doing.left.append(_left(one, str(problem)))
        stored = tuple(now.get(Commitment, one.id) or one for one in doing.changed)
    return Outcome(str(act), stored, tuple(doing.left), tuple(doing.followed), tuple(doing.told))


def _in_turn(act: Act, chosen: Sequence[Commitment]) -> list[Commitment]:
    """What is kept gives its day to what waits for it, and goes first; what else ends leaves nothing waiting."""
    known = {one.id: one for one in chosen}

    def steps(one: Commitment) -> int:
        found = 0
        while found < len(known) and one.after_id in known:
            one, found = known[one.after_id], found + 1
        return found

    return sorted(chosen, key=steps, reverse=act is not Act.KEEP)


def _meanwhile(current: Commitment, seen: Commitment, who: str) -> str:
    if (current.status, current.settled_on) != (seen.status, seen.settled_on):
        return f"was set to {current.status} meanwhile by {who}"
    if current.due != seen.due:
        return f"was given another date, {current.due}, meanwhile by {who}"
    return f"was handed to {current.owner} meanwhile by {who}"


def _left(one: Commitment, why: str) -> Left:
    return Left(f"commitment {one.id}", " ".join(one.words.split()), why)
