"""A line for somebody's name: the staff's are offered while it is typed, and any other is taken as it stands."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.domain.staff import Member
from crm_tui.services import staff
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap, present
from crm_tui.tui.forms.picker import SHOWN, Picker, PickInput


class NameEntry(Picker):
    """Whoever is taken from the list stands in the line by their login; who is not on it is warned of, not refused."""

    class Known(Message):
        """The store told who works here."""

        def __init__(self, members: Sequence[Member]) -> None:
            super().__init__()
            self.members = tuple(members)
            """Everybody on the list, who left too."""

    def __init__(self, desk: Desk, name: str = "", *, hint: str = "", id: str | None = None) -> None:
        super().__init__(hint=hint, id=id)
        self._desk = desk
        self._begun = name
        self._members: tuple[Member, ...] = ()

    def on_mount(self) -> None:
        """Ask the store who works here."""
        self.run_worker(partial(self._ask, self._desk), thread=True, exclusive=True, group="staff")

    @property
    def typed(self) -> str:
        """The name as it stands."""
        lines = self.query(PickInput)
        return lines.first().value if lines else self._begun

    @property
    def warning(self) -> str:
        """What is to be known of the name before it is saved; empty where it is somebody's who works here."""
        name = self.typed.strip()
        if not self._members or not name:
            return ""
        member = next((one for one in self._members if one.is_called(name)), None)
        if member is None:
            return f"not on the staff list: kept as it stands; {keymap.shown(keymap.STAFF)} on the pages shows who is"
        today = self._desk.today()
        if not member.is_here(today):
            return f"{member.login} left on {present.spoken_day(member.left_on or today, today)}"
        return ""

    def on_name_entry_known(self, event: Known) -> None:
        """Warn of what stands there already."""
        event.stop()
        self._members = event.members
        self._say()

    def _title(self) -> str:
        return self._begun

    def _rows(self) -> Sequence[Member]:
        wanted = folded(self.typed.strip())
        today = self._desk.today()
        near = [one for one in self._members if one.is_here(today) and wanted in folded(f"{one.login} {one.name}")]
        near.sort(key=lambda one: not any(folded(word).startswith(wanted) for word in (one.login, one.name)))
        return near[:SHOWN]

    def _line(self, row: Member) -> str:
        return f"{row.login}  {row.name}".rstrip()

    def _settle(self, row: Member) -> None:
        self._put(row.login)
        self._read(row.login)

    def _read(self, text: str) -> None:
        self.set_reactive(Picker.place, 0)
        typed = text.strip()
        is_somebody = any(one.is_called(typed) for one in self._members)
        is_given = typed == self._begun.strip()
        self._show_list(bool(typed and not is_somebody and not is_given and self._rows()))
        self._say()
        self.post_message(self.Changed(self))

    def _show_list(self, shown: bool) -> None:
        super()._show_list(shown)
        self._say()

    def _nothing(self) -> Content:
        return Content("")

    def _say(self) -> None:
        """The line below is the list's while it is open, and else the warning's."""
        if self.is_open:
            return
        warning = self.warning
        self.set_class(bool(warning), "-warns")
        self.query_one(".matches", Static).update(
            Content.styled("! ", "bold $text-warning") + present.one_line(warning, "$text-warning")
        )

    def _ask(self, desk: Desk) -> None:
        worker = get_current_worker()
        try:
            members: Any = staff.listed(desk.store, desk.today())
        except Exception:  # a name can be typed without the list; what is wrong with the store is told by the page
            return
        if not worker.is_cancelled:
            self.post_message(self.Known(members))
