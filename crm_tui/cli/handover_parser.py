"""The arguments of ``crm-tui handover`` and of each of its steps."""

import argparse
from importlib import import_module

from crm_tui.cli.command import Commands, Parser, Run, add_format, new_command


def add_handover(commands: Commands) -> None:
    """``crm-tui handover``."""
    command = new_command(
        commands,
        "handover",
        None,
        "hand a customer, a deal or a whole book over to another officer, as the one who is logged in",
        'crm-tui handover propose --book kiran --to ravi --why "Kiran moves to Nashik"\n'
        "  crm-tui handover show 4\n"
        "  crm-tui handover read 4 12 --seen 3fa9c2e1b0d4\n"
        "  crm-tui handover accept 4",
    )
    steps = command.add_subparsers(
        title="steps (each has its own --help)", metavar="STEP", required=True, parser_class=Parser
    )
    _add_propose(steps)
    _add_loads(steps)
    _add_list(steps)
    _add_show(steps)
    _add_read(steps)
    _add_accept(steps)
    _add_return(steps)
    _add_take_back(steps)


def _add_propose(steps: Commands) -> None:
    one = _step(
        steps,
        "propose",
        "propose",
        "ask somebody to take over, and print what they have already; until they accept, the old owner owns "
        "(exit 0: proposed, 1: a part of it can't be, 2: a problem)",
        'crm-tui handover propose --customer meera --to ravi --why "nearer to his branch"',
    )
    whose = one.add_mutually_exclusive_group(required=True)
    whose.add_argument("--customer", metavar="C", action="append", help="a name or a number; may be given again")
    whose.add_argument("--deal", metavar="D", help="a title or #number: one deal, while its customer stays")
    whose.add_argument("--book", metavar="OFFICER", help="all that is with this officer")
    one.add_argument("--to", metavar="LOGIN", required=True, help="who is to have it")
    one.add_argument("--why", metavar="TEXT", required=True, help="the reason; the receiver reads it")


def _add_loads(steps: Commands) -> None:
    one = _step(
        steps,
        "loads",
        "loads",
        "list what each officer has, those with the least first: customers, open deals, open commitments, overdue ones "
        "and trainees",
        "crm-tui handover loads --format json",
    )
    add_format(one, "text", "json")


def _add_list(steps: Commands) -> None:
    one = _step(
        steps,
        "list",
        "listed",
        "list the handovers that wait (exit 0: none waits for the one who is logged in, 1: one does, 2: a problem)",
        "crm-tui handover list --mine",
    )
    one.add_argument("--mine", action="store_true", help="only what waits for you: to be accepted, or returned to you")
    one.add_argument("--all", action="store_true", help="those that ended too")
    add_format(one, "text", "json")


def _add_show(steps: Commands) -> None:
    one = _step(
        steps,
        "show",
        "show",
        "print the pack of a handover: open promises in the words used, deals, mismatches, incidents, what to know, "
        "last contacts and next dates",
        "crm-tui handover show 4\n  crm-tui handover show 4 --book --format pdf --output book.pdf",
    )
    one.add_argument("number", metavar="NUMBER", type=int, help="the handover")
    one.add_argument("--book", action="store_true", help="with all that was proposed together with it")
    add_format(one, "text", "json", "markdown", "html", "pdf")
    one.add_argument("--output", metavar="FILE", help="write the print to this file, and print its path")
    one.add_argument("--force", action="store_true", help="let it take the place of a file that is there")


def _add_read(steps: Commands) -> None:
    one = _step(
        steps,
        "read",
        "read",
        "mark one open promise of a handover to you as read (exit 0: all are read, 1: others are not, 2: a problem)",
        "crm-tui handover show 4\n  crm-tui handover read 4 12 --seen 3fa9c2e1b0d4",
    )
    one.add_argument("number", metavar="NUMBER", type=int, help="the handover")
    one.add_argument("promise", metavar="PROMISE", type=int, help="the promise")
    one.add_argument(
        "--seen", metavar="LETTERS", required=True, help="what crm-tui handover show printed behind seen, for its words"
    )


def _add_accept(steps: Commands) -> None:
    one = _step(
        steps,
        "accept",
        "accept",
        "take over what was proposed to you, once every open promise is marked as read (exit 0: taken over, 1: "
        "something is not, 2: a problem)",
        "crm-tui handover accept 4 --book",
    )
    _add_numbers(one)


def _add_return(steps: Commands) -> None:
    one = _step(
        steps,
        "return",
        "send_back",
        "return what was proposed to you, with the reason",
        'crm-tui handover return 4 --why "I have too much already"',
    )
    _add_numbers(one)
    one.add_argument("--why", metavar="TEXT", required=True, help="the reason; who proposed it reads it")


def _add_take_back(steps: Commands) -> None:
    one = _step(
        steps,
        "take-back",
        "take_back",
        "take back what you have proposed, or put away what was returned to you; a branch manager or admin takes back "
        "whatever waits",
        "crm-tui handover take-back 4",
    )
    _add_numbers(one)


def _add_numbers(one: argparse.ArgumentParser) -> None:
    one.add_argument("numbers", metavar="NUMBER", nargs="+", type=int, help="the handover, or several")
    one.add_argument("--book", action="store_true", help="with all that was proposed together with it and still waits")


def _step(steps: Commands, name: str, function: str, says: str, example: str) -> argparse.ArgumentParser:
    return new_command(steps, name, _running(function), says, example)


def _running(function: str) -> Run:
    def run(arguments: argparse.Namespace) -> int:
        # loaded only when it is run
        done: int = getattr(import_module("crm_tui.cli.handover"), function)(arguments)
        return done

    return run
