"""Add or change a deal."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual.content import Content
from textual.widget import Widget

from crm_tui.domain.deal import OPEN_STAGES, Area, Deal, DealReason, Stage
from crm_tui.domain.record import Record
from crm_tui.services import deals
from crm_tui.services.deal_areas import area_by_title
from crm_tui.services.desk import Desk
from crm_tui.services.why_lost import SAY_WHY
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.optional import optional, said
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow

WHY = Field("outcome", "Why won or lost", Shape.CHOICE)
"""Asked once a deal is lost, and may be said of a signed one."""


class DealForm(RecordForm[Deal], PartyForm[Deal]):
    """The business under way with one customer."""

    KIND: ClassVar[type[Record]] = Deal
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("customer_id", "Customer", Shape.RECORD, hint="type part of a name", required=True),
        Field("title", "Title", hint="in your words: Home loan, Wakad flat"),
        Field("area", "Area", Shape.CHOICE, choices=Area),
        Field("stage", "Stage", Shape.CHOICE, choices=Stage),
        Field("value", "Value", Shape.MONEY, hint="48 lakh, INR 48,00,000, 1200 USD"),
        Field("owner", "Owner", Shape.STAFF, hint="who answers for it"),
        Field("opened", "Opened", Shape.PAST_DAY, required=True),
        Field("next_step", "Next step", hint="what happens next, in a line"),
        Field("what_matters", "What matters", Shape.TEXT, hint="to this customer in this deal, in their own words"),
        Field("not_asked", "Was not asked", Shape.YES_NO),
        Field("signing_on", "To be signed", Shape.DAY, hint="the day agreed with them, if one is"),
        Field("competitor", "Competitor", hint="who else was asked for it, or got it"),
        WHY,
        Field("outcome_words", "In words", hint="why it was won or lost"),
    )

    def __init__(self, desk: Desk, record: Deal | None, customer_id: int | None = None, *, begin_at: str = "") -> None:
        today = desk.today()
        defaults = {
            "customer_id": customer_id,
            "owner": desk.officer,
            "opened": today,
            "area": Area.OTHER,
            "stage": Stage.ENQUIRY,
            "stage_since": today,
        }
        super().__init__(desk, record, defaults, begin_at=begin_at)
        self._offered: str = Area.OTHER
        self._chose = False

    def rows(self) -> Iterable[Widget]:
        """The questions; no reason is chosen before somebody says it."""
        for row in super().rows():
            is_why = isinstance(row, FieldRow) and row.field is WHY
            yield optional(WHY, DealReason, self.record.outcome if self.record else None) if is_why else row

    def noticed(self, row: FieldRow) -> None:
        """The area that the title names is offered, until somebody chooses one; a lost deal is asked why."""
        super().noticed(row)
        if row.field.name == "stage":
            lost = row.content == Stage.LOST
            row.show_told(Content(f"{SAY_WHY}: below, under {WHY.label}" if lost else ""))
        if row.field.name == "area":
            self._chose = self._chose or row.content != self._offered
        elif row.field.name == "title" and self.record is None and not self._chose:
            self._offered = area_by_title(str(row.content))
            entry = self.query_one("#field-area", ChoiceEntry)
            entry.chosen = entry.choices.index(self._offered)

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A lost deal says why, in words where it is another reason, and an open one does not yet."""
        why, stage = said(answers["outcome"].value), answers["stage"].value
        words = str(answers["outcome_words"].value or "").strip()
        opened_again = self.record is not None and not self.record.is_open and why == self.record.outcome
        if stage == Stage.LOST and why is None:
            return {"outcome": SAY_WHY}
        if why == DealReason.OTHER and not words:
            return {"outcome_words": "say in words why, as it is another reason"}
        if stage in OPEN_STAGES and (why is not None or words) and not opened_again:
            return {"outcome": "it is neither won nor lost yet: take the reason away, or choose its stage"}
        return super().faults(answers)

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """A new deal came to its stage on the day it was opened; what is open has no outcome yet."""
        given["outcome"] = said(given["outcome"])
        return given if self.record else given | {"stage_since": given["opened"]}

    def changed(self, before: Deal, after: Deal) -> Deal:
        """A deal that is moved on came to its stage today."""
        return deals.edited(self.desk, before, after)
