"""What every form has that prints something to a file: as what, where, and whether a file there may be replaced."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.errors import DeskError
from crm_tui.services.desk import Desk
from crm_tui.services.printout import SUFFIXES, AlreadyThere, PrintFormat, Printout
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.file_path import PathEntry, typed_path
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import one_line

_FORMAT = Field("format", "As", Shape.CHOICE, choices=PrintFormat)
_PATH = Field("path", "To", hint="the file to write; tab completes")
_REPLACE = Field("replace", "Replace", Shape.YES_NO)


class PrintingForm(Form[Path]):
    """As what, and where. It writes a file and changes nothing in the store."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, desk: Desk, title: str) -> None:
        """``title`` is what is printed."""
        super().__init__(desk, f"Print: {title}")
        self._offered = ""
        self._told = Static(markup=False, id="told")

    def stem(self) -> str:
        """The name that is offered for the file, without its ending."""
        raise NotImplementedError

    def told(self) -> str:
        """What the print is for."""
        raise NotImplementedError

    def making(self) -> Callable[[], Printout]:
        """How what is chosen now is made out of the store; that runs in a thread and touches no widget."""
        raise NotImplementedError

    def rows(self) -> Iterable[FieldRow]:
        """A PDF in the home folder, unless something else is wanted."""
        self._offered = self._offer(PrintFormat.PDF)
        yield FieldRow(_FORMAT, entry_for(_FORMAT, PrintFormat.PDF))
        within = self.desk.folders.exports if self.desk.folders else None
        yield FieldRow(_PATH, PathEntry(self._offered, hint=_PATH.hint, within=within))
        yield FieldRow(_REPLACE, entry_for(_REPLACE, False))

    def panels(self) -> Iterable[Widget]:
        """What it is for."""
        self._say(self.told())
        yield self._told

    def noticed(self, row: FieldRow) -> None:
        """The name that was offered follows what is chosen, until somebody types another."""
        if row.field.shape is not Shape.CHOICE:
            return
        self._say(self.told())
        path = self.query_one("#field-path", PathEntry)
        if path.typed == self._offered:
            self._offered = self._offer(PrintFormat(str(self.row(_FORMAT.name).content)))
            path.value = self._offered
            path.cursor_position = len(path.value)

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A file is named."""
        typed = str(answers["path"].value or "")
        return super().faults(answers) if typed.strip() else {"path": "type the file to write"}

    def prepare(self, answers: dict[str, Answer]) -> Save[Path]:
        """Write it; where it can't be written is told beside the field."""
        typed = self.query_one("#field-path", PathEntry).typed
        form, replace = PrintFormat(str(answers[_FORMAT.name].value)), bool(answers[_REPLACE.name].value)
        return partial(self._print, self.making(), form, typed_path(typed), replace)

    def saved_line(self, result: Path) -> str:
        """Where it stands."""
        return f"Printed to {result}"

    def refused(self, problem: Exception) -> None:
        """A file that is there already asks whether it may be replaced."""
        if isinstance(problem, AlreadyThere):
            self.show_faults({"replace": "that file is there already: answer yes to replace it, or name another one"})
        else:
            super().refused(problem)

    def _print(self, make: Callable[[], Printout], form: PrintFormat, path: Path, replace: bool) -> Path:
        if self.desk.write_print is None:
            raise DeskError("nothing can be printed here")
        return self.desk.write_print(make(), form, path, replace)

    def _offer(self, form: PrintFormat) -> str:
        if self.desk.folders:
            return f"{self.stem()}{SUFFIXES[form]}"
        home = Path("~")
        folder = home if os.access(typed_path(str(home)), os.W_OK) else Path()
        return str(folder / f"{self.stem()}{SUFFIXES[form]}")

    def _say(self, line: str) -> None:
        self._told.update(Content(one_line(line).plain))

    @on(PathEntry.Choices)
    def _choices(self, event: PathEntry.Choices) -> None:
        more = f"  and {len(event.names) - 12} more" if len(event.names) > 12 else ""
        self._say("  ".join(event.names[:12]) + more)
