"""The arguments of ``crm-tui duplicates``."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_duplicates(commands: Commands) -> None:
    """``crm-tui duplicates``."""
    command = new_command(
        commands,
        "duplicates",
        _duplicates,
        "list customers who may be one with the reasons, merge two, and take them apart again "
        "(exit 0: none or done, 1: some are listed, 2: a problem)",
        "crm-tui duplicates --format json\n"
        "  crm-tui duplicates --merge 12 34 --take phone --dry-run\n"
        "  crm-tui duplicates --unmerge 3",
    )
    instead = command.add_mutually_exclusive_group()
    instead.add_argument(
        "--merge", metavar=("STAYS", "GOES"), nargs=2, help="make two customers one: numbers or whole names"
    )
    instead.add_argument("--unmerge", metavar="N", type=int, help="take a merge apart again, by its number")
    instead.add_argument(
        "--not-same", metavar=("ONE", "OTHER"), nargs=2, help="remember that two are not one: they are not listed again"
    )
    instead.add_argument("--merged", action="store_true", help="the merges there were, with their numbers")
    command.add_argument(
        "--take",
        metavar="FIELD",
        action="append",
        help="have the other one's phone, name or e-mail count; may be given again",
    )
    command.add_argument("--why", metavar="TEXT", help="by what it is known; else by what they are alike")
    command.add_argument("--dry-run", action="store_true", help="only show what would be done")
    add_format(command, "text", "json")


def _duplicates(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import duplicates

    return duplicates.run(arguments)
