"""The answers to a handover at the keyboard: accept, return, recall, print."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from crm_tui.domain.handover import Handover
from crm_tui.services import handover, handovers
from crm_tui.services.customers import Names
from crm_tui.services.outcomes import Outcome
from crm_tui.services.permissions import is_same
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.screens.page import Page, Told

Found = TypeVar("Found")


class HandingPage(Page[Found]):
    """A page on which handovers are answered: the one that is meant, or all that are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.ANSWERS,
        keymap.named(keymap.PRINT, "Print", "Print the pack, or the packs of all that are marked"),
    ]

    class Done(Message):
        """The store has it."""

        def __init__(self, outcome: Outcome, told: Told) -> None:
            super().__init__()
            self.outcome = outcome
            """What was done."""
            self.told = told
            """Who is told of it."""

    class Stopped(Message):
        """Nothing was changed."""

        def __init__(self, problem: Exception) -> None:
            super().__init__()
            self.problem = problem
            """Why."""

    def handovers(self) -> Sequence[Handover]:
        """Those that are meant."""
        raise NotImplementedError

    def to_read(self) -> None:
        """Promises are still to be read: show the first of them."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what who sits here may answer is offered."""
        ones, me, store = self.handovers(), self.desk.officer, self.desk.store
        match action:
            case "accept" | "send_back":
                return any(one.waits and is_same(store, one.to, me) for one in ones)
            case "recall":
                return any(handovers.may_take_back(self.desk, store, one) for one in ones)
            case "print":
                return bool(ones)
        return super().check_action(action, parameters)

    def action_accept(self) -> None:
        """Take over what is meant."""
        self._do(handover.accept)

    def action_recall(self) -> None:
        """Take back what one proposed."""
        self._do(handover.take_back)

    def action_send_back(self) -> None:
        """Return it, with the reason."""
        from crm_tui.tui.forms.handover import ReturnForm

        ones, store = self.handovers(), self.desk.store
        if ones:
            name = handovers.title(store, ones[0], Names(store).of(ones[0].customer_id))
            self.desk_app.open_form(ReturnForm(self.desk, ones, name), self.marks())

    def action_print(self) -> None:
        """Print the pack to a file."""
        from crm_tui.tui.forms.print_pack import PrintPackForm

        ones, store = self.handovers(), self.desk.store
        if ones:
            name = handovers.title(store, ones[0], Names(store).of(ones[0].customer_id))
            self.app.push_screen(PrintPackForm(self.desk, [one.id for one in ones], name))

    def _do(self, act: Callable[..., Outcome]) -> None:
        ones = self.handovers()
        if ones and self.desk_app.may_save():
            self.run_worker(partial(self._write, act, ones, self.marks()), thread=True, group="write")

    def _write(self, act: Callable[..., Outcome], ones: Sequence[Handover], told: Told) -> None:
        try:
            message: Message = self.Done(act(self.desk, ones), told)
        except Exception as problem:  # nothing was changed: the page says so and stays
            message = self.Stopped(problem)
        self.post_message(message)

    @on(Done)
    def _tell(self, message: Done) -> None:
        message.told(message.outcome)
        self.desk_app.desk_changed()
        words = message.outcome.words
        self.app.notify(f"{words[:1].upper()}{words[1:]}", markup=False)

    @on(Stopped)
    def _stopped(self, message: Stopped) -> None:
        self.desk_app.fault(unsaved(message.problem), late=True)
        if isinstance(message.problem, handover.Unread):
            self.to_read()
