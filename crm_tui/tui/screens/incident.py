"""One incident: what went wrong, why, and what was done about it."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.services import records
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.present import incident_mark, lines, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related, related, titled
from crm_tui.tui.widgets.facts import Fact


@dataclass(frozen=True, slots=True)
class IncidentFound:
    """An incident with whom and what it concerns."""

    incident: Incident
    """Which."""

    customer: Customer
    """To whom it happened."""

    lines: list[Related]
    """The customer, and the deal if it happened on one."""


class IncidentPage(DetailPage[IncidentFound]):
    """What happened, in full."""

    NOUN = "customer and deal"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.PUT_RIGHT]
    _found: IncidentFound | None = None

    def read(self) -> IncidentFound:
        """The incident, its customer and its deal."""
        store, today = self.desk.store, self.desk.today()
        days = due_days(store, today)
        incident = records.get(self.desk, Incident, self.record_id)
        customer = records.get(self.desk, Customer, incident.customer_id)
        deal = store.get(Deal, incident.deal_id) if incident.deal_id else None
        return IncidentFound(
            incident, customer, [related(one, days, words=self.desk_app.house) for one in (customer, deal) if one]
        )

    def show(self, found: IncidentFound) -> None:
        """Show what happened."""
        self._found = found
        one, today = found.incident, self.today
        closed = f" on {spoken_day(one.closed_on, today)}" if one.closed_on else ""
        closed += f" by {one.closed_by}" if one.closed_by else ""
        self.facts.show(
            [
                titled("Incident", found.customer.name),
                Fact("", incident_mark(one).content + safe(closed)),
                Fact("on", Content(spoken_day(one.on, today))),
                Fact("seen to by", safe(one.owner)),
                Fact("what", lines(one.what), alone=True),
                Fact("why", lines(one.cause) if one.cause else Content("not known yet"), alone=True),
                Fact("done", lines(one.remedy) if one.remedy else Content("nothing yet"), alone=True),
            ]
        )
        self.records.show(found.lines)

    def subject(self) -> tuple[int | None, int | None]:
        """Whom and what it concerns."""
        return (self._found.customer.id, self._found.incident.deal_id) if self._found else (None, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is put right stays so, until it is edited."""
        if action == "put_right":
            return self._found is not None and self._found.incident.is_open
        return super().check_action(action, parameters)

    def action_edit(self) -> None:
        """Change the incident."""
        self._open_form(closing=False)

    def action_put_right(self) -> None:
        """Say what was done about it."""
        self._open_form(closing=True)

    def _open_form(self, *, closing: bool) -> None:
        from crm_tui.tui.forms.incident import IncidentForm

        if self._found is not None:
            self.desk_app.open_form(IncidentForm(self.desk, self._found.incident, closing=closing))
