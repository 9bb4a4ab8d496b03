"""Rows of a paper that each give the figure of a part of the time: "Instalments 1 to 24: Rs. 20,000"."""

import re
from collections.abc import Sequence
from datetime import date

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.passage import Passage
from crm_tui.comparison.quantities import Quantity

_TIME = r"(?:instal{1,2}ments?|emis?|payments?|rents?|months?|years?|yrs?|quarters?|weeks?|periods?)"
_PART = expression(
    rf"\b{_TIME} ?(?:nos?\.? ?)?(\d{{1,3}}(?: ?(?:to|-|–|—|through|until) ?\d{{1,3}})?)\b(?! ?[%./]\d)"
    # "12 months" may be a plan to choose, not a part of the time
    rf"|\b(\d{{1,3}}(?:st|nd|rd|th)(?: ?(?:to|-|–|—|through|until) ?\d{{1,3}}(?:st|nd|rd|th))?) {_TIME}\b"
    rf"|\b((?:first|next|last|remaining|following|balance) \d{{1,3}}) {_TIME}\b",
    re.IGNORECASE,
)
_SAID_SO = expression(
    r"\b(?:first|1st|initial(?:ly)?|start(?:s|ing)?|begin(?:s|ning)?|then|later|next|rising|rises?|step|up to|until|"
    r"till|(?:yea?rs?|yr|y|months?|mth|m) ?(?:\d{1,3}|one))\b|\d ?-? ?(?:years?|yrs?|months?|mths?)\b",
    re.IGNORECASE,
)


def of_another_part(
    text: str, passage: Passage, value: Quantity, passages: Sequence[Passage], today: date
) -> Passage | None:
    """Another row that gives another figure for another part of the time than ``passage`` does.

    None where the words said, ``text``, spoke of a part themselves.
    """
    part = _part(passage)
    if not part or _SAID_SO.search(text):
        return None
    for other in passages:
        if other is passage or _part(other) in ("", part):
            continue
        if any(_differs(figure, value, other) for figure in other.figures(today)):
            return other
    return None


def _part(passage: Passage) -> str:
    found = _PART.search(passage.text[: passage.label])
    return next(filter(None, found.groups()), "") if found else ""


def _differs(figure: Quantity, value: Quantity, passage: Passage) -> bool:
    same = figure.dimension == value.dimension and figure.unit == value.unit and figure.start >= passage.label
    return same and figure.low != value.low
