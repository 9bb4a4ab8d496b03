"""News of the business to customers who allow announcements: chosen by a filter, one contact each, one undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.domain.consent import Purpose
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.interaction import Channel, Interaction, Reason
from crm_tui.domain.settings import Settings
from crm_tui.domain.staff import Member
from crm_tui.domain.text import quoted
from crm_tui.services import consents, messages, settings
from crm_tui.services.check_day import BUSINESS
from crm_tui.services.contact_note import contact_note
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.greetings import was_sent
from crm_tui.services.outcomes import Left, Outcome
from crm_tui.services.people import People
from crm_tui.services.records import in_plain_words


@dataclass(frozen=True, slots=True)
class Filter:
    """Which customers are meant: all conditions hold; one that is empty holds for everybody."""

    place: str = ""
    """Part of their town or area."""

    kind: CustomerKind | None = None
    """A person or an organisation."""

    area: Area | None = None
    """The kind of business that they have with the desk, under way or live."""

    owner: str = ""
    """The officer who answers for them, by login or name."""

    programme: str = ""
    """Part of the name of a programme that they belong to on the day."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whom an announcement goes to."""

    found: int
    """How many the filter finds."""

    customer_ids: tuple[int, ...]
    """Those of them who allow announcements, by number."""

    @property
    def words(self) -> str:
        """All of it in one line: "12 of 340 (328 without consent)"."""
        without = self.found - len(self.customer_ids)
        aside = f" ({without} without consent)" if without else ""
        return f"{len(self.customer_ids)} of {self.found}{aside}"


def choose(desk: Desk, wanted: Filter) -> Chosen:
    """The customers whom a filter finds, and those of them who allow announcements. It changes nothing."""
    store, today = desk.store, desk.today()
    people = People(store.find(Member), today)
    place, programme = folded(wanted.place), folded(wanted.programme)
    having: set[int] | None = None
    if wanted.area is not None:
        rows = store.fields(Deal, "customer_id", "area", "stage")
        having = {number for _, number, area, stage in rows if area == wanted.area and stage in BUSINESS}
    found = []
    columns = ("place", "kind", "owner", "memberships")
    for number, where, kind, owner, memberships in store.fields(Customer, *columns):
        if (
            (not place or place in folded(where or ""))
            and (wanted.kind is None or wanted.kind == (kind or CustomerKind.INDIVIDUAL))
            and (having is None or number in having)
            and (not wanted.owner.strip() or people.same(wanted.owner.strip(), owner))
            and (not programme or any(_belongs(one, programme, today.isoformat()) for one in memberships or ()))
        ):
            found.append(number)
    allowing = consents.allowing(store, Purpose.ANNOUNCEMENTS)
    return Chosen(len(found), tuple(number for number in sorted(found) if number in allowing))


def words_of(desk: Desk, template: str) -> str:
    """The words of one of the settings' templates, by its name.

    Raises:
        NotFound: there is none; the line names those there are.
    """
    kept = settings.of(desk.store).templates
    found = next((one for one in kept if folded(one.name) == folded(template)), None)
    if found is None:
        names = ", ".join(one.name for one in kept) or "the settings have none yet"
        raise NotFound(f"no template is called {quoted(template.strip())}: {names}")
    return found.words


def wrong_words(kept: Settings, words: str) -> str:
    """Why words could not be sent to anybody, and what can be typed; empty where they could."""
    if not words.strip():
        return "type what is announced"
    if wrong := messages.slip(words, messages.FOR_ANYBODY):
        return wrong
    if of_a_day := messages.lacks(words, dict.fromkeys(messages.FOR_ANYBODY, "known")):
        blanks = messages.named_blanks(messages.FOR_ANYBODY)
        return f"nobody knows {of_a_day} in an announcement: use {blanks}"
    if messages.lacks(words, {"name": "known", "owner": "known", "firm": kept.firm}):
        return messages.FIRM_UNNAMED
    return ""


def check_words(desk: Desk, words: str) -> None:
    """Refuse words that could not be sent to anybody; it changes nothing.

    Raises:
        DeskError: nothing is said, or something in braces can't be filled in; the line says what can be.
    """
    if wrong := wrong_words(settings.of(desk.store), words):
        raise DeskError(wrong, field="words")


def announce(desk: Desk, chosen: Sequence[int], words: str, channel: Channel = Channel.MESSAGE) -> Outcome:
    """Log that each of these customers was told, in one transaction; names in braces are filled in for each.

    Who allows it no more, was told the same today, or is gone, is left out and said so.

    Raises:
        DeskError: nobody is chosen, nothing is said, or the words ask for what can't be filled in.
    """
    check_words(desk, words)
    if not chosen:
        told = "nobody is chosen: widen the filter, or ask customers whether they allow announcements"
        raise DeskError(told, field="place")
    kept, people = settings.of(desk.store), People(desk.store.find(Member), desk.today())
    sent: list[Interaction] = []
    left: list[Left] = []
    with in_plain_words(), desk.acting("announcement logged") as now:
        for number in dict.fromkeys(chosen):
            customer = now.get(Customer, number)
            if customer is None:
                left.append(Left(f"customer {number}", f"customer {number}", "is no longer in the store"))
                continue
            values = messages.known(kept, people, customer)
            said = messages.filled(words, values)
            if not consents.allows(now, number, Purpose.ANNOUNCEMENTS):
                left.append(Left(f"customer {number}", customer.name, "without consent"))
            elif was_sent(now, number, Reason.ANNOUNCEMENT, said, desk.today()):
                left.append(Left(f"customer {number}", customer.name, "told so today already"))
            else:
                note = contact_note(desk, number, said, channel=channel)
                sent.append(now.add(note.model_copy(update={"reason": Reason.ANNOUNCEMENT})))
    warned = consents.contact_warning(desk.store, [one.customer_id for one in sent], channel)
    return Outcome("told", tuple(sent), tuple(left), told=(warned,) if warned else ())


def _belongs(kept: dict[str, Any], programme: str, today: str) -> bool:
    until = kept.get("until")
    return programme in folded(kept["programme"]) and (until is None or until >= today)
