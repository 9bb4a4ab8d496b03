"""What is remembered of a customer in words, one thing a line, and words back into it."""

import re
from calendar import month_abbr
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from crm_tui.domain.calendar import parse_day, parse_day_of_year
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.text import quoted

MOVED = "on the 28th in common years"
"""What is to be known of 29 February."""

_MOST = 100
_FIRST_YEAR = 1850
_T = TypeVar("_T")
_OCCASION = "birthday 12 mar 1988: Asha"
_MEMBERSHIP = "Gold Club, gold, until 2027-03-31"


def read_occasions(typed: str) -> tuple[Occasion, ...]:
    """Days of the year, one a line: what is remembered, the day, and behind a colon in whose or what's name.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    return _lines(typed, _occasion)


def say_occasions(ones: Iterable[Occasion]) -> str:
    """Days of the year as somebody would type them."""
    return "\n".join(map(_say_occasion, ones))


def day_of(one: Occasion) -> str:
    """The day of an occasion: "12 Mar 1988"; of 29 February also what becomes of it."""
    moved = f" ({MOVED})" if (one.day, one.month) == (29, 2) else ""
    return f"{_day(one)}{moved}"


def read_memberships(typed: str, today: date) -> tuple[Membership, ...]:
    """Programmes, one a line: its name, the level, ``since`` and ``until``; all but the name may be left out.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    return _lines(typed, lambda line: _membership(line, today))


def say_memberships(ones: Iterable[Membership]) -> str:
    """Programmes as somebody would type them."""
    return "\n".join(map(_say_membership, ones))


def read_contact_days(typed: str) -> int | None:
    """Every how many days we are in touch; None where the ground rules say, 0 where nobody asks.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    words = typed.strip()
    if not words:
        return None
    found = re.fullmatch(r"(?:every )?(\d{1,4})(?: days?)?", words.casefold(), re.ASCII)
    if found is None or int(found[1]) > 3_660:
        raise ValueError(
            f"{quoted(words)} is no number of days: type 30, 0 for never, or leave it empty for the ground rules"
        )
    return int(found[1])


def say_contact_days(often: int | None, rules: int | None = None) -> str:
    """How often we are in touch, in words; ``rules`` is what the ground rules say."""
    if often is None:
        own = "" if rules is None else f" ({_every(rules)})"
        return f"as the ground rules say{own}"
    return _every(often)


def _every(days: int) -> str:
    return f"every {days} day{'s' * (days != 1)}" if days else "nobody asks"


def _lines(typed: str, read: Callable[[str], _T]) -> tuple[_T, ...]:
    found: list[_T] = []
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(read(line))
        except ValidationError as fault:
            told = fault.errors()[0]["msg"].removeprefix("Value error, ")
            raise ValueError(f"line {number}: {told}") from None
        except ValueError as fault:
            raise ValueError(f"line {number}: {fault}") from None
    if len(found) > _MOST:
        raise ValueError(f"{len(found)} lines are more than the {_MOST} that are kept")
    return tuple(found)


def _occasion(line: str) -> Occasion:
    begin, colon, name = line.partition(":")
    word, _, day = begin.strip().partition(" ")
    kind = next((one for one in OccasionKind if len(word) > 2 and one.value.startswith(word.casefold())), None)
    if kind is None:
        raise ValueError(f"begin with {', '.join(OccasionKind)}, then the day: {_OCCASION}")
    if colon and not name.strip():
        raise ValueError(f"whose or what is it? type it behind the colon: {_OCCASION}")
    number, month, year = parse_day_of_year(day)
    if year is not None and year < _FIRST_YEAR:
        raise ValueError(f"{year} is too long ago: leave the year out")
    return Occasion(kind=kind, name=name.strip() or kind.capitalize(), day=number, month=month, year=year)


def _say_occasion(one: Occasion) -> str:
    name = _in_a_line(one.name)
    return f"{one.kind} {_day(one)}" + (f": {name}" if name != one.kind.capitalize() else "")


def _day(one: Occasion) -> str:
    return f"{one.day} {month_abbr[one.month]}" + (f" {one.year}" if one.year else "")


def _membership(line: str, today: date) -> Membership:
    called: list[str] = []
    days: dict[str, date] = {}
    for part in map(str.strip, line.split(",")):
        word, _, day = part.partition(" ")
        which = word.casefold()
        if called and which in ("since", "until"):
            if which in days:
                raise ValueError(f"{which} stands twice: type it once")
            days[which] = parse_day(day, today, past=which == "since")
        elif days:
            raise ValueError(f"{quoted(part)} stands behind the days: type {_MEMBERSHIP}")
        else:
            called.append(part)
    if not called[0]:
        raise ValueError(f"begin with the programme's name: {_MEMBERSHIP}")
    # a programme may have a comma in its name: the level is what stands behind the last one
    name, level = (", ".join(called[:-1]), called[-1]) if len(called) > 1 else (called[0], "")
    return Membership(programme=name, level=level, since=days.get("since"), until=days.get("until"))


def _say_membership(one: Membership) -> str:
    name = _in_a_line(one.programme)
    parts: Sequence[str] = [name, _in_a_line(one.level)] if one.level or "," in name else [name]
    since = [f"since {one.since.isoformat()}"] if one.since else []
    until = [f"until {one.until.isoformat()}"] if one.until else []
    return ", ".join([*parts, *since, *until])


def _in_a_line(words: str) -> str:
    return " ".join(words.split())
