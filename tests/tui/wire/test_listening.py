"""What is typed arrives, and nobody wakes while nothing is."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Event, Thread, active_count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from crm_tui.tui.wire import answers, listening
from crm_tui.tui.wire.escapes import Escapes
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
        self.answers: list[str] = []

    def told(self, answer: str) -> None:
        self.answers.append(answer)

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


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        pytest.param(b"\x1b2", ["escape", "2"], id="a key that a Mac gives with Option"),
        pytest.param(b"\x1bc\x1b2q", ["escape", "c", "escape", "2", "q"], id="several"),
        pytest.param(b"\x1b\x1b", ["escape", "escape"], id="twice"),
        pytest.param(b"\x1b\x13", ["escape", "ctrl+s"], id="with a save behind it"),
        pytest.param(b"\x1b\r", ["escape", "enter"], id="with enter behind it"),
        pytest.param(b"\x1b\x1b[A", ["escape", "up"], id="with an arrow behind it"),
        pytest.param(b"\x1b[B\x1b", ["down", "escape"], id="behind an arrow"),
        pytest.param(b"\x1bb\x1bf\x1b\x7f", ["ctrl+left", "ctrl+right", "ctrl+w"], id="the words of a field"),
        pytest.param(b"\x1bOP\x1b[1;3A", ["f1", "alt+up"], id="sequences"),
    ],
)
def test_the_escape_key_is_told_from_a_sequence(typed: bytes, keys: list[str]) -> None:
    with listener() as (driver, terminal):
        os.write(terminal, typed)
        driver.until(*keys)


def test_what_came_apart_is_no_sequence_unless_it_begins_one() -> None:
    escapes = Escapes()
    assert [*escapes.parts("\x1b"), *escapes.parts("b")] == ["\x1b", "b"]
    assert [*escapes.parts("\x1b"), *escapes.parts("[A")] == ["\x1b[A"]


@given(
    keys=st.lists(
        st.sampled_from(["\x1b", "\x1b[A", "\x1bOP", "\x1b[200~a\x1b2b\x1b[201~", "2", "q", "é"]), max_size=8
    ),
    cuts=st.sets(st.integers(1, 60)),
)
def test_however_it_is_cut_nothing_is_lost_and_no_key_is_made_up(keys: list[str], cuts: set[int]) -> None:
    line = "".join(keys)
    ends = [0, *sorted(one for one in cuts if one < len(line)), len(line)]
    escapes = Escapes()
    parts = [part for begin, end in pairwise(ends) for part in escapes.parts(line[begin:end])]
    parts += escapes.rest()
    assert "".join(parts) == line
    assert parts.count("\x1b") == keys.count("\x1b")


XTERM = "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"
WHITE = "\x1b]11;rgb:ffff/ffff/ffff"


def test_what_the_terminal_says_of_itself_is_told_and_is_no_key() -> None:
    with listener() as (driver, typed):
        os.write(typed, f"a{XTERM}\x1b[Ab\x1b[?6c{WHITE}\x07c{WHITE}\x1b\\\x1b".encode())
        driver.until("a", "up", "b", "c", "escape")
    assert driver.answers == [XTERM, "\x1b[?6c", f"{WHITE}\x07", f"{WHITE}\x1b\\"]


@given(cuts=st.lists(st.integers(1, len(XTERM + WHITE) + 6)))
@example(cuts=list(range(len(XTERM + WHITE) + 6)))
def test_it_may_come_in_any_parts(cuts: list[int]) -> None:
    text = f"a{XTERM}{WHITE}\x1b\\\x1b[Ab"
    escapes = Escapes()
    parts = [part for start, end in pairwise([0, *sorted(cuts), len(text)]) for part in escapes.parts(text[start:end])]
    assert [part for part in parts if answers.is_one(part)] == [XTERM, f"{WHITE}\x1b\\"]
    assert "".join(part for part in parts if not answers.is_one(part)) == "a\x1b[Ab"


def test_the_rest_of_an_answer_is_waited_for_and_is_no_key() -> None:
    escapes = Escapes()
    assert [*escapes.parts("\x1b[?6"), *escapes.rest(), *escapes.parts("4;28c")] == ["\x1b[?64;28c"]


@pytest.mark.parametrize(
    ("colour", "is_light"),
    [
        pytest.param("rgb:ffff/ffff/ffff", True, id="white"),
        pytest.param("rgb:fd/f6/e3", True, id="two digits"),
        pytest.param("rgba:0000/0000/0000/c000", False, id="black, and seen through"),
        pytest.param("rgb:0/f/0", True, id="green"),
        pytest.param("rgb:0000/0000/ffff", False, id="blue"),
    ],
)
def test_a_ground_is_light_or_dark(colour: str, is_light: bool) -> None:
    assert answers.is_light(f"\x1b]11;{colour}\x07") is is_light
    assert answers.is_light(XTERM) is None
    assert answers.can(XTERM) >= {22, 28}
    assert answers.can(WHITE) == frozenset()


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
        end, rounds = time.monotonic() + LONG, -1
        # the round after the key may come late
        while rounds != len(ticks) and time.monotonic() < end:
            rounds = len(ticks)
            time.sleep(0.3)
        assert len(ticks) == rounds
        os.write(typed, b"b")
        driver.until("a", "b")
