"""Handing a customer over, a whole book, or one deal: proposed, read, then accepted, returned or taken back.

Until it is accepted the old owner owns. Accepting changes who owns the customer or the deal, and what is open there
with the same owner, and nothing else; who promised something stays.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed, NotFound
from crm_tui.domain.handover import Handover, HandoverState, ReadPromise
from crm_tui.domain.record import Record
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member, Role
from crm_tui.services import handovers, house_words, owned, permissions
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Left, Outcome, reasons
from crm_tui.services.ports import Records, Transaction
from crm_tui.services.records import in_plain_words


class Unread(DeskError):
    """A handover is not accepted, as open promises are not marked as read."""


class Unfit(DeskError):
    """One of those that were chosen can't be done; the others can."""


def propose(desk: Desk, customer_ids: Sequence[int], to: str, reason: str, *, owner: str = "") -> Outcome:
    """Ask somebody to take customers over, those that are proposed together as one book.

    ``owner`` is whose part is handed over, where that is not each customer's own owner: open deals and commitments
    that somebody has with another one's customers.

    Raises:
        NotAllowed: who sits here may not hand over what is another one's.
        DeskError: no reason is given, the receiver can't be one, or nothing can be proposed.
    """
    if not customer_ids:
        raise DeskError("nothing is chosen: say which customers are handed over")
    receiver = _asked(desk, to, reason)
    added: list[Handover] = []
    left: list[Left] = []
    with in_plain_words(), desk.acting(f"handover to {receiver} proposed") as now:
        may = _may_propose(desk, now)
        for number in dict.fromkeys(customer_ids):
            try:
                added.append(_proposed(desk, now, number, receiver, reason, owner, may))
            except (Unfit, NotAllowed) as problem:
                if len(customer_ids) == 1:
                    raise
                left.append(Left(f"customer {number}", Names(now).of(number), str(problem)))
        if not added:
            raise DeskError(f"nothing was proposed: {reasons(left)}")
        if len(customer_ids) > 1:
            added = [one.model_copy(update={"book": added[0].id}) for one in added]
            for one in added:
                now.put(one)
    return Outcome(f"proposed to {receiver}", tuple(added), tuple(left))


def propose_book(desk: Desk, owner: str, to: str, reason: str) -> Outcome:
    """Ask somebody to take over all that is with one officer: customers, and what is open on other ones' customers.

    Raises:
        NotAllowed, DeskError: as for ``propose``; or nothing is with them.
    """
    book = owned.of(desk.store, owner).book
    if not book:
        raise DeskError(f"nothing is with {owner.strip() or 'nobody'}: there is no book to hand over")
    return propose(desk, book, to, reason, owner=owner.strip())


def propose_deal(desk: Desk, deal_id: int, to: str, reason: str) -> Outcome:
    """Ask somebody to take one deal over, while its customer stays with their owner.

    Raises:
        NotAllowed, DeskError: as for ``propose``; or the deal is lost.
        NotFound: there is no such deal.
    """
    receiver = _asked(desk, to, reason)
    with in_plain_words(), desk.acting(f"handover to {receiver} proposed") as now:
        deal = now.get(Deal, deal_id)
        if deal is None:
            raise NotFound("this deal is no longer in the store")
        if not owned.goes_over(deal):
            raise DeskError(f"{deal.title} is {deal.stage.lower()}: there is nothing to hand over")
        one = _proposed(desk, now, deal.customer_id, receiver, reason, deal.owner, _may_propose(desk, now), deal.id)
    return Outcome(f"proposed to {receiver}", (one,))


def receiving(desk: Desk, to: str, field: str = "to") -> str:
    """The login of who is to take something over; ``field`` is where they are named.

    Raises:
        DeskError: nobody is named, or they can't own anything.
    """
    if not to.strip():
        raise DeskError("say who is to take it over", field=field)
    who = permissions.member(desk.store, to)
    if who is None:
        if desk.store.count(Member):
            raise DeskError(f"{to.strip()} is not on the staff list: name somebody who is", field=field)
        return to.strip()
    if not who.is_here(desk.today()):
        raise DeskError(f"{to.strip()} left this desk on {who.left_on}: name somebody who is here", field=field)
    if who.left_on is not None:
        raise DeskError(f"{to.strip()} leaves this desk on {who.left_on}: name somebody who stays", field=field)
    if who.has({Role.AUDITOR}):
        raise DeskError(f"{to.strip()} is an auditor, who only reads: name somebody else", field=field)
    return who.login


def mark_read(desk: Desk, handover_id: int, commitment_id: int, seen: str) -> Handover:
    """Keep that the receiver has read an open promise; ``seen`` is :func:`.handovers.digest` of what they read.

    Raises:
        NotAllowed: it is another one's handover.
        Conflict: the promise says something else by now, or the handover waits no more.
        NotFound, DeskError: there is no such handover, or no such promise in it.
    """
    with desk.acting("promise marked as read") as now:
        one = _waiting(now, handover_id)
        _check_receiver(desk, now, one)
        owed = handovers.open_promises(now, one.customer_id, one.deal_id)
        promise = next((each for each in owed if each.id == commitment_id), None)
        if promise is None:
            where = f"to this {house_words.of(now).one}" if one.deal_id is None else "on this deal"
            raise DeskError(f"#{commitment_id} is no open promise {where}: nothing was marked")
        said = handovers.digest(promise)
        if said != seen.strip().lower():
            raise Conflict(f"#{commitment_id} says something else than what you read: read it again")
        others = tuple(each for each in one.read if each.commitment_id != commitment_id)
        after = one.model_copy(update={"read": (*others, ReadPromise(commitment_id=commitment_id, said=said))})
        now.put(after)
    return after


def accept(desk: Desk, ones: Sequence[Handover]) -> Outcome:
    """Take over what was proposed: from now on who sits here owns it. Every open promise has to be marked as read.

    Raises:
        Unread: promises of the only one that was chosen are not marked as read.
        NotAllowed, Conflict, NotFound, DeskError: nothing that was chosen can be accepted.
    """
    moved: list[Record] = []
    receiver = receiving(desk, desk.officer)

    def step(now: Transaction, one: Handover) -> Handover:
        _check_receiver(desk, now, one)
        if missing := handovers.unread(now, one):
            each = "1 open promise is" if len(missing) == 1 else f"{len(missing)} open promises are"
            raise Unread(f"{each} not marked as read: read {_numbers(missing)} first")
        what = handovers.what(now, one)
        if what is None:
            raise NotFound(f"the {'customer' if one.deal_id is None else 'deal'} is no longer in the store")
        theirs = permissions.is_same(now, one.owner, what.owner)
        going: list[Record] = [*([what] if theirs else []), *owned.part(now, what, one.owner).records]
        if not going:
            raise Conflict(f"nothing of it is with {one.owner} any more: return it")
        for record in going:
            now.put(record.model_copy(update={"owner": receiver}))
            moved.append(now.get(type(record), record.id) or record)
        return one.model_copy(update={"state": HandoverState.ACCEPTED, "ended_on": desk.today()})

    done = _each(desk, ones, "handover accepted", step, handing_over=True)
    return replace(done, did="accepted", followed=tuple(moved))


def send_back(desk: Desk, ones: Sequence[Handover], why: str) -> Outcome:
    """Return what was proposed, with the reason; the old owner goes on owning it.

    Raises:
        NotAllowed, Conflict, NotFound, DeskError: no reason is given, or nothing that was chosen can be returned.
    """
    if not why.strip():
        raise DeskError("say why it is returned: who proposed it reads that", field="why")

    def step(now: Transaction, one: Handover) -> Handover:
        _check_receiver(desk, now, one)
        return one.model_copy(update={"state": HandoverState.RETURNED, "ended_on": desk.today(), "why": why.strip()})

    return replace(_each(desk, ones, "handover returned", step), did="returned")


def take_back(desk: Desk, ones: Sequence[Handover]) -> Outcome:
    """Take back what one has proposed, or put away what was returned.

    What waits is also taken back by who may change the staff, so that nobody's leaving hangs on who proposed it.

    Raises:
        NotAllowed, Conflict, NotFound, DeskError: nothing that was chosen can be taken back.
    """

    def step(now: Transaction, one: Handover) -> Handover:
        if not handovers.may_take_back(desk, now, one):
            raise NotAllowed(f"{one.by} has proposed it: they, a branch manager or an admin take it back")
        return one.model_copy(update={"state": HandoverState.TAKEN_BACK, "ended_on": desk.today()})

    states = (HandoverState.PROPOSED, HandoverState.RETURNED)
    return replace(_each(desk, ones, "handover taken back", step, states=states), did="taken back")


def check_none_waits(records: Records, customer_id: int, owner: str, deal_id: int | None = None) -> None:
    """Refuse what would take a customer, or one deal of theirs, from under a handover that waits.

    Raises:
        Unfit: one waits.
    """
    for one in records.find(Handover, customer_id=customer_id, state=HandoverState.PROPOSED):
        another = None not in (one.deal_id, deal_id) and one.deal_id != deal_id
        if not another and permissions.is_same(records, one.owner, owner):
            raise Unfit(f"it is proposed to {one.to} since {one.on}: handover {one.id} is taken back first")


_May = Callable[[str], bool]


def _may_propose(desk: Desk, now: Records) -> _May:
    """Whether who sits here may hand over what an owner has.

    They themselves may, who supervises them, and who may change the staff; everybody where there is no staff list.
    """
    roles = permissions.roles_at(now, desk.officer, desk.today())
    anybody = not now.find(Member) or not roles.isdisjoint(MAY_CHANGE_STAFF)
    known: dict[str, bool] = {}

    def may(owner: str) -> bool:
        if owner not in known:
            who = permissions.member(now, owner)
            over = who.supervisor if who is not None else ""
            known[owner] = anybody or any(permissions.is_same(now, one, desk.officer) for one in (owner, over) if one)
        return known[owner]

    return may


def _asked(desk: Desk, to: str, reason: str) -> str:
    if not reason.strip():
        raise DeskError("say why it is handed over: the receiver reads it first", field="why")
    return receiving(desk, to)


def _proposed(
    desk: Desk, now: Transaction, number: int, to: str, reason: str, owner: str, may: _May, deal_id: int | None = None
) -> Handover:
    customer = now.get(Customer, number)
    if customer is None:
        raise Unfit("the customer is no longer in the store")
    whose = owner or customer.owner
    if not may(whose):
        raise NotAllowed(f"{whose} answers for it: they, their supervisor or a branch manager can propose it")
    if permissions.is_same(now, whose, to):
        raise Unfit(f"it is with {whose} already: name somebody else", field="to")
    check_none_waits(now, number, whose, deal_id)
    about = {"customer_id": number, "deal_id": deal_id, "owner": whose, "to": to, "reason": reason.strip()}
    return now.add(Handover.model_validate(about | {"by": desk.officer, "on": desk.today()}))


def _each(
    desk: Desk,
    ones: Sequence[Handover],
    why: str,
    step: Callable[[Transaction, Handover], Handover],
    *,
    states: Iterable[HandoverState] = (HandoverState.PROPOSED,),
    handing_over: bool = False,
) -> Outcome:
    """One step of several handovers in one transaction; what can't be done is left, unless it is all."""
    changed: list[Record] = []
    left: list[Left] = []
    if not ones:
        raise DeskError("nothing is chosen: mark what is meant first")
    with in_plain_words(), desk.acting(why, handing_over=handing_over) as now:
        names = Names(now)
        for one in ones:
            try:
                after = step(now, _waiting(now, one.id, states))
            except DeskError as problem:
                if len(ones) == 1:
                    raise
                left.append(Left(f"handover {one.id}", names.of(one.customer_id), str(problem)))
            else:
                now.put(after)
                changed.append(after)
        if not changed:
            raise DeskError(f"nothing was changed: {reasons(left)}")
    return Outcome(why, tuple(changed), tuple(left))


def _waiting(now: Records, handover_id: int, states: Iterable[HandoverState] = (HandoverState.PROPOSED,)) -> Handover:
    current = handovers.get(now, handover_id)
    if current.state not in states:
        raise Conflict(
            f"this handover was {current.state} on {current.ended_on}: nothing was changed; look who has it now"
        )
    return current


def _check_receiver(desk: Desk, now: Records, one: Handover) -> None:
    if not permissions.is_same(now, one.to, desk.officer):
        raise NotAllowed(f"this is handed over to {one.to}, who alone can read, accept or return it")


def _numbers(missing: Sequence[Commitment]) -> str:
    named = ", ".join(f"#{one.id}" for one in missing[:5])
    return f"{named} and {len(missing) - 5} more" if len(missing) > 5 else named
