"""Waits for an app exactly until it has nothing to do.

Textual's own wait sleeps a fiftieth of a second at a time until the process used hardly any processor meanwhile: four
times or more for each key. Here the event loop is asked instead.
"""

import asyncio
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from textual import worker as textual_worker
from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY
from textual.app import App
from textual.pilot import Pilot
from textual.timer import Timer
from textual.worker import Worker, WorkerCancelled

from crm_tui.store import lock
from crm_tui.tui.typing_ahead import TypingAheadApp

LONGEST = 30.0
"""A machine may be that slow, in seconds: nothing is waited for any longer."""

_POLL = 0.002
"""How often a thread that works for the app is looked after, in seconds."""

_LOOK = 0.03
"""How often it is looked whether something has come, in seconds."""

_REST = 0.01
"""For so long nothing has to come up before all is said to be quiet, in seconds."""

_HELD_UP = 150
"""When every thread stood waiting for another at so many looks one after the other, none goes on by itself.

They are counted, not timed: a machine with much to do lets a second pass in which no thread had its turn.
"""

_WAITING = frozenset({threading.__file__, lock.__file__})
"""The modules in which a thread stands that waits for an event or the store, not for disk or processor."""


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = LONGEST) -> None:
    """Wait until nothing is about to run, no timer ends within a fiftieth of a second, and no thread works for the app.

    The screen is painted by such a timer. A thread that is held up by another is not waited for.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    held_up = 0
    # a thread may have ended just before, and what it hands over have still to arrive
    rested = False
    while (now := loop.time()) < began + max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            rested = False
            held_up = 0
        elif _is_at_work():
            rested = False
            await asyncio.sleep(_POLL)
            held_up = 0 if _any_works() else held_up + 1
            if held_up == _HELD_UP:
                return
        else:
            ends = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=began + max_sleep)
            if ends > now + SLEEP_GRANULARITY and now >= began + min_sleep:
                if rested:
                    return
                # what a thread hands over as it ends has still to arrive
                rested = True
                await asyncio.sleep(_REST)
                continue
            await asyncio.sleep(max(min(ends, now + SLEEP_GRANULARITY) - now, 0))


async def wait_for_screen(pilot: Pilot[Any], timeout: float = LONGEST) -> bool:
    """The same instead of the pilot's own way, which sends a message to every widget in sight at each key and pause."""
    await wait_for_idle(max_sleep=timeout)
    return True


def _is_at_work() -> bool:
    """Whether the app has a thread at work, or a key that was not answered yet."""
    app = active_app.get()
    return any(not worker.is_finished for worker in app.workers) or (
        isinstance(app, TypingAheadApp) and app.types_ahead
    )


def _any_works() -> bool:
    """Whether the work of a thread is on its way, be it that it has to wait for the disk, for its turn or to begin."""
    working = [one for one in active_app.get().workers if one._thread_worker and not one.is_finished]
    if not working:
        return False
    held_up = [worker for frame in sys._current_frames().values() if (worker := _held_up(frame)) is not None]
    return any(worker not in held_up for worker in working)


def _held_up(frame: FrameType | None) -> Worker[Any] | None:
    """Whose work a thread does while it stands waiting for another; None if it does not wait, or has no work."""
    if frame is not None and frame.f_code.co_filename not in _WAITING:
        return None
    while frame is not None:
        if frame.f_code.co_name == "run_callable" and frame.f_code.co_filename == textual_worker.__file__:
            return frame.f_locals["self"]
        frame = frame.f_back
    return None


async def comes(fact: Callable[[], object]) -> bool:
    """Wait until something is so; False when it never is."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + LONGEST
    while not fact():
        if loop.time() > ends:
            return False
        await asyncio.sleep(_LOOK)
    return True


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until all is done that was asked for, also by whoever another held up."""
    await pilot.pause()
    while left := [worker for worker in pilot.app.workers if not worker.is_finished]:
        # one that another took the place of was cancelled, and that other one is waited for
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete(left)
        await pilot.pause()
    # a pause ends with painting what is left to paint, and what that sets off is waited for too
    await pilot.pause()


async def typing_paused(pilot: Pilot[Any]) -> None:
    """Wait until whatever waits for the typing to pause has looked at what was typed."""
    # the key that was pressed last has to arrive before anything waits for another
    await pilot.pause()
    assert await comes(lambda: not any(_is_to_come(one) for one in _pauses(pilot.app)))
    await pilot.pause()


def _pauses(app: App[Any]) -> list[Timer]:
    """The timers of our own screens and widgets in sight that end once."""
    ours = (one for one in app.screen.walk_children(with_self=True) if type(one).__module__.startswith("crm_tui."))
    return [timer for one in ours for timer in one._timers if timer._repeat == 0]


def _is_to_come(timer: Timer) -> bool:
    return timer._task is not None and not timer._task.done()
