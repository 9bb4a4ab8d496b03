"""Whom a customer who is being typed may be: one line that says so and why, and stops nobody."""

from functools import partial

from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.domain.customer import Customer
from crm_tui.services import lookalikes
from crm_tui.services.desk import Desk
from crm_tui.services.lookalikes import MayBe
from crm_tui.tui.present import safe

_PAUSE = 0.25
_LEAST = 3
"""Letters of a name that are enough to look."""


class WhoElse(Static):
    """Asks in a thread once typing pauses; without an answer it takes no room."""

    class Looked(Message):
        """The store told who it may be."""

        def __init__(self, typed: Customer, found: tuple[MayBe, ...]) -> None:
            super().__init__()
            self.typed = typed
            """Who was typed."""
            self.found = found
            """The likeliest first."""

    class Changed(Message):
        """Somebody else is meant, or nobody."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False, classes="who-else")
        self._desk = desk
        self._typed: Customer | None = None
        self._timer: Timer | None = None
        self.found: tuple[MayBe, ...] = ()
        """Whom, the likeliest first."""

    @property
    def line(self) -> Content:
        """Who it may be and why, and which key opens them; empty where it is nobody."""
        if not self.found:
            return Content("")
        more = f" · and {len(self.found) - 1} more" if len(self.found) > 1 else ""
        return Content.assemble(
            Content.styled("? ", "bold $text-warning"), safe(f"^g opens: {self.found[0].told}{more}", "$text-warning")
        )

    def ask(self, typed: Customer | None) -> None:
        """Look once typing pauses; None for nobody."""
        if typed is not None and len(typed.name) < _LEAST:
            typed = None
        if typed == self._typed:
            return
        self._typed = typed
        if self._timer is not None:
            self._timer.stop()
        if typed is None:
            self._tell(())
        else:
            self._timer = self.set_timer(_PAUSE, partial(self._look, typed))

    def _look(self, typed: Customer) -> None:
        self.run_worker(partial(self._read, typed), thread=True, exclusive=True, group="who else")

    def _read(self, typed: Customer) -> None:
        worker = get_current_worker()
        try:
            found = lookalikes.may_be(self._desk.store, typed)
        except Exception:  # a form goes on without what it would only show
            found = ()
        if not worker.is_cancelled:
            self.post_message(self.Looked(typed, found))

    def on_who_else_looked(self, event: Looked) -> None:
        """Show the answer, if it is still asked for."""
        event.stop()
        if event.typed == self._typed:
            self._tell(event.found)

    def _tell(self, found: tuple[MayBe, ...]) -> None:
        if found == self.found:
            return
        self.found = found
        self.update(self.line)
        self.set_class(bool(found), "-found")
        self.post_message(self.Changed())

    def open(self) -> None:
        """Show the customer that it may be, above what is typed."""
        if self.found:
            from crm_tui.tui.screens.customer import CustomerPage

            self.app.push_screen(CustomerPage(self.found[0].customer.id))
