"""What is typed arrives, and nobody wakes while nothing is."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread, active_count

import pytest
from textual import events
from textual.message import Message

from crm_tui.tui.wire import listening
from crm_tui.tui.wire.listening import ListeningDriver

LONG = 20.0


class Heard(ListeningDriver):
    """A driver without an app, which keeps what it hears."""

    def __init__(self, fileno: int) -> None:
        self.fileno = fileno
        self.exit_event = Event()
        self._debug = False
        self._key_thread: Thread | None = None
        self._writer_thread = None
        self._asleep, self._wake = os.pipe()
        os.set_blocking(self._asleep, False)
        self.keys: list[str] = []

    def _disable_mouse_support(self) -> None:
        pass

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Key):
            self.keys.append(message.key)

    def until(self, *keys: str) -> None:
        end = time.monotonic() + LONG
        while self.keys != list(keys) and time.monotonic() < end:
            time.sleep(0.01)
        assert self.keys == list(keys)


@contextmanager
def listener() -> Iterator[tuple[Heard, int]]:
    heard, typed = os.pipe()
    driver = Heard(heard)
    driver._key_thread = Thread(target=driver.run_input_thread, daemon=True)
    driver._key_thread.start()
    yield driver, typed
    driver.exit_event.clear()
    os.write(driver._wake, b"!")
    driver.exit_event.set()
    driver._key_thread.join(LONG)
    assert not driver._key_thread.is_alive()
    driver.close()
    os.close(heard)
    os.close(typed)


def test_keys_arrive_in_their_order() -> None:
    with listener() as (driver, typed):
        os.write(typed, b"ab\x1b[A")
        driver.until("a", "b", "up")


def test_an_escape_that_nothing_follows_is_one_that_was_pressed() -> None:
    with listener() as (driver, typed):
        os.write(typed, b"\x1b")
        driver.until("escape")
        os.write(typed, b"j")
        driver.until("escape", "j")


def test_what_comes_in_parts_is_one() -> None:
    with listener() as (driver, typed):
        for part in (b"\xc3", b"\xa9", b"\x1b[B"):
            os.write(typed, part)
        driver.until("é", "down")


@pytest.mark.parametrize("unsure", [0, 5])
def test_who_sleeps_is_woken_to_stop_whenever_that_is(unsure: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_UNSURE", unsure)
    before = active_count()
    for _ in range(20):
        with listener():
            pass
    assert active_count() == before


def test_nobody_wakes_while_nothing_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "_SOON", 0.001)
    ticks: list[int] = []

    class Counted(listening.XTermParser):
        def tick(self):
            ticks.append(1)
            return super().tick()

    monkeypatch.setattr(listening, "XTermParser", Counted)
    with listener() as (driver, typed):
        os.write(typed, b"a")
        driver.until("a")
        time.sleep(0.2)
        rounds = len(ticks)
        time.sleep(0.3)
        assert len(ticks) == rounds
        os.write(typed, b"b")
        driver.until("a", "b")
