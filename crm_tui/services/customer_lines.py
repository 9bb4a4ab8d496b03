"""The daily check's lines about customers: who is due for a contact, occasions, memberships that end."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, distinct
from crm_tui.services import cadence, festivals, settings
from crm_tui.services.check_day import BUSINESS, CheckDay, CustomerRow, ahead, spoken
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.line_about import customer_line


def quiet(day: CheckDay) -> Iterator[Line]:
    """Customers with business whom nobody here sought for as many days as they, or else the rules, give.

    Counted from our own last contact or, where there was none, from the first day with them.
    """
    with_business = {deal.customer_id for deal in day.deals.values() if deal.stage in BUSINESS}
    for number in with_business:
        customer = day.customers.get(number)
        if customer is None:
            continue
        often = customer.contact_days
        if often is None:
            often = cadence.of_row(day.rules, customer.kind, customer.memberships, day.as_of)
        if not often:
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
    """Days of the year that are near, until the customer was greeted, or we were in touch since: their own, and
    festivals.

    A greeting is asked for only where the customer allows greetings, and the others are told of no festival. On a day
    without work it is asked for on the last working day before; what was missed, until the next working day.
    """
    first, _ = day.calendar.met(day.as_of)
    last = day.as_of + timedelta(days=min(day.rules.occasion_days, (date.max - day.as_of).days))
    near = list(festivals.near(settings.of(day.store), first, last))
    for customer in day.customers.values():
        asked = customer.id in day.may_greet
        own = {same: Occasion.model_validate(kept) for same, kept in distinct(customer.occasions).items()}
        dated = [(same, one, _next(one, first if asked else day.as_of)) for same, one in own.items()]
        if asked:
            dated += [(same, one, on) for same, one, on in festivals.kept_in(near, customer.place) if same not in own]
        for same, one, on in dated:
            if on is None or on > last:
                continue
            if day.calendar.is_met(on, day.as_of) and _is_greeted(day, customer.id, on):
                continue
            yield _occasion(day, customer, same, one, on, asked=asked)


def _occasion(day: CheckDay, customer: CustomerRow, same: str, one: Occasion, on: date, *, asked: bool) -> Line:
    aside = [ahead((on - day.as_of).days), *told_of(one, on)]
    if not asked:
        aside.append(NO_GREETING)
    since = max(on - timedelta(days=day.rules.occasion_days), date.min + timedelta(days=1))
    today = Act.GREET if asked else Act.CONSENT
    act = today if on == day.as_of or (asked and day.calendar.is_met(on, day.as_of)) else Act.WAIT
    key = f"occasion {customer.id} {same}"[:200].strip()
    return customer_line(*(customer, Group.OCCASIONS, key, one.name, since, act), due=on, aside=", ".join(aside))


def told_of(one: Occasion, on: date) -> Iterator[str]:
    """What is to be known of an occasion on the day on which it falls."""
    if one.is_moved_in(on.year):
        yield f"of 29 February, which {on.year} does not have"
    if one.year and on.year > one.year:
        years = on.year - one.year
        yield f"{years} year{'s' * (years > 1)}"


def to_take_down(day: CheckDay) -> Iterator[Line]:
    """Each place that still shows a name or photograph though the customer allows it no more: their owner's duty."""
    asked = ("customer_id", "purpose", "uses", "withdrawn_on")
    for number, customer_id, purpose, uses, withdrawn in day.store.fields(Consent, *asked):
        customer = day.customers.get(customer_id)
        if customer is None or withdrawn is None or not uses or day.days[withdrawn] > day.as_of:
            continue
        for at, use in enumerate(uses):
            if (down := use["taken_down_on"]) is not None and day.days[down] <= day.as_of:
                continue
            words = f"to take down from {use['where']}: {_SHOWN[Purpose(purpose)]}"
            yield customer_line(
                *(customer, Group.EXPIRING, f"take down {number} {at}", words, day.days[withdrawn], Act.TAKE_DOWN),
                due=day.days[withdrawn],
                aside=f"allowed no more since {spoken(day.days[withdrawn], day.as_of)}",
                opens=(Consent.table, number),
            )


_SHOWN = {Purpose.PUBLISH_NAME: "their name", Purpose.PUBLISH_PHOTOGRAPH: "their photograph"}

NO_GREETING = "no consent to greetings"
"""Why no greeting is offered."""


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


def _is_greeted(day: CheckDay, customer_id: int, on: date) -> bool:
    """Whether the customer was greeted since the day is met, or we were in touch on it or after it."""
    first = day.calendar.met_from(on)
    since = takewhile(lambda one: one.on >= first, reversed(day.contacts.get(customer_id, [])))
    return any(one.is_ours and (one.is_greeting or one.on >= on) for one in since)
