"""What other programs send for a cursor-down key, on the same customers: those of them that are installed here."""

import csv
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from line import Session

ROOT = Path(__file__).resolve().parents[2]
DOWN = "\x1b[B"
SHOWN = ("name", "kind", "place", "phone", "owner")
"""The columns of the list of customers."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program with a cursor in a list."""

    name: str
    """As it is called."""

    command: Sequence[str]
    """What starts it on the customers; its first word may be given by another path in the environment."""

    key: str = DOWN
    """What moves its cursor down."""


def peers(folder: Path) -> Iterator[Peer]:
    """Those that are looked for, on what :func:`written` wrote there."""
    yield Peer("VisiData", (os.environ.get("VISIDATA", "vd"), str(folder / "customers.csv")))
    yield Peer("sc-im", ("sc-im", str(folder / "customers.csv")))
    yield Peer("sc", ("sc", str(folder / "customers.sc")))
    # it paints all anew each time that it looks: not while it is measured
    yield Peer("htop", ("htop", "-d", "100"))


def written(store: Path, folder: Path) -> None:
    """Write the customers as the peers read them."""
    whole = folder / "whole.csv"
    command = [sys.executable, "-m", "crm_tui", "--store", str(store), "export", "csv", "customers", str(whole)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)})
    with whole.open(encoding="utf-8-sig", newline="") as file:
        rows = [[row.get(name, "") for name in SHOWN] for row in csv.DictReader(file)]
    with (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([SHOWN, *rows])
    cells = [
        f'leftstring {chr(ord("A") + column)}{line} = "{text.replace(chr(34), "")}"'
        for line, row in enumerate([list(SHOWN), *rows])
        for column, text in enumerate(row)
    ]
    formats = [f"format {chr(ord('A') + column)} 20 2 0" for column in range(len(SHOWN))]
    (folder / "customers.sc").write_text("\n".join([*formats, *cells, ""]), encoding="utf-8")
    tasks = [{"description": row[0], "project": row[2] or "none", "status": "pending"} for row in rows]
    (folder / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")


def moved(peer: Peer, folder: Path) -> tuple[float, float] | None:
    """Bytes for a cursor-down key, within what is in sight and at its end; None where it is not installed."""
    if shutil.which(peer.command[0]) is None:
        return None
    with Session(peer.command, 80, 24, {"HOME": str(folder)}) as session:
        session.settle(2.0, first=20)
        if session.is_over:
            return None
        within = statistics.median([session.act(peer.key, quiet=0.4)[0] for _ in range(9)])
        session.act(peer.key * 16, quiet=0.6)
        beyond = statistics.median([session.act(peer.key, quiet=0.4)[0] for _ in range(5)])
    return within, beyond


def listed(folder: Path) -> float | None:
    """Bytes of Taskwarrior's list, with a task for each customer, as it has no cursor; None where not installed."""
    task = shutil.which("task")
    if task is None:
        return None
    around = {"HOME": str(folder), "TASKDATA": str(folder / "tasks"), "TASKRC": str(folder / "taskrc")}
    (folder / "taskrc").write_text("confirmation=off\n", encoding="utf-8")
    subprocess.run(
        [task, "import", str(folder / "tasks.json")], check=True, capture_output=True, env={**os.environ, **around}
    )
    with Session([task, "rc.detection=on", "list"], 80, 24, around) as session:
        session.settle(1.0, first=20)
        return session.count
