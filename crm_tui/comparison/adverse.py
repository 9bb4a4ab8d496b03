"""Passages of a paper that cost or bind the customer, whoever spoke of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crm_tui.comparison.clause_types import ClauseType, Sign, clause_types, harmless_for_sure, signs
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.roles import Roles, owed_by_the_other_side
from crm_tui.domain.progress import each
from crm_tui.domain.review import Evidence


@dataclass(frozen=True, slots=True)
class Adverse:
    """A stretch of a paper that costs or binds the customer."""

    type: ClauseType
    """In which way."""

    passages: tuple[Passage, ...]
    """Where: one, or neighbours in the same clause."""

    evidence: tuple[Evidence, ...]
    """The lines of its words."""

    label: str = ""
    """The name of the row, for a row of a list."""

    priced: bool = False
    """Whether it is a row with a price, that may be a part of a total."""


_FREE = expression(
    r"\s*(?:nil|none|free|waived|included|no|yes|not applicable|n/?a|zero|not opted|no (?:charge|fee|cost)s?|-|–|—|"
    r"0(?:\.0+)?|[a-z]{0,3}[$£€₹]?\s?0(?:\.0+)?)"
    r"(?:\s*\([^)]{0,40}\))?[\s.|]*",
    re.IGNORECASE,
)
_PLAIN_ROW = expression(
    r"\b(?:totals?|sub-?total|balance|cash to close|sum|amount|net|gross|principal|value|price|rent|emi|instal?ments?|"
    r"salary|pay|allowance|loan|credit|date|period|term|tenure|tenor|name|address|number|no|account|mode|purpose|"
    r"branch|ref|minimum to open|quantity|qty|limit|income|from|finance charge|annual percentage|apr|rate|cover|points|"
    r"buildings|contents|monthly charge|monthly payment|monthly fee|annual fee|balloon|discount|less|adjustment|refund|"
    r"spend cap|cost to company|ctc|bonus|payout|maturity|idv|payoff|lease year|years? \d+)\b",
    re.IGNORECASE,
)
_SUBTOTAL = expression(r"^\W*(?:[A-J]\.\s|\*{0,2}[A-J]\.\s|[A-J] ?\+ ?[A-J]\b|total\b|sub-?total\b)", re.IGNORECASE)
_ACTUALS = expression(r"\bat (?:actuals?|cost)\b|\bas (?:per|applicable)\b|\bvaries\b|\bextra\b", re.IGNORECASE)
_CHARGED = expression(
    r"\b(?:fees?|charges?|penalt\w+|costs?|deposit(?! (?:insurance|contribution))|duty|tax(?:es)?|rental|mark-?up)\b",
    re.IGNORECASE,
)
_WORD = expression(r"[a-z]{3}", re.IGNORECASE)
_ABOVE = expression(r"\([^)]{0,40}\)")
_NEGATIVE = expression(r"\s*[-–−]\s?[^\d\s]{0,3}\s?\d")
_BLANK = expression(r"_{3,}|\.{6,}")
_BARE_PRICE = expression(r"[^\d]{0,4}\d[\d.,]{0,14}\s?(?:%|[a-z€£$]{0,8})(?: [a-z ,()%]{0,40})?\.?", re.IGNORECASE)
_UNPRICED_AREAS = frozenset({"employment", "insurance"})
"""Where the rows of a table with money are mostly what the customer gets."""


def adverse(passages: Sequence[Passage], roles: Roles, area: str) -> list[Adverse]:
    """What costs or binds the customer in a paper, in its order; neighbours in one clause are one.

    ``area`` is the kind of paper, such as ``lease``.
    """
    found: list[Adverse] = []
    before: Passage | None = None
    for passage in each("passages searched for surprises", passages):
        one = _read(passage, before, roles, area)
        earlier = found[-1] if found else None
        if one is not None and earlier is not None and before is not None and _joins(earlier, before, one):
            found[-1] = _joined(earlier, one)
        elif one is not None:
            found.append(one)
        before = passage
    return found


def _read(passage: Passage, before: Passage | None, roles: Roles, area: str) -> Adverse | None:
    if passage.titled or _BLANK.search(passage.text) or not any(map(str.isalpha, passage.text)):
        return None
    value = passage.text[passage.row_label :]
    if passage.row_label and (_FREE.fullmatch(value) or not value.strip()):
        return None
    if before is not None and before.titled and _BARE_PRICE.fullmatch(passage.text) and len(before.text.split()) <= 8:
        return _below_its_name(passage, before, roles, area)
    if _is_title(passage) or (passage.row_label and _is_total(passage)):
        return None
    heading = _heading(passage, roles)
    if passage.row_label and (row := _row(passage, heading, roles, area)):
        return row
    told = roles.told(passage.text)
    types = clause_types()
    named = list(signs(told))
    if not named and heading not in types:
        return None
    harmless = {one.type for one in signs(told, "harmless")}
    if harmless:
        named = [one for one in named if types[one.type].strong]
    if harmless & harmless_for_sure():
        return None
    named = [one for one in named if not (types[one.type].owed and owed_by_the_other_side(told, one))]
    if passage.row_label and heading == "none":
        named = [one for one in named if types[one.type].strong]
    if passage.row_label and named and named[0].type == "charge" and _plain(passage):
        return None
    if named:
        # what most phrases say names the clause; among equals the first of the table
        sign = max(named, key=lambda one: (not types[one.type].vague, one.phrases))
        return Adverse(types[sign.type], (passage,), _lines(passage, sign), _label(passage))
    listed = heading in types and heading != "charge" and not harmless
    if listed and len(passage.text.split()) > 1 and (not passage.row_label or any(map(str.isdigit, value))):
        return Adverse(types[heading], (passage,), passage.evidence([(0, len(passage.text))]), _label(passage))
    return None


def _heading(passage: Passage, roles: Roles) -> str:
    below = signs(roles.told(passage.heading), "heading") if passage.heading else ()
    return below[0].type if below else ""


def _row(passage: Passage, heading: str, roles: Roles, area: str) -> Adverse | None:
    """A row with a price, under its own name."""
    if (
        heading == "none"
        or (heading != "charge" and area in _UNPRICED_AREAS)
        or len(passage.text) - passage.row_label > 90
    ):
        return None
    if _plain(passage) or not _priced(passage, heading == "charge"):
        return None
    named = signs(roles.told(passage.text[: passage.row_label]))
    kind = clause_types()[named[0].type if named else "charge"]
    return Adverse(kind, (passage,), _row_lines(passage), _label(passage), priced=True)


def _below_its_name(passage: Passage, name: Passage, roles: Roles, area: str) -> Adverse | None:
    """A price on the line below its name."""
    if area in _UNPRICED_AREAS or _PLAIN_ROW.search(name.text) or not _priced(passage, True):
        return None
    named = signs(roles.told(name.text))
    kind = clause_types()[named[0].type if named else "charge"]
    lines = (*name.evidence([(0, len(name.text))]), *passage.evidence([(0, len(passage.text))]))
    return Adverse(kind, (name, passage), lines, name.text[:60], priced=True)


def _is_title(passage: Passage) -> bool:
    """Whether words without a figure or a full stop are written like a title."""
    words = passage.text.split()
    if passage.text.endswith("?"):
        return True
    if passage.row_label or any(map(str.isdigit, passage.text)) or passage.text.endswith((";", ":")):
        return False
    if passage.text.endswith("."):
        # the name of a clause before its words: "Early Termination."
        return len(words) <= _LONGEST_NAME and all(word[0].isupper() or word in _SMALL for word in words)
    return len(words) < 12 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


_LONGEST_NAME = 5
_SMALL = frozenset(["of", "and", "or", "the", "for", "to", "in", "by", "on"])


def _is_total(passage: Passage) -> bool:
    label = passage.text[: passage.row_label]
    return bool(_SUBTOTAL.match(passage.lines[0].text) or _SUM.search(label))


_SUM = expression(r"\b(?:totals?|sub-?totals?)\b|\binstalment payable\b", re.IGNORECASE)


def _plain(passage: Passage) -> bool:
    """Whether a row is a total, or says what the contract is about rather than what is charged beside it."""
    label = passage.text[: passage.row_label]
    charged = _CHARGED.search(label)
    return not _WORD.search(_ABOVE.sub("", label)) or (bool(_PLAIN_ROW.search(label)) and not charged)


_SHORT = 3


def _lines(passage: Passage, sign: Sign) -> tuple[Evidence, ...]:
    """A short clause whole; of a long one its first line and those of the words that count."""
    if passage.row_label:
        return _row_lines(passage)
    if len({(line.page, line.number) for line in passage.lines}) <= _SHORT:
        return passage.evidence([(0, len(passage.text))])
    return passage.evidence([(0, 1), (sign.start, sign.end)])


def _row_lines(passage: Passage) -> tuple[Evidence, ...]:
    figures = [(one.start, one.end) for one in quantities(passage.text) if one.start >= passage.row_label]
    return passage.evidence([(0, passage.row_label), *(figures[:2] or [(passage.row_label, len(passage.text))])])


def _label(passage: Passage) -> str:
    return passage.text[: passage.row_label].strip(" :|")[:60]


def _priced(passage: Passage, listed: bool) -> bool:
    """Whether a row has a price; in a list of charges a share or a bare figure is one too."""
    value = passage.text[passage.row_label :]
    if _NEGATIVE.match(value):
        return False
    prices = [one for one in quantities(value) if one.low > 0]
    if any(one.dimension == "money" and (one.unit or listed) for one in prices):
        return True
    listed = listed or bool(_CHARGED.search(passage.text[: passage.row_label]))
    if listed and any(one.dimension == "rate" and not one.of_tax for one in prices):
        return True
    if listed and len(prices) == 1 and prices[0].dimension == "number" and re.fullmatch(r"\W*[\d,]+\.\d\d\W*", value):
        return True
    return listed and bool(_ACTUALS.search(value))


_MOST_JOINED = 6


def _joins(earlier: Adverse, before: Passage, one: Adverse) -> bool:
    """Whether two stretches are one clause."""
    last, passage = earlier.passages[-1], one.passages[0]
    follows = last is before and last.further.lstrip().startswith(passage.text[:40])
    if not follows and last.lines[-1] is not passage.lines[0]:
        return False
    if len(earlier.evidence) + len(one.evidence) > _MOST_JOINED:
        return False
    return earlier.type is one.type or not (earlier.type.strong and one.type.strong)


def _joined(earlier: Adverse, one: Adverse) -> Adverse:
    kept = earlier if earlier.type.strong or not one.type.strong else one
    evidence = tuple(dict.fromkeys((*earlier.evidence, *one.evidence)))
    return replace(kept, passages=(*earlier.passages, *one.passages), evidence=evidence)


def parts_of_totals(found: Sequence[Adverse], passages: Sequence[Passage], answered: set[tuple[int, int]]) -> set[int]:
    """Which of ``found`` (by identity) are rows above a total that was promised: they were told with it."""
    order = {id(passage): place for place, passage in enumerate(passages)}
    totals = [
        order[id(one)]
        for one in passages
        if one.label
        and _TOTAL.search(one.text[: one.label])
        and {(line.page, line.number) for line in one.lines} & answered
    ]
    bounds = sorted({-1, *totals})
    spans = [(max(low, high - _LONGEST_TABLE), high) for low, high in pairwise(bounds)]
    return {
        id(one) for one in found if one.priced and any(low < order[id(one.passages[-1])] < high for low, high in spans)
    }


_TOTAL = expression(r"\b(?:totals?|gross|net payable|cost to company)\b", re.IGNORECASE)
_LONGEST_TABLE = 60
