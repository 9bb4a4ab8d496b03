"""Print the pack of a handover to a file."""

import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.errors import DeskError
from crm_tui.services import handover_pack
from crm_tui.services.desk import Desk
from crm_tui.services.printout import SUFFIXES, AlreadyThere, PrintFormat
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.file_path import PathEntry, typed_path
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import counted

_FORMAT = Field("format", "As", Shape.CHOICE, choices=PrintFormat)
_PATH = Field("path", "To", hint="the file to write; tab completes")
_REPLACE = Field("replace", "Replace", Shape.YES_NO)


class PrintPackForm(Form[Path]):
    """As what, and where. It writes a file and changes nothing in the store."""

    def __init__(self, desk: Desk, numbers: Sequence[int], name: str) -> None:
        """``numbers`` are the handovers, ``name`` the first one's customer."""
        super().__init__(desk, f"Print: {name if len(numbers) == 1 else counted(len(numbers), 'handover')}")
        self._numbers = tuple(numbers)
        self._offered = self._offer(PrintFormat.PDF)

    def rows(self) -> Iterable[FieldRow]:
        """A PDF in the home folder, unless something else is wanted."""
        yield FieldRow(_FORMAT, entry_for(_FORMAT, PrintFormat.PDF))
        yield FieldRow(_PATH, PathEntry(self._offered, hint=_PATH.hint))
        yield FieldRow(_REPLACE, entry_for(_REPLACE, False))

    def panels(self) -> Iterable[Widget]:
        """What it holds."""
        told = "All that the next owner has to know of the customer. It stays in the house."
        yield Static(told, markup=False, id="told")

    def noticed(self, row: FieldRow) -> None:
        """The name that was offered follows the format, until somebody types another."""
        path = self.query_one("#field-path", PathEntry)
        if row.field.name == "format" and path.typed == self._offered:
            self._offered = self._offer(PrintFormat(str(row.content)))
            path.value = self._offered
            path.cursor_position = len(path.value)

    def prepare(self, answers: dict[str, Answer]) -> Save[Path] | None:
        """Write it; where it can't be written is told beside the field."""
        typed = self.query_one("#field-path", PathEntry).typed
        if not typed.strip():
            self.show_faults({"path": "type the file to write"})
            return None
        form = PrintFormat(str(answers["format"].value))
        return partial(self._print, form, typed_path(typed), bool(answers["replace"].value))

    def saved_line(self, result: Path) -> str:
        """Where it stands."""
        return f"Printed to {result}"

    def refused(self, problem: Exception) -> None:
        """A file that is there already asks whether it may be replaced."""
        if isinstance(problem, AlreadyThere):
            self.show_faults({"replace": "that file is there already: answer yes to replace it, or name another one"})
        else:
            super().refused(problem)

    def _print(self, form: PrintFormat, path: Path, replace: bool) -> Path:
        if self.desk.write_print is None:
            raise DeskError("nothing can be printed here")
        made = handover_pack.printed([handover_pack.of(self.desk, number) for number in self._numbers])
        return self.desk.write_print(made, form, path, replace)

    def _offer(self, form: PrintFormat) -> str:
        home = Path("~")
        folder = home if os.access(typed_path(str(home)), os.W_OK) else Path()
        return str(folder / f"handover-{self._numbers[0]}{SUFFIXES[form]}")
