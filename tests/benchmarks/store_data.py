"""Records of some 400 bytes in five tables, and the same in SQLite, for the benchmark of the store."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from crm_tui.store.keys import Index

SHARES = {"customers": 0.20, "deals": 0.25, "promises": 0.25, "terms": 0.10, "commitments": 0.20}
INDEXES = {
    "deals": {"due": Index(("due",), "date"), "customer": Index(("customer",), "exact")},
    "promises": {"due": Index(("due",), "date"), "status": Index(("status",), "exact")},
    "commitments": {"due": Index(("due",), "date"), "status": Index(("status",), "exact")},
    "customers": {
        "email": Index(("email",), "exact"),
        "text": Index(("name", "email", "owner"), "text"),
    },
    "terms": {"deal": Index(("deal",), "exact")},
}
DAYS = 1500
_TEXT = """alpha bravo carton delivery estimate freight gasket harbour invoice joint kettle ledger margin notice order
    pallet quote retail supply tariff unit vendor waiver yield zinc"""
WORDS = _TEXT.split()

Row = dict[str, Any]


def day(number: int) -> str:
    """A day on which something is due."""
    return (date(2024, 1, 1) + timedelta(days=number)).isoformat()


def record(chance: random.Random, number: int, size: int) -> Row:
    """One record of a store of ``size`` records."""
    due = day(chance.randrange(DAYS))
    return {
        "name": f"{' '.join(chance.choices(WORDS, k=3))} {number}",
        "email": f"user{number}@example.test",
        "customer": chance.randrange(max(1, size // 5)) + 1,
        "deal": chance.randrange(max(1, size // 4)) + 1,
        "status": chance.choice(("open", "open", "kept", "broken", "void")),
        "due": due,
        "amount": round(chance.random() * 1e5, 2),
        "owner": chance.choice(("asha", "ravi", "meera", "dev")),
        "created": f"{due}T09:{chance.randrange(60):02d}:00Z",
        "notes": " ".join(chance.choices(WORDS, k=20))[:150],
    }


def tables(size: int) -> Iterator[tuple[str, Iterator[Row]]]:
    """The tables of a store of ``size`` records; the same each time."""
    chance = random.Random(1)
    for name, share in SHARES.items():
        yield name, (record(chance, number, size) for number in range(1, int(size * share) + 1))


class Sqlite:
    """SQLite used with the same promises: write-ahead log, each commit synced."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=60)
        self.connection.execute("pragma journal_mode=wal")
        self.connection.execute("pragma synchronous=full")

    def build(self, size: int) -> None:
        """Create and fill the tables."""
        run = self.connection.execute
        run("begin")
        for name, rows in tables(size):
            run(f"create table {name}(id integer primary key, doc text)")
            for index, one in INDEXES[name].items():
                run(f"create index {name}_{index} on {name}(json_extract(doc,'$.{one.path[0]}'))")
            numbered = ((number, orjson.dumps(row).decode()) for number, row in enumerate(rows, 1))
            self.connection.executemany(f"insert into {name} values(?,?)", numbered)
        run("commit")
        run("analyze")
        run("pragma wal_checkpoint(truncate)")

    def get(self, table: str, number: int) -> Row:
        """One record."""
        found: Row = orjson.loads(
            self.connection.execute(f"select doc from {table} where id=?", (number,)).fetchone()[0]
        )
        return found

    def search(self, table: str, condition: str, *values: object) -> list[Row]:
        """The records that meet a condition."""
        found = self.connection.execute(f"select doc from {table} where {condition}", values)
        return [orjson.loads(doc) for (doc,) in found]

    def insert(self, table: str, row: Row) -> None:
        """One commit with one new record."""
        self.connection.execute(f"insert into {table}(doc) values(?)", (orjson.dumps(row).decode(),))

    def update(self, table: str, number: int, **fields: object) -> None:
        """One commit that changes one record, read within it."""
        self.connection.execute("begin immediate")
        row = self.get(table, number) | fields
        self.connection.execute(f"update {table} set doc=? where id=?", (orjson.dumps(row).decode(), number))
        self.connection.execute("commit")
