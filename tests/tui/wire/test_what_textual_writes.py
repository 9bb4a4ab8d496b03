"""What the wire takes for granted of the text that Textual writes; Textual is pinned exactly, and this fails first."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import drivers
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Region
from textual.strip import Strip

from crm_tui.tui.wire.frames import TOGETHER, Picture, is_mode, is_unused

CONSOLE = Console(color_system="256", force_terminal=True)


def test_textual_is_the_one_that_was_looked_at() -> None:
    assert version("textual") == "8.2.8"


def test_an_app_is_given_its_driver_by_a_public_method_and_drivers_write_flush_start_and_stop() -> None:
    assert callable(App.get_driver_class)
    for name in ("write", "flush", "start_application_mode", "stop_application_mode", "process_message"):
        assert callable(getattr(LinuxDriver, name))
        assert callable(getattr(Driver, name))


def strip(text: str, style: str = "") -> Strip:
    return Strip([Segment(text, Style.parse(style) if style else None)])


@pytest.mark.parametrize(
    "update",
    [
        LayoutUpdate([[strip("one", "bold red")], [strip("two")]], Region(1, 0, 3, 2)),
        ChopsUpdate([{1: strip("one", "bold red")}, {1: strip("two")}], [(0, 1, 4), (1, 1, 4)], [[4], [4]]),
    ],
    ids=["a layout", "parts of lines"],
)
def test_a_picture_is_places_looks_and_letters(update: LayoutUpdate | ChopsUpdate) -> None:
    written = update.render_segments(CONSOLE)

    assert written == "\x1b[1;2H\x1b[1;31mone\x1b[0m\n\x1b[2;2Htwo"
    picture = Picture(5, 2)
    picture.take(written)
    assert ["".join(letter for letter, _ in row) for row in picture.rows] == [" one ", " two "]


def test_every_mode_that_textual_switches_by_itself_is_known() -> None:
    source = Path(drivers.__file__).with_name("linux_driver.py").read_text(encoding="utf-8")
    found = re.findall(r'^ +[a-z.]*write\(f?"((?:\\x1b|\\033)[^"{]*)"\)', source, re.MULTILINE)
    written = {text.encode().decode("unicode_escape") for text in found}
    assert len(written) > 15
    assert {text for text in written if not (is_mode(text) or is_unused(text))} == set()
    assert is_mode("\x1b[>25u")


def test_pictures_shown_in_one_go_are_marked_as_textual_marks_them() -> None:
    assert (SYNC_START, SYNC_END) == TOGETHER
