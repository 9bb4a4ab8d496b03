"""The one ruling on a promise out of the clauses that may answer it, what they point at and what refutes them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import islice

from crm_tui.comparison import polarity, verdicts
from crm_tui.comparison.agreeing import against, agreed, among, closest, disagreed, sifted
from crm_tui.comparison.clearing import same
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.fitting import is_priced
from crm_tui.comparison.flat_rates import through_instalments
from crm_tui.comparison.judging import Judged, judge, plainly
from crm_tui.comparison.matching import Candidate, read_there
from crm_tui.comparison.own_terms import for_so_many, in_money
from crm_tui.comparison.pages import Index
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.parts_of_time import of_another_part
from crm_tui.comparison.passage import How, Passage
from crm_tui.comparison.price_lists import Item
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.vocabulary import DEFAULTS, Kind, mentions
from crm_tui.comparison.words import content
from crm_tui.domain.claim import Form
from crm_tui.domain.review import CLEARED, Evidence, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is asked about each promise."""

    clauses: Sequence[Clause]
    """Its statements."""

    passages: Sequence[Passage]
    """Its rows and sentences."""

    index: Index
    """Its words, kinds and figures."""

    area: str
    """What it is about."""

    today: date
    """The day of the comparison."""

    entire: bool
    """Whether it says that nothing else was agreed."""

    figures: Figures
    """Its amounts, rates and times, for what a difference costs."""

    items: Sequence[Item]
    """The goods and the work of its price lists."""


def settled(
    promise: Promise, kind: Kind, found: Sequence[Candidate], paper: Paper
) -> tuple[Judged, tuple[Evidence, ...]]:
    """The ruling on a promise of that kind out of the candidates ``found``, the likeliest first, with its lines."""
    if promise.claim.tax == "included":
        # a price "all in" is that of the last row, not of the parts that stand above it
        totals = [one for one in found if _TOTAL.search(one.clause.passage.text) and not one.clause.loosely]
        found = [replace(one, share=max(one.share, _SURE)) for one in totals] or found
    found = sifted(promise, found)
    # the answer is the same for each of the many clauses that are judged
    has = cache(partial(_has, paper, kind, promise.text))
    judge_by = partial(_ruled, promise, kind, paper, has)
    near = [followed for one in closest(promise, found) for followed in _followed(one, kind, paper)]
    judged, used = agreed(near, judge_by)
    evidence = tuple(dict.fromkeys(line for clause in used for line in clause.evidence))
    if judged.ruling.reason in _NOT_THAT_ONE:
        # a figure that can't be compared rarely answers where one that can stands nearly as close
        is_near, first, best = among(near), near[0], found[0].rank
        further = (
            one
            for one in found
            if (one.rank >= best - _AS_CLOSE or _in_one_row(one.clause, first)) and not is_near(one.clause)
        )
        for one in islice(further, _FURTHER):
            again = judge_by(one.clause)
            apart = again.ruling.verdict in CLEARED and not _in_one_row(one.clause, near[0])
            if again.ruling.verdict is not Verdict.UNCLEAR and not apart:
                found, near = [one], [one.clause]
                judged, evidence = again, one.clause.evidence
                break
    if judged.ruling.verdict in CLEARED:
        if (refuted := against(promise, kind, found, near, judge_by)) is not None:
            return disagreed(judged), (*evidence, *refuted.evidence)
        if promise.claim.tax == "included" and judged.clause is not None and judged.clause.claim.tax != "included":
            taxed = next((one for one in paper.passages if polarity.tax(one.text) == "on top"), None)
            if taxed is not None:
                told = taxed.evidence([(0, len(taxed.text))])
                return replace(judged, ruling=verdicts.WORSE, rule="tax on top, said to be in it"), (*evidence, *told)
        if is_priced(kind) and (other := _beside_it(promise.text, judged, paper)) is not None:
            ruling = verdicts.SEVERAL
            told = other.evidence([(0, len(other.text))])
            return replace(judged, ruling=ruling, rule="a part of what was said in all"), (*evidence, *told)
        if (later := _later(promise.text, judged, paper)) is not None:
            told = later.evidence([(0, len(later.text))])
            return replace(judged, ruling=verdicts.DISAGREES, rule="another figure for another time"), (
                *evidence,
                *told,
            )
        if not _clears(found[0], judged):
            return replace(judged, ruling=verdicts.DOUBT, rule=_UNSURE), evidence
    elif judged.ruling.verdict is not Verdict.UNCLEAR and found[0].share < _enough(found[0], judged):
        return replace(judged, ruling=verdicts.DOUBT, rule=_UNSURE), evidence
    return judged, evidence


_UNSURE = "whether the clause is about the promise"


def _in_one_row(one: Clause, other: Clause) -> bool:
    """Whether two figures stand in cells of one row: a rate and the amount that it comes to."""
    return bool(one.passage.label and other.passage.label) and bool(set(one.passage.lines) & set(other.passage.lines))


_TOTAL = expression(
    r"^\W*(?:grand |gross )?total\b(?! (?:sum|cover|limit))|\b(?:total|gross|final|grand total|all[- ]in(?:clusive)?) "
    r"(?:premium|payable|price|amount|due|cost|fee|rent|including)\b",
    re.IGNORECASE,
)
_IN_ALL = expression(r"\b(?:total|in all|all told|altogether|overall|combined|put together|kul)\b", re.IGNORECASE)


def _later(text: str, judged: Judged, paper: Paper) -> Passage | None:
    """Another row that gives another figure for another part of the time, of what is paid again and again."""
    clause, both = judged.clause, judged.both
    figure = clause.statement.figure if clause is not None else None
    if clause is None or figure is None or both is None or both.per in ("", "once"):
        return None
    return of_another_part(text, clause.passage, figure, paper.passages, paper.today)


def _beside_it(text: str, judged: Judged, paper: Paper) -> Passage | None:
    """Another row of the same name beside one that gives only a part of what was said in all.

    "Excess 250 in all" is not kept by "Compulsory excess 250" where a row "Voluntary excess 150" stands in the paper.
    """
    clause = judged.clause
    if clause is None or not _IN_ALL.search(text) or _IN_ALL.search(clause.passage.text):
        return None
    own = content(clause.passage.text[: clause.passage.label])
    if len(own) < _QUALIFIED:
        return None
    for passage in paper.passages:
        name = content(passage.text[: passage.label])
        if len(name) < _QUALIFIED or name[-1] != own[-1] or name == own or _IN_ALL.search(passage.text):
            continue
        if any(one.low and one.start >= passage.label for one in passage.figures(paper.today)):
            return passage
    return None


_QUALIFIED = 2
"""A name of a row with fewer words does not say that it is a part."""

_NOT_THAT_ONE = frozenset({Reason.UNIT, Reason.CURRENCY, Reason.NO_FIGURE})
_AS_CLOSE, _FURTHER = 0.2, 4


def _followed(clause: Clause, kind: Kind, paper: Paper) -> list[Clause]:
    """A clause that leaves its value to another part of the paper, read there; followed once."""
    if clause.claim.form is not Form.OPEN or not clause.passage.links:
        return [clause]
    there = [
        paper.passages[place]
        for link in clause.passage.links
        if link.how in (How.REFERENCE, How.DEFINITION)
        for place in link.places
    ]
    read = [made for passage in there if (made := read_there(passage, kind, paper.today)) is not None]
    return read or [clause]


def _enough(found: Candidate, judged: Judged) -> float:
    """How surely a clause must be about the promise for it to be called short of it."""
    least = _LOOSELY if found.clause.loosely else _SPOKEN_OF
    return least - _LEFT_OFF * (judged.both is not None)


def _clears(found: Candidate, judged: Judged) -> bool:
    """Whether a clause is so surely about the promise that it may clear it."""
    if found.clause.loosely and not _sure(found):
        return False
    if judged.ruling.verdict is not Verdict.BETTER or found.share >= _SURE:
        return True
    # a gift is rarer than a figure of something else: its name must stand beside its only figure
    return found.share >= _GIVEN and judged.clause is found.clause and plainly(found.clause)


def _sure(found: Candidate) -> bool:
    """Whether a clause that names the term in other words is certainly about it: its figure is no chance."""
    if found.share >= _SURE:
        return True
    return found.same_figure and found.share >= (_FIGURED if found.distinct else _SURE - 0.1)


_SURE, _FIGURED, _GIVEN = 0.85, 0.55, 0.5
_SPOKEN_OF, _LOOSELY = 0.36, 0.45
_LEFT_OFF = 0.12
"""A value that falls short is named on less: only the figures were weighed, no yes or no was guessed."""


def _ruled(promise: Promise, kind: Kind, paper: Paper, has: Callable[[Quantity], bool], clause: Clause) -> Judged:
    """The ruling, with both figures in the paper's terms: a share as money, flat and reducing by their instalments."""
    claim = in_money(promise.claim, kind, clause, paper.figures)
    claim, clause = through_instalments(promise.text, claim, clause, paper.figures)
    claim, clause = for_so_many(promise.text, claim, kind, clause)
    return judge(promise.text, claim, kind, clause, paper.today, has)


def _has(paper: Paper, kind: Kind, text: str, figure: Quantity) -> bool:
    """Whether a row of the paper has a further figure of a promise, for what it was said of or usually means."""
    named = {one.kind.id for one in mentions(text, (kind.area,), typed=True)}
    usual = set(DEFAULTS.get(kind.area, {}).values())
    for clause in paper.clauses:
        used = clause.statement.figure
        if used is None or clause.loosely or clause.inherited or not same(figure, used):
            continue
        if figure.day is not None and figure.day == used.day:
            return True
        if clause.kind is not kind and clause.kind.id in named | usual:
            return True
    return False
