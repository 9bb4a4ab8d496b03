"""One interaction: what was said, and the promises heard in it."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.interaction import Interaction, Reason
from crm_tui.services import needs, records
from crm_tui.services.felt import felt_line
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.adding import COMMITMENT, Added
from crm_tui.tui.needing import is_waiting, make_deal, need_line
from crm_tui.tui.present import lines, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related, related, titled
from crm_tui.tui.widgets.facts import Fact


@dataclass(frozen=True, slots=True)
class InteractionFound:
    """An interaction with what belongs to it."""

    interaction: Interaction
    """What happened."""

    customer: Customer
    """With whom."""

    lines: list[Related]
    """The promises heard in it, then its customer and deal."""


class InteractionPage(DetailPage[InteractionFound]):
    """The whole note, and the promises in it."""

    NOUN = "needs, promises heard, customer and deal"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.NEED]
    NEW_KINDS: ClassVar[tuple[Added, ...]] = (COMMITMENT,)
    _found: InteractionFound | None = None

    def read(self) -> InteractionFound:
        """The interaction and what points to it."""
        store, today = self.desk.store, self.desk.today()
        days = due_days(store, today)
        said = records.get(self.desk, Interaction, self.record_id)
        customer = records.get(self.desk, Customer, said.customer_id)
        deal = store.get(Deal, said.deal_id) if said.deal_id else None
        promises = store.find(Commitment, interaction_id=said.id)
        wanted = [
            need_line(one, days.today, store.get(Deal, one.need.deal_id) if one.need.deal_id is not None else None)
            for one in needs.noted(said)
        ]
        found = [
            *wanted,
            *(related(one, days, words=self.desk_app.house) for one in (*promises, customer, deal) if one),
        ]
        return InteractionFound(said, customer, found)

    def show(self, found: InteractionFound) -> None:
        """Show the note and what belongs to it."""
        self._found = found
        said = found.interaction
        self.facts.show(
            [
                titled(said.channel.capitalize(), found.customer.name),
                Fact("on", Content(spoken_day(said.on, self.today))),
                Fact("by", safe(said.by)),
                Fact("", safe(said.direction)),
                Fact("for", safe("" if said.reason is Reason.BUSINESS else said.reason)),
                Fact("said", lines(said.said), alone=True),
                Fact("felt", lines(felt_line(said.felt, said.felt_words)), alone=True),
            ]
        )
        self.records.show(found.lines)

    def subject(self) -> tuple[int | None, int | None]:
        """With whom, and about which deal."""
        said = self._found.interaction if self._found else None
        return (said.customer_id, said.deal_id) if said else (None, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A deal begins out of a need that is none yet."""
        if action == "section":
            return is_waiting(self, self.records.current)
        return super().check_action(action, parameters)

    def action_section(self, _name: str) -> None:
        """Begin a deal out of the need under the cursor."""
        make_deal(self, self.records.current)

    def action_edit(self) -> None:
        """Change the interaction."""
        from crm_tui.tui.forms.interaction import InteractionForm

        if self._found is not None:
            said = self._found.interaction
            self.desk_app.open_form(InteractionForm(self.desk, said, said.customer_id, said.deal_id))
