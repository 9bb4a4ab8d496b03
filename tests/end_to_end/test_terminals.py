"""What reaches the wire: on each kind of terminal only what it understands."""

import re
import subprocess
import time
from pathlib import Path

import pytest

from crm_tui.tui.wire import answers
from tests.end_to_end.terminal import PROGRAM, Terminal

pytestmark = pytest.mark.slow

QUESTIONS = (b"\x1b[?2026$p", b"\x1b[?2048$p", b"\x1b[>25u")
COLOUR = re.compile(rb"\x1b\[[0-9;]*(?<![0-9])(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?![0-9])[0-9;]*m")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo desk."""
    place = tmp_path_factory.mktemp("demo")
    subprocess.run([PROGRAM, "demo", "--at", str(place), "--no-screen"], check=True, stdout=subprocess.DEVNULL)
    return place / "desk.json"


def walked(demo: Path, tmp_path: Path, *arguments: str, **environment: str) -> bytes:
    """The bytes of a session that looks at some screens, the help and a form."""
    with Terminal("--store", str(demo), *arguments, XDG_CONFIG_HOME=str(tmp_path), **environment) as desk:
        desk.wait_for("overdue")
        for key in ("2", "5", "?", "\x1b", "c", "\x1b", "2"):
            desk.press(key)
        desk.wait_for("Customers:")
        desk.press("q")
        assert desk.wait_for_end() == 0
    return desk.raw


@pytest.mark.parametrize(
    ("option", "environment", "colours", "letters", "ground"),
    [
        pytest.param("--no-mouse", {"TERM": "xterm"}, True, True, True, id="a usual one"),
        pytest.param("--mouse", {"TERM": "linux", "LANG": "C"}, True, False, False, id="a console in the C locale"),
        pytest.param("--mouse", {"TERM": "vt100", "LANG": "de_DE.ISO-8859-1"}, False, False, False, id="an old one"),
        pytest.param("--ascii", {"TERM": "nonsense"}, False, False, False, id="one that nobody knows, asked for ASCII"),
        pytest.param(
            "--no-mouse",
            {"TERM": "tmux-256color", "COLORTERM": "24bit", "NO_COLOR": "1"},
            False,
            True,
            True,
            id="NO_COLOR",
        ),
    ],
)
def test_nothing_is_asked_or_painted_that_the_terminal_may_not_know(
    demo: Path, tmp_path: Path, option: str, environment: dict[str, str], colours: bool, letters: bool, ground: bool
) -> None:
    raw = walked(demo, tmp_path, option, **{"LC_ALL": "", **environment})
    assert not [one for one in (*QUESTIONS, b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[?1004h") if one in raw]
    assert re.findall(rb"\x1b\].*?\x07", raw) == [answers.GROUND.encode()] * ground
    assert bool(COLOUR.search(raw)) is colours
    assert b"38;2;" not in raw, "no true colour where only sixteen are known"
    assert b"38;5;" not in raw
    assert raw.isascii() is not letters
    assert b"\\u" not in raw


def test_one_that_is_known_to_answer_is_asked_and_gives_the_mouse_when_that_is_wanted(
    demo: Path, tmp_path: Path
) -> None:
    raw = walked(demo, tmp_path, "--mouse", TERM="xterm-kitty")
    assert all(one in raw for one in (*QUESTIONS, b"\x1b[?1000h"))
    assert b"\x1b[?1004h" not in raw


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=str)
def test_a_terminal_for_lines_gets_lines(demo: Path, environment: dict[str, str]) -> None:
    with Terminal("--store", str(demo), **environment) as desk:
        desk.wait_for("What do you want to do, q to leave [1]:")
        desk.press("4\r")
        desk.wait_for("nothing for a list:")
        desk.press("q\r")
        desk.wait_for("Back in the menu.")
        desk.press("q\r")
        assert desk.wait_for_end() == 0
    assert b"\x1b" not in desk.raw


def test_a_command_writes_ascii_to_such_a_terminal_and_every_letter_to_a_file(demo: Path) -> None:
    command = ("review", "Trimurti", "--store", str(demo))
    with Terminal(*command, LANG="C", LC_ALL="") as desk:
        desk.wait_for_end()
    assert b"WORSE ON PAPER" in desk.raw
    assert desk.raw.isascii()
    piped = subprocess.run([PROGRAM, *command], capture_output=True, env={"LANG": "C"}, timeout=60, check=False)
    assert not piped.stdout.isascii()


def test_a_theme_that_is_named_is_there_the_next_time(demo: Path, tmp_path: Path) -> None:
    on_black = re.compile(rb"\x1b\[40m")
    assert on_black.search(walked(demo, tmp_path, "--theme", "contrast-dark"))
    assert on_black.search(walked(demo, tmp_path))


def test_a_light_terminal_is_painted_for_a_light_one_unless_somebody_chose(demo: Path, tmp_path: Path) -> None:
    def is_bright(desk: Terminal) -> bool:
        return any(cell.fg.startswith("bright") for line in desk.screen.buffer.values() for cell in line.values())

    def wait_for_colours(desk: Terminal, *, bright: bool) -> None:
        until = time.monotonic() + 20
        while is_bright(desk) is not bright and time.monotonic() < until:
            desk.wait_for("Overdue")
        assert is_bright(desk) is bright

    for arguments, bright in (((), False), (("--theme", "desk"), True), ((), True)):
        with Terminal("--store", str(demo), *arguments, XDG_CONFIG_HOME=str(tmp_path), TERM="xterm") as desk:
            while answers.GROUND.encode() not in desk.raw:
                desk.read()
            desk.child.send("\x1b]11;rgb:ffff/ffff/ffff\x07")
            wait_for_colours(desk, bright=bright)
            desk.press("q")
            assert desk.wait_for_end() == 0


def test_an_unknown_theme_is_refused_with_those_there_are() -> None:
    ran = subprocess.run([PROGRAM, "--theme", "pink"], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2
    assert "contrast-light" in ran.stderr
