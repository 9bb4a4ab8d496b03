"""Saying where a commitment stands, in one key, on every page that shows commitments."""

from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.interaction import Channel
from crm_tui.services import acts
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import status_mark
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.record_list import RecordList

Found = TypeVar("Found")


class SettlingPage(Page[Found]):
    """A page on which the commitment that is meant can be settled or opened again."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.SETTLE]

    class Settled(Message):
        """The store has it."""

        def __init__(self, commitment: Commitment) -> None:
            super().__init__()
            self.commitment = commitment
            """As it stands now."""

    def commitment(self) -> Commitment | None:
        """The commitment that is meant; None where there is none."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what changes something is offered."""
        if action != "settle":
            return super().check_action(action, parameters)
        meant = self.commitment()
        return meant is not None and meant.is_open is (parameters != (Status.OPEN.value,))

    def action_settle(self, status: str) -> None:
        """Record where the commitment stands."""
        meant = self.commitment()
        if meant is not None and self.desk_app.may_save():
            self.run_worker(partial(self._settle, meant, Status(status)), thread=True, group="write")

    @on(RecordList.Moved)
    def _offer(self) -> None:
        self.refresh_bindings()

    @on(Settled)
    def _tell(self, message: Settled) -> None:
        self.desk_app.desk_changed()
        self.app.notify(f"{status_mark(message.commitment.status)}: {message.commitment.words}")

    def _settle(self, meant: Commitment, status: Status) -> None:
        try:
            message: Message = self.Settled(self._acted(meant, status))
        except Exception as fault:  # nothing was changed: the page says so and stays
            message = self.Failed(unsaved(fault))
        self.post_message(message)

    def _acted(self, meant: Commitment, status: Status) -> Commitment:
        desk, today = self.desk, self.desk.today()
        if status is Status.KEPT:
            done = acts.keep(desk, [meant], today)
        elif status is Status.BROKEN:
            done = acts.break_(desk, [meant], "no reason was given")
        elif status is Status.WITHDRAWN:
            done = acts.withdraw(desk, [meant], Channel.CALL, today)
        else:
            done = acts.reopen(desk, [meant])
        return self.desk.store.get(Commitment, done.changed[0].id) or meant
