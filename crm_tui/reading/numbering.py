"""The numbers that Word sets before clauses and list items: they stand on the paper, but not in its text."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BULLET = "-"
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbered list."""

    kind: str
    """Word's name of the numbers: ``decimal``, ``lowerLetter``, ``bullet``…"""

    pattern: str
    """What is set, with ``%1`` for the number of the first level: ``%1.%2)``."""

    start: int
    """The first number."""


class Numbering:
    """Counts through a document; ask for its paragraphs once each, in their order."""

    def __init__(self, document: "Document") -> None:
        self._levels: dict[tuple[str, int], Level] = {}
        self._series: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                self._learn(relation.target_part)

    def label(self, paragraph: "Paragraph") -> str:
        """The number, letter or bullet before a paragraph, such as ``4.2``; empty if it has none."""
        place = _place(paragraph)
        if place is None:
            return ""
        number, depth = place
        level = self._levels.get((number, depth))
        if level is None:
            return ""
        if level.kind == "bullet":
            return _BULLET
        counts = self._counts.setdefault(self._series[number], [None] * _MOST_LEVELS)
        before = counts[depth]
        counts[depth] = level.start if before is None else before + 1
        counts[depth + 1 :] = [None] * (_MOST_LEVELS - depth - 1)
        return re.sub(r"%([1-9])", lambda match: self._shown(number, int(match[1]) - 1, counts), level.pattern).strip()

    def _shown(self, number: str, depth: int, counts: list[int | None]) -> str:
        level = self._levels.get((number, depth))
        if level is None:
            return ""
        count = counts[depth]
        return _KINDS.get(level.kind, str)(level.start if count is None else count)

    def _learn(self, part: Any) -> None:
        from docx.oxml import parse_xml

        root = parse_xml(part.blob)
        kinds = {kind.get(f"{_W}abstractNumId"): kind for kind in root.iter(f"{_W}abstractNum")}
        for one in root.iter(f"{_W}num"):
            number = one.get(f"{_W}numId")
            series = _value(one.find(f"{_W}abstractNumId"))
            if series not in kinds:
                continue
            own_starts = {
                override.get(f"{_W}ilvl"): _value(override.find(f"{_W}startOverride"))
                for override in one.iter(f"{_W}lvlOverride")
            }
            # lists of one kind count on from each other, unless one of them names its own start
            self._series[number] = f"{series}/{number}" if any(own_starts.values()) else series
            for level in kinds[series].iter(f"{_W}lvl"):
                depth = level.get(f"{_W}ilvl")
                self._levels[number, int(depth)] = Level(
                    kind=_value(level.find(f"{_W}numFmt")) or "decimal",
                    pattern=_value(level.find(f"{_W}lvlText")),
                    start=int(own_starts.get(depth) or _value(level.find(f"{_W}start")) or 1),
                )


def _place(paragraph: "Paragraph") -> tuple[str, int] | None:
    """The list and the level of a paragraph: its own, or those of its style."""
    properties = [paragraph._p.find(f"{_W}pPr/{_W}numPr")]
    style = paragraph.style
    while style is not None:
        properties.append(style.element.find(f"{_W}pPr/{_W}numPr"))
        style = style.base_style
    number = depth = ""
    for found in properties:
        if found is not None:
            number = number or _value(found.find(f"{_W}numId"))
            depth = depth or _value(found.find(f"{_W}ilvl"))
    if not number or number == "0":
        return None
    return number, min(int(depth or 0), _MOST_LEVELS - 1)


def _value(element: Any) -> str:
    return (element.get(f"{_W}val") or "") if element is not None else ""


def _letters(count: int) -> str:
    # after z Word sets aa, bb, cc
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _roman(count: int) -> str:
    shown = ""
    for worth, mark in _ROMAN:
        shown += mark * (count // worth)
        count %= worth
    return shown


_KINDS: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "none": lambda _: "",
}
