"""``crm-tui staff``: who works at the desk, and what each of them may do."""

import argparse
from typing import Any

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.staff import Member, Role
from crm_tui.domain.text import quoted
from crm_tui.interchange import staff as report
from crm_tui.paths import store_path
from crm_tui.services import records, staff
from crm_tui.services.desk import Desk

_CHANGES = ("roles", "trainee_under", "not_trainee", "supervisor", "since", "left")


def run(arguments: argparse.Namespace) -> int:
    """Print the staff list, after the change that is asked for."""
    named = [one for one in _CHANGES if getattr(arguments, one) is not None]
    if named and arguments.login is None:
        raise DeskError(f"--{named[0].replace('_', '-')} needs --login: say whom")
    if arguments.name is not None and arguments.login is None and arguments.first_admin is None:
        raise DeskError("--name needs --login or --first-admin: say whom")
    if arguments.first_admin is not None and arguments.login is not None:
        raise DeskError("name the first admin, then change the list: --first-admin and --login go one by one")
    # a new store is claimed before anything else is done with it
    with open_desk(store_path(arguments.store), existing=arguments.first_admin is None) as desk:
        if arguments.first_admin is not None:
            staff.appoint_first_admin(desk, arguments.first_admin, arguments.name or "")
        if arguments.login is not None:
            _change(desk, arguments)
        today = desk.today()
        found = [one for one in staff.listed(desk.store, today) if arguments.all or one.is_here(today)]
        say(report.as_json(found) if arguments.format == "json" else report.as_text(found, today))
        return 0


def _change(desk: Desk, arguments: argparse.Namespace) -> None:
    before = staff.by_login(desk.store, arguments.login)
    today = desk.today()
    values = dict(before) if before else {"login": arguments.login, "since": today}
    if arguments.name is not None:
        values["name"] = arguments.name
    if arguments.roles is not None:
        values["roles"] = _roles(arguments.roles)
    if arguments.trainee_under is not None:
        supervisor = "" if arguments.trainee_under == "-" else arguments.trainee_under
        values |= {"trainee": True, "supervisor": supervisor}
    if arguments.not_trainee:
        values |= {"trainee": False, "supervisor": ""}
    if arguments.supervisor is not None:
        values["supervisor"] = "" if arguments.supervisor == "-" else arguments.supervisor
    _check_trainee(values)
    if arguments.since is not None:
        values["since"] = typed_day("--since", arguments.since, today)
    if arguments.left is not None:
        values["left_on"] = None if arguments.left == "-" else typed_day("--left", arguments.left, today)
    with records.in_plain_words():
        after = Member.model_validate(values)
    staff.save_member(desk, before, after)


def _check_trainee(values: dict[str, Any]) -> None:
    """Refuse a trainee with a role, and say how to end the one or the other."""
    held = [role for role in values.get("roles", ()) if role is not Role.DESK_OFFICER]
    if values.get("trainee") and held:
        told = f"{values['login']} can't be a trainee and {', '.join(held)}: a trainee is a desk officer and no more"
        raise DeskError(f'{told}; --not-trainee ends the one, --roles "{Role.DESK_OFFICER}" the other')


def _roles(typed: str) -> tuple[Role, ...]:
    found = []
    for part in filter(None, (" ".join(one.casefold().split()) for one in typed.split(","))):
        try:
            found.append(Role.BRANCH_MANAGER if part == "manager" else Role(part))
        except ValueError:
            raise DeskError(f"{quoted(part)} is not a role: choose among {', '.join(Role)}") from None
    return tuple(dict.fromkeys(found))
