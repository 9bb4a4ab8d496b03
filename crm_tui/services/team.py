"""What each officer of a team, or of the desk, has before them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.staff import Member
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.kept_record import By, kept_record
from crm_tui.services.people import People
from crm_tui.services.ports import Store


@dataclass(frozen=True, slots=True)
class Load:
    """One officer's lines of the daily check, in numbers."""

    called: str
    """Their name or login, or an owner as records have it who is not on the staff list."""

    member: Member | None
    """As they stand on the staff list; None where they do not."""

    counts: Counter[Group]
    """How many lines of each group."""

    latest: int
    """By how many working days the latest of what is overdue is late; a stale deal is no debt."""

    passed_on: int
    """How many of them have gone up the ground rules' ladder."""

    on_time: int
    """How much of what was due they kept on time."""

    due: int
    """How much was due."""

    share: int | None
    """The same of a hundred; None where there are too few to tell."""

    @property
    def total(self) -> int:
        """How many lines in all."""
        return self.counts.total()


def loads(store: Store, as_of: date, supervisor: str = "") -> tuple[Load, ...]:
    """Everybody who has a line or is on the staff list, those with the most overdue first.

    With ``supervisor`` only that one's team, they themselves included.
    """
    people = People(store.find(Member), as_of)
    counts: dict[str, Counter[Group]] = {
        people.called(one.login): Counter() for one in people.staff if one.is_here(as_of)
    }
    latest: Counter[str] = Counter()
    passed_on: Counter[str] = Counter()
    for line in daily_check(store, as_of).lines:
        called = people.called(line.owner)
        counts.setdefault(called, Counter())[line.group] += 1
        if line.group is Group.OVERDUE:
            latest[called] = max(latest[called], line.late)
        passed_on[called] += bool(line.told)
    kept = {row.name: row for row in kept_record(store, as_of, By.OFFICER).rows}
    team = {people.called(one) for one in (supervisor, *(one.login for one in people.team(supervisor)))}
    found = []
    for called, of in counts.items():
        if supervisor and called not in team:
            continue
        row = kept.get(called)
        found.append(
            Load(
                called=called,
                member=people.member(called),
                counts=of,
                latest=latest[called],
                passed_on=passed_on[called],
                on_time=row.on_time if row else 0,
                due=len(row.cases) if row else 0,
                share=row.share if row else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.counts[Group.OVERDUE], -one.total, one.called.casefold())))
