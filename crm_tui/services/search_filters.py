"""Which records fit what is asked for, by their fields as they are stored."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from itertools import chain
from typing import Any

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import UNSETTLED, Commitment, CommitmentKind, Status
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import OPEN_STAGES, Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.staff import Member
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Store, Wanted
from crm_tui.services.search_words import Asked, Compared, Day, Filter, Kind, Name
from crm_tui.services.work_calendar import due_days

Row = Mapping[str, Any]
"""Fields of one record as they are kept in JSON, with its ``id``."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a kind of records has what filter words ask for; empty where it has no such thing."""

    kind: type[Record]
    """The records."""

    owner: str
    """Whose it is."""

    day: str
    """When it began."""

    value: str = ""
    """What it is worth, or costs."""

    status: tuple[str, ...] = ()
    """What tells where it stands."""

    sort: str = ""
    """What tells kinds apart within it."""


PLACES: dict[Kind, Place] = {
    Kind.CUSTOMER: Place(Customer, "owner", "since", sort="kind"),
    Kind.DEAL: Place(Deal, "owner", "opened", "value", ("stage",)),
    Kind.COMMITMENT: Place(Commitment, "owner", "made_on", "cost", ("status",), "kind"),
    Kind.INTERACTION: Place(Interaction, "by", "on"),
    Kind.INCIDENT: Place(Incident, "owner", "on", status=("closed_on",)),
    Kind.PAPER: Place(Document, "attached_by", "attached_on"),
    Kind.CONSENT: Place(Consent, "by", "given_on", status=("withdrawn_on",)),
    Kind.GIFT: Place(Gift, "by", "on", "value", ("answer",)),
    Kind.FEEDBACK: Place(Feedback, "by", "on"),
    Kind.REFERRAL: Place(Referral, "by", "on"),
    Kind.HANDOVER: Place(Handover, "owner", "on", status=("state",)),
}

_WHOSE: dict[Kind, tuple[str, ...]] = {Kind.REFERRAL: ("customer_id", "referrer_id")}
"""Where more than one customer is named: who came, and who sent them."""

_SORTS: dict[Kind, frozenset[str]] = {
    Kind.CUSTOMER: frozenset(map(str, CustomerKind)),
    Kind.COMMITMENT: frozenset(map(str, CommitmentKind)),
}
"""What can stand in ``Place.sort``."""

_DUES = {"overdue": When.OVERDUE, "today": When.TODAY, "next": When.NEXT, "later": When.LATER, "none": When.NO_DATE}


class Sieve:
    """What is asked for, at one desk on one day. Each look-up of the store is made once."""

    def __init__(self, store: Store, asked: Asked, today: date, officer: str) -> None:
        """``officer`` is who asks, which is ``owner:me``."""
        self._store = store
        self._asked = asked
        self._today = today
        self._officer = officer
        self._by_name: dict[str, frozenset[int]] = {}
        self._deals_of: dict[frozenset[int], frozenset[int]] = {}

    def numbers(self, kind: Kind) -> list[int]:
        """The numbers of the records of a kind that fit, ascending."""
        if not self._can_fit(kind):
            return []
        place, wanted = PLACES[kind], self._wanted(kind)
        found = self._store.holding(place.kind, *wanted) if wanted else None
        if not self.names(kind):
            return list(self._store.holding(place.kind) if found is None else found)
        names = self.names(kind)
        rows = (
            chain.from_iterable(self._store.fields(place.kind, *names, **equal) for equal in self._narrowed(kind))
            if found is None
            else self._store.fields(place.kind, *names, among=found)
        )
        tests = [(self._tests[one.name], one) for one in self._asked.filters]
        fitting: list[int] = []
        for number, *values in rows:
            row = dict(zip(names, values, strict=True))
            row["id"] = number
            for test, one in tests:
                if not test(kind, row, one):
                    break
            else:
                fitting.append(number)
        return sorted(fitting)

    def names(self, kind: Kind) -> tuple[str, ...]:
        """The fields that have to be known to tell whether a record of a kind fits the filter words."""
        place, names = PLACES[kind], dict[str, None]()
        for one in self._asked.filters:
            names |= dict.fromkeys(_fields(kind, place, one.name))
        if any(one.name is Name.KIND and str(kind) not in one.values for one in self._asked.filters):
            names |= dict.fromkeys((place.sort,) if place.sort else ())
        return tuple(names)

    def _can_fit(self, kind: Kind) -> bool:
        """Whether records of a kind have all that the filter words ask for."""
        place = PLACES[kind]
        for one in self._asked.filters:
            if one.name is Name.KIND:
                if str(kind) not in one.values and _SORTS.get(kind, frozenset()).isdisjoint(one.values):
                    return False
            elif one.name is not Name.CUSTOMER and not _fields(kind, place, one.name):
                return False
        return True

    def _wanted(self, kind: Kind) -> list[Wanted]:
        """What can be found by an index."""
        wanted = [Wanted((word,), self._links(kind, self._called(word))) for word in self._asked.words]
        for one in self._asked.filters:
            if one.name is Name.CUSTOMER and kind is not Kind.CUSTOMER:
                wanted.append(Wanted((), self._links(kind, self._customers(one))))
            elif one.name is Name.CUSTOMER:
                named = tuple(value for value in map(str, one.values) if not _number(value))
                if len(named) == len(one.values):
                    wanted.append(Wanted(named))
            elif one.name is Name.OWNER:
                # it only narrows: whether it is the owner who is called so is told by the field
                wanted.append(Wanted(tuple(sorted(self._owners(one)[0] | self._owners(one)[1]))))
        return wanted

    def _narrowed(self, kind: Kind) -> list[dict[str, Any]]:
        """Conditions of which each record that fits has one."""
        for one in self._asked.filters:
            if one.name is Name.STAGE:
                return [{"stage": value} for value in dict.fromkeys(one.values)]
            if kind is Kind.COMMITMENT and one.name is Name.DUE and all(value in _DUES for value in one.values):
                return [{"status": status} for status in UNSETTLED]
            if kind is Kind.COMMITMENT and one.name is Name.STATUS and "closed" not in one.values:
                asked = [status for value in one.values for status in (UNSETTLED if value == "open" else (value,))]
                return [{"status": status} for status in Status if status in asked]
        return [{}]

    def _links(self, kind: Kind, customers: frozenset[int]) -> Mapping[str, frozenset[int]]:
        if kind is Kind.CUSTOMER:
            return {}
        if kind is not Kind.PAPER:
            return dict.fromkeys(_WHOSE.get(kind, ("customer_id",)), customers)
        if customers not in self._deals_of:
            theirs = self._store.holding(Deal, Wanted((), {"customer_id": customers}))
            self._deals_of[customers] = frozenset(theirs)
        return {"deal_id": self._deals_of[customers]}

    def _called(self, word: str) -> frozenset[int]:
        if word not in self._by_name:
            self._by_name[word] = frozenset(self._store.holding(Customer, Wanted((word,)), texts="called"))
        return self._by_name[word]

    def _customers(self, one: Filter) -> frozenset[int]:
        numbers: set[int] = set()
        for value in map(str, one.values):
            number = _number(value)
            numbers |= {number} if number else self._called(value)
        return frozenset(numbers)

    def _owners(self, one: Filter) -> tuple[frozenset[str], frozenset[str]]:
        """What is meant by ``owner:``: whole names, and parts of the names of those who are on no list."""
        whole, parts = set[str](), set[str]()
        for value in map(str, one.values):
            typed = folded(self._officer) if value == "me" else value
            exact = [names for names in self._staff if typed in names]
            near = exact or [names for names in self._staff if any(typed in name for name in names)]
            whole.update(*near)
            if value == "me":
                whole.add(typed)
            elif not exact:
                parts.add(typed)
        return frozenset(whole), frozenset(parts)

    @cached_property
    def _staff(self) -> list[frozenset[str]]:
        """What each member of staff is called."""
        staff = self._store.find(Member)
        return [frozenset(filter(None, map(folded, (one.login, one.name, *one.earlier)))) for one in staff]

    @cached_property
    def _days(self) -> Any:
        return due_days(self._store, self._today)

    @cached_property
    def _tests(self) -> dict[Name, Callable[[Kind, Row, Filter], bool]]:
        owners = {one: self._owners(one) for one in self._asked.filters if one.name is Name.OWNER}
        customers = {one: self._customers(one) for one in self._asked.filters if one.name is Name.CUSTOMER}

        def owner(kind: Kind, row: Row, one: Filter) -> bool:
            whole, parts = owners[one]
            name = folded(str(row[PLACES[kind].owner]))
            return name in whole or any(part in name for part in parts)

        def customer(kind: Kind, row: Row, one: Filter) -> bool:
            theirs = customers[one]
            if kind is Kind.CUSTOMER:
                return row["id"] in theirs
            return any(row[field] in numbers for field, numbers in self._links(kind, theirs).items())

        # the same days come again and again
        @cache
        def due_on(written: str | None, is_open: bool, one: Filter) -> bool:
            day = date.fromisoformat(written) if written else None
            stands = self._days.stands(day)
            return any(
                (day is not None and self._stands_to(day, value))
                if isinstance(value, Compared)
                else is_open and stands is _DUES[str(value)]
                for value in one.values
            )

        def due(_kind: Kind, row: Row, one: Filter) -> bool:
            return due_on(row["due"], (row["status"] or Status.OPEN) in UNSETTLED, one)

        @cache
        def began_on(written: str, one: Filter) -> bool:
            day = date.fromisoformat(written)
            bounds = [value.bounds(self._today) for value in one.values if isinstance(value, Day)]
            return any(day >= first if one.name is Name.SINCE else day <= last for first, last in bounds)

        def began(kind: Kind, row: Row, one: Filter) -> bool:
            return began_on(row[PLACES[kind].day], one)

        def worth(kind: Kind, row: Row, one: Filter) -> bool:
            value = row[PLACES[kind].value]
            return value is not None and any(
                isinstance(asked, Compared)
                and asked.currency in ("", value["currency"])
                and asked.fits(Decimal(value["amount"]), asked.to)
                for asked in one.values
            )

        return {
            Name.OWNER: owner,
            Name.CUSTOMER: customer,
            Name.DUE: due,
            Name.SINCE: began,
            Name.UNTIL: began,
            Name.VALUE: worth,
            Name.STAGE: lambda _, row, one: row["stage"] in one.values,
            Name.KIND: lambda kind, row, one: str(kind) in one.values or _sort(kind, row) in one.values,
            Name.STATUS: lambda kind, row, one: not _standing(kind, row).isdisjoint(map(str, one.values)),
        }

    def _stands_to(self, day: date, asked: Compared) -> bool:
        assert isinstance(asked.to, Day)
        first, last = asked.to.bounds(self._today)
        if asked.sign == "=":
            return first <= day <= last
        return asked.fits(day, first if asked.sign in ("<", ">=") else last)


def among(desk: Desk, kind: Kind, asked: Asked) -> Set[int] | None:
    """The numbers of the records of a kind that fit the filter words, whatever the words; None where there are none."""
    if not asked.filters:
        return None
    return frozenset(Sieve(desk.store, Asked((), asked.filters), desk.today(), desk.officer).numbers(kind))


def _fields(kind: Kind, place: Place, name: Name) -> tuple[str, ...]:
    """Where a kind of records has what one filter word asks for."""
    match name:
        case Name.OWNER:
            return (place.owner,)
        case Name.SINCE | Name.UNTIL:
            return (place.day,)
        case Name.VALUE:
            return (place.value,) if place.value else ()
        case Name.STATUS:
            return place.status
        case Name.STAGE:
            return ("stage",) if kind is Kind.DEAL else ()
        case Name.DUE:
            return ("due", "status") if kind is Kind.COMMITMENT else ()
        case Name.CUSTOMER:
            own: dict[Kind, tuple[str, ...]] = {Kind.CUSTOMER: ("name",), Kind.PAPER: ("deal_id",)}
            return (own | _WHOSE).get(kind, ("customer_id",))
        case Name.KIND:
            return ()


def _sort(kind: Kind, row: Row) -> str:
    """What tells a record from others of its kind: a promise from a task."""
    place = PLACES[kind]
    return str(row[place.sort] or place.kind.model_fields[place.sort].default)


def _standing(kind: Kind, row: Row) -> set[str]:
    """The words for where a record stands."""
    match kind:
        case Kind.COMMITMENT:
            status = str(row["status"] or Status.OPEN)
            return {status, "open" if status in UNSETTLED else "closed"}
        case Kind.DEAL:
            return {"open" if row["stage"] in OPEN_STAGES else "closed"}
        case Kind.INCIDENT:
            return {"open" if row["closed_on"] is None else "closed"}
        case Kind.CONSENT:
            return {"given", "open"} if row["withdrawn_on"] is None else {"withdrawn", "closed"}
        case Kind.GIFT:
            answer = str(row["answer"] or GiftAnswer.OFFERED)
            return {answer, "open" if answer == GiftAnswer.OFFERED else "closed"}
        case Kind.HANDOVER:
            state = str(row["state"] or HandoverState.PROPOSED)
            return {state, "open" if state == HandoverState.PROPOSED else "closed"}
    return set()


def _number(value: str) -> int:
    """The number that stands for a customer; 0 where it is a name."""
    return int(value[1:]) if value[:1] == "#" and value[1:].isdecimal() and len(value) < 18 else 0
