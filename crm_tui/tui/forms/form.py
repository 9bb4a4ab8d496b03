"""The form that every record is typed into: what is common to all of them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar, Generic, TypeVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from crm_tui.domain.errors import DeskError, Unclaimed
from crm_tui.domain.progress import BrokenOff, watched
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Plain
from crm_tui.tui import drafting, keymap, present
from crm_tui.tui.drafting import Drafted
from crm_tui.tui.faults import unsaved
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.jump import Jump
from crm_tui.tui.forms.picker import Picker, RecordEntry
from crm_tui.tui.forms.question import Question
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.house import house
from crm_tui.tui.widgets.frame import KeyLine
from crm_tui.tui.widgets.under_way import UnderWayLine, Work

Result = TypeVar("Result")

Save = Callable[[], Result]
"""Writes to the store and returns what was saved; runs outside the screen's thread."""


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Holds the rows; up and down are the form's, not the scroll bar's."""

    def on_resize(self) -> None:
        """What is typed into stays in sight where lines below need room."""
        self._keep_in_sight()

    def watch_virtual_size(self) -> None:
        """So does what is wrong with it, also where its line has its place only now."""
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        focused = self.screen.focused if self.is_attached else None
        if focused is None or self not in focused.ancestors:
            return
        row = next((one for one in focused.ancestors if isinstance(one, FieldRow) and one.has_class("-faulty")), None)
        self.call_after_refresh((row or focused).scroll_visible, animate=False)


class Form(Drafted[Result | None], Generic[Result]):
    """Rows of fields over the whole screen: saves as one, leaves only when asked, loses nothing that was typed.

    A form says what it asks (:meth:`rows`), what else it shows (:meth:`panels`) and how its answers are saved
    (:meth:`prepare`). It is dismissed with what was saved, or with None.
    """

    CSS_PATH = Path(__file__).parent.parent / "styles" / "forms.tcss"
    AUTO_FOCUS = ""
    ROW_OF: ClassVar[Mapping[str, str]] = {}
    """The rows of fields that an error may name otherwise than the form does."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="form.save", tooltip="Save and close the form", priority=True),
        Binding("escape", "leave", "Leave", id="form.leave", tooltip="Leave the form; asks when something was typed"),
        keymap.STOP,
        Binding("tab", "app.focus_next", "Next field", show=True),
        keymap.JUMP,
        Binding("up", "app.focus_previous", "Field before", show=False),
        Binding("down", "app.focus_next", "Field after", show=False),
    ]

    class Saved(Message):
        """The store has it."""

        def __init__(self, result: object) -> None:
            super().__init__()
            self.result = result
            """What was saved."""

    class Refused(Message):
        """Nothing was saved."""

        def __init__(self, problem: Exception, work: Work) -> None:
            super().__init__()
            self.problem = problem
            """Why."""
            self.work = work
            """The work of saving it."""

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__()
        self.desk = desk
        """Where it saves."""
        self.heading = title
        """What the form is for."""
        self._untouched: list[object] | None = None
        self._told_early: set[str] = set()
        self._resume: Widget | None = None
        self._saving = False
        self._quitting = False
        self.under_way = UnderWayLine()
        """How far long work is."""

    def rows(self) -> Iterable[Widget]:
        """The questions, in order: rows, and what is told between them."""
        raise NotImplementedError

    def panels(self) -> Iterable[Widget]:
        """What stands below the questions."""
        return ()

    def prepare(self, answers: dict[str, Answer]) -> Save[Result] | None:
        """How to save these answers; None after showing what is wrong with them."""
        raise NotImplementedError

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:  # noqa: ARG002 - for those that check more
        """What is wrong with answers that can each be read, by field; asked on leaving a field, and before a save.

        An answer that could not be read is None. It looks at nothing but the form: no store, no disk.
        """
        return {}

    def first(self) -> FieldRow:
        """Where typing begins: the first field that is still empty."""
        rows = list(self.query(FieldRow))
        return next((row for row in rows if row.is_empty), rows[0])

    def noticed(self, row: FieldRow) -> None:
        """An answer was changed."""

    def saved_line(self, result: Result) -> str:  # noqa: ARG002 - for those that say something
        """What to tell of a save that the screen below may not show; nothing by default."""
        return ""

    def compose(self) -> ComposeResult:
        """Heading, rows, panels, and the line for what went wrong."""
        yield Static(present.one_line(self.heading, "bold"), markup=False, id="heading")
        with Body(id="body"):
            yield from self.rows()
            yield from self.panels()
        yield Static(markup=False, id="problem")
        yield Question()
        yield Jump()
        yield self.under_way
        yield KeyLine()

    def on_mount(self) -> None:
        """Remember what it began with."""
        self._untouched = self._contents()
        for row in self.query(FieldRow):
            self._note(row)
        self.first().put_focus()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._untouched is not None and self._contents() != self._untouched

    @property
    def called(self) -> str:
        """What the form is for."""
        return self.heading

    @property
    def is_ready(self) -> bool:
        """Whether the store told what can be picked."""
        return self._untouched is not None and all(one.is_known for one in self.query(RecordEntry))

    def typed(self) -> Mapping[str, Plain]:
        """The answers that differ from those it began with."""
        return {row.field.name: row.kept for row in self._changed_rows()}

    def words(self) -> Mapping[str, str]:
        """The same, by their labels."""
        return {row.field.label: row.words for row in self._changed_rows()}

    def take_up(self, typed: Mapping[str, Plain]) -> None:
        """Put there what was typed before."""
        for row in self.query(FieldRow):
            if row.field.name in typed:
                row.put(typed[row.field.name])

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self.query_one(f"#row-{name}", FieldRow)

    def show_faults(self, faults: dict[str, str]) -> None:
        """Say beside each field what is wrong, the rest in the line below, and go to the first faulty field."""
        self._told_early.clear()
        rows = list(self.query(FieldRow))
        for row in rows:
            row.show_fault(faults.get(row.field.name, ""))
        known = {row.field.name for row in rows}
        self.show_problem("; ".join(text for name, text in faults.items() if name not in known))
        first = next((row for row in rows if row.field.name in faults), None)
        if first is not None:
            first.put_focus()

    def show_problem(self, line: str) -> None:
        """Say in one line why nothing was saved; an empty one takes it away."""
        problem = self.query_one("#problem", Static)
        problem.set_class(bool(line), "-shown")
        problem.update(
            Content.styled("! ", "bold $text-error") + present.one_line(house(self).refuse(line), "$text-error")
        )

    def action_save(self) -> None:
        """Check what was typed and save it."""
        if self._saving:
            return
        self.conclude()
        self.show_problem("")
        answers = self._answers()
        faults = _unread(answers) or self.faults(answers)
        self.show_faults(faults)
        save = None if faults else self.prepare(answers)
        if save is not None:
            self._saving = True
            self.write(save)

    def save_after_all(self) -> None:
        """Save what had to wait for something; not where who typed has turned to something else meanwhile."""
        if self.is_current and not self.is_over and not self.query_one(Question).is_asked:
            self.action_save()

    def action_stop_work(self) -> None:
        """Stop what takes long; what was typed stays."""
        self.under_way.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - given by Textual
        """There is nothing to stop while nothing takes long."""
        return action != "stop_work" or self.under_way.is_told

    def conclude(self) -> None:
        """Take what is typed into each picker for what it names."""
        for entry in self.query(RecordEntry):
            entry.conclude()

    def action_jump(self) -> None:
        """Show a letter at each field; the next key goes there."""
        if not self._saving and not isinstance(self.focused, Jump | Question):
            self._resume = self.focused
            self.query_one(Jump).ask(list(self.query(FieldRow)))

    @on(Jump.Chosen)
    def _jump(self, event: Jump.Chosen) -> None:
        if event.row is not None:
            event.row.put_focus()
        else:
            self.set_focus(self._resume)

    def action_leave(self) -> None:
        """Close the form; ask first when something would be lost. While it is saved, stop that if it takes long."""
        if self._saving:
            self.under_way.stop()
            return
        if not self.dirty:
            self.dismiss(None)
            return
        self._put_question("leave")

    def action_quit_program(self) -> None:
        """End the program if nothing is to be saved after all."""
        if not self._saving:
            self._put_question("quit")

    def _put_question(self, what: str) -> None:
        self._quitting = what == "quit"
        question = self.query_one(Question)
        if self.focused is not question:
            self._resume = self.focused
        question.ask(what)

    @on(Question.Answered)
    def _answered(self, event: Question.Answered) -> None:
        if event.leave:
            self.is_over = True
            drafting.note(self)
        if event.leave and self._quitting:
            self.app.exit()
            return
        if event.leave:
            self.dismiss(None)
            return
        self.query_one(Question).remove_class("-asked")
        self.set_focus(self._resume)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceEntry.Changed)
    @on(Picker.Changed)
    def _changed(self, event: Message) -> None:
        changed = event.control
        row = next((one for one in changed.ancestors if isinstance(one, FieldRow)), None) if changed else None
        if row is not None and self._untouched is not None:
            row.forget_fault()
            self._note(row)
            self.noticed(row)
            drafting.note(self)

    @on(Input.Submitted)
    def _entered(self) -> None:
        # where there is no other field, enter can only mean that all is said
        if len(self.query(FieldRow)) == 1:
            self.action_save()
        else:
            self.focus_next()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field that is left says what is wrong with it, and stops nobody."""
        row = next((one for one in event.widget.ancestors_with_self if isinstance(one, FieldRow)), None)
        if row is not None and self._untouched is not None and not self._saving and not self.is_over:
            self._tell_early(row)

    def _tell_early(self, left: FieldRow) -> None:
        answers = self._answers()
        faults = self.faults(answers) | _unread(answers)
        names = set(self._told_early)
        if left in self._changed_rows() and not left.is_to_be_concluded:
            names.add(left.field.name)
        for name in names:
            fault = faults.get(name, "")
            if fault or name in self._told_early:
                self.row(name).show_fault(fault)
            (self._told_early.add if fault else self._told_early.discard)(name)
        focused = self.focused
        if names and focused is not None:
            self.call_after_refresh(focused.scroll_visible, animate=False)

    def _answers(self) -> dict[str, Answer]:
        today = self.desk.today()
        return {row.field.name: row.answer(today) for row in self.query(FieldRow)}

    @on(Saved)
    def _close(self, event: Saved) -> None:
        result = cast("Result", event.result)
        if line := self.saved_line(result):
            self.app.notify(line, markup=False)
        self.dismiss(result)

    @on(Refused)
    def _stay(self, event: Refused) -> None:
        self._saving = False
        self.under_way.end(event.work)
        self.refused(event.problem)

    def refused(self, problem: Exception) -> None:
        """Nothing was saved; all that was typed stays, and the cursor goes to the field that is to be changed.

        Where an admin is missing, one can be named at once.
        """
        told = unsaved(problem)
        field = problem.field if isinstance(problem, DeskError) else ""
        name = self.ROW_OF.get(field, field)
        if any(row.field.name == name for row in self.query(FieldRow)):
            self.show_faults({name: told})
        else:
            self.show_problem(told)
        if isinstance(problem, Unclaimed):
            from crm_tui.tui.forms.first_admin import FirstAdminForm

            self.app.push_screen(FirstAdminForm(self.desk))

    def write(self, save: Save[Result]) -> None:
        """Save in a thread, and close the form or say why nothing was saved."""
        self.run_worker(partial(self._write, save, self.under_way.begin()), thread=True, group="save")

    def _write(self, save: Save[Result], work: Work) -> None:
        try:
            with watched(work.watch), drafting.saving(self):
                saved = save()
        except BrokenOff:
            self.post_message(self.Refused(DeskError(f"stopped at {work.told}: nothing was saved"), work))
        except Exception as problem:  # whatever it is, what was typed must not be lost
            self.post_message(self.Refused(problem, work))
        else:
            self.post_message(self.Saved(saved))

    def _note(self, row: FieldRow) -> None:
        answer = row.answer(self.desk.today())
        row.show_note("" if answer.fault else answer.understood)

    def _changed_rows(self) -> list[FieldRow]:
        if self._untouched is None:
            return []
        begun = zip(self.query(FieldRow), self._untouched, strict=False)
        return [row for row, content in begun if row.content != content]

    def _contents(self) -> list[object]:
        return [row.content for row in self.query(FieldRow)]

    def on_unmount(self) -> None:
        """Nothing is asked of a form that is gone."""
        self._untouched = None
        drafting.note(self)


def _unread(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {name: answer.fault for name, answer in answers.items() if answer.fault}
