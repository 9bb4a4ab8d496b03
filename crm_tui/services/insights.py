"""How the desk stands, in figures: each with the records that it counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Area, Deal, Stage
from crm_tui.domain.money import Money
from crm_tui.domain.referral import Referral
from crm_tui.domain.review import LESS
from crm_tui.services import house_words
from crm_tui.services.check_lines import Group
from crm_tui.services.customers import Names
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.kept_record import kept_record
from crm_tui.services.oversold import Oversold, oversold
from crm_tui.services.ports import Store
from crm_tui.services.referrals import Chains, chains
from crm_tui.services.won import added_up, together

_WON = (Stage.SIGNED, Stage.LIVE)
_NOT_SAID = "no reason said"


class Section(StrEnum):
    """What a figure is about, in the order in which they are told."""

    PIPELINE = "Pipeline"
    KEPT = "Kept on time"
    TERMS = "Less on paper, by term"
    PRODUCTS = "Less on paper, by product"
    LOST = "Why deals were lost"
    LOST_TO = "To whom deals were lost"
    REFERRALS = "Referrals"
    QUIET = "Quiet customers"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, with what it counts."""

    section: Section
    """What it is about."""

    label: str
    """Of what: a stage, a month, a term, a reason, an officer."""

    count: int
    """How many."""

    records: tuple[int, ...]
    """The numbers of what it was counted among: of as many as ``of`` says, or as it counts."""

    kind: type[Deal] | type[Commitment] | type[Customer]
    """Of which kind they are."""

    of: int | None = None
    """Out of how many; None where it is a number by itself."""

    worth: tuple[Money, ...] = ()
    """What these are worth together, by currency, where that is known."""


@dataclass(frozen=True, slots=True)
class Insights:
    """All figures of a day."""

    as_of: date
    """The day."""

    figures: tuple[Figure, ...]
    """By section; in each the order of its own: stages and months as they follow, else the greatest first."""

    unread: tuple[int, ...] = ()
    """Deals of which the paper can't be read: no mismatch of theirs is counted."""

    def of(self, section: Section) -> tuple[Figure, ...]:
        """The figures of one section."""
        return tuple(one for one in self.figures if one.section is section)


def insights(desk: Desk) -> Insights:
    """Every figure, as the desk stands today; what was promised is set beside the first paper of each deal."""
    store, today = desk.store, desk.today()
    sold = oversold(desk)
    found = (
        *_pipeline(store),
        *_kept(store, today),
        *_terms(sold),
        *_products(store, sold),
        *_lost(store),
        *_referrals(chains(store), store),
        *_quiet(store, today),
    )
    return Insights(today, found, sold.unread)


def _pipeline(store: Store) -> Iterator[Figure]:
    words = house_words.of(store)
    by_stage: defaultdict[str, list[tuple[int, dict[str, str] | None]]] = defaultdict(list)
    for number, stage, value in store.fields(Deal, "stage", "value"):
        by_stage[stage or Stage.ENQUIRY].append((number, value))
    for stage in (*OPEN_STAGES, *_WON):
        if deals := by_stage[stage]:
            worth = added_up(Money.model_validate(value) for _, value in deals if value is not None)
            yield _figure(Section.PIPELINE, words.stage(stage), [number for number, _ in deals], Deal, worth=worth)


def _kept(store: Store, today: date) -> Iterator[Figure]:
    for month in kept_record(store, today).trend:
        if month.cases:
            ids = [one.commitment_id for one in month.cases]
            yield _figure(Section.KEPT, month.name, ids, Commitment, among=month.on_time)


def _terms(sold: Oversold) -> Iterator[Figure]:
    for term in sold.terms:
        if term.less:
            ids = [one.commitment_id for one in term.promises]
            worth = tuple(Money(amount=amount, currency=currency) for currency, amount in term.cost.items())
            yield _figure(Section.TERMS, term.label, ids, Commitment, among=term.less, worth=worth)


def _products(store: Store, sold: Oversold) -> Iterator[Figure]:
    areas = dict(store.fields(Deal, "area"))
    ids: defaultdict[str, list[int]] = defaultdict(list)
    less: Counter[str] = Counter()
    for term in sold.terms:
        for one in term.promises:
            area = areas.get(one.deal_id) or Area.OTHER
            ids[area].append(one.commitment_id)
            less[area] += one.finding.verdict in LESS
    for area, count in less.most_common():
        if count:
            yield _figure(Section.PRODUCTS, area, ids[area], Commitment, among=count)


def _lost(store: Store) -> Iterator[Figure]:
    why: defaultdict[str, list[int]] = defaultdict(list)
    whom: defaultdict[str, list[int]] = defaultdict(list)
    for number, outcome, competitor in store.fields(Deal, "outcome", "competitor", stage=Stage.LOST):
        why[outcome or _NOT_SAID].append(number)
        if competitor:
            whom[competitor].append(number)
    for section, found in ((Section.LOST, why), (Section.LOST_TO, whom)):
        for label, numbers in sorted(found.items(), key=lambda one: (-len(one[1]), one[0].casefold())):
            yield _figure(section, label, numbers, Deal)


def _referrals(all_chains: Chains, store: Store) -> Iterator[Figure]:
    sent: defaultdict[int, list[int]] = defaultdict(list)
    for _, customer_id, referrer_id in store.fields(Referral, "customer_id", "referrer_id"):
        sent[referrer_id].append(customer_id)
    names, won = Names(store), {one.customer_id: one.won for one in all_chains.links}
    for referrer, customers in sorted(sent.items(), key=lambda one: (-len(one[1]), one[0])):
        worth = together(won[one] for one in customers if one in won).sums
        yield _figure(Section.REFERRALS, f"sent by {names.of(referrer)}", customers, Customer, worth=worth)


def _quiet(store: Store, today: date) -> Iterator[Figure]:
    by_owner: defaultdict[str, list[int]] = defaultdict(list)
    for line in daily_check(store, today, only=(Group.QUIET,)).lines:
        by_owner[line.owner].append(line.customer_id)
    for owner, customers in sorted(by_owner.items(), key=lambda one: (-len(one[1]), one[0].casefold())):
        yield _figure(Section.QUIET, owner, customers, Customer)


def _figure(
    section: Section,
    label: str,
    records: Iterable[int],
    kind: type[Deal] | type[Commitment] | type[Customer],
    *,
    among: int | None = None,
    worth: tuple[Money, ...] = (),
) -> Figure:
    """A figure of these records; ``among`` them only so many, where it is a part of them."""
    numbers = tuple(records)
    if among is None:
        return Figure(section, str(label), len(numbers), numbers, kind, worth=worth)
    return Figure(section, str(label), among, numbers, kind, len(numbers), worth)
