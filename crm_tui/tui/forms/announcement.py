"""Tell many customers some news: the words, whom it goes to, and how many of them allow it."""

from collections.abc import Iterable, Mapping
from functools import partial

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.domain.customer import CustomerKind
from crm_tui.domain.deal import Area
from crm_tui.domain.interaction import Channel
from crm_tui.domain.settings import Settings
from crm_tui.services import announcements, consents
from crm_tui.services.announcements import Chosen, Filter
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome
from crm_tui.tui.faults import unread
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry, TextEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import one_line

ANY = "any"
"""No condition."""

OWN = "own words"
"""No template: what somebody types."""


class AnnounceForm(Form[Outcome]):
    """The filter's answer stands below it while one types; saving logs one contact with each who allows it."""

    class Counted(Message):
        """The filter was asked."""

        def __init__(self, chosen: Chosen | None, told: str, warning: str) -> None:
            super().__init__()
            self.chosen = chosen
            """Whom it finds; None where that could not be read."""
            self.told = told
            """The same in words, or why it could not be read."""
            self.warning = warning
            """Whom of them wants no contact this way."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        """``settings`` are those of the desk, with the templates."""
        super().__init__(desk, "Announce something")
        self._settings = settings
        self._templates = {one.name: one.words for one in settings.templates}
        self._chosen: Chosen | None = None
        self._of: tuple[Filter, Channel] | None = None
        self._preview = Static(markup=False, id="told")

    def rows(self) -> Iterable[Widget]:
        """The words, then whom they go to."""
        if self._templates:
            yield FieldRow(Field("template", "Message"), ChoiceEntry([OWN, *self._templates]))
        words = Field("words", "Words", Shape.TEXT, hint="{name}, {owner} and {firm} are filled in for each")
        yield FieldRow(words, entry_for(words, ""))
        place = Field("place", "Place", hint="part of a town or area; empty for all")
        yield FieldRow(place, entry_for(place, ""))
        yield FieldRow(Field("kind", "Kind"), ChoiceEntry([ANY, *CustomerKind]))
        yield FieldRow(Field("area", "Business"), ChoiceEntry([ANY, *Area]))
        owner = Field("owner", "Owner", Shape.STAFF, hint="who answers for them; empty for all")
        yield FieldRow(owner, NameEntry(self.desk, "", hint=owner.hint))
        programme = Field("programme", "Member of", hint="part of a programme's name; empty for all")
        yield FieldRow(programme, entry_for(programme, ""))
        channel = Field("channel", "How", Shape.CHOICE, choices=Channel)
        yield FieldRow(channel, entry_for(channel, Channel.MESSAGE))

    def panels(self) -> Iterable[Widget]:
        """How many it goes to."""
        yield self._preview

    def on_mount(self) -> None:
        """Count everybody first."""
        self._count()

    def first(self) -> FieldRow:
        """The first row."""
        return next(iter(self.query(FieldRow)))

    def noticed(self, row: FieldRow) -> None:
        """Other words, or others to whom they go."""
        if row.field.name == "template":
            entry = self.row("words").entry
            if isinstance(entry, TextEntry) and row.content != OWN:
                entry.text = self._templates[str(row.content)]
        elif row.field.name != "words":
            self._count()

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """Words that could be sent to nobody."""
        wrong = announcements.wrong_words(self._settings, str(answers["words"].value))
        return {"words": wrong} if wrong else {}

    def prepare(self, answers: dict[str, Answer]) -> Save[Outcome] | None:
        """Log it, with those who are counted below."""
        wanted, chosen = (self._filter(), self._channel()), self._chosen
        if chosen is None or self._of != wanted:
            self._count()
            self.show_problem("those to whom it goes are still being counted: look at the number, then save again")
            return None
        words = str(answers["words"].value)
        return partial(announcements.announce, self.desk, chosen.customer_ids, words, wanted[1])

    def saved_line(self, result: Outcome) -> str:
        """How many were told."""
        return f"{result.words[:1].upper()}{result.words[1:]}"

    def _filter(self) -> Filter:
        said = {row.field.name: str(row.content) for row in self.query(FieldRow)}
        return Filter(
            place=said["place"],
            kind=None if said["kind"] == ANY else CustomerKind(said["kind"]),
            area=None if said["area"] == ANY else Area(said["area"]),
            owner=said["owner"],
            programme=said["programme"],
        )

    def _channel(self) -> Channel:
        return Channel(str(self.row("channel").content))

    def _count(self) -> None:
        wanted = self._filter(), self._channel()
        if wanted != self._of:
            self._of, self._chosen = wanted, None
            self.run_worker(partial(self._ask, *wanted), thread=True, exclusive=True, group="count")

    def _ask(self, wanted: Filter, channel: Channel) -> None:
        worker = get_current_worker()
        try:
            chosen = announcements.choose(self.desk, wanted)
            warning = consents.contact_warning(self.desk.store, chosen.customer_ids, channel)
        except Exception as problem:  # the form can still be typed into
            answer = self.Counted(None, unread(problem), "")
        else:
            answer = self.Counted(chosen, f"It goes to {chosen.words}", warning)
        if not worker.is_cancelled:
            self.post_message(answer)

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        self._chosen = event.chosen
        told = [one_line(event.told, "bold")]
        if event.warning:
            told.append(one_line(event.warning))
        self._preview.update(Content("\n").join(told))
