"""Folding while sessions are open: a small store in passing, a large one by another process that nobody waits for."""

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import fold
from crm_tui.store.lock import is_held
from crm_tui.store.problems import Unfolded
from crm_tui.store.schema import INDEXES

if TYPE_CHECKING:
    import subprocess

    from crm_tui.store.storage import JournalStorage

QUIET = 60.0
"""Seconds without a change after which a small store is folded, so that who opens its file sees today's records."""

EVERY = 5.0
"""Seconds between two looks."""

_AGAIN = 600.0
"""Seconds after which another process is started, if the one before could not fold."""

_LEAST_PRIORITY = 19

_COULD_NOT = 3
"""The exit code of a process that could not fold."""


class Upkeep:
    """Looks after the length of a store's log on behalf of one session."""

    def __init__(self, storage: "JournalStorage") -> None:
        self._storage = storage
        self._next = 0.0
        self._other: subprocess.Popen[bytes] | None = None
        self.behind = ""
        """Why the file could not be brought up to date when that was last tried; empty when it could."""

    def look(self, quiet: float) -> None:
        """Fold if it is time; ``quiet`` is for how many seconds nobody has saved anything.

        Raises:
            StoreProblem: a small store could not be folded; its log holds everything.
        """
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        if self._other is not None and (code := self._other.poll()) is not None:
            self._other = None
            why = f"{self._storage.path} could not be brought up to date: 'crm-tui store fold' says why"
            # one that was killed could not either
            self.behind = why if code else ""
        long = fold.is_long(self._storage)
        if not (long or quiet >= QUIET) or not fold.is_due(self._storage):
            return
        if fold.is_small(self._storage):
            self._fold()
        elif long:
            self._next = now + _AGAIN
            self.fold_aside()

    def leave(self) -> None:
        """Fold before a session ends, if that is worth its time; nobody waits for a large store."""
        if not fold.is_due(self._storage):
            return
        if fold.is_small(self._storage):
            self._fold()
        elif fold.is_long(self._storage):
            self.fold_aside()

    def _fold(self) -> None:
        try:
            fold.fold(self._storage)
        except Unfolded as problem:
            self.behind = str(problem)
        else:
            self.behind = ""

    def fold_aside(self) -> None:
        """Have another process fold, at the least priority. It outlives this session."""
        storage = self._storage
        if self._other is not None or is_held(storage.files.fold_lock):
            return
        # a session that starts no process, as most, does not load what does
        import subprocess

        # a host on which no process can be started folds when somebody asks for it
        with contextlib.suppress(OSError):
            self._other = subprocess.Popen(
                [sys.executable, "-P", "-m", __name__, storage.path, storage.by],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            os.setpriority(os.PRIO_PROCESS, self._other.pid, _LEAST_PRIORITY)


def main(path: Path, by: str) -> None:
    """Fold the store at ``path`` on behalf of ``by``, if nobody has done so meanwhile."""
    from crm_tui.store.storage import JournalStorage

    storage = JournalStorage(path, by=by, indexes=INDEXES)
    if fold.is_long(storage):
        fold.fold(storage)
    storage.close()


if __name__ == "__main__":
    with contextlib.suppress(StoreProblem):
        try:
            main(Path(sys.argv[1]), sys.argv[2])
        except Unfolded:
            sys.exit(_COULD_NOT)
