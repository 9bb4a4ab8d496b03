"""The arguments of ``crm-tui promise`` and ``crm-tui done``."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_promise(commands: Commands) -> None:
    """``crm-tui promise``."""
    command = new_command(
        commands,
        "promise",
        _promise,
        "understand and record one line in the words of the desk, and print the number of each commitment in it "
        "(exit 0: saved, 2: nothing saved; where several are meant they are listed)",
        'crm-tui promise "ravi: call back fri 4pm re prepayment @asha"\n'
        '  crm-tui promise "8.4 fixed for 3 yrs, no PF" --customer Kelaskar --due fri\n'
        '  crm-tui promise "task: ravi: prepare the note by 25 nov #home loan" --dry-run',
    )
    command.add_argument("text", metavar="TEXT", help="for whom, a colon, and what: in the desk's own words")
    command.add_argument("--customer", metavar="NAME", help="for whom: a name, part of it, or a number")
    command.add_argument("--new", action="store_true", help="begin with a customer who is not known yet")
    command.add_argument("--deal", metavar="D", help="one of the customer's deals: a number or part of its title")
    command.add_argument("--due", metavar="DATE", help="when it is to be kept: 2026-11-25, 25/11, 25 nov, fri or +3")
    command.add_argument("--owner", metavar="NAME", help="the colleague who owes it: a login or a name")
    command.add_argument("--dry-run", action="store_true", help="only show what would be saved")
    add_format(command, "text", "json")


def add_done(commands: Commands) -> None:
    """``crm-tui done``."""
    command = new_command(
        commands,
        "done",
        _done,
        "record that what was owed is kept, by its numbers (exit 0: all recorded, 1: only some of it, "
        "2: nothing recorded)",
        "crm-tui done 12 13 --on yesterday\n"
        '  crm-tui done 12 --received-by "Meera Joshi"\n'
        '  crm-tui done 12 --partly "two of three papers"',
    )
    command.add_argument("ids", metavar="ID", nargs="+", help="the number of a commitment, as crm-tui check prints it")
    command.add_argument("--on", metavar="DAY", help="the day it was kept; today if none is given")
    command.add_argument("--received-by", metavar="NAME", help="who took it, where it was brought")
    instead = command.add_mutually_exclusive_group()
    instead.add_argument("--partly", metavar="WHAT", help="only a part was kept: which")
    instead.add_argument("--broken", metavar="WHY", help="it was not kept: why")
    add_format(command, "text", "json")


def _promise(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import quick

    return quick.promise(arguments)


def _done(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import done

    return done.run(arguments)
