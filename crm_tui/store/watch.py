"""Waiting until somebody may have saved something."""

import contextlib
import os
import select
from pathlib import Path

# the signature of a platform without inotify, where only the clock tells
try:
    from inotify_simple import INotify, flags
except ImportError:
    INotify = None


class Watch:
    """Wakes up when something is written into the folder of a log, where the system tells; else when time is up.

    What it says may be wrong either way: whoever waits must look for himself.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` need not be there yet."""
        self._folder = folder
        self._stop, self._stopper = os.pipe()
        self._told = select.poll()
        self._told.register(self._stop, select.POLLIN)
        self._notices = self._begin()
        self._watched: tuple[int, int] | None = None

    @property
    def tells(self) -> bool:
        """Whether the system tells what is written; else only the clock does."""
        return self._watched is not None

    def wait(self, seconds: float) -> None:
        """Return when something was written, when ``stop`` was called, or when time is up."""
        self._follow_folder()
        self._told.poll(seconds * 1000)
        if self._notices is not None:
            with contextlib.suppress(OSError):
                self._notices.read(timeout=0)

    def stop(self) -> None:
        """Wake whoever waits, now and from now on."""
        os.write(self._stopper, b"!")

    def close(self) -> None:
        """Give everything back; nobody may wait any more."""
        if self._notices is not None:
            self._notices.close()
        os.close(self._stop)
        os.close(self._stopper)

    def _begin(self) -> "INotify | None":
        # a user may have no notices left: then the clock has to do
        with contextlib.suppress(OSError):
            if INotify is not None:
                notices = INotify()
                self._told.register(notices.fileno(), select.POLLIN)
                return notices
        return None

    def _follow_folder(self) -> None:
        """Watch the folder that has the name now: it comes with the first save, and a restored store has another."""
        if self._notices is None:
            return
        with contextlib.suppress(OSError):
            found = self._folder.stat()
            if (found.st_dev, found.st_ino) != self._watched:
                self._notices.add_watch(self._folder, flags.MODIFY | flags.CREATE | flags.MOVED_TO)
                self._watched = found.st_dev, found.st_ino
