#!/usr/bin/env python3
"""What the screens send to a terminal, key by key, beside Textual's own driver in the same run.

Usage: wire.py [--wide] [--idle SECONDS] [--slow] [--latency KEYS] [--lost SESSIONS] [--peers]

By itself: bytes at 80x24 in 256 colours, on the demo desk, with the lean mode beside; and, as ``copies``, on a
terminal that says that it copies cells (Windows Terminal, xterm, mintty). --wide: the same at 200x50.
--idle: bytes and processor time while nobody touches a key. --slow: over a pseudo-terminal of 64 kbit a second and
200 ms there and back, from a key to its effect, and how far the screen is behind when the down key was held for three
seconds. --latency: from a key to its last byte, without a line between. --lost: seconds from the end of the terminal
to that of the process, every other time with a form that was typed into. --peers: bytes for a cursor-down key beside
other programs with the same customers in a list; VISIDATA names its command where that is not in the path.

The control is the same program on the same desk with Textual's driver. Exit status 0.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import peers  # noqa: E402 - these stand beside this one, not in a package
from line import SAYS_IT_COPIES, SAYS_LITTLE, SLOW, Line, Session  # noqa: E402

DOWN, PAGE_DOWN, ESCAPE, BACKSPACE = "\x1b[B", "\x1b[6~", "\x1b", "\x7f"
SIZES = {False: (80, 24), True: (200, 50)}
TARGETS = {
    False: {
        "start": 6000,
        "cursor down": 450,
        "page down": 1500,
        "another screen": 5000,
        "a character in the filter": 1300,
        "a dialog": 1500,
    },
    True: {"cursor down": 700, "page down": 4000},
}
LEAN_TARGETS = {"cursor down": 100, "another screen": 2500}


def program(store: Path, kind: str) -> None:
    """Run the screens over a line: ``plain`` with Textual's driver, ``wire``, ``copies`` or ``lean``."""
    from textual.drivers.linux_driver import LinuxDriver

    from crm_tui.bootstrap import open_desk
    from crm_tui.tui import session
    from crm_tui.tui.app import DeskApp

    if kind == "plain":
        DeskApp.get_driver_class = lambda _self: LinuxDriver  # type: ignore[method-assign]
    with open_desk(store) as desk:
        session.run(DeskApp(desk, lean=kind == "lean"))


@contextmanager
def opened(store: Path, kind: str, *, wide: bool = False, line: Line | None = None) -> Iterator[Session]:
    """The program in a terminal, once its first screen stands."""
    around = {name: str(store.parent) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, __file__, "--run", kind, str(store)]
    width, height = SIZES[wide]
    says = SAYS_IT_COPIES if kind == "copies" else SAYS_LITTLE
    with Session(command, width, height, around, line or Line(), says=says) as session:
        session.settle(2.5, first=30)
        yield session


def sent(store: Path, kind: str, *, wide: bool) -> dict[str, float]:
    """Bytes for each act; the middle of several where it is done again."""
    with opened(store, kind, wide=wide) as session:
        figures: dict[str, float] = {"start": session.count}

        def act(key: str) -> float:
            return session.act(key, quiet=0.4)[0]

        def middle(keys: Sequence[str]) -> float:
            return statistics.median([act(key) for key in keys])

        figures["another screen"] = middle("2345")
        act("2")
        figures["cursor down"] = middle([DOWN] * 9)
        act("g")
        figures["page down"] = middle([PAGE_DOWN] * 2)
        act("g")
        act(DOWN * (session.height - 5))
        figures["cursor down, at the bottom"] = middle([DOWN] * 5)
        act("/")
        figures["a character in the filter"] = middle("ram")
        for key in (BACKSPACE * 3, ESCAPE, "1"):
            act(key)
        figures["cursor down on Today"] = middle([DOWN] * 9)
        figures["page down on Today"] = middle([PAGE_DOWN] * 3)
        act("4")
        figures["page down on Commitments"] = middle([PAGE_DOWN] * 3)
        act("1")
        figures["a dialog"] = act("C")
        act(ESCAPE)
        figures["a form"] = act("c")
        return figures


def bytes_told(store: Path, *, wide: bool) -> None:
    """Print what each act sends."""
    width, height = SIZES[wide]
    found = {kind: sent(store, kind, wide=wide) for kind in ("plain", "wire", "copies", "lean")}
    told(f"bytes at {width}x{height}", ["plain", "wire", "copies", "target", "lean", "target"])
    for name, plain in found["plain"].items():
        goal, lean_goal = TARGETS[wide].get(name), None if wide else LEAN_TARGETS.get(name)
        told(
            name, [plain, found["wire"][name], found["copies"][name], goal or "", found["lean"][name], lean_goal or ""]
        )


def idle_told(store: Path, seconds: float) -> None:
    """Print what is sent and worked while nothing happens."""
    told(f"idle for {seconds:.0f} s", ["bytes", "processor, %"])
    for kind in ("plain", "wire"):
        with opened(store, kind) as session:
            session.act("/")
            session.settle(2.0, first=1.0)
            before, worked = session.count, processor(session.pid)
            session.settle(seconds, first=seconds)
            told(kind, [session.count - before, (processor(session.pid) - worked) / seconds * 100])


def processor(pid: int) -> float:
    """Seconds of processor time that a process has taken."""
    parts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def slow_told(store: Path) -> None:
    """Print how the screens keep up over a slow line."""
    told("64 kbit/s, 200 ms", ["key, ms", "screen, ms", "held 3 s, s", "bytes"])
    for kind in ("plain", "wire", "lean"):
        with opened(store, kind, line=SLOW) as session:
            session.act("2", quiet=1.5, first=10)
            key = statistics.median(session.act(DOWN, quiet=1.0, first=10)[1] for _ in range(7))
            screen = session.act("3", quiet=1.5, first=10)[1]
            session.act("2", quiet=1.5, first=10)
            before = session.count
            for _ in range(30):
                session.send(DOWN)
                until = time.monotonic() + 0.1
                while (left := until - time.monotonic()) > 0:
                    session.pump(left)
            let_go = time.monotonic()
            session.settle(1.5, first=5)
            told(kind, [key * 1000, screen * 1000, session.arrived[-1].at - let_go, session.count - before])


def latency_told(store: Path, keys: int) -> None:
    """Print how long it takes from a key to its last byte."""
    told("from a key to its last byte, ms", ["middle", "99 %", "first byte"])
    for kind in ("plain", "wire", "lean"):
        with opened(store, kind) as session:
            session.act("2")
            took, first = [], []
            for turn in range(keys):
                at = len(session.arrived)
                begun = time.monotonic()
                took.append(session.act(DOWN if turn // 8 % 2 else "\x1b[A" if turn >= 8 else DOWN, quiet=0.12)[1])
                if len(session.arrived) > at:
                    first.append(session.arrived[at].at - begun)
            took.sort()
            told(
                kind, [1000 * f for f in (took[len(took) // 2], took[len(took) * 99 // 100], statistics.median(first))]
            )


def lost_told(store: Path, sessions: int) -> None:
    """Print how long a session lives without its terminal."""
    around = {name: str(store.parent) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    took = []
    for turn in range(sessions):
        command = [sys.executable, "-m", "crm_tui", "--store", str(store)]
        with Session(command, 80, 24, {**around, "PYTHONPATH": str(ROOT)}) as session:
            session.settle(1.0, first=30)
            for keys in ("c", "Sunita Rao") if turn % 2 else ():
                session.act(keys)
            took.append(session.lose())
    told("the terminal is gone, seconds", ["middle", "longest"])
    told(f"{sessions} sessions", [statistics.median(took), max(took)])


def peers_told(store: Path) -> None:
    """Print what other programs send for a key."""
    folder = store.parent / "peers"
    folder.mkdir()
    peers.written(store, folder)
    told("cursor down at 80x24, bytes", ["in sight", "at the end"])
    for kind in ("plain", "wire", "lean"):
        with opened(store, kind) as session:
            session.act("2")
            within = statistics.median([session.act(DOWN, quiet=0.4)[0] for _ in range(9)])
            session.act(DOWN * 16, quiet=0.6)
            told(kind, [within, statistics.median([session.act(DOWN, quiet=0.4)[0] for _ in range(5)])])
    for peer in peers.peers(folder):
        told(peer.name, peers.moved(peer, folder) or ["not installed"])
    whole = peers.listed(folder)
    told("Taskwarrior, its whole list", ["not installed" if whole is None else whole])


def told(name: str, figures: Sequence[float | str]) -> None:
    """Print one line."""
    cells = [f"{one:>12}" if isinstance(one, str) else f"{one:12,.{0 if one >= 20 else 2}f}" for one in figures]
    sys.stdout.write(f"{name:32}{''.join(cells)}\n")
    sys.stdout.flush()


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wide", action="store_true", help="at 200x50")
    parser.add_argument("--idle", type=float, metavar="SECONDS", help="while nobody touches a key")
    parser.add_argument("--slow", action="store_true", help="over 64 kbit/s and 200 ms")
    parser.add_argument("--latency", type=int, metavar="KEYS", help="from a key to its last byte")
    parser.add_argument(
        "--lost", type=int, metavar="SESSIONS", help="from the end of the terminal to that of the process"
    )
    parser.add_argument("--peers", action="store_true", help="beside other programs")
    parser.add_argument("--run", nargs=2, metavar=("KIND", "STORE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        program(Path(given.run[1]), given.run[0])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "desk.json"
        command = [sys.executable, "-m", "crm_tui", "demo", "--at", folder, "--no-screen"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
        if given.idle:
            idle_told(store, given.idle)
        elif given.slow:
            slow_told(store)
        elif given.latency:
            latency_told(store, given.latency)
        elif given.lost:
            lost_told(store, given.lost)
        elif given.peers:
            peers_told(store)
        else:
            bytes_told(store, wide=given.wide)
    return 0


if __name__ == "__main__":
    sys.exit(main())
