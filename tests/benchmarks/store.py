#!/usr/bin/env python3
"""How the store compares with SQLite and with TinyDB alone, each ratio beside its target.

Usage: store.py [--records 10000,100000] [--rounds 200] [--writers 8] [--seconds 4] [--folder DIR]

Controls of the same run: SQLite with a write-ahead log and synced commits, and TinyDB on its own. Rounds alternate
between the store and SQLite, and medians are compared, so that what else the machine does falls on both. 1000000
records take some minutes and 2 GB of disk. Stores of 100000 records and more are held to the targets. Exit status 0,
whatever is found.
"""

import argparse
import gc
import multiprocessing
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tinydb import TinyDB, where

sys.path.insert(0, str(Path(__file__).parent))

from store_data import DAYS, INDEXES, SHARES, Sqlite, day, record, tables

from crm_tui.services.customers import MOST
from crm_tui.store.database import StoreDB
from crm_tui.store.texts import words_of
from crm_tui.store.watch import Watch

PLAIN_ROUNDS = 5
SEEN_ROUNDS = 40
AT_ONCE = 50_000
HELD_FROM = 100_000


def opened(path: Path) -> StoreDB:
    """The store with the indexes of the benchmark."""
    return StoreDB(path, by="benchmark", indexes=INDEXES)


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    before = time.perf_counter()
    call()
    return (time.perf_counter() - before) * 1000


def compared(rounds: int, *calls: Callable[[int], object]) -> list[float]:
    """The median of each, in turns."""
    took: list[list[float]] = [[] for _ in calls]
    # as timeit does: whose turn it is when others' garbage is collected is chance
    gc.collect()
    gc.disable()
    for number in range(rounds):
        for call, times in zip(calls, took, strict=True):
            times.append(milliseconds(partial(call, number)))
    gc.enable()
    return [statistics.median(times) for times in took]


def told(name: str, value: str, target: str = "") -> None:
    """Print one line of the table."""
    sys.stdout.write(f"  {name:46} {value:>34}   {target}\n")
    sys.stdout.flush()


def ratio(name: str, ours: float, control: float, most: float | None) -> None:
    """Print how many times as long as the control it takes, beside the target where there is one."""
    target = "" if most is None else f"at most {most:g} x{'' if ours <= control * most else '  MISSED'}"
    told(name, f"{ours:9.3f} / {control:9.3f} ms {ours / control:7.2f} x", target)


def faster(name: str, ours: float, control: float, least: float | None) -> None:
    """Print how many times faster than the control it is."""
    target = "" if least is None else f"{least:g} x faster{'' if control >= ours * least else '  MISSED'}"
    told(name, f"{ours:9.3f} / {control:9.1f} ms {control / ours:7.0f} x", target)


def target(size: int, figure: float) -> float | None:
    """The figure, if a store of this size is held to it."""
    return figure if size >= HELD_FROM else None


def build(folder: Path, size: int) -> None:
    """The same records in the store and in SQLite."""
    with opened(folder / "db.json") as db:
        for name, rows in tables(size):
            while part := list(islice(rows, AT_ONCE)):
                db.table(name).insert_multiple(part)
            db.fold()
    Sqlite(folder / "sqlite").build(size)


def measure(folder: Path, size: int, rounds: int) -> dict[str, float]:
    """Print the table for one size; the medians that are compared across sizes."""
    chance = random.Random(7)
    path, deals = folder / "db.json", int(size * SHARES["deals"])
    held = partial(target, size)

    def open_ours(_: int) -> None:
        db = opened(path)
        db.table("deals").get(doc_id=1)
        db.close()

    def open_sqlite(_: int) -> None:
        control = Sqlite(folder / "sqlite")
        control.get("deals", 1)
        control.connection.close()

    sys.stdout.write(f"\n{size} records: the store / SQLite\n")
    open_time, control = compared(min(rounds, 50), open_ours, open_sqlite)
    ratio("open, with a first get", open_time, control, held(1.5))

    db, sqlite = opened(path), Sqlite(folder / "sqlite")
    deal, promise = db.table("deals"), db.table("promises")
    ids = [chance.randrange(deals) + 1 for _ in range(rounds)]
    get, control = compared(rounds, lambda n: deal.get(doc_id=ids[n]), lambda n: sqlite.get("deals", ids[n]))
    ratio("get by number", get, control, held(1.5))

    days = [day(chance.randrange(DAYS)) for _ in range(rounds)]
    due = "json_extract(doc,'$.due')=? and json_extract(doc,'$.status')='open'"
    listed, control = compared(
        rounds,
        lambda n: promise.search((where("due") == days[n]) & (where("status") == "open")),
        lambda n: sqlite.search("promises", due, days[n]),
    )
    ratio("indexed list: due on a day, still open", listed, control, held(4))
    customers = [chance.randrange(max(1, size // 5)) + 1 for _ in range(rounds)]
    listed, control = compared(
        rounds,
        lambda n: deal.search(where("customer") == customers[n]),
        lambda n: sqlite.search("deals", "json_extract(doc,'$.customer')=?", customers[n]),
    )
    ratio("indexed list: deals of a customer", listed, control, held(4))
    large = "json_extract(doc,'$.amount')>99000 and json_extract(doc,'$.owner')='asha'"
    # another bound each time: TinyDB remembers the answer to the same question
    scanned, control = compared(
        7,
        lambda n: deal.search((where("amount") > 99_000 + n) & (where("owner") == "asha")),
        lambda _: sqlite.search("deals", large),
    )
    ratio("full scan of the deals", scanned, control, held(6))

    new = [record(chance, number, size) for number in range(rounds)]
    insert, control = compared(rounds, lambda n: promise.insert(new[n]), lambda n: sqlite.insert("promises", new[n]))
    ratio("commit: insert", insert, control, held(2))
    update, control = compared(
        rounds,
        lambda n: deal.update({"notes": f"changed {n}"}, doc_ids=[ids[n]]),
        lambda n: sqlite.update("deals", ids[n], notes=f"changed {n}"),
    )
    ratio("commit: update", update, control, held(2))
    db.close()
    return {"get": get, "open": open_time, "insert": insert}


def measure_plain(folder: Path, size: int, ours: dict[str, float]) -> None:
    """TinyDB on its own, on a copy of the file that is its own format."""
    path, held = folder / "plain.json", partial(target, size)
    shutil.copyfile(folder / "db.json", path)
    plain = TinyDB(path)
    took = [milliseconds(lambda: TinyDB(path).table("deals").get(doc_id=1)) for _ in range(PLAIN_ROUNDS)]
    sys.stdout.write("  the store / TinyDB on its own\n")
    faster("open, with a first get", ours["open"], statistics.median(took), held(100))
    table = plain.table("deals")
    took = [milliseconds(lambda: table.get(doc_id=5)) for _ in range(PLAIN_ROUNDS)]
    faster("get by number", ours["get"], statistics.median(took), held(1000))
    took = [milliseconds(lambda: table.insert({"name": "new"})) for _ in range(PLAIN_ROUNDS)]
    faster("insert", ours["insert"], statistics.median(took), held(100))
    plain.close()
    path.unlink()


SESSION = """
import json, random, sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from store_data import INDEXES
from tinydb import where
from crm_tui.store.database import StoreDB
db = StoreDB(Path(sys.argv[1]), indexes=INDEXES)
deals = db.table("deals")
for number in range(1, 300):
    deals.get(doc_id=number)
    deals.search(where("customer") == number)
kept = dict(line.split(":") for line in open("/proc/self/smaps_rollup").read().splitlines()[1:])
print(sum(int(kept[name].split()[0]) for name in ("Private_Clean", "Private_Dirty")))
"""


def private_memory(path: Path) -> float:
    """Megabytes that a session on this store has for itself."""
    took = [
        int(subprocess.run([sys.executable, "-c", SESSION, path, Path(__file__).parent], capture_output=True).stdout)
        for _ in range(3)
    ]
    return statistics.median(took) / 1024


def measure_memory(folder: Path, size: int) -> None:
    """What a session needs more than one on an empty store."""
    with TemporaryDirectory() as empty:
        idle = private_memory(Path(empty) / "db.json")
    more = private_memory(folder / "db.json") - idle
    most = 10 if size <= 100_000 else 30
    told("private memory above an idle session", f"{more:.1f} MB", f"{most} MB{'' if more <= most else '  MISSED'}")


def write(kind: str, path: Path, seconds: float, go: Event, done: Any) -> None:
    """Count up one record and add others as fast as possible; how often, and the longest wait."""
    db: Any = Sqlite(path) if kind == "SQLite" else opened(path)
    count, longest = 0, 0.0
    go.wait()
    end = time.perf_counter() + seconds
    while (before := time.perf_counter()) < end:
        if kind != "SQLite":
            with db.transaction():
                db.table("counts").update(lambda row: row.update(count=row["count"] + 1), doc_ids=[1])
                db.table("log").insert({"of": os.getpid()})
        else:
            db.connection.execute("begin immediate")
            db.connection.execute("update counts set count=count+1")
            db.connection.execute("insert into log values(?)", (os.getpid(),))
            db.connection.execute("commit")
        count += 1
        longest = max(longest, time.perf_counter() - before)
    done.put((count, longest))


def measure_writers(writers: int, seconds: float) -> None:
    """Writers without a pause: nothing lost, nobody starved."""
    for kind in ("the store", "SQLite"):
        with TemporaryDirectory() as name:
            path = Path(name) / "db.json"
            if kind == "SQLite":
                run = Sqlite(path).connection.execute
                run("create table counts(count integer)")
                run("create table log(who integer)")
                run("insert into counts values(0)")
            else:
                opened(path).table("counts").insert({"count": 0})
            go, done = multiprocessing.Event(), multiprocessing.Queue()
            all_of_them = [
                multiprocessing.Process(target=write, args=(kind, path, seconds, go, done)) for _ in range(writers)
            ]
            for one in all_of_them:
                one.start()
            time.sleep(1)
            go.set()
            found = [done.get() for _ in all_of_them]
            for one in all_of_them:
                one.join()
            counts = [count for count, _ in found]
            if kind == "SQLite":
                stored = [run("select count from counts").fetchone()[0], run("select count(*) from log").fetchone()[0]]
            else:
                db = opened(path)
                stored = [db.table("counts").get(doc_id=1)["count"], len(db.table("log"))]
            lost = 2 * sum(counts) - sum(stored)
            share = min(counts) / max(counts)
            told(
                f"{kind}: {writers} writers, lost; slowest of fastest",
                f"{lost}; {share:.2f}; {sum(counts) / seconds:.0f}/s; {max(wait for _, wait in found):.2f} s wait",
                "0; 0.3" + ("  MISSED" if kind != "SQLite" and (lost or share < 0.3) else ""),
            )


def look(path: Path, ready: Any, seen: Any) -> None:
    """Say when each new record is seen, in the way of an open screen."""
    db = opened(path)
    table = db.table("log")
    known = len(table)
    watch = Watch(path.with_name(f"{path.name}.journal"))
    # the first wait begins to watch
    watch.wait(0)
    ready.set()
    while known < SEEN_ROUNDS + 1:
        watch.wait(1)
        db.refresh()
        for _ in range(known, len(table)):
            known += 1
            seen.put(time.monotonic())


def measure_seen() -> None:
    """How long it takes from the beginning of a commit until another process sees it."""
    with TemporaryDirectory() as name:
        path = Path(name) / "db.json"
        db = opened(path)
        db.table("log").insert({})
        ready, seen = multiprocessing.Event(), multiprocessing.Queue()
        other = multiprocessing.Process(target=look, args=(path, ready, seen))
        other.start()
        ready.wait()
        took = []
        for _ in range(SEEN_ROUNDS):
            time.sleep(0.05)
            begun = time.monotonic()
            db.table("log").insert({})
            took.append((seen.get() - begun) * 1000)
        other.join()
    median, worst = statistics.median(took), max(took)
    fits = "" if median <= 50 and worst <= 1100 else "  MISSED"
    told("seen by another process: median, worst", f"{median:.1f} ms, {worst:.1f} ms", f"50 ms, 1100 ms{fits}")


def measure_substring(folder: Path, size: int) -> None:
    """Parts of names as they are typed: as many customers as a list takes, of which many or none have them."""
    db = opened(folder / "db.json")
    customers = db.table("customers")
    count = len(customers)

    def search(text: str) -> list[Any]:
        found = db.storage.holding("customers", "text", words_of(text))
        return [customers.get(doc_id=one) for one in islice(found, MOST)]

    parts = ["zinc 19", "gasket 7", "nobody is called so", "pallet 123", "UNIT 1", "é"]
    took = compared(7, *(lambda _, part=part: search(part) for part in parts))
    fits = "" if max(took) <= 100 else "  MISSED"
    found = f"{statistics.median(took):.1f} ms, {max(took):.1f} ms"
    told(f"part of a name, {count} customers: median, worst", found, "" if count < 200_000 else f"100 ms{fits}")
    db.close()


def main() -> int:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", default="10000,100000", help="sizes, with commas between")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--folder", help="where to work; a temporary place if none is given")
    arguments = parser.parse_args()
    multiprocessing.set_start_method("spawn")
    sizes = [int(one) for one in arguments.records.split(",")]
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        with TemporaryDirectory(dir=arguments.folder) as name:
            folder = Path(name)
            build(folder, size)
            found[size] = measure(folder, size, arguments.rounds)
            measure_memory(folder, size)
            measure_substring(folder, size)
            if size <= 100_000:
                measure_plain(folder, size, found[size])
    if len(sizes) > 1:
        sys.stdout.write(f"\ngrowth from {sizes[0]} to {sizes[-1]} records\n")
        for name in ("get", "open", "insert"):
            ratio(name, found[sizes[-1]][name], found[sizes[0]][name], 2)
    sys.stdout.write("\nmany processes\n")
    measure_writers(arguments.writers, arguments.seconds)
    measure_seen()
    return 0


if __name__ == "__main__":
    sys.exit(main())
