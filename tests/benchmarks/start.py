#!/usr/bin/env python3
"""How long the program takes to its first useful paint, beside a process that only imports Textual.

Usage: start.py [--records 1000,10000,100000] [--rounds 7] [--folder PATH] [--imports]

Each round opens ``crm-tui`` once at each store in a terminal of 80 x 24 and, in the same round, starts the control:
``python -c "import textual.app"``. The first useful paint is when a line of the day stands on the screen. Told are the
clock and the processor time until then, medians, each beside the control's, and the memory held then. ``--imports``
tells instead where the processor time goes before that: the modules that take longest to load. ``--folder`` keeps the
stores, or takes those that are there. Exit status 0.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import search  # noqa: E402 - the scripts stand beside this one, not in a package

from crm_tui.bootstrap import login  # noqa: E402 - the paths above come first
from crm_tui.domain.staff import Member, Role  # noqa: E402 - as above
from crm_tui.store.desk_store import TinyStore  # noqa: E402 - as above

CONTROL = [sys.executable, "-c", "import textual.app"]
PROGRAM = [sys.executable, "-m", "crm_tui", "--store"]
USEFUL = b"Overdue ("
"""The first heading of the day: it stands above the first line that is owed."""

_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES")
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Start:
    """One start of the program."""

    clock: float
    """Seconds until the first useful paint."""

    processor: float
    """Seconds of processor time until then."""

    bytes: int
    """What it wrote to the terminal until then."""

    memory: float
    """What it holds then, in MB."""


def build(path: Path, count: int) -> None:
    """A store of so many records, at which who measures is admin: else the program asks first who is."""
    search.build(path, count)
    store = TinyStore(path, by=login())
    with store.transaction("benchmark") as now:
        now.add(Member(login=login(), roles=frozenset({Role.ADMIN, Role.BRANCH_MANAGER}), since=search.TODAY))
    store.tend(1e9)
    store.close()


def environment() -> dict[str, str]:
    """The same terminal for all; what was compiled once is kept, as where the program is installed."""
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
    kept = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
    return kept | terminal | {"PYTHONPATH": str(ROOT)}


def used(process: int) -> float:
    """The processor time of a process so far."""
    # the system's clock of that process: what stands in /proc goes in steps of a hundredth of a second
    return time.clock_gettime((~process << 3) | 2)


def held(process: int) -> float:
    """What a process holds in memory, in MB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def started(store: Path) -> Start:
    """Open the program at a store, and close it once it shows something useful."""
    began = time.perf_counter()
    process, terminal = pty.fork()
    if not process:
        os.execve(sys.executable, [*PROGRAM, str(store)], environment())
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while USEFUL not in seen:
            ready, _, _ = select.select([terminal], [], [], _PATIENCE)
            if not ready:
                raise SystemExit(f"{store}: nothing useful was shown: {seen[-400:]!r}")
            seen += os.read(terminal, 65536)
        return Start(time.perf_counter() - began, used(process), len(seen), held(process))
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def control() -> tuple[float, float]:
    """Clock and processor time of the process that only imports."""
    began = time.perf_counter()
    process = subprocess.Popen(CONTROL, env=environment())
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime


def slowest_imports(store: Path, most: int = 25) -> list[tuple[float, str]]:
    """The modules that take longest to load before Today stands, in milliseconds of their own."""
    code = (
        "import sys, asyncio; sys.argv = ['crm-tui'];"
        "from pathlib import Path; from crm_tui.bootstrap import open_desk;"
        "from contextlib import ExitStack; stack = ExitStack();"
        f"desk = stack.enter_context(open_desk(Path({str(store)!r})));"
        "from crm_tui.tui.app import DeskApp\n"
        # what comes once the page stands is loaded then
        "DeskApp.stands = lambda app: None\n"
        "async def look():\n"
        "    app = DeskApp(desk)\n"
        "    async with app.run_test(size=(80, 24)) as pilot:\n"
        "        await app.workers.wait_for_complete(); await pilot.pause()\n"
        "asyncio.run(look())"
    )
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code], env=environment(), capture_output=True, text=True, check=False
    ).stderr
    lines = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", told)
    return sorted(((int(micro) / 1e3, name) for micro, name in lines), reverse=True)[:most]


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", default="1000,10000,100000", metavar="N,...", help="the sizes of the stores")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="how often each is opened")
    parser.add_argument("--folder", metavar="PATH", help="keep the stores here, or take those that are there")
    parser.add_argument("--imports", action="store_true", help="tell which modules take longest to load")
    given = parser.parse_args()
    sizes = [int(size) for size in given.records.split(",")]
    with tempfile.TemporaryDirectory() as made:
        stores = {size: Path(given.folder or made) / f"start-{size}.json" for size in sizes}
        for size, store in stores.items():
            if not store.exists():
                build(store, size)
        if given.imports:
            for took, name in slowest_imports(stores[sizes[0]]):
                sys.stdout.write(f"{took:7.1f} ms  {name}\n")
            return 0
        # compiled and read from the disk once, by all
        control(), *map(started, stores.values())
        beside: list[tuple[float, float]] = []
        found: dict[int, list[Start]] = {size: [] for size in sizes}
        for _ in range(given.rounds):
            beside.append(control())
            for size, store in stores.items():
                found[size].append(started(store))
    clock, processor = (statistics.median(one[place] for one in beside) for place in (0, 1))
    sys.stdout.write(f"{'':30} {'clock':>8} {'':>7} {'processor':>10} {'':>7} {'bytes':>8} {'memory':>8}\n")
    sys.stdout.write(f"{'control: import textual.app':30} {clock:6.2f} s {'':>7} {processor:8.2f} s\n")
    for size, starts in found.items():
        by_clock, work = (statistics.median(getattr(one, name) for one in starts) for name in ("clock", "processor"))
        wrote, memory = (statistics.median(getattr(one, name) for one in starts) for name in ("bytes", "memory"))
        sys.stdout.write(
            f"{f'{size:,} records':30} {by_clock:6.2f} s {by_clock / clock:5.1f} x {work:8.2f} s"
            f" {work / processor:5.1f} x {wrote:8,.0f} {memory:5.0f} MB\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
