"""The commands that may take long: they tell how far they are, and what stands once somebody stopped them."""

import argparse
from collections.abc import Mapping
from typing import NamedTuple

from crm_tui.cli.command import Commands


class Long(NamedTuple):
    """What there is to say of such a command."""

    stopped: str = "nothing was changed"
    """What stands once it was stopped, and what to do next where that does not go without saying."""

    changes: bool = False
    """Whether it changes something, so that it may be stopped only between two of its steps."""


_READS = Long()
_WRITES = Long("no file was changed but those that are written whole; the same command writes the rest", changes=True)

LONG: Mapping[str, Long] = {
    "promise": Long("nothing was saved", changes=True),
    "done": Long("nothing was recorded", changes=True),
    "attach": Long("nothing was attached", changes=True),
    "review": Long("nothing was changed, and no file was written", changes=True),
    "sign-off": Long("the step was not taken", changes=True),
    "queue": _READS,
    "compare": _READS,
    "check": _READS,
    "kept": _READS,
    "search": _READS,
    "oversold": _READS,
    "insights": _READS,
    "duplicates": Long("nothing was changed", changes=True),
}

EXPORTS: Mapping[str, Long] = {"ics": _WRITES, "csv": Long("no file was written", changes=True)}

PROGRESS = "progress"
"""Their option, without the two dashes."""

TELLING = frozenset({*LONG, "export"})
"""The commands that have it, but for those that look after a store."""

OPERATIONS: Mapping[str, Long] = {
    "verify": _READS,
    "history": _READS,
    "backup": Long("no backup was made; earlier ones are as they were", changes=True),
    "restore": Long("nothing was restored, and what was there is as it was", changes=True),
    "fold": Long("desk.json is as it was, and the log holds everything", changes=True),
    "redact": Long("nothing was erased", changes=True),
    "adopt": Long("nothing was adopted; the file is as the other program left it", changes=True),
    "discard": Long("nothing was discarded; the file is as the other program left it", changes=True),
}
"""Of ``crm-tui store``."""


def let_be_stopped(commands: Commands, named: Mapping[str, Long]) -> None:
    """Add to those of the commands that are ``named`` how far they are, and that they may be stopped."""
    for name, command in commands.choices.items():
        if name in named:
            _add(command, named[name])


def _add(command: argparse.ArgumentParser, long: Long) -> None:
    command.add_argument(
        f"--{PROGRESS}",
        action="store_true",
        help="say on standard error how far it is, as it does by itself at a terminal; Ctrl-C stops it without loss",
    )
    command.set_defaults(stopped=long.stopped, waits=long.changes)
