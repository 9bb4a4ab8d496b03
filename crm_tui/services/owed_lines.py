"""The daily check's lines about what is owed: overdue, due today, next, without a date, later."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import cache
from typing import Any

from crm_tui.domain.calendar import When, when
from crm_tui.domain.commitment import UNSETTLED, Commitment, CommitmentKind, Status
from crm_tui.domain.staff import Role
from crm_tui.services.check_day import CheckDay, late_in_full, spoken
from crm_tui.services.check_lines import OF_COMMITMENTS, Act, Group, Line

ASKED = (
    *("kind", "customer_id", "deal_id", "words", "due", "at", "owner", "made_on"),
    *("dates", "after_id", "after_words"),
)
"""The fields of a commitment that its line is made of."""


def owed(day: CheckDay) -> Iterator[Line]:
    """A line for each open commitment, in no order."""
    kept = ((status, row) for status in UNSETTLED for row in day.store.fields(Commitment, *ASKED, status=status))
    return lines_of(day, kept)


def lines_of(day: CheckDay, kept: Iterable[tuple[Status, tuple[Any, ...]]]) -> Iterator[Line]:
    """A line for each of these open commitments: how it stands, then its number and its fields as they are kept."""
    as_of, days, customers, title = day.as_of, day.days, day.customers, day.title
    until = day.calendar.add(as_of, day.rules.ahead_days)
    # thousands of commitments share a few hundred days and a few owners
    standing = cache(lambda last: _standing(day, last, until))
    told = cache(lambda owner, late: _told(day, owner, late))
    for status, row in kept:
        number, kind, customer_id, deal_id, words, due, at, owner, made_on, dates, after_id, after_words = row
        if not any(map(str.isalpha, words)) and (alone := day.store.get(Commitment, number)) is not None:
            words = alone.telling
        first = day.store.get(Commitment, after_id) if after_id is not None else None
        last = days[due] if due else None
        group, late, aside = standing(last)
        known = customers.get(customer_id)
        customer = known.name if known is not None else f"customer {customer_id}"
        who, to = (customer, owner) if kind == CommitmentKind.THEIRS else (owner, customer)
        if at or dates or first is not None or after_words or status is Status.DISPUTED:
            more = _asides(day, at, dates, first, after_words, status)
            aside = ", ".join([aside, *more] if aside else more)
        yield Line(
            group,
            f"commitment {number}",
            who,
            to,
            words,
            days[made_on],
            last,
            time.fromisoformat(at) if at else None,
            customer_id,
            customer,
            deal_id,
            title(deal_id),
            owner,
            aside,
            told(owner, late) if group is Group.OVERDUE else (),
            ("commitments", number),
            Act.SETTLE,
            late,
            kind or CommitmentKind.PROMISE,
        )


def _standing(day: CheckDay, last: date | None, until: date) -> tuple[Group, int, str]:
    """The group of what is due on a day, how many working days late that is, and this in words."""
    stands = when(last, day.as_of, until)
    if last is None or stands is not When.OVERDUE:
        return OF_COMMITMENTS[stands], 0, ""
    late = day.calendar.working_days(last, day.as_of)
    return OF_COMMITMENTS[stands], late, late_in_full(late)


def _asides(
    day: CheckDay, at: str | None, dates: list[dict[str, Any]], first: Commitment | None, after: str, status: Status
) -> list[str]:
    found = [f"at {at[:5]}"] if at else []
    if dates:
        found.append(f"was due {spoken(day.days[dates[0]['was']], day.as_of)} first")
    if first is not None:
        about = f"#{first.id}: {' '.join(first.words.split())}"
        found.append(f"waits for {about}" if first.is_open else f"waited for {about} ({first.status})")
    if after:
        found.append(f"waits for: {after}")
    if status is Status.DISPUTED:
        found.append("disputed")
    return found


def _told(day: CheckDay, owner: str, late: int) -> tuple[str, ...]:
    """Who has to know by the ladder, after so many working days."""
    ladder = sorted(day.rules.escalation, key=lambda one: one.days)
    return tuple(dict.fromkeys(_of_role(day, step.role, owner) for step in ladder if late >= step.days))


def _of_role(day: CheckDay, role: Role, owner: str) -> str:
    supervisor = day.people.supervisor(owner) if role is Role.SUPERVISOR else None
    return str(role) if supervisor is None else supervisor.name or supervisor.login
