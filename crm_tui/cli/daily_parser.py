"""The arguments of the commands that look back on the daily work, and take it elsewhere."""

import argparse

from crm_tui.cli.command import Commands, Parser, add_format, new_command
from crm_tui.cli.long_commands import EXPORTS, let_be_stopped

# as the service names them, which is not loaded for help
_BY = ("officer", "team", "customer", "product", "kind")


def add_check(commands: Commands) -> None:
    """``crm-tui check``."""
    command = new_command(
        commands,
        "check",
        _run_check,
        "list what is owed and what must not be forgotten, overdue first "
        "(exit 0: nothing needs attention, 1: something is overdue or due today, 2: a problem)",
        "crm-tui check --owner asha --only overdue,today\n  crm-tui check --team --format markdown\n"
        "  crm-tui check --mine --brief",
    )
    add_format(command, "text", "json", "markdown")
    command.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day to reckon for; today if none is given, and this year's where it names no year",
    )
    whose = command.add_mutually_exclusive_group()
    whose.add_argument("--owner", metavar="NAME", help="only the lines of this officer")
    whose.add_argument(
        "--team",
        metavar="SUPERVISOR",
        nargs="?",
        const="",
        help="only those of a supervisor and of whom they supervise, counted by officer; yours, if nobody is named",
    )
    whose.add_argument("--mine", action="store_true", help="only yours, without what you have put off")
    command.add_argument(
        "--only",
        metavar="GROUPS",
        help="only these, with commas between them: overdue, today, next, no_date, no_next_step, stale, orphans, "
        "former_owner, quiet, occasions, expiring, reviews, later",
    )
    command.add_argument(
        "--brief", action="store_true", help="one line with what is overdue and due today; nothing on a clean day"
    )
    command.add_argument("--say-clean", action="store_true", help="with --brief: a line on a clean day too")


def _run_check(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import check

    return check.run(arguments)


def add_kept(commands: Commands) -> None:
    """``crm-tui kept``."""
    command = new_command(
        commands,
        "kept",
        _run_kept,
        "how much of what we owed was kept on time, with the cases behind each number (exit 0: printed, 2: a problem)",
        "crm-tui kept --by customer --since 2026-04-01\n  crm-tui kept --cases asha",
    )
    command.add_argument("--by", choices=_BY, default="officer", help="what the rows are; officer if none is given")
    command.add_argument("--since", metavar="DATE", help="only what was due from this day on")
    command.add_argument("--as-of", metavar="DATE", help="the day to reckon for; today, if none")
    command.add_argument(
        "--cases",
        metavar="NAME",
        help="the cases of one row by its name; all for every case; "
        "withdrawn or “without a due date” for what is not counted",
    )
    add_format(command, "text", "markdown", "json")


def add_oversold(commands: Commands) -> None:
    """``crm-tui oversold``."""
    command = new_command(
        commands,
        "oversold",
        _run_oversold,
        "which terms we oversell: what was promised beside the first paper of each deal, by kind of term; the first "
        "time of a day every paper is compared (exit 0: printed, 2: a problem)",
        'crm-tui oversold --term "processing fee"',
    )
    command.add_argument("--term", metavar="NAME", help="every promise about one term, by its name or part of it")
    add_format(command, "text", "json")


def add_insights(commands: Commands) -> None:
    """``crm-tui insights``."""
    command = new_command(
        commands,
        "insights",
        _run_insights,
        "the desk in figures: pipeline, promises kept, what was less on paper, reasons lost, referrals, quiet "
        "customers; the first time of a day every paper is compared (exit 0: printed, 2: a problem)",
        'crm-tui insights --cases "no reason said"',
    )
    command.add_argument(
        "--cases", metavar="NAME", help="the numbers of the records behind a figure, or a section, of this name"
    )
    add_format(command, "text", "json")


def add_export(commands: Commands) -> None:
    """``crm-tui export``."""
    command = new_command(
        commands, "export", None, "give what is on record to other programs", "crm-tui export ics ~/calendars/desk"
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
    table = new_command(
        formats,
        "csv",
        _run_csv,
        "write the records of one kind as a table for spreadsheets; a text that one would take for a formula has an "
        "apostrophe before it (exit 0: written, 2: a problem)",
        "crm-tui export csv customers customers.csv",
    )
    table.add_argument("kind", metavar="KIND", help="such as customers, deals, commitments or interactions")
    table.add_argument("path", metavar="FILE", help="the file to write, - for standard output")
    table.add_argument("--force", action="store_true", help="let it take the place of a file that is there")
    let_be_stopped(formats, EXPORTS)


def _run_csv(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import export

    return export.table(arguments)


def _run_kept(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import kept

    return kept.run(arguments)


def _run_oversold(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import oversold

    return oversold.run(arguments)


def _run_insights(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import insights

    return insights.run(arguments)


def _run_ics(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import export

    return export.ics(arguments)
