"""Ctrl-Z and `fg`: the shell gets its terminal in order, and the session gets it back."""

import shlex
import subprocess
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow

SUSPEND = "\x1a"
PROMPT = "desk shell>"

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
        said(shell, "bind 'set enable-bracketed-paste off'; echo $((40 + 1))", "41")
        yield shell


def said(shell: Terminal, command: str, wanted: str) -> None:
    """Run a command of the shell on an empty screen, until it has said what does not stand in the command."""
    assert wanted not in command
    shell.type(f"clear; {command}\r")
    shell.wait_for(wanted)


def line_modes(shell: Terminal) -> list[object]:
    """How the line is set for a command of the shell, which changes it while it reads one itself."""
    said(shell, "echo $((40 + 2)); cat", "42")
    modes = termios.tcgetattr(shell.child.fileno())
    shell.press("\x04")
    return modes


def start(shell: Terminal, store: str) -> None:
    shell.type(f"clear; {shlex.quote(PROGRAM)} --suspend --store {shlex.quote(store)}\r")
    shell.wait_for(*TODAY)


def suspend(shell: Terminal) -> None:
    shell.press(SUSPEND)
    shell.wait_for("Stopped", PROMPT)


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
