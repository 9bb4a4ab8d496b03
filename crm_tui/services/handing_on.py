"""Giving a customer or a deal to somebody else, with what is open on it, in one step that one undo takes back."""

from dataclasses import dataclass

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.record import Record
from crm_tui.domain.staff import Member
from crm_tui.services import permissions
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome
from crm_tui.services.ports import Records
from crm_tui.services.records import in_plain_words


@dataclass(frozen=True, slots=True)
class Along:
    """What is open on a customer or a deal, and with the same owner."""

    deals: tuple[Deal, ...] = ()
    """Of a customer: their deals."""

    commitments: tuple[Commitment, ...] = ()
    """What is owed."""

    @property
    def words(self) -> str:
        """How many of each: "2 open deals and 1 open commitment"; empty where there is nothing."""
        parts = [(len(self.deals), "open deal"), (len(self.commitments), "open commitment")]
        return " and ".join(f"{number} {noun}{'s' * (number != 1)}" for number, noun in parts if number)


def along(records: Records, what: Customer | Deal) -> Along:
    """What would go along. What is with somebody else stays there."""
    if isinstance(what, Customer):
        deals = [one for one in records.find(Deal, customer_id=what.id) if one.is_open]
        owed = records.find(Commitment, customer_id=what.id)
    else:
        deals, owed = [], records.find(Commitment, deal_id=what.id)

    def goes(one: Deal | Commitment) -> bool:
        return permissions.is_same(records, what.owner, one.owner)

    return Along(tuple(filter(goes, deals)), tuple(one for one in owed if one.is_open and goes(one)))


def hand_on(desk: Desk, what: Customer | Deal, owner: str, *, with_all: bool = False) -> Outcome:
    """Let somebody else answer for a customer or a deal; ``with_all`` also for what is open on it.

    Each deal and each commitment keeps everybody who had it before.

    Raises:
        Conflict, NotFound: it was given to somebody meanwhile, or is gone.
        DeskError: the new owner is nobody here, or has it already.
    """
    new = _owner(desk, owner)
    noun = type(what).__name__.lower()
    with in_plain_words(), desk.acting(f"{noun} given to {new}") as now:
        current = now.get(type(what), what.id)
        if current is None:
            raise NotFound(f"this {noun} is no longer in the store: nothing was changed")
        if current.owner != what.owner:
            raise Conflict(f"this {noun} was given to {current.owner} meanwhile: nothing was changed")
        if permissions.is_same(now, current.owner, new):
            raise DeskError(f"this {noun} is with {current.owner} already: name somebody else")
        more = along(now, current) if with_all else Along()
        moved: list[Record] = []
        for one in (current, *more.deals, *more.commitments):
            after = one.model_copy(update={"owner": new})
            now.put(after)
            moved.append(now.get(type(one), one.id) or after)
    did = f"given to {new}" + (f", with {more.words}" if more.words else "")
    return Outcome(did, tuple(moved[:1]), followed=tuple(moved[1:]))


def _owner(desk: Desk, owner: str) -> str:
    """The login of who is named."""
    if not owner.strip():
        raise DeskError("say who answers for it from now on")
    who = permissions.member(desk.store, owner)
    if who is None and desk.store.count(Member):
        raise DeskError(f"{owner.strip()} is not on the staff list: name somebody who is")
    if who is not None and not who.is_here(desk.today()):
        raise DeskError(f"{owner.strip()} left this desk on {who.left_on}: name somebody who is here")
    return who.login if who is not None else owner.strip()
