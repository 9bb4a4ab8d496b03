"""Looks for what other sessions save, beside the screens: nothing is done there while nothing changed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from threading import Event, Thread
from time import monotonic

from crm_tui.services import house_words
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import HouseWords
from crm_tui.tui.faults import unread

POLL = 0.5
"""Seconds after which it looks without having been told, where nothing tells."""

TOLD = 2.0
"""The same where each save is told: what is not, as a new day or a right that was taken away, is seen by looking."""

_GAP = 0.3
"""Seconds between two tellings, so that a store on which many save does not keep the screens busy."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the store stands."""

    stamp: object = None
    """Differs when what is shown may differ."""

    read_only: str = ""
    """Why nothing can be saved just now; empty when it can."""

    problem: str = ""
    """Why the store can't be read; empty when it can."""

    behind: str = ""
    """Why the store's file could not be brought up to date; empty when it could. Saving goes on."""

    house: HouseWords = house_words.USUAL
    """What the firm calls things."""


def look(desk: Desk) -> Seen:
    """How the store stands now."""
    try:
        stamp = desk.store.version(), desk.today()
        return Seen(
            stamp,
            desk.store.read_only or _why_not_me(desk, stamp),
            behind=desk.store.behind,
            house=_house(desk, stamp),
        )
    except Exception as fault:  # a store that comes back must be noticed, whatever was wrong with it
        return Seen(problem=unread(fault))


@lru_cache(maxsize=4)
def _why_not_me(desk: Desk, _stamp: object) -> str:
    # asked every other second: the staff list is read when something was saved, or a day has come
    return desk.read_only


@lru_cache(maxsize=4)
def _house(desk: Desk, _stamp: object) -> HouseWords:
    return house_words.of(desk.store)


class Follower:
    """A thread that tells of each change to the store, of its own session too."""

    def __init__(self, desk: Desk, seen: Seen, tell: Callable[[Seen], object]) -> None:
        """``tell`` is called in the thread when the store no longer stands as ``seen``."""
        self._desk = desk
        self._seen = seen
        self._tell = tell
        self._watch = desk.store.watch()
        self._stopped = Event()
        # a worker of Textual's would hold up the end of the program until it wakes
        self._thread = Thread(target=self._follow, name="follower", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more: the store may be closed."""
        self._stopped.set()
        self._watch.stop()
        self._thread.join(1)
        if not self._thread.is_alive():
            self._watch.close()

    def _follow(self) -> None:
        changed = monotonic()
        while not self._stopped.is_set():
            self._watch.wait(TOLD if self._watch.tells else POLL)
            if self._stopped.is_set():
                return
            seen = look(self._desk)
            if seen != self._seen:
                self._seen = seen
                changed = monotonic()
                self._tell(seen)
                self._stopped.wait(_GAP)
            elif not seen.problem:
                # whatever becomes of it, changes must be noticed
                with suppress(Exception):
                    self._desk.store.tend(monotonic() - changed)
