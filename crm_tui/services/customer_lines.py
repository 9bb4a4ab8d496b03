"""The daily check's lines about customers: who is due for a contact, occasions, memberships that end."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, distinct
from crm_tui.services.check_day import BUSINESS, CheckDay, ahead
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.line_about import customer_line


def quiet(day: CheckDay) -> Iterator[Line]:
    """Customers with business whom nobody here sought for as many days as they, or else the rules, give.

    Counted from our own last contact or, where there was none, from the first day with them.
    """
    with_business = {deal.customer_id for deal in day.deals.values() if deal.stage in BUSINESS}
    for number in with_business:
        customer = day.customers.get(number)
        often = 0
        if customer is not None:
            often = day.rules.contact_days if customer.contact_days is None else customer.contact_days
        if customer is None or not often:
            continue
        last = next((one for one in reversed(day.contacts.get(number, [])) if one.is_ours), None)
        since = last.on if last is not None else customer.since
        days = (day.as_of - since).days
        if days < often:
            continue
        told = f"nobody here was in touch for {days} days" if last else f"nobody here was ever in touch, {days} days"
        yield customer_line(
            *(customer, Group.QUIET, f"quiet {number}", told, since, Act.CONTACT),
            due=since + timedelta(days=often),
            aside=f"every {often} days",
        )


def occasions(day: CheckDay) -> Iterator[Line]:
    """Days of the year that are near, until we are in touch on the day itself."""
    last = day.as_of + timedelta(days=min(day.rules.occasion_days, (date.max - day.as_of).days))
    for customer in day.customers.values():
        for same, kept in distinct(customer.occasions).items():
            one = Occasion.model_validate(kept)
            on = _next(one, day.as_of)
            if on is None or on > last:
                continue
            if on == day.as_of and _is_greeted(day, customer.id):
                continue
            aside = [ahead((on - day.as_of).days)]
            if one.is_moved_in(on.year):
                aside.append(f"of 29 February, which {on.year} does not have")
            if one.year and on.year > one.year:
                aside.append(f"{on.year - one.year} years")
            since = max(on - timedelta(days=day.rules.occasion_days), date.min + timedelta(days=1))
            act = Act.GREET if on == day.as_of else Act.WAIT
            key = f"occasion {customer.id} {same}"[:200].strip()
            yield customer_line(*(customer, Group.OCCASIONS, key, one.name, since, act), due=on, aside=", ".join(aside))


def memberships(day: CheckDay) -> Iterator[Line]:
    """Memberships that end soon, up to and with their last day."""
    for customer in day.customers.values():
        for kept in customer.memberships:
            if not kept.get("until"):
                continue
            one = Membership.model_validate(kept)
            if one.until is None or not 0 <= (days := (one.until - day.as_of).days) <= day.rules.expiry_days:
                continue
            called = f"{one.programme}, {one.level}" if one.level else one.programme
            key = f"membership {customer.id} {one.until} {called}"[:200].strip()
            yield customer_line(
                *(customer, Group.EXPIRING, key, f"{called} ends", one.since or customer.since, Act.RENEW),
                due=one.until,
                aside=f"ends {ahead(days)}",
            )


def _next(one: Occasion, today: date) -> date | None:
    try:
        on = one.next_from(today)
    except ValueError:
        # beyond the calendar's last year
        return None
    return on if one.year is None or on.year >= one.year else None


def _is_greeted(day: CheckDay, customer_id: int) -> bool:
    today = takewhile(lambda one: one.on == day.as_of, reversed(day.contacts.get(customer_id, [])))
    return any(one.is_ours for one in today)
