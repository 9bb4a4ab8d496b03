"""The daily check's lines about deals: no next step, too long in a stage, and who answers for them."""

from collections.abc import Iterator
from datetime import date

from crm_tui.domain.incident import Incident
from crm_tui.services import owner_rules
from crm_tui.services.check_day import CheckDay, CustomerRow, DealRow, spoken, working
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.line_about import customer_line, deal_line


def no_next_step(day: CheckDay) -> Iterator[Line]:
    """Deals that are open and of which nobody says what happens next."""
    for deal in day.deals.values():
        if deal.is_open and not deal.next_step.strip():
            words = f"nobody says what happens next, in {day.words.stage(deal.stage)}"
            yield deal_line(
                day, deal, Group.NO_NEXT_STEP, f"next step {deal.id}", words, deal.stage_since, Act.NEXT_STEP
            )


def stale(day: CheckDay) -> Iterator[Line]:
    """Deals that are in their stage for more working days than the ground rules give."""
    limits = {one.stage: one.days for one in reversed(day.rules.stage_limits)}
    for deal in day.deals.values():
        limit = limits.get(deal.stage)
        if limit is None:
            continue
        days = day.calendar.working_days(deal.stage_since, day.as_of)
        if days > limit:
            words = f"in {day.words.stage(deal.stage)} for {working(days)}, {limit} is the most"
            due = day.calendar.add(deal.stage_since, limit)
            yield deal_line(
                *(day, deal, Group.STALE, f"stale {deal.id}", words, deal.stage_since, Act.STAGE),
                due=due,
                late=days - limit,
                aside=f"next: {deal.next_step}" if deal.next_step.strip() else "no next step",
            )


def orphans(day: CheckDay) -> Iterator[Line]:
    """Deals and customers whose owner left or is not listed, or was silent since taking over.

    A customer is told of as silent only where they changed hands, and no deal of theirs tells it already.
    """
    told: set[tuple[int, int | str]] = set()
    for deal in day.deals.values():
        if not deal.is_open:
            continue
        key, since = f"orphan deal {deal.id}", deal.in_charge_since
        if gone := _gone(day, deal.owner):
            yield deal_line(day, deal, Group.ORPHANS, key, gone, since, Act.REASSIGN)
        elif silent := _silent(day, deal):
            told.add((deal.customer_id, day.people.key(deal.owner)))
            yield deal_line(day, deal, Group.ORPHANS, key, silent, since, Act.CONTACT)
    for customer in day.customers.values():
        if gone := _gone(day, customer.owner):
            key = f"orphan customer {customer.id}"
            yield customer_line(customer, Group.ORPHANS, key, gone, customer.since, Act.REASSIGN)
        elif (
            customer.owners
            and (customer.id, day.people.key(customer.owner)) not in told
            and (silent := _silent(day, customer))
        ):
            key, since = f"orphan customer {customer.id}", customer.in_charge_since
            yield customer_line(customer, Group.ORPHANS, key, silent, since, Act.CONTACT)


def orphan_incidents(day: CheckDay) -> Iterator[Line]:
    """What went wrong and is to be put right by somebody who left or is not listed."""
    asked = ("customer_id", "deal_id", "on", "what", "owner", "closed_on")
    for number, customer_id, deal_id, on, what, owner, closed in day.store.fields(Incident, *asked):
        customer = day.customers.get(customer_id)
        if closed is not None or customer is None or not (gone := _gone(day, owner)):
            continue
        since = day.days[on]
        yield Line(
            group=Group.ORPHANS,
            key=f"orphan incident {number}",
            who=owner,
            to=customer.name,
            words=f"{gone}: {what}",
            since=since,
            due=None,
            at=None,
            customer_id=customer_id,
            customer=customer.name,
            deal_id=deal_id,
            deal=day.title(deal_id),
            owner=owner,
            aside=f"an incident of {spoken(since, day.as_of)}, not put right yet",
            told=(),
            opens=(Incident.table, number),
            act=Act.REASSIGN,
        )


def former_owners(day: CheckDay) -> Iterator[Line]:
    """Deals and customers whose former owner was in touch after the handover, and the present owner not since.

    A customer is told of only where no deal of theirs tells it already.
    """
    told: set[tuple[int, int | str]] = set()
    for deal in day.deals.values():
        if deal.is_open and (found := _former(day, deal, deal.customer_id)):
            told.add((deal.customer_id, day.people.key(deal.owner)))
            yield deal_line(day, deal, Group.FORMER_OWNER, f"former owner {deal.id}", *found, Act.CONTACT)
    for customer in day.customers.values():
        if (customer.id, day.people.key(customer.owner)) not in told and (found := _former(day, customer, customer.id)):
            key = f"former owner of customer {customer.id}"
            yield customer_line(customer, Group.FORMER_OWNER, key, *found, Act.CONTACT)


def _former(day: CheckDay, what: DealRow | CustomerRow, customer_id: int) -> tuple[str, date] | None:
    """What there is to say of a former owner's contact, and its day."""
    if len(what.owners) < 2:
        return None
    since, before = what.in_charge_since, [name for name, _ in what.owners[:-1]]
    contacts = day.contacts.get(customer_id, [])
    last = owner_rules.former_contact(day.people.same, what.owner, before, since, contacts)
    if last is None:
        return None
    handed = spoken(since, day.as_of)
    return f"{last.by}, who handed it over on {handed}, was in touch; {what.owner} was not since", last.on


def _gone(day: CheckDay, owner: str) -> str:
    left = owner_rules.left_on(day.people, owner, day.as_of)
    if left is not None:
        return f"{owner} answers for it and left on {spoken(left, day.as_of)}"
    return f"{owner} answers for it and is not on the staff list" if owner_rules.is_unlisted(day.people, owner) else ""


def _silent(day: CheckDay, what: DealRow | CustomerRow) -> str:
    since = what.in_charge_since
    customer_id = what.customer_id if isinstance(what, DealRow) else what.id
    if owner_rules.silent_days(None, since, day.as_of) <= day.rules.silent_owner_days:
        return ""
    last = owner_rules.last_of(day.people.same, what.owner, day.contacts.get(customer_id, []))
    if last is not None and last.on >= since:
        return ""
    return f"{what.owner} was not in touch since taking over on {spoken(since, day.as_of)}"
