"""What the daily check reads of a store: columns as they are kept, and no record of any of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.interaction import Direction, Interaction, Reason
from crm_tui.domain.rules import GroundRules
from crm_tui.services import house_words
from crm_tui.services.house_words import HouseWords
from crm_tui.services.people import People
from crm_tui.services.ports import Store
from crm_tui.services.work_calendar import WorkCalendar

BUSINESS = frozenset({*OPEN_STAGES, Stage.SIGNED, Stage.LIVE})
"""The stages of a customer with whom the desk has business."""


class Days(dict[str, date]):
    """Days as they are kept, each read once: thousands of records share a few hundred."""

    def __missing__(self, kept: str) -> date:
        found = self[kept] = date.fromisoformat(kept)
        return found


class _Shared(dict[str, str]):
    """Each text once: a few owners and places stand in thousands of records."""

    def __missing__(self, text: str) -> str:
        self[text] = text
        return text


class CustomerRow(NamedTuple):
    """What the check looks at of a customer."""

    id: int
    """Their number."""

    name: str
    """What they are called."""

    owner: str
    """Who answers for them."""

    since: date
    """The first contact."""

    contact_days: int | None
    """How often we are in touch at least; None where the rules say so."""

    occasions: Sequence[dict[str, Any]]
    """Days of the year, as they are kept."""

    memberships: Sequence[dict[str, Any]]
    """Programmes, as they are kept."""

    place: str
    """Town or area."""

    owners: Sequence[tuple[str, date]]
    """Everybody who answered for them, the present owner last; empty while they never changed hands."""

    kind: str | None = None
    """A person or an organisation, where it is kept."""

    @property
    def in_charge_since(self) -> date:
        """The day since which their present owner answers for them."""
        return self.owners[-1][1] if self.owners else self.since


class DealRow(NamedTuple):
    """What the check looks at of a deal."""

    id: int
    """Its number."""

    title: str
    """What it is called."""

    customer_id: int
    """Whose it is."""

    stage: Stage
    """How far it is."""

    stage_since: date
    """Since when."""

    owner: str
    """Who answers for it."""

    owners: Sequence[tuple[str, date]]
    """Everybody who answered for it, the present owner last; empty while it never changed hands."""

    opened: date
    """The day of the enquiry."""

    next_step: str
    """What happens next."""

    @property
    def is_open(self) -> bool:
        """Whether it is still under way before signing."""
        return self.stage in OPEN_STAGES

    @property
    def in_charge_since(self) -> date:
        """The day since which its present owner answers for it."""
        return self.owners[-1][1] if self.owners else self.opened


class Touch(NamedTuple):
    """A contact with a customer."""

    on: date
    """The day."""

    id: int
    """Its number."""

    by: str
    """Who spoke for the desk."""

    is_ours: bool
    """Whether we sought them."""

    is_greeting: bool = False
    """Whether it was to greet them."""


@dataclass(frozen=True)
class CheckDay:
    """One day at one desk. What a group needs is read when it is first asked for."""

    store: Store
    """The desk's records."""

    as_of: date
    """The day."""

    rules: GroundRules
    """By which it is judged."""

    calendar: WorkCalendar
    """The firm's."""

    people: People
    """Who works there, or did."""

    @cached_property
    def words(self) -> HouseWords:
        """What the firm calls things."""
        return house_words.of(self.store)

    @cached_property
    def days(self) -> Days:
        """Days as they are kept."""
        return Days()

    @cached_property
    def _texts(self) -> _Shared:
        return _Shared()

    @cached_property
    def customers(self) -> Mapping[int, CustomerRow]:
        """Every customer, by number."""
        asked = ("name", "owner", "since", "contact_days", "occasions", "memberships", "place", "owners", "kind")
        day, text = self.days, self._texts
        return {
            number: CustomerRow(
                *(number, name, text[owner], day[since], often, occasions or (), programmes or (), text[place or ""]),
                tuple((text[one["owner"]], day[one["since"]]) for one in owners or ()),
                kind,
            )
            for number, name, owner, since, often, occasions, programmes, place, owners, kind in self._rows(
                Customer, *asked
            )
        }

    @cached_property
    def deals(self) -> Mapping[int, DealRow]:
        """Every deal, by number."""
        asked = ("title", "customer_id", "stage", "stage_since", "owner", "owners", "opened", "next_step")
        day, text = self.days, self._texts
        return {
            number: DealRow(
                *(number, title, customer_id, Stage(stage or Stage.ENQUIRY), day[since], text[owner]),
                tuple((text[one["owner"]], day[one["since"]]) for one in owners or ()),
                day[opened],
                next_step or "",
            )
            for number, title, customer_id, stage, since, owner, owners, opened, next_step in self._rows(Deal, *asked)
        }

    @cached_property
    def contacts(self) -> Mapping[int, list[Touch]]:
        """Every contact up to the day, by the number of the customer; by day, then by number."""
        found: dict[int, list[Touch]] = defaultdict(list)
        day, as_of = self.days, self.as_of
        asked = ("customer_id", "on", "by", "direction", "reason")
        for number, customer_id, on, by, direction, reason in self._rows(Interaction, *asked):
            if day[on] <= as_of:
                is_ours, is_greeting = direction != Direction.IN, reason == Reason.GREETING
                found[customer_id].append(Touch(day[on], number, self._texts[by], is_ours, is_greeting))
        for touches in found.values():
            touches.sort()
        return found

    @cached_property
    def may_greet(self) -> frozenset[int]:
        """The numbers of the customers who allow greetings on the day."""
        found = self._rows(Consent, "customer_id", "purpose", "given_on", "withdrawn_on")
        return frozenset(
            customer_id
            for _, customer_id, purpose, given, withdrawn in found
            if purpose == Purpose.GREETINGS and self.days[given] <= self.as_of
            if withdrawn is None or self.as_of < self.days[withdrawn]
        )

    def customer(self, number: int) -> str:
        """The name of a customer; their number if they are no longer there."""
        found = self.customers.get(number)
        return found.name if found is not None else f"customer {number}"

    def title(self, number: int | None) -> str:
        """The title of a deal; empty where there is no such deal."""
        found = self.deals.get(number) if number is not None else None
        return found.title if found is not None else ""

    def _rows(self, kind: type[Any], *names: str) -> Iterator[tuple[Any, ...]]:
        return self.store.fields(kind, *names)


@lru_cache(maxsize=4096)
def spoken(day: date, today: date) -> str:
    """A day as a desk writes it: "3 Nov", with its year where that is another one."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"


def working(count: int) -> str:
    """A number of working days in words."""
    return f"{count} working {'day' if count == 1 else 'days'}"


def late_in_full(count: int) -> str:
    """By how many working days something is late, as its line begins to tell what is to be known of it."""
    return f"{working(count)} late" if count else "late, no working day since"


def ahead(days: int) -> str:
    """How far off a day is: "today", "in 3 days", "2 days ago"."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")
