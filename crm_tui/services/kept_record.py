"""How much of what we owed was kept on time, and the cases behind each number."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from crm_tui.domain.commitment import UNSETTLED, Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.progress import step
from crm_tui.domain.staff import Member
from crm_tui.services.customers import folded
from crm_tui.services.people import People
from crm_tui.services.ports import Store
from crm_tui.services.shares import share

FEW = 5
"""Of fewer cases no share is told: one more would move it too far."""

MONTHS = 12
"""So many months the trend shows."""


class Outcome(StrEnum):
    """What became of something that was due."""

    ON_TIME = "on time"
    LATE = "late"
    PARTLY = "partly kept"
    BROKEN = "broken"
    OVERDUE = "still overdue"


class LeftOut(StrEnum):
    """Why something that we owed, or owe, is not counted."""

    WITHDRAWN = "withdrawn"
    UNDATED = "without a due date"


class By(StrEnum):
    """What the cases are sorted by."""

    OFFICER = "officer"
    TEAM = "team"
    CUSTOMER = "customer"
    PRODUCT = "product"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that we owed, and that was due."""

    commitment_id: int
    """Which."""

    due: date
    """The day that was agreed last."""

    outcome: Outcome
    """What became of it."""

    moved: bool
    """Whether another day had been agreed with the customer before."""

    owner: str
    """Who owed it."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cases of one officer, team, customer, product or kind."""

    name: str
    """Whose."""

    cases: tuple[Case, ...]
    """All that was due, by day."""

    @property
    def on_time(self) -> int:
        """How many were kept on time."""
        return self.count(Outcome.ON_TIME)

    @property
    def share(self) -> int | None:
        """How many of a hundred, rounded down; None where there are too few to tell."""
        return share(self.on_time, len(self.cases)) if len(self.cases) >= FEW else None

    def count(self, outcome: Outcome) -> int:
        """How many came to this."""
        return sum(one.outcome is outcome for one in self.cases)


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """What was kept on time, out of all that was due."""

    as_of: date
    """The day it was reckoned for."""

    since: date | None
    """From which due day on; None for all that is known."""

    by: By
    """What the rows are."""

    total: Row
    """All cases."""

    rows: tuple[Row, ...]
    """Those with the most cases first."""

    trend: tuple[Row, ...]
    """The cases of each of the last months, by the day on which they were due; the newest last."""

    left_out: Mapping[LeftOut, tuple[int, ...]]
    """The numbers of those that are not counted, by why."""


def kept_record(store: Store, as_of: date, by: By = By.OFFICER, since: date | None = None) -> KeptRecord:
    """How much of what we owed was kept on time: kept no later than the day that was agreed last.

    Due is what was settled, early or late, and what is still open after its day. What customers owe us is no part
    of it, and neither is what was withdrawn, or never had a day.

    For a day in the past it is reckoned as it stood then: what was said, agreed, settled, withdrawn or handed on later
    does not count yet. What records do not keep is as it is now: when a first date was given, that something settled
    was opened again, who leads whom, and the names and kinds of customers and deals.
    """
    left_out: dict[LeftOut, list[int]] = {why: [] for why in LeftOut}
    called = _caller(store, by, as_of)
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case, row in _cases(store, as_of, since, left_out):
        found[called(case, row)].append(case)
    rows = [Row(name, _in_order(cases)) for name, cases in found.items()]
    total = Row("all", _in_order([case for row in rows for case in row.cases]))
    return KeptRecord(
        as_of=as_of,
        since=since,
        by=by,
        total=total,
        rows=tuple(sorted(rows, key=lambda row: (-len(row.cases), row.name.casefold(), row.name))),
        trend=_trend(total, as_of),
        left_out={why: tuple(numbers) for why, numbers in left_out.items()},
    )


def kept_for(store: Store, customer_id: int, as_of: date) -> Row:
    """All that was due to one customer, and what became of it."""
    left_out: dict[LeftOut, list[int]] = {why: [] for why in LeftOut}
    cases = [case for case, _ in _cases(store, as_of, None, left_out, customer_id)]
    return Row(f"customer {customer_id}", _in_order(cases))


_STEP = 1_000
"""So many commitments are looked at between two steps."""

_ASKED = (
    *("kind", "status", "due", "settled_on", "dates", "owner", "owners", "made_on"),
    *("customer_id", "deal_id", "delivery"),
)


def _cases(
    store: Store,
    as_of: date,
    since: date | None,
    left_out: Mapping[LeftOut, list[int]],
    customer_id: int | None = None,
) -> Iterator[tuple[Case, Mapping[str, Any]]]:
    if customer_id is None:
        found = store.fields(Commitment, *_ASKED)
    else:
        found = store.fields(Commitment, *_ASKED, customer_id=customer_id)
    for count, (record_id, *values) in enumerate(found, 1):
        if not count % _STEP:
            step("commitments looked at", count)
        row = dict(zip(_ASKED, values, strict=True))
        if row["kind"] == CommitmentKind.THEIRS or date.fromisoformat(row["made_on"]) > as_of:
            continue
        if row["due"] is None:
            left_out[LeftOut.UNDATED].append(record_id)
            continue
        due = _due_then(date.fromisoformat(row["due"]), row["dates"], as_of)
        if since is not None and due < since:
            continue
        settled = date.fromisoformat(row["settled_on"]) if row["settled_on"] else None
        status = Status(row["status"] or Status.OPEN)
        if settled is None or settled > as_of:
            status = Status.OPEN
        if status is Status.WITHDRAWN:
            left_out[LeftOut.WITHDRAWN].append(record_id)
        elif (outcome := _outcome(status, settled, due, as_of)) is not None:
            moved = bool(row["dates"]) and date.fromisoformat(row["dates"][0]["agreed_on"]) <= as_of
            yield Case(record_id, due, outcome, moved, _owner_then(row, as_of)), row


def _due_then(due: date, changes: Sequence[Mapping[str, Any]] | None, on: date) -> date:
    """The day that had been agreed last on a day, out of the due date and its changes as they are kept."""
    later = (one["was"] for one in changes or () if date.fromisoformat(one["agreed_on"]) > on)
    return date.fromisoformat(was) if (was := next(later, None)) else due


def _owner_then(row: Mapping[str, Any], on: date) -> str:
    owners: Sequence[Mapping[str, Any]] = row["owners"] or ()
    then = [one for one in owners if date.fromisoformat(one["since"]) <= on]
    owner: str = row["owner"] if len(then) == len(owners) else (then[-1] if then else owners[0])["owner"]
    return owner


def _outcome(status: Status, settled: date | None, due: date, as_of: date) -> Outcome | None:
    """What had become of it by that day; None while its day was still to come."""
    if settled is None or status in UNSETTLED:
        return Outcome.OVERDUE if due < as_of else None
    if status is Status.KEPT:
        return Outcome.ON_TIME if settled <= due else Outcome.LATE
    return Outcome.PARTLY if status is Status.PARTLY_KEPT else Outcome.BROKEN


def _caller(store: Store, by: By, as_of: date) -> Callable[[Case, Mapping[str, Any]], str]:
    """How the row of a case is called; no two rows are called the same."""
    match by:
        case By.OFFICER:
            people = People(store.find(Member), as_of)
            return lambda case, _: people.called(case.owner)
        case By.TEAM:
            team = _teams(People(store.find(Member), as_of))
            return lambda case, _: team(case.owner)
        case By.CUSTOMER:
            names = _customers(store)
            return lambda _, row: names.get(row["customer_id"]) or f"customer {row['customer_id']}"
        case By.PRODUCT:
            areas = dict(store.fields(Deal, "area"))
            return lambda _, row: (
                areas.get(row["deal_id"]) or ("other" if row["deal_id"] in areas else "without a deal")
            )
        case By.KIND:
            return lambda _, row: "delivery" if row["delivery"] else row["kind"] or CommitmentKind.PROMISE


def _customers(store: Store) -> Mapping[int, str]:
    """What each customer is called, with their number where others are called so too."""
    names: dict[int, str] = dict(store.fields(Customer, "name"))
    count = Counter(folded(name) for name in names.values())
    return {number: f"{name} (#{number})" if count[folded(name)] > 1 else name for number, name in names.items()}


_NO_TEAM = "no team"


def _teams(people: People) -> Callable[[str], str]:
    """Who leads the team of an owner: their supervisor, or they themselves."""

    def team(owner: str) -> str:
        lead = people.supervisor(owner)
        if lead is not None:
            return people.called(lead.login)
        return people.called(owner) if people.team(owner) else _NO_TEAM

    return cache(team)


def _trend(total: Row, as_of: date) -> tuple[Row, ...]:
    months = [_month(as_of, back) for back in reversed(range(MONTHS))]
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case in total.cases:
        found[f"{case.due:%Y-%m}"].append(case)
    return tuple(Row(month, tuple(found[month])) for month in months)


def _month(day: date, back: int) -> str:
    months = day.year * 12 + day.month - 1 - back
    return f"{months // 12:04}-{months % 12 + 1:02}"


def _in_order(cases: list[Case]) -> tuple[Case, ...]:
    return tuple(sorted(cases, key=lambda one: (one.due, one.commitment_id)))
