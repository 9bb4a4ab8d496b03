#!/usr/bin/env python3
"""What a large desk costs on the Today screen and in bulk acts, beside a small one in the same run.

Usage: today.py [--open 50000] [--beside 500] [--rounds 5] [--folder PATH]

Two stores as ``daily_check.py`` makes them, of so many open commitments. Each round is a process of its own, large and
small in turn: the screen at 80 x 24 for somebody who sees the whole desk, until it is first drawn by the clock, and
until the lines of the day stand on it in processor time; the memory that the program then holds; and, on a copy of the
store, keeping 340 and 5,000 commitments in one transaction and taking that back, in processor time. Medians.
``--folder`` keeps the stores, or takes those that are there. Exit status 0.
"""

import argparse
import asyncio
import gc
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import daily_check  # noqa: E402 - the scripts stand beside this one, not in a package
import times  # noqa: E402 - as above

from crm_tui.domain.commitment import Commitment, Status  # noqa: E402 - the paths above come first
from crm_tui.reading.files import read_paper  # noqa: E402 - as above
from crm_tui.services import acts, undo  # noqa: E402 - as above
from crm_tui.services.desk import Desk  # noqa: E402 - as above
from crm_tui.store.desk_store import TinyStore  # noqa: E402 - as above
from crm_tui.tui.app import DeskApp  # noqa: E402 - as above
from crm_tui.tui.screens.today import TodayScreen  # noqa: E402 - as above

BULKS = (340, 5_000)
_PAGE = os.sysconf("SC_PAGE_SIZE")


def desk_at(store: Path, officer: str) -> Desk:
    """A session on a store."""
    return Desk(
        store=TinyStore(store, by=officer), read_paper=read_paper, today=lambda: daily_check.TODAY, officer=officer
    )


async def looked_at(store: Path) -> dict[str, float]:
    """The screen, opened by somebody who owns nothing and so sees the whole desk."""
    # as the program sets it when it starts
    gc.set_threshold(50_000, 20, 100)
    desk, figures = desk_at(store, "visitor"), {}
    begun, worked = time.perf_counter(), time.process_time()
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        figures["first drawn, s"] = time.perf_counter() - begun
        await app.workers.wait_for_complete()
        await pilot.pause()
        figures["its lines on it, s"] = time.process_time() - worked
        page = app.screen
        if not isinstance(page, TodayScreen) or page.day is None:
            raise SystemExit(f"Today did not open, but {page}: the first screen is another one")
        figures["lines of the day"] = sum(page.day.counts.values())
        figures["memory, MB"] = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6
    desk.store.close()
    return figures


def kept(store: Path, count: int) -> dict[str, float]:
    """Keep so many in one transaction, and take it back."""
    desk = desk_at(store, "officer0")
    ones = desk.store.find(Commitment, status=Status.OPEN)[:count]
    if len(ones) < count:
        return {}
    figures = {
        f"keep {count}, s": times.seconds(lambda: acts.keep(desk, ones, daily_check.TODAY, "the customer")),
        f"take {count} back, s": times.seconds(lambda: undo.take_back(desk)),
    }
    desk.store.close()
    return figures


def one_round(store: Path) -> dict[str, float]:
    """All figures of one store."""
    figures = asyncio.run(looked_at(store))
    for count in BULKS:
        with tempfile.TemporaryDirectory() as folder:
            for part in store.parent.glob(f"{store.name}*"):
                (shutil.copytree if part.is_dir() else shutil.copy2)(part, Path(folder) / part.name)
            figures |= kept(Path(folder) / store.name, count)
    return figures


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--open", type=int, default=50_000, metavar="N", help="how many open commitments")
    parser.add_argument("--beside", type=int, default=500, metavar="N", help="how many the small desk has")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is measured")
    parser.add_argument("--folder", metavar="PATH", help="keep the stores here, or take those that are there")
    parser.add_argument("--one", metavar="PATH", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        sys.stdout.write(json.dumps(one_round(Path(given.one))))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(given.folder or made)
        stores = {size: folder / f"desk-{size}.json" for size in (given.beside, given.open)}
        for size, store in stores.items():
            if not store.exists():
                daily_check.build(store, size)
        found: dict[int, list[dict[str, float]]] = {size: [] for size in stores}
        for _ in range(given.rounds):
            for size, store in stores.items():
                command = [sys.executable, __file__, "--one", str(store)]
                told = subprocess.run(command, check=True, stdout=subprocess.PIPE, env={**os.environ, "NO_COLOR": "1"})
                found[size].append(json.loads(told.stdout))
    small, large = (
        {name: statistics.median(one[name] for one in rounds) for name in rounds[0]} for rounds in found.values()
    )
    sys.stdout.write(f"{'':24} {given.beside:>10,} {given.open:>10,}      ratio\n")
    for name, figure in large.items():
        beside = (
            f"{small[name]:10.2f} {figure:10.2f} {figure / small[name]:10.2f}" if name in small else f"{figure:21.2f}"
        )
        sys.stdout.write(f"{name:24} {beside}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
