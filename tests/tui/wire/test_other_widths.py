"""Terminals differ in how many cells they give a letter: what stands behind a name is in its column all the same."""

from unicodedata import category

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.tui.present import fitted, safe
from crm_tui.tui.wire import terminals
from crm_tui.tui.wire.frames import Picture
from crm_tui.tui.wire.painting import Painter
from tests.naughty import SCRIPTS
from tests.tui.wire.pyte_terminal import Shown, Xterm

COLUMN = 24


class AsTheCLibrary(Xterm):
    """A cell for each vowel sign that stands beside its letter."""


class WithoutThem(Xterm):
    """No cell for any sign of a vowel."""

    def cells_of(self, letter: str) -> int:
        return 0 if category(letter) == "Mc" else super().cells_of(letter)


class WithAllOfThem(Xterm):
    """A cell for every mark but the plainest accents, as old terminals do."""

    def cells_of(self, letter: str) -> int:
        return super().cells_of(letter) or (category(letter) == "Mn" and letter > "\u0900")


@pytest.mark.parametrize("term", ["xterm-256color", "vt100"])
@pytest.mark.parametrize("kind", [AsTheCLibrary, WithoutThem, WithAllOfThem])
@pytest.mark.parametrize("name", SCRIPTS.values(), ids=SCRIPTS)
def test_a_column_stands_where_it_is_on_every_terminal(name: str, kind: type[Xterm], term: str) -> None:
    screen = kind(40, 3)
    stream = pyte.Stream(screen)
    painter, picture = Painter(terminals.named(term)), Picture(40, 3)
    shown = safe(name).plain
    for text, day in (("#" * COLUMN, "11 Nov"), (shown, "12 Nov"), ("Rao", "13 Nov")):
        picture.take(f"\x1b[2;1H{fitted(text, COLUMN)}{day.ljust(16)}")
        stream.feed(painter.paint(picture))
        line = [screen.buffer[1][x].data for x in range(40)]
        assert "".join(line[COLUMN:]).rstrip() == day, line
        assert text[0] == "#" or "#" not in line, line


@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("kind", [AsTheCLibrary, WithoutThem, WithAllOfThem])
@pytest.mark.parametrize("name", SCRIPTS.values(), ids=SCRIPTS)
def test_so_it_does_when_a_page_of_lines_is_written_at_once(name: str, kind: type[Xterm], copies: bool) -> None:
    shown = Shown(60, 12, kind)
    painter, picture = Painter(terminals.named("xterm")), Picture(60, 12)
    if copies:
        painter.copies()
    behind = "a loan on the house".ljust(26)
    for text in ("#" * COLUMN, safe(name).plain):
        for y in range(10):
            cell = f"\x1b[{'' if y % 3 else '96'}m{fitted(text, COLUMN)}\x1b[0m"
            picture.take(f"\x1b[{y + 2};1H{cell}{behind}{y}")
        shown.feed(painter.paint(picture))
        for y in range(10):
            line = [shown.screen.buffer[y + 1][x].data for x in range(60)]
            assert "".join(line[COLUMN:]).rstrip() == f"{behind}{y}", line
            assert text[0] == "#" or "#" not in line, line


PARTS = ["", "asha", "12 Nov", "owes for", "a", *SCRIPTS.values()]


class Seen:
    """A terminal of some kind, with what is painted on it."""

    def __init__(self, kind: type[Xterm], term: str) -> None:
        self.screen = kind(60, 3)
        self.stream = pyte.Stream(self.screen)
        self.painter = Painter(terminals.named(term))

    def show(self, frame: str) -> list[tuple[str, str, str]]:
        """Paint a picture; what can be seen of the cells then."""
        picture = Picture(60, 3)
        picture.take(frame)
        self.stream.feed("\x1b[?7l" + self.painter.paint(picture))
        cells = (self.screen.buffer[1][x] for x in range(60))
        return [(cell.data, cell.bg, "" if cell.data == " " else cell.fg) for cell in cells]


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "vt100"])
@pytest.mark.parametrize("kind", [AsTheCLibrary, WithoutThem, WithAllOfThem])
@settings(max_examples=40, deadline=None)
@given(
    lines=st.lists(
        st.tuples(*(st.sampled_from(PARTS) for _ in range(3)), st.sampled_from(["", "7", "31;44"])),
        min_size=2,
        max_size=5,
    )
)
def test_where_only_a_part_of_a_line_is_written_it_stands_as_if_all_of_it_had_been(
    lines: list[tuple[str, ...]], kind: type[Xterm], term: str
) -> None:
    changing = Seen(kind, term)
    for *parts, look in lines:
        text = "  ".join(fitted(safe(part).plain, 18) for part in parts)
        frame = f"\x1b[2;1H\x1b[{look}m{fitted(text, 60)}\x1b[0m\x1b[1;1H"
        assert changing.show(frame) == Seen(kind, term).show(frame)
