"""Asks at a store that has no admin who it is."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.staff import Member
from crm_tui.services import staff
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import LineEntry
from crm_tui.tui.forms.fields import Field
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow

_WHY = (
    "Somebody must be admin of this store: they say who works here, who checks deals before they are signed, and by "
    "which rules. Whoever sits here is offered; another login will do. The store's history keeps every change of it."
)
_WITHOUT = "You can put it off and work on, but {without}."


class FirstAdminForm(Form[Member]):
    """The login of the session is offered; it can be put off."""

    KEEPS_DRAFT: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Who is admin of this store?")

    def rows(self) -> Iterable[FieldRow]:
        """A login, and a name for it."""
        login = Field("login", "Login", hint="as they log in to this machine", required=True)
        yield FieldRow(login, LineEntry(self.desk.officer, hint=login.hint))
        name = Field("name", "Name", hint="as colleagues write it; may be left out")
        yield FieldRow(name, LineEntry(hint=name.hint))

    def panels(self) -> Iterable[Widget]:
        """What it is for, and what waits without."""
        yield Static(_WHY, markup=False, classes="explained")
        yield Static(_WITHOUT.format(without=staff.WITHOUT_AN_ADMIN), markup=False, classes="explained")

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """Nobody is no admin."""
        return {} if str(answers["login"].value).strip() else {"login": "please fill this in"}

    def prepare(self, answers: dict[str, Answer]) -> Save[Member]:
        """Name them."""
        login, name = str(answers["login"].value).strip(), str(answers["name"].value)
        return partial(staff.appoint_first_admin, self.desk, login, name)

    def first(self) -> FieldRow:
        """The login, though it is filled in: who begins to type sees what becomes of it."""
        return self.row("login")

    def saved_line(self, result: Member) -> str:
        """Who it is, and where the others are named."""
        staff_key, rules_key = keymap.shown(keymap.STAFF), keymap.shown(keymap.RULES)
        return (
            f"{result.name or result.login} is admin: {staff_key} names the others, {rules_key} sets the ground rules"
        )
