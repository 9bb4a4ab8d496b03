"""How alike two names are: in any order of words, with titles, initials, slips and other scripts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from crm_tui.services.customers import folded
from crm_tui.services.name_words import TITLES
from crm_tui.services.romanised import coarse, romanised, sound

_NO_NAME = TITLES | frozenset(["adv", "kum", "late", "maam", "messrs", "sir"])
_OF_OTHERS = re.compile(r"\b(?:[sdwch]/o|(?:son|daughter|wife|husband|care) of)\b", re.IGNORECASE)
_MESSRS = re.compile(r"\bm/s\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]{1,60}")
_HONOURS = ("bhai", "ben", "behn")
_MOST_WORDS = 12
_TAMIL = range(0x0B80, 0x0C00)


class NameLikeness(StrEnum):
    """How two names stand to each other, as it is told."""

    SAME = "the same name"
    SOUNDS = "a name that sounds the same"
    NEARLY = "nearly the same name"
    PART = "a part of the name"
    SHARED = "a word of the name"
    OTHER = "another name"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared."""

    words: tuple[str, ...]
    """Its words in small Latin letters (or another script's own), without titles; the order plays no part."""

    sounds: tuple[str, ...]
    """How each of them sounds."""

    merged: bool = False
    """Whether it was written in a script that has one letter for voiced and voiceless sounds."""


@lru_cache(maxsize=65_536)
def name_of(text: str) -> Name:
    """The name that somebody typed: "Mrs. Asha Kulkarni w/o Ravi" is ``asha kulkarni``."""
    text = text[:500]
    spelled = romanised(text)
    own = _OF_OTHERS.split(_MESSRS.sub(" ", spelled), maxsplit=1)[0]
    found: list[str] = []
    for part in _WORD.findall(own if _WORD.search(own) else spelled)[:_MOST_WORDS]:
        # AK Sharma: two capitals among other words are initials
        initials = len(part) == 2 and part.isupper() and part.isascii() and not spelled.isupper()
        found += [*part.lower()] if initials else folded(part).split()
    bare = [word for word in found if word not in _NO_NAME]
    words = tuple(map(_without_honour, bare or found))
    return Name(words, tuple(map(sound, words)), any(ord(mark) in _TAMIL for mark in text))


def _without_honour(word: str) -> str:
    for honour in _HONOURS:
        if len(word) > len(honour) + 2 and word.endswith(honour):
            return word.removesuffix(honour)
    return word


def likeness(one: Name, other: Name) -> NameLikeness:
    """How alike two names are."""
    if not one.words or not other.words:
        return NameLikeness.OTHER
    if sorted(one.words) == sorted(other.words) or "".join(one.words) == "".join(other.words):
        return NameLikeness.SAME
    short, long = (one, other) if len(one.words) <= len(other.words) else (other, one)
    values = _paired(short, long, one.merged or other.merged)
    if not any(value >= _SLIP for value in values):
        return NameLikeness.NEARLY if _runs_together(one, other) else NameLikeness.OTHER
    if not all(values):
        if _runs_together(one, other):
            return NameLikeness.NEARLY
        return NameLikeness.SHARED if max(values) > _SLIP or _long(short, values) else NameLikeness.OTHER
    if len(short.words) < len(long.words):
        if len(short.words) > 1:
            return NameLikeness.NEARLY
        return NameLikeness.NEARLY if _runs_together(one, other) else NameLikeness.PART
    return NameLikeness.SOUNDS if min(values) >= _SOUND else NameLikeness.NEARLY


_EXACT, _SOUND, _SLIP, _INITIAL = 4, 3, 2, 1
_LONG = 7


def _long(short: Name, values: Sequence[int]) -> bool:
    """Whether a word of so many letters is met with a slip: that is hardly chance."""
    return any(value and len(word) >= _LONG for value, word in zip(values, _longest_first(short), strict=True))


def _runs_together(one: Name, other: Name) -> bool:
    """Whether they differ by a slip once the spaces are left out."""
    first, second = "".join(one.words), "".join(other.words)
    return min(len(first), len(second)) > _LONG and DamerauLevenshtein.distance(first, second, score_cutoff=2) <= 2


def _longest_first(name: Name) -> list[str]:
    return sorted(name.words, key=lambda word: -len(word))


def _paired(short: Name, long: Name, merged: bool) -> list[int]:
    """How well each word of the shorter name is met by a word of the longer one, each met once; 0 where by none."""
    met: list[int] = []
    left = list(range(len(long.words)))
    order = sorted(range(len(short.words)), key=lambda at: -len(short.words[at]))
    for at in order:
        best, where = 0, -1
        for other in left:
            value = _met(short.words[at], long.words[other], short.sounds[at], long.sounds[other], merged)
            if value > best:
                best, where = value, other
        if best:
            left.remove(where)
        met.append(best)
    return met


def _met(word: str, other: str, said: str, other_said: str, merged: bool) -> int:
    if word == other:
        return _EXACT if len(word) > 1 else _INITIAL
    if len(word) == 1 or len(other) == 1:
        return _INITIAL if word[0] == other[0] or said[0] == other_said[0] else 0
    if (said == other_said and len(said) > 1) or (merged and coarse(said) == coarse(other_said)):
        return _SOUND
    slips = 1 if min(len(word), len(other)) < 7 else 2
    if min(len(word), len(other)) > 2 and DamerauLevenshtein.distance(word, other, score_cutoff=slips) <= slips:
        return _SLIP
    return 0
