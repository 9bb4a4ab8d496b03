"""One deal: its facts, its promises with what the paper says of them, its papers and what was said."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.services import ground_rules, incidents, records
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.adding import COMMITMENT, INCIDENT, INTERACTION, Added
from crm_tui.tui.opening import owner_form
from crm_tui.tui.present import Tone, lines, money, safe, spoken_day, verdict_mark
from crm_tui.tui.screens.detail import DetailPage, Related, incident_facts, related, titled
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.facts import Fact

_OWED, _PAPERS, _SAID, _WRONG = "Promises and other commitments", "Papers", "What was said", "What went wrong"


@dataclass(frozen=True, slots=True)
class DealFound:
    """A deal with everything that belongs to it."""

    deal: Deal
    """Which."""

    customer: Customer
    """Whose."""

    lines: list[Related]
    """Commitments, papers, interactions and incidents, under their headings."""

    wrong: list[Incident]
    """The customer's incidents, where the deal is open; else those of the deal."""

    recent_days: int
    """For how many days one that was put right is told of."""


class DealPage(DetailPage[DealFound]):
    """The deal's facts and records."""

    NOUN = "on this deal"
    GROUPED = True
    NEW_KINDS: ClassVar[tuple[Added, ...]] = (COMMITMENT, INTERACTION, INCIDENT)
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.REVIEW,
        keymap.ATTACH,
        keymap.named(keymap.HAND_OVER_CUSTOMER, "Hand over", "Ask somebody else to take the deal over"),
    ]
    _found: DealFound | None = None

    def read(self) -> DealFound:
        """The deal and every record of it."""
        store, today = self.desk.store, self.desk.today()
        days = due_days(store, today)
        deal = records.get(self.desk, Deal, self.record_id)
        customer = records.get(self.desk, Customer, deal.customer_id)
        papers = sorted(store.find(Document, deal_id=deal.id), key=lambda one: -one.version)
        contacts = store.find(Interaction, deal_id=deal.id)
        # the contact in which the need for it came up may have been about something else
        came_of = store.get(Interaction, deal.interaction_id) if deal.interaction_id is not None else None
        if came_of is not None and came_of.deal_id != deal.id:
            contacts.append(came_of)
        contacts.sort(key=lambda one: one.on, reverse=True)
        wrong = incidents.of_deal(store, deal)
        found = [
            *(related(one, days, _OWED) for one in store.find(Commitment, deal_id=deal.id)),
            *(related(one, days, _PAPERS) for one in papers),
            *(related(one, days, _SAID) for one in contacts),
            *(related(one, days, _WRONG) for one in wrong if one.deal_id == deal.id),
        ]
        # one poor experience is told of in the next deal, while that is under way
        told = [one for one in wrong if deal.is_open or one.deal_id == deal.id]
        return DealFound(deal, customer, found, told, ground_rules.in_force(store).recent_incident_days)

    def show(self, found: DealFound) -> None:
        """Show facts and records, and reckon the verdicts behind them."""
        self._found = found
        self._show_facts()
        self.records.show(found.lines)
        self.desk_app.verdicts.reckon([self.record_id], self)

    def state(self, line: Related) -> Content:
        """A promise stands where the paper puts it."""
        known = self.desk_app.verdicts.known(self.record_id)
        if known and isinstance(line.target, Commitment) and line.target.id in known.by_promise:
            return verdict_mark(known.by_promise[line.target.id]).content
        return line.state

    def subject(self) -> tuple[int | None, int | None]:
        """This deal and its customer."""
        return (self._found.customer.id, self.record_id) if self._found else (None, None)

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        self._show_facts()
        self.records.repaint()

    def action_edit(self) -> None:
        """Change the deal."""
        from crm_tui.tui.forms.deal import DealForm

        if self._found is not None:
            self.desk_app.open_form(DealForm(self.desk, self._found.deal, self._found.deal.customer_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On what is owed the same key hands over that alone."""
        owed = self.commitment()
        if action == "hand_over":
            return owed is None or not owed.is_open
        return super().check_action(action, parameters)

    def action_hand_over(self) -> None:
        """Ask somebody else to take the deal over, while the customer stays."""
        if self._found is not None:
            self.desk_app.open_form(owner_form(self.desk, self._found.deal))

    def action_review(self) -> None:
        """Set the promises beside the paper."""
        self.desk_app.open_review(self.record_id)

    def action_attach(self) -> None:
        """Attach a paper."""
        from crm_tui.tui.forms.attach import AttachForm

        if self._found is not None:
            self.desk_app.open_form(AttachForm(self.desk, self._found.deal))

    def _show_facts(self) -> None:
        if self._found is None:
            return
        deal, today = self._found.deal, self.today
        known = self.desk_app.verdicts.known(self.record_id)
        self.facts.show(
            [
                titled(deal.title, self._found.customer.name),
                Fact(
                    "stage",
                    safe(f"{self.desk_app.house.stage(deal.stage)} since {spoken_day(deal.stage_since, today)}"),
                ),
                Fact("value", Content(money(deal.value))),
                Fact("kind", Content(deal.area)),
                Fact("owner", safe(deal.owner)),
                Fact("opened", Content(spoken_day(deal.opened, today))),
                Fact("paper says", known.sentence if known else Content("…"), alone=bool(known and known.problem)),
                Fact("next", lines(deal.next_step), alone=True),
                Fact("to be signed", Content(spoken_day(deal.signing_on, today) if deal.signing_on else "")),
                Fact("before", safe(_before(deal, today))),
                Fact("matters", _matters(deal), alone=True),
                Fact("competitor", safe(deal.competitor)),
                Fact("because", safe(_because(deal)), alone=True),
                *incident_facts(self._found.wrong, self._found.recent_days, today),
            ]
        )


def _before(deal: Deal, today: date) -> str:
    """Who answered for it before, and until when."""
    handed = zip(deal.owners, deal.owners[1:], strict=False)
    return ", ".join(f"{one.owner} until {spoken_day(following.since, today)}" for one, following in handed)


def _because(deal: Deal) -> str:
    """Why it was won or lost, if that was said."""
    return ": ".join(filter(None, (str(deal.outcome or ""), " ".join(deal.outcome_words.split()))))


def _matters(deal: Deal) -> Content:
    if deal.what_matters:
        return lines(deal.what_matters)
    if deal.not_asked:
        return Content.styled("not asked", Tone.QUIET)
    return Content.styled("nobody wrote it down yet", Tone.QUIET) if deal.is_open else Content("")
