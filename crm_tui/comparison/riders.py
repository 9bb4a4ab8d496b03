"""What stands right behind the words that keep a promise and takes part of them back: a condition, a time, a fee.

"Nil (first year only)", "Rs 500 plus a service fee of Rs 350", "8.4 % (at our discretion)". Only the few words behind
the figure, or behind the word that says yes or no, are read: further on they may be about something else.
"""

import re
from collections.abc import Iterator
from itertools import islice

from crm_tui.comparison import shorthand, verdicts
from crm_tui.comparison.caveats import said_for
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind
from crm_tui.comparison.words import content
from crm_tui.domain.claim import Claim, Form

_OPENS = r"^[\s,;:(\-\u2013\u2014*]{0,4}(?:but |and )?(?:only )?"
_EVENT = expression(
    _OPENS + r"(?:if|unless(?! (?:sooner|earlier|previously|otherwise)\b)|so long as|as long as)\b", re.IGNORECASE
)
_CONDITION = expression(
    _OPENS + r"(?:subject to|provided|on (?:the )?condition|conditional (?:on|upon)|at (?:\w+ ){1,3}discretion)\b"
    r"(?! (?:the )?(?:terms|applicable law))",
    re.IGNORECASE,
)
_FOR_A_TIME = expression(
    _OPENS + r"(?:for|in|during)?\s?(?:the\s)?(?:(?:first|initial)\s(?:\w+\s)?(?:year|month|quarter|week)s?\b|"
    r"(?:introductory|promotional|trial)\s(?:period|offer|price|rate)?)",
    re.IGNORECASE,
)
_FIRST = expression(
    r"\b(?:first|1st|initial|intro\w*|promo\w*|trial|pehla|pehle|till|until|then|after)\b", re.IGNORECASE
)
_FEE = expression(
    _OPENS + r"(?:plus|\+|and|with)\s(?:an?\s)?(?:\w+\s){1,3}?(?:fee|charge|surcharge)s?\s(?:of\s|@\s?|at\s)?"
    r"(?:rs\.?|inr|usd|eur|gbp|aed|[$£€₹])?\s?\d",
    re.IGNORECASE,
)
_PLUS = expression(r"\+|\b(?:plus|extra)\b", re.IGNORECASE)
_PLUS_TAX = expression(r"(?:\+|plus)\s?(?:gst|vat|tax(?:es)?)\b", re.IGNORECASE)
_POLAR = expression(
    r"\b(?:nil|zero|waived|free(?: of (?:charge|cost))?|none|no (?:extra |additional )?(?:charge|cost|fee)s?|included|"
    r"covered|allowed|permitted|available|yes|not (?:charged|payable|applicable|levied|required)|"
    r"without (?:any )?(?:\w{1,12},? or |\w{1,12} and )?(?:charge|cost|fee|premium|penalty))\b",
    re.IGNORECASE,
)
_ENOUGH, _MOST = 90, 6


def rider(kept: Kept) -> Caveat | None:
    """What the few words behind the passage's answer take back, where the promise did not speak of it."""
    name = kept.clause.statement.alias
    found = (
        _rider(kept, words, named=bool(name) and name.lower() in words.lower())
        for words in behind(kept.claim, kept.clause)
    )
    return next((one for one in found if one is not None), None)


def _rider(kept: Kept, words: str, *, named: bool) -> Caveat | None:
    # a charge for an event names the event: "no fee if you repay early"
    for_event = (
        kept.kind.money == "contingent" and kept.kind.dimension == "charge" and (kept.claim.form is Form.VALUE or named)
    )
    match = _CONDITION.match(words) or (None if for_event else _EVENT.match(words))
    if match is not None:
        shown = _shown(words, match)
        return None if _spoken(kept.promise, kept.claim, shown) else Caveat(verdicts.CONDITIONAL, shown)
    lasting = kept.kind.dimension not in ("duration", "date") or kept.claim.form is not Form.VALUE
    if lasting and (match := _FOR_A_TIME.match(words)) and not (_FIRST.search(kept.promise) or said_for(kept.promise)):
        return Caveat(verdicts.WORSE, _shown(words, match))
    costs = kept.claim.form is Form.NIL or (kept.kind.direction == "low" and kept.kind.dimension in ("money", "charge"))
    if costs and (match := _FEE.match(words)) and not _PLUS.search(_PLUS_TAX.sub("", kept.promise)):
        ruling: Ruling = verdicts.WORSE if kept.claim.form is Form.NIL else verdicts.CONDITIONAL
        return Caveat(ruling, _shown(words, match))
    return None


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
    if not kept.kind.id.endswith(_WAYS_OUT):
        return None
    words = f"{kept.clause.passage.text} {kept.clause.passage.further[:_REACH]}"
    match = _AT_A_PRICE.search(words)
    if match is None or _NO_PRICE.search(words):
        return None
    if _NO_PRICE.search(kept.promise):
        return Caveat(verdicts.CONTRADICTED, match[0])
    return None if _PRICE.search(kept.promise) else Caveat(verdicts.CONDITIONAL, match[0])


def costs_to_leave(promise: str, kind: Kind, clause: Clause) -> bool:
    """Whether a way out that was said to cost nothing has a price: "no penalty on break"."""
    words = f"{clause.passage.text} {clause.passage.further[:_REACH]}"
    told = kind.id.endswith(_WAYS_OUT) and _NO_PRICE.search(promise) is not None
    return told and _AT_A_PRICE.search(words) is not None and not _NO_PRICE.search(words)


_PRICED = expression(
    r"\b(?:for|costs?|charged at|at an? (?:extra|additional) (?:cost|charge|fee) of|@) ?"
    r"(?:(?:rs|inr|usd|eur|gbp|aed|aud|sgd|cad|php|kes|ngn|zar|ksh|r|n)\.? ?|[$€£₹₱₦])\d[\d,.]* ?"
    r"(?:a|an|per|each|every|/) ?(?:day|month|week|year|trip|use|call|visit|request|transaction|24 hours)\b",
    re.IGNORECASE,
)
_GIVEN_FREE = expression(
    rf"\b(?:{shorthand.FREE}|{shorthand.GIFT}|{shorthand.INCLUDED}|free|incl|included|inclusive|"
    r"no (?:extra |additional )?(?:charge|cost|fee)s?|complimentary)\b",
    re.IGNORECASE,
)


def priced(kept: Kept) -> Caveat | None:
    """A thing that was said to be included, and that the paper gives for a price: "25 GB abroad for £2.47 a day"."""
    if (
        kept.kind.direction != "high"
        or kept.kind.dimension in ("money", "rate", "charge")
        or kept.kind.area == "insurance"
    ):
        return None
    match = _PRICED.search(kept.text) if _GIVEN_FREE.search(kept.promise) else None
    return Caveat(verdicts.CONTRADICTED, match[0]) if match else None


_LONGER = expression(
    r"\b(?:may|can|could|shall|to) be (?:further )?(?:extended|prolonged)|\bextend[ai]ble\b|\bsubject to extension\b",
    re.I,
)
_LONGER_SAID = expression(r"\bexten(?:d|sion)|\bprolong|\bor more\b|\bmay be longer\b", re.IGNORECASE)


def longer(kept: Kept) -> Caveat | None:
    """A time that binds the customer and may be made longer: "probation of three months, which may be extended"."""
    if kept.kind.dimension != "duration" or kept.kind.direction != "low" or kept.claim.form is not Form.VALUE:
        return None
    match = _LONGER.search(f"{kept.clause.passage.text} {kept.clause.passage.further[:_REACH]}")
    if match is None or _LONGER_SAID.search(kept.promise):
        return None
    return Caveat(verdicts.CONDITIONAL, match[0])


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


_USED = r"(?:drawn|used|applied|spent|claimed|redeemed|utili[sz]ed|taken)"
_TIED = expression(
    rf"\b(?:may|can|shall|must|will|to) (?:be {_USED} (?:only|solely|exclusively)|(?:only|solely) be {_USED})\b|"
    r"\b(?:unused|not used|not claimed|not drawn|unspent)\b[^.;]{0,60}\b(?:forfeit\w{0,4}|lapses?|expires?|lost)\b",
    re.IGNORECASE,
)
_TIED_SAID = expression(r"\b(?:only|solely|use it|lapses?|expires?|forfeit\w*|if)\b", re.IGNORECASE)


def tied(kept: Kept) -> Caveat | None:
    """What is given for one use only, or lost if unused: "the fund may be drawn only on an approved campaign"."""
    if kept.kind.direction != "high" or kept.claim.form not in (Form.VALUE, Form.INCLUDED):
        return None
    if kept.kind.dimension not in ("money", "charge", "provision", "rate", "ratio"):
        return None
    match = _TIED.search(f"{kept.clause.passage.text} {kept.clause.passage.further[:_REACH]}")
    if match is None or _TIED_SAID.search(kept.promise):
        return None
    return Caveat(verdicts.CONDITIONAL, match[0])


def behind(claim: Claim, clause: Clause) -> Iterator[str]:
    """The few words behind the figure that was compared, or behind each word that says yes or no."""
    text = clause.passage.text
    figure = clause.statement.figure
    if figure is not None:
        yield text[figure.end : figure.end + _ENOUGH]
    if figure is None if claim.form in (Form.VALUE, Form.DEADLINE) else claim.form is not Form.CATEGORY:
        for answer in islice(_POLAR.finditer(text, clause.passage.label), _MOST):
            yield text[answer.end() : answer.end() + _ENOUGH]


def _spoken(promise: str, claim: Claim, words: str) -> bool:
    """Whether the promise named the condition: one word of it where it had a condition, else most of them."""
    named = content(words)
    shared = set(content(promise)) & set(named)
    return bool(shared) if claim.conditions else len(shared) * 2 > len(named)


def _shown(behind: str, match: re.Match[str]) -> str:
    said = re.split(r"[).;]", behind[: max(match.end(), 70)], maxsplit=1)[0]
    return " ".join(said.strip(" ,;:(-\u2013\u2014*").split())
