"""Taking back what one did last, at the keyboard; what was done in another session only if it is meant."""

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from crm_tui.domain.text import visible
from crm_tui.services.actions import Action
from crm_tui.services.desk_clock import at_desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.ports import Saved
from crm_tui.tui.faults import unread, unsaved
from crm_tui.tui.present import spoken_day
from crm_tui.tui.screens.page import Seeks

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp

_MOST = 10
"""Of so many acts it is kept what comes back with them; what a session holds must not grow with its length."""


class Undoing:
    """What can be taken back in one program."""

    def __init__(self, app: "DeskApp") -> None:
        self._app = app
        self._has_earlier = False
        self._along: deque[tuple[Action, Callable[[], object]]] = deque(maxlen=_MOST)

    @property
    def is_possible(self) -> bool:
        """Whether something may be taken back."""
        return self._app.desk.done.last is not None or self._has_earlier

    def along(self, back: Callable[[], object]) -> None:
        """Do this too when what was done last is taken back: a page may have let go of something with it."""
        if self._app.desk.done.last is not None:
            self._along.append((self._app.desk.done.last, back))

    def look_for_earlier(self) -> None:
        """See in a thread of its own whether the last session left something to take back."""

        # nobody has asked: who does is told what is wrong
        def look() -> None:
            from crm_tui.services import undo

            with suppress(Exception):
                self._has_earlier = undo.earlier(self._app.desk) is not None
            if self._has_earlier:
                self._app.call_from_thread(self._app.refresh_bindings)

        self._app.run_worker(look, thread=True, group="earlier")

    def take_back(self) -> None:
        """Take back what was done last."""
        if self._app.may_save():
            work: Callable[[], None] = self._take_back
            if self._app.desk.done.last is None:
                self._app.hold()
                work = self._look_back
            self._app.run_worker(work, thread=True, group="write")

    def _look_back(self) -> None:
        from crm_tui.services import undo

        try:
            saved = undo.earlier(self._app.desk)
        except Exception as fault:  # nothing was changed: it is said why
            self._app.call_from_thread(self._app.fault, unread(fault))
        else:
            self._app.call_from_thread(self._ask_whether_meant, saved)
        finally:
            self._app.call_from_thread(self._app.let_go)

    def _ask_whether_meant(self, saved: Saved | None) -> None:
        if saved is None:
            self._has_earlier = False
            self._app.refresh_bindings()
            self._app.fault("nothing that you did last can be taken back: open it and change it there")
            return
        from crm_tui.services import undo
        from crm_tui.tui.screens.choice import ChoiceScreen

        def answered(name: str | None) -> None:
            if name == "take back" and self._app.may_save():
                self._app.run_worker(partial(self._take_back, saved), thread=True, group="write")

        desk = self._app.desk
        at = at_desk(saved.at, in_force(desk.store))
        day = spoken_day(at.date(), desk.today())
        title = f"Take back what you did in another session, {day} at {at:%H:%M}?\n{visible(undo.told(saved))}"
        self._app.push_screen(ChoiceScreen(title, [("leave", "leave it"), ("take back", "take it back")]), answered)

    def _take_back(self, saved: Saved | None = None) -> None:
        from crm_tui.services import undo

        try:
            desk = self._app.desk
            action = undo.take_back_earlier(desk, saved) if saved else undo.take_back(desk)
        except Exception as fault:  # nothing was changed: it is said why
            self._app.call_from_thread(self._app.fault, unsaved(fault))
        else:
            self._app.call_from_thread(self._taken_back, action)

    def _taken_back(self, action: Action) -> None:
        # the last thing done is now that something was taken back
        self._has_earlier = False
        for one, back in self._along:
            if one is action:
                back()
        if isinstance(self._app.screen, Seeks):
            self._app.screen.seek([one.before for one in action.changes if one.before is not None])
        self._app.desk_changed()
        self._app.notify(f"Taken back: {action.told}")
