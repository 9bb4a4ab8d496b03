"""The arguments of the command that searches everything."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_search(commands: Commands) -> None:
    """``crm-tui search``."""
    command = new_command(
        commands,
        "search",
        _run_search,
        "find customers, deals, commitments, contacts, incidents, papers, consents, gifts and feedback by words and "
        "filter words (exit 0: something was found, 1: nothing, 2: a problem)",
        'crm-tui search "rao prepayment"\n'
        '  crm-tui search "owner:asha due:overdue" --format json\n'
        "  crm-tui search 'customer:\"meera joshi\" status:open value:>50000'\n\n"
        "filter words: owner: due: stage: kind: customer: since: until: status: value:",
    )
    add_format(command, "text", "json")
    command.add_argument("words", metavar="WORDS", nargs="+", help="all of them have to be found, in any order")


def _run_search(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import search

    return search.run(arguments)
