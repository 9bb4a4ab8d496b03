#!/usr/bin/env python3
"""How long the daily check takes on a large desk, each figure beside its target and a control of the same run.

Usage: daily_check.py [--open 50000] [--rounds 7] [--store PATH]

A store on disk with so many open commitments, as many settled ones, a tenth as many customers, a fifth as many deals
and as many contacts. Each figure is a whole process, from its start to its end, with its output thrown away; rounds
alternate between them. The control starts Python with the two libraries that any program on this store needs.
``--store`` keeps the store, or takes the one that is there. Exit status 0.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from crm_tui.domain.commitment import Commitment, CommitmentKind, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage, Tenure
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Record
from crm_tui.domain.staff import Member, Role
from crm_tui.store.desk_store import TinyStore

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)
TARGET = 1.0
_OWNERS = [f"officer{number}" for number in range(40)]
_WORDS = ("call", "back", "with", "the", "instalment", "before", "branch", "closes", "send", "form", "by", "post")


def records(size: int) -> Iterator[Record]:
    """The desk's records; the same each time."""
    chance = random.Random(1)
    customers, deals = size // 10, size // 5

    def day(first: int, last: int) -> date:
        return TODAY + timedelta(days=chance.randint(first, last))

    yield Member(login="officer0", roles=(Role.ADMIN, Role.SUPERVISOR), since=day(-900, -900))
    for login in _OWNERS[1:]:
        yield Member(login=login, supervisor="officer0", since=day(-900, -900))
    for number in range(customers):
        birthday = day(-300, 0)
        yield Customer(
            name=f"Customer {number}",
            owner=chance.choice(_OWNERS),
            since=day(-2000, -700),
            occasions=(Occasion(name="Birthday", day=birthday.day, month=birthday.month),) if number % 2 else (),
            memberships=(Membership(programme="Circle", until=day(-200, 900)),) if number % 5 == 0 else (),
        )
    for number in range(deals):
        opened, owner = day(-600, -100), chance.choice(_OWNERS)
        yield Deal(
            customer_id=number % customers + 1,
            title=f"Home loan {number}",
            stage=chance.choice(list(Stage)),
            stage_since=day(-90, 0),
            owner=owner,
            opened=opened,
            next_step="call" if number % 10 else "",
            owners=()
            if number % 4
            else (Tenure(owner="officer1", since=opened), Tenure(owner=owner, since=day(-90, 0))),
        )
    for number in range(size):
        yield Interaction(
            customer_id=number % customers + 1,
            on=day(-400, 0),
            channel=Channel.CALL,
            direction=chance.choice(list(Direction)),
            by=chance.choice(_OWNERS),
            said=" ".join(chance.choices(_WORDS, k=12)),
        )
    for number in range(2 * size):
        due = day(-60, 200) if number % 10 else None
        settled = number % 2
        yield Commitment(
            kind=chance.choice(list(CommitmentKind)),
            customer_id=chance.randint(1, customers),
            deal_id=chance.randint(1, deals),
            words=" ".join(chance.choices(_WORDS, k=10)),
            due=due,
            dates=(NewDate(was=day(-90, -61), due=due, agreed_on=TODAY, by="asha"),) if due and not number % 7 else (),
            owner=chance.choice(_OWNERS),
            made_on=day(-300, -61),
            status=Status.KEPT if settled else Status.OPEN,
            settled_on=TODAY if settled else None,
        )


def build(path: Path, size: int) -> None:
    """Save them, and bring the store's file up to date."""
    store = TinyStore(path, by="benchmark")
    with store.transaction("benchmark") as now:
        for record in records(size):
            now.add(record)
    store.tend(1e9)
    store.close()


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--open", type=int, default=50_000, metavar="N", help="how many open commitments")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="how often each process is started")
    parser.add_argument("--store", metavar="PATH", help="keep the store here, or take the one that is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.store) if given.store else Path(folder) / "desk.json"
        if not path.exists():
            build(path, given.open)
        check = [sys.executable, "-m", "crm_tui", "check", "--store", str(path), "--as-of", TODAY.isoformat()]
        runs = {
            "control: python -c 'import pydantic, tinydb'": ([sys.executable, "-c", "import pydantic, tinydb"], None),
            "check, as text": (check, TARGET),
            "check, as JSON": ([*check, "--format", "json"], None),
            "check, as Markdown": ([*check, "--format", "markdown"], None),
            "check --owner": ([*check, "--owner", "officer7"], None),
            "check --brief": ([*check, "--brief"], None),
        }
        # as it is installed: the modules are kept as bytecode
        around = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}
        around.pop("PYTHONDONTWRITEBYTECODE", None)
        took: dict[str, list[float]] = {name: [] for name in runs}
        for number in range(given.rounds + 1):
            for name, (command, _) in runs.items():
                before = time.perf_counter()
                subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=around)
                # the first time the bytecode is made
                took[name] += [time.perf_counter() - before] if number else []
        for name, (_, target) in runs.items():
            goal = f"   target {target:.1f} s" if target is not None else ""
            sys.stdout.write(f"{name:46} {statistics.median(took[name]):6.3f} s{goal}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
