"""No terminal is sent a sequence that it does not know: by their terminfo entries, and what their makers write."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.tui.wire import terminals
from crm_tui.tui.wire.frames import Picture
from crm_tui.tui.wire.painting import Painter

EVERYWHERE = set("HABCDmKJ")
"""Places, moves, looks, and the rest of a line or screen erased: what a VT100 knows, and all that came after it."""

ALSO = {
    "dumb": "",
    "vt100": "r",
    "vt220": "rXLM",
    "screen": "rGLM",
    "tmux": "rGXLM",
    "linux": "rGXLM",
    # PuTTY and Windows Terminal go by this name: what both know, so no letter is repeated by its number (REP)
    "xterm": "rGXLM",
    "putty": "rGXLM",
    "ms-terminal": "rGXLM",
}
"""The last letters of what else each may be sent: margins, a column by its number, cells erased, lines moved."""

PARTS = ["─" * 30, "today", "a loan on the house", "asha", "सुनंदा", "金利", " " * 25, "x"]


@pytest.mark.parametrize(("term", "also"), ALSO.items(), ids=ALSO)
@settings(max_examples=30, deadline=None)
@given(shown=st.lists(st.lists(st.lists(st.sampled_from(PARTS), max_size=4), max_size=8), min_size=2, max_size=4))
def test_each_terminal_is_sent_what_it_knows(term: str, also: str, shown: list[list[list[str]]]) -> None:
    painter, picture = Painter(terminals.named(term)), Picture(70, 9)
    for rows in shown:
        for y, parts in enumerate(rows):
            text = " ".join(parts)[:40]
            picture.take(f"\x1b[{y + 1};1H{' ' * 70}\x1b[{y + 1};1H\x1b[{31 + len(text) % 5};44m{text}\x1b[0m\x1b[1;1H")
        sent = painter.paint(picture)
        assert set(re.findall(r"\x1b\[[\d;]*([^\d;])", sent)) <= EVERYWHERE | set(also)
        assert set(re.findall(r"\x1b([^\[])", sent)) <= ({"M"} if "r" in also else set())


def test_all_of_it_is_sent_where_it_is_known() -> None:
    painter, picture = Painter(terminals.named("xterm")), Picture(80, 24)
    keys = "enter Open  / Filter  c Capture  ? Help"
    lines = [" ".join([f"line {at}"] * 8) for at in range(21)]
    pictures = [
        [*lines[:20], keys],
        [*lines[1:], "o Reopen  " + keys],
        [*lines[1:], keys],
        ["line 1" + " " * 40 + lines[1][46:], *lines[2:], keys],
    ]
    sent = ""
    for rows in pictures:
        picture.take("".join(f"\x1b[{y + 1};1H{row:80}" for y, row in enumerate(rows)) + "\x1b[1;1H")
        sent += painter.paint(picture)
    assert set(re.findall(r"\x1b\[[\d;]*([^\d;])", sent)) >= set("rX")


def test_words_below_one_another_are_copied_only_by_a_terminal_that_said_it_can_and_until_it_is_forgotten() -> None:
    painter, picture = Painter(terminals.named("xterm")), Picture(120, 24)

    def page(customer: str, deal: str) -> str:
        for y in range(20):
            what = f"promise {y} to {customer}"
            picture.take(f"\x1b[{y + 1};1H{what:60}{customer:20}{deal:40}")
        return painter.paint(picture)

    page("Zaika Foods", "Shop licence, Unit 14")
    written = page("Shree Ganesh Oil", "Overdraft against stock")
    assert "$" not in written
    painter.copies()
    copied = page("Lakshmi Iyer", "Family health policy")
    assert "$v" in copied
    assert len(copied) < len(written) / 2
    painter.forget()
    assert "$" not in page("Zaika Foods", "Shop licence, Unit 14")
    assert "$" not in page("Lakshmi Iyer", "Family health policy")
