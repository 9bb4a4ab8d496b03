"""Saved views: the searches that somebody keeps for themselves."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from crm_tui.domain.record import Record
from crm_tui.domain.saved_view import SavedView
from crm_tui.services import saved_views
from crm_tui.services.customers import folded
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import safe
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


class ViewsScreen(Page[list[SavedView]]):
    """My views by name; opening one searches for its words as the desk is now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.EDIT, "Rename", "Give the view another name"),
        Binding("w", "remove", "Withdraw", id="views.remove", tooltip="Take the view off your list"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.records: RecordList[SavedView] = RecordList(
            [
                Column("View", lambda one: safe(one.name), lambda one: folded(one.name), share=2),
                Column("Looks for", lambda one: safe(one.asked), lambda one: folded(one.asked), share=3),
            ],
            lambda one: one.id,
            empty=f"No views yet: {keymap.shown(keymap.SEARCH)} searches, and ^s there keeps the words under a name",
            noun="views of yours",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[SavedView]:
        """The views of who sits here."""
        return saved_views.mine(self.desk)

    def show(self, found: list[SavedView]) -> None:
        """Fill the list."""
        self.records.show(found)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a view."""
        return isinstance(record, SavedView) and self.records.select(record.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a view there is none to rename or to take away."""
        if action in ("edit", "remove"):
            return self.records.current is not None
        return super().check_action(action, parameters)

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.search import SearchScreen

        if one := self.records.current:
            self.app.push_screen(SearchScreen(one.asked))

    def action_edit(self) -> None:
        """Give the view under the cursor another name."""
        from crm_tui.tui.forms.view import ViewForm

        if one := self.records.current:
            self.desk_app.open_form(ViewForm(self.desk, one.asked, one))

    def action_remove(self) -> None:
        """Take the view under the cursor away."""
        if (one := self.records.current) is not None and self.desk_app.may_save():
            self.run_worker(partial(self._remove, one), thread=True, group="write")

    def _remove(self, one: SavedView) -> None:
        try:
            saved_views.remove(self.desk, one)
        except Exception as problem:  # whatever it is, the session goes on
            self.app.call_from_thread(self.desk_app.fault, unsaved(problem))
        else:
            self.app.call_from_thread(self.desk_app.desk_changed)
