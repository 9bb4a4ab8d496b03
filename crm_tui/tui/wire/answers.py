"""What a terminal says of itself when it is asked: it arrives among the keys, and nobody pressed it."""

import re

WHAT_IT_CAN = "\x1b[c"
"""Asks for its primary device attributes."""

GROUND = "\x1b]11;?\x07"
"""Asks for the colour on which it writes (xterm's OSC 11). Not for terminals that would write the question out."""

_HALF = 0.5
"""How bright a light ground is at least, by the shares of the colours in WCAG 2.2's relative luminance."""


def can(answer: str) -> frozenset[int]:
    """The numbers of what a terminal can, empty where it speaks of something else."""
    said = re.fullmatch(r"\x1b\[\?([\d;]+)c", answer)
    return frozenset(int(number) for number in said[1].split(";") if number) if said else frozenset()


def is_light(answer: str) -> bool | None:
    """Whether its ground is a light one; None where it speaks of something else."""
    said = re.match(r"\x1b\]11;rgba?:([0-9A-Fa-f]{1,4})/([0-9A-Fa-f]{1,4})/([0-9A-Fa-f]{1,4})(?![0-9A-Fa-f])", answer)
    if said is None:
        return None
    # each may be told with one to four digits
    red, green, blue = (int(part, 16) / int("f" * len(part), 16) for part in said.groups())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > _HALF
