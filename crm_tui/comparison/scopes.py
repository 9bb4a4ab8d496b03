"""For whom, for what, where or from when an answer holds: "8.75 % for loans up to Rs 30 lakh", "free within 30 metres".

A promise that was made without it is kept only so far. What the promise or the name of the term says itself, and what
is true of every customer ("for the whole term", "from the date of sanction"), narrows nothing.
"""

import re
from collections.abc import Iterable

from crm_tui.comparison import verdicts
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.polarity import blanked
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.riders import behind
from crm_tui.comparison.vocabulary import Kind, mentions
from crm_tui.comparison.words import content, stems, words_of
from crm_tui.domain.claim import Form

_UNIT = (
    r"[\s*]{0,2}(?:(?:p\.?\s?a\.?|p\.?\s?m\.?|only|fixed|each|free|included|annually|monthly|"
    r"(?:per|a|an|each|every) (?:annum|month|year|week|day|visit|person|quarter|cycle|unit|user))\b\.?[\s,]{0,2}){0,3}"
)
_SCOPE = expression(
    _UNIT + r"[,(\-\u2013\u2014:]{0,2}\s?(?:but |and |is |are |be |is available |applicable |available |payable )?"
    r"(for|on|within|inside|in|to|with|from|after|against|excluding|except(?:ing| for)?|other than|but not|"
    r"outside|beyond|upon|when|where|while|during|until|till|between|across|under|by way of)\s",
    re.IGNORECASE,
)
_ENDS = expression(r"[.;|)]|, (?=and|then|the)")
_EVENTS = frozenset({"from", "after", "upon", "on", "of", "within", "in"})
_OF_A_FIGURE = frozenset({"in", "to", "on", "with", "from", "against", "upon", "between", "across", "under"})
_VALUES = frozenset({Form.VALUE, Form.DEADLINE})
ORDINARY = stems(
    "loan account policy agreement contract customer borrower tenant member client company bank lender landlord "
    "insured plan service period whole full entire amount outstanding principal annum basis signing date month year "
    "day term every all any each this the your our invoice order balance sanction agreed scheme first reducing "
    "agreement lease licensee licensor supplier buyer seller employee employer deposit card cycle quarter insurer "
    "subscriber resident owner premises property building unit part number total following above below hereof hereto "
    "duration tenure tenor beginning commencement commencing start activation issue receipt execution closing "
    "maturity arrears advance accordance respect rata pro basis purchase base salary purchaser time payable due "
    "equal instalment installment consecutive monthly quarterly annual calendar rupee dollar euro pound only rent "
    "price package subscription membership premium salary debt"
)
_PUT_OFF = expression(
    r"\b(?:advance|deposit|approv\w{1,4}|clearance|drawings?|readiness|documents?|inspection)\b", re.I
)
_EARNED = expression(
    r"(?:an? )?(?:approv|qualif|eligib|satisfactory|good|excellent|autopay|direct debit|paperless)", re.I
)
_A_PRICE = expression(
    r"(?:(?:the|your|our|this|that)\s)?(?:\w+\s){0,3}?(?:fees?|price|rent|charges?|premium|cost|package|subscription|tariff)\b",
    re.IGNORECASE,
)
_EACH = expression(r"(?:each|every|all|any|both)\b", re.IGNORECASE)
_THRESHOLD = expression(
    r"\b(?:up ?to|below|under|above|over|more than|less than|exceeding|at least|minimum|and above|or more|"
    r"(?:orders?|purchases?|balances?|loans?|deposits?|spends?) of)\b",
    re.I,
)
_PARTS = expression(r"\b(?:parts?|labou?r|components?)\b", re.IGNORECASE)
_TAXES = stems("gst vat tax hst pst cess duty")


def narrowed(kept: Kept) -> Caveat | None:
    """A scope right behind the answer that the promise did not speak of."""
    if kept.claim.form is Form.EXCLUDED:
        return None
    known = _known(kept.kind, kept.promise)
    dated = kept.kind.dimension in ("duration", "date")
    said = quantities(kept.promise, kept.today)
    for words in behind(kept.claim, kept.clause):
        match = _SCOPE.match(words)
        if match is None:
            continue
        scope = _ENDS.split(words[match.end() :], maxsplit=1)[0]
        if _PARTS.search(scope) and not _PARTS.search(kept.promise):
            return Caveat(verdicts.CONDITIONAL, f"{match[1]} {scope.strip()}")
        if match[1].lower() in ("in", "within", "with") and _A_PRICE.match(scope):
            continue
        if match[1].lower() == "for" and _ready(kept, words):
            continue
        if kept.claim.form in _VALUES and match[1].lower() in _OF_A_FIGURE and not (dated or _EARNED.match(scope)):
            # "payable in advance to the landlord" says how, not how much
            continue
        if dated and match[1].lower() in _EVENTS:
            # a time counts from some event, which may be one that others put off
            if (late := _PUT_OFF.search(scope)) and not _PUT_OFF.search(kept.promise):
                return Caveat(verdicts.CONDITIONAL, f"{match[1]} {scope[: late.end()]}")
            continue
        if not _priced(kept.kind) and _EACH.match(scope):
            continue
        figures = quantities(scope, kept.today)
        bare = blanked(scope, [(one.start, one.end) for one in figures])
        named = [word for word in content(bare) if word not in known]
        bounded = bool(figures and _THRESHOLD.search(scope))
        if stems(scope) & _TAXES or not (named or bounded):
            continue
        if figures and all(any(one.low == other.low for other in said) for one in figures):
            continue
        return Caveat(verdicts.CONDITIONAL, f"{match[1]} {' '.join(scope.split())}")
    return None


def _ready(kept: Kept, words: str) -> bool:
    """Whether the words go on from "available": "available for download" says what it is for."""
    text = kept.clause.passage.text
    return text[: max(0, text.find(words))].lower().endswith("available")


def _priced(kind: Kind) -> bool:
    return kind.dimension in ("money", "charge")


def _known(kind: Kind, promise: str) -> frozenset[str]:
    """The words that narrow nothing: of the promise, of the names of its terms, and of every contract."""
    names: Iterable[str] = (kind.label, *kind.aliases, *(one.alias for one in mentions(promise, (kind.area,))))
    return frozenset({word for name in names for word in words_of(name)} | set(content(promise)) | ORDINARY)
