"""Add or change an interaction."""

from typing import ClassVar

from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.record import Record
from crm_tui.services import consents
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.record import RecordForm


class InteractionForm(RecordForm[Interaction], PartyForm[Interaction]):
    """One contact with a customer. Promises are heard by capture, not here."""

    KIND: ClassVar[type[Record]] = Interaction
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("customer_id", "Customer", Shape.RECORD, hint="type part of a name", required=True),
        Field("deal_id", "Deal", Shape.RECORD, hint="if it was about one"),
        Field("on", "Day", Shape.PAST_DAY, required=True),
        Field("channel", "Channel", Shape.CHOICE, choices=Channel),
        Field("direction", "Who sought", Shape.CHOICE, choices=Direction),
        Field("by", "By", Shape.STAFF, hint="who spoke"),
        Field("said", "Said", Shape.TEXT, hint="what was said"),
    )

    _warning = ""

    def __init__(
        self, desk: Desk, record: Interaction | None, customer_id: int | None = None, deal_id: int | None = None
    ) -> None:
        defaults = {
            "customer_id": customer_id,
            "deal_id": deal_id,
            "on": desk.today(),
            "channel": Channel.BRANCH,
            "direction": Direction.OUT,
            "by": desk.officer,
        }
        super().__init__(desk, record, defaults)

    def prepare(self, answers: dict[str, Answer]) -> Save[Interaction] | None:
        """Save it, and look whether they want no contact this way."""
        save = super().prepare(answers)
        if save is None:
            return None

        def saved() -> Interaction:
            kept = save()
            self._warning = consents.warning_of(self.desk.store, kept)
            return kept

        return saved

    def saved_line(self, result: Interaction) -> str:  # noqa: ARG002 - it was asked while it was saved
        """That they want no contact this way."""
        return self._warning
