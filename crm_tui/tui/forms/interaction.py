"""Add or change an interaction."""

from datetime import date
from typing import Any, ClassVar

from crm_tui.domain.interaction import Channel, Direction, Interaction, Need, Reason
from crm_tui.domain.record import Record
from crm_tui.services import consents
from crm_tui.services.desk import Desk
from crm_tui.services.felt import felt_word, read_felt
from crm_tui.services.needs import read_needs
from crm_tui.tui.forms.answers import Answer, show_words
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.record import RecordForm


def _read_felt(typed: str, _today: date) -> Answer:
    try:
        step = read_felt(typed)
    except ValueError as fault:
        return Answer(None, fault=str(fault))
    return Answer(step, understood=felt_word(step) if step is not None else "")


def _read_needs(typed: str, _today: date) -> Answer:
    long = next((number for number, line in enumerate(typed.splitlines(), 1) if len(line.strip()) > _LONGEST), None)
    if long is not None:
        return Answer((), fault=f"line {long}: a need has at most {_LONGEST} characters")
    return Answer(read_needs(typed, ()))


def _show_needs(value: object) -> str:
    return "\n".join(one.words for one in value if isinstance(one, Need)) if isinstance(value, tuple) else ""


_LONGEST = 200
_FELT = (_read_felt, show_words)
_NEEDS = (_read_needs, _show_needs)


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
        Field("reason", "What for", Shape.CHOICE, choices=Reason),
        Field("felt", "They felt", hint="1 angry … 5 delighted; may stay empty", own=_FELT),
        Field("felt_words", "In words", hint="how they felt, in theirs or in yours"),
        Field("needs", "Needs", Shape.TEXT, hint="what they need, one a line; each can become a deal", own=_NEEDS),
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
            "reason": Reason.BUSINESS,
        }
        super().__init__(desk, record, defaults)

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """A need that stood there before keeps the deal that it became."""
        typed = "\n".join(one.words for one in given["needs"])
        return given | {"needs": read_needs(typed, self.record.needs if self.record else ())}

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
