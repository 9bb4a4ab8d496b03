"""What waits for somebody at the desk, by age.

Reviews, exceptions and waivers of deals that are not signed yet, gifts to approve, and handovers to answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import Opens
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.handover import Handover
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.domain.waiver import Waiver
from crm_tui.services import decisions, handovers, waivers
from crm_tui.services.abouts import in_words
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.desk_clock import at_desk
from crm_tui.services.gifts import Given, register
from crm_tui.services.ground_rules import in_force
from crm_tui.services.hands import why_not_check
from crm_tui.services.permissions import is_same, roles_at
from crm_tui.services.ports import Records


class Waits(StrEnum):
    """What is waited for, in the order of the queue."""

    REVIEW = "review to decide"
    RETURNED = "returned to you"
    STALE = "approval counts no more"
    EXCEPTION = "exception to decide"
    WAIVER = "waiver to decide"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits."""

    what: Waits
    """For what."""

    deal: Deal
    """On which deal."""

    customer: str
    """Whose."""

    by: str
    """Who brought it here: the maker, the checker, or who asked."""

    since: date
    """The day on which they did."""

    days: int
    """Its age on the day of the queue."""

    told: str
    """What is to be known of it, in a line; the reason of a return, what was asked."""

    opens: Opens
    """The review, resolution or waiver."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A handover that waits."""

    handover: Handover
    """Which: one to accept, or one that was returned."""

    what: str
    """What goes over: the customer by name, and the deal where that goes over alone."""

    by: str
    """Who brought it here: who has it, or who returned it."""

    since: date
    """The day on which they did."""

    days: int
    """Its age on the day of the queue."""

    unread: int
    """How many open promises are still to be read."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for one person on a day."""

    officer: str
    """For whom."""

    as_of: date
    """On which day."""

    waiting: tuple[Waiting, ...]
    """In the order of what is waited for, of each the oldest first."""

    gifts: tuple[Given, ...] = ()
    """Gifts that they may approve, the oldest first; they belong to a customer, and not always to a deal."""

    handovers: tuple[Handed, ...] = ()
    """What they are to accept, then what was returned to them, of each the oldest first."""

    def __len__(self) -> int:
        return len(self.waiting) + len(self.gifts) + len(self.handovers)

    def of(self, what: Waits) -> tuple[Waiting, ...]:
        """The lines of one kind."""
        return tuple(one for one in self.waiting if one.what is what)


class _OpenDeals:
    """The deals that are not signed yet, each looked up when it is first asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[int, Deal | None] = {}

    def get(self, deal_id: int) -> Deal | None:
        """The deal; None if it is not open."""
        if deal_id not in self._known:
            found = self._records.get(Deal, deal_id)
            self._known[deal_id] = found if found and found.is_open else None
        return self._known[deal_id]


def queue(desk: Desk) -> Queue:
    """What waits for the one who sits here.

    Reviews that they may decide, reviews of theirs that were returned, approvals that they asked for or gave and that
    count no more, and exceptions and waivers that they may grant, of deals that are not signed yet; gifts that they may
    approve, and handovers that they are to answer.
    """
    today = desk.today()
    deals, names = _OpenDeals(desk.store), Names(desk.store)
    found = [
        Waiting(
            what=what,
            deal=deal,
            customer=names.of(deal.customer_id),
            by=by,
            since=since,
            days=max(0, (today - since).days),
            told=" ".join(told.split()),
            opens=Opens(table=record.table, id=record.id),
        )
        for what, deal_id, by, since, told, record in (*_reviews(desk, deals), *_decisions(desk, deals, today))
        if (deal := deals.get(deal_id)) is not None
    ]
    order = list(Waits)
    found.sort(key=lambda one: (order.index(one.what), one.since, one.deal.id, one.opens.id))
    gifts = sorted((one for one in register(desk) if one.mine), key=lambda one: (one.gift.on, one.gift.id))
    return Queue(desk.officer, today, tuple(found), tuple(gifts), tuple(_handovers(desk, names)))


_Found = tuple[Waits, int, str, date, str, Record]


def _handovers(desk: Desk, names: Names) -> Iterator[Handed]:
    store, today = desk.store, desk.today()
    for one in handovers.for_me(desk):
        since = one.on if one.waits else one.ended_on or one.on
        yield Handed(
            handover=one,
            what=handovers.title(store, one, names.of(one.customer_id)),
            by=one.by if one.waits else one.to,
            since=since,
            days=max(0, (today - since).days),
            unread=len(handovers.unread(store, one)) if one.waits else 0,
        )


def _reviews(desk: Desk, deals: _OpenDeals) -> Iterator[_Found]:
    store, me, rules = desk.store, desk.officer, in_force(desk.store)
    checks = not roles_at(store, me, desk.today()).isdisjoint(MAY_SIGN_OFF)
    newest = {one.deal_id: one for one in sorted(store.find(Review), key=lambda one: one.id)}
    for deal_id, review in newest.items():
        deal = deals.get(deal_id)
        if deal is None or not review.steps:
            continue
        last = review.steps[-1]
        since = at_desk(last.at, rules).date()
        mine = any(is_same(store, me, one) for one in (review.maker, deal.owner))
        if review.state is ReviewState.SUBMITTED and checks and not why_not_check(store, deal, review, me):
            # the checker sees the facts before the maker's opinion
            yield Waits.REVIEW, deal_id, last.by, since, "", review
        elif mine and (returned := review.returned) is not None:
            yield Waits.RETURNED, deal_id, returned.by, at_desk(returned.at, rules).date(), returned.why, review
        elif (mine or review.checker == me) and (why := _counts_no_more(desk, review)):
            yield Waits.STALE, deal_id, last.by, since, why, review


def _counts_no_more(desk: Desk, review: Review) -> str:
    """Why an approval counts no more; empty while it does, or where there is none."""
    if review.state is not ReviewState.APPROVED:
        return ""
    # only who has an approval waits for a comparison
    from crm_tui.services.approvals import checker_lost, counts_no_more

    try:
        return counts_no_more(desk, review)
    except DeskError:
        # a paper that can't be read any more is not the one that was approved
        return checker_lost(desk, desk.store, review) or "its paper can't be read any more"


def _decisions(desk: Desk, deals: _OpenDeals, today: date) -> Iterator[_Found]:
    store, me = desk.store, desk.officer
    for made in store.find(Resolution, answer=Answer.EXCEPTION):
        if deals.get(made.deal_id) and decisions.may_grant(store, me, today, made):
            paper = max(store.find(Document, deal_id=made.deal_id), key=lambda one: one.version, default=None)
            if paper is not None and paper.id == made.document_id:
                told = f"{in_words(store, made.about)}: costs {made.cost.words if made.cost else 'nothing'}"
                yield Waits.EXCEPTION, made.deal_id, made.by, made.on, told, made
    for asked in store.find(Waiver):
        if deals.get(asked.deal_id) and asked.until >= today and waivers.may_decide(store, me, today, asked):
            told = f"{in_words(store, asked.about)}, until {asked.until}: {asked.reason}"
            yield Waits.WAIVER, asked.deal_id, asked.asked_by, asked.asked_on, told, asked
