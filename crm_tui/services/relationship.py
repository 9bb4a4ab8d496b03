"""How things stand with a customer, read off facts that are listed. Nobody types it in, and it is no number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Direction, Interaction
from crm_tui.domain.review import LESS
from crm_tui.domain.rules import GroundRules
from crm_tui.services import cadence, incidents, remembered
from crm_tui.services.check_day import BUSINESS, spoken
from crm_tui.services.felt import felt_line
from crm_tui.services.kept_record import FEW, Outcome, Row, kept_for
from crm_tui.services.ports import Store

if TYPE_CHECKING:
    from crm_tui.services.review import DealReview

Part = tuple[str, int]
"""A record that a fact counts: its table and its number."""

_BAD, _FAIR = 2, 3
"""On a scale of five: up to the first something is wrong, up to the second it is neither good nor bad."""


class Stands(StrEnum):
    """What a fact says of the relationship."""

    BAD = "needs care"
    LOOK = "look at it"
    GOOD = "in order"
    NONE = "none yet"


class About(StrEnum):
    """What the facts are about, in the order in which they are told."""

    CONTACT = "contact"
    KEPT = "on time"
    MISMATCHES = "mismatches"
    INCIDENTS = "incidents"
    FEEDBACK = "feedback"
    FELT = "felt"


@dataclass(frozen=True, slots=True)
class StateFact:
    """One thing that tells how a relationship stands."""

    about: About
    """What."""

    stands: Stands
    """What it says."""

    words: str
    """The fact, with its numbers."""

    parts: tuple[Part, ...] = ()
    """Every record that it counts, the newest first."""


@dataclass(frozen=True, slots=True)
class State:
    """How things stand with a customer: the facts, and nothing beside them."""

    facts: tuple[StateFact, ...]
    """One of each, in order."""

    @property
    def stands(self) -> Stands:
        """The worst that a fact says."""
        return next((one for one in Stands if any(fact.stands is one for fact in self.facts)), Stands.NONE)

    @property
    def words(self) -> str:
        """In a line, by name of the facts that it rests on."""
        told = [f"{worst}: {_names(found)}" for worst in (Stands.BAD, Stands.LOOK) if (found := self._that(worst))]
        if told:
            return "; ".join(told)
        good = self._that(Stands.GOOD)
        return f"{Stands.GOOD}: {_names(good)}" if good else "nothing to go by yet"

    def _that(self, stands: Stands) -> list[StateFact]:
        return [one for one in self.facts if one.stands is stands]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a comparison of one deal with its paper found, as far as the state of a relationship asks."""

    promises: int
    """How many promises were compared."""

    mismatches: tuple[int, ...]
    """The promises of which the paper gives less, and about which nothing was decided that still counts."""


def beside(review: "DealReview") -> Beside | None:
    """What a review found; None for a deal without a paper."""
    if review.comparison is None:
        return None
    pairs = zip(review.promises, review.comparison.findings, strict=True)
    less = [
        promise.id
        for place, (promise, found) in enumerate(pairs)
        if found.verdict in LESS and not ((settled := review.settled_finding(place)) and settled.counts)
    ]
    return Beside(len(review.promises), tuple(less))


def state(
    store: Store, customer: Customer, today: date, rules: GroundRules, compared: Callable[[int], Beside | None]
) -> State:
    """How things stand with a customer on a day.

    ``compared`` is what is known of a deal by its number: comparing takes long, so nothing is compared for this, and a
    deal of which nothing is known is told as not compared.
    """
    deals = store.find(Deal, customer_id=customer.id)
    contacts = [one for one in store.find(Interaction, customer_id=customer.id) if one.on <= today]
    contacts.sort(key=lambda one: (one.on, one.id), reverse=True)
    return State(
        (
            _contact(customer, contacts, deals, today, rules),
            _kept(kept_for(store, customer.id, today)),
            _mismatches(store, deals, compared),
            _incidents(incidents.of_customer(store, customer.id), today, rules),
            _feedback(store.find(Feedback, customer_id=customer.id), today),
            _felt(contacts, today),
        )
    )


def _contact(
    customer: Customer, contacts: list[Interaction], deals: list[Deal], today: date, rules: GroundRules
) -> StateFact:
    ours = [one for one in contacts if one.direction is Direction.OUT]
    often, said = cadence.of_customer(rules, customer, today)
    whose = f", {said}" if said else ""
    told = f"last {spoken(ours[0].on, today)} ({ours[0].channel})" if ours else "nobody here was ever in touch"
    parts = _parts(ours)
    if not often:
        return StateFact(About.CONTACT, Stands.GOOD if ours else Stands.NONE, f"{told}; nobody asks for more", parts)
    every = f"{remembered.say_contact_days(often)}{whose}"
    if not any(one.stage in BUSINESS for one in deals):
        return StateFact(About.CONTACT, Stands.NONE, f"{told}; {every}, once there is business", parts)
    due = (ours[0].on if ours else customer.since) + timedelta(days=often)
    if due <= today:
        return StateFact(About.CONTACT, Stands.BAD, f"{told}, due since {spoken(due, today)}; {every}", parts)
    stands = Stands.GOOD if ours else Stands.NONE
    return StateFact(About.CONTACT, stands, f"{told}, next by {spoken(due, today)}; {every}", parts)


def _kept(row: Row) -> StateFact:
    total = len(row.cases)
    if not total:
        return StateFact(About.KEPT, Stands.NONE, "none yet: nothing was due")
    words = [f"{row.on_time} of {total} on time" + (f" ({row.share} %)" if total >= FEW else "")]
    words += (f"{count} {one}" for one in Outcome if one is not Outcome.ON_TIME and (count := row.count(one)))
    stands = Stands.GOOD if row.on_time == total else Stands.LOOK
    if row.count(Outcome.OVERDUE):
        stands = Stands.BAD
    parts = tuple(("commitments", one.commitment_id) for one in reversed(row.cases))
    return StateFact(About.KEPT, stands, ", ".join(words), parts)


def _mismatches(store: Store, deals: list[Deal], compared: Callable[[int], Beside | None]) -> StateFact:
    written = [one for one in deals if one.is_open and store.find(Document, deal_id=one.id)]
    if not written:
        return StateFact(About.MISMATCHES, Stands.NONE, "none yet: no open deal has a paper")
    known = [found for one in written if (found := compared(one.id)) is not None]
    unknown = len(written) - len(known)
    promises = sum(one.promises for one in known)
    less = [number for one in known for number in one.mismatches]
    told = []
    if less:
        told.append(f"{len(less)} of {_count(promises, 'promise')}: the paper gives less")
    elif promises:
        told.append(f"none in {_count(promises, 'promise')}")
    elif known:
        told.append("none yet: nothing was promised about a term")
    if unknown:
        told.append(f"{_count(unknown, 'deal')} not compared yet")
    stands = Stands.BAD if less else Stands.GOOD if promises and not unknown else Stands.NONE
    return StateFact(About.MISMATCHES, stands, "; ".join(told), tuple(("commitments", number) for number in less))


def _incidents(found: list[Incident], today: date, rules: GroundRules) -> StateFact:
    if not found:
        return StateFact(About.INCIDENTS, Stands.NONE, "none yet")
    unsolved = [one for one in found if one.is_open]
    recent = incidents.recent(found, today, rules.recent_incident_days)
    before = len(found) - len(unsolved) - len(recent)
    since = spoken(today - timedelta(days=rules.recent_incident_days), today)
    told = [f"{len(unsolved)} open"] if unsolved else []
    if recent:
        told.append(f"{len(recent)} put right since {since}")
    if before:
        told.append(f"{before} put right before {since}" if not told else f"{before} before")
    stands = Stands.BAD if unsolved else Stands.LOOK if recent else Stands.GOOD
    return StateFact(About.INCIDENTS, stands, ", ".join(told), _parts(found))


def _feedback(found: list[Feedback], today: date) -> StateFact:
    ours = sorted((one for one in found if not one.competitor), key=lambda one: (one.on, one.id), reverse=True)
    if not ours:
        return StateFact(About.FEEDBACK, Stands.NONE, "none yet")
    rated = [(one, one.rating) for one in ours if one.rating is not None]
    told = []
    if rated:
        last, rating = rated[0]
        told.append(f"last {rating} of 5 on {spoken(last.on, today)}")
        if len(rated) > 1:
            told.append(f"{average(rating for _, rating in rated)} on average of {len(rated)}")
    if words := len(ours) - len(rated):
        told.append(f"{words} in words only")
    stands = _scale(rated[0][1]) if rated else Stands.NONE
    return StateFact(About.FEEDBACK, stands, ", ".join(told), _parts(ours))


def _felt(contacts: list[Interaction], today: date) -> StateFact:
    noted = [one for one in contacts if one.felt is not None or one.felt_words]
    if not noted:
        return StateFact(About.FELT, Stands.NONE, "none yet: nobody noted it")
    last = noted[0]
    said = " ".join(last.felt_words.split())
    felt = felt_line(last.felt, said)
    told = [f"last on {spoken(last.on, today)}: {felt}"]
    rated = [one.felt for one in noted if one.felt is not None]
    if len(rated) > 1:
        told.append(f"{average(rated)} of 5 on average of {len(rated)}")
    stands = _scale(rated[0]) if rated else Stands.NONE
    return StateFact(About.FELT, stands, ", ".join(told), _parts(noted))


def average(ratings: Iterable[int]) -> str:
    """The mean of some numbers with one digit behind the point, rounded half up."""
    known = list(ratings)
    tenths = (Decimal(20 * sum(known)) / len(known) + 1) // 2
    return f"{tenths / 10:.1f}"


def _scale(rating: int) -> Stands:
    return Stands.BAD if rating <= _BAD else Stands.LOOK if rating <= _FAIR else Stands.GOOD


def _parts(found: Iterable[Interaction | Incident | Feedback]) -> tuple[Part, ...]:
    return tuple((one.table, one.id) for one in found)


def _names(found: list[StateFact]) -> str:
    return ", ".join(one.about for one in found)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"
