"""Ask that a finding may pass for once."""

from collections.abc import Iterable
from datetime import date
from functools import partial

from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.waiver import Waiver
from crm_tui.services import waivers
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for

_REASON = Field("reason", "Why", Shape.TEXT, hint="why this rule should not hold here, for who decides")
_UNTIL = Field("until", "Until", Shape.DAY, hint="the last day: fri, 25 nov, +10", required=True)


class WaiverForm(Form[Waiver]):
    """The reason and the last day; somebody else grants it or refuses it."""

    def __init__(self, desk: Desk, deal_id: int, found: DealFinding) -> None:
        super().__init__(desk, f"Ask for a waiver: {found.label}")
        self._deal_id = deal_id
        self._found = found

    def rows(self) -> Iterable[FieldRow]:
        """What is asked."""
        yield FieldRow(_REASON, entry_for(_REASON, ""))
        yield FieldRow(_UNTIL, entry_for(_UNTIL, None))

    def prepare(self, answers: dict[str, Answer]) -> Save[Waiver]:
        """Ask for it."""
        reason, until = str(answers["reason"].value), answers["until"].value
        assert isinstance(until, date)
        return partial(waivers.ask, self.desk, self._deal_id, self._found.key, reason, until)

    def saved_line(self, result: Waiver) -> str:
        """Who has to decide now."""
        return f"Asked: it waits for somebody who may waive “{result.rule}”, and counts once they grant it"
