"""One writer at a time, across processes and across the threads of one."""

import contextlib
import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import step
from crm_tui.store.files import Held, opened, reading_fd, refuse_irregular
from crm_tui.store.obstacles import obstacle
from crm_tui.store.problems import Busy
from crm_tui.store.sharing import modes

PATIENCE = 10.0
"""Seconds that a writer waits for its turn."""

_NOTE = 100
_LOOK = 0.2
"""Seconds after which somebody who waits looks whether it was broken off."""


class Lock:
    """An advisory lock on a file, held once or several times over by one thread.

    The kernel lets go of it when the process ends, however it ends. Its file says for people who holds it.
    """

    def __init__(self, path: Path, by: str, *, store: Path) -> None:
        """``by`` is who holds it; its file is as open to others as the ``store``."""
        self._path = path
        self._by = by
        self._store = store
        self._thread = threading.RLock()
        self._depth = 0
        self._file: Held | None = None
        self._pid = 0
        self._note = b""

    @contextlib.contextmanager
    def hold(self, patience: float = PATIENCE) -> Iterator[None]:
        """Alone inside the block.

        Raises:
            Busy: somebody else held it for ``patience`` seconds.
            StoreProblem: the lock's file can't be made or opened.
        """
        # a wait of no time is an attempt; threading takes a negative one for endless
        if not self._thread.acquire(timeout=max(patience, 0)):
            raise Busy(f"{self._path}: another part of this program is saving; try again")
        try:
            if self._depth == 0:
                self._take(patience)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._let_go()
        finally:
            self._thread.release()

    def close(self) -> None:
        """Give the file back. The lock can be taken again."""
        with self._thread:
            self._file = None

    def _take(self, patience: float) -> None:
        while True:
            file = self._opened()
            self._wait(file, patience)
            # who locked a file that was deleted meanwhile is not alone
            with contextlib.suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fd), self._path.lstat()):
                    break
            self._file = None
        # for people only: a full disk must not keep anybody from locking
        with contextlib.suppress(OSError):
            os.pwrite(file.fd, self._note, 0)

    def _let_go(self) -> None:
        assert self._file is not None
        try:
            fcntl.flock(self._file.fd, fcntl.LOCK_UN)
        except OSError:
            # what was done inside is done; closing the file lets go too
            self._file = None

    def _opened(self) -> Held:
        # a forked child would share its parent's lock through the same open file
        if self._file is None or self._pid != os.getpid():
            try:
                self._file = Held(opened(self._path, os.O_RDWR | os.O_CREAT, modes(self._store).file))
            except OSError as error:
                raise self._refused(error) from None
            self._pid = os.getpid()
            self._note = f"{self._by or os.getuid()} (process {self._pid})\n".encode()[:_NOTE].ljust(_NOTE)
        return self._file

    def _wait(self, file: Held, patience: float) -> None:
        try:
            return fcntl.flock(file.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        except OSError as error:
            raise self._refused(error) from None
        if patience <= 0 or not self._queue(file, patience):
            raise Busy(
                f"{self._path}: another session is saving; try again ({self._holder()}); if it stays so, end or "
                "continue that process"
            )
        return None

    def _queue(self, file: Held, patience: float) -> bool:
        """Wait in the kernel's own queue, which is fair as asking again and again is not, but not for ever.

        flock can't be told how long to wait, so a thread waits for it; one that is given up lets go of the lock as soon
        as it gets it.
        """
        taken, given_up = threading.Event(), threading.Event()
        turn = threading.Lock()

        def wait() -> None:
            with contextlib.suppress(OSError):
                fcntl.flock(file.fd, fcntl.LOCK_EX)
                with turn:
                    taken.set()
                    if given_up.is_set():
                        fcntl.flock(file.fd, fcntl.LOCK_UN)

        def gave_up() -> bool:
            """Leave the file to the thread that waits, unless it has the lock already."""
            with turn:
                if not taken.is_set():
                    given_up.set()
                    self._file = None
            return given_up.is_set()

        threading.Thread(target=wait, daemon=True).start()
        try:
            until = monotonic() + patience
            while not taken.wait(min(_LOOK, max(0.0, until - monotonic()))) and monotonic() < until:
                step("waiting for another session that is saving")
        except BaseException:
            # broken off in the moment in which it came: nobody would give it back
            if not gave_up():
                self._let_go()
            raise
        return not gave_up()

    def _refused(self, error: OSError) -> StoreProblem:
        with contextlib.suppress(OSError):
            refuse_irregular(self._path, self._path.lstat().st_mode)
        why = obstacle(self._store) or f"{self._path} could not be locked for saving ({error.strerror or error})"
        return StoreProblem(f"{why}; nothing was changed")

    def _holder(self) -> str:
        try:
            with os.fdopen(reading_fd(self._path), "rb") as file:
                return file.read(_NOTE).decode(errors="replace").strip()
        except OSError:
            return "nobody can say who"


def is_held(path: Path) -> bool:
    """Whether somebody is alone with the lock on this file. Nothing is made."""
    try:
        fd = reading_fd(path)
    except (OSError, StoreProblem):
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(fd)
    return False
