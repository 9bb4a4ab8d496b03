"""Which customers may be one and the same: by name, phone, e-mail, birth date and place, each pair with its reasons.

Evidence adds up in points, as in Fellegi and Sunter's theory of record linkage: what agrees speaks for, what differs
against, what is not known not at all. Only those are compared who share something: a phone, a birth date, the sound
of a name with a place.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from crm_tui.domain.customer import Customer
from crm_tui.domain.occasion import OccasionKind
from crm_tui.domain.progress import each
from crm_tui.services.customers import folded
from crm_tui.services.name_likeness import Name, NameLikeness, likeness, name_of
from crm_tui.services.romanised import romanised, sound

LIKELY = 7.0
"""So many points make a pair of customers one that is shown."""

MAYBE = 4.0
"""So many are told while a customer is being typed, where little is known yet and nothing is changed by telling."""

_NAMES = {
    NameLikeness.SAME: 5.0,
    NameLikeness.SOUNDS: 4.5,
    NameLikeness.NEARLY: 4.0,
    NameLikeness.PART: 2.0,
    NameLikeness.SHARED: -1.0,
    NameLikeness.OTHER: -6.0,
}
_BORN, _BORN_NEARLY, _BORN_OTHER = 6.0, 3.0, -3.0
_PHONE, _EMAIL, _REACHED_OTHERWISE = 5.0, 5.0, -1.0
_PLACE_WHOLE, _PLACE_MOSTLY, _PLACE, _PLACE_OTHER = 5.0, 3.0, 2.0, -1.0
_OTHER_KIND = -3.0
_ADDRESS = 4
"""So many words are an address, of which more tells than of a town."""

_LEAST_DIGITS = 6
_TOLD_DIGITS = 10
_MOST_ALIKE = 60
"""So many share a mark and are all compared with each other; of more, each with those whose names stand next."""

_MOST_SOUNDING = 500
"""So many of whom one word sounds the same are compared with the one who is being typed."""

_NEXT = 6
_RUN = re.compile(r"[^/,;]{1,40}")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a customer."""

    id: int
    """Their number; 0 for one who is being typed."""

    name: str
    """As it is written."""

    called: Name = field(repr=False, default_factory=lambda: Name((), ()))
    """The same as it is compared."""

    is_firm: bool = False
    """Whether it is an institution."""

    phones: tuple[str, ...] = ()
    """Each in its last ten digits."""

    email: str = ""
    """Without case."""

    born: tuple[int, int, int] | None = None
    """Year, month and day, where all three are known."""

    place: tuple[str, ...] = ()
    """The words of the place."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers who may be one."""

    one: int
    """The number of the one who was there first."""

    other: int
    """The number of the other one."""

    points: float
    """How much speaks for it."""

    reasons: tuple[str, ...]
    """What agrees, in plain words."""

    against: tuple[str, ...] = ()
    """What differs."""

    @property
    def why(self) -> str:
        """All of it in one line."""
        return ", ".join(self.reasons) + (f"; but {', '.join(self.against)}" if self.against else "")


def sketch(customer: Customer) -> Sketch:
    """What is compared of a customer."""
    return _sketch(customer.id, customer.model_dump(mode="json", include=set(FIELDS)))


FIELDS = ("name", "kind", "phone", "email", "place", "occasions")
"""The fields that are compared."""


def sketches(rows: Iterable[tuple[Any, ...]]) -> Iterator[Sketch]:
    """Of each row of number and ``FIELDS``, as a store keeps them."""
    for number, *values in rows:
        yield _sketch(number, dict(zip(FIELDS, values, strict=True)))


def _sketch(number: int, kept: Mapping[str, Any]) -> Sketch:
    name = kept.get("name") or ""
    return Sketch(
        number,
        name,
        name_of(name),
        kept.get("kind") == "institution",
        _phones(kept.get("phone") or ""),
        (kept.get("email") or "").strip().casefold(),
        _born(kept.get("occasions") or ()),
        _place(kept.get("place") or ""),
    )


def compare(one: Sketch, other: Sketch) -> Pair:
    """What speaks for two customers being one, and what against it."""
    found = _compared(one, other, None)
    assert found is not None
    return found


def _compared(one: Sketch, other: Sketch, least: float | None) -> Pair | None:
    """The same; None where even the same name would not make so many points."""
    evidence = (_by_phone(one, other), _by_email(one, other), _by_birth(one, other), _by_place(one, other))
    points = sum(value for value, _ in evidence)
    if one.is_firm is not other.is_firm:
        points += _OTHER_KIND
    if least is not None and points + _NAMES[NameLikeness.SAME] < least:
        return None
    alike = likeness(one.called, other.called)
    points += _NAMES[alike]
    reasons = [told for value, told in evidence if told and value > 0]
    against = [told for value, told in evidence if told and value < 0]
    if one.is_firm is not other.is_firm:
        against.append("one is a person, the other an institution")
    if alike is NameLikeness.OTHER or (alike is NameLikeness.SHARED and not _born_alike(one, other)):
        # a family shares a name, a phone and an address
        points = min(points, LIKELY - 0.5)
    if alike is NameLikeness.OTHER:
        against.insert(0, str(alike))
    else:
        reasons.insert(0, str(alike))
    if alike is NameLikeness.SHARED:
        against.insert(0, "the rest of the name differs")
    first, second = sorted((one.id, other.id)) if one.id and other.id else (one.id or other.id, 0)
    return Pair(first, second, points, tuple(reasons), tuple(against))


def _by_phone(one: Sketch, other: Sketch) -> tuple[float, str]:
    if not one.phones or not other.phones:
        return 0.0, ""
    same = not set(one.phones).isdisjoint(other.phones)
    return (_PHONE, "the same phone") if same else (_REACHED_OTHERWISE, "another phone")


def _by_email(one: Sketch, other: Sketch) -> tuple[float, str]:
    if not one.email or not other.email:
        return 0.0, ""
    return (_EMAIL, "the same e-mail") if one.email == other.email else (_REACHED_OTHERWISE, "another e-mail")


def _by_birth(one: Sketch, other: Sketch) -> tuple[float, str]:
    if one.born is None or other.born is None:
        return 0.0, ""
    if one.born == other.born:
        return _BORN, "the same birth date"
    digits = ["{:04}{:02}{:02}".format(*born) for born in (one.born, other.born)]
    if sorted(one.born) == sorted(other.born) or DamerauLevenshtein.distance(*digits, score_cutoff=1) <= 1:
        return _BORN_NEARLY, "nearly the same birth date"
    return _BORN_OTHER, "another birth date"


def _born_alike(one: Sketch, other: Sketch) -> bool:
    return _by_birth(one, other)[0] > 0


def _by_place(one: Sketch, other: Sketch) -> tuple[float, str]:
    if not one.place or not other.place:
        return 0.0, ""
    if one.place == other.place:
        return (_PLACE_WHOLE, "the same address") if len(one.place) >= _ADDRESS else (_PLACE, "the same place")
    ratio = fuzz.token_sort_ratio(" ".join(one.place), " ".join(other.place))
    if min(len(one.place), len(other.place)) >= _ADDRESS:
        if ratio >= 80:
            return _PLACE_WHOLE, "nearly the same address"
        return (_PLACE_MOSTLY, "much of the same address") if ratio >= 65 else (_PLACE_OTHER, "another address")
    if ratio >= 85 or not set(one.place).isdisjoint(other.place):
        return _PLACE, "the same place"
    return _PLACE_OTHER, "another place"


@lru_cache(maxsize=16_384)
def _phones(text: str) -> tuple[str, ...]:
    found = ("".join(mark for mark in run if mark.isdecimal()) for run in _RUN.findall(text))
    return tuple(dict.fromkeys(one[-_TOLD_DIGITS:] for one in found if len(one) >= _LEAST_DIGITS))


@lru_cache(maxsize=16_384)
def _place(text: str) -> tuple[str, ...]:
    words = "".join(mark if mark.isalnum() else " " for mark in folded(romanised(text[:500])))
    return tuple(words.split())


def _born(occasions: Sequence[Mapping[str, Any]]) -> tuple[int, int, int] | None:
    for one in occasions:
        if one.get("kind", "birthday") == OccasionKind.BIRTHDAY and one.get("year"):
            return one["year"], one["month"], one["day"]
    return None


def marks(one: Sketch) -> Iterator[str]:
    """What those share who are compared with each other: enough points need one of them."""
    for phone in one.phones:
        yield f"p {phone}"
    if one.email:
        yield f"e {one.email}"
    sounds = sorted({said for said in one.called.sounds if len(said) > 1})
    yield f"n {' '.join(sorted(one.called.sounds))}"
    if one.born:
        year, month, day = one.born
        yield f"b {year} {min(month, day)} {max(month, day)}"
        for said in sounds[:4]:
            yield f"by {year} {said}"
            yield f"bd {month} {day} {said}"
    for first, second in combinations(sounds[:6], 2):
        yield f"n2 {first} {second}"
    if len(one.place) >= _ADDRESS:
        words = [*dict.fromkeys(word for word in one.place if len(word) > 3)][:8]
        for said in sounds[:4]:
            for word in words:
                yield f"np {said} {sound(word)}"
        for first, second in combinations(sorted(words), 2):
            yield f"pp {first} {second}"


class Known:
    """Customers by their marks, so that each is compared with few."""

    def __init__(self, customers: Iterable[Sketch]) -> None:
        self._of: dict[int, Sketch] = {}
        self._marked: defaultdict[str, list[int]] = defaultdict(list)
        self._sounding: defaultdict[str, list[int]] = defaultdict(list)
        for one in customers:
            self._of[one.id] = one
            for mark in dict.fromkeys(marks(one)):
                self._marked[mark].append(one.id)
            for said in dict.fromkeys(one.called.sounds):
                self._sounding[said].append(one.id)

    def pairs(self, least: float = LIKELY) -> list[Pair]:
        """All pairs of at least so many points, the plainest first."""
        seen: set[tuple[int, int]] = set()
        found = []
        for ids in each("marks compared", self._marked.values()):
            for one, other in self._proposed(ids):
                key = (one, other) if one < other else (other, one)
                if key in seen:
                    continue
                seen.add(key)
                pair = _compared(self._of[key[0]], self._of[key[1]], least)
                if pair is not None and pair.points >= least:
                    found.append(pair)
        return sorted(found, key=lambda pair: (-pair.points, pair.one, pair.other))

    def like(self, typed: Sketch, least: float = MAYBE) -> list[Pair]:
        """Who the one being typed may be, the likeliest first."""
        near: dict[int, None] = {}
        for mark in marks(typed):
            near.update(dict.fromkeys(self._marked.get(mark, ())[:_MOST_ALIKE]))
        sounding = sorted((self._sounding.get(said, []) for said in typed.called.sounds if len(said) > 1), key=len)
        for ids in sounding:
            near.update(dict.fromkeys(ids[:_MOST_SOUNDING]))
        found = (compare(self._of[one], typed) for one in near if one != typed.id)
        return sorted((one for one in found if one.points >= least), key=lambda pair: (-pair.points, pair.one))

    def _proposed(self, ids: list[int]) -> Iterator[tuple[int, int]]:
        if len(ids) <= _MOST_ALIKE:
            yield from combinations(ids, 2)
            return
        # a mark of hundreds says little: those are compared who stand next to each other by name
        near = sorted(ids, key=lambda one: (self._of[one].called.words, self._of[one].place, one))
        for place, one in enumerate(near):
            for other in near[place + 1 : place + 1 + _NEXT]:
                yield one, other
