"""What each officer of a team, or of the desk, has before them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.staff import Member
from crm_tui.services.check_lines import Group, Line
from crm_tui.services.daily_check import by_officer, daily_check
from crm_tui.services.kept_record import By, Row, kept_record
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
    of_each = by_officer(people, daily_check(store, as_of).lines)
    here = {one.id: one.login for one in people.staff if one.is_here(as_of)}
    # any of their lines says how they are written there
    known = {key: lines[0].owner for key, lines in of_each.items()} | here
    if supervisor:
        team = {people.key(one) for one in (supervisor, *(one.login for one in people.team(supervisor)))}
        known = {key: words for key, words in known.items() if key in team}
    kept = {row.name: row for row in kept_record(store, as_of, By.OFFICER).rows}
    found = [
        _load(people.called(words), people.member(words), of_each.get(key, []), kept.get(people.called(words)))
        for key, words in known.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.counts[Group.OVERDUE], -one.total, one.called.casefold())))


def _load(called: str, member: Member | None, lines: list[Line], kept: Row | None) -> Load:
    return Load(
        called=called,
        member=member,
        counts=Counter(line.group for line in lines),
        latest=max((line.late for line in lines if line.group is Group.OVERDUE), default=0),
        passed_on=sum(bool(line.told) for line in lines),
        on_time=kept.on_time if kept else 0,
        due=len(kept.cases) if kept else 0,
        share=kept.share if kept else None,
    )
