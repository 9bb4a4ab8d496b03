"""A form that adds or changes one record, from a list of fields."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from textual.widget import Widget

from crm_tui.domain.record import Record
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile, Difference
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.conflict import ConflictScreen
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.picker import RecordEntry
from crm_tui.tui.forms.row import YES_NO, FieldRow, entry_for

R = TypeVar("R", bound=Record)


class RecordForm(Form[R], Generic[R]):
    """Adds a record when ``record`` is None, else changes it."""

    KIND: ClassVar[type[Record]]
    """What it makes."""

    FIELDS: ClassVar[tuple[Field, ...]]
    """What it asks, in order."""

    def __init__(self, desk: Desk, record: R | None, defaults: Mapping[str, object], *, begin_at: str = "") -> None:
        """``begin_at`` is the field that a stored record's form begins at; its first one, if none is named."""
        noun = self.KIND.__name__.lower()
        super().__init__(desk, f"Edit {noun}" if record else f"New {noun}")
        self.record = record
        """What is changed; None while it is new."""
        self._defaults = defaults
        self._begin_at = begin_at

    def rows(self) -> Iterable[Widget]:
        """A row for each field, holding the record's value or the default."""
        for field in self.FIELDS:
            value = self.stored(self.record, field.name) if self.record else self._defaults.get(field.name)
            if field.shape is Shape.RECORD:
                noun = field.name.removesuffix("_id")
                chosen = value if isinstance(value, int) else None
                yield FieldRow(field, RecordEntry(chosen, noun=noun, hint=field.hint))
            elif field.shape is Shape.STAFF:
                yield FieldRow(field, NameEntry(self.desk, field.show(value), hint=field.hint))
            else:
                yield FieldRow(field, entry_for(field, value))

    def stored(self, record: R, name: str) -> object:
        """What a field holds of a stored record."""
        return getattr(record, name)

    def first(self) -> FieldRow:
        """A new record begins at the first empty field, a stored one at the field that was named, or at its first."""
        if self.record is None:
            return super().first()
        rows = list(self.query(FieldRow))
        return next((row for row in rows if row.field.name == self._begin_at), rows[0])

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """What the record's model has against them."""
        return self._built(answers)[1]

    def prepare(self, answers: dict[str, Answer]) -> Save[R] | None:
        """Add the record, or put it in place of the one that was opened."""
        built, faults = self._built(answers)
        if built is None:
            self.show_faults(faults)
            return None
        if self.record is None:
            return partial(records.add, self.desk, built)
        return partial(records.change, self.desk, self.record, self.changed(self.record, built))

    def _built(self, answers: Mapping[str, Answer]) -> tuple[R | None, dict[str, str]]:
        kind: type[R] = self.KIND  # type: ignore[assignment]  # a class variable can't name the type parameter
        given: dict[str, Any] = {name: answer.value for name, answer in answers.items()}
        before = self.record
        base = {name: getattr(before, name) for name in type(before).model_fields} if before else dict(self._defaults)
        return records.build(kind, base | self.completed(given))

    def refused(self, problem: Exception) -> None:
        """What somebody else saved meanwhile is shown beside what was typed; both can be kept."""
        if not isinstance(problem, ChangedMeanwhile):
            super().refused(problem)
            return
        labels = {field.name: field.label for field in self.FIELDS}
        screen: ConflictScreen[R] = ConflictScreen(
            self.desk, problem, lambda name: labels.get(name, name), self._told, self.save_over
        )
        self.app.push_screen(screen, partial(self._settled, problem))

    def _settled(self, problem: ChangedMeanwhile[R], saved: R | None) -> None:
        if saved is None:
            super().refused(problem)
        else:
            self.post_message(self.Saved(saved))

    def _told(self, record: Record, difference: Difference) -> str:
        asked = [field for field in self.FIELDS if field.name in difference.fields]
        return ", ".join(filter(None, (self._said(field, getattr(record, field.name)) for field in asked)))

    def _said(self, field: Field, value: object) -> str:
        if field.shape is Shape.RECORD:
            entry = self.row(field.name).entry
            return entry.name_of(value) if isinstance(entry, RecordEntry) and isinstance(value, int) else ""
        if field.shape is Shape.YES_NO:
            return YES_NO[bool(value)]
        return str(value or "") if field.shape is Shape.CHOICE else field.show(value)

    def save_over(self, desk: Desk, theirs: R, both: R) -> R:
        """Put what both people typed in the place of what the other one saved."""
        return records.change(desk, theirs, both)

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """The answers with what follows from them."""
        return given

    def changed(self, before: R, after: R) -> R:  # noqa: ARG002 - for those that follow
        """The changed record with what follows from the change."""
        return after
