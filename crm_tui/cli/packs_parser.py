"""The arguments of the command that looks after the vocabulary."""

import argparse

from crm_tui.cli.command import Commands, new_command


def add_packs(commands: Commands) -> None:
    """``packs``: the vocabulary."""
    command = new_command(
        commands,
        "packs",
        _run_packs,
        "list the vocabulary, and look after the desk's own packs of terms (exit 0: all fit, 1: a pack has a fault, "
        "2: a problem)",
        "crm-tui packs --kinds loan\n  crm-tui packs --check micro.toml\n  crm-tui packs --install micro.toml",
    )
    command.add_argument("--kinds", metavar="NAME", help="the kinds of terms in one pack, with their names")
    command.add_argument(
        "--check", metavar="FILE", nargs="+", help="what is wrong with these *.toml files beside the desk's packs"
    )
    command.add_argument(
        "--install",
        metavar="FILE",
        nargs="+",
        help="have everybody at the desk hear and read with these files; takes who may change the ground rules",
    )
    command.add_argument("--remove", metavar="NAME", help="take a pack of the desk away, by its file's name")
    command.add_argument("--show", metavar="NAME", help="print a pack of the desk as it was written")
    command.add_argument("--learnt", action="store_true", help="the names that were learnt at this desk, and by whom")
    command.add_argument("--learn", metavar="NAME", help="words that name a term; with --term, they are learnt here")
    command.add_argument("--term", metavar="ID", help="which term they name, such as loan.processing_fee")
    command.add_argument("--drop", metavar="NUMBER", type=int, help="take a learnt name back, by its number")


def _run_packs(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import packs

    return packs.run(arguments)
