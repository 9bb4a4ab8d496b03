"""Who sent whom to us: a new referral with its owner and first contact, and the chains that follow from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import NotFound
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.services.came_by import referral_of
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.handover import receiving
from crm_tui.services.ports import Records
from crm_tui.services.records import in_plain_words
from crm_tui.services.won import NOTHING, Won, together, won_with
from crm_tui.services.work_calendar import next_working_day

_DEEPEST_DRAWN = 8
"""Customers further down stand below each other; their depth says how far."""


@dataclass(frozen=True, slots=True)
class Referred:
    """What a new referral stored."""

    customer: Customer
    """Who came."""

    referral: Referral
    """By whom."""

    first_contact: Commitment | None
    """Who gets in touch, and by when; None with a customer to whom somebody spoke before."""

    @property
    def kept(self) -> tuple[Record, ...]:
        """All of it."""
        return (*([self.first_contact] if self.first_contact else []), self.referral, self.customer)


def newcomer(desk: Desk, name: str, owner: str = "", phone: str = "") -> Customer:
    """A customer who is not known yet, ready to be referred; yours, if no owner is named.

    Raises:
        DeskError: the name is none, or the owner is nobody here.
    """
    with in_plain_words():
        login = receiving(desk, owner, "owner") if owner.strip() else desk.officer
        return Customer(name=name, phone=phone, owner=login, since=desk.today())


def refer(desk: Desk, who: Customer, referrer_id: int, *, on: date | None = None, words: str = "") -> Referred:
    """Record that a customer came by another, in one step: who came, the link, and the first contact.

    A customer without an id is added. Their owner owes the first contact on the next working day, unless somebody
    spoke to them before.

    Raises:
        DeskError: they came by somebody already, or the chain would come back to them.
        NotFound: the one who sent them is not there.
    """
    today = desk.today()
    with in_plain_words(), desk.acting("referral recorded") as now:
        sender = now.get(Customer, referrer_id)
        if sender is None:
            raise NotFound(f"there is no customer {referrer_id}: they may have been removed", field="referrer_id")
        customer = now.get(Customer, who.id) if who.id else now.add(who)
        if customer is None:
            raise NotFound(f"{who.name} is no longer in the store: nothing was saved")
        link = now.add(
            Referral(customer_id=customer.id, referrer_id=referrer_id, on=on or today, by=desk.officer, words=words)
        )
        contact = None
        if not now.find(Interaction, customer_id=customer.id):
            contact = now.add(
                Commitment(
                    kind=CommitmentKind.TASK,
                    customer_id=customer.id,
                    words=f"First contact: sent by {sender.name}",
                    due=next_working_day(now, today),
                    owner=customer.owner,
                    made_on=today,
                )
            )
    return Referred(customer, link, contact)


@dataclass(frozen=True, slots=True)
class Link:
    """One customer in a chain."""

    customer_id: int
    """Who."""

    name: str
    """What they are called."""

    depth: int
    """How many steps from the one with whom the chain began, who is at 0."""

    branch: str
    """The lines of the tree before the name."""

    referral: Referral | None
    """How they came; None for the first of a chain."""

    won: Won
    """What was won with themselves."""

    sent: int = 0
    """How many they sent themselves."""

    further: int = 0
    """How many came by them all the way down, those they sent among them."""

    won_by: Won = NOTHING
    """What was won with all of these."""


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of referrals, drawn as trees."""

    links: tuple[Link, ...]
    """Each customer once, those whom somebody sent below that one."""

    @property
    def chains(self) -> int:
        """How many chains there are."""
        return sum(one.depth == 0 for one in self.links)

    @property
    def referred(self) -> int:
        """How many customers came by another."""
        return sum(one.referral is not None for one in self.links)

    @property
    def depth(self) -> int:
        """The steps of the longest chain."""
        return max((one.depth for one in self.links), default=0)

    @property
    def won(self) -> Won:
        """What was won with those who came by another."""
        return together(one.won for one in self.links if one.referral is not None)


def chains(records: Records, customer_id: int | None = None) -> Chains:
    """All chains, or the whole one that a customer belongs to, none if they belong to none."""
    links = sorted(records.find(Referral), key=lambda one: (one.on, one.id))
    sent: dict[int, list[Referral]] = {}
    for one in links:
        sent.setdefault(one.referrer_id, []).append(one)
    came = {one.customer_id for one in links}
    if customer_id is None:
        begins: Iterable[int] = [number for number in sent if number not in came]
    else:
        first = _first(records, customer_id)
        begins = [first] if first in sent else []
    names = Names(records)
    found = [link for begin in begins for link in _chain(records, names, begin, sent)]
    return Chains(tuple(_counted(found)))


def _first(records: Records, customer_id: int) -> int:
    """With whom the chain of a customer began."""
    seen, at = {customer_id}, customer_id
    while (up := referral_of(records, at)) is not None and up.referrer_id not in seen:
        at = up.referrer_id
        seen.add(at)
    return at


def _chain(records: Records, names: Names, begin: int, sent: dict[int, list[Referral]]) -> Iterator[Link]:
    """One chain from its beginning, each customer before those they sent."""
    seen = {begin}
    ahead: list[tuple[int, int, str, str, Referral | None]] = [(begin, 0, "", "", None)]
    while ahead:
        number, depth, branch, stem, referral = ahead.pop()
        yield Link(number, names.of(number), depth, branch, referral, won_with(records, number))
        theirs = [one for one in sent.get(number, ()) if one.customer_id not in seen]
        seen.update(one.customer_id for one in theirs)
        for place, one in reversed(list(enumerate(theirs, 1))):
            last = place == len(theirs)
            if depth < _DEEPEST_DRAWN:
                branch, below = stem + ("└─ " if last else "├─ "), stem + ("   " if last else "│  ")
            else:
                branch = below = f"{stem}… " if depth == _DEEPEST_DRAWN else stem
            ahead.append((one.customer_id, depth + 1, branch, below, one))


def _counted(links: list[Link]) -> list[Link]:
    """The same with what came by each of them; the last first, so that those below are counted before."""
    counted: list[Link] = []
    below: dict[int, list[Link]] = {}
    for one in reversed(links):
        theirs = below.pop(one.customer_id, [])
        known = replace(
            one,
            sent=len(theirs),
            further=sum(1 + each.further for each in theirs),
            won_by=together(amount for each in theirs for amount in (each.won, each.won_by)),
        )
        if one.referral is not None:
            below.setdefault(one.referral.referrer_id, []).append(known)
        counted.append(known)
    return counted[::-1]
