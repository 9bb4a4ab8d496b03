"""What the arguments of every command have in common."""

import argparse
from collections.abc import Callable
from textwrap import fill
from typing import NoReturn, TypeAlias

from crm_tui.domain.errors import DeskError

Run = Callable[[argparse.Namespace], int]
"""Runs a command and returns its exit code."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in an argument in one line, and where to look."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise DeskError(f"{message}; {self.prog} --help shows what can be typed")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""To which commands are added."""


def new_command(commands: Commands, name: str, run: Run | None, says: str, example: str) -> argparse.ArgumentParser:
    """A command with its help; ``says`` is what it does, in the words of a list.

    Without ``run`` it is a group of commands.
    """
    command = commands.add_parser(
        name,
        help=says,
        description=fill(f"{says[0].upper()}{says[1:]}.", 80),
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    # left out where it is not given, so that it may stand before the command as well
    command.add_argument(
        "--store", metavar="PATH", default=argparse.SUPPRESS, help="the file that holds the desk's records"
    )
    if run is not None:
        command.set_defaults(run=run)
    return command


def add_format(command: argparse.ArgumentParser, *formats: str) -> None:
    """Let the format be chosen; the first is the usual one."""
    command.add_argument("--format", choices=formats, default=formats[0], help=f"{formats[0]} if none is given")
