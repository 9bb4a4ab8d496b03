"""What the arguments of every command have in common."""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from textwrap import fill
from typing import Any, NoReturn, TypeAlias

from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import quoted

Run = Callable[[argparse.Namespace], int]
"""Runs a command and returns its exit code."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in an argument in one line, and where to look."""

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise DeskError(f"{message}; {self.prog} --help shows what can be typed")

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        with _as_typed(arg_string):
            return super()._get_value(action, arg_string)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        with _as_typed(str(value)):
            super()._check_value(action, value)


@contextmanager
def _as_typed(value: str) -> Iterator[None]:
    """Name what was typed as every other refusal does; argparse names it as Python would write it."""
    try:
        yield
    except argparse.ArgumentError as wrong:
        wrong.message = wrong.message.replace(repr(value), quoted(value), 1)
        raise


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal: what argparse would load to know that takes longer than all arguments."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        asked = int(os.environ["COLUMNS"])
    except (KeyError, ValueError):
        asked = 0
    if asked > 0:
        return asked
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns or _USUAL_COLUMNS
    except (OSError, ValueError):
        return _USUAL_COLUMNS


_USUAL_COLUMNS = 80


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
        formatter_class=Layout,
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


def add_look(parser: argparse.ArgumentParser, *, again: bool = False) -> None:
    """Let it be said how the screens look; ``again`` where it may have been said before the command already."""
    from crm_tui.tui.theme_names import THEMES

    def usual(value: object) -> object:
        return argparse.SUPPRESS if again else value

    look = parser.add_argument_group("the screens")
    look.add_argument(
        "--theme",
        choices=THEMES,
        metavar="NAME",
        default=usual(""),
        help=f"the colours, remembered for the next time: {', '.join(THEMES)}",
    )
    look.add_argument(
        "--ascii", action="store_true", default=usual(False), help="only ASCII signs, as where the locale is not UTF-8"
    )
    look.add_argument(
        "--plain",
        action="store_true",
        default=usual(False),
        help="lines instead of screens, for a screen reader; so it is with ACCESSIBLE=1 or TERM=dumb",
    )
    look.add_argument(
        "--mouse",
        action=argparse.BooleanOptionalAction,
        default=usual(False),
        help="let the mouse point and scroll; without it the terminal's own marking and copying work as ever",
    )
