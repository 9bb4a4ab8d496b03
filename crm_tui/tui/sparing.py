"""What a session does without, so that many of them fit on one host. Before Textual is imported."""

import ctypes
import sys
from contextlib import suppress

_M_ARENA_MAX = -8
"""The option in ``malloc.h``."""


def load_asyncio() -> None:
    """Load what Textual runs on without encrypted connections: nothing here opens one."""
    if "asyncio" not in sys.modules:
        # what is None there is said to be missing, and asyncio does without it
        sys.modules["ssl"] = None  # type: ignore[assignment] # so the import system has it
        import asyncio  # noqa: F401 - loaded for others

        del sys.modules["ssl"]


def share_heap() -> None:
    """Have all threads take memory from one heap: else each keeps what it freed from the others."""
    # a C library of another kind has no such option
    with suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
