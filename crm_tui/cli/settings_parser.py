"""The arguments of ``crm-tui settings``."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_settings(commands: Commands) -> None:
    """``crm-tui settings``."""
    command = new_command(
        commands,
        "settings",
        _run_settings,
        "show or change what the firm calls things, its stages, festivals and messages, or begin with those of a trade",
        'crm-tui settings --set label=client --set "stage proposal=Quote"\n'
        '  crm-tui settings --festival "Diwali: 8 nov 2026 in Pune"\n'
        '  crm-tui settings --message "birthday: Dear {name}, happy birthday! {owner}, {firm}"\n'
        "  crm-tui settings --starter grocer --dry-run",
    )
    add_format(command, "text", "json")
    command.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="firm, label, labels (of several), or the name of a stage; an empty value is the usual one",
    )
    command.add_argument(
        "--festival", metavar="NAME: DAY", action="append", default=[], help="add a day; with a year it is of that one"
    )
    command.add_argument(
        "--message", metavar="NAME: WORDS", action="append", default=[], help="keep a message, or other words for it"
    )
    command.add_argument("--drop-festival", metavar="NAME", action="append", default=[], help="take a festival away")
    command.add_argument("--drop-message", metavar="NAME", action="append", default=[], help="take a message away")
    command.add_argument("--why", metavar="WORDS", default="", help="what a change is for")
    command.add_argument("--keys", action="store_true", help="what the file of your own keys can say, and where it is")
    command.add_argument("--starters", action="store_true", help="the sets that a firm can begin with")
    command.add_argument(
        "--starter", metavar="NAME", help="begin with the words, stages, festivals and ground rules of a trade"
    )
    command.add_argument("--dry-run", action="store_true", help="with --starter: only say what it would change")
    command.add_argument("--yes", action="store_true", help="with --starter: change what the desk has set itself too")


def _run_settings(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import settings

    return settings.run(arguments)
