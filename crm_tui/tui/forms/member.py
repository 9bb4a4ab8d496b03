"""Take somebody on the staff list, or change how they stand there."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, ClassVar

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

    def __init__(self, desk: Desk, record: Member | None) -> None:
        super().__init__(desk, record, {"since": desk.today(), "roles": (Role.DESK_OFFICER,)})
        self.heading = "Change how somebody stands on the staff list" if record else "Take somebody on the staff list"

    def rows(self) -> Iterable[FieldRow]:
        """As for every record, with a line for each role."""
        held = self.record.roles if self.record else ()
        for field in self.FIELDS:
            role = _role_of(field)
            value = getattr(self.record, field.name, None) if self.record else self._defaults.get(field.name)
            yield FieldRow(field, entry_for(field, role in held if role else value))

    def prepare(self, answers: dict[str, Answer]) -> Save[Member] | None:
        """Save it, if whoever sits here may and the rest of the staff allow it."""
        given: dict[str, Any] = {name: answer.value for name, answer in answers.items()}
        roles = tuple(role for role in _GIVEN if given.pop(f"role-{role.name}"))
        base = dict(self.record) if self.record else {}
        built, faults = records.build(Member, base | given | {"roles": roles or (Role.DESK_OFFICER,)})
        if built is None:
            self.show_faults(faults)
            return None
        if isinstance(given["left_on"], date) and given["left_on"] < built.since:
            self.show_faults({"left_on": "that is before they came"})
            return None
        return partial(staff.save_member, self.desk, self.record, built)

    def refused(self, problem: Exception) -> None:
        """What is no login is told under it."""
        if isinstance(problem, staff.BadLogin):
            self.show_faults({"login": str(problem)})
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
