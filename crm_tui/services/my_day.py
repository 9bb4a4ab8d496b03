"""The daily check as somebody at the desk looks at it: their own lines, their team's, or everybody's."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from crm_tui.domain.resolution import Resolution
from crm_tui.domain.sign_off import Review
from crm_tui.domain.staff import Member
from crm_tui.domain.waiver import Waiver
from crm_tui.services import incidents
from crm_tui.services.check_lines import AHEAD, URGENT, Act, Group, Line, Whose
from crm_tui.services.customers import folded
from crm_tui.services.daily_check import DailyCheck, by_attention, daily_check, put_off
from crm_tui.services.desk import Desk
from crm_tui.services.gift_lines import gift_line
from crm_tui.services.incidents import Flag
from crm_tui.services.overdue_trend import overdue_by_day
from crm_tui.services.people import People
from crm_tui.services.review_queue import queue

MOST = 200
"""So many lines of each group are listed at once; of more, those that are looked for."""


@dataclass(frozen=True, slots=True)
class MyDay:
    """One reading of the day."""

    whose: Whose
    """Whose lines these are."""

    who: str
    """The officer, where it is one other than who sits here; empty otherwise."""

    lines: tuple[Line, ...]
    """Those that were looked for, in the order of the check; at most so many of each group."""

    found: Mapping[Group, int]
    """How many of each group were found."""

    counts: Mapping[Group, int]
    """How many of each group there are, whatever was looked for."""

    trend: tuple[int, ...]
    """How much was overdue at the whole desk on each of the last days, today last."""

    hidden: int
    """How many lines are left out because who sits here has put them off."""

    problem: str
    """What the check could not know, in one line; empty otherwise."""

    wrong: Mapping[int, Flag]
    """For whom something went wrong, by the number of the customer."""

    choices: tuple[Whose, ...]
    """Whose lines can be asked for."""

    @property
    def urgent(self) -> int:
        """How many lines are overdue or due today."""
        return sum(self.counts[group] for group in URGENT)

    @property
    def to_do(self) -> int:
        """How many lines wait for somebody today; none on a clean day."""
        return sum(number for group, number in self.counts.items() if group not in AHEAD)

    @property
    def is_part(self) -> bool:
        """Whether more lines were found than are listed."""
        return len(self.lines) < sum(self.found.values())


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a day is told from: made by reading the whole desk once."""

    version: object
    """Of the store that was read."""

    today: date
    """The day."""

    whose: Whose
    """Whose lines these are."""

    who: str
    """The officer, where it is one other than who sits here; empty otherwise."""

    check: DailyCheck
    """Their lines."""

    most: int | None
    """So many of each group are among them at least; None where all are."""

    trend: tuple[int, ...]
    """How much was overdue at the whole desk on each of the last days, today last."""

    wrong: Mapping[int, Flag]
    """For whom something went wrong, by the number of the customer."""

    def is_of(self, desk: Desk) -> bool:
        """Whether the desk still is as it was read."""
        return (self.version, self.today) == (desk.store.version(), desk.today())


def reckoned(desk: Desk, whose: Whose | None = None, who: str = "", most: int | None = None) -> Reckoned:
    """The daily check of today; without ``whose`` what somebody owns or, where they own nothing, the whole desk's.

    ``who`` is one officer, whose lines are asked for in place of them; ``most`` is how many of each group are needed.
    """
    # asked before anything is read: what is saved meanwhile makes it another one
    version, today = desk.store.version(), desk.today()
    check = _check(desk, whose, who, most)
    if whose is None and not who:
        whose = Whose.DESK if check.is_all else Whose.MINE
    return Reckoned(
        version=version,
        today=today,
        whose=whose or Whose.DESK,
        who=who,
        check=check,
        most=most,
        trend=overdue_by_day(desk.store, today),
        wrong=incidents.flags(desk.store, today),
    )


def my_day(
    desk: Desk,
    whose: Whose | None = None,
    who: str = "",
    needle: str = "",
    waiting: Sequence[Line] = (),
    most: int = MOST,
) -> MyDay:
    """The daily check of today, as :func:`reckoned` has it, and as :func:`told` tells it."""
    return told(desk, reckoned(desk, whose, who, None if needle else most), needle, waiting, most)


def told(desk: Desk, day: Reckoned, needle: str = "", waiting: Sequence[Line] = (), most: int = MOST) -> MyDay:
    """A day as it is looked at. Each word of ``needle`` has to stand in a line: all have to be there for that.

    ``waiting`` are lines for who sits here that others own: they stand in any list but another officer's. ``most`` is
    how many lines of a group are listed.
    """
    store, today = desk.store, day.today
    people = People(store.find(Member), today)
    choices = tuple(one for one in Whose if one is not Whose.TEAM or people.team(desk.officer))
    check = day.check
    if waiting and not day.who:
        check = _with(check, waiting, put_off(store, desk.officer if day.whose is Whose.MINE else None, today))
    same = cache(partial(people.same, desk.officer))

    def mine(line: Line) -> bool:
        # a contact ends the silence of the owner alone: others can give it to somebody who is there
        return line.act is not Act.CONTACT or line.group not in _OF_OWNER or same(line.owner)

    words = folded(needle).split()
    lines: list[Line] = []
    found = dict.fromkeys(Group, 0)
    for line in check.lines:
        if not words or all(word in _text(line) for word in words):
            found[line.group] += 1
            if found[line.group] <= most:
                lines.append(line if mine(line) else line._replace(act=Act.REASSIGN))
    if not words:
        found.update(check.counts)
    return MyDay(
        whose=day.whose,
        who=day.who,
        lines=tuple(lines),
        found=found,
        counts=check.counts,
        trend=day.trend,
        hidden=check.hidden,
        problem=check.problem,
        wrong=day.wrong,
        choices=choices,
    )


def _check(desk: Desk, whose: Whose | None, who: str, most: int | None) -> DailyCheck:
    today, me = desk.today(), desk.officer
    if who:
        return daily_check(desk.store, today, owner=who, most=most)
    match whose:
        case Whose.MINE | None:
            return daily_check(desk.store, today, owner=me, snoozed_by=me, or_all=whose is None, most=most)
        case Whose.TEAM:
            return daily_check(desk.store, today, team=me)
        case Whose.DESK:
            return daily_check(desk.store, today, most=most)


def _with(check: DailyCheck, waiting: Sequence[Line], hidden: Collection[str]) -> DailyCheck:
    """The check with further lines among its own."""
    known = {line.key for line in check.lines if line.group is Group.REVIEWS}
    more = [line for line in waiting if line.key not in known]
    shown = [line for line in more if line.key not in hidden]
    lines = tuple(sorted((*check.lines, *shown), key=by_attention))
    found = check.found and {**check.found, Group.REVIEWS: check.counts[Group.REVIEWS] + len(shown)}
    return replace(check, lines=lines, hidden=check.hidden + len(more) - len(shown), found=found)


def waiting_for_me(desk: Desk) -> tuple[Line, ...]:
    """What waits for who sits here in reviews, as lines of the check.

    Whether an approval still counts is known only beside its paper: this takes longer than the check itself.
    """
    found = queue(desk)
    gifts = (gift_line(one.gift, desk.officer, one.customer, one.why) for one in found.gifts)
    reviews = (
        Line(
            group=Group.REVIEWS,
            key=f"{_NAMED[one.opens.table]} {one.opens.id}",
            who=desk.officer,
            to=one.by,
            words=f"{one.what}: {one.told}" if one.told else str(one.what),
            since=one.since,
            due=None,
            at=None,
            customer_id=one.deal.customer_id,
            customer=one.customer,
            deal_id=one.deal.id,
            deal=one.deal.title,
            owner=one.deal.owner,
            aside="",
            told=(),
            opens=(one.opens.table, one.opens.id),
            act=Act.REVIEW,
        )
        for one in found.waiting
    )
    return (*reviews, *gifts)


_OF_OWNER = (Group.ORPHANS, Group.FORMER_OWNER)

_NAMED = {Review.table: "review", Resolution.table: "exception", Waiver.table: "waiver"}


def _text(line: Line) -> str:
    return folded(" ".join((line.words, line.customer, line.deal, line.owner, line.aside, line.group)))
