"""Greetings: what a customer is greeted for today, in which words, and that they were.

A day of the year is greeted on the day, before a day without work on the last working day, and late until the next
working day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.consent import Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.interaction import Channel, Interaction, Reason
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.staff import Member
from crm_tui.services import consents, festivals, messages, records, settings, work_calendar
from crm_tui.services.check_day import ahead
from crm_tui.services.contact_note import contact_note
from crm_tui.services.customer_lines import NO_GREETING, told_of
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.messages import Message
from crm_tui.services.outcomes import Outcome
from crm_tui.services.people import People
from crm_tui.services.ports import Records


@dataclass(frozen=True, slots=True)
class Due:
    """One occasion that is met today, with the messages that fit it."""

    occasion: str
    """What is remembered."""

    aside: str
    """What else to know: "tomorrow, of 29 February, which 2027 does not have, 31 years"."""

    messages: tuple[Message, ...]
    """Filled in; those named after the occasion first."""

    left_out: tuple[str, ...]
    """A line for each template that asks for what nobody knows."""


@dataclass(frozen=True, slots=True)
class Offer:
    """How one customer is greeted today."""

    customer: Customer
    """Whom."""

    due: tuple[Due, ...]
    """For what; nothing where nothing is offered."""

    channel: Channel
    """How they like to be reached."""

    why_not: str
    """Why nothing is offered, in one line; empty where something is."""


def offer(desk: Desk, customer_id: int) -> Offer:
    """What a customer is greeted for today, in the words of the settings' templates; nothing without consent.

    Raises:
        NotFound: there is no such customer.
    """
    store, today = desk.store, desk.today()
    customer = records.get(desk, Customer, customer_id)
    channel = customer.channel or Channel.MESSAGE
    if not consents.allows(store, customer_id, Purpose.GREETINGS):
        return Offer(customer, (), channel, f"{NO_GREETING}: ask {customer.name}, and record what they said")
    found = of_today(store, customer, today)
    if not found:
        return Offer(customer, (), channel, f"{customer.name} has no occasion today")
    kept = settings.of(store)
    values = messages.known(kept, People(store.find(Member), today), customer)
    due = []
    for one, on in found:
        years = on.year - one.year if one.year else 0
        own = values | {"occasion": one.name, "years": str(years) if years > 0 else ""}
        fits = sorted(kept.templates, key=lambda template: not _is_for(template.name, one))
        lacking = {template.name: messages.lacks(template.words, own) for template in fits}
        ready = tuple(
            Message(template.name, messages.filled(template.words, own))
            for template in fits
            if not lacking[template.name]
        )
        left = tuple(f"“{name}” is left out: {_unknown(what)}" for name, what in lacking.items() if what)
        when = [] if on == today else [ahead((on - today).days)]
        due.append(Due(one.name, ", ".join((*when, *told_of(one, on))), ready, left))
    return Offer(customer, tuple(due), channel, "")


def of_today(store: Records, customer: Customer, today: date) -> list[tuple[Occasion, date]]:
    """The occasions of one customer that are met today, each with its day: their own, and the festivals of their place.

    Those of today stand first.
    """
    first, last = work_calendar.of(in_force(store)).met(today)
    own = [(one, on) for one in customer.occasions if (on := festivals.next_day(one, None, first)) and on <= last]
    kept = festivals.kept_in(festivals.near(settings.of(store), first, last), customer.place)
    named = {one.name for one, _ in own}
    found = [*own, *((one, on) for _, one, on in kept if one.name not in named)]
    return sorted(found, key=lambda each: abs((each[1] - today).days))


def send(desk: Desk, customer_id: int, words: str, channel: Channel) -> Outcome:
    """Log that a customer was greeted today, in these words.

    Raises:
        Conflict: they were greeted in the same words today already.
        DeskError: they allow no greetings, or nothing is said.
    """
    if not words.strip():
        raise DeskError("type the greeting, as it was sent", field="words")
    if open_ := messages.lacks(words, {}):
        raise DeskError(f"{open_} is not filled in yet: type what it stands for", field="words")
    with records.in_plain_words(), desk.acting("greeting logged") as now:
        if now.get(Customer, customer_id) is None:
            raise NotFound(f"there is no customer #{customer_id} any more: nothing was saved")
        if not consents.allows(now, customer_id, Purpose.GREETINGS):
            raise DeskError(f"{NO_GREETING}: record it first, or send nothing")
        if was_sent(now, customer_id, Reason.GREETING, words, desk.today()):
            told = "they were greeted in these words today already: type others, or leave the form"
            raise Conflict(told, field="words")
        note = contact_note(desk, customer_id, words, channel=channel)
        sent = now.add(note.model_copy(update={"reason": Reason.GREETING}))
    warned = consents.warning_of(desk.store, sent)
    return Outcome("greeting logged", (sent,), told=(warned,) if warned else ())


def was_sent(store: Records, customer_id: int, reason: Reason, words: str, on: date) -> bool:
    """Whether these words went to a customer on a day already, for the same reason."""
    sent = store.find(Interaction, customer_id=customer_id)
    return any(one.reason is reason and one.on == on and one.said == words.strip() for one in sent)


def _unknown(lacking: str) -> str:
    return messages.FIRM_UNNAMED if lacking == "{firm}" else f"nobody knows {lacking}"


def _is_for(template: str, one: Occasion) -> bool:
    """Whether a template is named after an occasion, or after what kind it is."""
    wanted: Sequence[str] = folded(template).split()
    return folded(template) == folded(one.kind) or all(word in folded(one.name).split() for word in wanted)
