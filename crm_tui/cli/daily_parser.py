"""The arguments of the commands that take the day's work elsewhere."""

import argparse

from crm_tui.cli.command import Commands, Parser, new_command


def add_export(commands: Commands) -> None:
    """``crm-tui export``."""
    command = new_command(
        commands, "export", None, "give what is due to other programs", "crm-tui export ics ~/calendars/desk"
    )
    formats = command.add_subparsers(
        title="formats (each has its own --help)", metavar="FORMAT", required=True, parser_class=Parser
    )
    ics = new_command(
        formats,
        "ics",
        _run_ics,
        "write what is due and the customers' occasions as a calendar: one file, or a folder with one entry a file, "
        "in which only what changed is written (exit 0: written, 2: a problem)",
        "crm-tui export ics desk.ics\n  crm-tui export ics ~/calendars/desk --owner asha",
    )
    ics.add_argument(
        "path", metavar="PATH", help="a file that ends in .ics, - for standard output, else a folder, made if need be"
    )
    ics.add_argument("--owner", metavar="NAME", help="only what this officer owes, and their customers' occasions")
    ics.add_argument("--force", action="store_true", help="let it take the place of another program's file")


def _run_ics(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import export

    return export.ics(arguments)
