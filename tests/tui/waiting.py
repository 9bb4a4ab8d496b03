"""Waits for an app exactly until it has nothing to do.

Textual's own wait sleeps a fiftieth of a second at a time until the process used hardly any processor meanwhile: four
times or more for each key. Here the event loop is asked instead.
"""

import asyncio
from time import process_time

from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY, SLEEP_IDLE

_POLL = 0.002
"""How often a thread that works for the app is looked after, in seconds."""

_REST = 0.01
"""For so long nothing has to come up before all is said to be quiet, in seconds."""

_HELD_UP = 0.25
"""A thread that let the processor rest for so long is held up; waiting for a disk or a turn takes less."""


async def wait_for_idle(min_sleep: float = 0, max_sleep: float = 2) -> None:
    """Wait until nothing is about to run, no timer ends within a fiftieth of a second, and no thread works for the app.

    The screen is painted by such a timer. A thread that is held up, so that the processor is idle, is not waited for.
    """
    loop = asyncio.get_running_loop()
    began = loop.time()
    looked_after, used = began, process_time()
    rested = False
    while (now := loop.time()) < began + max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            rested = False
            looked_after, used = now, process_time()
        elif any(not worker.is_finished for worker in active_app.get().workers):
            rested = False
            await asyncio.sleep(_POLL)
            if loop.time() >= looked_after + _HELD_UP:
                if process_time() - used < SLEEP_IDLE:
                    return
                looked_after, used = loop.time(), process_time()
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
