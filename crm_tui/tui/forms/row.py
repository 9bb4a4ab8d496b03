"""One question with its answer, how it was understood, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.deal import Stage
from crm_tui.services.drafts import Plain
from crm_tui.services.house_words import HouseWords
from crm_tui.tui import present
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry, LineEntry, TextEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.picker import Picked, Picker, PickInput, RecordEntry
from crm_tui.tui.house import house

YES_NO = ("no", "yes")
"""The answers to a plain question."""

Entry = LineEntry | TextEntry | ChoiceEntry | RecordEntry | NameEntry
"""A widget that holds an answer."""


def entry_for(field: Field, value: object) -> Entry:
    """The widget that a field is answered in, holding a stored value."""
    if field.shape is Shape.CHOICE and field.choices is not None:
        return ChoiceEntry([str(choice.value) for choice in field.choices], str(value or ""))
    if field.shape is Shape.YES_NO:
        return ChoiceEntry(YES_NO, YES_NO[bool(value)])
    if field.shape in (Shape.TEXT, Shape.PEOPLE):
        return TextEntry(field.show(value), hint=field.hint)
    return LineEntry(field.show(value), hint=field.hint)


class FieldRow(Widget):
    """Label left, answer right; a fault stands below."""

    def __init__(self, field: Field, entry: Entry) -> None:
        super().__init__(id=f"row-{field.name}", classes=f"-{field.shape}")
        self.field = field
        """What is asked."""
        self.entry = entry
        """Where it is answered."""
        entry.id = f"field-{field.name}"
        self._wrong: object = None

    def compose(self) -> ComposeResult:
        """Label, entry and note on one line, the fault under them."""
        self._say_hint()
        with Horizontal():
            yield Static(present.safe(house(self).say(self.field.label)), markup=False, classes="label")
            yield self.entry
            yield Static(markup=False, classes="note")
        yield Static(markup=False, classes="told")
        yield Static(markup=False, classes="fault")

    def _say_hint(self) -> None:
        if isinstance(self.entry, ChoiceEntry) and self.field.choices is Stage:
            self.entry.called = {str(one): house(self).stage(one) for one in Stage}
        entry, hint = self.entry, house(self).say(self.field.hint)
        if isinstance(entry, Picker):
            entry.hint = house(self).say(entry.hint)
        elif hint != self.field.hint and isinstance(entry, TextEntry):
            entry.placeholder = Content(hint)
        elif hint != self.field.hint and isinstance(entry, LineEntry):
            entry.placeholder = hint

    @property
    def content(self) -> object:
        """What stands in the entry, to tell whether it was changed."""
        return self.entry.picked if isinstance(self.entry, RecordEntry) else self.entry.typed

    @property
    def kept(self) -> Plain:
        """The same as a draft holds it."""
        content = self.content
        return asdict(content) if isinstance(content, Picked) else str(content)

    @property
    def words(self) -> str:
        """The same as somebody reads it."""
        entry = self.entry
        return entry.query_one(PickInput).value if isinstance(entry, RecordEntry) else entry.typed

    def put(self, kept: Plain) -> None:
        """Have a draft's content stand in the entry."""
        entry = self.entry
        if isinstance(entry, RecordEntry):
            if isinstance(kept, Mapping):
                entry.stand_at(Picked(**kept))  # type: ignore[arg-type]  # as it was kept
        elif isinstance(entry, ChoiceEntry):
            if kept in entry.choices:
                entry.chosen = entry.choices.index(str(kept))
        elif isinstance(entry, TextEntry):
            entry.text = str(kept)
        else:
            line = entry.query_one(PickInput) if isinstance(entry, Picker) else entry
            line.value = str(kept)
            line.cursor_position = len(line.value)

    @property
    def is_to_be_concluded(self) -> bool:
        """Whether what is typed is taken for a record once the form is saved."""
        return isinstance(self.entry, RecordEntry) and self.entry.concludes_to is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the entry."""
        return self.content in ("", Picked())

    def answer(self, today: date) -> Answer:
        """The entry read as a value: text, a day, an amount, a choice, or a record's id."""
        entry, field = self.entry, self.field
        if isinstance(entry, RecordEntry):
            answer = _picked(entry, house(self))
        elif isinstance(entry, ChoiceEntry):
            choices: type[StrEnum] | None = field.choices
            plain: object = entry.typed == YES_NO[True] if field.shape is Shape.YES_NO else entry.typed
            answer = Answer(choices(entry.typed) if choices else plain)
        else:
            answer = field.read(entry.typed, today)
        named = isinstance(entry, RecordEntry) and entry.picked.new
        if field.required and answer.value is None and not answer.fault and not named:
            return Answer(None, fault="please fill this in")
        return answer

    def show_note(self, text: str) -> None:
        """Say beside the entry how it was understood."""
        self.query_one(".note", Static).update(present.safe(text, "$text-muted"))

    def show_letter(self, letter: str) -> None:
        """Have a letter before the label, in the blank that stands there; empty takes it away."""
        self.set_class(bool(letter), "-lettered")
        label = present.safe(house(self).say(self.field.label))
        self.query_one(".label", Static).update(Content.styled(letter, "bold reverse $text-accent") + label)

    def show_told(self, line: Content) -> None:
        """Say below the entry what is to be known before one answers; nothing takes the line away."""
        self.set_class(bool(line.plain), "-telling")
        self.query_one(".told", Static).update(line)
        if self.has_focus_within and line.plain:
            # the line may need more room than there is below the entry
            self.call_after_refresh(self.scroll_visible, animate=False)

    def show_fault(self, text: str) -> None:
        """Say below the entry what is wrong; nothing takes the line away."""
        self._wrong = self.content
        self.set_class(bool(text), "-faulty")
        line = Content.styled("! ", "bold $text-error") + present.safe(house(self).refuse(text), "$text-error")
        self.query_one(".fault", Static).update(line)

    def forget_fault(self) -> None:
        """Take away what was said of the answer, if it is another one now."""
        if self.content != self._wrong:
            self.show_fault("")

    def put_focus(self) -> None:
        """Type here, with all that is said of the answer in sight."""
        entry = self.entry
        # one scroll, once its lines have their place: a second one would go by where the first has not been yet
        (entry.query_one(PickInput) if isinstance(entry, Picker) else entry).focus(scroll_visible=False)
        self.call_after_refresh(self.scroll_visible, animate=False, immediate=True)


def _picked(entry: RecordEntry, words: HouseWords) -> Answer:
    if entry.picked.loose:
        return Answer(None, fault=words.say(_unpicked(entry)))
    named = entry.candidate
    if entry.picked.new:
        return Answer(None, understood=words.say(f"new {entry.noun}"))
    return Answer(entry.picked.id, understood=named.detail if named else "")


def _unpicked(entry: RecordEntry) -> str:
    if entry.near:
        return "pick one from the list: enter or tab takes the marked one"
    return f"no {entry.noun} is chosen: take one of the list, or leave it empty"
