"""The arguments of the command that prints what to know before a visit."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_brief(commands: Commands) -> None:
    """``crm-tui brief``."""
    command = new_command(
        commands,
        "brief",
        _run,
        "print what to know of a customer before a visit: who they are, how things stand and by which facts, what is "
        "owed, deals and their value, last contacts (exit 0: printed, 2: a problem)",
        "crm-tui brief 12\n  crm-tui brief 'meera joshi' --format markdown",
    )
    command.add_argument("customer", metavar="CUSTOMER", help="a number, a name or part of a name")
    add_format(command, "text", "markdown", "json")


def _run(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import brief

    return brief.run(arguments)
