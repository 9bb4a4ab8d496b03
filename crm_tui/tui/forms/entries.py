"""The widgets that are typed into. Stored text is shown in them, never obeyed."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from crm_tui.domain.text import visible
from crm_tui.tui.harmless import Visible
from crm_tui.tui.present import cells, safe


class LineEntry(Input):
    """A single line."""

    def __init__(self, value: str = "", *, hint: str = "", id: str | None = None) -> None:
        super().__init__(
            value, placeholder=visible(hint), highlighter=Visible(self), select_on_focus=False, compact=True, id=id
        )
        self.cursor_blink = False

    @property
    def typed(self) -> str:
        """The text as it stands."""
        return self.value

    def on_paste(self, event: events.Paste) -> None:
        """Several lines are pasted as one; none of them is lost."""
        event.stop()
        event.prevent_default()
        text = " ".join(event.text.splitlines())
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


class TextEntry(TextArea):
    """Free text of several lines. Up in its first line and down in its last go to the fields beside it."""

    def __init__(self, text: str = "", *, hint: str = "", id: str | None = None) -> None:
        super().__init__(
            text,
            placeholder=Content(visible(hint)),
            compact=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            tab_behavior="focus",
            id=id,
        )
        self.cursor_blink = False
        self._given = text
        self._loaded = self.text

    @property
    def typed(self) -> str:
        """The text as it stands; exactly what was given while nobody has changed it."""
        # a text area has one kind of line break, so untouched text must not be read back from it
        return self._given if self.text == self._loaded else self.text

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up a line, or to the field before."""
        if not select and self.navigator.is_first_wrapped_line(self.cursor_location):
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down a line, or to the field after."""
        if not select and self.navigator.is_last_wrapped_line(self.cursor_location):
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)


class ChoiceEntry(Widget, can_focus=True):
    """One of a few answers: left and right step through them, a letter goes to the next that begins with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Previous", show=False),
        Binding("right,space", "step(1)", "Next", show=False),
        Binding("home", "pick(0)", "First", show=False),
        Binding("end", "pick(-1)", "Last", show=False),
        Binding("enter", "app.focus_next", "Next field", show=False),
    ]

    chosen: reactive[int] = reactive(0)
    """The place of the answer among the choices."""

    class Changed(Message):
        """Another answer was chosen."""

        def __init__(self, entry: "ChoiceEntry") -> None:
            super().__init__()
            self.entry = entry
            """Where."""

        @property
        def control(self) -> "ChoiceEntry":
            """The widget that was changed."""
            return self.entry

    def __init__(
        self,
        choices: Sequence[str],
        chosen: str = "",
        *,
        called: Mapping[str, str] | None = None,
        id: str | None = None,
    ) -> None:
        """``called`` is what an answer is shown as, where that is not the answer itself."""
        super().__init__(id=id)
        self.called = called or {}
        """What answers are shown as."""
        self.choices = tuple(choices)
        """The answers, as words."""
        if chosen in self.choices:
            self.set_reactive(ChoiceEntry.chosen, self.choices.index(chosen))

    @property
    def typed(self) -> str:
        """The answer as a word."""
        return self.choices[self.chosen]

    def render(self) -> Content:
        """All answers with the chosen one marked where there is room, else the chosen one with its place."""
        chosen, other = ("bold reverse" if self.has_focus else "bold"), "$text-muted"
        words = [safe(self.called.get(word, word)).plain for word in self.choices]
        if sum(cells(word) + 2 for word in words) <= self.content_size.width:
            parts = [
                Content.styled(f"[{word}]", chosen) if at == self.chosen else Content.styled(f" {word} ", other)
                for at, word in enumerate(words)
            ]
            return Content("").join(parts)
        place = Content.styled(f"  {self.chosen + 1} of {len(self.choices)}", other)
        return Content.styled(f"‹ {words[self.chosen]} ›", chosen) + place

    def on_focus(self) -> None:
        """The answer looks different when keys go to it."""
        self.refresh()

    def on_blur(self) -> None:
        """The answer looks different when keys go elsewhere."""
        self.refresh()

    def watch_chosen(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed(self))

    def action_step(self, by: int) -> None:
        """Choose the next answer, around the end."""
        self.chosen = (self.chosen + by) % len(self.choices)

    def action_pick(self, place: int) -> None:
        """Choose by place; -1 is the last."""
        self.chosen = place % len(self.choices)

    def on_key(self, event: events.Key) -> None:
        """Letters choose; none of them may reach a binding further out."""
        if not event.is_printable or event.character is None or event.character.isspace():
            return
        event.stop()
        event.prevent_default()
        letter = event.character.casefold()
        count = len(self.choices)
        after = [(self.chosen + step) % count for step in range(1, count + 1)]
        found = next(
            (at for at in after if self.called.get(self.choices[at], self.choices[at]).casefold().startswith(letter)),
            None,
        )
        if found is not None:
            self.chosen = found
