"""What there is to know of the handovers that wait, were returned or are over; nothing is changed here."""

from hashlib import sha256

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import NotFound
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.services import owned, permissions
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records


def get(records: Records, handover_id: int) -> Handover:
    """The handover with this number.

    Raises:
        NotFound: there is none.
    """
    found = records.get(Handover, handover_id)
    if found is None:
        raise NotFound(f"there is no handover {handover_id}: crm-tui handover list shows those that wait")
    return found


def of_book(records: Records, handover: Handover) -> list[Handover]:
    """Those that were proposed together with it, itself among them, by number."""
    return records.find(Handover, book=handover.book) if handover.book else [handover]


def for_me(desk: Desk) -> list[Handover]:
    """What waits for who sits here: what they are to accept or return, and what was returned to them."""
    store = desk.store
    to_answer = store.find(Handover, state=HandoverState.PROPOSED)
    returned = store.find(Handover, state=HandoverState.RETURNED)
    return [
        *(one for one in to_answer if permissions.is_same(store, one.to, desk.officer)),
        *(one for one in returned if permissions.is_same(store, one.by, desk.officer) and is_current(store, one)),
    ]


def is_current(records: Records, handover: Handover) -> bool:
    """Whether a handover that was returned still waits for who proposed it: no other one was proposed since."""
    later = records.find(Handover, customer_id=handover.customer_id)
    newest = max((one.id for one in later if one.deal_id == handover.deal_id), default=0)
    return handover.state is HandoverState.RETURNED and newest == handover.id


def what(records: Records, one: Handover) -> Customer | Deal | None:
    """The customer or the deal that goes over; None where the store has it no more."""
    if one.deal_id is None:
        return records.get(Customer, one.customer_id)
    return records.get(Deal, one.deal_id)


def title(records: Records, one: Handover, name: str) -> str:
    """What it is a handover of: its customer's ``name``, with the deal where that goes over alone."""
    deal = records.get(Deal, one.deal_id) if one.deal_id is not None else None
    return f"{name}: {deal.title}" if deal is not None else name


def going(records: Records, one: Handover) -> str:
    """What goes over when it is accepted, as the records are: "the customer, 1 open deal and 3 open commitments"."""
    found = what(records, one)
    more = owned.part(records, found, one.owner).words if found is not None else ""
    if found is None or not permissions.is_same(records, one.owner, found.owner):
        return more or "nothing any more"
    called = f"the deal {found.title}" if isinstance(found, Deal) else "the customer"
    return f"{called}, with {more}" if more else called


def open_promises(records: Records, customer_id: int, deal_id: int | None = None) -> list[Commitment]:
    """What was promised to a customer, or on one deal, by whomever, and is still owed."""
    found = records.find(Commitment, customer_id=customer_id)
    of_it = [one for one in found if deal_id is None or one.deal_id == deal_id]
    return [one for one in of_it if one.kind is CommitmentKind.PROMISE and one.is_open]


def unread(records: Records, handover: Handover) -> list[Commitment]:
    """The open promises that the receiver has not marked as read as they stand now."""
    seen = {(one.commitment_id, one.said) for one in handover.read}
    owed = open_promises(records, handover.customer_id, handover.deal_id)
    return [one for one in owed if (one.id, digest(one)) not in seen]


def digest(one: Commitment) -> str:
    """Twelve letters that are others once a promise says something else, or is due on another day."""
    says = one.model_dump_json(include={"words", "claim", "certainty", "due", "at", "after_id", "after_words"})
    return sha256(says.encode()).hexdigest()[:12]


def may_take_back(desk: Desk, records: Records, one: Handover) -> bool:
    """Whether who sits here may take a handover back, or put away one that was returned."""
    if permissions.is_same(records, one.by, desk.officer):
        return one.waits or one.state is HandoverState.RETURNED
    roles = permissions.roles_at(records, desk.officer, desk.today())
    return one.waits and not roles.isdisjoint(MAY_CHANGE_STAFF)
