"""``crm-tui check``: what the desk owes and must not forget, on one day."""

import argparse
from datetime import date

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import PROBLEM, complain, say
from crm_tui.domain.errors import DeskError, StoreProblem
from crm_tui.domain.text import quoted
from crm_tui.interchange import daily_check as report
from crm_tui.paths import store_path
from crm_tui.services.check_lines import URGENT, Group
from crm_tui.services.daily_check import DailyCheck, daily_check, known_owner, known_supervisor
from crm_tui.services.desk import Desk


def run(arguments: argparse.Namespace) -> int:
    """Print the list; 1 if something in it is overdue or due on the day.

    2 with a line if the log is damaged, or if a newer program wrote records that this one may not know in full.
    """
    only = _groups(arguments.only) if arguments.only is not None else None
    if arguments.brief and arguments.format != "text":
        raise DeskError("--brief is one line of text: leave --format out")
    if arguments.say_clean and not arguments.brief:
        raise DeskError("--say-clean goes with --brief; without it the list says that a day is clean")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        as_of = desk.today()
        if arguments.as_of is not None:
            as_of = typed_day("--as-of", arguments.as_of, as_of, this_year=True)
        if arguments.brief:
            # a login does not wait for what is not told
            found, whose = _check(desk, arguments, as_of, only or URGENT)
            if line := report.as_brief(found, whose, even_clean=arguments.say_clean):
                say(line)
            return int(found.needs_attention)
        # a login does not load what reads the log beside the records
        from concurrent.futures import ThreadPoolExecutor
        from contextvars import copy_context

        with ThreadPoolExecutor(1) as aside:
            log = aside.submit(copy_context().run, _damage, desk)
            found, whose = _check(desk, arguments, as_of, only)
        damage = log.result()
        if arguments.format == "json":
            say(report.as_json(found, whose, damage))
        else:
            say((report.as_markdown if arguments.format == "markdown" else report.as_text)(found, whose))
        if damage:
            complain(damage)
            return PROBLEM
        return int(found.needs_attention)


def _check(
    desk: Desk, arguments: argparse.Namespace, as_of: date, only: tuple[Group, ...] | None
) -> tuple[DailyCheck, str]:
    store = desk.store
    if arguments.mine:
        found = daily_check(store, as_of, owner=desk.officer, only=only, snoozed_by=desk.officer)
        return found, f"owner {desk.officer}"
    if arguments.team is not None:
        supervisor = known_supervisor(store, arguments.team or desk.officer)
        return daily_check(store, as_of, team=supervisor, only=only), f"team of {supervisor}"
    owner = known_owner(store, arguments.owner) if arguments.owner is not None else None
    return daily_check(store, as_of, owner=owner, only=only), f"owner {owner}" if owner is not None else ""


def _groups(typed: str) -> tuple[Group, ...]:
    """The groups of a list such as ``overdue,today``.

    Raises:
        DeskError: one of them is none; the line names those there are.
    """
    known = {report.name_of(group): group for group in Group} | {"today": Group.TODAY}
    found = []
    for one in typed.split(","):
        name = "_".join(one.lower().replace("-", " ").replace("_", " ").split())
        if name not in known:
            raise DeskError(
                f"{quoted(one.strip())} is no group: choose {', '.join(report.name_of(group) for group in Group)}"
            )
        found.append(known[name])
    return tuple(found)


def _damage(desk: Desk) -> str:
    try:
        desk.store.check_log()
    except StoreProblem as damage:
        return str(damage)
    # a newer program may keep what is owed in fields that this one does not know
    return desk.store.newer_records
