"""Print a deal's review sheet or its customer statement to a file."""

import os
from collections.abc import Iterable
from enum import StrEnum
from functools import partial
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.errors import DeskError
from crm_tui.services import customer_statement, review_sheet
from crm_tui.services.desk import Desk
from crm_tui.services.printout import SUFFIXES, AlreadyThere, PrintFormat
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.file_path import PathEntry, typed_path
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import one_line


class What(StrEnum):
    """What can be printed of a deal."""

    SHEET = "review sheet"
    STATEMENT = "customer statement"


_WHAT = Field("what", "Print", Shape.CHOICE, choices=What)
_FORMAT = Field("format", "As", Shape.CHOICE, choices=PrintFormat)
_PATH = Field("path", "To", hint="the file to write; tab completes")
_REPLACE = Field("replace", "Replace", Shape.YES_NO)

_TOLD = {
    What.SHEET: "For the file: every finding, what was decided, who checked it, and a place to sign.",
    What.STATEMENT: "For the customer, on one page: what we promised, what the paper says, what we did about it.",
}


class PrintForm(Form[Path]):
    """What, as what, and where. It writes a file and changes nothing in the store."""

    def __init__(self, desk: Desk, deal_id: int, title: str, review_id: int | None = None) -> None:
        """``review_id`` prints what stood when that review was decided; None what counts today."""
        super().__init__(desk, f"Print: {title}")
        self.deal_id = deal_id
        """Of which deal."""
        self.review_id = review_id
        """Which review of it."""
        self._offered = self._offer(What.SHEET, PrintFormat.PDF)
        self._told = Static(markup=False, id="told")

    def rows(self) -> Iterable[FieldRow]:
        """A PDF in the home folder, unless something else is wanted."""
        yield FieldRow(_WHAT, entry_for(_WHAT, What.SHEET))
        yield FieldRow(_FORMAT, entry_for(_FORMAT, PrintFormat.PDF))
        yield FieldRow(_PATH, PathEntry(self._offered, hint=_PATH.hint))
        yield FieldRow(_REPLACE, entry_for(_REPLACE, False))

    def panels(self) -> Iterable[Widget]:
        """What it is for."""
        self._say(_TOLD[What.SHEET])
        yield self._told

    def noticed(self, row: FieldRow) -> None:
        """The name that was offered follows what is chosen, until somebody types another."""
        if row.field.name not in ("what", "format"):
            return
        what = What(str(self.row("what").content))
        self._say(_TOLD[what])
        path = self.query_one("#field-path", PathEntry)
        if path.typed == self._offered:
            self._offered = self._offer(what, PrintFormat(str(self.row("format").content)))
            path.value = self._offered
            path.cursor_position = len(path.value)

    def prepare(self, answers: dict[str, Answer]) -> Save[Path] | None:
        """Write it; where it can't be written is told beside the field."""
        typed = self.query_one("#field-path", PathEntry).typed
        if not typed.strip():
            self.show_faults({"path": "type the file to write"})
            return None
        what = What(str(answers["what"].value))
        form = PrintFormat(str(answers["format"].value))
        return partial(self._print, what, form, typed_path(typed), bool(answers["replace"].value))

    def saved_line(self, result: Path) -> str:
        """Where it stands."""
        return f"Printed to {result}"

    def refused(self, problem: Exception) -> None:
        """A file that is there already asks whether it may be replaced."""
        if isinstance(problem, AlreadyThere):
            self.show_faults({"replace": "that file is there already: answer yes to replace it, or name another one"})
        else:
            super().refused(problem)

    def _print(self, what: What, form: PrintFormat, path: Path, replace: bool) -> Path:
        if self.desk.write_print is None:
            raise DeskError("nothing can be printed here")
        if what is What.STATEMENT:
            made = customer_statement.of(self.desk, self.deal_id, self.review_id)
        else:
            made = review_sheet.of(self.desk, self.deal_id, self.review_id)
        return self.desk.write_print(made, form, path, replace)

    def _offer(self, what: What, form: PrintFormat) -> str:
        number = f"review-{self.review_id}" if self.review_id is not None else f"deal-{self.deal_id}"
        kind = "sheet" if what is What.SHEET else "statement"
        home = Path("~")
        folder = home if os.access(typed_path(str(home)), os.W_OK) else Path()
        return str(folder / f"{number}-{kind}{SUFFIXES[form]}")

    def _say(self, line: str) -> None:
        self._told.update(Content(one_line(line).plain))

    @on(PathEntry.Choices)
    def _choices(self, event: PathEntry.Choices) -> None:
        more = f"  and {len(event.names) - 12} more" if len(event.names) > 12 else ""
        self._say("  ".join(event.names[:12]) + more)
