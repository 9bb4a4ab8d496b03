"""The daily check: what the desk owes and what it must not forget, on one day."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import chain

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Settings
from crm_tui.domain.sign_off import Review
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member
from crm_tui.domain.text import quoted
from crm_tui.domain.waiver import Waiver
from crm_tui.services import customer_lines, deal_lines, gift_lines, handover_lines, review_lines, work_calendar
from crm_tui.services.check_day import CheckDay
from crm_tui.services.check_lines import OF_COMMITMENTS, URGENT, Group, Line
from crm_tui.services.customers import folded
from crm_tui.services.ground_rules import in_force
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.services.owed_lines import owed
from crm_tui.services.people import People
from crm_tui.services.ports import Records, Store


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody of a team, and how much stands in their list."""

    name: str
    """What they are called."""

    is_trainee: bool
    """Whether they still learn the work."""

    counts: Mapping[Group, int]
    """How many lines each group has of theirs, of those that were asked for."""


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """Every line of a day, once, in the order in which it wants attention."""

    as_of: date
    """The day it was reckoned for."""

    lines: tuple[Line, ...]
    """In the order of the groups; in each the earliest day first."""

    groups: tuple[Group, ...] = tuple(Group)
    """What was asked for: every group, if nothing else was."""

    hidden: int = 0
    """How many lines are left out because the one who asks has put them off."""

    problem: str = ""
    """What the check could not know, in one line: the holidays of a region; empty otherwise."""

    is_all: bool = False
    """Whether these are everybody's lines because the owner who was asked for has none."""

    officers: tuple[Officer, ...] = ()
    """Of a team that was asked for: each of them with their lines, the supervisor first."""

    words: HouseWords = USUAL
    """What the firm calls things."""

    found: Mapping[Group, int] | None = None
    """How many lines each group has, where it is asked for no more than some of each; None where all are here."""

    def group(self, which: Group) -> tuple[Line, ...]:
        """The lines of one group."""
        return tuple(line for line in self.lines if line.group is which)

    @property
    def counts(self) -> dict[Group, int]:
        """How many lines each group has, of those that were asked for."""
        found = Counter(line.group for line in self.lines) if self.found is None else self.found
        return {group: found[group] for group in self.groups}

    @property
    def needs_attention(self) -> bool:
        """Whether something is overdue or due on the day."""
        return any(line.group in URGENT for line in self.lines)


_NAMED = 12
_ORDER = {group: place for place, group in enumerate(Group)}


def known_owner(records: Store, wanted: str) -> str:
    """The officer of this name or login, as the staff list or what they own spells it; letter case does not matter.

    Raises:
        DeskError: nobody of that name is known; the line names those who own anything.
    """
    if not wanted.strip():
        raise DeskError("give the officer's name")
    owners = {name for kind in (Commitment, Deal, Customer, Incident) for _, name in records.fields(kind, "owner")}
    found = next((name for name in sorted(owners) if folded(name) == folded(wanted)), None)
    if found is None:
        listed = next((one for one in records.find(Member) if one.is_called(wanted)), None)
        found = listed.login if listed is not None else None
    if found is None:
        names = sorted(owners)
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        known = f": {', '.join(names[:_NAMED])}{more}" if names else ", nor does anybody else yet"
        raise DeskError(f"nobody called {quoted(wanted.strip())} owns anything here{known}")
    return found


def known_supervisor(records: Records, wanted: str) -> str:
    """The login of somebody on the staff list whose team is asked for.

    Raises:
        DeskError: nobody of that name is on the list, or nobody is supervised by them; the line says what to do.
    """
    staff = records.find(Member)
    who = next((one for one in staff if one.is_called(wanted)), None)
    if who is None:
        raise DeskError(f"{quoted(wanted.strip())} is not on the staff list: crm-tui staff shows who is")
    if not any(who.is_called(one.supervisor) for one in staff):
        raise DeskError(f"nobody is supervised by {who.login}: the staff list names supervisors, see crm-tui staff")
    return who.login


def daily_check(
    records: Store,
    as_of: date,
    rules: GroundRules | None = None,
    *,
    owner: str | None = None,
    team: str | None = None,
    only: Collection[Group] | None = None,
    snoozed_by: str | None = None,
    or_all: bool = False,
    most: int | None = None,
) -> DailyCheck:
    """All that wants attention on a day, by the rules in force or those given.

    ``owner`` is one officer, by login or name; ``team`` a supervisor, with those whom they supervise; ``only`` leaves
    out the other groups. What ``snoozed_by`` has put off is left out, and counted as hidden. With ``or_all`` an owner
    who has no line is given everybody's. With ``most`` a group of more lines is given as the first of them, as many or
    some more, but for reviews; it counts all of them. Of a team all are given.
    """
    rules = rules or in_force(records)
    people = People(records.find(Member), as_of)
    day = CheckDay(records, as_of, rules, work_calendar.of(rules), people)
    wanted, asked = _wanted(people, owner, team), tuple(group for group in Group if only is None or group in only)
    lines: Iterable[Line] = (
        line
        for groups, of_them in _LINES
        if not groups.isdisjoint(asked)
        for line in _read(records, of_them(day))
        if line.group in asked
    )
    most = most if team is None else None
    hidden = put_off(records, snoozed_by, as_of)
    # read once, as to come back for them takes as long again; who has a line needs none of the others'
    kept, others = _Kept(most), _Kept(most)
    has_lines, put_aside = False, 0
    for line in lines:
        if wanted(line.owner):
            if not has_lines:
                has_lines, others = True, _Kept(most)
            if line.key in hidden:
                put_aside += 1
            else:
                kept.add(line)
        elif or_all and not has_lines:
            others.add(line)
    is_all = or_all and not has_lines
    if is_all:
        kept = others
    shown = kept.lines()
    return DailyCheck(
        as_of=as_of,
        lines=tuple(shown),
        groups=asked,
        hidden=put_aside,
        problem=day.calendar.problem,
        is_all=is_all,
        officers=_officers(people, team, shown, asked) if team is not None else (),
        words=day.words,
        found=None if most is None else {group: kept.counts[group] for group in asked},
    )


class _Kept:
    """Lines as they come; of each group all, or no more than are asked for."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._lines: dict[Group, list[Line]] = {}
        self.counts: Counter[Group] = Counter()

    def add(self, line: Line) -> None:
        """Take one in."""
        group = line.group
        self.counts[group] += 1
        found = self._lines.setdefault(group, [])
        found.append(line)
        # others may be set among the reviews, and must not be there twice
        if self._most is not None and len(found) > 2 * self._most and group is not Group.REVIEWS:
            found.sort(key=by_attention)
            del found[self._most :]

    def lines(self) -> list[Line]:
        """Those that are kept, in their order."""
        return sorted(chain.from_iterable(self._lines.values()), key=by_attention)


_Lines = Callable[[CheckDay], Iterator[Line]]
_LINES: tuple[tuple[frozenset[Group], _Lines], ...] = (
    (frozenset(OF_COMMITMENTS.values()), owed),
    (frozenset({Group.NO_NEXT_STEP}), deal_lines.no_next_step),
    (frozenset({Group.STALE}), deal_lines.stale),
    (frozenset({Group.ORPHANS}), deal_lines.orphans),
    (frozenset({Group.ORPHANS}), deal_lines.orphan_incidents),
    (frozenset({Group.FORMER_OWNER}), deal_lines.former_owners),
    (frozenset({Group.QUIET}), customer_lines.quiet),
    (frozenset({Group.OCCASIONS}), customer_lines.occasions),
    (frozenset({Group.EXPIRING}), customer_lines.memberships),
    (frozenset({Group.EXPIRING}), customer_lines.to_take_down),
    (frozenset({Group.EXPIRING}), review_lines.waivers),
    (frozenset({Group.REVIEWS}), review_lines.reviews),
    (frozenset({Group.REVIEWS}), gift_lines.gifts),
    (frozenset({Group.REVIEWS}), handover_lines.handovers),
)
"""Which lines belong to which groups."""


def _read(records: Store, lines: Iterator[Line]) -> Iterator[Line]:
    """The lines; where a field is not what it should be, the store names the record and what to do.

    Raises:
        StoreProblem: a record is not valid.
    """
    try:
        yield from lines
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        for kind in _KINDS:
            records.find(kind)
        raise


_KINDS: tuple[type[Record], ...] = (
    *(Commitment, Consent, Customer, Deal, Interaction, Incident, Document, Gift, Handover, Review, Resolution),
    *(Settings, Waiver),
)


def _wanted(people: People, owner: str | None, team: str | None) -> Callable[[str], bool]:
    """Whether a line of an owner was asked for; each owner is looked at once."""
    asked = [owner] if owner is not None else []
    if team is not None:
        asked += [team, *(one.login for one in people.team(team))]
    if not asked:
        return lambda _: True
    known: dict[str, bool] = {}

    def wanted(name: str) -> bool:
        if name not in known:
            known[name] = any(people.same(one, name) for one in asked)
        return known[name]

    return wanted


def _officers(
    people: People, supervisor: str, lines: Collection[Line], groups: Collection[Group]
) -> tuple[Officer, ...]:
    first = people.member(supervisor)
    members = (*([first] if first is not None else []), *people.team(supervisor))
    found = by_officer(people, lines)
    counted = {who.id: Counter(line.group for line in found.get(who.id, ())) for who in members}
    return tuple(
        Officer(people.called(who.login), who.trainee, {group: counted[who.id][group] for group in groups})
        for who in members
    )


def by_officer(people: People, lines: Iterable[Line]) -> dict[int | str, list[Line]]:
    """The lines of each officer, by what :meth:`People.key` has for them; each line is one officer's."""
    found: dict[int | str, list[Line]] = {}
    for line in lines:
        found.setdefault(people.key(line.owner), []).append(line)
    return found


def put_off(records: Records, login: str | None, as_of: date) -> frozenset[str]:
    """The keys of the lines that somebody has put off beyond a day; of nobody none."""
    if login is None:
        return frozenset()
    return frozenset(one.about for one in records.find(Snooze, by=login) if as_of < one.until)


def by_attention(line: Line) -> tuple[int, date, time, int, str]:
    """What the lines of a check are sorted by."""
    return _ORDER[line.group], line.due or line.since, line.at or time.max, line.opens[1], line.key
