#!/usr/bin/env python3
"""How long the lists take at a large desk beside a small one, what a key sends, and what is held in memory.

Usage: lists.py [--records 1000,10000,100000] [--rounds 5] [--folder PATH] [--peers PATH]

Each store holds so many customers, as many open deals, and as many open commitments; the smallest desk is the control.
The program runs in a terminal of 80 x 24 and 256 colours. Each act is timed from the key to its last byte, with the
processor time of all threads until then: the first paint of each list; on the list of customers the cursor, page down,
both ends, and a filter typed letter by letter; on the others the letter that stands in most lines. ``beside`` is the
processor time at the largest desk beside that at the smallest. Memory is what the process has written for itself: with
Today open, and after all that.

Then one table of as many rows and columns, beside VisiData and sc where they are installed (on PATH, or in the folder
named by --peers): the bytes for a key, and memory; this program at a desk of as many customers, and with Today open
behind their list. ``--folder`` keeps the stores, or takes those that are there. Exit status 0.
"""

import argparse
import csv
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from line import Session  # noqa: E402 - it stands beside this one, not in a package
from search import _FIRST, _LAST, _SAID  # noqa: E402 - as above

from crm_tui.bootstrap import login  # noqa: E402 - the paths above come first
from crm_tui.domain.commitment import Commitment, CommitmentKind  # noqa: E402 - as above
from crm_tui.domain.customer import Customer  # noqa: E402 - as above
from crm_tui.domain.deal import OPEN_STAGES, Deal  # noqa: E402 - as above
from crm_tui.domain.incident import Incident  # noqa: E402 - as above
from crm_tui.domain.money import Money  # noqa: E402 - as above
from crm_tui.domain.staff import Member, Role  # noqa: E402 - as above
from crm_tui.store import fold  # noqa: E402 - as above
from crm_tui.store.desk_store import TinyStore  # noqa: E402 - as above

DOWN, PAGE_DOWN, ESCAPE = "\x1b[B", "\x1b[6~", "\x1b"
LISTS = {"2": "customers", "3": "deals", "4": "commitments"}
TARGETS = {"first paint": "1.2 x", "filter": "100 ms"}
PEERS = {
    "vd": ("VisiData", ["{vd}", "--nothing", "{csv}"]),
    "sc": ("sc", ["{sc}", "{sc_file}"]),
}


def build(path: Path, count: int, others: int) -> None:
    """A store of so many customers, and so many deals and commitments; who measures is admin there."""
    chance, today = random.Random(7), datetime.now().astimezone().date()
    stages, kinds = sorted(OPEN_STAGES), list(CommitmentKind)

    def words(number: int) -> str:
        return " ".join(chance.choice(_SAID) for _ in range(number))

    store = TinyStore(path, by=login())
    with store.transaction("benchmark") as now:
        now.add(Member(login=login(), roles=frozenset({Role.ADMIN, Role.BRANCH_MANAGER}), since=today))
        for number in range(20):
            now.add(Member(login=f"officer{number}", roles=frozenset({Role.DESK_OFFICER}), since=today))
        for number in range(count):
            now.add(
                Customer(
                    name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}",
                    place=chance.choice(("Pune", "Surat")),
                    phone=f"+91 98{chance.randrange(10**8):08}",
                    owner=f"officer{number % 20}",
                    since=today,
                )
            )
        for _ in range(others):
            # nothing is late or stale: this is about the lists, and Today's own benchmark is about Today
            day, owner = today - timedelta(days=chance.randrange(3)), f"officer{chance.randrange(20)}"
            whose = {"customer_id": chance.randrange(count) + 1, "owner": owner}
            value = Money(amount=Decimal(chance.randrange(1, 200) * 1000), currency="INR")
            now.add(
                Deal(
                    title=words(4),
                    stage=chance.choice(stages),
                    stage_since=day,
                    opened=day,
                    value=value,
                    next_step=words(3),
                    **whose,
                )
            )
            due = None if chance.random() < 0.1 else day + timedelta(days=chance.randrange(60, 900))
            now.add(Commitment(kind=chance.choice(kinds), words=words(8), made_on=day, due=due, **whose))
        # who has something of their own sees that in Today, and not all of the desk's
        mine = {"customer_id": 1, "owner": login()}
        now.add(Commitment(kind=kinds[0], words=words(8), made_on=today, due=today, **mine))
        for _ in range(count // 200):
            now.add(Incident(customer_id=chance.randrange(count) + 1, on=today, what=words(5), owner="officer1"))
    fold.fold(store.storage)
    store.close()


def rows(count: int) -> Iterator[tuple[str, str, str, str, str, str]]:
    """What the list of customers shows, for the peers."""
    chance = random.Random(7)
    for number in range(count):
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}"
        yield name, "person", chance.choice(("Pune", "Surat")), f"+91 98{chance.randrange(10**8):08}", "officer3", "2"


def private(pid: int) -> float:
    """What a process holds for itself alone, in MB: what it has written, and not the files that any other may map."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty")) / 1024


@contextmanager
def opened(store: Path) -> Iterator[Session]:
    """The program in a terminal, once its first screen stands."""
    around = {name: str(store.parent) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    command = [sys.executable, "-m", "crm_tui", "--store", str(store)]
    with Session(command, environment=around | {"PYTHONPATH": str(ROOT)}) as session:
        session.settle(1.0, first=60)
        rest(session)
        yield session


def rest(session: Session) -> None:
    """Wait until a program does nothing more in the background."""
    before = -1.0
    while (now := worked(session.pid)) - before > 0.01:
        before = now
        session.pump(0.5)


@dataclass(frozen=True, slots=True)
class Act:
    """What a key came to."""

    clock: float
    """Seconds to the last byte."""

    processor: float
    """Seconds of processor time, of all threads."""

    bytes: float
    """What was sent."""


def worked(pid: int) -> float:
    """The processor time of a process so far."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9


def looked_at(store: Path) -> tuple[dict[str, Act], list[float]]:
    """What each act came to, and the private memory before and after all of them."""
    with opened(store) as session:
        figures: dict[str, Act] = {}
        before = private(session.pid)

        def done(key: str) -> Act:
            rest(session)
            begun = worked(session.pid)
            count, took = session.act(key, quiet=0.6, first=10)
            return Act(took, worked(session.pid) - begun, count)

        def act(name: str, *keys: str) -> None:
            acts = [done(key) for key in keys]
            figures[name] = Act(*(statistics.median(getattr(one, what) for one in acts) for what in Act.__slots__))

        for key, name in LISTS.items():
            act(f"first paint of the {name}", key)
        session.act("2", quiet=0.6)
        act("cursor down", *[DOWN] * 9)
        act("page down", *[PAGE_DOWN] * 9)
        act("G, to the last", "G")
        act("g, to the first", "g")
        session.act("/", quiet=0.6)
        for letter in "rao":
            act(f"filter customers: {letter}", letter)
        session.act(ESCAPE, quiet=1.0)
        for key, name in list(LISTS.items())[1:]:
            session.act(ESCAPE, quiet=0.6)
            session.act(key, quiet=0.6)
            session.act("/", quiet=0.6)
            act(f"filter {name}: a", "a")
            session.act(ESCAPE, quiet=1.0)
        return figures, [before, private(session.pid)]


def keys_told(title: str, session: Session) -> None:
    """Print what a program in which a table is open sends for a key, and what it holds."""
    down = statistics.median([session.act(DOWN, quiet=0.5)[0] for _ in range(9)])
    page = statistics.median([session.act(PAGE_DOWN, quiet=0.8)[0] for _ in range(5)])
    sys.stdout.write(f"{title:30} {down:12,.0f} {page:12,.0f} {private(session.pid):12.1f}\n")


def peers_told(count: int, store: Path, folder: Path, where: str | None) -> None:
    """Print what this program and the peers send for a key and hold, where each has one table of so many rows."""
    around = os.pathsep.join(filter(None, [where, os.environ.get("PATH", "")]))
    table = folder / "rows.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "kind", "place", "phone", "owner", "deals"), *rows(count)])
    cells = folder / "rows.sc"
    with cells.open("w", encoding="utf-8") as file:
        for at, row in enumerate(rows(count)):
            file.writelines(f'leftstring {letter}{at} = "{text}"\n' for letter, text in zip("ABCDEF", row, strict=True))
    sys.stdout.write(f"\n{f'{count:,} rows: bytes for':30} {'cursor down':>12} {'page down':>12} {'memory, MB':>12}\n")
    with opened(store) as session:
        session.act("2", quiet=1.0)
        keys_told("the list of customers", session)
    for name, (title, command) in PEERS.items():
        program = shutil.which(name, path=around)
        if program is None:
            sys.stdout.write(f"{title:30} not installed\n")
            continue
        files = {name: program, "csv": str(table), "sc_file": str(cells)}
        with Session([part.format(**files) for part in command], environment={"HOME": str(folder)}) as session:
            session.settle(4.0, first=60, most=180)
            keys_told(title, session)


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", default="1000,10000,100000", metavar="N,...", help="the sizes of the desks")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is looked at")
    parser.add_argument("--folder", metavar="PATH", help="keep the stores here, or take those that are there")
    parser.add_argument("--peers", metavar="PATH", help="a further folder with the peers' programs")
    given = parser.parse_args()
    sizes = [int(size) for size in given.records.split(",")]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(given.folder or made)
        stores = {size: folder / f"lists-{size}.json" for size in sizes}
        for size, store in stores.items():
            if not store.exists():
                build(store, size, size)
        rounds: dict[int, list[tuple[dict[str, Act], list[float]]]] = {size: [] for size in sizes}
        for _ in range(given.rounds):
            for size, store in stores.items():
                rounds[size].append(looked_at(store))

        def middle(size: int, name: str, what: str) -> float:
            return statistics.median(getattr(figures[name], what) for figures, _ in rounds[size])

        titles = "".join(f"{f'{size:,}':>10}" for size in sizes)
        sys.stdout.write(f"{'clock, then processor, ms':30}{titles}{titles}{'beside':>8}{'target':>8}{'bytes':>8}\n")
        for name in rounds[sizes[0]][0][0]:
            figures = "".join(f"{middle(size, name, what) * 1e3:10.0f}" for what in Act.__slots__[:2] for size in sizes)
            beside = middle(sizes[-1], name, "processor") / middle(sizes[0], name, "processor")
            goal = next((goal for begin, goal in TARGETS.items() if name.startswith(begin)), "")
            sys.stdout.write(f"{name:30}{figures}{beside:8.2f}{goal:>8}{middle(sizes[-1], name, 'bytes'):8,.0f}\n")
        for at, when in enumerate(("before the lists", "behind them")):
            held = [statistics.median(memory[at] for _, memory in rounds[size]) for size in sizes]
            sys.stdout.write(f"{f'memory {when}, MB':30}{''.join(f'{one:10.1f}' for one in held)}\n")
        alone = folder / f"lists-{sizes[-1]}-customers.json"
        if not alone.exists():
            build(alone, sizes[-1], 1_000)
        peers_told(sizes[-1], alone, Path(made), given.peers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
