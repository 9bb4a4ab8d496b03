"""Whatever ends a session from outside: the terminal is given back, and the process is gone."""

import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from crm_tui.fault_log import log_path
from tests.end_to_end.terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow

CRASH = """
import sys
from crm_tui import cli
from crm_tui.tui.screens.customers import CustomersScreen
def fails(self):
    customer = "Meera Joshi"
    raise RuntimeError(customer)
CustomersScreen.on_mount = fails
sys.exit(cli.main())
"""
"""The program with a fault in one of its screens."""

STUCK = """
import sys, time
from crm_tui import cli
from crm_tui.tui.screens.customers import CustomersScreen
CustomersScreen.on_mount = lambda self: time.sleep(600)
sys.exit(cli.main())
"""
"""The program with a screen that never answers."""

CUT_SHORT = """
import sys
from crm_tui import cli
from crm_tui.tui.wire.listening import ListeningDriver
def fails(self, really=ListeningDriver.disable_input):
    really(self)
    raise RuntimeError
ListeningDriver.disable_input = fails
sys.exit(cli.main())
"""
"""The program with a fault in the midst of giving the terminal back."""

TAKEN_APART = """
import atexit, pathlib, sys
from crm_tui import cli
from crm_tui.store.desk_store import TinyStore
def leaves(name):
    pathlib.Path({place!r}, name).touch()
def close(self, really=TinyStore.close):
    really(self)
    leaves("closed")
TinyStore.close = close
atexit.register(leaves, "taken apart")
sys.exit(cli.main())
"""
"""The program, which leaves a trace where its store is closed, and where Python takes it apart."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = [PROGRAM, "demo", "--no-screen", "--at", str(tmp_path_factory.mktemp("demo"))]
    return subprocess.run(made, capture_output=True, text=True, timeout=60, check=True).stdout.strip()


@pytest.fixture(autouse=True)
def nothing_left(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What one test was cut off at is not offered to the next."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def desk(store: str):
    with Terminal("--store", store) as desk:
        desk.wait_for("late or due today", "Overdue (")
        yield desk


def line_modes(desk: Terminal) -> list[object]:
    return termios.tcgetattr(desk.child.fileno())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
@pytest.mark.parametrize("form", [pytest.param("", id="a list"), pytest.param("c", id="a form")])
def test_a_signal_gives_the_terminal_back(desk: Terminal, number: signal.Signals, form: str) -> None:
    if form:
        desk.press(form)
        desk.wait_for("Capture what was said")
        desk.type("Sunita")
    assert {"1049", "2004"} <= desk.left_on
    os.kill(desk.child.pid, number)
    assert desk.wait_for_end(seconds=5) == 128 + number
    assert desk.left_on == set()
    assert b"Traceback" not in desk.raw


@pytest.mark.parametrize("term", ["linux", "vt100", "xterm-256color"])
@pytest.mark.parametrize("number", [pytest.param(None, id="q"), signal.SIGTERM])
def test_a_terminal_with_one_screen_only_is_left_empty(store: str, term: str, number: signal.Signals | None) -> None:
    # as pyte is: it does nothing about 1049
    with Terminal("--store", store, TERM=term) as desk:
        desk.wait_for("late or due today", "verdue (")
        if number is None:
            desk.press("q")
        else:
            os.kill(desk.child.pid, number)
        desk.wait_for_end()
        assert not desk.text.strip()
        assert (desk.screen.cursor.x, desk.screen.cursor.y) == (0, 0)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_session_that_hangs_ends_all_the_same(store: str, number: signal.Signals) -> None:
    with Terminal("-c", STUCK, "--store", store, program=sys.executable) as desk:
        desk.wait_for("late or due today")
        desk.press("2")
        os.kill(desk.child.pid, number)
        assert desk.wait_for_end(seconds=8) == 128 + number
        assert desk.left_on == set()
        assert not desk.text.strip()


def test_a_session_whose_terminal_is_gone_closes_its_store_and_takes_no_time_to_be_taken_apart(
    store: str, tmp_path: Path
) -> None:
    with Terminal("-c", TAKEN_APART.format(place=str(tmp_path)), "--store", store, program=sys.executable) as desk:
        desk.wait_for("late or due today")
        desk.close_window()
    assert (tmp_path / "closed").exists()
    assert not (tmp_path / "taken apart").exists()


def test_a_line_that_takes_nothing_more_does_not_hold_the_end_up(desk: Terminal) -> None:
    # nobody reads: what is painted fills the line, and the program waits for it
    os.write(desk.child.fileno(), b"21" * 100)
    time.sleep(1)
    os.kill(desk.child.pid, signal.SIGTERM)
    _, status = os.waitpid(desk.child.pid, 0)
    assert os.waitstatus_to_exitcode(status) == 128 + signal.SIGTERM
    desk.child.ptyproc.terminated = True


def test_a_crash_gives_the_terminal_back_and_says_one_line_with_a_number(store: str) -> None:
    with Terminal("-c", CRASH, "--store", store, program=sys.executable) as desk:
        desk.wait_for("late or due today")
        desk.press("2")
        assert desk.wait_for_end() == 2
        assert desk.left_on == set()
        assert desk.text.strip().startswith("crm-tui: "), "above it stands nothing"
        after = desk.raw[desk.raw.rindex(b"\x1b[?1049l") :].decode()
    assert "this should not have happened: number " in after
    assert after.count("\n") == 1
    assert "Meera" not in after
    number = after.partition("number ")[2].partition(";")[0]
    log = log_path().read_text(encoding="utf-8")
    assert number in log
    assert "in fails" in log
    assert "Meera" not in log


def test_a_fault_while_the_terminal_is_given_back_leaves_it_no_worse(store: str) -> None:
    # cat holds the line when the program is gone, as a shell does that comes back
    held = 'echo begins; read -r go; "$@"; echo ended $((40 + $?)); cat'
    with Terminal("-c", held, "sh", sys.executable, "-c", CUT_SHORT, "--store", store, program="sh") as desk:
        desk.wait_for("begins")
        before = line_modes(desk)
        desk.type("\r")
        desk.wait_for("late or due today")
        assert line_modes(desk) != before
        desk.press("q")
        desk.wait_for("ended 42")
        assert desk.left_on == set()
        assert desk.text.strip().startswith("crm-tui: "), "above it stands nothing"
        assert line_modes(desk) == before


def test_flow_control_and_suspend_keys_do_no_harm(desk: Terminal) -> None:
    modes = line_modes(desk)
    assert not modes[0] & (termios.IXON | termios.IXOFF)
    assert not modes[3] & termios.ISIG
    desk.press("\x13", "\x11", "\x1a", "\x1c", "2")
    desk.wait_for("Customers:")
    desk.press("q")
    assert desk.wait_for_end() == 0
    assert desk.left_on == set()
