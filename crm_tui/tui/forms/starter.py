"""Begin with the words, stages, festivals, messages and rules of a trade: all that would change is shown first."""

from collections.abc import Iterable, Mapping
from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.services import starter_sets
from crm_tui.services.desk import Desk
from crm_tui.services.starter_sets import Applied
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import ChoiceEntry, LineEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import YES_NO, FieldRow
from crm_tui.tui.present import lines, one_line
from crm_tui.tui.widgets.facts import TextScroll

_NONE = "none"
_TRADE = Field("trade", "Trade", Shape.CHOICE)
_FIRM = Field("firm", "Firm", hint="as it stands in messages and on prints")
_SURE = Field("sure", "Change it so", Shape.YES_NO)


class Plan(TextScroll):
    """What would change, in lines that scroll."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static(markup=False)

    def show(self, text: Content) -> None:
        """Show other lines."""
        self.query_one(Static).update(text)
        self.scroll_home(animate=False)


class StarterForm(Form[Applied]):
    """The firm's name and its trade; below them each line that would be otherwise."""

    def __init__(self, desk: Desk, plans: dict[str, Applied], *, first: bool = False) -> None:
        """``plans`` is what each set would make of the desk; ``first`` where the desk has just begun."""
        super().__init__(desk, "What kind of firm is this?" if first else "Begin with the set of a trade")
        self._plans = plans
        self._titles = {one.name: one.title for one in starter_sets.sets()}
        kept = next(iter(plans.values()))
        self._asks = kept.loses
        self._firm = kept.before.firm

    def rows(self) -> Iterable[FieldRow]:
        """The name, the trade, and at a desk in use whether it is meant."""
        yield FieldRow(_FIRM, LineEntry(self._firm, hint=_FIRM.hint))
        yield FieldRow(_TRADE, ChoiceEntry([_NONE, *self._plans], _NONE))
        if self._asks:
            yield FieldRow(_SURE, ChoiceEntry(YES_NO, YES_NO[False]))

    def panels(self) -> Iterable[Widget]:
        """What it would change."""
        yield Plan(id="plan")

    def on_mount(self) -> None:
        """Say what stands there."""
        self._show_plan()

    def first(self) -> FieldRow:
        """The name where there is none yet, else the trade."""
        return self.row("trade" if self._firm else "firm")

    def noticed(self, row: FieldRow) -> None:
        """Another trade: other lines."""
        if row.field.name == "trade":
            self._show_plan()

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A trade is chosen or another name typed; at a desk in use it is said that it is meant."""
        plan, firm = self._chosen(answers)
        if plan is None and firm == self._firm:
            return {"trade": "choose one, or leave with escape"}
        if plan is not None and self._asks and not answers["sure"].value:
            return {"sure": "this desk has settings of its own: say yes to change them as it stands below"}
        return super().faults(answers)

    def prepare(self, answers: dict[str, Answer]) -> Save[Applied]:
        """Apply it in one step."""
        plan, firm = self._chosen(answers)
        return partial(starter_sets.apply, self.desk, str(answers["trade"].value) if plan else "", firm=firm)

    def _chosen(self, answers: Mapping[str, Answer]) -> tuple[Applied | None, str]:
        return self._plans.get(str(answers["trade"].value)), " ".join(str(answers["firm"].value or "").split())

    def saved_line(self, result: Applied) -> str:
        """How it is taken back."""
        return f"Saved: {len(result.words)} things changed, u takes all of it back" if result.words else "Saved"

    def _show_plan(self) -> None:
        trade = str(self.row("trade").content)
        plan = self._plans.get(trade)
        if plan is None:
            told = "Left and right show what a trade begins with: its words, stages, messages, festivals and rules."
            text = one_line(f"{told} All of it can be changed later in the settings.")
        else:
            head = Content.styled(self._titles[trade], "bold")
            changes = [lines(line) for line in plan.words] or [Content("The desk is so already.")]
            text = Content("\n").join([head, *changes])
        self.query_one(Plan).show(text)
