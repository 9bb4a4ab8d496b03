#!/usr/bin/env python3
"""What many sessions at one store ask of a host: the time until the last of them paints, their memory, and their rest.

Usage: sessions.py [--records 10000] [--sessions 16] [--idle 30] [--folder PATH]

So many sessions are opened at once, each in a terminal of 80 x 24, and told is when the last one shows a line of the
day. Once they are quiet it is told what one holds in memory, pages that it shares counted in part (proportional set
size), and what one uses of the processor and writes while nobody types. Beside them stand as many processes that only
import Textual, started at once and then asleep. ``--folder`` keeps the store, or takes the one that is there. Exit
status 0.
"""

import argparse
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import start  # noqa: E402 - the scripts stand beside this one, not in a package

CONTROL = [sys.executable, "-c", "import textual.app, time; print('here', flush=True); time.sleep(3600)"]
_QUIET = 3.0
"""Seconds without a byte from any session, after which all of them are said to rest."""
_PATIENCE = 120.0


def held(process: int) -> float:
    """What a process holds in memory, in MB: what it shares with others is divided by their number."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    assert found is not None
    return int(found[1]) / 1e3


class Sessions:
    """The program, several times at one store."""

    def __init__(self, store: Path, count: int, home: Path) -> None:
        """Start so many of it."""
        environment = start.environment() | {"HOME": str(home), "XDG_CONFIG_HOME": str(home)}
        self.processes: dict[int, int] = {}
        """Each by its terminal."""
        self.seen: dict[int, bytes] = {}
        """What each wrote, by its terminal."""
        for _ in range(count):
            process, terminal = pty.fork()
            if not process:
                os.execve(sys.executable, [*start.PROGRAM, str(store)], environment)
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
            self.processes[terminal], self.seen[terminal] = process, b""

    def listen(self, seconds: float) -> int:
        """Take in what they write, for so long at most; how many bytes it was."""
        ready, _, _ = select.select(list(self.processes), [], [], seconds)
        count = 0
        for terminal in ready:
            told = os.read(terminal, 65536)
            self.seen[terminal] += told
            count += len(told)
        return count

    def until_useful(self) -> None:
        """Wait until each shows a line of the day."""
        end = time.monotonic() + _PATIENCE
        while not all(start.USEFUL in told for told in self.seen.values()):
            if time.monotonic() > end:
                raise SystemExit("a session showed nothing useful")
            self.listen(1)

    def until_quiet(self) -> None:
        """Wait until nothing is written any more."""
        while self.listen(_QUIET):
            pass

    def close(self) -> None:
        """End them."""
        for terminal, process in self.processes.items():
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(terminal)


@contextmanager
def controls(count: int) -> Iterator[tuple[list[int], float]]:
    """As many that only import, and the seconds until the last of them had."""
    began = time.perf_counter()
    environment = start.environment()
    running = [subprocess.Popen(CONTROL, env=environment, stdout=subprocess.PIPE) for _ in range(count)]
    try:
        for one in running:
            assert one.stdout is not None
            one.stdout.readline()
        yield [one.pid for one in running], time.perf_counter() - began
    finally:
        for one in running:
            one.kill()
            one.communicate()


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000, metavar="N", help="the size of the store")
    parser.add_argument("--sessions", type=int, default=16, metavar="N", help="how many are opened")
    parser.add_argument("--idle", type=float, default=30.0, metavar="SECONDS", help="for how long they are left alone")
    parser.add_argument("--folder", metavar="PATH", help="keep the store here, or take the one that is there")
    given = parser.parse_args()
    count = given.sessions
    with tempfile.TemporaryDirectory() as made:
        store = Path(given.folder or made) / f"start-{given.records}.json"
        if not store.exists():
            start.build(store, given.records)
        home = Path(made) / "home"
        (home / "crm-tui").mkdir(parents=True)
        (home / "crm-tui" / "screens.json").write_text(json.dumps({"shown round": True}))
        # compiled and read from the disk once, by all
        start.control(), start.started(store)
        with controls(count) as (processes, took):
            plain = sum(map(held, processes)) / count
        began = time.perf_counter()
        sessions = Sessions(store, count, home)
        try:
            sessions.until_useful()
            last = time.perf_counter() - began
            sessions.until_quiet()
            memory = [held(process) for process in sessions.processes.values()]
            before, begun = [start.used(one) for one in sessions.processes.values()], time.perf_counter()
            written = 0
            while (left := begun + given.idle - time.perf_counter()) > 0:
                written += sessions.listen(left)
            spent = sum(start.used(one) for one in sessions.processes.values()) - sum(before)
            rest = spent / count / (time.perf_counter() - begun)
        finally:
            sessions.close()
    held_by_one = sum(memory) / count
    sys.stdout.write(
        f"{count} sessions, {given.records:,} records; beside {count} that import textual.app\n"
        f"last useful paint        {last:6.2f} s   {took:6.2f} s  {last / took:5.2f} x\n"
        f"memory of one (PSS)      {held_by_one:6.1f} MB  {plain:6.1f} MB {held_by_one / plain:5.2f} x\n"
        f"at rest, of a processor  {rest:7.3%}\n"
        f"at rest, written         {written / count:6.0f} bytes a session in {given.idle:.0f} s\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
