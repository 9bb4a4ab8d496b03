"""The words before a list that each of its items completes: "Company shall not: (a) ... (b) ..."."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.comparison.block import Block
from crm_tui.comparison.expressions import expression

_OPEN_END = expression(
    r"(?:[:\u2013\u2014]|\s-|\b(?:by|if|shall|to|that|unless|where|when|not|of|for|following|upon|on|in|is|are|must|may|"
    r"will|means|includes?|including|either|both|from|with|than|until|after|except)),?$",
    re.IGNORECASE,
)
_SENTENCES = expression(r"(?<=[.;!?])\s+(?=[A-Z\"“(])")
_FIRST = ("1", "a", "i")
_LONGEST = 300
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph that may have a list below it."""

    level: str
    """What kind of number it has: items of one list have the same."""

    number: str
    """Its number."""

    said: str
    """Its last sentence, if a list has to complete it."""


def chapeaux(found: Sequence[Block]) -> list[str]:
    """For each block the words before its list, nested lists from the outside in; empty for a block in no list."""
    words: list[str] = []
    above: list[_Item] = []
    for block in found:
        if block.is_row:
            words.append("")
            continue
        said = _open(block.cells[0].text)
        level = "" if block.titled or not block.marked else _level(block, above)
        levels = [one.level for one in above]
        if level in levels:
            above = above[: levels.index(level)]
        elif not level or not _begins(block.number, above):
            level, above = "", []
        words.append(" ".join(one.said for one in above if one.said)[-_LONGEST:] if level else "")
        if level or said:
            above = [*above[: _DEEPEST - 1], _Item(level, block.number, said)]
    return words


def _begins(number: str, above: Sequence[_Item]) -> bool:
    """Whether a block begins a list below the last open words."""
    if not above or not above[-1].said:
        return False
    head, _, last = number.rpartition(".")
    return not number or (last.lower() in _FIRST and head in ("", above[-1].number))


def _open(text: str) -> str:
    """The last sentence of a paragraph, if a list has to complete it."""
    text = text.rstrip()
    return _SENTENCES.split(text)[-1][-_LONGEST:] if _OPEN_END.search(text[-40:]) else ""


def _level(block: Block, above: Sequence[_Item]) -> str:
    number = block.number
    if not number:
        return f"-{block.indent // 2}"
    if number[0].isdigit():
        return f"1{number.count('.')}"
    case = "a" if number.islower() else "A"
    if not set(number.lower()) <= set("ivx"):
        return case
    # "(i)" behind "(h)" is a letter; behind "(c)" it begins a list of its own
    before = next((one.number for one in reversed(above) if one.level == case), "")
    return case if len(number) == 1 and before and ord(before[-1]) + 1 == ord(number) else f"{case}i"
