"""For whom or for what one of several figures of a row holds: "$1,500 individual / $4,500 family"."""

import re

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.quantities import Quantity

_SEGMENTS = {
    "one": r"individual|single|self[ -]only|self|employee only|(?:each|per|one) person|one member",
    "family": r"family|fam|floater|household",
    "senior": r"seniors?|senior citizens?|sr\.? ?citizens?",
    "general": r"general(?: public| citizens?)?|non[ -]seniors?|others?|regular customers?",
    "women": r"women|woman|ladies|female",
    "inside": r"in[ -]network|network|participating",
    "outside": r"(?:out[ -]of|non)[ -]network|non[ -]participating",
    "weekday": r"weekdays?|mon(?:day)?\s?(?:-|to)\s?fri(?:day)?",
    "weekend": r"weekends?|saturdays?|sundays?|holidays?",
}
_WORDS = expression(
    r"\b(?:"
    + "|".join(
        f"(?P<{name}>{_SEGMENTS[name]})"
        for name in ("outside", "inside", "one", "family", "senior", "women", "weekday", "weekend", "general")
    )
    + r")\b",
    re.IGNORECASE,
)
_NEAR = 22
_PARTS = expression(r"[/;|,]|\b(?:and|or)\b")


def spoken_segments(text: str) -> frozenset[str]:
    """The segments that a promise names."""
    return frozenset(str(match.lastgroup) for match in _WORDS.finditer(text))


def segment_of(text: str, figure: Quantity) -> str:
    """The segment named right behind a figure, or right before it, up to the next mark; empty for none."""
    behind = _PARTS.split(text[figure.end : figure.end + _NEAR], maxsplit=1)[0]
    if match := _WORDS.search(behind):
        return str(match.lastgroup)
    before = _PARTS.split(text[max(0, figure.start - _NEAR) : figure.start])[-1]
    found = [str(match.lastgroup) for match in _WORDS.finditer(before)]
    return found[-1] if found else ""


def is_of_another(spoken: frozenset[str], text: str, figure: Quantity) -> bool:
    """Whether a figure of the paper holds for a segment other than those that the promise names."""
    if not spoken:
        return False
    own = segment_of(text, figure)
    return bool(own) and own not in spoken


def is_another_way(said: str, paper: str) -> bool:
    """Whether one speed is that of the upload and the other that of the download; a bare one is the download."""
    return bool(paper) and paper != "both" and (said or "down") not in (paper, "both")
