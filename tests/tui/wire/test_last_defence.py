"""A stored text that means something to a terminal does not reach it, whatever widget shows it."""

import pytest

from crm_tui.tui.wire import grid, terminals
from crm_tui.tui.wire.frames import Picture, is_mode
from crm_tui.tui.wire.painting import Painter
from crm_tui.tui.wire.wire import Wire


def sent(stored: str) -> str:
    picture = Picture(60, 3)
    picture.take(f"\x1b[1;1H\x1b[1mName: {stored} end\x1b[0m\n\x1b[1;1H")
    painter = Painter(terminals.named("xterm"))
    painter.paint(Picture(60, 3))
    return painter.paint(picture)


@pytest.mark.parametrize(
    "stored",
    [
        "\x1b]0;a title\x07",
        "\x1b[2J",
        "\x1b]52;c;ZXZpbA==\x07",
        "\x05",
        "\x1bP+q544e\x1b\\",
        "\x9b2J",
        "\x00",
        "\x1b[?1049l",
        "\x1b[6n",
        "\x0e\x0f",
        "\r\n",
        "\x1bc",
        "\x1b[?2026h",
        "\u202eevil",
        "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\",
    ],
)
def test_what_means_something_to_a_terminal_is_only_letters_to_the_wire(stored: str) -> None:
    told = sent(stored)

    assert "end" in told
    # bold on, and at the end back to the first column: all that the wire itself sends
    assert told.removeprefix("\x1b[1m").removesuffix("\r").isprintable()


def test_a_letter_that_no_encoding_has_is_replaced() -> None:
    assert "\ufffd" in sent("\ud800")
    assert sent("\ud800").encode()


def test_a_thousand_accents_on_one_letter_are_cut() -> None:
    ((letter, cells),) = grid.fallen("e" + "\u0301" * 1000)

    assert cells == 1
    assert len(letter) < 20


@pytest.mark.parametrize(
    "data", ["\x1b[?1049h", "\x1b[?25h", "\x1b[?2004h", "\x1b[>25u", "\x1b[<u", "\x07", "\x1b]52;c;bm90ZQ==\x07"]
)
def test_what_the_program_itself_switches_goes_through_as_one_whole(data: str) -> None:
    assert is_mode(data)
    assert not is_mode(data + "x")
    assert not is_mode("\x1b[1;1H" + data)


@pytest.mark.parametrize("data", ["\x1b]22;default\x07", "\x1b[?25l"], ids=["a mouse pointer", "the cursor hidden"])
async def test_what_is_not_wanted_is_neither_sent_nor_shown(data: str) -> None:
    sent: list[str] = []
    wire = Wire(terminals.named("dumb"), sent.append, lambda: (20, 2))
    wire.begin()
    wire.take(data)
    wire.flush()

    assert sent == []
