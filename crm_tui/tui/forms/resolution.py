"""What has to be known of a decision about a finding, so that it lets the deal be signed."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Answer as Resolved
from crm_tui.services.decisions import Details, Incomplete
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for

_ASKED = {
    Resolved.WITHDRAW: (
        Field("how", "How told", hint="by phone; by a letter of 20 November; in the branch"),
        Field("customer_on", "Told on", Shape.PAST_DAY, hint="the day on which the customer was told"),
    ),
    Resolved.EXCEPTION: (Field("cost", "Costs the firm", Shape.MONEY, hint="10,500 or 200 USD"),),
    Resolved.ACCEPTED: (
        Field("how", "Document", hint="where they wrote it: e-mail, letter, signed annexure"),
        Field("customer_on", "Accepted on", Shape.PAST_DAY, hint="the day on which the customer wrote it"),
    ),
}
_TITLES = {
    Resolved.WITHDRAW: "Withdraw the promise",
    Resolved.EXCEPTION: "Honour it as an exception; somebody else grants it",
    Resolved.ACCEPTED: "The customer accepted it in writing",
}


class ResolutionForm(Form[Record]):
    """The details of one answer."""

    def __init__(self, desk: Desk, label: str, answer: Resolved, keep: Callable[[Details], Record]) -> None:
        """``label`` is what it is about; ``keep`` saves the answer with its details."""
        super().__init__(desk, f"{_TITLES[answer]}: {label}")
        self._answer = answer
        self._keep = keep

    def rows(self) -> Iterable[FieldRow]:
        """What this answer needs."""
        for field in _ASKED[self._answer]:
            yield FieldRow(field, entry_for(field, None))

    def prepare(self, answers: dict[str, Answer]) -> Save[Record]:
        """What lacks is refused where it is saved, beside its field."""
        given: dict[str, Any] = {name: answer.value for name, answer in answers.items()}
        return partial(self._keep, Details(**given))

    def refused(self, problem: Exception) -> None:
        """What is missing is told beside its field."""
        if isinstance(problem, Incomplete):
            self.show_faults({problem.field: str(problem)})
        else:
            super().refused(problem)
