"""A small sum that was said to be all there is to pay, beside a paper that charges many times as much.

"$10 only" says two things: what is charged, and that nothing else is. A one-off charge of $14,982 contradicts the
second, whatever the paper calls it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from crm_tui.comparison import verdicts
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.conversion import Comparable, comparable
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.judging import Judged
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.matching import is_aside
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.settling import Paper
from crm_tui.comparison.vocabulary import Kind, mentions
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.claim import Bound, Form
from crm_tui.domain.review import Verdict

_ONLY = expression(
    r"\b(?:only|just|sirf|bas|one[- ](?:time|off)|nothing (?:more|else)|no(?:thing)? (?:more|extra)|"
    r"that(?: is|['’]s) (?:it|all)|all (?:you|he|she|they) (?:will |ever )?pays?|in all|in total|total cost)\b",
    re.IGNORECASE,
)
_OF_PAYING = expression(
    r"\b(?:fees?|costs?|charges?|chgs?|charged|pays?|paid|paying|payable|penalt(?:y|ies))\b", re.IGNORECASE
)
_SAYS_NOTHING = stems(
    "fee cost charge chg pay payment paying price amount total only just sirf bas one time off once upfront it is that "
    "all in you he she they will ever to the a of for and be nothing more else extra no our your their rs dollar"
)
"""Words that name no charge of their own."""
_AT_FIRST = expression(
    r"\b(?:upfront|up front|now|today|at (?:the )?start|to (?:start|open|apply|begin))\b", re.IGNORECASE
)
_AGAIN = expression(r"\b(?:monthly|yearly|annual(?:ly)?|quarterly|weekly|daily|each|every|per)\b", re.IGNORECASE)
_MANY_TIMES = 10


def nothing_more(promise: Promise, kind: Kind | None, near: str, paper: Paper) -> tuple[Promise, Kind, Judged] | None:
    """A sum said to be all, understood as the charge of the paper that contradicts it; the words name no charge.

    ``near`` are the lines of the note around the promise: they tell that it speaks of what is to be paid, and of which
    charges beside those that are paid once. None where the paper has the very sum: the promise may be about that one.
    """
    sum_said = _sum(promise.text, paper)
    if sum_said is None or not _names_nothing(promise.text, sum_said) or not _OF_PAYING.search(near):
        return None
    if kind is not None and kind.dimension not in ("charge", "money"):
        return None
    if any(one.low == sum_said.low for passage in paper.passages for one in passage.figures(paper.today)):
        return None
    named = () if _AT_FIRST.search(promise.text) else mentions(near, (paper.area,), typed=True)
    charges = _charges(sum_said, frozenset(kin for one in named for kin in kin_of(one.kind)), paper)
    worst = max(charges, key=lambda one: one.claim.low or Decimal(0), default=None)
    if worst is None or not _is_far_more(worst.claim.low, sum_said.low):
        return None
    fitted = fit(sum_said, worst.kind, True)
    claim = claim_of(worst.kind, fitted, "", promise.text) if fitted is not None else None
    both = comparable(claim, worst.claim, paper.today) if claim is not None else None
    if claim is None or not isinstance(both, Comparable):
        return None
    judged = Judged(verdicts.CONTRADICTED, worst, both, rule=_RULE)
    return promise.model_copy(update={"claim": claim}), worst.kind, judged


def far_more(text: str, kind: Kind, judged: Judged) -> Judged:
    """A charge that was said to be so much "only" and is many times that on paper, as contradicted."""
    both = judged.both
    if judged.ruling.verdict is not Verdict.WORSE or both is None or kind.dimension != "charge" or both.unit == "%":
        return judged
    if not _ONLY.search(text) or _AGAIN.search(text) or not _is_far_more(both.paper.low, both.said.high):
        return judged
    return replace(judged, ruling=verdicts.CONTRADICTED, rule=_RULE)


_RULE = "a sum said to be all, many times that on paper"


def _is_far_more(paper: Decimal | None, said: Decimal) -> bool:
    return paper is not None and said > 0 and paper >= said * _MANY_TIMES


def _sum(text: str, paper: Paper) -> Quantity | None:
    figures = quantities(text, paper.today)
    if len(figures) != 1 or figures[0].dimension != "money" or figures[0].per or _AGAIN.search(text):
        return None
    if not _ONLY.search(text):
        return None
    return figures[0] if figures[0].bound in (Bound.EXACTLY, Bound.AT_MOST, Bound.ABOUT) else None


def _names_nothing(text: str, figure: Quantity) -> bool:
    words = f"{text[: figure.start]} {text[figure.end :]}"
    return all(word in _SAYS_NOTHING for word, _, _ in tokens(words))


def _charges(figure: Quantity, named: frozenset[str], paper: Paper) -> Iterator[Clause]:
    """What the paper charges once, or in an event that the note speaks of too, in the currency of the sum."""
    for one in paper.clauses:
        kind, claim = one.kind, one.claim
        if kind.dimension != "charge" or kind.direction != "low" or claim.form is not Form.VALUE:
            continue
        if kind.money != "once" and not (kind.money == "contingent" and kind.id in named):
            continue
        if one.loosely or one.inherited or claim.unit == "%" or is_aside(one):
            continue
        if claim.conditions and kind.money == "once":
            continue
        if paper.figures.currency(claim.unit) == paper.figures.currency(figure.unit):
            yield one
