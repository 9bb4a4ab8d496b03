"""The screens over a line of 64 kbit a second and 200 ms there and back, to a real SSH server."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore
from tests.benchmarks.line import SLOW
from tests.end_to_end.desks import begun, is_whole
from tests.end_to_end.slow_line import SlowLine
from tests.end_to_end.ssh_server import Host, needed
from tests.end_to_end.terminal import ENTER

pytestmark = pytest.mark.slow

MANY = 500
PAGE_DOWN, PAGE_UP = "\x1b[6~", "\x1b[5~"
BEHIND = 0.5
"""Seconds by which the screen may be behind while a key is held down."""


def test_a_held_key_builds_no_queue_and_less_is_offered(tmp_path: Path) -> None:
    needed()
    store = begun(tmp_path)
    with TinyStore(store).transaction() as now:
        for number in range(MANY):
            # no row is like another, so that a page is all that can be sent
            other = sha256(bytes([number % 256, number // 256])).hexdigest()
            one = Customer(
                name=f"{number:03} {other[:36]}", place=other[36:42], owner=other[42:], since=date(2026, 11, 2)
            )
            now.add(one)
    with (
        Host(tmp_path) as host,
        SlowLine(host.port) as line,
        host.sit_down(port=line.port, answers=True) as desk,
    ):
        desk.wait_for("Today", "q Quit", seconds=40)
        desk.press("2")
        desk.wait_for(f"Customers: {MANY}", "> 000 ")
        line.most_waiting, said = 0, False
        for key, at in ((PAGE_DOWN, MANY - 1), (PAGE_UP, 0)) * 2:
            # as fast as a keyboard repeats: each picture by itself would take longer than the next key
            for _ in range(30):
                desk.hold(key, 0.03)
                said = said or "The line is slow" in desk.text
            desk.wait_for(f"> {at:03} ")
        assert 0 < line.most_waiting <= BEHIND * SLOW.bytes_a_second
        assert said
        desk.press("\x10")
        desk.wait_for("Search")
        desk.type("lean")
        desk.wait_for("Lean mode")
        desk.press(ENTER)
        desk.press("j")
        desk.wait_for("> 001 ")
        desk.press("q")
        assert desk.wait_for_end(seconds=30) == 0
    assert is_whole(store)
