"""Who works at the desk, and what each of them may do."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import Field, model_validator

from crm_tui.domain.errors import WrongAt
from crm_tui.domain.record import Line, Record


class Role(StrEnum):
    """What somebody may do beside the daily work."""

    DESK_OFFICER = "desk officer"
    SUPERVISOR = "supervisor"
    CHECKER = "checker"
    BRANCH_MANAGER = "branch manager"
    AUDITOR = "auditor"
    ADMIN = "admin"


MAY_SIGN_OFF = frozenset({Role.CHECKER, Role.BRANCH_MANAGER})
"""Who may approve, return or reject a review that is not their own."""

MAY_CHANGE_STAFF = frozenset({Role.ADMIN, Role.BRANCH_MANAGER})
"""Who may change roles and ground rules."""


class Member(Record):
    """Somebody at the desk. Nobody is ever removed: who left keeps a place in the history."""

    table: ClassVar[str] = "staff"

    login: Line
    """The login of their session: who they are, wherever it matters."""

    name: str = Field(default="", max_length=200)
    """As colleagues write it; it may stand as an owner in place of the login."""

    earlier: tuple[str, ...] = ()
    """Other logins and names under which they stand in records, from before they were changed here."""

    roles: tuple[Role, ...] = (Role.DESK_OFFICER,)
    """What they may do."""

    trainee: bool = False
    """Whether they still learn the work: their deals need a supervisor, and a checker who is neither of them."""

    supervisor: str = ""
    """The login of who supervises them, a trainee or not; empty while nobody is named."""

    since: date
    """The first day at this desk."""

    left_on: date | None = None
    """The last day at this desk; None while they are here."""

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if not self.roles:
            raise ValueError("somebody at the desk has at least one role: desk officer, if no other")
        if self.trainee and set(self.roles) - {Role.DESK_OFFICER}:
            raise WrongAt("a trainee is a desk officer and nothing else", "trainee")
        if Role.AUDITOR in self.roles and len(set(self.roles)) > 1:
            raise WrongAt("an auditor only reads: no other role goes with it", "roles")
        if self.is_called(self.supervisor):
            raise WrongAt("nobody is their own supervisor: name somebody else", "supervisor")
        return self

    def is_called(self, words: str) -> bool:
        """Whether an owner or officer written so is this person."""
        wanted = _plain(words)
        return wanted != "" and wanted in map(_plain, (self.login, self.name, *self.earlier))

    def is_here(self, today: date) -> bool:
        """Whether they still work at this desk."""
        return self.left_on is None or today <= self.left_on

    def has(self, roles: Iterable[Role]) -> bool:
        """Whether they have one of these roles."""
        return not set(roles).isdisjoint(self.roles)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
