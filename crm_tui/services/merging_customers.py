"""Making two customers one, and taking them apart again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.domain.record import Record
from crm_tui.services import merge_plan, records
from crm_tui.services.desk import Desk
from crm_tui.services.merge_plan import KINDS, NAMING, Plan
from crm_tui.services.ports import Records

_OF_OWNERS = ("owner", "owners", "since")
"""Fields that tell who answered for a customer since when: of one piece."""

T = TypeVar("T")


def preview(desk: Desk, stays: int, goes: int, take: Iterable[str] = ()) -> Plan:
    """What a merge would do.

    Raises:
        NotFound: one of them is not there.
        DeskError: as for ``merge_plan.plan``.
    """
    return merge_plan.plan(desk.store, numbered(desk.store, stays), numbered(desk.store, goes), take)


def merge(desk: Desk, seen: Plan, why: str = "") -> Merge:
    """Do what a preview showed, all of it in one transaction.

    Raises:
        Conflict: it would no longer do just that; nothing was changed.
        DeskError: as for ``preview``.
    """
    with records.in_plain_words(), desk.acting("customers merged", as_given=True) as now:
        stays, goes = numbered(now, seen.stays.id), numbered(now, seen.goes.id)
        planned = merge_plan.plan(now, stays, goes, seen.taken)
        if planned != seen:
            raise Conflict("something of these two was changed since you looked: look at the preview again")
        # a record may name the customer in two fields
        for moved in planned.moved:
            if (one := now.get(KINDS[moved.table], moved.id)) is not None:
                now.put(merge_plan.renamed(one, moved.field, stays.id))
        if planned.left != stays:
            now.put(planned.left)
        now.remove(goes)
        return now.add(
            Merge(
                customer_id=stays.id,
                gone=goes.id,
                before=stays,
                was=goes,
                left=planned.left,
                moved=planned.moved,
                last=_newest(now, stays.id),
                why=why,
                by=desk.officer,
                on=desk.today(),
            )
        )


@dataclass(frozen=True, slots=True)
class Parting:
    """How two merged customers would be taken apart."""

    merge: Merge
    """The merge that is undone."""

    stays: Customer
    """The one who stayed, as they would be."""

    back: Customer
    """The one who comes back, as they were."""

    returning: tuple[Record, ...]
    """What names the one who comes back again, as it would be."""

    told: tuple[str, ...] = ()
    """What was edited or added since and does not simply go back, each in one line."""


def parting(store: Records, merge_id: int) -> Parting:
    """What taking a merge apart would do. What was edited since is kept, and what was added stays where it was added.

    What hangs on a deal goes with the deal.

    Raises:
        NotFound: there is no such merge.
        DeskError: it can't be taken apart; the line says why.
    """
    merge = store.get(Merge, merge_id)
    if merge is None:
        raise NotFound(f"there is no merge {merge_id}: crm-tui duplicates --merged lists them")
    if merge.undone_on is not None:
        raise DeskError(f"merge {merge_id} was taken apart on {merge.undone_on} already")
    if merge.before is None or merge.was is None or merge.left is None:
        raise DeskError(f"merge {merge_id} can't be taken apart: what it kept of a customer was erased")
    if merge.customer_id != merge.before.id:
        later = _into(store, merge.before.id)
        raise DeskError(f"{merge.before.name} was merged into another customer since: take merge {later} apart first")
    now = numbered(store, merge.customer_id)
    stays, told = _taken_apart(merge.before, merge.left, now)
    returning, said = _returning(store, merge)
    since = list(_added_since(store, merge, returning))
    if since:
        told.append(f"stays with {stays.name}: {', '.join(since)}, added since")
    return Parting(merge, stays, merge.was, returning, (*told, *said))


def unmerge(desk: Desk, seen: Parting) -> Merge:
    """Take a merge apart as a preview showed it, all of it in one transaction.

    Raises:
        Conflict: it would no longer do just that; nothing was changed.
        DeskError: as for ``parting``.
    """
    with records.in_plain_words(), desk.acting("customers taken apart again", as_given=True) as now:
        planned = parting(now, seen.merge.id)
        if planned != seen:
            raise Conflict("something of these two was changed since you looked: look again before you take them apart")
        now.bring_back(planned.back)
        if now.get(Customer, planned.stays.id) != planned.stays:
            now.put(planned.stays)
        for one in planned.returning:
            now.put(one)
        undone = planned.merge.model_copy(update={"undone_on": desk.today()})
        now.put(undone)
        return undone


def not_the_same(desk: Desk, one: int, other: int, why: str = "") -> Distinct:
    """Remember that two customers are not one: they are not shown as duplicates again.

    Raises:
        NotFound: one of them is not there.
        DeskError: they are one customer, or it was said before.
    """
    if one == other:
        raise DeskError("that is one and the same customer: choose two")
    first, second = sorted((one, other))
    with records.in_plain_words(), desk.acting("said not to be the same") as now:
        numbered(now, first), numbered(now, second)
        if now.find(Distinct, customer_id=first, other_customer_id=second):
            raise DeskError(f"#{first} and #{second} are known not to be the same already")
        return now.add(Distinct(customer_id=first, other_customer_id=second, why=why, by=desk.officer, on=desk.today()))


def where_is(store: Records, gone: int) -> Merge | None:
    """The merge by which a customer's number went, while it stands."""
    return next((one for one in store.find(Merge, gone=gone) if one.stands), None)


def numbered(store: Records, number: int) -> Customer:
    """The customer with this number.

    Raises:
        NotFound: there is none; of one who was merged the line names the number of who stayed.
    """
    found = store.get(Customer, number)
    if found is None:
        into = where_is(store, number)
        if into is not None:
            raise NotFound(f"customer #{number} was merged into #{into.customer_id}: use that number")
        raise NotFound(f"there is no customer #{number}: check the number")
    return found


def _newest(now: Records, stays: int) -> dict[str, int]:
    """Of each table, the newest record that names the one who stays, now that all are moved."""
    found = ((kind.table, one.id) for kind, field in NAMING for one in now.find(kind, **{field: stays}))
    newest: dict[str, int] = {}
    for table, number in found:
        newest[table] = max(number, newest.get(table, 0))
    return newest


def _into(store: Records, gone: int) -> int:
    found = where_is(store, gone)
    return found.id if found else 0


def _taken_apart(before: Customer, left: Customer, now: Customer) -> tuple[Customer, list[str]]:
    """The one who stayed without what came of the other one; what was edited since keeps its value."""
    told: list[str] = []
    values: dict[str, object] = {}
    handed_on = any(getattr(now, name) != getattr(left, name) for name in _OF_OWNERS)
    for name in Customer.model_fields:
        was, made, is_ = getattr(before, name), getattr(left, name), getattr(now, name)
        if is_ != made:
            told.append(f"{_CALLED.get(name, name)} of {now.name} was changed since: that is kept")
        if name in _OF_OWNERS and handed_on:
            values[name] = is_
        elif is_ == made:
            values[name] = was
        elif isinstance(is_, tuple):
            values[name] = tuple(_kept(is_, made, was))
        elif name == "care":
            values[name] = "\n".join(_kept(is_.split("\n"), made.split("\n"), was.split("\n")))
        else:
            values[name] = is_
    changed = {name: value for name, value in values.items() if value != getattr(now, name)}
    return (now.model_copy(update=changed) if changed else now), told


_CALLED = {"email": "e-mail", "care": "what is to know", "contact_days": "days in touch", "since": "first contact"}


def _kept(now: Iterable[T], made: Iterable[T], was: Iterable[T]) -> Iterator[T]:
    """What stands there now without what the merge brought."""
    brought = [one for one in made if one not in was]
    return (one for one in now if one not in brought)


def _returning(store: Records, merge: Merge) -> tuple[tuple[Record, ...], list[str]]:
    stayed, gone = merge.customer_id, merge.gone
    found: dict[tuple[str, int], Record] = {}
    told: list[str] = []
    deals = {one.id for one in merge.moved if one.table == Deal.table}
    deals = {one for one in deals if (deal := store.get(Deal, one)) is not None and deal.customer_id == stayed}
    for moved in merge.moved:
        key = moved.table, moved.id
        one = found.get(key) or store.get(KINDS[moved.table], moved.id)
        called = f"{moved.table.removesuffix('s')} #{moved.id}"
        if one is None:
            told.append(f"{called} was taken away since: it does not come back")
        elif merge_plan.names(one, moved.field) != stayed:
            told.append(f"{called} names somebody else since: it stays so")
        elif (on := getattr(one, "deal_id", None)) is not None and on not in deals:
            told.append(f"{called} belongs to deal #{on} since: it stays with that")
        else:
            found[key] = merge_plan.renamed(one, moved.field, gone)
    for kind, field in NAMING:
        if "deal_id" in kind.model_fields:
            for number in sorted(deals):
                for one in store.find(kind, deal_id=number):
                    key = kind.table, one.id
                    if key not in found and merge_plan.names(one, field) == stayed:
                        found[key] = merge_plan.renamed(one, field, gone)
                        told.append(f"{kind.table.removesuffix('s')} #{one.id} was added since, and goes with its deal")
    return tuple(found.values()), told


def _added_since(store: Records, merge: Merge, returning: Iterable[Record]) -> Iterator[str]:
    """How many of each kind name the one who stayed, and did not when they were merged."""
    going = {(one.table, one.id) for one in returning}
    moved = {(one.table, one.id) for one in merge.moved}
    for kind, field in NAMING:
        last = merge.last.get(kind.table, 0)
        found = {
            one.id
            for one in store.find(kind, **{field: merge.customer_id})
            if one.id > last and (kind.table, one.id) not in going | moved and one != merge
        }
        if found:
            yield f"{len(found)} {kind.table if len(found) > 1 else kind.table.removesuffix('s')}"
