"""By when something is owed, out of a line of desk talk; days that belong to the thing itself are left alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from crm_tui.domain.recurrence import Recurrence
from crm_tui.domain.spoken_calendar import Reckoning
from crm_tui.domain.spoken_days import Day, day_at
from crm_tui.domain.spoken_hours import Hour, hour_at
from crm_tui.domain.spoken_repeats import Repeated, repeated_at
from crm_tui.domain.spoken_tokens import Token, word_set


@dataclass(frozen=True, slots=True)
class Due:
    """By when, as it was understood."""

    due: date | None = None
    """The day."""

    at: time | None = None
    """The time of that day, where one was given."""

    every: Recurrence | None = None
    """How it comes back, where it does."""

    taken: tuple[tuple[int, int], ...] = ()
    """Which words said so: the first and the one behind the last, by their numbers. They are cut from the words."""

    others: bool = False
    """Whether another day in the line was left among the words."""


_BY = frozenset({"by", "before", "due", "latest", "deadline", "within", "eta"})
"""Behind these a day is always the due day."""

_ON = frozenset({"on", "at", "@", "around", "till", "until", "til", "upto", "come"})
"""Behind these it is, if nothing speaks against it."""

_BELONGS = word_set(
    "the a an his her their our my your its last previous past since from of dated dt as between than or "
    "was were wef w.e.f effective starting ending for to per every each not no till until upto for's and "
    "comes arrives returns travels leaves starts opens closes matures expires falls lands travelling away "
    "maturing expiring"
)
"""Before a day without a preposition these say that it belongs to the thing."""

_OF_THE_THING = word_set(
    "maturing matures matured expiring expires expiry falls fell starts lands arriving travelling "
    "returning valid out away leave holiday closed busy abroad available open born went meeting "
    "appointment wedding back visit payable met paid sent"
)
"""Before "on", "from" or "till" these say the same."""

_COMING_BACK = word_set("call ring phone get revert write report reply")
"""Behind these "back" belongs to what is done: "call back on friday"."""

_CLOSE = frozenset({"eod", "cob", "eob"})
_NOT_PAST = frozenset({"indeed", "speed", "exceed", "proceed", "succeed", "agreed", "promised"})
_FROM = frozenset({"from", "starting", "beginning"})

_PLANNED = word_set(
    "schedule scheduled book booked fix fixed set arrange arranged plan planned reschedule move shift "
    "postpone push call meeting visit appointment slot"
)

_MET = _PLANNED | word_set("phone ring meet come go see callback reach pick drop collect")
"""Where one of these stands before it, "at 5.30" is a time."""

_GOES_ON = word_set(
    "re about abt regarding reg concerning with w and & if once after when as unless so because since via "
    "through thru at in from but then please pls plz ist for to itself sharp latest positively max "
    "definitely only on every each weekly monthly daily who which that whether together along against "
    "over before without under"
)
"""What may follow a due day in the middle of a line."""

_UNTIL = word_set("till until til")

VERBS = word_set(
    "call phone ring send mail email e-mail meet visit give share check ask confirm follow remind collect "
    "pick drop deliver submit file pay transfer refund waive open close update prepare review discuss get "
    "bring arrange book schedule speak talk text message msg whatsapp sms revert reply respond complete "
    "process issue sign post courier fax chase see show explain provide release credit reverse cancel "
    "renew raise log note quote he she they we i i'll will to take make do find look let tell inform come "
    "go hand return fix forward dispatch fill task callback cb f/u fu set put start finish"
)
"""With these an order begins, so that a day before them is no part of a name."""


@dataclass(frozen=True, slots=True)
class _Said:
    first: int
    behind: int
    day: Day | None
    hour: Hour | None
    strong: bool
    before: bool


def due_in(words: Sequence[Token], reckoned: Reckoning) -> Due:
    """By when these words say that something is owed."""
    repeated, taken = _repetition(words, reckoned)
    # a line begins with how often it comes back, or with the day itself
    begins = max((behind for first, behind in taken if first == 0), default=0)
    said = [
        one
        for one in _all_said(words, reckoned, taken)
        # what comes back may say at what hour, and then until when
        if _is_meant(words, one, begins) or (repeated and one.hour and _word(words, one.behind) in _UNTIL)
    ]
    until = None
    if repeated is not None:
        ends = next((one for one in said if one.day and _word(words, one.first) in _UNTIL), None)
        if ends is not None and ends.day is not None:
            until = ends.day.day
            taken = [*taken, (ends.first, ends.behind)]
            said.remove(ends)
    else:
        said = [one for one in said if _word(words, one.first) not in _FROM]
    days = [one for one in said if one.day is not None]
    chosen = next((one for one in days if one.strong), days[0] if days else None)
    clock = chosen if chosen and chosen.hour else next((one for one in said if one.hour and one.day is None), None)
    day, at = _when(chosen, clock, reckoned.now)
    if repeated is not None:
        day = day if chosen and day else repeated.first
        every = _recurrence(repeated, day, until)
    else:
        every = None
    for one in (chosen, clock):
        if one is not None and (one.first, one.behind) not in taken:
            behind = one.behind - (one.hour.length if one.hour and one.hour.stays else 0)
            first = one.first
            if one.hour and one.hour.stays and one.day is None:
                continue
            taken = [*taken, (first, behind)]
    return Due(day, at, every, tuple(sorted(taken)), others=len(days) > 1)


def _recurrence(repeated: Repeated, first: date, until: date | None) -> Recurrence:
    return Recurrence(
        every=repeated.count, unit=repeated.unit, start=first, until=until if until and until >= first else None
    )


def _when(chosen: _Said | None, clock: _Said | None, now: datetime) -> tuple[date | None, time | None]:
    at = clock.hour.at if clock and clock.hour else None
    if chosen is None or chosen.day is None:
        if at is None:
            return None, None
        return (now.date() if at > now.time().replace(tzinfo=None) else now.date() + timedelta(days=1)), at
    day = chosen.day.day
    if chosen.before and chosen.hour is None and day > now.date() and chosen.day.at is None:
        day -= timedelta(days=1)
    return day, chosen.day.at or at


def _repetition(words: Sequence[Token], reckoned: Reckoning) -> tuple[Repeated | None, list[tuple[int, int]]]:
    for at, word in enumerate(words):
        if word.quoted:
            continue
        found = repeated_at(words, at, reckoned)
        if found is None or any(one.quoted for one in words[at : at + found.length]):
            continue
        behind = at + found.length
        goes_on = _word(words, behind) in _FROM | _UNTIL
        if found.bare and (not (goes_on or _ends(words, behind)) or _word(words, at - 1) in _BELONGS):
            continue
        return found, [(at, behind)]
    return None, []


def _all_said(words: Sequence[Token], reckoned: Reckoning, taken: list[tuple[int, int]]) -> list[_Said]:
    found: list[_Said] = []
    at = 0
    while at < len(words):
        if any(first <= at < behind for first, behind in taken):
            at += 1
            continue
        one = _said_at(words, at, reckoned)
        if one is None or any(word.quoted for word in words[one.first : one.behind]):
            at += 1
            continue
        found.append(one)
        at = one.behind
    return found


def _said_at(words: Sequence[Token], at: int, reckoned: Reckoning) -> _Said | None:
    first, strong, before = at, False, False
    behind = at
    word = _word(words, at)
    if (
        word in ("no", "not") and _word(words, at + 1) in ("later", "after") and _word(words, at + 2) in ("than", "by")
    ) or (word == "on" and [_word(words, at + 1), _word(words, at + 2)] == ["or", "before"]):
        behind, strong = at + 3, True
    elif word in _BY and word != "within":
        behind, strong, before = at + 1, True, word == "before"
        if _word(words, behind) in ("by", "on", "date", "for", "is"):
            behind += 1
    elif word in _ON:
        behind = at + 1
        if _word(words, behind) == "or" and _word(words, behind + 1) == "before":
            behind, strong = behind + 2, True
    elif word in _FROM or (word in ("to", "for") and _is_planned(words, at + 1, word)):
        behind = at + 1
    elif word.startswith("@") and len(word) > 1 and word[1].isdigit():
        return None
    preposition = behind > at
    day, hour, behind = _day_and_hour(words, behind, reckoned, preposition=preposition)
    if day is None and hour is None:
        return None
    if day is not None and day.loose and not (preposition or hour):
        return None
    if word == "within" and day is not None:
        strong = True
    if day is None and hour is not None and (hour.at is None or (hour.loose and word not in ("at", "@"))):
        return None
    return _Said(first, behind, day, hour, strong, before)


def _day_and_hour(
    words: Sequence[Token], at: int, reckoned: Reckoning, *, preposition: bool
) -> tuple[Day | None, Hour | None, int]:
    if closing := _closing(words, at):
        join = at + closing + (_word(words, at + closing) in ("on", "by"))
        if (day := day_at(words, join, reckoned)) is not None:
            return replace(day, loose=False), None, join + day.length
    day = None if _is_clock(words, at) else day_at(words, at, reckoned)
    if day is not None and (closing := _closing(words, at + day.length)):
        return replace(day, loose=False), None, at + day.length + closing
    if day is not None:
        behind = at + day.length
        join = behind + (_word(words, behind) in ("at", "@", "by", "around", "about", "-"))
        hour = hour_at(words, join)
        if hour is not None and hour.at is not None and not _is_counted(words, join, hour, joined=join > behind):
            return day, hour, join + hour.length
        if hour is not None and hour.at is None and join == behind:
            return day, hour, behind + hour.length
        return day, None, behind
    hour = hour_at(words, at)
    if hour is None or hour.at is None or (hour.loose and not preposition):
        return None, None, at
    behind = at + hour.length
    join = behind + (_word(words, behind) in ("on", "by"))
    day = day_at(words, join, reckoned)
    named = not hour.loose or not _is_clock(words, at)
    if (_is_counted(words, at, hour, joined=preposition) and (named or day is None)) or not (
        named or _is_met(words, at)
    ):
        return None, None, at
    if day is not None and (not day.loose or join > behind):
        return day, hour, join + day.length
    return None, hour, behind


def _closing(words: Sequence[Token], at: int) -> int:
    """How many words of "close of business" or the like stand here."""
    if _word(words, at) in _CLOSE:
        return 1
    of_day = _word(words, at + 1) == "of" and _word(words, at + 2) in ("business", "play", "day")
    return 3 if _word(words, at) in ("close", "end") and of_day else 0


def _is_clock(words: Sequence[Token], at: int) -> bool:
    """Whether a number that would be a day with its month is a time, or a rate: "5.30 pm", "at 5.30"."""
    hour = hour_at(words, at) if "." in _word(words, at) else None
    return hour is not None and hour.at is not None and (not hour.loose or _word(words, at - 1) in ("at", "@"))


def _is_met(words: Sequence[Token], at: int) -> bool:
    """Whether somebody is called or met, so that "at 5.30" is no rate."""
    return bool({one.text for one in words[max(0, at - 7) : at]} & _MET)


def _is_counted(words: Sequence[Token], at: int, hour: Hour, *, joined: bool) -> bool:
    """Whether a bare number counts something: "tomorrow 4 cheques"."""
    if not hour.loose:
        return False
    return not (_ends(words, at + hour.length) and (joined or "." in words[at].text))


def _is_meant(words: Sequence[Token], said: _Said, begins: int) -> bool:
    """Whether this says by when something is owed, and not which thing is meant; a line can do so as it ``begins``."""
    previous = _word(words, said.first - 1)
    parted = said.first > 0 and words[said.first - 1].parted
    opening = _word(words, said.first)
    if said.strong:
        return opening != "due" or previous not in ("the", "amount", "balance")
    if opening in _ON or opening in _FROM:
        if not parted and _is_past(words, said.first - 1):
            return False
    elif (
        previous == "back" and not parted and _word(words, said.first - 2) in ("is", "be", "was", "are", "comes")
    ) or (not parted and previous in _BELONGS and not _is_planned(words, said.first, previous)):
        return False
    if said.first == begins:
        return _ends(words, said.behind) or _word(words, said.behind) in VERBS
    return _ends(words, said.behind)


def _is_past(words: Sequence[Token], at: int) -> bool:
    """Whether this word says when something happens or happened: "maturing on", "paid on"."""
    word = _word(words, at)
    if word == "back" and _word(words, at - 1) in _COMING_BACK:
        return False
    if word in _OF_THE_THING:
        return True
    if not word.endswith("ed") or len(word) < 5 or word in _NOT_PAST:
        return False
    # "get it signed on friday" is still to be done
    return not {one.text for one in words[max(0, at - 6) : at]} & {"get", "be", "have", "getting"}


def _is_planned(words: Sequence[Token], at: int, previous: str) -> bool:
    if previous == "and":
        return True
    earlier = {one.text for one in words[max(0, at - 6) : at - 1]}
    if previous == "for":
        return bool(earlier & _PLANNED)
    return previous == "to" and bool(earlier & {"move", "shift", "postpone", "push", "reschedule", "moved", "shifted"})


def _ends(words: Sequence[Token], behind: int) -> bool:
    """Whether what was said ends before this word."""
    if behind >= len(words) or words[behind - 1].parted:
        return True
    following = words[behind].text
    return following in _GOES_ON or following[0] in "@#"


def _word(words: Sequence[Token], at: int) -> str:
    return words[at].text if 0 <= at < len(words) and not words[at].quoted else ""
