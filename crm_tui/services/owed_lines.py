"""The daily check's lines about what is owed: overdue, due today, next, without a date, later."""

from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import Any

from crm_tui.domain.calendar import When, when
from crm_tui.domain.commitment import UNSETTLED, Commitment, CommitmentKind, Status
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import Role
from crm_tui.services.check_lines import OF_COMMITMENTS, Act, Line
from crm_tui.services.people import People
from crm_tui.services.ports import Store
from crm_tui.services.work_calendar import WorkCalendar

_ASKED = (
    *("kind", "customer_id", "deal_id", "words", "due", "at", "owner", "made_on", "status"),
    *("dates", "after_id", "after_words", "days_after"),
)


class Owed:
    """Makes lines of open commitments, of a store as it is kept: no record is made of any of them."""

    def __init__(self, store: Store, as_of: date, rules: GroundRules, calendar: WorkCalendar, people: People) -> None:
        self._store = store
        self._as_of = as_of
        self._rules = rules
        self._calendar = calendar
        self._people = people
        self._until = calendar.add(as_of, rules.ahead_days)
        # thousands of commitments share a few hundred days and a few owners
        self._day = cache(date.fromisoformat)
        self._late = cache(lambda due: calendar.working_days(due, as_of))
        self.told = cache(self._told)

    def lines(self, customers: dict[int, str], deals: dict[int, str]) -> Iterator[Line]:
        """A line for each open commitment, in no order; ``customers`` and ``deals`` are what they are called."""
        for status in UNSETTLED:
            for record_id, *values in self._store.fields(Commitment, *_ASKED, status=status):
                yield self._line(record_id, values, customers, deals)

    def _line(self, record_id: int, values: list[Any], customers: dict[int, str], deals: dict[int, str]) -> Line:
        kind, customer_id, deal_id, words, due, at, owner, made_on, status, dates, after_id, after_words, days = values
        first = self._store.get(Commitment, after_id) if after_id is not None else None
        day = self._day(due) if due else None
        if day is None and first is not None and days is not None and first.settled_on is not None:
            # what it waited for is done, and nobody has set its day yet
            day = self._calendar.add(first.settled_on, days) if first.status is Status.KEPT else None
        stands = when(day, self._as_of, self._until)
        late = self._late(day) if stands is When.OVERDUE else 0
        customer = customers.get(customer_id) or f"customer {customer_id}"
        theirs = kind == CommitmentKind.THEIRS
        aside = [_late_words(late)] if stands is When.OVERDUE else []
        if at:
            aside.append(f"at {at[:5]}")
        if dates:
            aside.append(f"was due {spoken(self._day(dates[0]['was']), self._as_of)} first")
        if first is not None:
            aside.append(_waits(first))
        if after_words:
            aside.append(f"waits for: {after_words}")
        if status == Status.DISPUTED:
            aside.append("disputed")
        return Line(
            group=OF_COMMITMENTS[stands],
            key=f"commitment {record_id}",
            who=customer if theirs else owner,
            to=owner if theirs else customer,
            words=words,
            since=self._day(made_on),
            due=day,
            at=time.fromisoformat(at) if at else None,
            customer_id=customer_id,
            customer=customer,
            deal_id=deal_id,
            deal=deals.get(deal_id, "") if deal_id is not None else "",
            owner=owner,
            aside=", ".join(aside),
            told=self.told(owner, late) if stands is When.OVERDUE else (),
            opens=("commitments", record_id),
            act=Act.SETTLE,
            late=late,
            kind=kind or CommitmentKind.PROMISE,
        )

    def _told(self, owner: str, late: int) -> tuple[str, ...]:
        reached = [step.role for step in sorted(self._rules.escalation, key=lambda one: one.days) if late >= step.days]
        return tuple(dict.fromkeys(self._of_role(role, owner) for role in reached))

    def _of_role(self, role: Role, owner: str) -> str:
        supervisor = self._people.supervisor(owner) if role is Role.SUPERVISOR else None
        return str(role) if supervisor is None else supervisor.name or supervisor.login


def spoken(day: date, today: date) -> str:
    """A day as a desk writes it: "3 Nov", with its year where that is another one."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"


def working(count: int) -> str:
    """A number of working days in words."""
    return f"{count} working {'day' if count == 1 else 'days'}"


def _late_words(late: int) -> str:
    return f"{working(late)} late" if late else "late, no working day since"


def _waits(first: Commitment) -> str:
    about = f"#{first.id}: {' '.join(first.words.split())}"
    return f"waits for {about}" if first.is_open else f"waited for {about} ({first.status})"
