"""What the firm calls things: its own name, those with whom it deals, its stages; a festival; a message."""

from collections.abc import Iterable, Mapping
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.services import messages, settings, settings_words
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import of_settings, plural
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import LineEntry, TextEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.present import one_line

_FIRM = Field("firm", "Firm", hint="as it stands in messages and on prints")
_ONE = Field("label", "One is a", hint="client, member, patient; 20 letters")
_SEVERAL = Field("labels", "Several are", hint="empty: the usual plural")


def stage_field(stage: Stage) -> str:
    """The row of a stage's name."""
    return f"stage-{stage.name.lower()}"


class WordsForm(Form[Settings]):
    """The firm's name, what those are called with whom it deals, and the names of the stages."""

    def __init__(self, desk: Desk, kept: Settings, at: str = "firm") -> None:
        """``kept`` is as it was read; typing begins at the row ``at``."""
        super().__init__(desk, "What we call things")
        self._kept = kept
        self._at = at

    def rows(self) -> Iterable[FieldRow]:
        """One line each."""
        house = of_settings(self._kept)
        yield FieldRow(_FIRM, LineEntry(self._kept.firm, hint=_FIRM.hint))
        yield FieldRow(_ONE, LineEntry(self._kept.label, hint=_ONE.hint))
        yield FieldRow(_SEVERAL, LineEntry(self._kept.labels, hint=_SEVERAL.hint))
        for stage in Stage:
            field = Field(stage_field(stage), str(stage), hint=f"{stage}, as usual")
            called = house.stage(stage)
            yield FieldRow(field, LineEntry("" if called == stage else called, hint=field.hint))

    def first(self) -> FieldRow:
        """The line that was meant."""
        return self.row(self._at)

    def noticed(self, row: FieldRow) -> None:
        """The plural that will be said where none is typed."""
        if row.field.name in ("label", "labels"):
            self._say_plural()

    def on_mount(self) -> None:
        """Say it at once."""
        self._say_plural()

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """Lines that could not be said so."""
        return self._changed_to(answers)[1]

    def prepare(self, answers: dict[str, Answer]) -> Save[Settings]:
        """Change what was typed otherwise."""
        return partial(settings.save, self.desk, self._kept, self._changed_to(answers)[0], "words changed")

    def _changed_to(self, answers: Mapping[str, Answer]) -> tuple[Settings, dict[str, str]]:
        """The settings with one line after the other changed, and what is wrong with some."""
        faults: dict[str, str] = {}
        after = self._kept
        for name, answer in answers.items():
            try:
                after = self._with(after, name, str(answer.value or ""))
            except Exception as fault:  # said beside the line that was typed
                faults[name] = str(fault).partition(": ")[2] or str(fault)
        return after, faults

    @staticmethod
    def _with(after: Settings, name: str, typed: str) -> Settings:
        stage = next((one for one in Stage if stage_field(one) == name), None)
        if stage is not None:
            return settings_words.with_stage(after, stage, typed)
        return settings_words.changed(after, name, typed)

    def _say_plural(self) -> None:
        one = str(self.row("label").content).strip() or "customer"
        typed = str(self.row("labels").content).strip()
        self.row("labels").show_told(Content("" if typed else f"several {plural(one)}"))


class FestivalForm(Form[Settings]):
    """A day that many keep, everywhere or in one region."""

    def __init__(self, desk: Desk, kept: Settings, one: Festival | None = None) -> None:
        """``one`` is the festival that is changed; None for a new one."""
        super().__init__(desk, "Festival" if one else "New festival")
        self._kept = kept
        self._one = one

    def rows(self) -> Iterable[FieldRow]:
        """Its name, its day, and where it is kept."""
        one = self._one
        name = Field("name", "Name", hint="Diwali", required=True)
        yield FieldRow(name, LineEntry(one.occasion.name if one else "", hint=name.hint))
        day = Field("day", "Day", hint="25 dec; where it moves: 8 nov 2026", required=True)
        yield FieldRow(day, LineEntry(settings_words.say_day(one) if one else "", hint=day.hint))
        region = Field("region", "Region", hint="a place, as typed there; empty: everywhere")
        yield FieldRow(region, LineEntry(one.region if one else "", hint=region.hint))

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A name or a day that lacks, or is none."""
        return self._made(answers)[1]

    def prepare(self, answers: dict[str, Answer]) -> Save[Settings] | None:
        """Keep it in the place of what it was."""
        one, _ = self._made(answers)
        if one is None:
            return None
        before = self._kept
        kept = settings.without(before, self._one) if self._one else before
        return partial(settings.save, self.desk, before, settings.with_festival(kept, one), "festival changed")

    @staticmethod
    def _made(answers: Mapping[str, Answer]) -> tuple[Festival | None, dict[str, str]]:
        name, day, region = (str(answers[part].value or "").strip() for part in ("name", "day", "region"))
        empty = {part: "please fill this in" for part, typed in (("name", name), ("day", day)) if not typed}
        if empty:
            return None, empty
        try:
            return settings_words.festival(name, day, region), {}
        except DeskError as fault:
            return None, {fault.field or "day": str(fault)}


class MessageForm(Form[Settings]):
    """The words of a message, in which what is known of somebody is filled in."""

    def __init__(self, desk: Desk, kept: Settings, one: Template | None = None) -> None:
        """``one`` is the message that is changed; None for a new one."""
        super().__init__(desk, "Message" if one else "New message")
        self._kept = kept
        self._one = one

    def rows(self) -> Iterable[FieldRow]:
        """Its name and its words."""
        one = self._one
        name = Field("name", "Name", hint="birthday, festival, new rates", required=True)
        yield FieldRow(name, LineEntry(one.name if one else "", hint=name.hint))
        words = Field("words", "Words", Shape.TEXT, hint="Dear {name}, happy {occasion}! {owner}", required=True)
        yield FieldRow(words, TextEntry(one.words if one else "", hint=words.hint))

    def panels(self) -> Iterable[Widget]:
        """What is filled in."""
        blanks = messages.named_blanks((*messages.FOR_ANYBODY, *messages.FOR_A_DAY))
        told = f"Filled in where they stand in braces: {blanks}."
        yield Static(one_line(told), markup=False, classes="explained")

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A name or words that lack, or could not be sent."""
        return self._made(answers)[1]

    def prepare(self, answers: dict[str, Answer]) -> Save[Settings] | None:
        """Keep it in the place of what it was."""
        one, _ = self._made(answers)
        if one is None:
            return None
        before = self._kept
        kept = settings.without(before, self._one) if self._one else before
        return partial(settings.save, self.desk, before, settings.with_message(kept, one), "message changed")

    @staticmethod
    def _made(answers: Mapping[str, Answer]) -> tuple[Template | None, dict[str, str]]:
        name, words = (str(answers[part].value or "").strip() for part in ("name", "words"))
        faults = {part: "please fill this in" for part, typed in (("name", name), ("words", words)) if not typed}
        if wrong := messages.slip(words):
            faults["words"] = wrong
        if faults:
            return None, faults
        try:
            return settings_words.message(name, words), {}
        except DeskError as fault:
            return None, {fault.field or "name": str(fault)}
