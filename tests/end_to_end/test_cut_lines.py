"""A line to a real SSH server that is cut, or goes dead: what was saved stays, and what was not is a draft."""

import fcntl
import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pexpect
import pytest

from tests.end_to_end.desks import BY_ROUND, begun, is_whole, left, owed, with_meera
from tests.end_to_end.ssh_server import Host, needed
from tests.end_to_end.terminal import ENTER

pytestmark = pytest.mark.slow

DISCONNECTS = int(os.environ.get("CRM_TUI_DISCONNECTS", "4"))


def test_a_line_that_is_cut_in_the_middle_of_a_save_loses_nothing(tmp_path: Path) -> None:
    needed()
    store = with_meera(tmp_path)
    chance = random.Random(8)
    saved = drafts = 0
    with Host(tmp_path, BY_ROUND) as host:
        for number in range(DISCONNECTS):
            words = f"round {number} is sent"
            with host.sit_down("-o", f"SetEnv=ROUND={number}") as desk:
                desk.wait_for("Today", "q Quit", seconds=40)
                desk.press("C")
                desk.wait_for("enter saves")
                # the line is cut while it is read, or while it is saved
                desk.child.send(f"meera: {words}")
                desk.wait_for(words, "Customer  Meera" if number % 2 else "meera")
                desk.child.send(ENTER)
                time.sleep(chance.uniform(0, 0.06 if number % 2 else 2))
                with suppress(pexpect.EOF, pexpect.TIMEOUT):
                    desk.raw += desk.child.read_nonblocking(65536, timeout=0)
                desk.child.kill(9)
                desk.child.wait()
            until = time.monotonic() + 10
            # until the session has noticed, and is gone with its lock
            while time.monotonic() < until and not ((words, "open") in owed(store)) ^ bool(left(tmp_path, number)):
                time.sleep(0.1)
            is_kept, is_left = (words, "open") in owed(store), any(words in one for one in left(tmp_path, number))
            assert is_kept != is_left, f"round {number}: in the store {is_kept}, as a draft {is_left}"
            saved, drafts = saved + is_kept, drafts + is_left
    assert saved + drafts == DISCONNECTS
    assert is_whole(store)


def test_a_line_that_goes_dead_without_a_word_ends_the_session_though_a_field_is_typed_in(tmp_path: Path) -> None:
    needed()
    begun(tmp_path)
    # the README has 15 seconds and as many tries
    told = BY_ROUND + "ClientAliveInterval 1\nClientAliveCountMax 2\n"
    with Host(tmp_path, told) as host, host.sit_down("-o", "SetEnv=ROUND=0") as desk:
        desk.wait_for("clean: nothing waits", seconds=40)
        desk.press("c")
        desk.wait_for("Capture what was said")
        desk.type("Sunita Rao")
        until = time.monotonic() + 60
        while left(tmp_path, 0) != ["Sunita Rao"] and time.monotonic() < until:
            time.sleep(0.1)
        [draft] = (tmp_path / "state" / "0").rglob("drafts/*.json")
        assert is_held(draft)
        os.kill(desk.child.pid, signal.SIGSTOP)
        while is_held(draft) and time.monotonic() < until:
            time.sleep(0.2)
        assert not is_held(draft)
    assert left(tmp_path, 0) == ["Sunita Rao"]


def is_held(draft: Path) -> bool:
    """Whether the session that writes a draft goes on."""
    with draft.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
