"""What is typed arrives, and nobody wakes while nothing is."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Event, Thread, active_count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from crm_tui.tui.wire import answers, listening
from crm_tui.tui.wire.escapes import _MOST, Escapes, Kind, Piece
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
        self.pasted: list[str] = []
        self.typed: list[str | None] = []

    def told(self, answer: str) -> None:
        self.answers.append(answer)

    def _disable_mouse_support(self) -> None:
        pass

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Key):
            self.keys.append(message.key)
            self.typed.append(message.character)
        elif isinstance(message, events.Paste):
            self.pasted.append(message.text)

    def until(self, *keys: str, by: str = "key") -> None:
        came = self.keys if by == "key" else self.typed
        end = time.monotonic() + LONG
        while came != list(keys) and time.monotonic() < end:
            time.sleep(0.01)
        assert came == list(keys)


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


@pytest.mark.parametrize(
    "nobody_asked",
    [
        pytest.param("\x1b[2K\x1b[4h\x1b[2J", id="keys of st"),
        pytest.param("\x1b[>41;388;0c", id="what vim had asked for"),
        pytest.param("\x1b[?0u\x1b[8;24;80t\x1b[0n", id="a keyboard, a size, a status"),
        pytest.param("\x1b]10;rgb:ffff/ffff/ffff\x1b\\\x1b]4;1;rgb:cd00/0000/0000\x07", id="other colours"),
        pytest.param("\x1bP>|XTerm(388)\x1b\\\x1bP1+r436f=323536\x1b\\", id="names"),
        pytest.param("\x1b]11;rgb:zzzz/q\x07", id="an answer that is none"),
        pytest.param(f"\x1b]11;{'q' * 20_000}\x07", id="a long one"),
        pytest.param("\x1b_Gi=31;OK\x1b\\", id="pictures"),
    ],
)
def test_no_letter_of_what_nobody_asked_for_is_a_key(nobody_asked: str) -> None:
    with listener() as (driver, typed):
        os.write(typed, f"a{nobody_asked}b".encode())
        driver.until("a", "b")
    assert "".join(driver.answers) == nobody_asked or len(nobody_asked) > _MOST


@pytest.mark.parametrize(
    ("charset", "typed", "letters"),
    [
        pytest.param("UTF-8", b"\xe9abc", "\ufffdabc", id="a Latin letter where UTF-8 is spoken"),
        pytest.param("UTF-8", b"\xff\xfe\xc3(", "\ufffd\ufffd\ufffd(", id="what is no letter anywhere"),
        pytest.param("ISO-8859-1", b"\xe9abc", "éabc", id="the same letter in its own locale"),
        pytest.param("UTF-16", b"abc", "abc", id="a locale in which nobody types"),
    ],
)
def test_what_is_typed_is_read_as_the_locale_has_it(
    charset: str, typed: bytes, letters: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"de_DE.{charset}")
    with listener() as (driver, terminal):
        os.write(terminal, typed)
        driver.until(*letters, by="character")


def test_a_paste_is_one_text_whatever_stands_in_it() -> None:
    text = "8.4 fixed for 3 yrs\rno PF\r\x1b[31mred\x07\x1b[A\x1b2"
    with listener() as (driver, typed):
        os.write(typed, f"a\x1b[200~{text}\x1b[201~b".encode())
        driver.until("a", "b")
    assert driver.pasted == [text]


def test_what_came_apart_is_no_sequence_unless_it_begins_one() -> None:
    escapes = Escapes()
    assert [*escapes.parts("\x1b"), *escapes.parts("b")] == [(Kind.ESCAPE, "\x1b"), (Kind.LETTERS, "b")]
    assert [*escapes.parts("\x1b"), *escapes.parts("[A")] == [(Kind.SEQUENCE, "\x1b[A")]


@pytest.mark.parametrize("begun", ["[", "O", "]", "P", "_"])
def test_what_begins_a_sequence_and_is_all_that_comes_was_pressed(begun: str) -> None:
    escapes = Escapes()
    assert [*escapes.parts("\x1b" + begun)] == []
    assert [*escapes.rest()] == [(Kind.ESCAPE, "\x1b"), (Kind.LETTERS, begun)]


XTERM = "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"
WHITE = "\x1b]11;rgb:ffff/ffff/ffff"
MANY = ["\x1b", "\x1b[A", "\x1bOP", "\x1b[M !!", XTERM, f"{WHITE}\x07", "\x1bP>|st\x1b\\", "2", "q", "é"]


@given(
    keys=st.lists(st.sampled_from([*MANY, "\x1b[200~a\x1b2\x1b[201~"]), max_size=8), cuts=st.sets(st.integers(1, 99))
)
def test_however_it_is_cut_it_is_the_same(keys: list[str], cuts: set[int]) -> None:
    def pieces(*ends: int) -> list[Piece]:
        escapes = Escapes(lambda: 0)
        found = [piece for begin, end in pairwise(ends) for piece in escapes.parts(line[begin:end])]
        return [one for piece in [*found, *escapes.rest()] for one in singly(piece)]

    def singly(piece: Piece) -> list[Piece]:
        return [Piece(piece.kind, one) for one in piece.text] if piece.kind is Kind.LETTERS else [piece]

    # an escape before a sequence is one that was pressed; so is one that a cut sets apart from what it would begin
    line = "".join(keys)
    inside = {one for one in cuts if one < len(line) and line[one - 1] != "\x1b"}
    assert pieces(0, *sorted(inside), len(line)) == pieces(0, len(line))


def test_what_the_terminal_says_of_itself_is_told_and_is_no_key() -> None:
    with listener() as (driver, typed):
        os.write(typed, f"a{XTERM}\x1b[Ab\x1b[?6c{WHITE}\x07c{WHITE}\x1b\\\x1b".encode())
        driver.until("a", "up", "b", "c", "escape")
    assert driver.answers == [XTERM, "\x1b[?6c", f"{WHITE}\x07", f"{WHITE}\x1b\\"]


@pytest.mark.parametrize("answer", [f"{WHITE}\x07", XTERM, "\x1b[?6c"], ids=["a colour", "of xterm", "of PuTTY"])
def test_an_answer_that_comes_late_behind_its_first_character_is_none_of_the_keys(answer: str) -> None:
    escapes = Escapes()
    assert [*escapes.parts("\x1b"), *escapes.rest()] == [(Kind.ESCAPE, "\x1b")]
    assert [*escapes.parts(answer[1:] + "j")] == [(Kind.STRING, answer), (Kind.LETTERS, "j")]


def test_the_rest_of_an_answer_is_waited_for_and_is_no_key() -> None:
    escapes = Escapes()
    pieces = [*escapes.parts("\x1b[?6"), *escapes.rest(), *escapes.parts("4;28c")]
    assert pieces == [(Kind.SEQUENCE, "\x1b[?64;28c")]


@pytest.mark.parametrize(
    ("begun", "came"),
    [
        pytest.param(WHITE, [], id="an answer"),
        pytest.param("\x1b[200~no PF", [(Kind.PASTED, "no PF")], id="a paste"),
    ],
)
def test_what_is_never_ended_takes_no_key_for_long(begun: str, came: list[Piece]) -> None:
    now = 0.0
    escapes = Escapes(lambda: now)
    assert [*escapes.parts(begun), *escapes.rest()] == []
    now = 3.5
    assert [*escapes.parts("2j")] == [*came, (Kind.LETTERS, "2j")]


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
