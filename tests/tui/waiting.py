"""Waits for an app exactly until it has nothing to do.

Textual's own wait sleeps a fiftieth of a second at a time until the process used hardly any processor meanwhile: four
times or more for each key. Here the event loop is asked instead.
"""

import asyncio
import sys
import threading
from concurrent.futures import thread as pool

from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY

from crm_tui.store import lock
from crm_tui.tui.typing_ahead import TypingAheadApp

_POLL = 0.002
"""How often a thread that works for the app is looked after, in seconds."""

_REST = 0.01
"""For so long nothing has to come up before all is said to be quiet, in seconds."""

_HELD_UP = 0.4
"""When every thread stood waiting for another for so long, in seconds, none goes on by itself."""

_WAITING = frozenset({threading.__file__, pool.__file__, lock.__file__})
"""The modules in which a thread stands that waits for an event, work or the store, not for disk or processor."""


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 5) -> None:
    """Wait until nothing is about to run, no timer ends within a fiftieth of a second, and no thread works for the app.

    The screen is painted by such a timer. A thread that is held up by another is not waited for.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    last_busy = began
    rested = False
    while (now := loop.time()) < began + max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            rested = False
            last_busy = now
        elif _is_at_work():
            rested = False
            await asyncio.sleep(_POLL)
            if _any_works(loop):
                last_busy = loop.time()
            elif loop.time() >= last_busy + _HELD_UP:
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


def _is_at_work() -> bool:
    """Whether the app has a thread at work, or a key that was not answered yet."""
    app = active_app.get()
    return any(not worker.is_finished for worker in app.workers) or (
        isinstance(app, TypingAheadApp) and app.types_ahead
    )


def _any_works(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether a thread that works for the app is on its way, be it that it has to wait for the disk or for its turn."""
    frames = sys._current_frames()
    threads = loop._default_executor._threads if loop._default_executor is not None else ()
    return any(thread.ident in frames and frames[thread.ident].f_code.co_filename not in _WAITING for thread in threads)
