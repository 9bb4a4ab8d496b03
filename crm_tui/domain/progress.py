"""How far long work has come, told to whoever watches it, and where it can be broken off without loss.

Work says between two of its parts how many are done; whoever began it watches it for the time of a block. The watcher
is no argument: what is reckoned is kept by its arguments, and does not depend on who watches.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")

Watch = Callable[[str, int, int], None]
"""Takes what is counted, how many are done, and how many there are (0 where nobody knows yet).

It may raise to break the work off: the work then has changed nothing, or says itself what it leaves.
"""

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


class BrokenOff(BaseException):
    """Work was broken off by who began it. As with an interrupt, nothing that mends faults may take it for one."""


@contextmanager
def watched(watch: Watch | None) -> Iterator[None]:
    """What this thread does inside the block is told to ``watch``; None tells nobody, and lets nobody break it off."""
    before = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(before)


def is_let_be() -> bool:
    """Whether nobody may break off what this thread does now."""
    return _watch.get() is None


def step(what: str, done: int = 0, of: int = 0) -> None:
    """Say how far the work is; it may be broken off here. ``what`` is what is counted: "pages read"."""
    if (watch := _watch.get()) is not None:
        watch(what, done, of)


def each(what: str, things: Collection[T]) -> Iterator[T]:
    """The things one by one, each a step."""
    watch = _watch.get()
    if watch is None:
        yield from things
        return
    done = 0
    for done, thing in enumerate(things):
        watch(what, done, len(things))
        yield thing
    if things:
        watch(what, done + 1, len(things))


def told(what: str, done: int, of: int) -> str:
    """The same for people: "pages read: 12 of 180"."""
    return f"{what}: {done:,} of {of:,}" if of else f"{what}: {done:,}" if done else what


def reached(what: str, done: int, of: int) -> str:
    """The same where it goes no further, in a sentence: "12 of 180 pages read"."""
    return f"{done:,} of {of:,} {what}" if of else f"{done:,} {what}" if done else what
