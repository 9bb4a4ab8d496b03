"""The officers: what each of them has before them, those of one's own team or of the whole desk."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.staff import Member
from crm_tui.services.check_lines import URGENT, Group
from crm_tui.services.customers import folded
from crm_tui.services.people import People
from crm_tui.services.team import Load, loads
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, counted, safe
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.day_summary import MARKS
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_COUNTED = (Group.OVERDUE, Group.TODAY, Group.NEXT, Group.NO_DATE)


class TeamScreen(Page[tuple[Load, ...]]):
    """An officer on each line; opening one shows their day."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.SHOW_ALL, "All/team", "Show the whole desk, or only your own team"),
        keymap.named(keymap.HAND_OVER_CUSTOMER, "Hand over", "Ask somebody else to take the officer's whole book over"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.all: bool | None = None
        """Whether the whole desk was asked for; None until somebody chose."""
        self._leads = False
        self.records: RecordList[Load] = RecordList(
            [
                Column("Officer", _officer, lambda one: folded(one.called), share=3),
                *(_count(group) for group in _COUNTED),
                Column("Days late", lambda one: _number(one.latest), lambda one: one.latest, width=9, right=True),
                Column("▲", lambda one: _number(one.passed_on), lambda one: one.passed_on, width=3, right=True),
                Column("Kept on time", _kept, lambda one: -1 if one.share is None else one.share, width=16, right=True),
            ],
            lambda one: one.called,
            empty="Nobody owes anything, and nobody is on the staff list",
            noun="officers",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> tuple[Load, ...]:
        """The numbers of everybody who was asked for."""
        store, today = self.desk.store, self.desk.today()
        self._leads = bool(People(store.find(Member), today).team(self.desk.officer))
        only_team = self._leads and not self.all
        return loads(store, today, self.desk.officer if only_team else "")

    def show(self, found: tuple[Load, ...]) -> None:
        """Fill the list."""
        team = self._leads and not self.all
        passed = sum(one.passed_on for one in found)
        told = ["late in working days"] if any(one.latest for one in found) else []
        if passed:
            told.append(f"▲ {counted(passed, 'line')} that others have to know of")
        self.records.show(found, "officers of your team" if team else "officers", " · ".join(told))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only who leads a team can choose."""
        return self._leads if action == "show_all" else super().check_action(action, parameters)

    def action_hand_over(self) -> None:
        """Hand over all that is with the officer under the cursor."""
        from crm_tui.tui.forms.handover import HandoverForm

        if one := self.records.current:
            owner = one.member.login if one.member else one.called
            self.desk_app.open_form(HandoverForm.of_book(self.desk, owner))

    def action_show_all(self) -> None:
        """Show the whole desk, or only one's team."""
        self.all = not self.all
        self.reload()

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.today import TodayScreen

        if one := self.records.current:
            self.app.push_screen(TodayScreen(one.member.login if one.member else one.called))


def _officer(one: Load) -> Content:
    if one.member is None:
        return safe(f"{one.called} (not on the staff list)", Tone.QUIET)
    if one.member.trainee:
        under = f"trainee under {one.member.supervisor}" if one.member.supervisor else "trainee, no supervisor"
        return safe(f"{one.called} ({under})", "" if one.member.supervisor else Tone.CAUTION)
    return safe(one.called)


def _count(group: Group) -> Column[Load]:
    mark = MARKS[group]
    return Column(
        mark.word.capitalize() if group is not Group.TODAY else "Today",
        lambda one: Content.styled(_plain(one.counts[group]), mark.style),
        lambda one: one.counts[group],
        width=8,
        right=True,
        from_width=0 if group in URGENT else 70,
    )


def _kept(one: Load) -> Content:
    if not one.due:
        return Content.styled("none yet", Tone.QUIET)
    return Content(f"{one.on_time} of {one.due}" + (f"  {one.share} %" if one.share is not None else ""))


def _number(count: int) -> Content:
    return Content(_plain(count))


def _plain(count: int) -> str:
    return str(count) if count else ""
