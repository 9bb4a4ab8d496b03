"""The arguments of ``crm-tui staff`` and ``crm-tui rules``."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_staff(commands: Commands) -> None:
    """``crm-tui staff``."""
    command = new_command(
        commands,
        "staff",
        _run_staff,
        "list who works at this desk and what each of them may do, or change it",
        'crm-tui staff --login meena --roles "checker" --name "Meena Rao"',
    )
    add_format(command, "text", "json")
    command.add_argument("--all", action="store_true", help="those who left too")
    command.add_argument("--first-admin", metavar="LOGIN", help="name the first admin of a store that has none")
    command.add_argument("--login", metavar="LOGIN", help="take this one on the list, or change how they stand there")
    command.add_argument("--name", metavar="NAME", help="with --login or --first-admin: as colleagues write them")
    command.add_argument(
        "--roles", metavar="ROLES", help='with --login: what they may do, such as "supervisor, checker"'
    )
    trainee = command.add_mutually_exclusive_group()
    trainee.add_argument(
        "--trainee-under",
        metavar="LOGIN",
        help="with --login: they learn the work under this one; a minus where nobody is named yet",
    )
    trainee.add_argument(
        "--not-trainee", action="store_true", default=None, help="with --login: they are no trainee any more"
    )
    command.add_argument(
        "--supervisor", metavar="LOGIN", help="with --login: whose team they are in; a minus takes it away"
    )
    command.add_argument("--since", metavar="DATE", help="with --login: their first day, today if none is given")
    command.add_argument("--left", metavar="DATE", help="with --login: their last day; a minus takes it away")


def add_rules(commands: Commands) -> None:
    """``crm-tui rules``."""
    command = new_command(
        commands,
        "rules",
        _run_rules,
        "show the ground rules, or put a new version of them in force",
        'crm-tui rules --set "minimum_days=5" --why "as the branch agreed"',
    )
    add_format(command, "text", "json")
    command.add_argument("--version-number", metavar="N", type=int, help="this version, not the one in force")
    command.add_argument("--versions", action="store_true", help="every version, with what changed in it")
    command.add_argument("--starters", action="store_true", help="the sets of rules that can be begun with")
    command.add_argument("--starter", metavar="NAME", help="put a starter set of rules in force: --starters lists them")
    command.add_argument(
        "--set", metavar="RULE=VALUE", action="append", default=[], help="change a rule, in the words shown here"
    )
    command.add_argument("--why", metavar="WORDS", default="", help="with --set or --starter: what for")


def _run_staff(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import staff

    return staff.run(arguments)


def _run_rules(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import rules

    return rules.run(arguments)
