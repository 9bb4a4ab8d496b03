"""The first lines of somebody's day, for showing them before the whole day is reckoned.

The daily check reads the whole desk. Its first lines are the most urgent commitments, and these an index finds.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import time
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
from crm_tui.services.ports import Wanted

MOST = 60
"""So many lines are given: more than the rows of a large terminal."""

_OWNER, _DUE, _AT = (owed_lines.ASKED.index(name) + 1 for name in ("owner", "due", "at"))
_OWNED: tuple[type[Record], ...] = (Commitment, Deal, Customer, Incident)


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
    kept = [
        (status, row)
        for status in UNSETTLED
        for row in store.fields(Commitment, *owed_lines.ASKED, status=status, up_to=("due", today))
    ]
    people = People(store.find(Member), today)
    same = cache(partial(people.same, desk.officer))
    mine = [one for one in kept if same(one[1][_OWNER])]
    if mine:
        hidden = {one.about for one in store.find(Snooze, by=desk.officer) if today < one.until}
        kept = [one for one in mine if f"commitment {one[1][0]}" not in hidden]
    elif not _owns_nothing(desk, people):
        return None
    if not kept:
        return None
    late = sum(one[1][_DUE] < today.isoformat() for one in kept)
    kept.sort(key=_by_attention)
    rules = in_force(store)
    few = kept[:most]
    looked_at: dict[type[Record], Collection[int]] = {
        kind: {number for _, row in few if (number := row[owed_lines.ASKED.index(field) + 1]) is not None}
        for kind, field in ((Customer, "customer_id"), (Deal, "deal_id"))
    }
    day = _FewOfTheDay(store, today, rules, work_calendar.of(rules), people, looked_at)
    found = {Group.OVERDUE: late, Group.TODAY: len(kept) - late}
    return FirstLines(not mine, tuple(owed_lines.lines_of(day, few)), found)


def _owns_nothing(desk: Desk, people: People) -> bool:
    """Whether no record that has an owner holds a name of the one who asks anywhere: found out by an index."""
    me = people.member(desk.officer)
    names = {desk.officer} if me is None else {desk.officer, me.login, me.name, *me.earlier} - {""}
    return not any(desk.store.holding(kind, Wanted(texts=tuple(names))) for kind in _OWNED)


def _by_attention(one: tuple[Status, tuple[Any, ...]]) -> tuple[str, time, int]:
    """The order of the daily check among what is due no later than today."""
    row = one[1]
    return row[_DUE], time.fromisoformat(row[_AT]) if row[_AT] else time.max, row[0]
