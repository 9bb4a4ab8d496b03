"""The staff: who works at this desk, what each of them may do, and who has left."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.record import Record
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member, Role
from crm_tui.services import staff
from crm_tui.services.customers import folded
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, safe, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


class StaffScreen(Page[list[Member]]):
    """Those who are here, or everybody who ever was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Take somebody on the staff list"),
        keymap.named(keymap.EDIT, "Edit", "Change the person under the cursor"),
        keymap.named(keymap.SHOW_ALL, "All/here", "Show those who left too, or only who is here"),
    ]

    def __init__(self, begin_at: int = 0) -> None:
        """``begin_at`` is the number of whoever the cursor begins at."""
        super().__init__()
        self._begin_at = begin_at
        self.all = False
        """Whether those who left are shown."""
        self._here: set[str] = set()
        self.records: RecordList[Member] = RecordList(
            [
                Column("Login", self._login, lambda one: one.login, width=12),
                Column("Name", lambda one: safe(one.name or "–"), lambda one: folded(one.name), share=3),
                Column("May", self._may, lambda one: min(map(list(Role).index, one.roles)), share=4),
                Column("Since", lambda one: self._day(one), lambda one: one.since, width=11),
                Column("Left", lambda one: self._left(one), lambda one: one.left_on or one.since, width=12),
            ],
            lambda one: one.id,
            empty=f"Nobody is on the staff list yet: press {keymap.shown(keymap.NEW)} to name the first",
            noun="people at this desk",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[Member]:
        """The staff list, who is here first."""
        today = self.today
        return [one for one in staff.listed(self.desk.store, today) if self.all or one.is_here(today)]

    def show(self, found: list[Member]) -> None:
        """Fill the list."""
        self._here = {one.login for one in found if one.is_here(self.today)}
        self.records.show(found, "people who are or were here" if self.all else "people at this desk")
        if self._begin_at:
            self.records.select(self._begin_at)
            self._begin_at = 0

    def point_at(self, record: Record) -> bool:
        """Set the cursor on somebody."""
        return isinstance(record, Member) and self.records.select(record.id)

    def action_new(self) -> None:
        """Take somebody on the list; at a store without an admin, name that one first."""
        from crm_tui.tui.forms.member import MemberForm

        if self.desk_app.may(MAY_CHANGE_STAFF, "changing the staff"):
            self.desk_app.open_form(MemberForm(self.desk, None))

    @on(RecordList.Opened)
    def action_edit(self) -> None:
        """Change how somebody stands on the list."""
        from crm_tui.tui.forms.member import MemberForm

        if (one := self.records.current) and self.desk_app.may(MAY_CHANGE_STAFF, "changing the staff"):
            self.desk_app.open_form(MemberForm(self.desk, one))

    def action_show_all(self) -> None:
        """Show those who left too, or leave them out."""
        self.all = not self.all
        self.reload()

    def _login(self, one: Member) -> Content:
        return safe(one.login, "" if one.is_here(self.today) else Tone.QUIET)

    def _may(self, one: Member) -> Content:
        if not one.trainee:
            return Content(", ".join(one.roles))
        if one.supervisor in self._here:
            return safe(f"trainee under {one.supervisor}")
        missing = f"! {one.supervisor} has left" if one.supervisor else "! no supervisor"
        return Content("trainee, ") + safe(missing, Tone.CAUTION)

    def _day(self, one: Member) -> Content:
        return Content(spoken_day(one.since, self.today))

    def _left(self, one: Member) -> Content:
        if one.left_on is None:
            return Content("")
        day = spoken_day(one.left_on, self.today)
        return safe(day if one.left_on < self.today else f"last {day}", Tone.QUIET)
