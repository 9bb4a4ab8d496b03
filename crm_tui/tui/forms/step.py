"""A step of a review, with what somebody says to it."""

from collections.abc import Callable, Iterable
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.services.desk import Desk
from crm_tui.services.reviews import Changed, Refused
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import one_line

LookAgain = Callable[[], tuple[str, ...]]
"""Takes what stands now for what was seen, and says what changed; reads the store."""


class StepForm(Form[Review]):
    """What is to be done, on what, and why. A refusal keeps what was typed."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        asked: str,
        hint: str,
        take: Callable[[str], Review],
        *,
        told: Iterable[str] = (),
        look_again: LookAgain | None = None,
        drafted: str = "",
        draft: Callable[[str], Review] | None = None,
    ) -> None:
        """``take`` takes the step with what was typed; ``told`` is what it is taken on.

        ``look_again`` is asked where the deal changed while the form was open. ``drafted`` stands in the field at
        first; with ``draft`` what was typed is kept when the form is left.
        """
        super().__init__(desk, title)
        self._field = Field("why", asked, Shape.TEXT, hint=hint)
        self._take = take
        self._told = tuple(told)
        self._look_again = look_again
        self._drafted = drafted
        self._draft = draft
        self._leaving = False
        self._panel = Static(markup=False, id="told")

    def rows(self) -> Iterable[FieldRow]:
        """What is said to it."""
        yield FieldRow(self._field, entry_for(self._field, self._drafted))

    def panels(self) -> Iterable[Widget]:
        """What it is taken on."""
        self._say(self._told)
        yield self._panel

    def action_leave(self) -> None:
        """Close the form; what can be kept as a draft is kept, and nobody is asked."""
        if self._draft is None or self._leaving or not self.dirty:
            super().action_leave()
            return
        self._leaving = True
        typed = str(self.row("why").answer(self.desk.today()).value)
        self.write(partial(self._draft, typed))

    def saved_line(self, result: Review) -> str:
        """That a draft was kept, which the page below only shows as a state."""
        return "Kept as a draft: it stands here when you go on" if result.state is ReviewState.DRAFT else ""

    def prepare(self, answers: dict[str, Answer]) -> Save[Review]:
        """Take the step."""
        return partial(self._step, str(answers["why"].value))

    def refused(self, problem: Exception) -> None:
        """What changed meanwhile is listed."""
        if isinstance(problem, _LookedAgain):
            self._say(("It changed while you were typing. Save again to decide on it as it is now:", *problem.changed))
            self.show_problem(str(problem))
        else:
            super().refused(problem)

    def _step(self, why: str) -> Review:
        try:
            return self._take(why)
        except Changed as problem:
            if self._look_again is None:
                raise
            raise _LookedAgain(str(problem), self._look_again()) from problem

    def _say(self, told: Iterable[str]) -> None:
        self._panel.update(Content("\n").join(one_line(line) for line in told))


class _LookedAgain(Refused):
    """The deal is no longer as it was seen; it has been read again."""

    def __init__(self, told: str, changed: tuple[str, ...]) -> None:
        super().__init__(told)
        self.changed = changed
        """What changed."""
