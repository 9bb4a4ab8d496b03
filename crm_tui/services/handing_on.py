"""Giving away what nobody here answers for any more: who may change the staff does it, and nobody accepts it.

What has an owner who is here is handed over instead: :mod:`crm_tui.services.handover`.
"""

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.record import Record
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member
from crm_tui.services import handover, owner_rules, permissions
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome
from crm_tui.services.owned import Part, part
from crm_tui.services.people import People
from crm_tui.services.records import in_plain_words

DOING = "giving away what nobody here answers for"
"""What takes a role, as it is told."""


def is_given_away(desk: Desk, owner: str) -> bool:
    """Whether what stands under this name is given away, as nobody here answers for it, and not handed over."""
    return owner_rules.is_gone(People(desk.store.find(Member), desk.today()), owner, desk.today())


def hand_on(desk: Desk, what: Customer | Deal, owner: str, *, with_all: bool = False) -> Outcome:
    """Let somebody answer for a customer or a deal whose owner is gone; ``with_all`` also for what is open on it.

    Each customer, deal and commitment keeps everybody who had it before.

    Raises:
        NotAllowed, Unclaimed: who sits here may not give it away.
        Conflict, NotFound: it was given to somebody meanwhile, or is gone.
        DeskError: its owner is here and hands it over; or the new owner can't be one.
    """
    permissions.require_role(desk.store, desk.officer, desk.today(), MAY_CHANGE_STAFF, DOING)
    new = handover.receiving(desk, owner, "owner")
    noun = type(what).__name__.lower()
    with in_plain_words(), desk.acting(f"{noun} given to {new}", handing_over=True) as now:
        current = now.get(type(what), what.id)
        if current is None:
            raise NotFound(f"this {noun} is no longer in the store: nothing was changed; go back and look for it")
        if current.owner != what.owner:
            raise Conflict(f"this {noun} was given to {current.owner} meanwhile: nothing was changed; look at it again")
        if not is_given_away(desk, current.owner):
            raise DeskError(f"{current.owner} is here and answers for this {noun}: propose a handover instead")
        deal_id, customer_id = (current.id, current.customer_id) if isinstance(current, Deal) else (None, current.id)
        handover.check_none_waits(now, customer_id, what.owner, deal_id)
        more = part(now, current) if with_all else Part()
        moved: list[Record] = []
        for one in (current, *more.records):
            after = one.model_copy(update={"owner": new})
            now.put(after)
            moved.append(now.get(type(one), one.id) or after)
    did = f"given to {new}" + (f", with {more.words}" if more.words else "")
    return Outcome(did, tuple(moved[:1]), followed=tuple(moved[1:]))
