"""The daily check's lines about deals: no next step, too long in a stage, and who answers for them."""

from collections.abc import Iterator

from crm_tui.services import owner_rules
from crm_tui.services.check_day import CheckDay, DealRow, spoken, working
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.line_about import customer_line, deal_line


def no_next_step(day: CheckDay) -> Iterator[Line]:
    """Deals that are open and of which nobody says what happens next."""
    for deal in day.deals.values():
        if deal.is_open and not deal.next_step.strip():
            words = f"nobody says what happens next, in {deal.stage}"
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
            words = f"in {deal.stage} for {working(days)}, {limit} is the most"
            due = day.calendar.add(deal.stage_since, limit)
            yield deal_line(
                *(day, deal, Group.STALE, f"stale {deal.id}", words, deal.stage_since, Act.STAGE),
                due=due,
                late=days - limit,
                aside=f"next: {deal.next_step}" if deal.next_step.strip() else "no next step",
            )


def orphans(day: CheckDay) -> Iterator[Line]:
    """Deals and customers whose owner left or is not listed, and deals whose owner was silent since taking over.

    Since when somebody answers for a customer is not kept, so that silence is told of deals only; customers of whom
    the desk hears nothing are quiet.
    """
    for deal in day.deals.values():
        if not deal.is_open:
            continue
        key, since = f"orphan deal {deal.id}", deal.in_charge_since
        if gone := _gone(day, deal.owner):
            yield deal_line(day, deal, Group.ORPHANS, key, gone, since, Act.REASSIGN)
        elif silent := _silent(day, deal):
            yield deal_line(day, deal, Group.ORPHANS, key, silent, since, Act.CONTACT)
    for customer in day.customers.values():
        if gone := _gone(day, customer.owner):
            key = f"orphan customer {customer.id}"
            yield customer_line(customer, Group.ORPHANS, key, gone, customer.since, Act.REASSIGN)


def former_owners(day: CheckDay) -> Iterator[Line]:
    """Deals whose former owner was in touch with the customer after the handover, and the present owner not since."""
    for deal in day.deals.values():
        if not deal.is_open or len(deal.owners) < 2:
            continue
        since, contacts = deal.in_charge_since, day.contacts.get(deal.customer_id, [])
        before = [name for name, _ in deal.owners[:-1]]
        last = owner_rules.former_contact(day.people.same, deal.owner, before, since, contacts)
        if last is not None:
            handed = spoken(since, day.as_of)
            words = f"{last.by}, who handed it over on {handed}, was in touch; {deal.owner} was not since"
            yield deal_line(day, deal, Group.FORMER_OWNER, f"former owner {deal.id}", words, last.on, Act.CONTACT)


def _gone(day: CheckDay, owner: str) -> str:
    left = owner_rules.left_on(day.people, owner, day.as_of)
    if left is not None:
        return f"{owner} answers for it and left on {spoken(left, day.as_of)}"
    return f"{owner} answers for it and is not on the staff list" if owner_rules.is_unlisted(day.people, owner) else ""


def _silent(day: CheckDay, deal: DealRow) -> str:
    since = deal.in_charge_since
    if owner_rules.silent_days(None, since, day.as_of) <= day.rules.silent_owner_days:
        return ""
    last = owner_rules.last_of(day.people.same, deal.owner, day.contacts.get(deal.customer_id, []))
    if last is not None and last.on >= since:
        return ""
    return f"{deal.owner} was not in touch since taking over on {spoken(since, day.as_of)}"
