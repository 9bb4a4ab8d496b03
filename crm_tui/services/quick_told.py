"""A line of quick capture told back, piece by piece, before it is saved and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.recurrence import Recurrence, Unit
from crm_tui.domain.staff import Member
from crm_tui.domain.text import quoted
from crm_tui.services.quick_line import Understood

_KINDS = {
    CommitmentKind.PROMISE: "promise",
    CommitmentKind.TASK: "task, owed to nobody outside",
    CommitmentKind.THEIRS: "theirs: the customer owes it",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One piece."""

    label: str
    """What it is, in a word."""

    text: str
    """What was understood."""

    doubt: bool = False
    """Whether it wants a look."""


def told(one: Understood, today: date) -> tuple[Told, ...]:
    """What would be saved, in the order in which it is read."""
    return tuple(_told(one, today))


def choice_of(one: Customer | Member | Deal) -> str:
    """What tells somebody or something from others of nearly the same name."""
    if isinstance(one, Customer):
        return ", ".join(filter(None, (one.name, one.place, one.phone, f"of {one.owner}")))
    if isinstance(one, Deal):
        return f"{one.title}, {one.stage}"
    return f"{one.login}, {one.name}" if one.name else one.login


def day_words(due: date, at: time | None, today: date, *, is_working: bool) -> str:
    """A due day in full: "Fri 20 Nov 2026, 16:00, in 2 days"."""
    away = (due - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(away)
    far = near or (f"in {away} days" if away > 0 else f"{-away} days ago")
    hour = f", {at:%H:%M}" if at else ""
    return f"{due:%a} {due.day} {due:%b %Y}{hour}, {far}{'' if is_working else ', no working day'}"


def every_words(every: Recurrence) -> str:
    """How something comes back: "every 2 weeks until 31 Dec 2026"."""
    unit = {Unit.DAY: "day", Unit.WEEK: "week", Unit.MONTH: "month", Unit.YEAR: "year"}[every.unit]
    often = f"every {unit}" if every.every == 1 else f"every {every.every} {unit}s"
    return f"{often} until {every.until.day} {every.until:%b %Y}" if every.until else often


def _told(one: Understood, today: date) -> Iterator[Told]:
    yield _customer(one)
    if one.terms:
        for said in one.terms:
            label = said.label if said.claim.term else "not understood, kept as words"
            yield Told("Term", f"{label}: {said.text}", doubt=said.claim.term is None)
    plain = one.beside if one.terms else one.words
    if plain or not one.terms:
        yield Told("What", plain or "nothing yet", doubt=not plain)
    for deed in one.awaited:
        due = f", {day_words(deed.due, deed.at, today, is_working=True)}" if deed.due else ""
        yield Told("Awaited", f"{deed.text}{due}")
    if one.due:
        late = one.due < today
        yield Told(
            "Due", day_words(one.due, one.at, today, is_working=one.is_working), doubt=late or not one.is_working
        )
    else:
        yield Told("Due", "no date")
    if one.every:
        yield Told("Every", every_words(one.every))
    if one.after_words:
        yield Told("First", one.after_words)
    yield Told("Owner", "which one? choose below" if one.owners else one.owner, doubt=bool(one.owners))
    if one.deals:
        yield Told("Deal", "which one? choose below", doubt=True)
    elif one.deal:
        yield Told("Deal", one.deal.title)
    yield Told("Kind", _KINDS[one.kind])
    if one.contact:
        channel, direction = one.contact
        yield Told("Contact", f"{channel}, {direction}: recorded as well")
    for note in one.notes:
        yield Told("Note", note, doubt=True)


def unknown_number(one: Understood) -> str:
    """That no customer has the number that was typed, in a line; empty where that is not what is wrong."""
    if one.who.merged_into:
        return f"customer #{one.who.number} was merged into #{one.who.merged_into}: use that number"
    return "" if one.who.number is None else f"there is no customer {one.who.number}: type another number, or a name"


def _customer(one: Understood) -> Told:
    if one.customer:
        return Told("Customer", one.customer.name)
    if line := unknown_number(one):
        return Told("Customer", line, doubt=True)
    if one.new_customer:
        return Told("Customer", f"{one.new_customer}, who is new", doubt=True)
    if one.who.found:
        kind = "is nearly spelled so" if one.who.near else "may be meant"
        count = len(one.who.found) + one.who.more
        return Told("Customer", f"{count if count > 1 else 'one'} {kind}: choose below", doubt=True)
    return Told("Customer", "type a name and a colon first, as in “ravi: call back fri 4pm”", doubt=True)


def several(one: Understood) -> tuple[str, str, tuple[tuple[int | str, str], ...]] | None:
    """What has to be chosen first: how it is asked for, the line that says so, and the choices; None if nothing has."""
    if one.choices_of_customer:
        named = next((piece.typed for piece in one.pieces if piece.part == "customer"), "").strip(" :–—-")
        which = "is nearly spelled as" if one.who.near else "fits"
        more = f", and {one.who.more} more" if one.who.more else ""
        line = f"{quoted(named)} {which} {_count(len(one.who.found), 'customer')}{more}"
        return "customer", line, tuple((each.id, choice_of(each)) for each in one.who.found)
    if one.owners:
        return (
            "owner",
            f"several colleagues are called so: {len(one.owners)}",
            tuple((each.login, choice_of(each)) for each in one.owners),
        )
    if one.deals:
        return (
            "deal",
            f"several deals may be meant: {len(one.deals)}",
            tuple((each.id, choice_of(each)) for each in one.deals),
        )
    return None


def _count(many: int, noun: str) -> str:
    return f"1 {noun}" if many == 1 else f"{many} {noun}s"
