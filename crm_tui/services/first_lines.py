"""The first lines of somebody's day, for showing them before the whole day is reckoned.

The daily check reads the whole desk. Its first lines are the most urgent commitments, and these an index finds.
"""

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache, partial
from typing import Any

from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.domain.record import Record
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member
from crm_tui.services import owed_lines, work_calendar
from crm_tui.services.check_day import CheckDay
from crm_tui.services.check_lines import Group, Line
from crm_tui.services.desk import Desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.people import People
from crm_tui.services.ports import Store, Wanted

MOST = 60
"""So many lines are given: more than the rows of a large terminal."""

_Row = tuple[Any, ...]
_ASKED = (*owed_lines.ASKED, "status")
_NUMBER, _STATUS = 0, len(_ASKED)
_CUSTOMER, _DEAL, _OWNER, _DUE, _AT = (
    _ASKED.index(name) + 1 for name in ("customer_id", "deal_id", "owner", "due", "at")
)
_OWNED: tuple[type[Record], ...] = (Deal, Customer, Incident)
"""What has an owner beside commitments."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FirstLines:
    """How somebody's day begins."""

    is_desk: bool
    """Whether these are everybody's lines, because the one who asks owns nothing."""

    lines: tuple[Line, ...]
    """The first lines of the daily check, in its order."""

    counts: dict[Group, int]
    """How many lines each of their groups has, listed or not."""


@dataclass(frozen=True)
class _FewOfTheDay(CheckDay):
    """A day at a desk of which only some records are looked at."""

    looked_at: dict[type[Record], Collection[int]]
    """Which, by number."""

    def _rows(self, kind: type[Any], *names: str) -> Iterator[tuple[Any, ...]]:
        return self.store.fields(kind, *names, among=self.looked_at[kind])


def first_lines(desk: Desk, most: int = MOST) -> FirstLines | None:
    """What is overdue or due today of what somebody owns; where they own nothing, of the desk's.

    None where that is nothing, or where it takes the whole check to say whose lines are shown.
    """
    store, today = desk.store, desk.today()
    people = People(store.find(Member), today)
    wanted = Wanted(texts=_names(people, desk.officer))
    is_open = frozenset(store.valued(Commitment, "status", *UNSETTLED))
    # by their day, then by number
    urgent = [one for one in store.in_order(Commitment, "due", before=today + _DAY) if one in is_open]
    named = frozenset(store.holding(Commitment, wanted))
    same = cache(partial(people.same, desk.officer))
    mine = [row for row in _rows(store, [one for one in urgent if one in named]) if same(row[_OWNER])]
    if mine:
        hidden = {one.about for one in store.find(Snooze, by=desk.officer) if today < one.until}
        kept = [row for row in mine if f"commitment {row[_NUMBER]}" not in hidden]
        late, count = sum(row[_DUE] < today.isoformat() for row in kept), len(kept)
    elif named or any(store.holding(kind, wanted) for kind in _OWNED):
        return None
    else:
        kept = _rows(store, _first_by_day(store, urgent, is_open, most))
        late = sum(one in is_open for one in store.in_order(Commitment, "due", before=today))
        count = len(urgent)
    if not kept:
        return None
    kept.sort(key=_by_attention)
    return FirstLines(not mine, _told(desk, people, kept[:most]), {Group.OVERDUE: late, Group.TODAY: count - late})


def _names(people: People, officer: str) -> tuple[str, ...]:
    """All names under which somebody may stand as an owner."""
    me = people.member(officer)
    return tuple({officer} if me is None else {officer, me.login, me.name, *me.earlier} - {""})


def _rows(store: Store, numbers: Collection[int]) -> list[_Row]:
    """What their lines are made of."""
    return list(store.fields(Commitment, *_ASKED, among=numbers)) if numbers else []


def _first_by_day(store: Store, urgent: Sequence[int], is_open: Set[int], most: int) -> Set[int]:
    """So many of them, by their day, and all that are due on the last of these days: the time of day counts there."""
    first = urgent[:most]
    if len(first) == len(urgent):
        return set(first)
    [(_, due)] = store.fields(Commitment, "due", among={first[-1]})
    last = date.fromisoformat(due)
    of_the_day = store.in_order(Commitment, "due", since=last, before=last + _DAY)
    return {*first, *(one for one in of_the_day if one in is_open)}


def _by_attention(row: _Row) -> tuple[str, time, int]:
    """The order of the daily check among what is due no later than today."""
    return row[_DUE], time.fromisoformat(row[_AT]) if row[_AT] else time.max, row[_NUMBER]


def _told(desk: Desk, people: People, rows: Sequence[_Row]) -> tuple[Line, ...]:
    """Their lines in the daily check."""
    rules = in_force(desk.store)
    looked_at: dict[type[Record], Collection[int]] = {
        Customer: {row[_CUSTOMER] for row in rows},
        Deal: {row[_DEAL] for row in rows if row[_DEAL] is not None},
    }
    day = _FewOfTheDay(desk.store, desk.today(), rules, work_calendar.of(rules), people, looked_at)
    kept = ((Status(row[_STATUS] or Status.OPEN), row[:_STATUS]) for row in rows)
    return tuple(owed_lines.lines_of(day, kept))
