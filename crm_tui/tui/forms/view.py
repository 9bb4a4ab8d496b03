"""The name of a saved view."""

from collections.abc import Iterable
from functools import partial

from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.text import visible
from crm_tui.services import saved_views
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for

_NAME = Field("name", "Name", hint="late ones of mine; an old name: replaced", required=True)


class ViewForm(Form[SavedView]):
    """Keeps words under a name, or gives a view another one."""

    def __init__(self, desk: Desk, asked: str, view: SavedView | None = None) -> None:
        """``view`` is the one that is renamed; None where the words ``asked`` are kept."""
        super().__init__(desk, visible(f"Rename the view: {asked}" if view else f"Save as a view: {asked}"))
        self._asked = asked
        self._view = view

    def rows(self) -> Iterable[FieldRow]:
        """Its name."""
        yield FieldRow(_NAME, entry_for(_NAME, self._view.name if self._view else ""))

    def prepare(self, answers: dict[str, Answer]) -> Save[SavedView]:
        """Keep it."""
        name = str(answers["name"].value or "")
        if self._view is not None:
            return partial(saved_views.rename, self.desk, self._view, name)
        return partial(saved_views.save, self.desk, name, self._asked)

    def saved_line(self, result: SavedView) -> str:
        """What it is called now."""
        return visible(f"View saved: {result.name}")
