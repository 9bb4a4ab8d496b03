"""The log of the program's own faults: what a person at the desk need not see, and others may not."""

import os
import secrets
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from traceback import StackSummary, walk_tb

_LONGEST = 1_000_000
"""In bytes; a longer log gives way to a new one, and stays beside it as ``.old`` until the next time."""

_PRIVATE = stat.S_IRUSR | stat.S_IWUSR


def log_path() -> Path:
    """In the folder of who is logged in, where the system keeps such files."""
    import platformdirs

    return platformdirs.user_state_path("crm-tui", appauthor=False) / "faults.log"


def note(fault: BaseException) -> str:
    """Write down where a fault came up, for its owner's eyes alone, and return its number; raises OSError.

    No value of any record is written: neither local variables, nor what a model says of the input that it refused.
    """
    number = f"{datetime.now().astimezone():%Y%m%d}-{secrets.randbelow(9000) + 1000}"
    _write(log_path(), f"{number}\n{told(fault)}\n")
    return number


def line_of(fault: BaseException) -> str:
    """One line for who met a fault that nobody foresaw; where it came up is written down."""
    try:
        number = note(fault)
    except OSError as problem:
        why = f"{log_path()} can't be written: {problem.strerror}"
        return f"this should not have happened: {type(fault).__name__}; {why}"
    return f"this should not have happened: number {number}; where it came up is in {log_path()}"


def told(fault: BaseException) -> str:
    """The fault and those that it came from, the first one first: each with the lines of code it passed through."""
    came_from = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    before = f"{told(came_from)}\n" if came_from is not None else ""
    lines = "".join(StackSummary.extract(walk_tb(fault.__traceback__), capture_locals=False).format())
    notes = "".join(f"\n{one}" for one in getattr(fault, "__notes__", ()))
    return f"{before}{lines}{_named(fault)}{notes}"


def _named(fault: BaseException) -> str:
    """Its kind, and what it says where that can't be a stored value."""
    where = f"{type(fault).__module__}.{type(fault).__qualname__}"
    if isinstance(fault, OSError):
        return f"{where}: {fault.strerror}"
    errors = getattr(fault, "errors", None)
    if callable(errors):
        with suppress(Exception):
            # what a pydantic model refuses: the places and kinds of its faults
            return f"{where}: {[(one['loc'], one['type']) for one in errors()]}"
    return where


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > _LONGEST:
        path.replace(path.with_suffix(".old"))
    # a link that somebody put there is not followed
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, _PRIVATE)
    try:
        os.fchmod(log, _PRIVATE)
        os.write(log, text.encode("utf-8", "backslashreplace"))
    finally:
        os.close(log)
