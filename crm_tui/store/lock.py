"""One writer at a time, across processes and across the threads of one."""

import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crm_tui.domain.errors import StoreProblem

PATIENCE = 10.0
"""Seconds that a writer waits for its turn."""

_LONGEST_NAP = 0.02


@contextmanager
def one_writer(store: Path, *, mode: int, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the advisory lock ``<store>.lock``, which is made with ``mode`` if it is missing.

    The kernel lets go of it when the process ends, however it ends.

    Raises:
        StoreProblem: somebody else held it for ``patience`` seconds, or the lock file can't be made or opened.
    """
    try:
        # a handle for each holder: the kernel keeps threads of one process apart only so
        handle = os.open(store.with_name(f"{store.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, mode)
    except OSError as error:
        raise StoreProblem(
            f"{store} could not be locked for saving ({error.strerror or error}): nothing was changed"
        ) from None
    try:
        _wait_for(handle, store, patience)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, store: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise StoreProblem(f"{store}: another session is saving; try again") from None
        # naps of uneven length, so that two waiting writers don't keep step
        time.sleep(random.uniform(_LONGEST_NAP / 10, _LONGEST_NAP))
