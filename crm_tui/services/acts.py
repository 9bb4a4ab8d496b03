"""What is done with commitments, one or many at once: each act is one transaction, and one undo takes it back."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from crm_tui.domain.commitment import Commitment, CommitmentKind, Delivery, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.snooze import Snooze
from crm_tui.services import only_by_agreement, permissions
from crm_tui.services.contact_note import contact_note
from crm_tui.services.desk import Desk
from crm_tui.services.doing import NOTHING_CHOSEN, Act, Unfit, do
from crm_tui.services.outcomes import Left, Outcome
from crm_tui.services.records import in_plain_words

_MOST_DATES = 200
_MOST_WORDS = 20_000
_FOR_GOOD = "it does not come back any more"


def keep(desk: Desk, ones: Sequence[Commitment], on: date, received_by: str = "", proof: str = "") -> Outcome:
    """Record that commitments were kept on a day; what is delivered needs who received it.

    Raises:
        Conflict, NotFound, DeskError: the only one that was chosen can't be done, or the day has not come.
    """
    _check_past(desk, on, "it was kept")

    def kept(one: Commitment) -> Commitment:
        if one.delivery is not None and not (received_by.strip() or one.delivery.received_by):
            raise Unfit("is delivered: say who received it", field="received_by")
        # of what is not delivered somebody may say all the same who took it
        took = f"received by {received_by.strip()}" if received_by.strip() and one.delivery is None else ""
        return _settled(one, Status.KEPT, on, took, delivery=_received(one, received_by, proof))

    return do(desk, Act.KEEP, ones, kept)


def keep_partly(
    desk: Desk, ones: Sequence[Commitment], on: date, what: str, received_by: str = "", proof: str = ""
) -> Outcome:
    """Record that only a part was kept, and what.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``; or it is not said what was kept.
    """
    _check_past(desk, on, "it was kept")
    _check_words(what, "say what was kept, and what was not", "what")
    return do(
        desk,
        Act.KEEP_PARTLY,
        ones,
        lambda one: _settled(one, Status.PARTLY_KEPT, on, what, delivery=_received(one, received_by, proof)),
    )


def break_(desk: Desk, ones: Sequence[Commitment], why: str, on: date | None = None) -> Outcome:
    """Record that commitments were broken, and why; today, if no day is given.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``; or it is not said why.
    """
    day = on or desk.today()
    _check_past(desk, day, "it was broken")
    _check_words(why, "say why it was not kept", "why")
    return do(desk, Act.BREAK, ones, lambda one: _settled(one, Status.BROKEN, day, why))


def withdraw(
    desk: Desk, ones: Sequence[Commitment], how: Channel | None, on: date, why: str = "", *, for_good: bool = False
) -> Outcome:
    """Record that commitments stand no more, and how and when the customer was told; our own tasks need nobody told.

    What comes back is due at its next time all the same, unless it is withdrawn ``for_good``.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``; or it is not said how the customer was told.
    """
    _check_past(desk, on, "the customer was told")

    def withdrawn(one: Commitment) -> Commitment:
        if how is None and one.kind is not CommitmentKind.TASK:
            raise Unfit("is known to the customer: say how they were told", field="how")
        said = f"{why}\n{_FOR_GOOD}".strip() if for_good and one.every is not None else why
        return _settled(one, Status.WITHDRAWN, on, said, told=None if one.kind is CommitmentKind.TASK else how)

    return do(desk, Act.WITHDRAW, ones, withdrawn, goes_on=not for_good)


def dispute(desk: Desk, ones: Sequence[Commitment], why: str) -> Outcome:
    """Record that it is disputed whether commitments stand, or whether they were kept; they are owed meanwhile.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``; or it is not said what is disputed.
    """
    _check_words(why, "say what is disputed, and by whom", "why")
    return do(desk, Act.DISPUTE, ones, lambda one: _valid(one, one.opened() | _said(one, why), status=Status.DISPUTED))


def reopen(desk: Desk, ones: Sequence[Commitment]) -> Outcome:
    """Record that commitments are owed again after all.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``.
    """

    def opened(one: Commitment) -> Commitment:
        return _valid(one, one.opened(), delivery=one.delivery.to_bring() if one.delivery else None)

    return do(desk, Act.REOPEN, ones, opened)


def renegotiate(
    desk: Desk,
    ones: Sequence[Commitment],
    due: date,
    at: time | None = None,
    how: Channel | None = None,
    agreed_on: date | None = None,
    why: str = "",
) -> Outcome:
    """Give commitments a new date that was agreed with the customer, how and when; our own tasks need a reason.

    What has no date yet gets its first one; what was due so many days after something else has a date of its own then.
    What is disputed stays so, as a date does not say whether it stands: it is opened again once that is settled.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``; or the new date lies before the day of the agreement.
    """
    day = agreed_on or desk.today()
    _check_past(desk, day, "the new date was agreed", "agreed_on")
    if due < day:
        raise DeskError(f"the new date {due} lies before {day}, when it was agreed: give a later one", field="due")

    def moved(one: Commitment) -> Commitment:
        if one.due is None:
            return _valid(one, due=due, at=at, days_after=None)
        if one.due == due:
            raise Unfit(f"is due on {due} already: give another day", field="due")
        if lacking := only_by_agreement.lacks(one, how, why):
            raise Unfit(lacking, field="why" if how is not None or one.kind is CommitmentKind.TASK else "how")
        if len(one.dates) >= _MOST_DATES:
            raise Unfit(f"was moved {_MOST_DATES} times: withdraw it, and promise it anew")
        if day < one.made_on:
            told = f"was made on {one.made_on}: give that day or a later one, on which the new date was agreed"
            raise Unfit(told, field="agreed_on")
        if one.dates and day < one.dates[-1].agreed_on:
            told = f"was moved on {one.dates[-1].agreed_on} before: give that day or a later one"
            raise Unfit(told, field="agreed_on")
        status = one.status if one.status is Status.DISPUTED else Status.RENEGOTIATED
        asked = None if one.kind is CommitmentKind.TASK else how
        agreed = NewDate(was=one.due, was_at=one.at, due=due, agreed_on=day, how=asked, why=why, by=desk.officer)
        return _valid(one, due=due, at=at, days_after=None, dates=(*one.dates, agreed), status=status)

    def told(was: Commitment, one: Commitment) -> tuple[str, ...]:
        found = []
        if was.days_after is not None and was.due is None:
            found.append(f"#{one.id} is due on that day now, whenever #{one.after_id} is kept")
        if one.status is Status.DISPUTED:
            found.append(f"#{one.id} stays disputed: open it again once that is settled")
        return tuple(found)

    return do(desk, Act.RENEGOTIATE, ones, moved, same=("status", "settled_on", "due"), tell=told)


def reassign(desk: Desk, ones: Sequence[Commitment], owner: str, why: str = "") -> Outcome:
    """Let somebody else owe commitments from now on. Who promised them stays.

    Raises:
        Conflict, NotFound, DeskError: as for ``keep``; or the new owner is nobody, or has left.
    """
    _check_words(owner, "say who owes it from now on", "owner")
    store = desk.store
    who = permissions.member(store, owner)
    if who is not None and not who.is_here(desk.today()):
        told = f"{owner.strip()} left this desk on {who.left_on}: name somebody who is here"
        raise DeskError(told, field="owner")

    def handed_on(one: Commitment) -> Commitment:
        if permissions.is_same(store, one.owner, owner):
            raise Unfit(f"is with {one.owner} already: name somebody else", field="owner")
        return _valid(one, _said(one, why), owner=owner)

    return do(desk, Act.REASSIGN, ones, handed_on, same=("status", "settled_on", "owner"), why=f"to {owner.strip()}")


def snooze(desk: Desk, keys: Sequence[str], until: date) -> Outcome:
    """Put lines of the daily check off for who sits here, by their keys; what is owed does not change.

    Raises:
        DeskError: nothing is chosen, or the day is not ahead.
    """
    if until <= desk.today():
        raise DeskError(f"{until} is no day ahead: give the day on which it is to show again", field="until")
    chosen = list(dict.fromkeys(keys))
    _check_chosen(chosen)
    with in_plain_words(), desk.acting(f"put off until {until}") as now:
        mine = {one.about: one for one in now.find(Snooze, by=desk.officer)}
        changed: list[Snooze] = []
        left: list[Left] = []
        for key in chosen:
            before = mine.get(key)
            if before is not None and before.until == until:
                left.append(Left(key, key, f"is put off until {until} already"))
            elif before is not None:
                changed.append(before.model_copy(update={"until": until}))
                now.put(changed[-1])
            else:
                changed.append(now.add(Snooze(by=desk.officer, about=key, until=until)))
    return Outcome(f"put off until {until}", tuple(changed), tuple(left))


def log_contact(
    desk: Desk, customer_ids: Sequence[int], channel: Channel, direction: Direction, said: str, on: date
) -> Outcome:
    """Record a contact with each of these customers; whoever wants none this way is told of.

    Raises:
        DeskError: nobody is chosen, or the day has not come.
    """
    _check_past(desk, on, "you were in touch")
    chosen = list(dict.fromkeys(customer_ids))
    _check_chosen(chosen)
    changed: list[Interaction] = []
    left: list[Left] = []
    with in_plain_words(), desk.acting(f"contact{'s' * (len(chosen) > 1)} logged") as now:
        for number in chosen:
            if now.get(Customer, number) is None:
                left.append(Left(f"customer {number}", f"customer {number}", "is no longer in the store"))
                continue
            changed.append(now.add(contact_note(desk, number, said, channel=channel, direction=direction, on=on)))
    from crm_tui.services import consents

    warned = consents.contact_warning(desk.store, chosen, channel) if direction is Direction.OUT else ""
    return Outcome("logged", tuple(changed), tuple(left), told=(warned,) if warned else ())


def _settled(one: Commitment, status: Status, on: date, said: str = "", **more: Any) -> Commitment:
    if on < one.made_on:
        raise Unfit(f"was made on {one.made_on}: give that day or a later one", field="on")
    return _valid(one, _said(one, said), status=status, settled_on=on, **more)


def _said(one: Commitment, words: str) -> dict[str, Any]:
    """The remark with what is said now below what was said before, of which the oldest goes where it is too long."""
    words = words.strip()
    return {"remark": f"{one.remark}\n{words}".strip()[-_MOST_WORDS:]} if words else {}


def _received(one: Commitment, received_by: str, proof: str) -> Delivery | None:
    if one.delivery is None:
        return None
    known = one.delivery
    update = {"received_by": received_by.strip() or known.received_by, "proof": proof.strip() or known.proof}
    return Delivery.model_validate(dict(known) | update)


def _valid(one: Commitment, *updates: dict[str, Any], **more: Any) -> Commitment:
    fields = {name: getattr(one, name) for name in type(one).model_fields}
    for update in updates:
        fields |= update
    return Commitment.model_validate(fields | more)


def _check_past(desk: Desk, on: date, what: str, field: str = "on") -> None:
    if on > desk.today():
        raise DeskError(f"{on} has not come yet: give the day on which {what}", field=field)


def _check_chosen(chosen: Sequence[object]) -> None:
    if not chosen:
        raise DeskError(NOTHING_CHOSEN)


def _check_words(words: str, ask: str, field: str) -> None:
    if not words.strip():
        raise DeskError(ask, field=field)
