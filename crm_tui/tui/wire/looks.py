"""Colours and attributes of a cell, and the shortest way from one look to another."""

from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "8": "28", "9": "29", "53": "55"}
_INKY = frozenset(("4", "7", "9", "53"))
_BLINKS = ("5", "6")
_AS = {"21": "4", "51": "", "52": ""}


class Look(NamedTuple):
    """How a cell is painted, as the numbers of the sequence that sets it."""

    ink: str = ""
    """The foreground, such as ``31`` or ``38;5;208``; empty for the terminal's own."""

    paper: str = ""
    """The background, in the same way."""

    signs: frozenset[str] = frozenset()
    """The attributes that are on, such as ``1`` for bold."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing but the background shows where nothing is written."""
        return not self.signs & _INKY


PLAIN = Look()
"""As the terminal writes by itself."""


@lru_cache(maxsize=4096)
def read(numbers: str) -> Look:
    """The look that a sequence sets, by its numbers; it begins from nothing, as all of Textual's do."""
    ink = paper = ""
    signs: set[str] = set()
    parts = iter(numbers.split(";"))
    for part in parts:
        if part in ("38", "48"):
            kind = next(parts, "")
            values = [next(parts, "") for _ in range({"5": 1, "2": 3}.get(kind, 0))]
            colour = ";".join((part, kind, *values))
            if part == "38":
                ink = colour
            else:
                paper = colour
        elif part in ("", "0"):
            ink, paper, signs = "", "", set()
        elif part == "39":
            ink = ""
        elif part == "49":
            paper = ""
        elif part.startswith(("3", "9")) and len(part) == 2:
            ink = part
        elif part.startswith(("4", "10")) and len(part) > 1:
            paper = part
        elif part not in _BLINKS and (sign := _AS.get(part, part)) in _OFF:
            signs.add(sign)
    return Look(ink, paper, frozenset(signs))


@lru_cache(maxsize=4096)
def in_sixteen(look: Look) -> Look:
    """The nearest look in the sixteen colours that every terminal has."""
    return Look(_nearest(look.ink, ground=False), _nearest(look.paper, ground=True), look.signs)


def _nearest(colour: str, *, ground: bool) -> str:
    kind, _, values = colour.partition(";")[2].partition(";")
    if not values:
        return colour
    named = Color.from_ansi(int(values)) if kind == "5" else Color.from_rgb(*map(int, values.split(";")))
    return ";".join(named.downgrade(ColorSystem.STANDARD).get_ansi_codes(foreground=not ground))


@lru_cache(maxsize=4096)
def of_blank(look: Look) -> Look:
    """What can be seen of a look where nothing is written."""
    return Look("", look.paper) if look.is_clean else look


@lru_cache(maxsize=16384)
def change(before: Look | None, after: Look, *, blank: bool, singly: bool) -> tuple[str, Look]:
    """What is sent to come from one look to another, and the look that the terminal has then.

    ``before`` is None when it is not known. With ``blank`` only what can be seen of ``after`` without a letter counts.
    ``singly`` is whether the terminal can turn off one attribute and leave the others.
    """
    if before is None:
        return _from_nothing(after), after
    if blank and after.is_clean:
        if before.is_clean and before.paper == after.paper:
            return "", before
        kept = Look(before.ink, after.paper, before.signs - _INKY)
        ways = [(_shortest(before, one, singly=singly), one) for one in (after, kept)]
        return min(ways, key=lambda way: len(way[0]))
    return _shortest(before, after, singly=singly), after


def _shortest(before: Look, after: Look, *, singly: bool) -> str:
    if before == after:
        return ""
    ways = [_from_nothing(after)]
    gone = before.signs - after.signs
    if singly or not (gone or (before.ink and not after.ink) or (before.paper and not after.paper)):
        ways.append(_step(before, after, gone))
    return min(ways, key=len)


def _from_nothing(look: Look) -> str:
    parts = [*sorted(look.signs), *filter(None, (look.ink, look.paper))]
    return f"\x1b[;{';'.join(parts)}m" if parts else "\x1b[m"


def _step(before: Look, after: Look, gone: frozenset[str]) -> str:
    off = {_OFF[sign] for sign in gone}
    # one number turns off both bold and dim
    again = {sign for sign in after.signs if sign not in before.signs or _OFF[sign] in off}
    parts = [*sorted(off), *sorted(again)]
    if before.ink != after.ink:
        parts.append(after.ink or "39")
    if before.paper != after.paper:
        parts.append(after.paper or "49")
    return f"\x1b[{';'.join(parts)}m"
