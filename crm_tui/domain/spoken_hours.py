"""Times of day as a desk says them: what stands at one place of a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from crm_tui.domain.spoken_tokens import Token, word_set

PARTS_OF_DAY = word_set("morning afternoon evening eve night lunch lunchtime forenoon")

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm|a\.m|p\.m|a|p)?(ish)?")

_HUNDRED = re.compile(r"([01]\d|2[0-3])([0-5]\d)(?:h|hrs|hours)?")

_RANGE = re.compile(r"(\d{1,2}(?:[:.]\d{2})?)(am|pm)?-(\d{1,2}(?:[:.]\d{2})?)(am|pm)")

_NOON = frozenset({"noon", "midday"})


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day that stands at one place."""

    length: int
    """How many words it takes."""

    at: time | None
    """Which; None for what names no hour: "evening"."""

    loose: bool = False
    """Whether it may be something else: it counts only behind a day or "at"."""

    stays: bool = False
    """Whether the words say more than the hour, so that they are kept as well: "4-5pm", "evening"."""


def hour_at(words: Sequence[Token], at: int) -> Hour | None:
    """The time of day that begins at this word, if one does."""
    texts = [one.text for one in words[at : at + 4]]
    if not texts:
        return None
    first, second = texts[0], texts[1] if len(texts) > 1 else ""
    if first in _NOON:
        return Hour(1, time(12))
    if first in PARTS_OF_DAY:
        return Hour(1, None, loose=True, stays=True)
    if first in ("this", "in") and second in PARTS_OF_DAY | {"the"}:
        return None
    if first == "half" and second == "past" and len(texts) > 2 and texts[2].isdecimal():
        return _hour(3, int(texts[2]), 30, "pm" if len(texts) > 3 and texts[3] == "pm" else "")
    if (found := _RANGE.fullmatch(first)) is not None:
        begins = _hour(1, *_clock(found[1]), found[2] or found[4])
        return Hour(1, begins.at, stays=True) if begins else None
    match = _CLOCK.fullmatch(first)
    if match is None:
        if (hundred := _HUNDRED.fullmatch(first)) is not None:
            apart = second in ("h", "hrs", "hours")
            if apart or not first.isdecimal():
                return Hour(1 + apart, time(int(hundred[1]), int(hundred[2])))
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").replace(".", "")
    length = 1
    if not half and second.replace(".", "") in ("am", "pm"):
        half, length = second.replace(".", ""), 2
    elif not half and second in ("o'clock", "oclock", "o’clock"):
        length = 2
    if half in ("a", "p") and length == 1:
        half += "m"
    if not half and first.count(".") and length == 1:
        found_hour = _hour(length, hour, minute, "")
        return Hour(1, found_hour.at, loose=True) if found_hour and len(match[2] or "") == 2 else None
    found_hour = _hour(length, hour, minute, half)
    if found_hour is None:
        return None
    named = bool(half) or ":" in first or length == 2
    if len(texts) > length and texts[length] in ("hrs", "hours", "ist", "gmt") and ":" in first:
        length += 1
    return Hour(length, found_hour.at, loose=not named, stays=bool(match[4]))


def _clock(words: str) -> tuple[int, int]:
    hour, _, minute = words.replace(".", ":").partition(":")
    return int(hour), int(minute or 0)


def _hour(length: int, hour: int, minute: int, half: str) -> Hour | None:
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour <= 7:
        # nobody at a desk means four in the morning
        hour += 12
    return Hour(length, time(hour, minute))
