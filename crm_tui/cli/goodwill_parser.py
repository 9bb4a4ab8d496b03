"""The arguments of the commands about referrals, opinions, deals won and lost, and what is given."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_refer(commands: Commands) -> None:
    """``crm-tui refer``."""
    command = new_command(
        commands,
        "refer",
        _refer,
        "record that a customer came by another one; their owner owes the first contact on the next working day "
        "(exit 0: saved, 2: nothing saved)",
        'crm-tui refer "Kavita Joshi" --new --by "Meera Iyer" --owner asha --phone "98200 11223"\n'
        "  crm-tui refer 12 --by 4",
    )
    command.add_argument("name", metavar="NAME", help="who came: a name, part of it, or a number")
    command.add_argument("--by", metavar="CUSTOMER", required=True, help="who sent them: the same")
    command.add_argument("--new", action="store_true", help="begin with a customer who is not known yet")
    command.add_argument("--owner", metavar="LOGIN", help="with --new: who answers for them; you, if nobody is named")
    command.add_argument("--phone", metavar="NUMBER", help="with --new: as it is dialled")
    command.add_argument("--on", metavar="DAY", help="the day; today if none is given")
    command.add_argument("--words", metavar="TEXT", help="what was said of it")


def add_referrals(commands: Commands) -> None:
    """``crm-tui referrals``."""
    command = new_command(
        commands,
        "referrals",
        _referrals,
        "draw who came by whom as trees, with depth and what was won, each currency by itself "
        "(exit 0: printed, 2: a problem)",
        'crm-tui referrals\n  crm-tui referrals "Meera Iyer" --format json',
    )
    command.add_argument("customer", metavar="CUSTOMER", nargs="?", help="only the whole chain that they belong to")
    add_format(command, "text", "json")


def _refer(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import referrals

    return referrals.refer(arguments)


def _referrals(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import referrals

    return referrals.show(arguments)
