"""The arguments of each command, its help and its examples."""

import argparse
import sys
from collections.abc import Callable, Collection, Mapping, Sequence

from crm_tui import __version__
from crm_tui.cli.brief_parser import add_brief
from crm_tui.cli.command import Commands, Layout, Parser, add_look, new_command
from crm_tui.cli.contact_parser import add_announce, add_consent
from crm_tui.cli.daily_parser import add_check, add_export, add_insights, add_kept, add_oversold
from crm_tui.cli.duplicates_parser import add_duplicates
from crm_tui.cli.goodwill_parser import add_feedback, add_gifts, add_refer, add_referrals, add_won_lost
from crm_tui.cli.handover_parser import add_handover
from crm_tui.cli.long_commands import LONG, let_be_stopped
from crm_tui.cli.packs_parser import add_packs
from crm_tui.cli.quick_parser import add_done, add_promise
from crm_tui.cli.review_parser import add_attach, add_compare, add_queue, add_review, add_sign_off
from crm_tui.cli.search_parser import add_search
from crm_tui.cli.settings_parser import add_settings
from crm_tui.cli.staff_parser import add_rules, add_staff
from crm_tui.cli.store_parser import add_operations
from crm_tui.domain.errors import DeskError

_EXAMPLES = """\
examples:
  crm-tui                        the screens, on your store
  crm-tui demo                   the screens, on a copy of the demo desk
  crm-tui promise "ravi: call back fri 4pm re prepayment @asha"
  crm-tui done 12 13 --on yesterday
  crm-tui attach sanction-letter.pdf --deal 12
  crm-tui review 12
  crm-tui sign-off 12 submit --why "read back to her on Monday"
  crm-tui queue
  crm-tui compare note.txt sanction-letter.pdf
  crm-tui check --owner asha
  crm-tui check --mine --brief
  crm-tui kept --by customer
  crm-tui oversold
  crm-tui insights
  crm-tui duplicates
  crm-tui referrals
  crm-tui search "rao prepayment kind:promise"
  crm-tui brief "meera joshi"
  crm-tui feedback --about us
  crm-tui won-lost
  crm-tui export ics desk.ics
  crm-tui handover list --mine
  crm-tui consent meera
  crm-tui announce --template diwali --place Wakad
  crm-tui packs
  crm-tui staff
  crm-tui rules
  crm-tui settings
  crm-tui store backup /backup/desk

The store is the file named by --store, else by the environment variable
CRM_TUI_STORE, else desk.json in your own data folder. Now that is
{store}

The desk's own packs of terms are in its store. Only compare without --store
reads your personal ones, the *.toml files in the folder named by
CRM_TUI_PACKS, else packs in your settings folder. Now that is
{packs}
"""


class _Program(Parser):
    def format_help(self) -> str:
        from crm_tui.paths import packs_folder, store_path

        # looked up only when somebody asks
        try:
            store, packs = str(store_path(None)), str(packs_folder())
        except DeskError as problem:
            store = packs = str(problem)
        self.epilog = _EXAMPLES.format(store=store, packs=packs)
        return super().format_help()


def parsed(argv: list[str] | None, told: Callable[[str], Collection[str]] | None = None) -> argparse.Namespace:
    """The arguments of a command, with the function that runs it as ``run``.

    Where only some options can be used, ``told`` gives those of a command, for its help.

    Raises:
        DeskError: an argument is wrong.
        SystemExit: help or the version was asked for, and shown.
    """
    given = sys.argv[1:] if argv is None else argv
    parser = _parser(_named(given))
    if told is not None:
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, command in action.choices.items():
                    _tell_only(command, told(name))
    return parser.parse_args(given)


def _tell_only(command: argparse.ArgumentParser, options: Collection[str]) -> None:
    """Leave all other options out of the help of a command and of what it is divided into."""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for part in action.choices.values():
                _tell_only(part, options)
        elif action.option_strings and set(action.option_strings).isdisjoint(options):
            action.help = argparse.SUPPRESS


def _named(argv: Sequence[str]) -> Collection[str]:
    """The commands that these arguments can name: to make the others ready takes longer than many a command itself."""
    rest = list(argv)
    while rest and (rest[0] == "--store" or rest[0].startswith("--store=")):
        rest = rest[2 if rest[0] == "--store" else 1 :]
    if not rest:
        return ()
    return (rest[0],) if rest[0] in _COMMANDS else _COMMANDS


def _parser(named: Collection[str] | None = None) -> _Program:
    parser = _Program(
        prog="crm-tui",
        description="A terminal desk that sets what was said to a customer beside what is\n"
        "written in the paper. Without a command it opens the screens.",
        formatter_class=Layout,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"crm-tui {__version__}")
    parser.add_argument("--store", metavar="PATH", help="the file that holds the desk's records")
    _add_lean(parser)
    add_look(parser)
    parser.add_argument(
        "--suspend",
        action="store_true",
        help="let Ctrl-Z put the screens aside for the shell that they were begun from",
    )
    parser.add_argument(
        "--restricted",
        action="store_true",
        help="for a host that many share: no way to anything but the desk at --store; files are read only from "
        "--import-from DIR and written only to --export-to DIR, and SSH_ORIGINAL_COMMAND has the command",
    )
    parser.set_defaults(run=_run_screens)
    # argparse would find the name out by laying out the help
    commands = parser.add_subparsers(
        title="commands (each has its own --help)", metavar="COMMAND", parser_class=Parser, prog="crm-tui"
    )
    for name, add in _COMMANDS.items():
        if named is None or name in named:
            add(commands)
    let_be_stopped(commands, LONG)
    return parser


def _add_lean(parser: argparse.ArgumentParser, *, unsaid: object = False) -> None:
    parser.add_argument(
        "--lean",
        action="store_true",
        default=unsaid,
        help="send less over a slow line: a marker for the row under the cursor, and sixteen colours",
    )


def _add_demo(commands: Commands) -> None:
    command = new_command(
        commands,
        "demo",
        _run_demo,
        "make a copy of the demo desk and open it",
        "crm-tui demo --at ~/demo-desk",
    )
    command.add_argument(
        "--at", metavar="DIR", help="keep the copy in this folder, or go on with the one that is there (else a new one)"
    )
    # what stands before the command holds, unless it is said again
    _add_lean(command, unsaid=argparse.SUPPRESS)
    command.add_argument("--no-screen", action="store_true", help="only make it, and print the path of its store")
    add_look(command, again=True)


def _add_store(commands: Commands) -> None:
    command = new_command(
        commands,
        "store",
        None,
        "check, back up, restore, look into the history of or mend the store",
        "crm-tui store verify",
    )
    operations = command.add_subparsers(
        title="operations (each has its own --help)", metavar="OPERATION", required=True, parser_class=Parser
    )
    add_operations(operations)


_COMMANDS: Mapping[str, Callable[[Commands], None]] = {
    "demo": _add_demo,
    "promise": add_promise,
    "done": add_done,
    "attach": add_attach,
    "review": add_review,
    "sign-off": add_sign_off,
    "queue": add_queue,
    "compare": add_compare,
    "check": add_check,
    "kept": add_kept,
    "oversold": add_oversold,
    "insights": add_insights,
    "duplicates": add_duplicates,
    "refer": add_refer,
    "referrals": add_referrals,
    "feedback": add_feedback,
    "gifts": add_gifts,
    "won-lost": add_won_lost,
    "export": add_export,
    "search": add_search,
    "brief": add_brief,
    "consent": add_consent,
    "announce": add_announce,
    "packs": add_packs,
    "handover": add_handover,
    "staff": add_staff,
    "rules": add_rules,
    "settings": add_settings,
    "store": _add_store,
}
"""What makes each command ready, in the order of the help."""


# each command's module is loaded only when the command is run


def _run_screens(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import screens

    return screens.show(arguments)


def _run_demo(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import screens

    return screens.demo(arguments)
