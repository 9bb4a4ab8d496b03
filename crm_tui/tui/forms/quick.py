"""One line in the words of the desk, with what was understood below it while it is typed."""

import textwrap
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from crm_tui.domain.customer import Customer
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Plain
from crm_tui.services.quick_capture import Kept, heard, names_somebody, save, understand
from crm_tui.services.quick_line import Chosen, Understood
from crm_tui.services.quick_told import day_words, told
from crm_tui.tui import drafting, keymap, present
from crm_tui.tui.drafting import Drafted
from crm_tui.tui.faults import unread, unsaved
from crm_tui.tui.forms.entries import LineEntry
from crm_tui.tui.forms.quick_choices import QuickChoices
from crm_tui.tui.forms.who_else import WhoElse
from crm_tui.tui.house import house

PAUSE = 0.12
"""Seconds without a key before the line is read."""

HINT = "ravi: call back fri 4pm re prepayment @asha"
_LABEL = 10
ROWS = 12
"""So many lines are told below the line."""


class QuickLine(LineEntry):
    """The line; while a choice is marked with the arrows, its number is no letter of the line."""

    async def _on_key(self, event: events.Key) -> None:
        if isinstance(self.screen, QuickScreen) and self.screen.takes(event.character or ""):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)


class QuickScreen(Drafted[Kept | None]):
    """Dismissed with what was saved, or None. What is shown is what is saved, and nothing else.

    Where several are meant they are listed: up and down mark one, enter takes it, and after an arrow so does its
    number. The choice stands for as long as that part of the line stays.
    """

    CSS_PATH = Path(__file__).parent.parent / "styles" / "quick.tcss"
    AUTO_FOCUS = "LineEntry"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Save", id="quick.save", tooltip="Save the line, or take the marked choice"),
        Binding(
            "escape", "leave", "Leave", id="quick.leave", tooltip="Leave without saving; asks when a line is typed"
        ),
        Binding("up", "move(-1)", "Choice before", show=False, priority=True),
        Binding("down", "move(1)", "Choice after", show=False, priority=True),
        Binding("ctrl+s", "take", "Save", show=False, priority=True),
        keymap.OPEN_OTHER,
    ]

    class Read(Message):
        """The line was read."""

        def __init__(self, key: tuple[str, Chosen], understood: Understood | None, problem: str = "") -> None:
            super().__init__()
            self.key = key
            """The line, and what was chosen beside it."""
            self.understood = understood
            """What it says; None if it could not be read."""
            self.problem = problem
            """Why not, in one line."""

    class Saved(Message):
        """The store has it."""

        def __init__(self, kept: Kept) -> None:
            super().__init__()
            self.kept = kept
            """What."""

    class Refused(Message):
        """Nothing was saved."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line
            """Why."""

    def __init__(self, desk: Desk, subject: tuple[int | None, int | None] = (None, None), name: str = "") -> None:
        """``subject`` are the customer and the deal in sight, ``name`` is what the customer is called."""
        super().__init__()
        self.desk = desk
        """Where it saves."""
        self.understood: Understood | None = None
        """What is shown."""
        self._begins = f"{name}: " if name and ":" not in name and len(name) <= 60 else ""
        if subject[0] is not None and not self._begins:
            self._begins = f"#{subject[0]}: "
        self._choices = QuickChoices(subject)
        self._wanted: tuple[str, Chosen] = ("", self._choices.chosen)
        self._shown: tuple[str, Chosen] | None = None
        self._in_list = False
        self._timer: Timer | None = None
        self._said: str | None = None
        self._drawn = [Content("")] * ROWS
        self._saving = self._save_when_read = self._asked = False

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._line.strip() != self._begins.strip()

    @property
    def called(self) -> str:
        """What a line is."""
        return "One line"

    def typed(self) -> Mapping[str, Plain]:
        """The line."""
        return {"line": self._line} if self.query(LineEntry) and self.dirty else {}

    def words(self) -> Mapping[str, str]:
        """The line."""
        return {"Line": self._line}

    def take_up(self, typed: Mapping[str, Plain]) -> None:
        """Put the line there."""
        line = self.query_one(LineEntry)
        line.value = str(typed["line"])
        line.cursor_position = len(line.value)

    def compose(self) -> ComposeResult:
        """The line, what was understood, and the keys."""
        with Vertical():
            yield QuickLine(self._begins, hint=HINT, id="line")
            for _ in range(ROWS):
                yield Static(markup=False, classes="told")
            yield Static(markup=False, id="said")
            yield WhoElse(self.desk)

    def on_mount(self) -> None:
        """Begin behind the name."""
        line = self.query_one(LineEntry)
        line.cursor_position = len(line.value)
        self._show(None)
        self._say()
        if self._begins:
            self._read_soon()

    def on_resize(self) -> None:
        """What to type is broken into lines anew."""
        self._draw()

    @property
    def _line(self) -> str:
        return self.query_one(LineEntry).value

    @on(Input.Changed)
    def _typed(self) -> None:
        self._in_list = self._asked = self._save_when_read = False
        self._say()
        self._read_soon()
        drafting.note(self)

    def on_unmount(self) -> None:
        """It is closed."""
        drafting.note(self)

    def _read_soon(self) -> None:
        self._wanted = (self._line, self._choices.chosen)
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self._read_now)

    def _read_now(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._wanted = (self._line, self._choices.chosen)
        if self._wanted != self._shown:
            self.run_worker(partial(self._understand, self._wanted), thread=True, exclusive=True, group="read")

    def _understand(self, key: tuple[str, Chosen]) -> None:
        worker = get_current_worker()
        try:
            line, chosen = key
            if self._begins and (other := line.removeprefix(self._begins)) != line and names_somebody(self.desk, other):
                line = other
            message = self.Read(key, heard(self.desk, understand(self.desk, line, chosen)) if line.strip() else None)
        except Exception as fault:  # a line that can't be read can still be typed on
            message = self.Read(key, None, unread(fault))
        if not worker.is_cancelled:
            self.post_message(message)

    @on(Read)
    def _answered(self, event: Read) -> None:
        if event.key != self._wanted:
            return
        found = event.understood
        if found is not None and self._choices.forget(found):
            # the choice was about another name
            self._read_now()
            return
        self._shown = event.key
        self._show(found)
        if event.problem:
            self._say(event.problem)
        elif self._save_when_read:
            self._save_when_read = False
            self._save()

    def _show(self, found: Understood | None) -> None:
        self.understood = found
        self._choices.offer(found)
        self._draw()
        self.query_one(WhoElse).ask(self._new_customer())

    def _new_customer(self) -> Customer | None:
        """Who would be added; None for one who is known."""
        name = self.understood.new_customer if self.understood else ""
        values = {"name": name, "owner": self.desk.officer, "since": self.desk.today()}
        return records.build(Customer, values)[0] if name else None

    @on(WhoElse.Changed)
    def _may_be(self) -> None:
        if not self._said:
            self._said = None
            self._say()

    def action_open_other(self) -> None:
        """Show whom the new customer may be."""
        self.query_one(WhoElse).open()

    def _draw(self) -> None:
        lines: list[Content] = []
        if self.understood is not None:
            wide = max(_LABEL, len(house(self).say("Customer")) + 2)
            for one in told(self.understood, self.desk.today()):
                mark = ("? ", "$text-warning") if one.doubt else ("✓ ", "$text-success")
                label = Content.styled(f"{house(self).say(one.label):<{wide}}", "$text-muted")
                lines.append(Content.assemble(mark, label, present.one_line(one.text)))
        for at, (_, text) in enumerate(self._choices.offered):
            marked = at == self._choices.at
            lead = f"  {'▸' if marked else ' '} {at + 1 if at < 9 else ' '} "
            style = "bold reverse" if marked else ""
            # what is to be chosen stands where it is seen at once
            lines.insert(1 + at, Content.styled(lead, style) + present.one_line(text, style))
        if self.understood is None:
            room = max(_LABEL, self.query_one(".told", Static).size.width)
            lines = [Content.styled(line, "$text-muted") for how in _HOW for line in _wrapped(how, room)]
        # row by row, and only those that changed: on a slow line each costs its bytes
        for at, row in enumerate(self.query(".told").results(Static)):
            content = lines[at] if at < len(lines) else Content("")
            if content != self._drawn[at] or content.spans != self._drawn[at].spans:
                self._drawn[at] = content
                row.update(content, layout=False)

    def _say(self, problem: str = "") -> None:
        """A line below: why nothing was saved, else the keys."""
        if problem == self._said:
            return
        self._said = problem
        line = self.query_one("#said", Static)
        if problem:
            line.update(Content.styled("! ", "bold $text-error") + present.one_line(problem, "$text-error"))
        elif (other := self.query_one(WhoElse)).found:
            line.update(other.line)
        else:
            line.update(Content.styled("enter saves  esc leaves  “quoted” words are never a day", "$text-muted"))

    def action_move(self, by: int) -> None:
        """Mark the choice above or below."""
        if self._choices.offered:
            self._in_list = True
            self._choices.move(by)
            self._draw()

    def takes(self, key: str) -> bool:
        """Whether a key is the number of a choice, once an arrow said that the keys are for the list; it is taken."""
        at = "123456789".find(key) if key else -1
        if not self._in_list or not 0 <= at < len(self._choices.offered):
            return False
        self._choices.at = at
        self._choose()
        return True

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the marked choice; where nothing is to be chosen, save."""
        if self._saving:
            return
        if (self._line, self._choices.chosen) != self._shown:
            self._save_when_read = True
            self._read_now()
        elif self._choices.offered:
            self._choose()
        else:
            self._save()

    def _choose(self) -> None:
        if self.understood is not None:
            self._choices.take(self.understood)
            self._in_list = False
            self._read_now()

    def _save(self) -> None:
        found = self.understood
        if found is None:
            self._say("type for whom, a colon, and what is owed")
            return
        if self._choices.offered:
            self._say("which one is meant? up and down mark it, enter takes it")
            return
        self._saving = True
        self.run_worker(partial(self._write, found), thread=True, group="save")

    def _write(self, found: Understood) -> None:
        try:
            with drafting.saving(self):
                message: Message = self.Saved(save(self.desk, found))
        except Exception as problem:  # whatever it is, what was typed must not be lost
            message = self.Refused(unsaved(problem))
        self.post_message(message)

    @on(Saved)
    def _close(self, event: Saved) -> None:
        self.app.notify(saved_line(event.kept, self.desk), timeout=8)
        self.dismiss(event.kept)

    @on(Refused)
    def _stay(self, event: Refused) -> None:
        self._saving = False
        self._say(event.line)

    def action_leave(self) -> None:
        """Leave; what was typed is lost only when that is said twice."""
        if self._saving:
            return
        if self.dirty and not self._asked:
            self._asked = True
            self._say("leave without saving? esc again leaves, any letter stays")
        else:
            self.dismiss(None)

    def action_quit_program(self) -> None:
        """End the program; what was typed is lost only when that is said twice."""
        if self._saving:
            return
        if self._asked:
            self.app.exit()
        else:
            self._asked = True
            self._say("quit without saving? the same key again quits, any letter stays")


_HOW = (
    "NAME: what is owed  by when  @colleague  #deal",
    "  a day: fri 4pm, by 25 nov, tomorrow 10:30, in 3 days, eod, every monday",
    "  first: task: for our own to-do, theirs: for what they owe us",
    "  met NAME: or NAME called: records the contact as well",
)


def _wrapped(line: str, width: int) -> list[str]:
    """A line in as many as it takes, the further ones set in."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False)


def saved_line(kept: Kept, desk: Desk) -> str:
    """What was saved, with what is due named before what has no day, and how to open it."""
    one = next((one for one in kept.commitments if one.due), kept.commitments[0])
    more = f" and {len(kept.commitments) - 1} more" if len(kept.commitments) > 1 else ""
    when = f", due {day_words(one.due, one.at, desk.today(), is_working=True)}" if one.due else ""
    new = " (new)" if kept.is_new else ""
    return f"Saved #{one.id}{more} for {kept.customer.name}{new}: {present.cut(one.words, 60)}{when}. 4 lists it"
