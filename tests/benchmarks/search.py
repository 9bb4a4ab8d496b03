#!/usr/bin/env python3
"""How long a search over everything takes, beside a control of the same run.

Usage: search.py [--records 100000] [--rounds 5] [--store PATH]

A store of so many records: a tenth of them customers, the rest deals, promises, contacts, incidents, gifts and feedback
of theirs. The control reads every record of the same store once as it is kept, without looking for anything. Each line
is a search as the screen makes it, in processor time, the median of the rounds. ``--store`` keeps the store, or takes
the one that is there. Exit status 0.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import times  # noqa: E402 - the scripts stand beside this one, not in a package

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status  # noqa: E402 - the paths above come first
from crm_tui.domain.customer import Customer  # noqa: E402 - as above
from crm_tui.domain.deal import Deal, Stage  # noqa: E402 - as above
from crm_tui.domain.feedback import Feedback  # noqa: E402 - as above
from crm_tui.domain.gift import Gift  # noqa: E402 - as above
from crm_tui.domain.incident import Incident  # noqa: E402 - as above
from crm_tui.domain.interaction import Channel, Interaction  # noqa: E402 - as above
from crm_tui.domain.money import Money  # noqa: E402 - as above
from crm_tui.domain.record import Record  # noqa: E402 - as above
from crm_tui.reading.files import read_paper  # noqa: E402 - as above
from crm_tui.services.desk import Desk  # noqa: E402 - as above
from crm_tui.services.search import search  # noqa: E402 - as above
from crm_tui.services.search_filters import PLACES  # noqa: E402 - as above
from crm_tui.services.search_words import read  # noqa: E402 - as above
from crm_tui.store.desk_store import TinyStore  # noqa: E402 - as above

TODAY = date(2026, 11, 21)
TARGET = 0.5
ASKED = (
    "a",
    "rao",
    "meera rao prepayment",
    "zebra",
    "owner:officer3",
    "due:overdue",
    "owner:officer3 due:overdue",
    "kind:promise",
    "customer:rao status:open",
    "customer:a kind:promise value:>10000",
    "since:2026-06-01 value:>50000",
    "stage:review prepayment",
)
_FIRST = [
    "Meera",
    "Ravi",
    "Asha",
    "José",
    "रमेश",
    "Farida",
    "Anil",
    "Sunita",
    "Jignesh",
    "Lakshmi",
    "Thomas",
    "小明",
    "Zainab",
    "Peter",
]
_LAST = [
    "Rao",
    "Iyer",
    "Joshi",
    "Kothari",
    "Álvarez",
    "पाटील",
    "Sheikh",
    "Deshmukh",
    "Nair",
    "Kulkarni",
    "Fernandes",
    "王",
    "Khan",
    "D'Souza",
]
_SAID = [
    "prepayment",
    "charge",
    "waived",
    "letter",
    "rate",
    "fixed",
    "years",
    "cover",
    "hospital",
    "locker",
    "rent",
    "renewal",
    "senior",
    "quote",
    "call",
]


def records(count: int) -> Iterator[Record]:
    """So many records, always the same."""
    chance = random.Random(7)
    customers = count // 10

    def words(number: int = 12) -> str:
        return " ".join(chance.choice(_SAID) for _ in range(number))

    def day() -> date:
        return TODAY - timedelta(days=chance.randrange(900))

    def money() -> Money:
        return Money(amount=Decimal(chance.randrange(1, 200) * 1000), currency="INR")

    for number in range(customers):
        name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}"
        yield Customer(name=name, place=chance.choice(("Pune", "Surat")), owner=f"officer{number % 20}", since=day())
    for number in range(count - customers):
        whose, owner, on = chance.randrange(customers) + 1, f"officer{chance.randrange(20)}", day()
        match number % 9:
            case 0:
                stage = chance.choice(list(Stage))
                yield Deal(
                    customer_id=whose,
                    title=words(4),
                    stage=stage,
                    stage_since=on,
                    value=money(),
                    owner=owner,
                    opened=on,
                )
            case 1 | 2 | 3 | 4:
                kind, is_open = chance.choice(list(CommitmentKind)), chance.random() < 0.5
                yield Commitment(
                    customer_id=whose,
                    kind=kind,
                    words=words(),
                    owner=owner,
                    made_on=on,
                    due=on + timedelta(days=60),
                    cost=money() if chance.random() < 0.1 else None,
                    status=Status.OPEN if is_open else Status.KEPT,
                    settled_on=None if is_open else on,
                )
            case 5 | 6:
                yield Interaction(customer_id=whose, on=on, channel=Channel.CALL, by=owner, said=words(40))
            case 7:
                yield Incident(customer_id=whose, on=on, what=words(), owner=owner)
            case _ if number % 2:
                yield Gift(customer_id=whose, what="sweets", value=money(), on=on, by=owner)
            case _:
                yield Feedback(customer_id=whose, rating=4, words=words(), on=on, by=owner)


def build(path: Path, count: int) -> None:
    """Save them, and bring the store's file up to date."""
    store = TinyStore(path, by="benchmark")
    with store.transaction("benchmark") as now:
        for record in records(count):
            now.add(record)
    store.tend(1e9)
    store.close()


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000, metavar="N", help="how many there are")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is looked for")
    parser.add_argument("--store", metavar="PATH", help="keep the store here, or take the one that is there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.store) if given.store else Path(folder) / "desk.json"
        if not path.exists():
            build(path, given.records)
        desk = Desk(store=TinyStore(path), read_paper=read_paper, today=lambda: TODAY, officer="officer3")

        def median(call: object) -> float:
            assert callable(call)
            return statistics.median(times.seconds(call) for _ in range(given.rounds))

        def all_read() -> None:
            for place in PLACES.values():
                for _ in desk.store.fields(place.kind, place.owner):
                    pass

        times.told("control: every record read once", median(all_read))
        for line in ASKED:
            total = search(desk, read(line)).total
            times.told(f"{line}  ({total:,})", median(lambda line=line: search(desk, read(line))), TARGET)
        desk.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
