"""What becomes of two customers that are made one: worked out once, for the preview and for the merge itself."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Contact, Customer
from crm_tui.domain.deal import Deal, Tenure
from crm_tui.domain.errors import DeskError
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.merge import Distinct, Merge, Moved
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.text import quoted
from crm_tui.services.customers import folded
from crm_tui.services.duplicates import LIKELY, compare, sketch
from crm_tui.services.ports import Records

NAMING: tuple[tuple[type[Record], str], ...] = (
    (Deal, "customer_id"),
    (Interaction, "customer_id"),
    (Commitment, "customer_id"),
    (Incident, "customer_id"),
    (Consent, "customer_id"),
    (Gift, "customer_id"),
    (Feedback, "customer_id"),
    (Referral, "customer_id"),
    (Referral, "referrer_id"),
    (Handover, "customer_id"),
    (Merge, "customer_id"),
    (Distinct, "customer_id"),
    (Distinct, "other_customer_id"),
)
"""Every field that names a customer by number."""

KINDS = {kind.table: kind for kind, _ in NAMING} | {Snooze.table: Snooze}
"""The kinds of records that a merge moves, by table."""

ABOUT = "about"
"""The field by which a line that was put off names a customer: its key."""

CHOSEN = ("name", "kind", "phone", "email", "place", "household", "language", "channel", "times", "contact_days")
"""The fields of which one of the two counts; without a choice that of the one who stays, where it is filled in."""

_ALSO = {"name": "name", "phone": "phone", "email": "e-mail", "place": "place", "household": "household"}
_KEY = re.compile(r"(quiet|occasion|membership|orphan customer) (\d+)(?= |\Z)")
_EMPTY: tuple[object, ...] = ("", None)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Plan:
    """A merge as it would be done."""

    stays: Customer
    """The one who stays, as they are."""

    goes: Customer
    """The one who goes, as they are."""

    left: Customer
    """The one who stays, as they would be left."""

    moved: tuple[Moved, ...]
    """What names the one who goes, and would name the one who stays."""

    taken: tuple[str, ...] = ()
    """The fields that are the other one's."""

    warnings: tuple[str, ...] = ()
    """What to look at first, each in one line."""

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each table would move."""
        found: dict[str, set[int]] = {}
        for one in self.moved:
            found.setdefault(one.table, set()).add(one.id)
        return {table: len(ids) for table, ids in found.items()}


def plan(records: Records, stays: Customer, goes: Customer, take: Iterable[str] = ()) -> Plan:
    """What would become of both; ``take`` are fields that are to be the other one's.

    Raises:
        DeskError: they can't be made one as things are; the line says what to do first.
    """
    if stays.id == goes.id:
        raise DeskError("a customer is not merged with themselves: choose another one")
    taken = tuple(dict.fromkeys(take))
    if unknown := [name for name in taken if name not in CHOSEN]:
        raise DeskError(f"{quoted(unknown[0])} is no field to choose: take one of {', '.join(CHOSEN)}")
    _check_handovers(records, stays, goes)
    _check_referrals(records, stays, goes)
    moved = tuple(_moved(records, goes.id))
    return Plan(stays, goes, joined(stays, goes, taken), moved, taken, tuple(_warnings(records, stays, goes)))


def joined(stays: Customer, goes: Customer, taken: Iterable[str] = ()) -> Customer:
    """One customer of two: chosen fields, joined lists, and a line for what was known of the other one besides.

    Raises:
        DeskError: what is joined does not fit into one record.
    """
    chosen: dict[str, object] = {}
    for name in CHOSEN:
        own, other = getattr(stays, name), getattr(goes, name)
        chosen[name] = other if name in taken or (own in _EMPTY and other not in _EMPTY) else own
    also = []
    for name, told in _ALSO.items():
        dropped = {getattr(one, name) for one in (stays, goes)} - {chosen[name], ""}
        also += [f"{told} {value}" for value in sorted(dropped) if folded(value) != folded(str(chosen[name]))]
    care = [*_lines(stays.care)]
    care += [line for line in _lines(goes.care) if line not in care]
    if also:
        care.append(f"Also known (merged from #{goes.id}): {', '.join(also)}")
    values = stays.model_dump() | {
        **chosen,
        "since": min(stays.since, goes.since),
        "owners": _owners(stays, goes),
        "contacts": _added(stays.contacts, goes.contacts, _contact),
        "occasions": _added(stays.occasions, goes.occasions, _occasion),
        "memberships": _added(stays.memberships, goes.memberships, _membership),
        "care": "\n".join(care) if care != _lines(stays.care) else stays.care,
    }
    try:
        return Customer.model_validate(values)
    except ValueError:
        raise DeskError(
            "together they hold more than one record takes: shorten what is to know, or the lists, of one of them first"
        ) from None


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _added(own: tuple[T, ...], others: tuple[T, ...], key: Callable[[T], object]) -> tuple[T, ...]:
    known = {key(one) for one in own}
    return (*own, *(one for one in others if key(one) not in known))


def _contact(one: Contact) -> object:
    return folded(one.name), folded(one.role), "".join(filter(str.isdigit, one.phone))


def _occasion(one: Occasion) -> object:
    return one.kind, one.month, one.day, one.year, folded(one.name)


def _membership(one: Membership) -> object:
    return folded(one.programme), folded(one.level), one.since, one.until


def _owners(stays: Customer, goes: Customer) -> tuple[Tenure, ...]:
    """Who answered for them: before the record that stays began, those of the one that goes, without a gap."""
    own = stays.owners or (Tenure(owner=stays.owner, since=stays.since),)
    began = stays.since
    others = goes.owners or (Tenure(owner=goes.owner, since=goes.since),)
    if goes.since >= began:
        return stays.owners
    earlier = [Tenure(owner=others[0].owner, since=goes.since), *(one for one in others[1:] if one.since < began)]
    first = own[0].model_copy(update={"since": began})
    found: list[Tenure] = []
    for one in (*earlier, first, *own[1:]):
        if not found or found[-1].owner != one.owner:
            found.append(one)
    return () if len(found) == 1 else tuple(found[-200:])


def _moved(records: Records, goes: int) -> Iterator[Moved]:
    for kind, field in NAMING:
        for one in records.find(kind, **{field: goes}):
            yield Moved(table=kind.table, id=one.id, field=field)
    for put_off in records.find(Snooze):
        if snoozed(put_off) == goes:
            yield Moved(table=Snooze.table, id=put_off.id, field=ABOUT)


def snoozed(put_off: Snooze) -> int | None:
    """The customer whose line was put off; None for a line of another kind."""
    found = _KEY.match(put_off.about)
    return int(found[2]) if found else None


def renamed(one: Record, field: str, customer_id: int) -> Record:
    """A record that names another customer in this field, and is otherwise as it was."""
    if isinstance(one, Snooze):
        return one.model_copy(update={ABOUT: _KEY.sub(rf"\g<1> {customer_id}", one.about, count=1)})
    return one.model_copy(update={field: customer_id})


def names(one: Record, field: str) -> int | None:
    """The customer whom a record names in this field."""
    return snoozed(one) if isinstance(one, Snooze) else getattr(one, field)


def _check_handovers(records: Records, stays: Customer, goes: Customer) -> None:
    for one in (stays, goes):
        if waiting := next((found for found in records.find(Handover, customer_id=one.id) if found.waits), None):
            raise DeskError(
                f"a handover of {one.name} to {waiting.to} waits: have it accepted, returned or taken back first"
            )


def _check_referrals(records: Records, stays: Customer, goes: Customer) -> None:
    """One customer comes by one other at the most, and the chain has no ring; merged ones too."""
    came = {one.customer_id: one.referrer_id for one in records.find(Referral)}
    if stays.id in came and goes.id in came:
        raise DeskError(f"both came by a referral: take the referral of {stays.name} or of {goes.name} away first")
    now: Mapping[int, int] = {
        (stays.id if one == goes.id else one): (stays.id if by == goes.id else by) for one, by in came.items()
    }
    at, seen = stays.id, set[int]()
    while at in now and at not in seen:
        seen.add(at)
        at = now[at]
    if at == stays.id and seen:
        raise DeskError(
            f"{stays.name} and {goes.name} stand in one chain of referrals: take the referral between them away first"
        )


def _warnings(records: Records, stays: Customer, goes: Customer) -> Iterator[str]:
    likeness = compare(sketch(stays), sketch(goes))
    if likeness.points < LIKELY:
        yield f"little speaks for it: {likeness.why}"
    if stays.kind is not goes.kind:
        yield f"one is an individual, the other an institution: {stays.name} stays an {stays.kind}"
    if stays.owner != goes.owner:
        yield f"{goes.owner} answered for {goes.name}: from now on {stays.owner} does; deals keep their owners"
    for own in records.find(Consent, customer_id=stays.id):
        for other in records.find(Consent, customer_id=goes.id):
            if (own.purpose, own.channel) == (other.purpose, other.channel) and own.stands is not other.stands:
                when = own.withdrawn_on or other.withdrawn_on
                yield f"consent to {own.purpose} was withdrawn on {when} by one of the two, and stands with the other"
    pair = {stays.id, goes.id}
    for said in (*records.find(Distinct, customer_id=stays.id), *records.find(Distinct, customer_id=goes.id)):
        if {said.customer_id, said.other_customer_id} == pair:
            yield f"{said.by} said on {said.on} that they are not the same{': ' + said.why if said.why else ''}"
