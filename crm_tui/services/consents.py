"""What customers allow us: given, taken back, where a name or photograph is used, and what has to be taken down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.consent import PUBLISHED, Consent, Purpose, Use
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.text import quoted
from crm_tui.services import records
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records, Store

NEVER_GIVEN = "never given: they said no"
"""How something stands that was refused before anybody had asked for it."""


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a customer allows, as one line has it."""

    newest: tuple[Consent, ...]
    """Of each purpose and channel what was said last."""

    for_: str
    """What they allow: "contact by e-mail, greetings"; empty where it is nothing."""

    against: str
    """What they do not allow: "not contact by call"; empty where it is nothing."""

    to_take_down: int
    """How many places have still to be taken down."""


def allowed(store: Records, customer_id: int) -> Allowed:
    """What a customer allows today, and what not."""
    newest = newest_each(of_customer(store, customer_id))
    against = ", ".join(called(one.purpose, one.channel) for one in newest if not one.stands)
    return Allowed(
        tuple(newest),
        ", ".join(called(one.purpose, one.channel) for one in newest if one.stands),
        f"not {against}" if against else "",
        sum(len(one.to_take_down) for one in newest),
    )


def of_customer(store: Records, customer_id: int) -> list[Consent]:
    """All that a customer ever allowed, by purpose, the newest of each first."""
    order = list(Purpose)
    found = store.find(Consent, customer_id=customer_id)
    return sorted(found, key=lambda one: (order.index(one.purpose), -one.given_on.toordinal(), -one.id))


def newest_each(found: Sequence[Consent]) -> list[Consent]:
    """Of each purpose and channel what was said last, and whatever has still a place to take down."""
    last: dict[tuple[Purpose, Channel | None], Consent] = {}
    for one in found:
        same = one.purpose, one.channel
        if same not in last or _said(last[same]) < _said(one):
            last[same] = one
    return [one for one in found if one.to_take_down or one is last[one.purpose, one.channel]]


def allows(store: Records, customer_id: int, purpose: Purpose) -> bool:
    """Whether a customer allows something today."""
    return any(one.stands and one.purpose is purpose for one in store.find(Consent, customer_id=customer_id))


def allowing(store: Store, purpose: Purpose) -> frozenset[int]:
    """The numbers of all customers who allow something today."""
    found = store.fields(Consent, "customer_id", "purpose", "withdrawn_on")
    return frozenset(number for _, number, what, withdrawn in found if what == purpose and withdrawn is None)


def called(purpose: Purpose, channel: Channel | None) -> str:
    """What is allowed, in words: "contact by call"."""
    return f"{purpose} by {channel}" if channel is not None else str(purpose)


def give(
    desk: Desk, customer_id: int, purpose: Purpose, how: str, on: date | None = None, channel: Channel | None = None
) -> Consent:
    """Record that a customer allows something; ``channel`` only for contact, where it is one alone.

    Raises:
        Conflict: it stands already.
        DeskError: it is not said how it was given, or the day has not come.
    """
    day = _past(desk, on, "it was given")
    if not how.strip():
        raise DeskError("say how it was given: it is asked for when somebody doubts it", field="how")
    with records.in_plain_words(), desk.acting(f"consent to {called(purpose, channel)} recorded") as now:
        _customer(now, customer_id)
        for one in _standing(now, customer_id, purpose, channel):
            raise Conflict(f"consent to {called(purpose, channel)} stands since {one.given_on}: nothing was saved")
        return now.add(
            Consent(customer_id=customer_id, purpose=purpose, channel=channel, given_on=day, how=how, by=desk.officer)
        )


def take_back(desk: Desk, consent: Consent, how: str, on: date | None = None) -> Consent:
    """Record that a customer allows something no more; the answer names each place to take down.

    Raises:
        Conflict: it was taken back already, or changed meanwhile.
        DeskError: it is not said how they told us, or the day has not come.
    """
    day = _past(desk, on, "it was taken back")
    if not how.strip():
        raise DeskError("say how they took it back: by whom, on the telephone or in writing", field="how")
    with records.in_plain_words(), desk.acting(f"consent to {called(consent.purpose, consent.channel)} back") as now:
        if not consent.stands:
            raise Conflict(f"it was taken back on {consent.withdrawn_on} already: nothing was saved")
        after = {**dict(consent), "withdrawn_on": day, "withdrawn_how": how}
        return records.replace(desk, now, consent, Consent.model_validate(after))


def refuse(
    desk: Desk, customer_id: int, purpose: Purpose, how: str, on: date | None = None, channel: Channel | None = None
) -> Consent:
    """Record that a customer wants something not, whether or not they ever allowed it.

    Raises:
        Conflict, DeskError: as for ``take_back``; it is refused already.
    """
    for one in _standing(desk.store, customer_id, purpose, channel):
        return take_back(desk, one, how, on)
    day = _past(desk, on, "they said so")
    if not how.strip():
        raise DeskError("say how they said so: by whom, on the telephone or in writing", field="how")
    with records.in_plain_words(), desk.acting(f"no consent to {called(purpose, channel)}") as now:
        _customer(now, customer_id)
        newest = _newest(now.find(Consent, customer_id=customer_id), purpose, channel)
        if newest is not None and not newest.stands:
            raise Conflict(f"{called(purpose, channel)} is not allowed since {newest.withdrawn_on}: nothing was saved")
        return now.add(
            Consent(
                customer_id=customer_id,
                purpose=purpose,
                channel=channel,
                given_on=day,
                how=NEVER_GIVEN,
                by=desk.officer,
                withdrawn_on=day,
                withdrawn_how=how,
            )
        )


def note_use(desk: Desk, consent: Consent, where: str, on: date | None = None) -> Consent:
    """Record one more place where a name or photograph is used.

    Raises:
        DeskError: it is allowed no more, is no such purpose, or the place is not named.
    """
    day = _past(desk, on, "it was put there")
    if consent.purpose not in PUBLISHED:
        raise DeskError(f"{consent.purpose} leaves nothing in a place: only a name or a photograph does")
    if not consent.stands:
        raise DeskError(f"it was taken back on {consent.withdrawn_on}: it may be used nowhere any more")
    if not where.strip():
        raise DeskError("say where it is, so that somebody finds it: “spring leaflet, page 3”", field="where")
    with records.in_plain_words(), desk.acting("use of a name or photograph recorded") as now:
        after = {**dict(consent), "uses": (*consent.uses, Use(where=where, on=day))}
        return records.replace(desk, now, consent, Consent.model_validate(after))


def taken_down(desk: Desk, consent: Consent, place: int, on: date | None = None) -> Consent:
    """Record that one place where it was used, by its position, shows it no more.

    Raises:
        Conflict: it was taken down already, or the consent changed meanwhile.
    """
    day = _past(desk, on, "it was taken down")
    if not 0 <= place < len(consent.uses):
        raise NotFound("there is no such place: look at the list again")
    use = consent.uses[place]
    if use.taken_down_on is not None:
        raise Conflict(f"it was taken down on {use.taken_down_on} already: nothing was saved")
    if day < use.on:
        raise DeskError(f"it is there since {use.on}: give that day or a later one", field="on")
    with records.in_plain_words(), desk.acting("taken down") as now:
        uses = list(consent.uses)
        uses[place] = use.model_copy(update={"taken_down_on": day})
        return records.replace(desk, now, consent, Consent.model_validate({**dict(consent), "uses": tuple(uses)}))


def found_place(consent: Consent, words: str) -> int:
    """The position of the one place, still to be taken down, in whose name these words stand.

    Raises:
        DeskError: none has them, or several do; the line names them.
    """
    wanted = " ".join(words.casefold().split())
    left = [(at, one) for at, one in enumerate(consent.uses) if one.taken_down_on is None]
    near = [(at, one) for at, one in left if wanted and wanted in one.where.casefold()]
    exact = [(at, one) for at, one in near if one.where.casefold() == wanted] or near
    if len(exact) == 1:
        return exact[0][0]
    names = "; ".join(f"“{one.where}”" for _, one in (exact or left)[:5])
    if exact:
        raise DeskError(f"{quoted(words.strip())} fits several places: {names}")
    raise NotFound(f"no place where it still is has {quoted(words.strip())} in its name: {names or 'there is none'}")


def contact_warning(store: Records, customer_ids: Sequence[int], channel: Channel) -> str:
    """What to know before a customer is contacted this way, in one line; empty where nothing was taken back.

    It never stops anybody: a bank may have to write to who wants no letters.
    """
    names = Names(store)
    against = []
    for number in dict.fromkeys(customer_ids):
        newest = _newest(store.find(Consent, customer_id=number, purpose=Purpose.CONTACT), Purpose.CONTACT, channel)
        if newest is not None and not newest.stands:
            against.append((number, newest))
    if not against:
        return ""
    first, since = names.of(against[0][0]), against[0][1].withdrawn_on
    if len(against) > 1:
        return f"{first} and {len(against) - 1} more want no contact by {channel}"
    return f"{first} wants no contact by {channel} since {since}"


def warning_of(store: Records, contact: Interaction) -> str:
    """The same of a contact as it is recorded; empty where they sought us."""
    if contact.direction is Direction.IN:
        return ""
    return contact_warning(store, [contact.customer_id], contact.channel)


def to_take_down(store: Records, customer_id: int) -> list[tuple[Consent, int]]:
    """Each place that still shows what a customer allows no more, by consent and position."""
    return [
        (one, at)
        for one in of_customer(store, customer_id)
        for at, use in enumerate(one.uses)
        if not one.stands and use.taken_down_on is None
    ]


def _newest(found: Sequence[Consent], purpose: Purpose, channel: Channel | None) -> Consent | None:
    """What was said last of a purpose: for a channel also what was said of all channels."""
    meant = [one for one in found if one.purpose is purpose and (one.channel is None or one.channel is channel)]
    return max(meant, key=_said, default=None)


def _said(one: Consent) -> tuple[date, int]:
    return one.withdrawn_on or one.given_on, one.id


def _standing(store: Records, customer_id: int, purpose: Purpose, channel: Channel | None) -> list[Consent]:
    found = store.find(Consent, customer_id=customer_id)
    return [one for one in found if one.stands and one.purpose is purpose and one.channel is channel]


def _customer(store: Records, customer_id: int) -> Customer:
    found = store.get(Customer, customer_id)
    if found is None:
        raise NotFound(f"there is no customer #{customer_id} any more: nothing was saved")
    return found


def _past(desk: Desk, on: date | None, what: str) -> date:
    day = on or desk.today()
    if day > desk.today():
        raise DeskError(f"{day} has not come yet: give the day on which {what}", field="on")
    return day
