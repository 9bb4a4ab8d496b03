"""What takes a figure away again: another one behind it, a cap, a shorter time, a right to change it.

Each caveat is a rule of the contract's settled readings. It is looked for only in a passage that would otherwise clear
a promise, and only where the promise did not speak of it itself.
"""

import re
from decimal import Decimal

from crm_tui.comparison import polarity, verdicts, wording
from crm_tui.comparison.conversion import DAYS
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.flat_rates import FLAT_WORD, METHODS, REDUCING_WORD
from crm_tui.comparison.kept import Caveat, Kept, words_from
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.telling_apart import months_of_its_step
from crm_tui.comparison.units import IN_MONTHS
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Bound, Form

_LATER = expression(
    r"(?:[,;]|and) then\b|\b(?:there ?after|afterwards|after that|subsequent(?:ly)?|from then on|reverts? to|rising to|"
    r"increas(?:es|ing) to|steps? up|(?:for|in|during) the (?:first|initial)|introductory|promotional|"
    r"(?:from|after) (?:the )?(?:(?:first|second|third|\d{1,2}(?:st|nd|rd|th)) (?:year|month|anniversary)|"
    r"(?:year|month) \d{1,2})|"
    r"(?:first|1st) (?:year|\d{1,2} months)\W{1,3}(?:is )?(?:nil|free|waived|complimentary|no fee))\b",
    re.IGNORECASE,
)
_GREATER = expression(
    r"\b(?:whichever is (?:the )?(?:higher|greater|more|larger)|the (?:higher|greater) of|greater of|higher of|"
    r"subject to a minimum|minimum (?:of )?(?:rs|inr|usd|[$£€₹])|min\.? (?:rs|inr|[$£€₹]))",
    re.IGNORECASE,
)
_HOLDS = expression(
    r"\b(?:for|first|initial|until|till|during|ke liye)(?: the| a| your)?(?: first| initial)?\s*$", re.I
)
_TIMES = frozenset({"day", "month", "year", "week", "hour", "minute", "workday"})
_UP_TO = expression(
    r"\b(?:up to|upto|not (?:more than|exceeding|above)|at most|maximum(?: of)?|max\.?|limited to|capped at|limit)\s",
    re.IGNORECASE,
)
_FURTHER = expression(
    r"\band (?:an? |the )?(?:[a-z]{3,16} )?(?:reimburse\w*|allowance|payment|sum|amount|fees?|costs?)\b", re.I
)
_COUNTED = expression(r"(?:one|two|three|four|five|six|ten|twelve|\d+)\b", re.IGNORECASE)
_FIRST = expression(
    r"\b(?:first|1st|initial(?:ly)?|intro(?:ductory)?|special|to start|start(?:ing|s)?|yr 1|year (?:1|one)|"
    r"pehl[ae]|till|until|thereafter|then|after)\b",
    re.IGNORECASE,
)
_PERIOD = expression(
    r"\b(?:for|till|until|upto|up to|first)\s[^,;]{0,14}(?:years?|yrs?|months?|mths?|y|m)\b|\b\d+\s?y(?:rs?)?\b", re.I
)
_TIME = expression(r"\b(?:years?|months?|weeks?|days?|quarters?|thereafter|afterwards)\b", re.IGNORECASE)
_OVER_A_BENCHMARK = expression(
    r"\b(?:over and above|in addition to|above|over|plus|\+)\s(?:the\s|our\s|its\s)?"
    r"(?:then\s|prevailing\s|applicable\s)?(?:\w+\s){0,2}?(?:base|repo|mclr|rllr|benchmark|prime|euribor|sofr|libor|sonia|eblr|t-?bill|reference|card)\b",
    re.IGNORECASE,
)
_CHANGEABLE = expression(
    r"\b(?:may|can|right to|entitled to|reserves?)\s(?:\w+\s){0,4}?(?:reset|revise|change|vary|amend|alter|increase|"
    r"modify|withdraw|review)\b",
    re.IGNORECASE,
)
_STAYS = expression(
    r"\b(?:fix(?:ed)?|locked?|same|never|no (?:change|increase|rise|hike)|guaranteed|stays?|flat for|throughout|"
    r"(?:for |till |until )?(?:the )?(?:whole|full|entire|complete) (?:\w+ )?(?:term|contract|period|tenure|duration|"
    r"time)|for life|forever|till the end|poore|lifetime|won['’]?t (?:change|go up|rise|increase)|both years|"
    r"every year|all (?:\w+ )?years)\b",
    re.IGNORECASE,
)
_MOVES = expression(
    r"\b(?:variable|floating|adjustable|not (?:fixed|guaranteed)|subject to (?:change|revision|review|variation|"
    r"adjustment|indexation)|from time to time|index-?linked|indexed|(?:rising|increas(?:es?|ed|ing)|adjusted|"
    r"reviewed|revised|escalat(?:es?|ed|ing)|uplift(?:ed)?|goes up|go up)\s(?:\w+\s){0,4}?(?:by|on each|each|every|"
    r"annually|yearly|in line|with|on the anniversary)|may (?:be )?(?:changed?|var(?:y|ied)|increased?|revised?))\b",
    re.IGNORECASE,
)
_CHANGED_KIND = expression(r"\b(?:variable|floating|adjustable|not (?:fixed|guaranteed))\b", re.IGNORECASE)


def greater(kept: Kept) -> Caveat | None:
    """The greater of two figures, or a floor below a share: for a cost that is the most it can come to."""
    if (
        kept.kind.direction != "low"
        or kept.claim.form is not Form.VALUE
        or kept.claim.low is None
        or _GREATER.search(kept.promise)
    ):
        return None
    match = _GREATER.search(kept.text)
    return Caveat(verdicts.WORSE, words_from(kept.text, match)) if match else None


_FREE = expression(
    r"\b(?:free(?: of charge)?|no (?:extra |additional )?(?:charge|cost|fee)s?|complimentary|on (?:us|them))\b",
    re.IGNORECASE,
)


def charged(kept: Kept) -> Caveat | None:
    """So much of a thing free, and so much at a price on paper: "exit help of sixty days, charged at its rates"."""
    if kept.claim.form is not Form.VALUE or kept.kind.direction != "high" or not _FREE.search(kept.promise):
        return None
    if _FREE.search(kept.text):
        return None
    return Caveat(verdicts.CONTRADICTED) if polarity.is_charged(kept.text) else None


_WAIVER = expression(r"\bwaive[rd]?\b", re.IGNORECASE)


def unwaived(kept: Kept) -> Caveat | None:
    """A charge of which a waiver was spoken, on a paper that asks for it and waives nothing."""
    if kept.claim.form is not Form.VALUE or kept.kind.direction != "low" or not _WAIVER.search(kept.promise):
        return None
    return None if _WAIVER.search(kept.onward) else Caveat(verdicts.WORSE)


def estimated(kept: Kept) -> Caveat | None:
    """A ceiling said, and only about so much on paper: "the parties estimate approximately 240,000"."""
    if kept.kind.direction != "low" or kept.claim.bound is not Bound.AT_MOST or kept.claim.form is not Form.VALUE:
        return None
    if kept.clause.claim.bound is not Bound.ABOUT or kept.clause.claim.low is None or kept.claim.low is None:
        return None
    near = kept.clause.claim.low * _NEARLY > kept.claim.low
    return Caveat(verdicts.WORSE, kept.clause.claim.said) if near else None


_NEARLY = Decimal("1.2")
"""By how much what is only about so much may easily be passed."""


def capped(kept: Kept) -> Caveat | None:
    """A cap on a benefit, or on what comes after a wait: "S$100 for every 6 hours, up to S$500"."""
    benefit = kept.kind.direction == "high" or (kept.kind.dimension == "duration" and kept.claim.form is Form.VALUE)
    if not benefit or kept.claim.form not in (Form.VALUE, Form.INCLUDED) or kept.kind.dimension in ("ratio", "speed"):
        return None
    match = _UP_TO.search(kept.text)
    if match is None or _UP_TO.search(kept.promise):
        return None
    cap = next((one for one in quantities(kept.text) if match.start() - 1 <= one.start <= match.end() + 12), None)
    if cap is None:
        return (
            Caveat(verdicts.CONDITIONAL, words_from(kept.text, match))
            if _COUNTED.match(kept.text, match.end())
            else None
        )
    if kept.kind.dimension in ("rate", "ratio") and cap.dimension != "money":
        return None
    if cap.low in (kept.claim.low, kept.claim.high) or any(cap.low == one.low for one in quantities(kept.promise)):
        return None
    own = kept.clause.statement.figure
    if (
        own is not None
        and own.dimension == cap.dimension
        and sum(one.dimension == cap.dimension for one in quantities(kept.text)) == 1
    ):
        # the cap is itself the figure that was compared
        return None
    if own is not None and own.dimension != cap.dimension and _FURTHER.search(kept.text[own.end : match.start()]):
        # five days of leave "and reimbursement of up to $3,500"
        return None
    return Caveat(verdicts.CONDITIONAL, words_from(kept.text, match))


def later(kept: Kept) -> Caveat | None:
    """A value that holds for a time, with another one behind it."""
    match = _LATER.search(kept.text)
    if match is None:
        return None
    words = words_from(kept.text, match)
    if _FIRST.search(kept.promise) or said_for(kept.promise):
        return None
    if kept.claim.form is Form.CATEGORY:
        return None if _PERIOD.search(kept.promise) else Caveat(verdicts.WORSE, words)
    if kept.claim.form is Form.NIL:
        # free for a time is worse than free; free up to a number is free with a cap
        return Caveat(verdicts.WORSE if _TIME.search(words) else verdicts.CONDITIONAL, words)
    if kept.claim.form is not Form.VALUE or kept.claim.low is None:
        return None
    measure = "rate" if kept.kind.dimension == "rate" else "money" if kept.kind.dimension in ("money", "charge") else ""
    used = kept.clause.statement.figure
    behind = [
        one.low
        for one in quantities(kept.text)
        if one.dimension == measure
        and one.low != kept.claim.low
        and one.start > match.start()
        and (used is None or (one.start > used.start and one.each == used.each))
    ]
    if not behind:
        return None
    return Caveat(verdicts.WORSE if _is_worse(behind[-1], kept.claim.low, kept.kind) else verdicts.SEVERAL, words)


def shorter(kept: Kept) -> Caveat | None:
    """The same for a shorter time: 18 months of no interest said, the first 15 on paper."""
    said = said_for(kept.promise)
    own = kept.clause.statement.figure
    ends = months_of_its_step(kept.clause)
    if said is not None and said.unit in IN_MONTHS and ends is not None and said.low * IN_MONTHS[said.unit] > ends:
        return Caveat(verdicts.WORSE, wording.value(Decimal(ends), "month"))
    if said is None or kept.kind.dimension in ("duration", "date") or kept.claim.unit in _TIMES:
        return None
    paper = [one for one in quantities(kept.text) if one.dimension == "duration" and one.unit in DAYS and one != own]
    if len(paper) != 1 or said.unit not in DAYS or not _HOLDS.search(kept.text[: paper[0].start]):
        return None
    short = paper[0].low * DAYS[paper[0].unit] * Decimal("1.05") < said.low * DAYS[said.unit]
    return Caveat(verdicts.WORSE, wording.value(paper[0].low, paper[0].unit)) if short else None


def said_for(promise: str) -> Quantity | None:
    """How long the promise says that it holds; None where it says no time, or several."""
    times = [one for one in quantities(promise) if one.dimension == "duration"]
    return times[0] if len(times) == 1 and _HOLDS.search(promise[: times[0].start] + " ") else None


def _is_worse(paper: Decimal, said: Decimal, kind: Kind) -> bool:
    return paper > said if kind.direction == "low" else paper < said if kind.direction == "high" else False


def excepted(kept: Kept) -> Caveat | None:
    """Another figure of the same sort in an exception behind it: "Notwithstanding the foregoing ... 180 days"."""
    used = kept.clause.statement.figure
    if used is None or kept.claim.form not in (Form.VALUE, Form.DEADLINE):
        return None
    following = kept.onward[len(kept.text) :].strip()
    if not (_EXCEPTION.match(following) or _THEREAFTER.match(following)):
        return None
    others = [
        one for one in quantities(following, kept.today) if one.dimension == used.dimension and one.low != used.low
    ]
    if not others or any(one.low == other.low for one in others for other in quantities(kept.promise, kept.today)):
        return None
    if _THEREAFTER.match(following):
        if used.dimension != "duration" or _FIRST.search(kept.promise):
            # a rate or a price that follows is told by the time that the first one holds
            return None
        worse = any(_is_worse(_size(one), _size(used), kept.kind) for one in others)
        return Caveat(verdicts.WORSE if worse else verdicts.SEVERAL, following[:70])
    return Caveat(verdicts.CONDITIONAL, following[:70])


def measured(kept: Kept) -> Caveat | None:
    """A further measure of what binds the customer that differs: 10 miles said of a ban, 15 on paper."""
    for said in quantities(kept.promise, kept.today):
        if said.dimension != "measure" or said.low == kept.claim.low:
            continue
        paper = {one.low for one in quantities(kept.onward, kept.today) if one.unit == said.unit}
        if len(paper) == 1 and (other := paper.pop()) != said.low:
            worse = _is_worse(other, said.low, kept.kind)
            return Caveat(verdicts.WORSE if worse else verdicts.SEVERAL, wording.value(other, said.unit))
    return None


def _size(figure: Quantity) -> Decimal:
    """The figure as others of its sort count: a time in days."""
    return figure.low * DAYS.get(figure.unit, Decimal(1))


_THEREAFTER = expression(r"(?:thereafter|afterwards|after (?:that|probation|confirmation)|then)\b", re.IGNORECASE)


_EXCEPTION = expression(
    r"(?:notwithstanding|however|but|save that|except (?:that|where|during|for)|provided (?:that|however)|in the event|"
    r"if|where|during|for the first)\b",
    re.IGNORECASE,
)


def benchmark(kept: Kept) -> Caveat | None:
    """A figure that is only the spread over a benchmark."""
    match = _OVER_A_BENCHMARK.search(kept.text) if kept.kind.dimension == "rate" else None
    if match is None or _OVER_A_BENCHMARK.search(kept.promise):
        return None
    ahead = quantities(kept.text[: match.start()])
    # "8.75 % p.a. (floating, 2.25 % over the repo rate)": the spread is told apart from the rate
    spreads = [one for one in ahead if one.unit == "%"]
    return Caveat(verdicts.OTHER_UNIT, words_from(kept.text, match)) if len(spreads) == 1 else None


def method(kept: Kept) -> Caveat | None:
    """A flat rate beside a reducing one: the figures don't compare, unless the instalments told them apart."""
    if kept.kind.dimension != "rate" or kept.claim.category in METHODS:
        return None
    flat, reducing = FLAT_WORD.search(kept.text), REDUCING_WORD.search(kept.text)
    if flat and not FLAT_WORD.search(kept.promise) and not reducing:
        return Caveat(verdicts.OTHER_UNIT, words_from(kept.text, flat))
    if reducing and FLAT_WORD.search(kept.promise) and not flat:
        return Caveat(verdicts.OTHER_UNIT, words_from(kept.text, reducing))
    return None


def change(kept: Kept) -> Caveat | None:
    """A right to change what was said."""
    match = _CHANGEABLE.search(kept.onward)
    if match is None or kept.kind.dimension not in ("rate", "money", "charge", "category", "duration"):
        return None
    if _STAYS.search(kept.promise) or kept.claim.category == "fixed":
        return Caveat(verdicts.WORSE, words_from(kept.onward, match))
    match = _CHANGEABLE.search(kept.text)
    if match is None:
        return None
    # the right to change a recurring price is a surprise, not a condition of the price
    return (
        None
        if kept.claim.per in ("month", "quarter", "week")
        else Caveat(verdicts.CONDITIONAL, words_from(kept.text, match))
    )


def moving(kept: Kept) -> Caveat | None:
    """A value that moves by itself, where it was said to stay: "4.50 % variable", "rising each April by CPI"."""
    if not _STAYS.search(kept.promise) or kept.kind.dimension not in ("rate", "money", "charge", "category"):
        return None
    text = kept.onward
    match = _MOVES.search(text)
    if match is None or _MOVES.search(kept.promise):
        return None
    ruling = verdicts.CONTRADICTED if _CHANGED_KIND.match(match[0]) else verdicts.WORSE
    return Caveat(ruling, words_from(text, match))
