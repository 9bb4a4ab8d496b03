"""Search over everything that the desk has on record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.progress import each
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.services import house_words
from crm_tui.services.customers import Names, folded
from crm_tui.services.deals import Titles
from crm_tui.services.desk import Desk
from crm_tui.services.search_filters import PLACES, Sieve
from crm_tui.services.search_words import Asked, Kind

MOST = 100
"""So many records of a kind are given; the rest is counted."""

TITLES = {
    Kind.CUSTOMER: "Customers",
    Kind.DEAL: "Deals",
    Kind.COMMITMENT: "Commitments",
    Kind.INTERACTION: "Interactions",
    Kind.INCIDENT: "Incidents",
    Kind.PAPER: "Papers",
    Kind.CONSENT: "Consents",
    Kind.GIFT: "Gifts",
    Kind.FEEDBACK: "Feedback",
    Kind.REFERRAL: "Referrals",
    Kind.HANDOVER: "Handovers",
}
"""The headings of what was found."""

_LATEST = date.max


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found."""

    kind: Kind
    """What it is."""

    record: Record
    """The record."""

    customer_id: int | None
    """Whose it is; None of what nobody gave a name to."""

    deal_id: int | None
    """Of which deal, if of one."""

    customer: str
    """What the customer is called; empty for none."""

    words: str
    """What it says, in one line or several."""

    stands: str
    """Where it stands: its stage, its status, its kind."""

    owner: str
    """Whose it is at the desk."""

    on: date | None
    """Its day: when it is due, or when it was."""

    @property
    def id(self) -> int:
        """Its number among its kind."""
        return self.record.id


@dataclass(frozen=True, slots=True)
class Found:
    """All that was found, as far as it is given."""

    hits: tuple[Hit, ...]
    """By kind; within one the open ones first, what was recorded last being kept where there are too many."""

    counts: Mapping[Kind, int]
    """How many there are of each kind, given or not."""

    @property
    def total(self) -> int:
        """How many there are at all."""
        return sum(self.counts.values())


class Replaced(Exception):
    """Something else is looked for by now."""


def search(desk: Desk, asked: Asked, *, most: int = MOST, goes_on: Callable[[], bool] = lambda: True) -> Found:
    """Every record in which all words stand, in any order, and which fits every filter word.

    A word may also stand in the name of the customer whose record it is. ``goes_on`` is asked now and then whether
    somebody still waits for it.

    Raises:
        Replaced: nobody does.
    """
    hits: list[Hit] = []
    counts: dict[Kind, int] = {}
    if asked.is_empty:
        return Found((), counts)
    sieve, names = Sieve(desk.store, asked, desk.today(), desk.officer), Names(desk.store)
    for kind in each("kinds of records looked through", tuple(Kind)):
        if not goes_on():
            raise Replaced
        numbers = sieve.numbers(kind)
        if not numbers:
            continue
        counts[kind] = len(numbers)
        found = (desk.store.get(PLACES[kind].kind, one) for one in numbers[-most:])
        hits += sorted((hit(desk, kind, one, names) for one in found if one is not None), key=_order)
    return Found(tuple(hits), counts)


def hit(desk: Desk, kind: Kind, record: Record, names: Names) -> Hit:
    """A record as it is told among those that were found."""
    customer_id: int | None = getattr(record, "customer_id", None)
    deal_id: int | None = getattr(record, "deal_id", None)
    stands, on = "", None
    words: Sequence[str] = ()
    match record:
        case Customer():
            customer_id, words, stands, on = record.id, (record.name, record.place), str(record.kind), record.since
        case Deal():
            deal_id, words, stands, on = (
                record.id,
                (record.title,),
                house_words.of(desk.store).stage(record.stage),
                record.opened,
            )
        case Commitment():
            stands = str(record.kind) if record.is_open else str(record.status)
            words, on = (record.words,), record.due if record.is_open else record.settled_on
        case Interaction():
            words, stands, on = (record.said or record.felt_words,), str(record.channel), record.on
        case Incident():
            words, stands, on = (record.what,), "open" if record.is_open else "closed", record.on
        case Document():
            deal = desk.store.get(Deal, record.deal_id)
            customer_id = deal.customer_id if deal else None
            words, stands, on = (record.name,), str(record.type), record.attached_on
        case Consent():
            words, on = (f"{record.purpose}: {record.how}",), record.given_on
            stands = "given" if record.stands else "withdrawn"
        case Gift():
            words, stands, on = (record.what, record.occasion), str(record.answer), record.on
        case Feedback():
            about = f"about {record.competitor}" if record.competitor else ""
            words, stands, on = (record.words or f"{record.rating} of 5", about), str(record.product), record.on
        case Referral():
            words, on = (f"came by {names.of(record.referrer_id)}", record.words), record.on
        case Handover():
            title = Titles(desk.store).of(deal_id) or ""
            words = (title, f"{record.owner} to {record.to}: {record.why or record.reason}")
            stands, on = str(record.state), record.ended_on or record.on
    return Hit(
        kind=kind,
        record=record,
        customer_id=customer_id,
        deal_id=deal_id,
        customer=names.of(customer_id) if customer_id is not None else "",
        words=", ".join(filter(None, words)),
        stands=stands,
        owner=str(getattr(record, PLACES[kind].owner)),
        on=on,
    )


def _order(found: Hit) -> tuple[object, ...]:
    """Customers by name; what is open first: commitments by their due days, all else the latest first."""
    record = found.record
    if isinstance(record, Customer):
        return folded(record.name), record.id
    is_open = bool(getattr(record, "is_open", True))
    if isinstance(record, Commitment) and is_open:
        return False, (found.on or _LATEST).toordinal(), record.id
    return not is_open, -(found.on.toordinal() if found.on else 0), -record.id
