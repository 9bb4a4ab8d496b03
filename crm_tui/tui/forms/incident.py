"""Note that something went wrong with a customer, or say what was done about it."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from crm_tui.domain.incident import Incident
from crm_tui.domain.record import Record
from crm_tui.services import incidents
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow, entry_for


class IncidentForm(RecordForm[Incident], PartyForm[Incident]):
    """What happened, why, what was done about it, and the day on which it was put right."""

    KIND: ClassVar[type[Record]] = Incident
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("customer_id", "Customer", Shape.RECORD, hint="type part of a name", required=True),
        Field("deal_id", "Deal", Shape.RECORD, hint="if it happened on one"),
        Field("on", "Day", Shape.PAST_DAY, required=True),
        Field("what", "What happened", Shape.TEXT, hint="in the customer's eyes"),
        Field("cause", "Why", Shape.TEXT, hint="once that is known"),
        Field("remedy", "Done about it", Shape.TEXT, hint="what was said and done to put it right"),
        Field("owner", "Seen to by", Shape.STAFF, hint="who sees to it"),
        Field("closed_on", "Put right on", Shape.PAST_DAY, hint="empty while it is open"),
    )

    def __init__(
        self,
        desk: Desk,
        record: Incident | None,
        customer_id: int | None = None,
        deal_id: int | None = None,
        *,
        closing: bool = False,
        begin_at: str = "",
    ) -> None:
        """``closing`` begins where it is said how it was put right, today."""
        defaults = {"customer_id": customer_id, "deal_id": deal_id, "on": desk.today(), "owner": desk.officer}
        super().__init__(desk, record, defaults, begin_at=begin_at)
        self._settles = closing

    def rows(self) -> Iterable[Widget]:
        """Today is offered as the day on which it was put right, if that is what is to be said."""
        for row in super().rows():
            if isinstance(row, FieldRow) and row.field.name == "closed_on" and self._settles and row.is_empty:
                yield FieldRow(row.field, entry_for(row.field, self.desk.today()))
            else:
                yield row

    def first(self) -> FieldRow:
        """What was done about it, where that is to be said."""
        return self.row("remedy") if self._settles else super().first()

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """What is put right says how, and not before it happened; who sees to it works here."""
        closed, happened = answers["closed_on"].value, answers["on"].value
        if closed is not None and not str(answers["remedy"].value).strip():
            return {"remedy": "say what was done about it: then it is put right"}
        if isinstance(closed, date) and isinstance(happened, date) and closed < happened:
            return {"closed_on": f"that is before it happened: give {happened} or a later day"}
        return super().faults(answers)

    def prepare(self, answers: dict[str, Answer]) -> Save[Incident] | None:
        """Save it, if who sees to it is somebody here."""
        built, _ = self._built(answers)
        return partial(incidents.save, self.desk, self.record, built) if built else None

    def save_over(self, desk: Desk, theirs: Incident, both: Incident) -> Incident:
        """As any other change of an incident."""
        return incidents.save(desk, theirs, both)
