"""All that a deal is judged by, read together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.gift import Gift
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import Member
from crm_tui.domain.waiver import Waiver
from crm_tui.services import ground_rules, house_words
from crm_tui.services.concessions import given_in
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.services.people import People
from crm_tui.services.review import DealReview, review_deal


@dataclass(frozen=True, slots=True)
class DealFacts:
    """A deal beside its paper, and what the desk knows of its customer and its people."""

    review: DealReview
    """The promises beside the paper."""

    rules: GroundRules
    """Those in force."""

    today: date
    """The day it is judged on."""

    signing: bool
    """Whether it is judged in order to be signed now, and not only looked at."""

    on_deal: tuple[Commitment, ...]
    """Everything that was promised on the deal, by number."""

    given_this_year: tuple[tuple[Commitment | Gift, Money], ...]
    """What was given to the customer in this calendar year, on any deal or none, with what each costs; where the rules
    limit it."""

    contacts: tuple[Interaction, ...]
    """Every contact with the customer, by day."""

    incidents: tuple[Incident, ...]
    """Every incident of the customer."""

    staff: tuple[Member, ...]
    """Everybody who is or was at the desk; empty where nobody was ever named."""

    resolutions: tuple[Resolution, ...]
    """Every resolution on the deal that stands, by number."""

    waivers: tuple[Waiver, ...]
    """Every waiver that was asked on the deal, by number."""

    words: HouseWords = USUAL
    """What the firm calls things."""

    @property
    def deal(self) -> Deal:
        """Which."""
        return self.review.deal

    @property
    def customer(self) -> Customer:
        """Whose."""
        return self.review.customer

    @property
    def promised(self) -> tuple[Commitment, ...]:
        """What was promised on the deal and was not withdrawn, things to do among it."""
        return tuple(one for one in self.on_deal if one.status is not Status.WITHDRAWN)

    @property
    def withdrawn(self) -> tuple[Commitment, ...]:
        """What was promised on the deal about a term and was withdrawn."""
        return tuple(one for one in self.on_deal if one.status is Status.WITHDRAWN and one.claim is not None)

    @property
    def signed_on(self) -> date:
        """The day of the signature: when it was signed; else today if it is to be signed now, or the day agreed."""
        if self.deal.stage not in OPEN_STAGES and self.deal.stage is not Stage.LOST:
            reached = [one.on for one in self.deal.stages if one.stage is Stage.SIGNED]
            return reached[-1] if reached else self.deal.stage_since
        agreed = self.deal.signing_on
        return self.today if self.signing or agreed is None else max(agreed, self.today)

    @property
    def people(self) -> People:
        """The list of the desk's people on this day."""
        return People(self.staff, self.today)

    def member(self, words: str) -> Member | None:
        """Who is written so, in the list of the desk's people."""
        return self.people.member(words)


def read(desk: Desk, deal_id: int, *, signing: bool = False, afresh: bool = False) -> DealFacts:
    """Read what a deal is judged by; ``afresh`` without what was kept beside the store.

    Raises:
        NotFound: no such deal, or its paper is gone.
        Unreadable: its paper can't be read any more.
    """
    review = review_deal(desk, deal_id, afresh=afresh)
    store, customer = desk.store, review.customer.id
    rules = ground_rules.in_force(store)
    return DealFacts(
        review=review,
        rules=rules,
        today=desk.today(),
        signing=signing,
        on_deal=_promises(review.owed),
        given_this_year=_given_this_year(desk, customer, rules),
        contacts=tuple(sorted(store.find(Interaction, customer_id=customer), key=lambda one: (one.on, one.id))),
        incidents=tuple(store.find(Incident, customer_id=customer)),
        staff=tuple(store.find(Member)),
        resolutions=tuple(one for one in store.find(Resolution, deal_id=deal_id) if one.stands),
        waivers=tuple(store.find(Waiver, deal_id=deal_id)),
        words=house_words.of(store),
    )


def under(desk: Desk, facts: DealFacts, rules: GroundRules) -> DealFacts:
    """The same, to be judged by other rules."""
    return replace(facts, rules=rules, given_this_year=_given_this_year(desk, facts.customer.id, rules))


def _given_this_year(desk: Desk, customer: int, rules: GroundRules) -> tuple[tuple[Commitment | Gift, Money], ...]:
    return tuple(given_in(desk.store, customer, desk.today().year)) if rules.concessions_per_customer else ()


def _promises(found: Iterable[Commitment]) -> tuple[Commitment, ...]:
    return tuple(one for one in found if one.kind is CommitmentKind.PROMISE)
