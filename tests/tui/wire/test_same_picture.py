"""Whatever Textual paints, the terminal ends as it would without the wire."""

import random
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm_tui.tui.wire import grid, terminals
from crm_tui.tui.wire.frames import Picture
from crm_tui.tui.wire.painting import Painter
from tests.tui.wire.pyte_terminal import Shown

SURE = ["a", "b", " ", "  ", "          ", "row", "─" * 9, "é", "→", "金利", "の", "한", "😀", "ß"]
JOINED = ["e\u0301", "n\u0303o", "\u0915\u094d", "नि", "क्ष", "👍"]
LOOKS = ["", "", "31", "1;97", "7", "4;36", "44", "97;44", "1;7", "2;3", "38;5;208", "38;2;1;2;3;48;5;17", "9"]


@dataclass(frozen=True)
class Strip:
    x: int
    y: int
    parts: tuple[tuple[str, str], ...]

    def frame(self, width: int, height: int) -> str:
        x, y = self.x % width, self.y % height
        text, used = "", x
        for part, look in self.parts:
            letters = [one for one, _ in grid.fallen(part)]
            for letter, cells in zip(letters, (cells for _, cells in grid.fallen(part)), strict=True):
                if used + cells > width:
                    break
                text += f"\x1b[{look}m{letter}\x1b[0m" if look else letter
                used += cells
        return f"\x1b[{y + 1};{x + 1}H{text}" + ("\n" if y < height - 1 else "")


def strips(texts: list[str]) -> st.SearchStrategy[Strip]:
    part = st.tuples(st.sampled_from(texts), st.sampled_from(LOOKS))
    return st.builds(Strip, st.integers(0, 30), st.integers(0, 30), st.lists(part, max_size=5).map(tuple))


def frames(texts: list[str]) -> st.SearchStrategy[tuple[list[Strip], tuple[int, int]]]:
    return st.tuples(st.lists(strips(texts), max_size=6), st.tuples(st.integers(0, 40), st.integers(0, 40)))


SIZES = st.tuples(st.integers(4, 34), st.integers(2, 9))


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "tmux", "vt100", "dumb"])
@settings(max_examples=60, deadline=None)
@given(
    size=SIZES,
    shown=st.lists(st.one_of(frames(SURE), frames(SURE + JOINED), SIZES), min_size=1, max_size=6),
)
@example(size=(10, 3), shown=[([Strip(0, 0, (("金利", ""),))], (0, 0)), ([Strip(1, 0, (("ab", "7"),))], (3, 2))])
@example(size=(11, 2), shown=[([Strip(10, 0, (("─", ""),))], (0, 0)), ([Strip(0, 0, (("e\u0301", ""),))], (0, 0))])
def test_a_terminal_ends_as_it_would_without_the_wire(
    term: str, size: tuple[int, int], shown: list[tuple[list[Strip], tuple[int, int]] | tuple[int, int]]
) -> None:
    plain, light = Shown(*size), Shown(*size)
    painter, picture = Painter(terminals.named(term)), Picture(*size)
    for one in shown:
        strips, cursor = one
        if isinstance(strips, int):
            size = one
            plain, picture = Shown(*size), Picture(*size)
            light.resize(*size)
            # a change of size is told, even where the old size is there again before the next picture
            painter.forget()
            continue
        x, y = cursor[0] % size[0], cursor[1] % size[1]
        frame = "".join(strip.frame(*size) for strip in strips) + f"\x1b[{y + 1};{x + 1}H"
        plain.feed(frame.replace("\n", "\r\n"))
        picture.take(frame)
        light.feed(painter.paint(picture))
        assert light.cells == plain.cells
        assert light.cursor == plain.cursor
    assert not painter.paint(picture) or isinstance(shown[-1][0], int)


COLUMNS = [
    ["", "· Wed 2 Dec", "● today", "· Thu 3 Dec"],
    ["a rate of 8.4", "नि", "क्ष 金利", "", "fixed for three years"],
    ["Zaika Foods", "金利 の Co", "利金 の Co", "x", "शारदा गट"],
    ["Shop licence, Unit 14", "", "one two three"],
    ["joseph", "meena", ""],
]
"""What may stand in the cells of a table, column by column."""

WORN = ["", "96", "1;93", "44", "4"]


def table(chance: random.Random) -> str:
    """Twelve lines of a table with a bar beside it, where whole lines and parts of them come again."""
    looks = [chance.choice(WORN) for _ in COLUMNS]
    row = [""] * len(COLUMNS)
    frame = ""
    for y in range(2, 14):
        row = [chance.choice(words) if chance.random() < 0.3 else was for words, was in zip(COLUMNS, row, strict=True)]
        frame += f"\x1b[{y};1H{' ' * 110}"
        for at, (word, look) in enumerate(zip(row, looks, strict=True)):
            frame += f"\x1b[{y};{at * 22 + 1}H\x1b[{look}m{word}\x1b[0m" if word else ""
    return frame + f"\x1b[{chance.randrange(2, 14)};110H\x1b[7m \x1b[0m\x1b[14;1Hfoot\x1b[3;1H"


@pytest.mark.parametrize("can", ["xterm, copies", "xterm", "tmux", "vt220", "vt100", "dumb"])
@settings(max_examples=40, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_tables_that_are_paged_through_look_the_same(can: str, chance: random.Random) -> None:
    term, _, copies = can.partition(", ")
    plain, light = Shown(110, 14), Shown(110, 14)
    painter, picture = Painter(terminals.named(term)), Picture(110, 14)
    if copies:
        painter.copies()
    for _ in range(3):
        frame = table(chance)
        plain.feed(frame)
        picture.take(frame)
        light.feed(painter.paint(picture))
        assert light.cells == plain.cells
        assert light.cursor == plain.cursor


def lines(first: int, count: int, width: int) -> str:
    return "".join(
        f"\x1b[{at + 2};1H\x1b[{31 + (first + at) % 5}mline {first + at:{width - 6}}\x1b[0m" for at in range(count)
    )


@pytest.mark.parametrize("term", ["xterm", "screen", "vt100", "dumb"])
@settings(max_examples=40, deadline=None)
@given(firsts=st.lists(st.integers(0, 12), min_size=2, max_size=6), papers=st.booleans())
def test_a_list_that_scrolls_is_moved_by_the_terminal_and_looks_the_same(
    term: str, firsts: list[int], papers: bool
) -> None:
    plain, light = Shown(30, 12), Shown(30, 12)
    painter, picture = Painter(terminals.named(term)), Picture(30, 12)
    for first in firsts:
        frame = f"\x1b[1;1H\x1b[44mtitle {first:20}\x1b[0m{lines(first, 9, 29)}"
        frame += f"\x1b[{first % 9 + 2};30H\x1b[7m \x1b[0m\x1b[12;1H{'foot' if papers else ' ' * 9}\x1b[3;1H"
        plain.feed(frame)
        picture.take(frame)
        light.feed(painter.paint(picture))
        assert light.cells == plain.cells
        assert light.cursor == plain.cursor


WORDS = ["o Reopen", "/ Filter", "? Help", "q Quit", "c Capture", "金利", "é", "नि", "x", "W For whom"]


@pytest.mark.parametrize("term", ["xterm", "tmux", "screen", "vt220", "vt100", "dumb"])
@settings(max_examples=60, deadline=None)
@given(
    shown=st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=2, max_size=6),
    look=st.sampled_from(["", "44", "7"]),
)
@example(shown=[["x", "/ Filter", "? Help"], ["x", "o Reopen", "/ Filter", "? Help"], ["x", "? Help"]], look="44")
def test_a_line_whose_parts_move_aside_looks_the_same(term: str, shown: list[list[str]], look: str) -> None:
    plain, light = Shown(50, 3), Shown(50, 3)
    painter, picture = Painter(terminals.named(term)), Picture(50, 3)
    for words in shown:
        found = [one for one in words if one]
        strip = Strip(0, 1, tuple((part, "1;31" if at % 2 else look) for at, part in enumerate(found)))
        frame = f"\x1b[2;1H\x1b[{look}m{' ' * 50}\x1b[0m" + strip.frame(50, 3)
        frame += "\x1b[3;50H\x1b[7m|\x1b[0m\x1b[1;1H"
        plain.feed(frame.replace("\n", "\r\n"))
        picture.take(frame)
        light.feed(painter.paint(picture))
        assert light.cells == plain.cells
        assert light.cursor == plain.cursor


def test_beside_a_name_whose_width_nobody_knows_only_what_changed_is_written() -> None:
    painter, picture = Painter(terminals.named("xterm")), Picture(80, 24)
    for marker in "> ":
        picture.take(f"\x1b[5;1H{marker} today   सुनंदा जाधव   a loan on the house        asha\x1b[1;1H")
        sent = painter.paint(picture)
    assert len(sent) < 15


def test_a_list_that_goes_on_by_a_line_costs_a_line() -> None:
    painter, picture = Painter(terminals.named("xterm")), Picture(80, 24)
    picture.take(lines(0, 20, 80))
    painter.paint(picture)
    picture.take(lines(1, 20, 80))
    assert len(painter.paint(picture)) < 60
