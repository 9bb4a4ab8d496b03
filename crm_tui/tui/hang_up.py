"""A session whose terminal is gone: nobody sees it any more, and nobody can end it."""

import select
import sys
from functools import partial
from typing import Any

from textual.app import App

HUNG_UP = 129
"""The code to exit with, as of a program that the closed terminal ended."""

_EVERY = 1.0
"""In seconds. Without a terminal Textual asks for keys without a pause, and takes a whole core."""


def watch(app: App[Any]) -> None:
    """End the session once its terminal is closed.

    Most are ended by the system then; not one that runs under ``su -c``, ``setsid`` or ``nohup``.
    """
    terminal = sys.__stdin__
    if not app.is_headless and terminal is not None:
        app.set_interval(_EVERY, partial(_end_if_gone, app, terminal.fileno()))


def is_gone(terminal: int) -> bool:
    """Whether nobody is at the other end of a terminal, by its file descriptor."""
    asked = select.poll()
    asked.register(terminal, 0)
    return any(what & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, what in asked.poll(0))


def _end_if_gone(app: App[Any], terminal: int) -> None:
    if is_gone(terminal):
        app.exit(return_code=HUNG_UP)
