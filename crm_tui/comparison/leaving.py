"""A way out that is open as it was said, but at a price or only later."""

import re

from crm_tui.comparison import verdicts
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.vocabulary import Kind

_WAYS_OUT = (
    ".notice",
    ".cancel",
    ".break",
    ".break_clause",
    ".break_option",
    ".exit",
    ".termination",
    ".termination_at_will",
)
_AT_A_PRICE = expression(
    r"\b(?:cancellation|termination|early|exit|break|surrender)(?:[- ]\w{1,12}){0,2}?[- ](?:penalt\w+|charges?|fees?)\b"
    r"|\bpenalt(?:y|ies)\b|buy-?out fee\b|\b(?:together with|payment of|pay|paid|paying)\b[^.;]{0,80}?"
    r"\b(?:sum|amount|fee) (?:equal to|equivalent to|of)\b"
    r"|\bremaining (?:rent|rental|fees|instal\w+|payments)\b[^.;]{0,30}\bpayable\b",
    re.IGNORECASE,
)
_NO_PRICE = expression(r"\b(?:no|without|nil|zero|free of|waived?)\b[^.;]{0,24}\b(?:penalt|charge|fee)", re.IGNORECASE)
_PRICE = expression(r"\b(?:penalt\w+|charge[sd]?|fees?|pay(?:s|ing)?|cost)\b", re.IGNORECASE)
_REACH = 160


def at_a_price(kept: Kept) -> Caveat | None:
    """A way out that is open, as said, but costs something: "may cancel; the lessor may then charge a penalty"."""
    price = _price_of_leaving(kept.kind, kept.clause)
    if price is None:
        return None
    if _NO_PRICE.search(kept.promise):
        return Caveat(verdicts.CONTRADICTED, price)
    return None if _PRICE.search(kept.promise) else Caveat(verdicts.CONDITIONAL, price)


def costs_to_leave(promise: str, kind: Kind, clause: Clause) -> bool:
    """Whether a way out that was said to cost nothing has a price: "no penalty on break"."""
    return _NO_PRICE.search(promise) is not None and _price_of_leaving(kind, clause) is not None


def _price_of_leaving(kind: Kind, clause: Clause) -> str | None:
    """The words that ask for something from who leaves; None where nothing is asked or it is said to be free."""
    if not kind.id.endswith(_WAYS_OUT):
        return None
    words = f"{clause.passage.text} {clause.passage.further[:_REACH]}"
    match = _AT_A_PRICE.search(words)
    return None if match is None or _NO_PRICE.search(words) else match[0]


_NOT_BEFORE = expression(
    r"\b(?:after|following|on or after|not before|at the end of|expiry of) (?:an? |the )?(?:expiry of (?:the )?)?"
    r"(?:initial|minimum|fixed|first|lock-?in)\b|\bnot (?:earlier than|before)\b",
    re.IGNORECASE,
)
_LATER_SAID = expression(r"\b(?:after|initial|minimum|lock-?in|once|then|not before)\b", re.IGNORECASE)


def not_before(kept: Kept) -> Caveat | None:
    """A way out that is open only later: "on 30 days' notice after an initial term of 24 months"."""
    if not kept.kind.id.endswith(_WAYS_OUT):
        return None
    match = _NOT_BEFORE.search(kept.clause.passage.text)
    return Caveat(verdicts.CONDITIONAL, match[0]) if match and not _LATER_SAID.search(kept.promise) else None
