"""One promise beside one statement of the paper: the ruling, in the order of the contract."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from crm_tui.comparison import polarity, verdicts
from crm_tui.comparison.claims import categories_in
from crm_tui.comparison.conversion import Comparable, comparable
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import is_tax
from crm_tui.comparison.kept import Kept
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.presence import present
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.restrictions import SO_MANY
from crm_tui.comparison.taking_back import taken_back
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind
from crm_tui.comparison.words import content
from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.review import CLEARED, Reason, Verdict

_FAIR_USE = expression(
    r"\bfair (?:use|usage)|\bfup\b|\bthen (?:at )?\d+ ?[km]bps|\b(?:reduced|lower) speed|\bslowed\b|\bthrottled\b",
    re.IGNORECASE,
)
_RULED_OUT = expression(
    r"\bno (?:\w+ ){0,2}(?:limit|cap|sub-?limit|throttling|slow-?down|fup)s?\b|no strings|"
    r"without (?:any )?(?:limit|cap)|\bnever (?:slow|throttle|reduce|cap)[a-z]{0,3}\b|\bno matter how\b",
    re.IGNORECASE,
)
_NO_LIMIT_BEHIND = expression(r"\b(?:limit|cap)s? (?:nahi|none|nil)\b", re.IGNORECASE)
_SO_OFTEN = expression(
    r"\b\d{1,3} (?:free )?(?:services|visits|calls|call-?outs|claims|trips|uses|transactions|withdrawals|requests|"
    r"sessions|incidents|tows|changes|switches|transfers|passes|entries|consultations)\b",
    re.IGNORECASE,
)
_FREELY = expression(r"\b(?:freely|unrestricted|without (?:any )?restrictions?|in full)\b", re.IGNORECASE)
_LIMITED = expression(
    r"\b(?:once|twice|thrice|(?:\d+|one|two|three) times?|up to \d|only|maximum|limited to)\b", re.IGNORECASE
)
_WAIVED_IF = expression(
    r"\b(?:nil|waived?|free|no charge|not charged)\b[^.]{0,40}?\b(?:if|when|where|while|on|provided|with|for|"
    r"in)\b[^.]{0,40}",
    re.IGNORECASE,
)
_AT_FIRST = expression(r"\bfirst (?:\w+ )?(?:year|month|quarter)|for one year\b", re.IGNORECASE)
_THEREAFTER = expression(r"\b(?:then|thereafter|after(?:wards)?|until|for the first)\b", re.IGNORECASE)
_AGAIN = frozenset({"month", "quarter", "half-year", "year"})
_COVENANTS = ("financial_covenant",)
_RESULTS = frozenset({"speed", "rate", "ratio"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A ruling with what it rests on."""

    ruling: Ruling
    """The verdict and its reason."""

    clause: Clause | None = None
    """The statement of the paper that was used."""

    both: Comparable | None = None
    """The values that were compared, if values were."""

    added: str = ""
    """The condition that the paper adds."""

    rule: str = ""
    """The rule that decided, in a few words."""


def judge(
    promise: str,
    claim: Claim,
    kind: Kind,
    clause: Clause,
    today: date,
    elsewhere: Callable[[Quantity], bool] = lambda _: False,
) -> Judged:
    """Rule on a claim and a statement of the same kind of term.

    ``elsewhere`` tells whether another row of the paper has a further figure of the promise.
    """
    judged = replace(_bare(promise, claim, kind, clause, today), rule=_cell(claim, clause.claim))
    if judged.ruling is verdicts.CONTRADICTED and _but_for_this(promise, clause):
        return replace(judged, ruling=verdicts.CONDITIONAL, rule="all but this is excluded")
    if judged.ruling.verdict not in CLEARED:
        return judged
    back = taken_back(Kept(promise, claim, kind, clause, today, elsewhere))
    return judged if back is None else replace(judged, ruling=back.ruling, added=back.words, rule=back.rule)


_BUT_FOR = expression(
    r"\b(?:excluded|not (?:be )?(?:covered|allowed|permitted|payable|available|included))[\s,]{1,3}"
    r"(?:except|other than|save|unless)\b(?: for| in| where| as)?(?P<what>[^.;]{3,90})",
    re.IGNORECASE,
)


def _but_for_this(promise: str, clause: Clause) -> bool:
    """Whether the paper excludes all but what was said: "excluded except life-threatening emergencies"."""
    match = _BUT_FOR.search(clause.passage.text)
    return match is not None and len(set(content(match["what"])) & set(content(promise))) > 1


def _cell(said: Claim, paper: Claim) -> str:
    """The cell of the decision table: "exactly said, at most on paper"."""
    return f"the decision table: {_bound_of(said)} said, {_bound_of(paper)} on paper"


def _bound_of(claim: Claim) -> str:
    if claim.form in (Form.VALUE, Form.DEADLINE):
        return str(claim.bound)
    return claim.category or {Form.NIL: "nil", Form.OPEN: "left open"}.get(claim.form, str(claim.form))


def _bare(promise: str, claim: Claim, kind: Kind, clause: Clause, today: date) -> Judged:
    paper = clause.claim
    if claim.category == "unlimited":
        return Judged(_unlimited(promise, kind, paper, clause), clause)
    if paper.form is Form.OPEN and claim.form is not Form.NIL:
        reason = Reason.CROSS_REFERENCE if paper.category else Reason.NO_FIGURE
        return Judged(Ruling(Verdict.UNCLEAR, reason), clause)
    match claim.form:
        case Form.NIL:
            ruling = _nil(kind, paper, clause)
            if is_tax(kind) and claim.tax == "included" and ruling is verdicts.CONTRADICTED:
                # somebody who says that it is in the price does not say that there is none
                ruling = verdicts.WORSE
            return Judged(ruling, clause)
        case Form.INCLUDED | Form.EXCLUDED:
            return Judged(present(promise, claim, kind, clause, today), clause)
        case Form.CATEGORY:
            return Judged(_category(claim, kind, paper, clause.passage.text), clause)
        case Form.VALUE | Form.DEADLINE:
            return _value(claim, kind, paper, clause, today)
        case _:
            return Judged(verdicts.VAGUE, clause)


def _unlimited(promise: str, kind: Kind, paper: Claim, clause: Clause) -> Ruling:
    if paper.category == "unlimited":
        limits = quantities(f"{clause.passage.text} {clause.passage.beside} {clause.passage.further}")
        limited = any(one.dimension in ("data", "speed") for one in limits)
        return verdicts.CONDITIONAL if limited or _FAIR_USE.search(clause.passage.text) else verdicts.MATCHES
    if paper.form in (Form.EXCLUDED, Form.NIL):
        # "any time" said of a charge is no allowance that a nil charge could refuse
        return verdicts.CONTRADICTED if kind.direction != "low" else verdicts.DOUBT
    if paper.form is Form.VALUE or polarity.conditions(clause.passage.text):
        if ruled_out(promise):
            return verdicts.CONTRADICTED
        return verdicts.CONDITIONAL if _FAIR_USE.search(clause.passage.text) else verdicts.WORSE
    if paper.form is Form.INCLUDED and _FREELY.search(clause.passage.text):
        return verdicts.MATCHES
    if _LIMITED.search(clause.passage.text):
        return verdicts.WORSE
    if SO_MANY.search(clause.passage.text):
        return verdicts.CONDITIONAL
    if _SO_OFTEN.search(clause.passage.text):
        return verdicts.WORSE
    return verdicts.DOUBT


def ruled_out(promise: str) -> bool:
    """Whether a promise expressly rules out a limit: "no cap"."""
    return bool(_RULED_OUT.search(promise) or _NO_LIMIT_BEHIND.search(promise))


def _nil(kind: Kind, paper: Claim, clause: Clause) -> Ruling:
    if paper.form is Form.NIL:
        return verdicts.MATCHES
    if paper.form in (Form.VALUE, Form.INCLUDED, Form.OPEN, Form.CATEGORY):
        whole = f"{clause.passage.text} {clause.passage.further}"
        if kind.dimension != "provision" and (waived := _WAIVED_IF.search(whole)):
            return verdicts.WORSE if _AT_FIRST.search(waived[0]) else verdicts.CONDITIONAL
        if paper.form is Form.VALUE and paper.low == 0:
            return verdicts.CONDITIONAL if paper.high else verdicts.MATCHES
        return verdicts.CONTRADICTED
    return verdicts.DOUBT


def _category(claim: Claim, kind: Kind, paper: Claim, text: str) -> Ruling:
    if paper.form is not Form.CATEGORY:
        return verdicts.DOUBT
    named = categories_in(kind, text)
    if claim.category in named and len(named) > 1:
        # "fixed for two years and floating thereafter" is the same word for a shorter time
        return verdicts.WORSE if _THEREAFTER.search(text) else verdicts.SEVERAL
    if paper.category == claim.category:
        return verdicts.MATCHES
    if claim.category in kind.order and paper.category in kind.order:
        worse = kind.order.index(paper.category) < kind.order.index(claim.category)
        return verdicts.WORSE if worse else verdicts.BETTER
    return verdicts.CONTRADICTED


def _value(claim: Claim, kind: Kind, paper: Claim, clause: Clause, today: date) -> Judged:
    if paper.form is Form.NIL:
        return Judged(verdicts.BETTER if kind.direction == "low" else verdicts.CONTRADICTED, clause)
    if paper.form in (Form.EXCLUDED,):
        return Judged(verdicts.CONTRADICTED, clause)
    if paper.category == "unlimited" and kind.direction == "high":
        return Judged(verdicts.BETTER, clause)
    if paper.form not in (Form.VALUE, Form.DEADLINE):
        return Judged(verdicts.NO_FIGURE, clause)
    if kind.money == "once" and not claim.per and paper.per in _AGAIN and not kind.id.startswith("general."):
        # a fee that was said without a time is paid once
        return Judged(verdicts.OTHER_UNIT, clause)
    both = comparable(claim, paper, today)
    if isinstance(both, Reason):
        return Judged(Ruling(Verdict.UNCLEAR, both), clause)
    tolerance = max(kind.tolerance, both.spread)
    said, on_paper = both.said, both.paper
    if kind.direction == "exact":
        # "not more than sixty users", "join on or before 4 January"
        on_paper = _amount(on_paper) if kind.dimension in ("count", "date") else on_paper
        ruling = verdicts.rule_exact(said, on_paper, tolerance)
    else:
        # of a measure that the customer must keep below a figure, more is better
        ceiling = kind.id.endswith(_COVENANTS) and on_paper.bound is Bound.AT_MOST
        higher = ceiling or kind.direction == "high" or (kind.dimension == "money" and _is_received(clause))
        higher = higher or (kind.id.endswith(".notice") and bool(_NOTIFIED.search(clause.passage.text)))
        if higher and (ceiling or kind.dimension not in _RESULTS):
            # for an allowance or a limit "up to N" means N
            said, on_paper = _amount(said), _amount(on_paper)
        if higher and on_paper.bound is Bound.AT_LEAST and said.bound is Bound.EXACTLY:
            # what is guaranteed is the least of it
            worse = said.low - tolerance > on_paper.low
            on_paper = replace(on_paper, bound=Bound.EXACTLY) if worse else on_paper
        ruling = verdicts.rule(said, on_paper, tolerance, higher=higher)
        if ruling is verdicts.STRADDLES and _is_a_deadline(kind, clause):
            ruling = verdicts.WORSE
    if ruling.verdict in CLEARED and claim.tax == "included" and paper.tax == "on top":
        ruling = verdicts.WORSE
    if (
        ruling.verdict is not Verdict.MATCHES
        and kind.id == "b2b.payment_days"
        and _PAID_TO_THEM.search(clause.passage.text)
    ):
        # time to pay is a gift to who owes it, and none to an agent or a subcontractor who waits for the money
        ruling = verdicts.DOUBT
    if ruling is verdicts.BETTER and _is_a_gift(abs(said.low), abs(on_paper.high), kind, plainly(clause)):
        # twice as good as was said is rarely a gift: the figure may belong to something else
        ruling = verdicts.DOUBT
    return Judged(ruling, clause, both)


_PAID_TO_THEM = expression(
    r"\b(?:shall|will|must|agrees to) pay (?:to )?(?:the )?"
    r"(?:agent|sub-?contractor|licensor|author|broker|representative|introducer|owner[- ]operator)\b|"
    r"\bpay(?:s|able|ment of)?\b[^.;]{0,30}\b(?:commissions?|royalty|royalties)\b|"
    r"\bcommissions? [^.;]{0,40}\bpa(?:id|yable)\b",
    re.IGNORECASE,
)
_WITHIN = expression(r"\b(?:within|no later than|not later than|latest by)(?: a (?:period|maximum) of)?[\s(]*$", re.I)


def _is_a_deadline(kind: Kind, clause: Clause) -> bool:
    """Whether the paper gives the last moment of something awaited, or the most that others may do."""
    used = clause.statement.figure
    if kind.direction != "low" or used is None:
        return False
    within = _WITHIN.search(clause.passage.text[max(0, used.start - _WITHIN_REACH) : used.start])
    return kind.dimension == "count" or (kind.dimension == "duration" and within is not None)


_WITHIN_REACH = 40


_RECEIVED = expression(
    r"\bcash (?:due |payable |paid |back |out )?to (?:the )?(?:borrower|customer|you|buyer)\b|"
    r"\[x\] to (?:the )?(?:borrower|customer|buyer)\b",
    re.IGNORECASE,
)


_NOTIFIED = expression(
    r"\b(?:notice|notification)\b[^.;]{0,40}\bto (?:the |its |each )?(?:borrower|customer|you|insured|policyholder|"
    r"client|subscriber|cardholder|account ?holder|depositor|member)s?\b(?! (?:may|can|shall|must|to))|"
    r"\b(?:we|bank|lender|insurer|company|provider) (?:will|shall|must) (?:give|send) (?:you|the (?:borrower|customer|"
    r"insured|policyholder|cardholder|depositor))\b[^.;]{0,40}\bnotice\b",
    re.IGNORECASE,
)
"""Notice that the customer is given: the longer, the better."""


def _is_received(clause: Clause) -> bool:
    """Whether the amount goes to the customer, so that more of it is better: "cash to close, to borrower"."""
    return bool(_RECEIVED.search(clause.passage.text))


def plainly(clause: Clause) -> bool:
    """Whether a clause names its term and has one figure of its sort."""
    used = clause.statement.figure
    if used is None or clause.loosely or clause.inherited or not clause.statement.alias:
        return False
    return sum(one.dimension == used.dimension for one in quantities(clause.passage.text)) == 1


def _is_a_gift(said: Decimal, paper: Decimal, kind: Kind, plainly: bool) -> bool:
    least, most = sorted((said, paper))
    if kind.direction == "high" and kind.dimension in ("data", "speed"):
        return False
    if plainly and kind.dimension in ("duration", "count"):
        return least * 3 < most
    return least * 2 < most or (kind.dimension in ("duration", "count") and least * 2 <= most)


def _amount(interval: verdicts.Interval) -> verdicts.Interval:
    return replace(interval, bound=Bound.EXACTLY) if interval.bound is Bound.AT_MOST else interval
