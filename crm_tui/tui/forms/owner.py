"""Give a customer or a deal to somebody else."""

from collections.abc import Iterable
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.desk import Desk
from crm_tui.services.handing_on import hand_on
from crm_tui.services.outcomes import Outcome
from crm_tui.services.owned import part
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import one_line


class OwnerForm(Form[Outcome]):
    """Who answers for it from now on; where something is open on it, whether that goes along."""

    def __init__(self, desk: Desk, what: Customer | Deal) -> None:
        name = what.name if isinstance(what, Customer) else what.title
        super().__init__(desk, f"Give to somebody: {name}")
        self._what = what
        self._along = part(desk.store, what).words

    def rows(self) -> Iterable[FieldRow]:
        """The new owner, and what goes along."""
        owner = Field("owner", "To", Shape.STAFF, hint="who answers for it from now on")
        yield FieldRow(owner, NameEntry(self.desk, "", hint=owner.hint))
        if self._along:
            more = Field("along", "All of it", Shape.YES_NO)
            yield FieldRow(more, entry_for(more, True))

    def panels(self) -> Iterable[Widget]:
        """Who has it now, and how much goes along."""
        told = [f"{self._what.owner} answers for it now."]
        if self._along:
            told.append(f"{self._along} of the same owner go along, unless you say no.")
        yield Static(Content("\n").join(one_line(line) for line in told), markup=False, id="told")

    def prepare(self, answers: dict[str, Answer]) -> Save[Outcome]:
        """Hand it on."""
        more = bool(answers["along"].value) if "along" in answers else False
        return partial(hand_on, self.desk, self._what, str(answers["owner"].value), with_all=more)

    def saved_line(self, result: Outcome) -> str:
        """To whom, and with what."""
        return f"{result.did[:1].upper()}{result.did[1:]}"
