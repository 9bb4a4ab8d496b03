"""While the line is busy nothing more is put on it, and what comes meanwhile is merged."""

import asyncio

import pytest

from crm_tui.tui.wire import terminals
from crm_tui.tui.wire.pacing import PATIENCE, Pace
from crm_tui.tui.wire.wire import Wire


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_two_pictures_may_be_on_the_way_once_the_terminal_has_answered() -> None:
    pace = Pace(Clock(), asks=True)
    pace.asked()
    pace.answered()
    pace.asked()
    assert pace.wait == 0
    pace.asked()
    assert pace.wait > 0
    pace.answered()
    assert pace.wait == 0


def test_a_terminal_that_never_answers_is_never_waited_for_and_soon_asked_no_more() -> None:
    clock = Clock()
    pace = Pace(clock, asks=True)
    for _ in range(5):
        assert pace.is_asking
        pace.asked()
        assert pace.wait == 0
    clock.now += PATIENCE + 0.1
    assert not pace.is_asking


def test_an_answer_that_comes_late_is_taken_all_the_same() -> None:
    clock = Clock()
    pace = Pace(clock, asks=True)
    pace.asked()
    clock.now += PATIENCE + 0.1
    assert not pace.is_asking
    pace.answered()
    assert pace.is_asking


def test_an_answer_that_is_lost_holds_nothing_up_for_ever() -> None:
    clock = Clock()
    pace = Pace(clock, asks=True)
    pace.asked()
    pace.answered()
    pace.asked()
    pace.asked()
    assert 0 < pace.wait <= PATIENCE
    clock.now += PATIENCE + 0.1
    assert pace.wait == 0


def test_a_terminal_that_is_not_known_to_answer_is_not_asked() -> None:
    assert not Pace(Clock(), asks=False).is_asking


@pytest.mark.parametrize(("took", "slow"), [(0.1, False), (0.9, True)])
def test_a_line_is_slow_when_most_pictures_take_long(took: float, slow: bool) -> None:
    clock = Clock()
    pace = Pace(clock, asks=True)
    for _ in range(8):
        pace.asked()
        clock.now += took
        pace.answered()
    assert pace.is_slow is slow


async def test_pictures_that_come_while_the_line_is_busy_are_merged_into_one() -> None:
    sent: list[str] = []
    told: list[str] = []
    wire = Wire(terminals.named("xterm"), sent.append, lambda: (20, 2), is_slow=lambda: told.append("slow"))
    wire.begin()

    def show(text: str) -> None:
        wire.take(f"\x1b[1;1H{text}\x1b[1;1H")
        wire.flush()

    show("a")
    wire.answered()
    for letter in "bcdefg":
        show(letter)
    assert len(sent) == 3
    wire.answered()
    assert len(sent) == 4
    assert "g" in sent[-1]
    assert "f" not in sent[-1]
    await asyncio.sleep(0)
    wire.end()
    assert not told


async def test_it_is_told_once_that_the_line_is_slow() -> None:
    clock, told = Clock(), list[str]()
    wire = Wire(
        terminals.named("xterm"), lambda _: None, lambda: (20, 2), is_slow=lambda: told.append("slow"), clock=clock
    )
    wire.begin()
    for turn in range(20):
        wire.take(f"\x1b[1;1H{turn}\x1b[1;1H")
        wire.flush()
        clock.now += 0.5
        wire.answered()
    assert told == ["slow"]


async def test_the_whole_picture_is_painted_again_when_asked_for_and_after_the_terminal_was_left() -> None:
    sent: list[str] = []
    wire = Wire(terminals.named("dumb"), sent.append, lambda: (20, 2))
    wire.begin()
    wire.take("\x1b[1;1Hstands here\x1b[1;1H")
    wire.flush()
    first = sent[-1]
    assert "stands here" in first
    wire.flush()
    assert len(sent) == 1

    wire.repaint()
    assert sent[-1] == first

    wire.end()
    wire.take("\x1b[2;1Hmeanwhile\x1b[1;1H")
    wire.flush()
    assert len(sent) == 2
    wire.begin()
    wire.flush()
    assert "stands here" in sent[-1]
    assert "meanwhile" in sent[-1]


@pytest.mark.parametrize(("term", "asked"), [("xterm", True), ("vt100", True), ("dumb", False)])
async def test_a_terminal_that_answers_is_asked_what_it_can_whenever_it_is_painted_whole(
    term: str, asked: bool
) -> None:
    sent: list[str] = []
    wire = Wire(terminals.named(term), sent.append, lambda: (20, 2))
    wire.begin()
    for text in "ab":
        wire.take(f"\x1b[1;1H{text}\x1b[1;1H")
        wire.flush()
    wire.repaint()
    assert ["\x1b[c" in one for one in sent] == [asked, False, asked]


async def test_a_terminal_that_copies_is_believed_until_the_picture_is_painted_whole() -> None:
    sent: list[str] = []
    wire = Wire(terminals.named("xterm"), sent.append, lambda: (80, 12))
    wire.begin()

    def copies() -> bool:
        for words in ("is said in each of the lines", "stands below itself, as before"):
            lines = "".join(f"\x1b[{y};1H{words[:y]:30}{words:40}" for y in range(1, 11))
            wire.take(f"{lines}\x1b[1;1H")
            wire.flush()
            wire.answered()
        return "$v" in sent[-1]

    assert not copies()
    wire.told({62, 22})
    assert not copies()
    wire.told({64, 22, 28})
    assert copies()
    wire.repaint()
    assert not copies()
    wire.end()
