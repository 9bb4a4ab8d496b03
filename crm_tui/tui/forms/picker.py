"""Choose a record by typing part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from crm_tui.domain.text import visible
from crm_tui.services.customers import folded
from crm_tui.tui.forms.entries import LineEntry
from crm_tui.tui.house import house

SHOWN = 5
"""How many matches are listed at once."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that can be picked."""

    id: int
    """Its number."""

    name: str
    """What is searched and shown."""

    detail: str = ""
    """What tells it from others of the same name."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What a picker stands at."""

    id: int | None = None
    """The record chosen, if one is."""

    new: str = ""
    """The name of a record that is to be made, where the form offers that."""

    loose: str = ""
    """Text that is neither."""


class PickInput(LineEntry):
    """The line of a picker; while matches are listed, up, down, enter and escape belong to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "listed('up')", "Match before", show=False),
        Binding("down", "listed('down')", "Match after", show=False),
        Binding("tab", "listed('take')", "Next field", tooltip="Take the match, and go to the next field"),
        Binding("escape", "listed('close')", "Close list", tooltip="Close the list of matches"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - given by Textual
        """The list's keys are the form's while no match is listed."""
        if action != "listed":
            return True
        return isinstance(self.parent, Picker) and self.parent.is_open

    def action_listed(self, what: str) -> None:
        """Pass a key of the list on."""
        if isinstance(self.parent, Picker):
            self.parent.listed(what)


class Picker(Widget):
    """A line, with what it may name listed below it while it is typed in. Enter or tab takes the marked match."""

    place: reactive[int] = reactive(0)
    """The marked match."""

    class Changed(Message):
        """Something else stands in it."""

        def __init__(self, entry: "Picker") -> None:
            super().__init__()
            self.entry = entry
            """Where."""

        @property
        def control(self) -> "Picker":
            """The widget that was changed."""
            return self.entry

    def __init__(self, *, hint: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.is_open = False
        """Whether matches are listed."""
        self.hint = hint
        """Stands in the line while nothing is typed."""

    def compose(self) -> ComposeResult:
        """The line, and below it the matches while it is typed in."""
        yield PickInput(self._title(), hint=self.hint)
        yield Static(markup=False, classes="matches")

    def listed(self, what: str) -> None:
        """Answer a key of the list: up, down, take or close."""
        if what == "close":
            self._show_list(False)
        elif what == "take":
            self.take()
            self.screen.focus_next()
        else:
            count = len(self._rows())
            self.place = (self.place + (1 if what == "down" else -1)) % count if count else 0

    def take(self) -> None:
        """Take the marked match, if matches are listed."""
        rows = self._rows()
        if self.is_open and rows:
            self._settle(rows[min(self.place, len(rows) - 1)])

    def watch_place(self) -> None:
        """Mark another row."""
        if self.is_open:
            self._draw()

    def on_descendant_blur(self) -> None:
        """Nothing is listed where nobody types."""
        self._show_list(False)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._read(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.take()
        self.screen.focus_next()

    def _title(self) -> str:
        """What stands in the line."""
        raise NotImplementedError

    def _rows(self) -> Sequence[Any]:
        """What may be taken for the typed text."""
        raise NotImplementedError

    def _line(self, row: Any) -> str:
        """A row in words."""
        raise NotImplementedError

    def _settle(self, row: Any) -> None:
        """Take a row."""
        raise NotImplementedError

    def _read(self, text: str) -> None:
        """Something was typed."""
        raise NotImplementedError

    def _nothing(self) -> Content:
        """What stands in the place of the list where nothing fits."""
        raise NotImplementedError

    def _put(self, text: str) -> None:
        line = self.query_one(PickInput)
        line.value = text
        line.cursor_position = len(text)

    def _show_list(self, shown: bool) -> None:
        if shown != self.is_open:
            self.is_open = shown
            # tab and escape are the list's only while it is there
            self.refresh_bindings()
        self.set_class(shown, "-open")
        if shown:
            self._draw()

    def _draw(self) -> None:
        rows = self._rows()
        drawn = [self._row(row, at == min(self.place, len(rows) - 1)) for at, row in enumerate(rows)]
        self.query_one(".matches", Static).update(Content("\n").join(drawn) if drawn else self._nothing())

    def _row(self, row: Any, marked: bool) -> Content:
        return Content.styled(("▸ " if marked else "  ") + visible(self._line(row)), "bold reverse" if marked else "")


class RecordEntry(Picker):
    """A record, or nothing. Typing filters; enter or tab takes the marked match.

    With ``offers_new`` a name that nobody has yet can be taken as a new record.
    """

    def __init__(
        self,
        chosen: int | None = None,
        *,
        noun: str,
        hint: str = "",
        offers_new: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(hint=hint, id=id)
        self.noun = noun
        """What is picked, in a word."""
        self.offers_new = offers_new
        """Whether a new record may be named."""
        self.is_known = False
        """Whether the records that can be picked were told."""
        self._candidates: tuple[Candidate, ...] = ()
        self._keys: list[str] = []
        self._picked = Picked(id=chosen)

    @property
    def picked(self) -> Picked:
        """What it stands at."""
        return self._picked

    def stand_at(self, picked: Picked) -> None:
        """Have it stand at what was picked or typed before."""
        if picked.loose:
            self._put(picked.loose)
        else:
            self._settle(picked)

    @property
    def candidate(self) -> Candidate | None:
        """The record chosen, if one is."""
        return self._named(self._picked.id)

    def name_of(self, record_id: int) -> str:
        """What a record is called here; its number where it is none of those offered."""
        found = self._named(record_id)
        return found.name if found else f"#{record_id}"

    def offer(self, candidates: Sequence[Candidate], *, offers_new: bool = False) -> None:
        """Let these records be picked from now on; what was picked stays if it is among them."""
        self.offers_new = offers_new
        self.is_known = True
        self._candidates = tuple(candidates)
        self._keys = [folded(one.name) for one in self._candidates]
        if self._picked.loose:
            self._show_list(self.is_open)
        elif not self._picked.new:
            self._settle(self._picked if self._named(self._picked.id) else Picked())
        elif not offers_new:
            self._settle(Picked())

    def conclude(self) -> None:
        """Take what is typed for what it names, and nothing that was only near it."""
        self._read(self.query_one(PickInput).value)
        meant = self.concludes_to
        if meant is not None:
            self._settle(meant)

    @property
    def concludes_to(self) -> Picked | None:
        """What the typed text names exactly; None where it names nothing, or was picked already."""
        wanted = folded(self._picked.loose)
        if not wanted or not self.is_known:
            return None
        same = [one for one, key in zip(self._candidates, self._keys, strict=True) if key == wanted]
        if len(same) == 1:
            return Picked(id=same[0].id)
        return Picked(new=self._picked.loose) if not self.near and self.offers_new else None

    @property
    def near(self) -> bool:
        """Whether what is typed is part of a name."""
        return any(folded(self._picked.loose) in key for key in self._keys)

    def _read(self, text: str) -> None:
        typed = text.strip()
        if typed == self._title().strip():
            return
        self.set_reactive(RecordEntry.place, 0)
        same = [one for one in self._candidates if one.name == typed]
        self._picked = Picked(id=same[0].id) if len(same) == 1 else Picked(loose=typed) if typed else Picked()
        self._show_list(bool(self._picked.loose))
        self.post_message(self.Changed(self))

    def _settle(self, picked: Picked) -> None:
        self._picked = picked
        self._show_list(False)
        self._put(self._title())
        self.post_message(self.Changed(self))

    def _named(self, record_id: int | None) -> Candidate | None:
        return next((one for one in self._candidates if one.id == record_id), None)

    def _title(self) -> str:
        named = self._named(self._picked.id)
        if named:
            return named.name
        return f"#{self._picked.id}" if self._picked.id else self._picked.new or self._picked.loose

    def _rows(self) -> list[Picked]:
        """What may be taken for the typed text: names that begin with it first, a new record last."""
        typed = self._picked.loose
        wanted = folded(typed)
        near = [(not key.startswith(wanted), at) for at, key in enumerate(self._keys) if wanted in key]
        near.sort()
        rows = [Picked(id=self._candidates[at].id) for _, at in near]
        if self.offers_new and wanted and wanted not in self._keys:
            return [*rows[: SHOWN - 1], Picked(new=typed)]
        return rows[:SHOWN]

    def _nothing(self) -> Content:
        why = f"no {house(self).say(self.noun)} has that name" if self.is_known else "the names could not be read yet"
        return Content.styled(f"  {why}", "$text-warning")

    def _line(self, row: Picked) -> str:
        named = self._named(row.id)
        return f"{named.name}  {named.detail}".rstrip() if named else f"new {house(self).say(self.noun)}: {row.new}"
