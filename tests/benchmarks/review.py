#!/usr/bin/env python3
"""How long the review of a deal takes to open, each figure beside its target and a control of the same run.

Usage: review.py [--promises 500] [--findings 100] [--rounds 15]

Two desks on disk: a price list of so many promises of which so many are dearer on paper, and 40 promises beside a PDF
of 60 pages out of the labelled cases, in its second version. A session begins with empty memory on a store that was
reviewed before; "again" is the same deal once more in that session. The control is a fixed piece of plain Python work.
"On the screen" is from the key that opens the review until it is shown at 80 x 24. Processor time, in this process
alone. Exit status 0.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "data"), str(ROOT / "tests" / "cases"), str(Path(__file__).parent)]

import times  # noqa: E402 - the scripts stand beside this one, not in a package

from crm_tui.domain.claim import Bound, Claim, Form  # noqa: E402 - the paths above come first
from crm_tui.domain.commitment import Commitment  # noqa: E402 - as above
from crm_tui.domain.customer import Customer  # noqa: E402 - as above
from crm_tui.domain.deal import Area, Deal, Stage  # noqa: E402 - as above
from crm_tui.domain.interaction import Interaction  # noqa: E402 - as above
from crm_tui.domain.record import Record  # noqa: E402 - as above
from crm_tui.domain.staff import Member, Role  # noqa: E402 - as above
from crm_tui.reading.files import read_paper  # noqa: E402 - as above
from crm_tui.services import changes, deal_findings, papers, review  # noqa: E402 - as above
from crm_tui.services.capture import hear  # noqa: E402 - as above
from crm_tui.services.desk import Desk  # noqa: E402 - as above
from crm_tui.store.compared import ComparedFolder  # noqa: E402 - as above
from crm_tui.store.desk_store import TinyStore  # noqa: E402 - as above
from crm_tui.tui.app import DeskApp  # noqa: E402 - as above
from crm_tui.tui.screens.review import ReviewPage  # noqa: E402 - as above

TODAY = date(2026, 11, 21)
TARGET = 0.3
PAGES, PROMISES, SCREENS = 60, 40, 7
_MATERIALS = "brass steel copper oak cotton linen ceramic rubber glass nylon"
_THINGS = (
    "hinge bracket valve curtain panel tile shelf handle lamp gasket pulley hose drawer clamp socket spindle rail "
    "basin hook washer bolt filter pump motor faucet"
)


def fresh(store: Path) -> Desk:
    """A desk whose session has just begun: nothing is in its memory."""
    for kept in (review._compare, review._looked_up, changes._changes, changes._looked_up, papers._read):
        kept.cache_clear()
    papers._looked_up.cache_clear()
    return Desk(
        store=TinyStore(store, by="asha"),
        read_paper=read_paper,
        today=lambda: TODAY,
        officer="asha",
        reckoned=ComparedFolder(store),
    )


def put(desk: Desk, records: list[Record]) -> None:
    """Keep records in one commit."""
    with desk.store.transaction() as now:
        for one in records:
            now.add(one)


def opened(desk: Desk, area: Area, title: str) -> Deal:
    """A deal of a new customer."""
    with desk.store.transaction() as now:
        now.add(Member(login="asha", roles=(Role.ADMIN, Role.DESK_OFFICER), since=TODAY))
        customer = now.add(Customer(name="Robin Park", owner="asha", since=TODAY))
        return now.add(
            Deal(
                customer_id=customer.id,
                title=title,
                area=area,
                stage=Stage.PAPER_ISSUED,
                stage_since=TODAY,
                opened=TODAY,
                owner="asha",
            )
        )


def promise(deal: Deal, words: str, claim: Claim) -> Commitment:
    """One that was made on the deal."""
    return Commitment(
        customer_id=deal.customer_id, deal_id=deal.id, words=words, claim=claim, owner="asha", made_on=TODAY
    )


def price_list(folder: Path, count: int, dearer: int) -> Path:
    """A desk with as many promised prices, and a price list on which some are dearer."""
    store, chance = folder / "prices.json", random.Random(3)
    desk = fresh(store)
    deal = opened(desk, Area.B2B, "Hardware for the new hotel")
    names = [" ".join(one) for one in product(("", "large", "small"), _MATERIALS.split(), _THINGS.split())][:count]
    prices = [chance.randrange(40, 9000) for _ in names]
    wrong = set(chance.sample(range(len(names)), min(dearer, len(names))))
    said = [(f"{name.strip()} at Rs {price} each", price) for name, price in zip(names, prices, strict=True)]
    unit = {"term": "b2b.price", "form": Form.VALUE, "bound": Bound.EXACTLY, "unit": "INR", "per": "each"}
    put(desk, [promise(deal, words, Claim(said=f"Rs {price} each", low=price, **unit)) for words, price in said])
    note = "\n".join(words for words, _ in said)
    put(desk, [Interaction(customer_id=deal.customer_id, deal_id=deal.id, on=TODAY, by="asha", said=note[:19_000])])
    rows = [
        f"{name.strip().capitalize()}      Rs {price + (price // 10 if place in wrong else 0)} each"
        for place, (name, price) in enumerate(zip(names, prices, strict=True))
    ]
    paper = folder / "prices.txt"
    paper.write_text("\n".join(["SCHEDULE OF PRICES", "Item      Price per piece", *rows]), encoding="utf-8")
    papers.attach(desk, deal, paper, issued_on=TODAY - timedelta(days=10))
    return store


def long_paper(folder: Path) -> Path:
    """A desk with 40 promises out of the labelled cases, and the second version of a paper of 60 pages."""
    store = folder / "long.json"
    desk = fresh(store)
    deal = opened(desk, Area.LOAN, "Home loan, Wakad flat")
    found = times.pairs()
    notes = iter(note for note, _ in found)
    made: list[Commitment] = []
    while len(made) < PROMISES:
        note = next(notes)
        made += [promise(deal, one.text, one.claim) for one in hear(desk, note, deal.area)]
        put(desk, [Interaction(customer_id=deal.customer_id, deal_id=deal.id, on=TODAY, by="asha", said=note)])
    put(desk, list(made[:PROMISES]))
    for version, pages in enumerate((PAGES - 1, PAGES), 1):
        paper = folder / f"agreement-{version}.pdf"
        paper.write_bytes(times.long_pdf(found, pages))
        papers.attach(desk, deal, paper, issued_on=TODAY - timedelta(days=10))
    return store


@contextmanager
def session(store: Path):
    """A session that begins, and is left."""
    desk = fresh(store)
    try:
        yield desk
    finally:
        desk.store.close()


def look(desk: Desk) -> deal_findings.DealFile:
    """Open the review."""
    return deal_findings.of(desk, 1)


async def opened_on_the_screen(store: Path) -> float:
    """How long the program takes from the key that opens the review until it is shown, in a new session."""
    with session(store) as desk:
        app = DeskApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("5")
            await app.workers.wait_for_complete()
            await pilot.pause()
            # what the list of deals reckons of itself is not the review's
            for one in (review._looked_up, papers._looked_up, changes._looked_up):
                one.cache_clear()
            before = time.process_time()
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            took = time.process_time() - before
            if not isinstance(app.screen, ReviewPage):
                raise SystemExit(f"the review did not open, but {app.screen}: the keys have changed")
    return took


def measure(name: str, store: Path, rounds: int) -> None:
    """Print the figures of one desk."""
    with session(store) as desk:
        first = times.seconds(lambda: look(desk))
        file = look(desk)
    pages = file.document.pages if file.document else 0
    sys.stdout.write(f"\n{name}: {len(file.promises)} promises, {len(file.findings)} findings, {pages} pages\n")
    times.told("  the first time, nothing kept", first)
    begun: list[float] = []
    again: list[float] = []
    for _ in range(rounds):
        with session(store) as desk:
            begun.append(times.seconds(partial(look, desk)))
            again.append(times.seconds(partial(look, desk)))
    times.told("  a new session, median", statistics.median(begun), TARGET)
    times.told("  again in the same session, median", statistics.median(again), TARGET)
    with session(store) as desk:
        look(desk)
        changed: list[float] = []
        for number in range(3):
            one = desk.store.find(Commitment, deal_id=1)[number]
            with desk.store.transaction() as now:
                now.put(one.model_copy(update={"remark": f"looked at {number}"}))
            changed.append(times.seconds(partial(look, desk)))
    times.told("  after a remark on a promise, median", statistics.median(changed), TARGET)
    shown = [asyncio.run(opened_on_the_screen(store)) for _ in range(min(rounds, SCREENS))]
    times.told("  on the screen, in a new session, median", statistics.median(shown), TARGET)


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--promises", type=int, default=500, metavar="N")
    parser.add_argument("--findings", type=int, default=100, metavar="N")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="how often a session is begun")
    args = parser.parse_args()
    rounds: Callable[[], float] = partial(times.seconds, times.control, time.process_time)
    times.told("control: a fixed piece of work", statistics.median(rounds() for _ in range(5)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure("a price list", price_list(folder, args.promises, args.findings), args.rounds)
        measure("a long paper", long_paper(folder), args.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
