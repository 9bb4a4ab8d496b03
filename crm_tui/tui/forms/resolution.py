"""What has to be known of a decision about a finding, so that it lets the deal be signed."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.interaction import Channel
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import AcceptedIn
from crm_tui.domain.resolution import Answer as Resolved
from crm_tui.services.decisions import Details
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for

_REMARK = Field("how", "Remark", hint="may stay empty; stays in the house")
_ASKED = {
    Resolved.WITHDRAW: (
        Field("told_by", "How told", Shape.CHOICE, choices=Channel),
        Field("customer_on", "Told on", Shape.PAST_DAY, hint="the day on which the customer was told"),
        _REMARK,
    ),
    Resolved.EXCEPTION: (Field("cost", "Costs the firm", Shape.MONEY, hint="10,500 or 200 USD"),),
    Resolved.ACCEPTED: (
        Field("accepted_in", "Document", Shape.CHOICE, choices=AcceptedIn),
        Field("accepted_words", "Which one", hint="may stay empty: clause 4, signed by both"),
        Field("customer_on", "Accepted on", Shape.PAST_DAY, hint="the day on which the customer wrote it"),
        _REMARK,
    ),
}
_TITLES = {
    Resolved.WITHDRAW: "Withdraw the promise",
    Resolved.EXCEPTION: "Honour it as an exception; somebody else grants it",
    Resolved.ACCEPTED: "The customer accepted it in writing",
}
_PRINTED = frozenset({Resolved.WITHDRAW, Resolved.ACCEPTED})
"""The answers that the customer reads on their statement."""
_NOT_CHOSEN = "choose"


class ResolutionForm(Form[Record]):
    """The details of one answer."""

    def __init__(self, desk: Desk, label: str, answer: Resolved, keep: Callable[[Details], Record]) -> None:
        """``label`` is what it is about; ``keep`` saves the answer with its details."""
        super().__init__(desk, f"{_TITLES[answer]}: {label}")
        self._answer = answer
        self._keep = keep

    def rows(self) -> Iterable[FieldRow]:
        """What this answer needs; nothing is chosen before somebody chooses it."""
        for field in _ASKED[self._answer]:
            if field.choices is None:
                yield FieldRow(field, entry_for(field, None))
            else:
                yield FieldRow(
                    Field(field.name, field.label, field.shape),
                    ChoiceEntry((_NOT_CHOSEN, *(str(one.value) for one in field.choices))),
                )

    def panels(self) -> Iterable[Widget]:
        """What of it the customer reads."""
        if self._answer in _PRINTED:
            yield Static("All but the remark is printed for the customer.", markup=False, id="told")

    def first(self) -> FieldRow:
        """Typing begins at the top."""
        return self.query(FieldRow).first()

    def prepare(self, answers: dict[str, Answer]) -> Save[Record]:
        """What lacks is refused where it is saved, beside its field."""
        given: dict[str, Any] = {name: answer.value for name, answer in answers.items()}
        for field in _ASKED[self._answer]:
            if field.choices is not None:
                chosen = given[field.name]
                given[field.name] = None if chosen == _NOT_CHOSEN else field.choices(chosen)
        return partial(self._keep, Details(**given))
