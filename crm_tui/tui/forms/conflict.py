"""Somebody else saved the record that is being edited: both changes side by side, and what is to be kept of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile, Difference, differences, merged
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import one_line, safe
from crm_tui.tui.widgets.facts import Fact, Facts
from crm_tui.tui.widgets.frame import KeyLine
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

R = TypeVar("R", bound=Record)

Told = Callable[[Record, Difference], str]
"""What a record says in some of its fields, as somebody would type it."""


@dataclass(frozen=True, slots=True)
class Line:
    """What was changed of one thing."""

    key: str
    """The field that stands for it."""

    label: str
    """What it is called."""

    was: str
    """As the form was opened with it."""

    mine: str
    """As it was typed; empty where it was left as it was."""

    theirs: str
    """As it is stored now; empty where it was left as it was."""

    overlaps: bool
    """Whether both changed it, so that somebody must choose."""


class ConflictScreen(ModalScreen[R | None], Generic[R]):
    """Keeps what only one of two people changed; what both did is chosen. Dismissed with what was saved, or None."""

    CSS_PATH = "../styles/conflict.tcss"
    AUTO_FOCUS = "RecordRows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save both", id="conflict.save", tooltip="Save what is kept", priority=True),
        Binding("space", "choose", "Mine/theirs", id="conflict.choose", tooltip="Keep yours here, or theirs"),
        Binding("escape", "back", "To the form", id="conflict.back", tooltip="Save nothing; all that you typed stays"),
    ]

    class Saved(Message):
        """The store has it."""

        def __init__(self, record: Record) -> None:
            super().__init__()
            self.record = record
            """As it was saved."""

    class Refused(Message):
        """Nothing was saved."""

        def __init__(self, problem: Exception) -> None:
            super().__init__()
            self.problem = problem
            """Why."""

    def __init__(
        self,
        desk: Desk,
        clash: ChangedMeanwhile[R],
        label: Callable[[str], str],
        told: Told,
        save: Callable[[Desk, R, R], R] = records.change,
    ) -> None:
        """``label`` names a field; ``told`` says what stands in some; ``save`` puts both in place of theirs."""
        super().__init__()
        self._save = save
        self._desk = desk
        self._clash = clash
        self._label = label
        self._told = told
        self._mine: dict[str, bool] = {}
        self._saving = False
        self.lines: RecordList[Line] = RecordList(
            [
                Column("What", lambda line: safe(line.label), width=13),
                Column("It was", lambda line: one_line(line.was), share=2, from_width=100),
                Column("You", lambda line: one_line(line.mine or "–"), share=3),
                Column("They", lambda line: one_line(line.theirs or "–"), share=3),
                Column("Keep", self._kept, width=8),
            ],
            lambda line: line.key,
            empty="",
            noun="things changed by either",
            sortable=False,
            opens=False,
        )
        self.facts = Facts()

    def compose(self) -> ComposeResult:
        """Who, what, the line under the cursor in full, and the keys."""
        yield Static(markup=False, id="who")
        yield self.lines
        yield self.facts
        yield Static(markup=False, id="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show both."""
        self._show()

    def action_choose(self) -> None:
        """Keep mine of what both changed, or theirs."""
        line = self.lines.current
        if line is None:
            return
        if not line.overlaps:
            self._say("only one of you changed this: it is kept")
            return
        self._mine[line.key] = not self._mine.get(line.key, False)
        self._say("")
        self.lines.repaint()

    def action_save(self) -> None:
        """Save both changes in one record."""
        open_ = [line for line in self.lines.shown if line.overlaps and line.key not in self._mine]
        if open_:
            self.lines.select(open_[0].key)
            self._tell()
            self._say(f"both of you changed {open_[0].label.lower()}: space chooses whose is kept")
            return
        clash = self._clash
        wins = {key for key, mine in self._mine.items() if mine}
        both = merged(clash.before, clash.mine, clash.theirs, mine_wins=wins)
        record, faults = records.build(type(clash.mine), both)
        if record is None:
            self._say("; ".join(f"{self._label(name)}: {text}" if name else text for name, text in faults.items()))
        elif not self._saving:
            self._saving = True
            self.run_worker(partial(self._write, clash.theirs, record), thread=True, group="save")

    def action_back(self) -> None:
        """Leave it unsaved."""
        if not self._saving:
            self.dismiss(None)

    @on(RecordList.Moved)
    def _tell(self) -> None:
        line = self.lines.current
        if line is not None:
            self.facts.show(
                [
                    Fact("it was", safe(line.was), alone=True),
                    Fact("you", safe(line.mine or line.was), alone=True),
                    Fact("they", safe(line.theirs or line.was), alone=True),
                ]
            )

    @on(Saved)
    def _close(self, message: Saved) -> None:
        self.dismiss(cast("R", message.record))

    @on(Refused)
    def _stay(self, message: Refused) -> None:
        self._saving = False
        if isinstance(message.problem, ChangedMeanwhile):
            self._clash, self._mine = message.problem, {}
            self._show()
            self._say("it was changed once more meanwhile: look again")
        else:
            self._say(unsaved(message.problem))

    def _write(self, theirs: R, record: R) -> None:
        try:
            saved = self._save(self._desk, theirs, record)
        except Exception as problem:  # whatever it is, what was typed must not be lost
            self.post_message(self.Refused(problem))
        else:
            self.post_message(self.Saved(saved))

    def _show(self) -> None:
        clash = self._clash
        noun = type(clash.mine).__name__.lower()
        what = _EDITED.get(type(clash.mine), f"this {noun} while you were editing it")
        who = f"{clash.who} saved {what}"
        self.query_one("#who", Static).update(Content.styled(safe(who).plain, "bold"))
        found = differences(clash.before, clash.mine, clash.theirs)
        self.lines.show([self._line(one) for one in found])
        self._tell()

    def _line(self, one: Difference) -> Line:
        clash = self._clash
        return Line(
            key=one.fields[0],
            label=self._label(one.fields[0]),
            was=self._told(clash.before, one) or _EMPTY,
            mine=(self._told(clash.mine, one) or _EMPTY) if one.mine else "",
            theirs=(self._told(clash.theirs, one) or _EMPTY) if one.theirs else "",
            overlaps=one.overlaps,
        )

    def _kept(self, line: Line) -> Content:
        if not line.overlaps:
            return Content("yours" if line.mine else "theirs")
        if line.key not in self._mine:
            return Content.styled("? choose", "bold $text-warning")
        return Content.styled("yours" if self._mine[line.key] else "theirs", "bold")

    def _say(self, line: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.set_class(bool(line), "-shown")
        problem.update(Content.styled("! ", "bold $text-error") + one_line(line, "$text-error"))


_EDITED: dict[type[Record], str] = {GroundRules: "the ground rules while you were editing them"}
_EMPTY = "(empty)"
