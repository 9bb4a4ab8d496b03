"""A line of desk talk cut into words, each with its place in the line."""

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\s,;()\[\]]{1,400}")
_OUTER = ".:!?'\"“”‘’*…-–—"
_QUOTED = re.compile(r'"[^"]{1,2000}"|“[^“”]{1,2000}”')


@dataclass(frozen=True, slots=True)
class Token:
    """One word."""

    text: str
    """In lower case, without the marks around it."""

    start: int
    """Where it begins in the line, without the marks."""

    end: int
    """Where it ends."""

    parted: bool
    """Whether a mark (a comma, a full stop, a dash, the end of the line) stands between it and the next word."""

    quoted: bool
    """Whether it stands in quotation marks: such words are never interpreted."""


def word_set(words: str) -> frozenset[str]:
    """Words that mean the same to a reader of lines."""
    return frozenset(words.split())


def lowered(text: str) -> str:
    """Text in lower case, letter for letter: places in it are places in the text."""
    return text.lower() if text.isascii() else "".join(low if len(low := one.lower()) == 1 else one for one in text)


def tokens(line: str) -> list[Token]:
    """The words of a line, in order."""
    quoted = bytearray(len(line))
    for match in _QUOTED.finditer(line):
        start, end = match.span()
        quoted[start:end] = b"\1" * (end - start)
    low = lowered(line)
    places: list[tuple[int, int]] = []
    for match in _WORD.finditer(low):
        word = match[0]
        left = len(word) - len(word.lstrip(_OUTER))
        right = len(word.rstrip(_OUTER))
        if left < right:
            places.append((match.start() + left, match.start() + right))
    if not places:
        return []
    starts = [start for start, _ in places[1:]] + [len(line)]
    return [
        Token(
            low[start:end],
            start,
            end,
            parted=following == len(line) or not line[end:following].isspace(),
            quoted=bool(quoted[start]),
        )
        for (start, end), following in zip(places, starts, strict=True)
    ]
