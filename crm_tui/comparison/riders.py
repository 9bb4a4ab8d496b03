"""What stands right behind the words that keep a promise and takes part of them back: a condition, a time, a fee.

"Nil (first year only)", "Rs 500 plus a service fee of Rs 350", "8.4 % (at our discretion)". Only the few words behind
the figure, or behind the word that says yes or no, are read: further on they may be about something else.
"""

import re
from collections.abc import Iterator
from itertools import islice

from crm_tui.comparison import verdicts
from crm_tui.comparison.caveats import said_for
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.verdicts import Ruling
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
