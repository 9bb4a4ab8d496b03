"""What somebody types to find records: words, and filter words such as ``owner:asha``.

The grammar, of which nothing is a pattern::

    line    = part { blank part }
    part    = word | name ":" value { "," value }
    word    = text without blanks | '"' any text '"'
    value   = text without blanks and commas | '"' any text '"'

Every part has to fit, in any order; of several values of one filter word any may. A word in quotes is never a filter
word, so that ``"ref:12"`` is looked for as it stands. A quote that is not closed yet goes on to the end of the line.
"""

import operator
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from crm_tui.domain.commitment import CommitmentKind, Status
from crm_tui.domain.customer import CustomerKind
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.gift import GiftAnswer
from crm_tui.domain.handover import HandoverState
from crm_tui.domain.text import quoted
from crm_tui.services.customers import folded
from crm_tui.services.house_words import USUAL, HouseWords


class Unclear(DeskError):
    """What is typed can't be looked for; the line says what can be typed."""


class Name(StrEnum):
    """The filter words."""

    OWNER = "owner"
    DUE = "due"
    STAGE = "stage"
    KIND = "kind"
    CUSTOMER = "customer"
    SINCE = "since"
    UNTIL = "until"
    STATUS = "status"
    VALUE = "value"


class Kind(StrEnum):
    """The kinds of records that are looked through, in the order in which they are shown."""

    CUSTOMER = "customer"
    DEAL = "deal"
    COMMITMENT = "commitment"
    INTERACTION = "interaction"
    INCIDENT = "incident"
    PAPER = "paper"
    CONSENT = "consent"
    GIFT = "gift"
    FEEDBACK = "feedback"
    REFERRAL = "referral"
    HANDOVER = "handover"


DUES = ("overdue", "today", "next", "later", "none")
"""How a due date can stand to today."""

STATUSES = tuple(
    dict.fromkeys(
        ("open", "closed", *map(str, Status), "given", *map(str, GiftAnswer), *(one.value for one in HandoverState))
    )
)
"""Where records can stand, each kind its own; ``open`` and ``closed`` are of several."""

KINDS = (*map(str, Kind), *map(str, CommitmentKind), *map(str, CustomerKind))
"""What ``kind:`` can be given."""

EXAMPLES = {
    Name.OWNER: "owner:asha, owner:me",
    Name.DUE: "due:overdue, due:today, due:next, due:later, due:none, due:<2026-12-01",
    Name.STAGE: 'stage:review, stage:"on hold"',
    Name.KIND: "kind:promise, kind:deal, kind:paper",
    Name.CUSTOMER: 'customer:rao, customer:"meera joshi", customer:#12',
    Name.SINCE: "since:2026-01-01, since:2026, since:30d, since:today",
    Name.UNTIL: "until:2026-01-31, until:2026-01, until:yesterday",
    Name.STATUS: "status:open, status:closed, status:kept, status:withdrawn",
    Name.VALUE: "value:>50000, value:<=2lakh, value:>1mUSD",
}
"""What each filter word can look like."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year; or a day counted back from today."""

    first: date | None
    """Its first day; None where it is counted."""

    last: date | None
    """Its last day."""

    ago: int = 0
    """So many days ago, where it is counted."""

    def bounds(self, today: date) -> tuple[date, date]:
        """Its first and its last day."""
        if self.first is None or self.last is None:
            day = today - timedelta(days=self.ago)
            return day, day
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Compared:
    """A bound: ``>50000``, ``<2026-12-01``."""

    sign: str
    """``<``, ``<=``, ``>``, ``>=`` or ``=``."""

    to: Day | Decimal
    """With what."""

    currency: str = ""
    """Only in this one; empty for any."""

    def fits(self, value: Any, to: Any) -> bool:
        """Whether a value stands so to another one."""
        return _SIGNS[self.sign](value, to)


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter word."""

    name: Name
    """Which."""

    values: tuple[str | Day | Compared, ...]
    """Any of these fits. Texts are folded; of ``stage`` and ``kind`` and the like they are the names themselves."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed, understood."""

    words: tuple[str, ...] = ()
    """Each has to be found; folded."""

    filters: tuple[Filter, ...] = ()
    """Each has to fit."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for yet."""
        return not (self.words or self.filters)

    def asks(self, *names: Name) -> bool:
        """Whether one of these filter words is among it."""
        return any(one.name in names for one in self.filters)

    @property
    def text(self) -> str:
        """The words alone, for what looks for each part of it by itself; a phrase stands in quotes."""
        return " ".join(f'"{word}"' if " " in word else word for word in self.words)


_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000, "lakh": 100_000, "crore": 10_000_000}
_AMOUNT = re.compile(r"([0-9][0-9,_']{0,40}(?:\.[0-9]{1,9})?)\s?(k|m|lakh|crore)?\s?([a-z]{3})?")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_AGO = re.compile(r"([0-9]{1,5})d")


def read(line: str, known: Collection[Name] = tuple(Name), house: HouseWords = USUAL) -> Asked:
    """What a line asks for; ``known`` are the filter words that mean something in this place.

    A stage is understood by the name that ``house`` gives it, and by its usual one.

    Raises:
        Unclear: a filter word or its value is unknown, in one line with what can be typed.
    """
    words: list[str] = []
    filters: list[Filter] = []
    place = 0
    while True:
        while place < len(line) and line[place].isspace():
            place += 1
        if place == len(line):
            return Asked(tuple(dict.fromkeys(words)), tuple(filters))
        begin = place
        while place < len(line) and line[place].isalpha():
            place += 1
        if begin < place < len(line) and line[place] == ":":
            name = _named(line[begin:place].lower(), known)
            values, place = _values(line, place + 1)
            filters.append(Filter(name, _understood(name, values, house)))
            continue
        word, place = _word(line, begin, "")
        if kept := folded(word):
            words.append(kept)


def _word(line: str, place: int, ends: str) -> tuple[str, int]:
    """The text that begins at a place, without its quotes, and where it ends."""
    closing = _QUOTES.get(line[place]) if place < len(line) else None
    if closing is not None:
        end = line.find(closing, place + 1)
        end = len(line) if end < 0 else end
        return line[place + 1 : end], min(end + 1, len(line))
    begin = place
    while place < len(line) and not line[place].isspace() and line[place] not in ends:
        place += 1
    return line[begin:place], place


def _values(line: str, place: int) -> tuple[list[str], int]:
    values = []
    while True:
        value, place = _word(line, place, ",")
        values.append(value)
        if place == len(line) or line[place] != ",":
            return values, place
        place += 1


def _named(name: str, known: Collection[Name]) -> Name:
    found = next((one for one in Name if one == name), None)
    if found in known and found is not None:
        return found
    can = " ".join(f"{one}:" for one in Name if one in known)
    if found is None:
        raise Unclear(f"no filter word {quoted(name + ':')}: {can}")
    raise Unclear(f"{name}: can't be asked here: {can}")


def _understood(name: Name, values: list[str], words: HouseWords) -> tuple[str | Day | Compared, ...]:
    if name is Name.VALUE:
        # a comma groups digits
        return (_amount(",".join(values)),)
    plain = [one for one in map(folded, values) if one]
    if not plain:
        raise Unclear(f"{name}: what? {EXAMPLES[name]}")
    match name:
        case Name.OWNER | Name.CUSTOMER:
            return tuple(plain)
        case Name.SINCE | Name.UNTIL:
            return tuple(_day(one, name) for one in plain)
        case Name.DUE:
            return tuple(_due(one) for one in plain)
        case Name.STAGE:
            stages = {str(one): str(one) for one in Stage} | {words.stage(one): str(one) for one in Stage}
            return tuple(stages[one] for typed in plain for one in _one_of(name, typed, tuple(stages)))
        case Name.KIND:
            return tuple(one for typed in plain for one in _one_of(name, typed, KINDS))
        case Name.STATUS:
            return tuple(one for typed in plain for one in _one_of(name, typed, STATUSES))


def _one_of(name: Name, typed: str, choices: Iterable[str]) -> tuple[str, ...]:
    """The choices that begin so, or the one that is called so."""
    typed = typed.replace("-", " ").replace("_", " ")
    begin = tuple(one for one in choices if folded(one).startswith(typed))
    exact = tuple(one for one in begin if folded(one) == typed)
    plural = tuple(one for one in choices if f"{folded(one)}s" == typed)
    if found := exact or begin or plural:
        return found
    can = ", ".join(choice.lower() for choice in choices)
    raise Unclear(f"no {name} {quoted(typed)}: {can}")


def _due(typed: str) -> str | Compared:
    if typed in DUES:
        return typed
    begun = next((one for one in DUES if len(typed) > 1 and one.startswith(typed)), None)
    if begun is not None:
        return begun
    sign, rest = _signed(typed)
    return Compared(sign, _day(rest, Name.DUE))


def _signed(typed: str) -> tuple[str, str]:
    sign = next((one for one in ("<=", ">=", "<", ">", "=") if typed.startswith(one)), "")
    return sign or "=", typed[len(sign) :].strip()


def _day(typed: str, name: Name) -> Day:
    if typed in ("today", "yesterday", "tomorrow"):
        return Day(None, None, {"today": 0, "yesterday": 1, "tomorrow": -1}[typed])
    if counted := _AGO.fullmatch(typed):
        return Day(None, None, int(counted[1]))
    written = _ISO.fullmatch(typed)
    try:
        if written is None:
            raise ValueError(typed)
        year, month, day = (int(part) if part else None for part in written.groups())
        assert year is not None
        if day is not None and month is not None:
            return Day(date(year, month, day), date(year, month, day))
        if month is not None:
            after = date(year + month // 12, month % 12 + 1, 1)
            return Day(date(year, month, 1), after - timedelta(days=1))
        return Day(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        raise Unclear(f"{name}: {quoted(typed)} is no day: {EXAMPLES[name]}") from None


def _amount(typed: str) -> Compared:
    sign, rest = _signed(folded(typed))
    written = _AMOUNT.fullmatch(rest)
    if written is None:
        raise Unclear(f"value: {'what?' if not rest else quoted(rest) + ' is no amount:'} {EXAMPLES[Name.VALUE]}")
    number = Decimal(re.sub("[,_']", "", written[1])) * _TIMES[written[2] or ""]
    return Compared(sign, number, (written[3] or "").upper())
