"""Writers that are killed at random moments: ``python killing.py log|plain PATH ROUNDS``. Prints one line for people.

Exits with 1 and says what was lost, torn or unreadable, if anything was. For comparison ``plain`` is TinyDB alone, and
``unsynced`` a log whose commits are not synced, which only a power cut shows.
``ROUNDS`` 0 writes until it is stopped, and prints what was acknowledged.
"""

import os
import random
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tinydb import TinyDB

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import journal
from crm_tui.store.database import StoreDB
from crm_tui.store.disk import Disk

FILL = 300
WRITERS = 3


class Unsynced(Disk):
    """A disk that leaves it to the system when to write."""

    def sync(self, fd: int) -> None:
        pass


def opened(kind: str, path: Path, by: str = "") -> TinyDB:
    if kind == "plain":
        return TinyDB(path)
    return StoreDB(path, by=by, disk=Unsynced() if kind == "unsynced" else Disk())


def write(kind: str, path: Path, who: str, told: int) -> None:
    """Change three tables at once, again and again, and tell each change once it is acknowledged."""
    db = opened(kind, path, who)
    for number in range(1_000_000):
        token = f"{who}.{number}"
        if isinstance(db, StoreDB):
            with db.transaction("a pair and a count"):
                db.table("a").insert({"token": token, "pad": "x" * random.randrange(6000)})
                db.table("b").insert({"token": token})
                count = db.table("c").get(doc_id=1)
                db.table("c").update({"count": count["count"] + 1}, doc_ids=[1])
        else:
            db.table("a").update({"pad": "y" * random.randrange(600)}, doc_ids=[random.randrange(FILL) + 1])
            db.table("a").insert({"token": token})
        if isinstance(db, StoreDB) and number % 25 == 24:
            db.fold()
        os.write(told, f"{token}\n".encode())


def fold(path: Path) -> None:
    db = StoreDB(path, by="folder")
    while True:
        with suppress(StoreProblem):
            db.fold()
        time.sleep(0.005)


def child(kind: str, path: Path, who: str, told: int) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            fold(path) if who == "folder" else write(kind, path, who, told)
        except BaseException as error:
            os.write(told, f"FAULT {who} {type(error).__name__} {error}\n".encode())
        os._exit(1)
    return pid


def killed_round(kind: str, path: Path, number: int) -> list[str]:
    """What the writers told before all were killed."""
    reading, telling = os.pipe()
    names = [f"{number}.{writer}" for writer in range(WRITERS if kind == "log" else 1)]
    children = [child(kind, path, who, telling) for who in (*names, *(["folder"] if kind == "log" else []))]
    os.close(telling)
    time.sleep(random.uniform(0.02, 0.2))
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    for pid in children:
        os.waitpid(pid, 0)
    with os.fdopen(reading) as told:
        return told.read().splitlines()


def fault(kind: str, path: Path, acknowledged: set[str]) -> str:
    """What is wrong with the store; empty if nothing."""
    try:
        with opened(kind, path) as db:
            tokens = Counter(row["token"] for row in db.table("a") if "token" in row)
            others = {row["token"] for row in db.table("b")}
            counts = [row["count"] for row in db.table("c")]
    except Exception as error:
        return f"unreadable: {type(error).__name__} {error}"
    if lost := acknowledged - set(tokens):
        return f"lost: {sorted(lost)[:3]}"
    if kind == "log":
        if set(tokens) != others or max(tokens.values()) > 1:
            return "torn: the tables differ"
        if counts != [len(tokens)]:
            return f"torn: counted {counts} of {len(tokens)}"
    acknowledged |= set(tokens)
    return ""


def main(kind: str, path: Path, rounds: int) -> int:
    journal.SEGMENT = 20_000
    db = opened(kind, path)
    filled = [{"token": f"f{number}", "pad": "x" * 300} for number in range(FILL)]
    db.table("a").insert_multiple(filled)
    db.table("b").insert_multiple({"token": one["token"]} for one in filled)
    db.table("c").insert({"count": FILL})
    db.close()
    if not rounds:
        write(kind, path, "writer", sys.stdout.fileno())
    acknowledged = {str(one["token"]) for one in filled}
    kills = 0
    for number in range(rounds):
        told = killed_round(kind, path, number)
        kills += WRITERS + 1 if kind == "log" else 1
        faults = [line for line in told if line.startswith("FAULT")]
        acknowledged |= set(told)
        found = faults[0] if faults else fault(kind, path, acknowledged)
        if found:
            print(f"after {kills} kills: {found[:200]}")  # noqa: T201 # this is what the script is for
            return 1
    torn = len(list(path.parent.glob("*.journal/torn-*")))
    print(f"{kills} kills, {len(acknowledged)} commits, {torn} torn lines put aside")  # noqa: T201 # as above
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
