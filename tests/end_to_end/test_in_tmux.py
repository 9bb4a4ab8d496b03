"""What tmux shows is what was painted: other terminals that are tested here forgive what it does not."""

import os
import random
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crm_tui.tui.wire import terminals
from crm_tui.tui.wire.frames import Picture
from crm_tui.tui.wire.painting import Painter
from tests.end_to_end.terminal import PROGRAM

pytestmark = pytest.mark.slow

WORDS = ["o Reopen", "/ Filter", "9", "12", "Open deals: 37", " " * 12, "Filter type to filter", "x", "a loan", "─────"]
LOOKS = ["0", "1", "44", "31"]
WIDTH, HEIGHT = 80, 6


class Tmux:
    """A server of its own with one window."""

    def __init__(self, place: Path, width: int, height: int, command: str) -> None:
        self._socket = place / "tmux"
        self.ask("-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), command)
        self.ask("set", "-g", "status", "off")
        self.resize(width, height)

    def ask(self, *words: str) -> str:
        asked = ["tmux", "-S", str(self._socket), *words]
        return subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout

    def resize(self, width: int, height: int) -> None:
        self.ask("resize-window", "-x", str(width), "-y", str(height))

    @property
    def shown(self) -> list[str]:
        """What stands on it."""
        return [line.rstrip() for line in self.ask("capture-pane", "-p").split("\n")]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.ask("send-keys", key)

    def wait_for(self, is_so: Callable[[], bool]) -> None:
        until = time.monotonic() + 20
        while not is_so():
            assert time.monotonic() < until, "\n".join(self.shown)
            time.sleep(0.01)

    def settled(self) -> list[str]:
        """What stands on it when nothing has changed for a while."""
        shown, since = self.shown, time.monotonic()
        # what ends so is still being worked out
        while time.monotonic() - since < (5 if any(line.endswith(" …") for line in shown) else 0.6):
            time.sleep(0.05)
            if (now := self.shown) != shown:
                shown, since = now, time.monotonic()
        return shown


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[int, int, str], Tmux]]:
    """Opens tmux in a size with a command."""
    if shutil.which("tmux") is None:
        line = "there is no tmux here: apt-get install tmux"
        assert not os.environ.get("CI"), line
        pytest.skip(line)
    found: list[Tmux] = []

    def opens(width: int, height: int, command: str) -> Tmux:
        found.append(Tmux(tmp_path, width, height, command))
        return found[-1]

    yield opens
    for one in found:
        one.ask("kill-server")


def changed(chance: random.Random, row: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """A line with a part put in or taken out, and often a letter in its last column."""
    row = list(row)
    at = chance.randrange(len(row) + 1)
    if row and chance.random() < 0.5:
        row.pop(min(at, len(row) - 1))
    else:
        row.insert(at, (chance.choice(LOOKS), chance.choice(WORDS)))
    cut, used = [], 0
    for look, word in row:
        if part := word[: WIDTH - used]:
            cut.append((look, part))
            used += len(part)
    return [*cut, ("0", " " * (WIDTH - 1 - used)), ("0", "9")] if used < WIDTH and chance.random() < 0.3 else cut


@pytest.mark.parametrize("term", ["tmux", "screen"])
def test_lines_whose_parts_come_and_go_stand_as_they_were_painted(
    term: str, tmp_path: Path, opened: Callable[[int, int, str], Tmux]
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    tmux = opened(WIDTH, HEIGHT, f"stty raw -echo; cat {shlex.quote(str(pipe))}")
    chance = random.Random(8)
    painter, picture = Painter(terminals.named(term)), Picture(WIDTH, HEIGHT)
    rows: list[list[tuple[str, str]]] = [[] for _ in range(HEIGHT)]
    with pipe.open("wb", buffering=0) as line:
        line.write(b"\x1b[?7l")
        for number in range(250):
            rows = [changed(chance, row) if chance.random() < 0.6 else row for row in rows]
            if chance.random() < 0.3:
                rows = [*rows[1:], rows[0]]
            for y, row in enumerate(rows):
                text = "".join(f"\x1b[{look}m{word}\x1b[0m" for look, word in row)
                picture.take(f"\x1b[{y + 1};1H{' ' * WIDTH}\x1b[{y + 1};1H{text}\x1b[1;1H")
            line.write(f"{painter.paint(picture)}\x1b]2;picture {number}\x07".encode())
            told = f"picture {number}"
            tmux.wait_for(lambda told=told: tmux.ask("display", "-p", "#{pane_title}").strip() == told)
            wanted = ["".join(letter for letter, _ in row).rstrip() for row in picture.rows]
            assert tmux.shown[:HEIGHT] == wanted


PAGES = [["4", "NPage", "NPage"], ["NPage"], ["PPage"], ["1", "NPage", "NPage"], ["NPage"], ["3"], ["5"]]
WALK = [[screen, *keys] for screen in "12345" for keys in (["NPage", "Down"], ["G", "Up"])]
WALK += [["3"], ["/"], ["m", "a"], ["BSpace"], ["Escape"], ["Escape"], ["4", "/", "s"], ["Escape"], ["2", "Enter"]]
WALK += [["1"], ["3"], ["2"]]


@pytest.mark.parametrize(
    ("term", "width", "height", "acts"),
    [("tmux-256color", 80, 24, WALK), ("screen", 80, 24, WALK), ("tmux-256color", 200, 50, PAGES)],
    ids=["tmux", "screen", "a large window"],
)
def test_the_screens_stand_as_when_they_are_painted_again(
    term: str, width: int, height: int, acts: list[list[str]], tmp_path: Path, opened: Callable[[int, int, str], Tmux]
) -> None:
    around = " ".join(f"XDG_{one}_HOME={shlex.quote(str(tmp_path))}" for one in ("CONFIG", "DATA", "STATE"))
    demo = shlex.quote(str(tmp_path / "demo"))
    tmux = opened(width, height, f"env {around} TERM={term} LANG=C.UTF-8 {PROGRAM} demo --at {demo}")
    tmux.wait_for(lambda: "The desk's day" in "\n".join(tmux.shown))
    for at, keys in enumerate(acts):
        tmux.press(*keys)
        if at % 7 == 6:
            tmux.resize(width + 20 - at, height + 6 - at // 4)
        left = tmux.settled()
        tmux.press("C-l")
        assert left == tmux.settled(), keys
