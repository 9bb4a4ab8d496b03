"""Asking at the screen who is admin of a store that nobody has claimed."""

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from crm_tui.domain.staff import Member
from crm_tui.tui import keymap
from crm_tui.tui.faults import unread

if TYPE_CHECKING:
    from crm_tui.services.starter_sets import Applied
    from crm_tui.tui.app import DeskApp


class Claiming:
    """Asks once it is known that nobody is; whether somebody can log in may take the system long to tell."""

    def __init__(self, app: "DeskApp") -> None:
        self._app = app

    def ask(self) -> None:
        """Ask who is admin, if nobody is."""
        if not self._app.seen.read_only and not self._app.seen.problem:
            self._look(put_off=False)

    def open(self) -> None:
        """Show the form."""
        from crm_tui.tui.forms.first_admin import FirstAdminForm

        self._app.push_screen(FirstAdminForm(self._app.desk), self._answered)

    def _answered(self, admin: Member | None) -> None:
        if admin is not None:
            self._app.saved(admin)
            if admin.login == self._app.desk.officer:
                self.begin_with_a_trade(first=True)
        else:
            self._look(put_off=True)

    def begin_with_a_trade(self, *, first: bool = False) -> None:
        """Ask what kind of firm this is; ``first`` only where the desk has nothing yet."""
        self._app.hold()
        self._app.run_worker(partial(self._plan, first), thread=True, exclusive=True, group="begin")

    def _plan(self, first: bool) -> None:
        from crm_tui.services import starter_sets

        store = self._app.desk.store
        try:
            if not first or starter_sets.is_new(store):
                plans = {one.name: starter_sets.planned(store, one.name) for one in starter_sets.sets()}
                self._app.call_from_thread(self._ask_for_trade, plans, first)
        except Exception as problem:  # the store says itself what is wrong with it
            self._app.call_from_thread(partial(self._app.fault, unread(problem), late=True))
        finally:
            self._app.call_from_thread(self._app.let_go)

    def _ask_for_trade(self, plans: "dict[str, Applied]", first: bool) -> None:
        from crm_tui.tui.forms.starter import StarterForm

        # what is typed into a form that was opened meanwhile must not go into this one
        if not (first and isinstance(self._app.screen, ModalScreen)):
            self._app.open_form(StarterForm(self._app.desk, plans, first=first))

    def _look(self, *, put_off: bool) -> None:
        self._app.run_worker(partial(self._see, put_off), thread=True, exclusive=True, group="claim")

    def _see(self, put_off: bool) -> None:
        from crm_tui.services import staff

        try:
            unclaimed = staff.is_unclaimed(self._app.desk)
        except Exception as problem:  # the store says itself what is wrong with it
            self._app.call_from_thread(partial(self._app.fault, unread(problem), late=True))
        else:
            if unclaimed:
                self._app.call_from_thread(self._tell if put_off else self._open_on_a_page)

    def _open_on_a_page(self) -> None:
        # what is typed into a form that was opened meanwhile must not go into this one
        if not isinstance(self._app.screen, ModalScreen):
            self.open()

    def _tell(self) -> None:
        from crm_tui.services.staff import WITHOUT_AN_ADMIN

        key = self._app.get_key_display(keymap.STAFF)
        told = f"Put off: {WITHOUT_AN_ADMIN}. {key} names one"
        self._app.notify(told, severity="warning", timeout=8)
