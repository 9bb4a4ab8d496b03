"""The command line. Only the screens load Textual, and each command loads only what it needs."""

import os
import sys
from contextlib import suppress

from crm_tui.cli.parser import parsed
from crm_tui.cli.terminal import complain, prepare
from crm_tui.domain.errors import DeskError

PROBLEM = 2
INTERRUPTED = 130
NOBODY_READS = 141


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. What goes wrong is one line on standard error."""
    prepare()
    try:
        arguments = parsed(argv)
        code: int = arguments.run(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return NOBODY_READS
    except DeskError as problem:
        complain(str(problem))
    except OSError as problem:
        _close_output()
        complain(f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror or str(problem))
    except ValueError as problem:
        complain(_plain(problem))
    return PROBLEM


def _plain(problem: ValueError) -> str:
    """A value that a record refused, as one line."""
    from pydantic import ValidationError

    if not isinstance(problem, ValidationError):
        return str(problem)
    fault = problem.errors(include_url=False)[0]
    return f"{' '.join(str(step) for step in fault['loc'])}: {fault['msg']}"


def _close_output() -> None:
    # what could not be written must not be tried again when the interpreter ends
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
