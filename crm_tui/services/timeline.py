"""All that was recorded of a customer, each record once, the newest first."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Direction, Interaction, Reason
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.sign_off import Review
from crm_tui.domain.waiver import Waiver
from crm_tui.services import house_words
from crm_tui.services.customers import Names
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.services.ports import Records


class Kind(StrEnum):
    """What a timeline can be narrowed to."""

    INTERACTION = "contacts"
    COMMITMENT = "promises and tasks"
    DEAL = "deals"
    PAPER = "papers"
    REVIEW = "reviews and decisions"
    INCIDENT = "incidents"
    HANDOVER = "handovers"
    GIFT = "gifts"
    CONSENT = "consents"
    FEEDBACK = "feedback"
    REFERRAL = "referrals"
    MERGE = "merges"

    def counted(self, number: int) -> str:
        """So many of them: "2 contacts", "1 promise or task"."""
        one = " or ".join(word.removesuffix("s") for word in self.value.split(" and "))
        return f"{number} {one if number == 1 else self.value}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record in the history of a customer."""

    record: Record
    """Which."""

    kind: Kind
    """What it belongs to."""

    on: date | None
    """Its day; None where it was kept without one."""

    what: str
    """What it is, in a word."""

    words: str
    """What it says."""

    state: str
    """Where it stands, or by whom it was."""


@dataclass(frozen=True, slots=True)
class _How:
    """How one kind of record stands in a timeline."""

    kind: Kind
    on: Callable[[Any], date | None]
    what: Callable[[Any], str]
    words: Callable[[Any], str]
    state: Callable[[Any], str]


def _last_step(review: Review) -> date | None:
    return review.steps[-1].at.date() if review.steps else None


def _who(one: Interaction) -> str:
    return f"from them, to {one.by}" if one.direction is Direction.IN else f"by {one.by}"


def _said(one: Interaction) -> str:
    return one.said if one.reason is Reason.BUSINESS else f"{one.reason}: {one.said}".removesuffix(": ")


def _waived(one: Waiver) -> str:
    if one.taken_back_on is not None:
        return "taken back"
    if one.is_asked:
        return "asked for"
    return f"granted until {one.until}" if one.granted else "refused"


def _allowed(one: Consent) -> str:
    return one.purpose if one.channel is None else f"{one.purpose} by {one.channel}"


def _gift(one: Gift) -> str:
    return f"{one.what}, {one.value}" + (f" ({one.occasion})" if one.occasion else "")


def _feedback(one: Feedback) -> str:
    rated = f"{one.rating} of 5" if one.rating is not None else ""
    about = f"about {one.competitor}" if one.competitor else ""
    return ": ".join(filter(None, (" ".join(filter(None, (rated, about))), one.words)))


_HOW: dict[type[Record], _How] = {
    Interaction: _How(Kind.INTERACTION, lambda one: one.on, lambda one: one.channel, _said, _who),
    Commitment: _How(
        Kind.COMMITMENT, lambda one: one.made_on, lambda one: one.kind, lambda one: one.telling, lambda one: one.status
    ),
    Deal: _How(Kind.DEAL, lambda one: one.opened, lambda _: "deal", lambda one: one.title, lambda one: one.stage),
    Incident: _How(
        *(Kind.INCIDENT, lambda one: one.on, lambda _: "incident", lambda one: one.what),
        lambda one: "open" if one.is_open else f"put right {one.closed_on}",
    ),
    Handover: _How(
        *(Kind.HANDOVER, lambda one: one.on, lambda _: "handover"),
        *(lambda one: f"from {one.owner} to {one.to}: {one.reason}", lambda one: one.state),
    ),
    Gift: _How(Kind.GIFT, lambda one: one.on, lambda _: "gift", _gift, lambda one: one.answer),
    Consent: _How(
        *(Kind.CONSENT, lambda one: one.given_on, lambda _: "consent", _allowed),
        lambda one: "stands" if one.stands else f"taken back {one.withdrawn_on}",
    ),
    Feedback: _How(
        Kind.FEEDBACK, lambda one: one.on, lambda _: "feedback", _feedback, lambda one: one.channel or f"to {one.by}"
    ),
    Merge: _How(
        *(Kind.MERGE, lambda one: one.on, lambda _: "merge", lambda one: f"was #{one.gone} too: {one.why}"),
        lambda one: f"by {one.by}" if one.undone_on is None else f"undone {one.undone_on}",
    ),
    Document: _How(
        *(Kind.PAPER, lambda one: one.attached_on, lambda _: "paper"),
        *(lambda one: f"{one.name} (v{one.version}, {one.type})", lambda one: f"by {one.attached_by}"),
    ),
    Review: _How(
        *(Kind.REVIEW, _last_step, lambda _: "review", lambda one: one.steps[-1].why if one.steps else ""),
        lambda one: f"{one.state} by {one.checker or one.maker}",
    ),
    Resolution: _How(
        *(Kind.REVIEW, lambda one: one.on, lambda _: "decision"),
        *(
            lambda one: f"{one.answer}: {one.said or one.about}",
            lambda one: f"by {one.by}" if one.stands else "taken back",
        ),
    ),
    Waiver: _How(
        Kind.REVIEW, lambda one: one.asked_on, lambda _: "waiver", lambda one: f"{one.rule}: {one.reason}", _waived
    ),
}

_OF_CUSTOMER: tuple[type[Record], ...] = (
    *(Interaction, Commitment, Deal, Incident, Handover, Gift, Consent, Feedback, Merge),
)
_OF_DEAL: tuple[type[Record], ...] = (Document, Review, Resolution, Waiver)


def kind_of(record: Record) -> Kind:
    """What a record belongs to."""
    if isinstance(record, Distinct):
        return Kind.MERGE
    return Kind.REFERRAL if isinstance(record, Referral) else _HOW[type(record)].kind


def timeline(store: Records, customer_id: int) -> list[Entry]:
    """Everything that was recorded of a customer, the newest first; of one day, what was recorded last.

    Theirs is what names them, and what belongs to a deal of theirs. A referral stands with both customers, and so do a
    merge that was undone, and that two who look like one are not the same.
    """
    names, words = Names(store), house_words.of(store)
    return sorted((entry(one, customer_id, names, words) for one in of_customer(store, customer_id)), key=_newest_first)


def of_customer(store: Records, customer_id: int) -> list[Record]:
    """Every record of a customer, each once."""
    deals = store.find(Deal, customer_id=customer_id)
    found: list[Record] = [one for kind in _OF_CUSTOMER for one in store.find(kind, customer_id=customer_id)]
    found += (one for deal in deals for kind in _OF_DEAL for one in store.find(kind, deal_id=deal.id))
    found += store.find(Referral, customer_id=customer_id)
    found += store.find(Referral, referrer_id=customer_id)
    found += store.find(Merge, gone=customer_id)
    found += store.find(Distinct, customer_id=customer_id)
    found += store.find(Distinct, other_customer_id=customer_id)
    # two who were said to be distinct may have been merged since
    return list({(one.table, one.id): one for one in found}.values())


def entry(record: Record, customer_id: int, names: Names, words: HouseWords = USUAL) -> Entry:
    """A record as the timeline of a customer tells it, in the firm's words."""
    if isinstance(record, Referral):
        came = record.customer_id == customer_id
        whom = f"came by {names.of(record.referrer_id)}" if came else f"sent {names.of(record.customer_id)}"
        said = f"{whom}: {record.words}" if record.words else whom
        return Entry(record, Kind.REFERRAL, record.on, "referral", said, f"by {record.by}")
    if isinstance(record, Merge) and record.gone == customer_id:
        told = f"was held to be {names.of(record.customer_id)}: {record.why}"
        return Entry(record, Kind.MERGE, record.on, "merge", told, f"undone {record.undone_on}")
    if isinstance(record, Distinct):
        other = record.other_customer_id if record.customer_id == customer_id else record.customer_id
        whom = f"not the same as {names.of(other)}" if other != customer_id else "not the same, merged all the same"
        said = f"{whom}: {record.why}" if record.why else whom
        return Entry(record, Kind.MERGE, record.on, "distinct", said, f"by {record.by}")
    how = _HOW[type(record)]
    stands = words.stage(record.stage) if isinstance(record, Deal) else how.state(record)
    return Entry(record, how.kind, how.on(record), how.what(record), how.words(record), stands)


def counted(found: Iterable[Kind]) -> Mapping[Kind, int]:
    """How many there are of each kind, in the order of the kinds; those of which there is none are left out."""
    count = Counter(found)
    return {kind: count[kind] for kind in Kind if count[kind]}


_ORDER: Sequence[type[Record]] = (*_HOW, Referral, Distinct)


def _newest_first(one: Entry) -> tuple[int, int, int]:
    record = one.record
    return (-one.on.toordinal() if one.on else 0, _ORDER.index(type(record)), -record.id)
