"""Gifts: which of them need somebody's approval, who may give it, and what became of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed, NotFound
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.money import Money
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.services.concessions import year_of
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.gift_gate import MAY_APPROVE
from crm_tui.services.ground_rules import in_force
from crm_tui.services.permissions import is_same, require_role, roles_at
from crm_tui.services.ports import Records
from crm_tui.services.records import in_plain_words, last_hand

_UNDER_REVIEW = frozenset({ReviewState.SUBMITTED, ReviewState.RETURNED, ReviewState.APPROVED})


class Standing(StrEnum):
    """Where a gift stands, in the order of the list."""

    WAITS = "waits for approval"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REFUSED = "not approved"


@dataclass(frozen=True, slots=True)
class Given:
    """A gift with where it stands."""

    gift: Gift
    """Which."""

    customer: str
    """To whom."""

    standing: Standing
    """Where it stands."""

    why: str
    """Why it needs approval, where it waits for one; why it was refused."""

    mine: bool
    """Whether it waits for the one who asks."""


def why_approved(records: Records, gift: Gift, rules: GroundRules | None = None) -> str:
    """Why a gift needs somebody's approval, in a few words; empty where it needs none."""
    rules = rules or in_force(records)
    limits = {one.currency: one for one in rules.gift_limits}
    limit = limits.get(gift.value.currency)
    if limit is None:
        return f"no gift limit is set in {gift.value.currency}: every gift needs approval"
    if gift.value.amount > limit.amount:
        return f"worth more than {limit.words}"
    for deal in records.find(Deal, customer_id=gift.customer_id):
        if deal.is_open and (deal.stage is Stage.REVIEW or _is_reviewed(records, deal)):
            return f"{deal.title} is under review"
    return _over_the_year(records, gift, rules)


def standing(records: Records, gift: Gift, rules: GroundRules | None = None) -> tuple[Standing, str]:
    """Where a gift stands, and why it needs approval or was refused one."""
    if gift.refused_why:
        return Standing.REFUSED, gift.refused_why
    if gift.answer is not GiftAnswer.OFFERED:
        return Standing(gift.answer.value), ""
    why = "" if gift.approved_by else why_approved(records, gift, rules)
    return (Standing.WAITS, why) if why else (Standing.OFFERED, "")


def give(desk: Desk, gift: Gift) -> Gift:
    """Record a gift. One that needs approval waits until somebody else gives it.

    Raises:
        NotFound: the customer is not there.
    """
    with in_plain_words(), desk.acting("gift recorded") as now:
        if now.get(Customer, gift.customer_id) is None:
            raise NotFound(f"there is no customer {gift.customer_id}: they may have been removed")
        return now.add(gift)


def approve(desk: Desk, gift: Gift) -> Gift:
    """Let a gift be given.

    Raises:
        NotAllowed: who sits here gives it, or has no role that may approve it.
        Conflict, DeskError: it was changed meanwhile, or waits for nobody.
    """
    return _decide(desk, gift, "gift approved", {"approved_by": desk.officer, "approved_on": desk.today()})


def refuse(desk: Desk, gift: Gift, why: str) -> Gift:
    """Say that a gift is not to be given, and why.

    Raises:
        NotAllowed, Conflict, DeskError: as for approving; or no reason is given.
    """
    if not why.strip():
        raise DeskError("say why it is not approved", field="why")
    return _decide(desk, gift, "gift not approved", {"refused_why": why})


def answered(desk: Desk, gift: Gift, answer: GiftAnswer, on: date, remark: str = "") -> Gift:
    """Record that the customer accepted or declined a gift, with the day.

    Raises:
        Conflict, DeskError: it was changed meanwhile, waits for approval, or was answered already.
    """
    with in_plain_words(), desk.acting(f"gift {answer}") as now:
        _check_same(desk, now, gift)
        at, why = standing(now, gift)
        if at is Standing.WAITS and answer is GiftAnswer.ACCEPTED:
            raise DeskError(f"somebody has to approve this gift first: {why}")
        if at not in (Standing.OFFERED, Standing.WAITS):
            raise DeskError(f"this gift was {at} already: open it and change it there")
        if on < gift.on:
            raise DeskError(f"it was given on {gift.on}: give that day or a later one", field="on")
        fields = {"answer": answer, "answered_on": on} | ({"remark": remark} if remark.strip() else {})
        after = Gift.model_validate(gift.model_dump() | fields)
        now.put(after)
    return after


def may_approve(records: Records, login: str, today: date, gift: Gift) -> bool:
    """Whether somebody may decide about a gift: by role, and never who gives it."""
    return not is_same(records, login, gift.by) and not roles_at(records, login, today).isdisjoint(MAY_APPROVE)


def register(desk: Desk, customer_id: int | None = None) -> tuple[Given, ...]:
    """All gifts, or one customer's: those that wait first, and of each kind the last first."""
    store, rules, names = desk.store, in_force(desk.store), Names(desk.store)
    held = store.find(Gift) if customer_id is None else store.find(Gift, customer_id=customer_id)
    found = []
    for one in held:
        at, why = standing(store, one, rules)
        mine = at is Standing.WAITS and may_approve(store, desk.officer, desk.today(), one)
        found.append(Given(one, names.of(one.customer_id), at, why, mine))
    order = list(Standing)
    return tuple(sorted(found, key=lambda one: (order.index(one.standing), -one.gift.on.toordinal(), -one.gift.id)))


def _decide(desk: Desk, gift: Gift, what: str, fields: dict[str, object]) -> Gift:
    with in_plain_words(), desk.acting(what) as now:
        _check_same(desk, now, gift)
        at, _ = standing(now, gift)
        if at is not Standing.WAITS:
            raise DeskError(f"nobody waits for this gift: it is {at}")
        if is_same(now, desk.officer, gift.by):
            raise NotAllowed("you give this gift yourself: somebody else approves it")
        require_role(now, desk.officer, desk.today(), MAY_APPROVE, "approving a gift")
        after = Gift.model_validate(gift.model_dump() | fields)
        now.put(after)
    return after


def _check_same(desk: Desk, now: Records, gift: Gift) -> None:
    current = now.get(Gift, gift.id)
    if current is None:
        raise NotFound("this gift is no longer in the store")
    if current != gift:
        raise Conflict(f"{last_hand(desk, gift)} changed this gift meanwhile: nothing was saved; look at it again")


def _is_reviewed(records: Records, deal: Deal) -> bool:
    newest = max(records.find(Review, deal_id=deal.id), key=lambda one: one.id, default=None)
    return newest is not None and newest.state in _UNDER_REVIEW


def _over_the_year(records: Records, gift: Gift, rules: GroundRules) -> str:
    for budget in year_of(records, rules, gift.customer_id, gift.on.year, besides_gift=gift.id):
        if budget.spent.currency == gift.value.currency and budget.is_over(gift.value):
            limit = budget.limit or Money(amount=gift.value.amount, currency=gift.value.currency)
            return f"over the {limit.words} that may be given away in {gift.on.year}"
    return ""
