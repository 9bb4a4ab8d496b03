"""Take somebody on the staff list, or change how they stand there."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from crm_tui.domain.record import Record
from crm_tui.domain.staff import Member, Role
from crm_tui.services import records, staff
from crm_tui.services.desk import Desk
from crm_tui.services.merging import Difference
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow, entry_for

PAUSE = 0.3
"""Seconds without a key before a login is looked up."""

_GIVEN = tuple(role for role in Role if role is not Role.DESK_OFFICER)
"""The roles that are asked for one by one: everybody else is a desk officer."""


class MemberForm(RecordForm[Member]):
    """Who they are, what they may do, and how long they are here."""

    KIND: ClassVar[type[Record]] = Member
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("login", "Login", hint="as they log in to this machine"),
        Field("name", "Name", hint="as colleagues write it"),
        *(Field(f"role-{role.name}", role.capitalize(), Shape.YES_NO) for role in _GIVEN),
        Field("trainee", "Trainee", Shape.YES_NO),
        Field("supervisor", "Supervised by", hint="whose team they are in, by login"),
        Field("since", "Here since", Shape.PAST_DAY, required=True),
        Field("left_on", "Last day here", Shape.DAY, hint="empty while they stay"),
    )

    ROW_OF: ClassVar[Mapping[str, str]] = {"roles": f"role-{Role.ADMIN.name}"}

    class LookedUp(Message):
        """The system told whether it knows a login."""

        def __init__(self, login: str, known: bool) -> None:
            super().__init__()
            self.login = login
            """Which."""
            self.known = known
            """Whether somebody can log in under it."""

    def __init__(self, desk: Desk, record: Member | None) -> None:
        super().__init__(desk, record, {"since": desk.today(), "roles": (Role.DESK_OFFICER,)})
        self._timer: Timer | None = None
        self.heading = "Change how somebody stands on the staff list" if record else "Take somebody on the staff list"

    def rows(self) -> Iterable[FieldRow]:
        """As for every record, with a line for each role."""
        held = self.record.roles if self.record else ()
        for field in self.FIELDS:
            role = _role_of(field)
            value = getattr(self.record, field.name, None) if self.record else self._defaults.get(field.name)
            yield FieldRow(field, entry_for(field, role in held if role else value))

    def on_mount(self) -> None:
        """Look whether the system knows the login that stands there."""
        self._look()

    def noticed(self, row: FieldRow) -> None:
        """A login is looked up once nothing is typed for a moment: the system may take long to tell."""
        super().noticed(row)
        if row.field.name == "login":
            row.show_told(Content(""))
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(PAUSE, self._look)

    def _look(self) -> None:
        login = str(self.row("login").content).strip()
        if login:
            self.run_worker(partial(self._ask, self.desk, login), thread=True, exclusive=True, group="login")

    def _ask(self, desk: Desk, login: str) -> None:
        worker = get_current_worker()
        known = login == desk.officer or desk.knows_login(login)
        if not worker.is_cancelled:
            self.post_message(self.LookedUp(login, known))

    @on(LookedUp)
    def _tell(self, event: LookedUp) -> None:
        row = self.row("login")
        if str(row.content).strip() == event.login:
            told = "" if event.known else "this machine knows no such login: nobody could work under it"
            row.show_told(Content.styled(f"! {told}", "$text-warning") if told else Content(""))

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """What nobody on the staff list can be, and a last day before the first."""
        built, faults = self._built(answers)
        if "roles" in faults:
            # one role is not a field of the form: the one that goes with no other is
            faults[f"role-{Role.AUDITOR.name}"] = faults.pop("roles")
        left = answers["left_on"].value
        if built is not None and isinstance(left, date) and left < built.since:
            return {"left_on": f"that is before they came: give {built.since} or a later day"}
        return faults

    def prepare(self, answers: dict[str, Answer]) -> Save[Member] | None:
        """Save it, if whoever sits here may and the rest of the staff allow it."""
        built, _ = self._built(answers)
        return partial(staff.save_member, self.desk, self.record, built) if built else None

    def _built(self, answers: Mapping[str, Answer]) -> tuple[Member | None, dict[str, str]]:
        given: dict[str, Any] = {name: answer.value for name, answer in answers.items()}
        roles = tuple(role for role in _GIVEN if given.pop(f"role-{role.name}"))
        base = dict(self.record) if self.record else {}
        return records.build(Member, base | given | {"roles": roles or (Role.DESK_OFFICER,)})

    def refused(self, problem: Exception) -> None:
        """Who still owns something can hand their book over at once."""
        if isinstance(problem, staff.StillOwns):
            from crm_tui.tui.forms.handover import HandoverForm

            told = f"{problem.login} still has {problem.what.words}: hand the book over first"
            self.show_faults({problem.field: told})
            self.app.push_screen(HandoverForm.of_book(self.desk, problem.login))
        else:
            super().refused(problem)

    def save_over(self, desk: Desk, theirs: Member, both: Member) -> Member:
        """As any other change of the staff list."""
        return staff.save_member(desk, theirs, both)

    def _told(self, record: Record, difference: Difference) -> str:
        if difference.fields == ("roles",) and isinstance(record, Member):
            return ", ".join(record.roles)
        return super()._told(record, difference)


def _role_of(field: Field) -> Role | None:
    return next((role for role in _GIVEN if field.name == f"role-{role.name}"), None)
