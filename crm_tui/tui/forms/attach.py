"""Attach a paper to a deal, and see the terms found in it first."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget

from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document, DocumentType
from crm_tui.services import papers
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.file_path import PathEntry, typed_path
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.forms.terms import Terms

_PATH = Field("path", "File", hint="a .pdf, .docx, .txt, .md; tab completes")
_TYPE = Field("type", "Kind", Shape.CHOICE, choices=DocumentType)
_ISSUED = Field("issued_on", "Issued on", Shape.WRITTEN_DAY, hint="the day on the paper; may stay empty")


class AttachForm(Form[Document]):
    """The newest paper of a deal, by its path on this machine."""

    def __init__(self, desk: Desk, deal: Deal) -> None:
        super().__init__(desk, f"Attach a paper: {deal.title}")
        self.deal = deal
        """To which deal."""
        self._offered = papers.Offered(DocumentType.OTHER)
        self._chose = False

    def rows(self) -> Iterable[FieldRow]:
        """Where it stands, and what it is."""
        yield FieldRow(
            _PATH, PathEntry(hint=_PATH.hint, within=self.desk.folders.imports if self.desk.folders else None)
        )
        yield FieldRow(_TYPE, entry_for(_TYPE, DocumentType.OTHER))
        yield FieldRow(_ISSUED, entry_for(_ISSUED, None))

    def panels(self) -> Iterable[Widget]:
        """What the paper says."""
        yield VerticalScroll(Terms(self.desk, self.deal, self.under_way), id="understood")

    def noticed(self, row: FieldRow) -> None:
        """Read the paper while its path is typed."""
        if row.field.name == "type":
            self._chose = self._chose or row.content != self._offered.type.value
            row.show_note("" if self._chose else self._offered.why)
        if row.field.name == "path":
            typed = self._typed()
            self.query_one(Terms).read(self._path() if typed.strip() else None)

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A path is typed, and could be one."""
        if not self._typed().strip():
            return {"path": "type where the paper is"}
        if "\0" in self._typed():
            return {"path": "there is a character in it that no path can hold: type it without"}
        return super().faults(answers)

    def prepare(self, answers: dict[str, Answer]) -> Save[Document]:
        """Attach it; what can't be read is refused in one line."""
        return partial(
            papers.attach,
            self.desk,
            self.deal,
            self._path(),
            # a paper that is saved before it was read here is offered its type when it is attached
            type=DocumentType(str(answers["type"].value)) if self._chose or self._offered.why else None,
            issued_on=answers["issued_on"].value,  # type: ignore[arg-type]  # this field reads days
        )

    def write(self, save: Save[Document]) -> None:
        """Save it, which reads it anew."""
        self.query_one(Terms).let_be()
        super().write(save)

    def refused(self, problem: Exception) -> None:
        """The path may be changed, and what it names is read again."""
        self.query_one(Terms).go_on()
        super().refused(problem)

    @on(Terms.Answered)
    def _offer_type(self, event: Terms.Answered) -> None:
        if event.preview.offered is None or self._chose:
            return
        self._offered = event.preview.offered
        entry = self.query_one("#field-type", ChoiceEntry)
        entry.chosen = entry.choices.index(self._offered.type.value)
        self.row("type").show_note(self._offered.why)

    @on(PathEntry.Choices)
    def _offer(self, event: PathEntry.Choices) -> None:
        more = f"  and {len(event.names) - 12} more" if len(event.names) > 12 else ""
        self.query_one(Terms).read(None)
        self.query_one(Terms).say("  ".join(event.names[:12]) + more)

    def _typed(self) -> str:
        return self.query_one("#field-path", PathEntry).typed

    def _path(self) -> Path:
        """What was typed; a host may say in which folder papers lie."""
        path, folders = typed_path(self._typed()), self.desk.folders
        return folders.imports / path if folders else path
