"""Saying what becomes of a finding: a choice, then the form of that answer."""

from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.resolution import Answer
from crm_tui.domain.text import visible
from crm_tui.services.deal_findings import DealFile
from crm_tui.tui.deciding import Choice, choices, keep_answer
from crm_tui.tui.faults import unsaved
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.page import Page

Found = TypeVar("Found")


class ResolvingPage(Page[Found]):
    """A page on which the finding that is meant can be settled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "resolve", "Resolve", id="review.resolve", tooltip="Say what becomes of it, or take that back")
    ]

    class Decided(Message):
        """The store has what was decided."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice
            """What."""

    def meant(self) -> tuple[DealFile, DealFinding] | None:
        """The finding that is meant; None where there is none."""
        raise NotImplementedError

    @property
    def warning(self) -> str:
        """What whoever settles a finding should know first."""
        return ""

    @property
    def over(self) -> str:
        """Why nothing is settled here any more; empty while something can be."""
        return ""

    def action_resolve(self) -> None:
        """Ask what becomes of the finding under the cursor."""
        if self.over:
            self.desk_app.fault(self.over)
            return
        meant = self.meant()
        if meant is None:
            self.app.notify("There is nothing to resolve on this line: go to one that wants attention")
            return
        file, found = meant
        offered = choices(self.desk, file, found)
        if not offered:
            self.desk_app.fault(f"the ground rules let nobody waive “{found.rule}”: enter opens where it is put right")
            return
        title = visible(f"What becomes of it? {found.label}")
        if self.warning:
            title += f"\n{self.warning}"
        answers = [(one.name, visible(one.words)) for one in offered]
        self.app.push_screen(ChoiceScreen(title, answers), partial(self._chosen, file, found, offered))

    def _chosen(self, file: DealFile, found: DealFinding, offered: list[Choice], name: str | None) -> None:
        from crm_tui.tui.forms.resolution import ResolutionForm
        from crm_tui.tui.forms.waiver import WaiverForm

        choice = next((one for one in offered if one.name == name), None)
        if choice is None:
            return
        if choice.waiver:
            self.desk_app.open_form(WaiverForm(self.desk, file.deal.id, found))
        elif choice.sure:
            answers = [("no", "not yet"), ("yes", "yes: nobody has to look at it again, and I can't check this deal")]
            self.app.push_screen(ChoiceScreen(visible(choice.sure), answers), partial(self._made_sure, choice))
        elif choice.keep is not None:
            if self.desk_app.may_save():
                self.run_worker(partial(self._keep, choice), thread=True, group="write")
        elif choice.answer is not None:
            answer = choice.answer
            self.desk_app.open_form(
                ResolutionForm(
                    self.desk,
                    found.label,
                    answer,
                    lambda details: keep_answer(file, found, answer, details, self.desk),
                )
            )

    def _made_sure(self, choice: Choice, answer: str | None) -> None:
        if answer == "yes" and self.desk_app.may_save():
            self.run_worker(partial(self._keep, choice), thread=True, group="write")

    def _keep(self, choice: Choice) -> None:
        assert choice.keep is not None
        try:
            choice.keep(self.desk)
            message: Message = self.Decided(choice)
        except Exception as fault:  # nothing was changed: the page says so and stays
            message = self.Failed(unsaved(fault))
        self.post_message(message)

    @on(Decided)
    def _decided(self, message: Decided) -> None:
        self.desk_app.desk_changed()
        if message.choice.answer is Answer.AMEND:
            # the paper is often attached days later: leaving the form keeps the decision, and that has to be known
            self.app.notify("Kept: nothing is signed before the new version is attached; x takes that back")
            self.attach_next()

    def attach_next(self) -> None:
        """Offer to attach the new version."""
        raise NotImplementedError
