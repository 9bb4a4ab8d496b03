"""The pack of a handover: all that the next owner has to know of a customer, part by part, and the same as a print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.interaction import Direction, Interaction
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Record
from crm_tui.domain.review import CLEARED
from crm_tui.domain.staff import Member
from crm_tui.services import cadence, ground_rules, handovers, house_words, incidents, owned, records, waiting
from crm_tui.services.deals import Titles
from crm_tui.services.desk import Desk
from crm_tui.services.people import People
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, paragraphs
from crm_tui.services.review import review_deal


class Part(StrEnum):
    """What of a customer an entry tells, in the order of the pack."""

    PROMISES = "Open promises, in the words used"
    OTHERS = "Also open: our tasks, and what they owe us"
    DEALS = "Deals"
    MISMATCHES = "Mismatches between what was said and the paper"
    INCIDENTS = "Incidents"
    TO_KNOW = "To know before you speak"
    CONTACTS = "Last contacts"
    DATES = "Next dates"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to know."""

    part: Part
    """Where it stands."""

    name: str
    """What it is, in a few words: ``#12 due 3 Dec``, ``call on 18 Nov``."""

    words: str
    """What there is to say, in the words used."""

    aside: str = ""
    """What else to know: who promised it, where, what it waits for."""

    record: Record | None = None
    """What it tells of; None where it is a field of the customer."""

    seen: str = ""
    """For a promise: what stands for its words when it is marked as read."""

    is_read: bool = False
    """For a promise: whether the receiver has marked it as read, as it stands."""

    @property
    def is_promise(self) -> bool:
        """Whether it has to be read before the handover is accepted."""
        return self.part is Part.PROMISES


@dataclass(frozen=True, slots=True)
class Pack:
    """A handover with everything that there is to know."""

    handover: Handover
    """Which."""

    customer: Customer
    """Whose relationship it is."""

    title: str
    """What goes over: the customer by name, and the deal where that goes over alone."""

    goes: str
    """What goes over when it is accepted: "the customer, 2 open deals and 3 open commitments"."""

    entries: tuple[Entry, ...]
    """In the order of the parts."""

    as_of: date
    """The day it was made on."""

    owner: str
    """Who has it, as the desk calls them."""

    to: str
    """Who is to have it, as the desk calls them."""

    def part(self, which: Part) -> tuple[Entry, ...]:
        """The entries of one part."""
        return tuple(one for one in self.entries if one.part is which)

    @property
    def read(self) -> str:
        """How many of the promises are marked as read: "2 of 5"; empty where there is none."""
        promises = self.part(Part.PROMISES)
        return f"{sum(one.is_read for one in promises)} of {len(promises)}" if promises else ""


_CONTACTS = 5


def of(desk: Desk, handover_id: int) -> Pack:
    """The pack of a handover as the records are now.

    Raises:
        NotFound: there is no such handover, or its customer is gone.
    """
    one = handovers.get(desk.store, handover_id)
    customer = records.get(desk, Customer, one.customer_id)
    called = People(desk.store.find(Member), desk.today()).called
    entries = tuple(entry for part in _PARTS for entry in part(desk, one, customer))
    return Pack(
        one,
        customer,
        handovers.title(desk.store, one, customer.name),
        handovers.going(desk.store, one),
        entries,
        desk.today(),
        called(one.owner),
        called(one.to),
    )


def printed(packs: list[Pack], *, to_mark: bool = False) -> Printout:
    """The packs of a handover, one after the other; ``to_mark`` with what a command needs to mark promises as read."""
    first = packs[0]
    title = f"Handover of {first.title}" if len(packs) == 1 else f"Handover of {len(packs)} customers"
    blocks: list[Block] = []
    for pack in packs:
        if len(packs) > 1:
            blocks.append(Heading(pack.title))
        blocks += _printed(pack, to_mark=to_mark)
    blocks += [Heading("Signatures"), Signatures(("Handed over by", "Taken over by"))]
    return Printout(title, tuple(blocks))


def _printed(pack: Pack, *, to_mark: bool) -> Iterator[Block]:
    one, rows = pack.handover, [("Handover", f"#{pack.handover.id}, {standing(pack.handover)}")]
    rows += [
        ("Customer", f"{pack.customer.name} (#{pack.customer.id}), {pack.customer.kind}, since {pack.customer.since}"),
        ("From", pack.owner),
        ("To", pack.to),
        ("Why", one.reason),
        ("Goes over", pack.goes),
        ("Read", f"{pack.read} open promises" if pack.read else "no promise is open"),
        ("As of", str(pack.as_of)),
    ]
    yield Rows(tuple(rows))
    for part in Part:
        entries = pack.part(part)
        yield Heading(f"{part.value} ({len(entries)})" if entries else part.value)
        if not entries:
            yield Paragraph("Nothing.")
        for entry in entries:
            aside = entry.aside
            if entry.is_promise and to_mark:
                seen = "read" if entry.is_read else f"not read yet, seen {entry.seen}"
                aside = f"{aside}; {seen}" if aside else seen
            lines = [("", each.text) for each in paragraphs(entry.words)]
            yield Rows((*lines, *([("", f"({aside})")] if aside else [])), entry.name)


def standing(one: Handover) -> str:
    """How far a handover is, in a line."""
    begun = f"proposed by {one.by} on {one.on}"
    if one.state is HandoverState.PROPOSED:
        return begun
    why = f": {one.why}" if one.why else ""
    return f"{one.state} on {one.ended_on}{why} ({begun})"


def _promises(desk: Desk, one: Handover, customer: Customer) -> Iterator[Entry]:
    missing = {each.id for each in handovers.unread(desk.store, one)}
    for owed in sorted(handovers.open_promises(desk.store, customer.id, one.deal_id), key=_by_due):
        yield Entry(
            *(Part.PROMISES, _owed(owed), owed.words, _about(desk, owed)),
            record=owed,
            seen=handovers.digest(owed),
            is_read=owed.id not in missing,
        )


def _others(desk: Desk, one: Handover, customer: Customer) -> Iterator[Entry]:
    found = desk.store.find(Commitment, customer_id=customer.id)
    for owed in sorted(found, key=_by_due):
        if owed.is_open and owed.kind is not CommitmentKind.PROMISE and one.deal_id in (None, owed.deal_id):
            what = "our task" if owed.kind is CommitmentKind.TASK else "they owe us"
            yield Entry(Part.OTHERS, f"{_owed(owed)}, {what}", owed.words, _about(desk, owed), owed)


def _owed(one: Commitment) -> str:
    return f"#{one.id} due {one.due}" if one.due else f"#{one.id}, no date"


def _about(desk: Desk, one: Commitment) -> str:
    said = f"promised by {one.promised_by} on {one.made_on}" if one.promised_by else f"noted on {one.made_on}"
    deal = Titles(desk.store).of(one.deal_id)
    certainty = "" if one.certainty == "firm" else f"{one.certainty}, not firm"
    moved = f"first due {one.first_due}" if one.dates else ""
    told = (
        said,
        f"owed by {one.owner}",
        f"on {deal}" if deal else "",
        certainty,
        moved,
        waiting.words(desk.store, one),
    )
    return "; ".join(filter(None, told))


def _deals(desk: Desk, one: Handover, customer: Customer) -> Iterator[Entry]:
    found = [each for each in desk.store.find(Deal, customer_id=customer.id) if owned.goes_over(each)]
    called = house_words.of(desk.store)
    for deal in sorted(found, key=lambda each: (each.id != one.deal_id, not each.is_open, each.id)):
        worth = f", {deal.value.words}" if deal.value else ""
        words = [f"Next: {deal.next_step}" if deal.next_step else "Nobody says what happens next." * deal.is_open]
        words.append(f"What matters to them: {deal.what_matters}" if deal.what_matters else "")
        aside = f"with {deal.owner} since {deal.in_charge_since}"
        if deal.signing_on:
            aside += f"; to be signed on {deal.signing_on}"
        text = "\n".join(filter(None, words)) or f"{called.stage(deal.stage)} since {deal.stage_since}."
        yield Entry(Part.DEALS, f"{deal.title}: {called.stage(deal.stage)}{worth}", text, aside, deal)


def _mismatches(desk: Desk, handed: Handover, customer: Customer) -> Iterator[Entry]:
    for deal in desk.store.find(Deal, customer_id=customer.id):
        if handed.deal_id not in (None, deal.id):
            continue
        if not deal.is_open or not desk.store.find(Document, deal_id=deal.id):
            continue
        try:
            review = review_deal(desk, deal.id)
        except DeskError as problem:
            yield Entry(Part.MISMATCHES, deal.title, f"It can't be compared: {problem}.", record=deal)
            continue
        found = review.comparison.findings if review.comparison else ()
        for place, (finding, promise) in enumerate(zip(found, review.promises, strict=True)):
            if finding.verdict in CLEARED:
                continue
            settled = review.settled_finding(place)
            decided = f"decided: {settled.resolution.answer}" if settled and settled.counts else ""
            aside = "; ".join(filter(None, (f"#{promise.id} on {deal.title}", finding.explanation, decided)))
            yield Entry(Part.MISMATCHES, finding.verdict.words, promise.words, aside, deal)


def _incidents(desk: Desk, _: Handover, customer: Customer) -> Iterator[Entry]:
    since = desk.today() - timedelta(days=ground_rules.in_force(desk.store).recent_incident_days)
    for one in incidents.of_customer(desk.store, customer.id):
        if one.is_open or (one.closed_on and one.closed_on >= since):
            stands = "not put right yet" if one.is_open else f"put right on {one.closed_on}"
            known = {"cause": one.cause, "done about it": one.remedy, "seen to by": one.owner}
            aside = "; ".join(f"{name}: {words}" for name, words in known.items() if words)
            yield Entry(Part.INCIDENTS, f"{one.on}, {stands}", one.what, aside, one)


def _to_know(_: Desk, __: Handover, customer: Customer) -> Iterator[Entry]:
    told = {
        "Care": customer.care,
        "Language": customer.language,
        "Reach them by": str(customer.channel or ""),
        "When": customer.times,
        "Household": customer.household,
        "People": "; ".join(", ".join(filter(None, (each.name, each.role, each.phone))) for each in customer.contacts),
        "Phone": customer.phone,
        "E-mail": customer.email,
        "Place": customer.place,
    }
    for name, words in told.items():
        if words:
            yield Entry(Part.TO_KNOW, name, words)


def _contacts(desk: Desk, _: Handover, customer: Customer) -> Iterator[Entry]:
    found = sorted(desk.store.find(Interaction, customer_id=customer.id), key=lambda one: (one.on, one.id))
    for one in reversed(found[-_CONTACTS:]):
        way = "from them, to" if one.direction is Direction.IN else "by"
        felt = f"felt {one.felt} of 5" if one.felt else ""
        aside = "; ".join(filter(None, (felt, one.felt_words)))
        yield Entry(Part.CONTACTS, f"{one.channel} on {one.on}, {way} {one.by}", one.said or "–", aside, one)


def _dates(desk: Desk, _: Handover, customer: Customer) -> Iterator[Entry]:
    today = desk.today()
    found: list[tuple[date, str, Record | None]] = []
    for owed in desk.store.find(Commitment, customer_id=customer.id):
        if owed.is_open and owed.due:
            found.append((owed.due, f"due, #{owed.id}: {' '.join(owed.words.split())}", owed))
    for deal in desk.store.find(Deal, customer_id=customer.id):
        if deal.is_open and deal.signing_on:
            found.append((deal.signing_on, f"{deal.title} is to be signed", deal))
    found += [(day, one.name, None) for one in customer.occasions if (day := _next(one, today))]
    found += [(one.until, f"{one.programme} ends", None) for one in customer.memberships if one.until]
    often = cadence.of_customer(ground_rules.in_force(desk.store), customer, today)[0]
    if often:
        ours = (one for one in desk.store.find(Interaction, customer_id=customer.id) if one.direction is Direction.OUT)
        last = max((one.on for one in ours), default=customer.since)
        found.append((last + timedelta(days=often), f"be in touch, every {often} days", None))
    for day, words, record in sorted(found, key=lambda each: each[:2]):
        yield Entry(Part.DATES, f"{day}{', late' if day < today else ''}", words, record=record)


def _next(one: Occasion, today: date) -> date | None:
    try:
        return one.next_from(today)
    except ValueError:
        # beyond the calendar's last year
        return None


def _by_due(one: Commitment) -> tuple[date, int]:
    return one.due or date.max, one.id


_PARTS = (_promises, _others, _deals, _mismatches, _incidents, _to_know, _contacts, _dates)
"""What makes each part."""
