"""Record what somebody thinks of us, or of a competitor."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar

from textual.widget import Widget

from crm_tui.domain.deal import Area
from crm_tui.domain.feedback import Feedback, From
from crm_tui.domain.interaction import Channel
from crm_tui.domain.record import Record
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer, show_words
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.optional import optional, said
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow


def _read_rating(typed: str, _today: date) -> Answer:
    words = typed.strip()
    if not words:
        return Answer(None)
    if words not in ("1", "2", "3", "4", "5"):
        return Answer(None, fault="from 1, the worst, to 5, the best; leave it empty where they gave none")
    return Answer(int(words), understood=f"{words} of 5")


_HOW = Field("channel", "How", Shape.CHOICE)


class FeedbackForm(RecordForm[Feedback], PartyForm[Feedback]):
    """Who said what of whom; a competitor's customer and whoever stays unknown have no name here."""

    KIND: ClassVar[type[Record]] = Feedback
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("source", "From", Shape.CHOICE, choices=From),
        Field("customer_id", "Customer", Shape.RECORD, hint="part of a name, or nobody"),
        Field("competitor", "About", hint="a competitor's name; empty for ourselves"),
        Field("product", "Product", Shape.CHOICE, choices=Area),
        Field("rating", "Rating", hint="1 worst … 5 best; may stay empty", own=(_read_rating, show_words)),
        Field("words", "Words", Shape.TEXT, hint="as they said it"),
        Field("on", "Day", Shape.PAST_DAY, required=True),
        _HOW,
    )

    def __init__(self, desk: Desk, record: Feedback | None, customer_id: int | None = None) -> None:
        defaults = {
            "customer_id": customer_id,
            "source": From.CUSTOMER,
            "product": Area.OTHER,
            "on": desk.today(),
            "by": desk.officer,
        }
        super().__init__(desk, record, defaults)

    def rows(self) -> Iterable[Widget]:
        """The questions; how it came need not be said."""
        for row in super().rows():
            is_how = isinstance(row, FieldRow) and row.field is _HOW
            yield optional(_HOW, Channel, self.record.channel if self.record else None) if is_how else row

    def first(self) -> FieldRow:
        """Who said it; straight to the rating where that is known."""
        return self.row("rating") if self._defaults.get("customer_id") else self.row("source")

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A customer's feedback names the customer, and any other nobody; something was rated or said."""
        named = answers["customer_id"].value is not None
        if (answers["source"].value == From.CUSTOMER) is not named:
            told = "nobody is named for this one: take the name away" if named else "say which customer"
            return {"customer_id": told}
        if answers["rating"].value is None and not str(answers["words"].value).strip():
            return {"rating": "give a rating, or below what they said"}
        return super().faults(answers)

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """How it came, where that was said."""
        return given | {"channel": said(given["channel"])}
