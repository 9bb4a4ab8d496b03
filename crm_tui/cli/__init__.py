"""The command line. Only the screens load Textual, and each command loads only what it needs."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

from crm_tui.cli import environment, unused
from crm_tui.cli.parser import parsed
from crm_tui.cli.terminal import PROBLEM, complain, prepare, say
from crm_tui.domain.errors import DeskError, Unclaimed

INTERRUPTED = 130
NOBODY_READS = 141
SELDOM = (200_000, 20, 100)
"""When to look for what is needed no more: the usual numbers cost a tenth of a short command's time."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. What goes wrong is one line on standard error.

    Who asked for JSON gets it as JSON on standard output as well.
    """
    given = sys.argv[1:] if argv is None else argv
    if argv is None:
        environment.clear()
        if environment.is_restricted(given):
            environment.take_hold()
    gc.set_threshold(*SELDOM)
    unused.leave_out()
    prepare()
    try:
        arguments = _restricted(given) if environment.is_restricted(given) else parsed(given)
        code = _run(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except KeyboardInterrupt as stop:
        if stop.args:
            complain(str(stop))
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return NOBODY_READS
    except Unclaimed as problem:
        _complain(f"{problem} (crm-tui staff --first-admin LOGIN)", argv)
    except DeskError as problem:
        _complain(str(problem), argv)
    except OSError as problem:
        if problem.filename:
            _complain(f"{problem.filename}: {problem.strerror}", argv)
        else:
            _close_output()
            complain(problem.strerror or str(problem))
    except Exception as fault:
        if isinstance(fault.__cause__, KeyboardInterrupt):
            # Python makes another fault of it while a class is made, as when modules are loaded
            complain("stopped")
            return INTERRUPTED
        # exit 1 means "something was found": no fault of ours may look like that
        if sys.flags.dev_mode:
            raise
        _complain(_plain(fault), argv)
    return PROBLEM


def _run(arguments: argparse.Namespace) -> int:
    if "stopped" in arguments:
        from crm_tui.cli import watching

        return watching.run(arguments)
    code: int = arguments.run(arguments)
    return code


def _restricted(given: Sequence[str]) -> argparse.Namespace:
    from crm_tui.cli import restricted

    return restricted.parsed(given, os.environ.get(environment.ASKED, ""))


def _complain(line: str, argv: list[str] | None) -> None:
    given = sys.argv[1:] if argv is None else argv
    # looked for in what was typed, as that may be what is wrong
    if "--format=json" in given or ("--format", "json") in pairwise(given):
        from crm_tui.interchange.json_text import dumped

        try:
            say(dumped({"problem": line, "exit": PROBLEM}))
            sys.stdout.flush()
        except OSError:
            _close_output()
    complain(line)


def _plain(fault: Exception) -> str:
    """A value that a record refused, or a fault of the program, as one line."""
    from pydantic import ValidationError

    if not isinstance(fault, ValidationError):
        from crm_tui.fault_log import line_of

        return line_of(fault)
    first = fault.errors(include_url=False)[0]
    return f"{' '.join(str(step) for step in first['loc'])}: {first['msg']}"


def _close_output() -> None:
    # what could not be written must not be tried again when the interpreter ends
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
