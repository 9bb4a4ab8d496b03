"""Ctrl-Z and `fg`: the shell gets its terminal in order, and the session gets it back."""

import os
import shlex
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow

SUSPEND = "\x1a"
PROMPT = "desk shell>"
TAKEN = b"\x1b[?1049h"

TODAY = ("[1 Today]", "late or due today", "Overdue (", "q Quit")
CUSTOMERS = ("[2 Customers]", "Customers:", "q Quit")
"""What stands on a whole screen, from its first line to its last."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = [PROGRAM, "demo", "--no-screen", "--at", str(tmp_path_factory.mktemp("demo"))]
    return subprocess.run(made, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Terminal]:
    """A bash with job control, as somebody has it who logs in."""
    places = {"XDG_STATE_HOME": str(tmp_path / "state"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    with Terminal("--noprofile", "--norc", "-i", program="bash", PS1=f"{PROMPT} ", HISTFILE="", **places) as shell:
        shell.wait_for(PROMPT)
        # else bash itself sets modes for its prompt
        shell.type("bind 'set enable-bracketed-paste off'; echo begins $((40 + 1))\r")
        shell.wait_for("begins 41")
        yield shell


def wait_until(shell: Terminal, happened: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until, f"{what}; the screen shows:\n{shell.text}"
        shell.hold("", 0.05)


def in_front(shell: Terminal) -> int:
    """The process group that has the terminal."""
    return os.tcgetpgrp(shell.child.fileno())


def line_modes(shell: Terminal) -> list[object]:
    """How the line is set for a command of the shell, which changes it while it reads one itself."""
    shell.type("cat\r")
    wait_until(shell, lambda: in_front(shell) != shell.child.pid, "the shell began nothing")
    modes = termios.tcgetattr(shell.child.fileno())
    shell.press("\x04")
    wait_until(shell, lambda: in_front(shell) == shell.child.pid, "the shell has not come back")
    return modes


def start(shell: Terminal, store: str) -> None:
    shell.type(f"{shlex.quote(PROGRAM)} --suspend --store {shlex.quote(store)}\r")
    shell.wait_for(*TODAY)


def suspend(shell: Terminal) -> None:
    shell.press(SUSPEND)
    shell.wait_for("Stopped", PROMPT)


@contextmanager
def taken_again(shell: Terminal) -> Iterator[None]:
    """Behind it the session has taken the terminal once more."""
    before = shell.raw.count(TAKEN)
    yield
    wait_until(shell, lambda: shell.raw.count(TAKEN) > before, "the terminal was not taken")


def test_the_screens_come_back_whole_each_time_and_the_shell_has_its_terminal_meanwhile(
    shell: Terminal, store: str
) -> None:
    before = line_modes(shell)
    start(shell, store)
    here = TODAY
    for key, there in (("2", CUSTOMERS), ("1", TODAY), ("2", CUSTOMERS)):
        assert {"1049", "2004"} <= shell.left_on
        suspend(shell)
        assert shell.left_on == set()
        assert line_modes(shell) == before
        shell.type("fg\r")
        assert PROMPT not in shell.wait_for(*here)
        shell.press(key)
        shell.wait_for(*there)
        here = there
    shell.press("q")
    shell.wait_for(PROMPT)
    shell.type("echo ended $((40 + $?))\r")
    shell.wait_for("ended 40")
    assert shell.left_on == set()
    assert line_modes(shell) == before


def test_a_session_that_was_stopped_unheard_takes_the_terminal_once_and_gives_it_back(
    shell: Terminal, store: str
) -> None:
    before = line_modes(shell)
    start(shell, store)
    session = in_front(shell)
    os.kill(session, signal.SIGSTOP)
    shell.wait_for("Stopped")
    with taken_again(shell):
        shell.type("fg\r")
    assert "Stopped" not in shell.wait_for(*TODAY)
    shell.press("2")
    shell.wait_for(*CUSTOMERS)
    with taken_again(shell):
        # and it was not stopped at all
        os.kill(session, signal.SIGCONT)
    shell.wait_for(*CUSTOMERS)
    shell.press("1")
    shell.wait_for(*TODAY)
    shell.press("q")
    shell.wait_for(PROMPT)
    shell.type("echo ended $((40 + $?))\r")
    shell.wait_for("ended 40")
    assert shell.left_on == set()
    assert line_modes(shell) == before
