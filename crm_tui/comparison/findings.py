"""Promises beside a paper: one finding each, with its sentence and its lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison import explaining, polarity, verdicts
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.cost import Difference, impact
from crm_tui.comparison.figures import Figures, only_value
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.flat_rates import through_instalments
from crm_tui.comparison.judging import Judged, judge, ruled_out
from crm_tui.comparison.kinds import Dimension
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.matching import Candidate, candidates, closest, is_aside, is_named, read_there, topic_of
from crm_tui.comparison.nature import nature
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.passage import How
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.retrieval import Index, content
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import DEFAULTS, Kind, kinds, mentions
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.review import CLEARED, Confidence, Evidence, Finding, Impact, Reason, Severity, Verdict

_DISAGREES = "the paper gives more than one answer"
_WORST_FIRST = (
    Verdict.CONTRADICTED,
    Verdict.WORSE,
    Verdict.CONDITIONAL,
    Verdict.UNCLEAR,
    Verdict.MISSING,
    Verdict.MATCHES,
    Verdict.BETTER,
)


def findings(
    promises: Sequence[Promise], clauses: Sequence[Clause], passages: Sequence[Passage], area: str, today: date
) -> tuple[Finding, ...]:
    """One finding for each promise, in their order."""
    entire = any(clause.kind.id.endswith(".entire_agreement") for clause in clauses)
    figures = Figures(clauses, tuple(promise.claim for promise in promises), passages)
    paper = _Paper(clauses, passages, Index(passages, clauses, today), area, today, entire, figures)
    return tuple(_finding(promise, paper) for promise in promises)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper as it is asked about each promise."""

    clauses: Sequence[Clause]
    passages: Sequence[Passage]
    index: Index
    area: str
    today: date
    entire: bool
    figures: Figures


def _finding(promise: Promise, paper: _Paper) -> Finding:
    kind = kinds().get(promise.claim.term or "")
    if promise.unread:
        return _made(promise, None, Judged(Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), (), paper)
    if promise.certainty is Certainty.HOPE:
        return _made(promise, kind, Judged(Ruling(Verdict.UNCLEAR, Reason.VAGUE)), (), paper)
    words = content(promise.text)
    if kind is None:
        if not words:
            return _made(promise, None, Judged(Ruling(Verdict.UNCLEAR, Reason.VAGUE)), (), paper)
        return _unnamed(promise, None, paper)
    if words and not is_named(promise.text, kind):
        # only the figure tells the kind; the words may say something else of it
        by_words = _unnamed(promise, kind, paper)
        if by_words.verdict not in (Verdict.UNCLEAR, Verdict.MISSING):
            return by_words
    measured = _measured(promise, kind, paper)
    if measured is not None:
        return measured
    judged, evidence = _by_kind(promise, kind, paper)
    return _made(promise, kind, judged, evidence, paper)


def _measured(promise: Promise, kind: Kind, paper: _Paper) -> Finding | None:
    """The finding on the figure of a promise that was heard as a yes, a no or a word: "three guarantors"."""
    if kind.dimension not in ("provision", "category"):
        return None
    figures = quantities(promise.text, paper.today)
    figure = next((one for one in figures if one.dimension in _MEASURES), None)
    if figure is None:
        return None
    measure = _MEASURES[figure.dimension]
    if kind.dimension == "category":
        known = kinds().get(DEFAULTS.get(kind.area, {}).get(measure, ""))
    else:
        waits = _AFTER.search(promise.text[: figure.start]) is not None
        known = kind.model_copy(update={"dimension": measure} | ({"direction": "low"} if waits else {}))
    fitted = fit(figure, known, True) if known is not None else None
    if known is None or fitted is None:
        return None
    spans = [(one.start, one.end) for one in figures]
    claim = claim_of(known, fitted, polarity.blanked(promise.text, spans), promise.text)
    if claim is None or claim.form is not Form.VALUE:
        return None
    topic = topic_of(promise.text, kind, paper.today)
    found = candidates(promise.text, claim, known, topic, paper.index, paper.today)
    if not found or found[0].clause.claim.form is not Form.VALUE:
        return None
    understood = promise.model_copy(update={"claim": claim})
    judged, evidence = _judged(understood, known, found, paper)
    return None if judged.ruling.verdict is Verdict.UNCLEAR else _made(understood, known, judged, evidence, paper)


_AFTER = re.compile(r"\b(?:after|in|within|from|once)\s$", re.IGNORECASE)
_MEASURES: Mapping[str, Dimension] = {
    "money": "money",
    "rate": "charge",
    "duration": "duration",
    "number": "count",
    "speed": "speed",
    "data": "data",
    "date": "date",
}


def _by_kind(promise: Promise, kind: Kind, paper: _Paper) -> tuple[Judged, tuple[Evidence, ...]]:
    topic = topic_of(promise.text, kind, paper.today)
    found = candidates(promise.text, promise.claim, kind, topic, paper.index, paper.today)
    if not found and (refuted := _refuted(kind, paper)):
        return refuted
    if not found and (spoken := _spoken_of(kind, paper)):
        # a paper that names the term without saying anything that can be compared is not silent about it
        if promise.claim.category == "unlimited" and any(_LIMIT.search(line.text) for line in spoken):
            return Judged(verdicts.CONTRADICTED if ruled_out(promise.text) else verdicts.WORSE), spoken
        return Judged(Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), spoken
    if not found:
        return _silent(promise), ()
    return _judged(promise, kind, found, paper)


def _judged(
    promise: Promise, kind: Kind, found: Sequence[Candidate], paper: _Paper
) -> tuple[Judged, tuple[Evidence, ...]]:
    near = [followed for one in closest(found) for followed in _followed(one, kind, paper)]
    judged, evidence = _settled([_ruled(promise, kind, one, paper) for one in near])
    if judged.ruling.reason in _NOT_THAT_ONE:
        # a figure that can't be compared rarely answers where one that can stands nearly as close
        further = [one for one in found if one.clause not in near and one.rank >= found[0].rank - _AS_CLOSE]
        for one in further[:_FURTHER]:
            again = _ruled(promise, kind, one.clause, paper)
            if again.ruling.verdict is not Verdict.UNCLEAR and again.ruling.verdict not in CLEARED:
                found, near = [one], [one.clause]
                judged, evidence = again, one.clause.evidence
                break
    if judged.ruling.verdict in CLEARED:
        against = _against(promise, kind, found, near, paper)
        if against is not None:
            return replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.PAPER_DISAGREES), rule=_DISAGREES), (
                *evidence,
                *against.evidence,
            )
        if promise.claim.tax == "included" and judged.clause is not None and judged.clause.claim.tax != "included":
            taxed = next((one for one in paper.passages if _TAX_EXTRA.search(one.text)), None)
            if taxed is not None:
                told = taxed.evidence([(0, len(taxed.text))])
                return replace(judged, ruling=verdicts.WORSE, rule="tax on top, said to be in it"), (*evidence, *told)
        if found[0].clause.loosely and not _sure(found[0]):
            return replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), evidence
        if judged.ruling.verdict is Verdict.BETTER and found[0].share < _SURE:
            # a gift is rarer than a figure of something else
            return replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), evidence
    elif judged.ruling.verdict is not Verdict.UNCLEAR and found[0].share < _enough(found[0], judged):
        return replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), evidence
    return judged, evidence


_TAX_EXTRA = re.compile(
    r"\b(?:gst|vat|hst|taxes|tax)\b[^.;]{0,16}\b(?:extra|additional|as applicable|on top|exclusive)\b|"
    r"\b(?:plus|excluding|exclusive of)\s(?:applicable\s)?(?:gst|vat|hst|tax(?:es)?)\b",
    re.IGNORECASE,
)
_NOT_THAT_ONE = frozenset({Reason.UNIT, Reason.CURRENCY, Reason.NO_FIGURE})
_AS_CLOSE, _FURTHER = 0.2, 4


def _followed(clause: Clause, kind: Kind, paper: _Paper) -> list[Clause]:
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


def _sure(found: Candidate) -> bool:
    """Whether a clause that names the term in other words is certainly about it: its figure is no chance."""
    if found.share >= _SURE:
        return True
    return found.same_figure and found.share >= (_FIGURED if found.distinct else _SURE - 0.1)


_SURE, _FIGURED = 0.85, 0.55
_SPOKEN_OF, _LOOSELY = 0.45, 0.54
_LEFT_OFF = 0.06
"""A value that falls short is named on less: only the figures were weighed, no yes or no was guessed."""


def _silent(promise: Promise) -> Judged:
    nil = promise.claim.form is Form.NIL or polarity.sense(promise.text, ()).nil
    return Judged(Ruling(Verdict.MISSING, Reason.SILENT if nil else None))


def _unnamed(promise: Promise, usual: Kind | None, paper: _Paper) -> Finding:
    """A promise whose words name no kind, by the words that it shares with the paper.

    Its kind is that of the figure which stands beside these words, or what the noun that heads them tells, or what
    such a figure ``usual``ly means.
    """
    figures = quantities(promise.text, paper.today)
    topic = topic_of(promise.text, None, paper.today)
    places = paper.index.places(topic, {figure.dimension for figure in figures})
    best = max(places, key=lambda one: one.share + 0.1 * (one.figure is not None), default=None)
    if best is None or best.share < _HINTED:
        return _made(promise, None, _silent(promise), (), paper)
    evidence = best.passage.evidence(best.spots[:1])
    kind = best.named.kind if best.named is not None and bool(figures) == (best.figure is not None) else None
    kind = kind or nature(promise.text, paper.area, figures, best.passage.text) or usual
    claim = None
    if kind is not None:
        spans = [(one.start, one.end) for one in figures]
        fitted = next((one for figure in figures if (one := fit(figure, kind, True))), None)
        claim = claim_of(kind, fitted, polarity.blanked(promise.text, spans), promise.text)
    if kind is None or claim is None:
        return _made(promise, None, Judged(Ruling(Verdict.UNCLEAR, Reason.UNKNOWN_TERM)), evidence, paper)
    found = candidates(promise.text, claim, kind, topic, paper.index, paper.today)
    if not found:
        return _made(promise, None, Judged(Ruling(Verdict.UNCLEAR, Reason.UNKNOWN_TERM)), evidence, paper)
    named = claim.model_copy(update={"term": claim.term if claim.term in kinds() else None})
    understood = promise.model_copy(update={"claim": named, "label": kind.label})
    judged, evidence = _judged(understood, kind, found, paper)
    if judged.ruling.verdict in CLEARED and named.term is None:
        # the same words on both sides find a clause; they never clear a promise
        judged = replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.UNKNOWN_TERM))
    elif judged.ruling.verdict in CLEARED and found[0].share < _WHOLE:
        judged = replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE))
    return _made(understood, kind, judged, evidence, paper)


_HINTED = 0.4
_WHOLE = 0.93


def _against(
    promise: Promise, kind: Kind, found: Sequence[Candidate], near: Sequence[Clause], paper: _Paper
) -> Clause | None:
    """A less likely clause of the very same kind that refuses what the likeliest one gives."""
    for one in found:
        clause = one.clause
        if (
            clause in near
            or clause.kind.id not in kin_of(kind)
            or clause.inherited
            or clause.loosely
            or is_aside(clause)
        ):
            continue
        if one.rank < found[0].rank - (_AS_LIKELY if promise.claim.form in (Form.VALUE, Form.DEADLINE) else _LIKELY):
            # another figure further on is rarely about the same thing
            continue
        again = _ruled(promise, kind, clause, paper)
        if again.ruling.verdict in (Verdict.CONTRADICTED, Verdict.WORSE):
            return clause
    return None


_AS_LIKELY, _LIKELY = 0.08, 0.2


def _ruled(promise: Promise, kind: Kind, clause: Clause, paper: _Paper) -> Judged:
    """The ruling, with both figures in the paper's terms: a share as money, flat and reducing by their instalments."""
    claim = _in_money(promise.claim, kind, clause, paper)
    claim, clause = through_instalments(promise.text, claim, clause, paper.figures)
    return judge(promise.text, claim, kind, clause, paper.today)


def _in_money(claim: Claim, kind: Kind, clause: Clause, paper: _Paper) -> Claim:
    """A share of the loan as an amount, where the paper prints the amount: "PF 1 %" beside Rs 10,000."""
    said_as_share = claim.unit == "%" and claim.low is not None and claim.high is None
    if not said_as_share or kind.money != "once" or kind.dimension != "charge" or len(clause.claim.unit) != 3:
        return claim
    whole = only_value(paper.clauses, f"{kind.area}.amount")
    if whole is None or whole.low is None or whole.unit not in ("", clause.claim.unit) or claim.low is None:
        return claim
    return claim.model_copy(update={"low": claim.low * whole.low / 100, "unit": clause.claim.unit})


_LIMIT = re.compile(
    r"\b(?:up to|limit(?:ed)? (?:to|of)|at most|maximum|not more than|capped at)\b.{0,12}\d", re.IGNORECASE
)


def _spoken_of(kind: Kind, paper: _Paper) -> tuple[Evidence, ...]:
    for passage in paper.passages:
        if passage.titled:
            continue
        for named in mentions(passage.text, (kind.area,)):
            if named.kind is kind:
                return passage.evidence([(named.start, named.end)])
    return ()


def _refuted(kind: Kind, paper: _Paper) -> tuple[Judged, tuple[Evidence, ...]] | None:
    """What another kind says of a term that has no clause of its own: a floating rate is fixed for no time."""
    for other, categories in kind.refuted_by.items():
        spoken = [one for one in paper.clauses if one.kind.id in kin_of(kinds()[other]) and one.claim.category]
        against = [one for one in spoken if one.claim.category in categories]
        if not spoken:
            continue
        if not against:
            judged = Judged(Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE), spoken[0])
        elif len(against) < len(spoken):
            judged = Judged(Ruling(Verdict.UNCLEAR, Reason.PAPER_DISAGREES), against[0])
        else:
            judged = Judged(verdicts.CONTRADICTED, against[0])
        return judged, (judged.clause or spoken[0]).evidence
    return None


def _settled(judged: list[Judged]) -> tuple[Judged, tuple[Evidence, ...]]:
    ruled, used = _agreed(judged)
    return ruled, tuple(dict.fromkeys(line for clause in used for line in clause.evidence))


def _agreed(judged: list[Judged]) -> tuple[Judged, tuple[Clause, ...]]:
    """One ruling out of several equally likely readings: theirs if they agree, otherwise doubt."""
    known = [one for one in judged if one.ruling.verdict is not Verdict.UNCLEAR] or judged
    said = {one.ruling.verdict for one in known}
    first = known[0]
    own = tuple(one.clause for one in known if one.clause is not None)
    open_ones = [one for one in judged if one.ruling.reason in (Reason.NO_FIGURE, Reason.CROSS_REFERENCE)]
    if said <= CLEARED and open_ones:
        # one clause leaves open what another, as likely, gives
        return open_ones[0], own[:2]
    if len(said) == 1:
        return first, own[:1]
    if not said & CLEARED:
        worst = min(known, key=lambda one: _WORST_FIRST.index(one.ruling.verdict))
        return worst, tuple(one for one in [worst.clause] if one is not None)
    if said <= CLEARED:
        chosen = next(one for one in known if one.ruling.verdict is Verdict.MATCHES)
        return chosen, tuple(one for one in [chosen.clause] if one is not None)
    return Judged(Ruling(Verdict.UNCLEAR, Reason.PAPER_DISAGREES), first.clause, first.both, rule=_DISAGREES), own[:3]


def _made(
    promise: Promise, kind: Kind | None, judged: Judged, evidence: tuple[Evidence, ...], paper: _Paper
) -> Finding:
    ruling = judged.ruling
    return Finding(
        text=promise.text,
        start=promise.start,
        end=promise.end,
        claim=promise.claim,
        label=kind.label if kind else "not understood",
        paper=judged.clause.claim.said if judged.clause else None,
        verdict=ruling.verdict,
        reason=ruling.reason,
        severity=_severity(kind, ruling, paper.entire),
        confidence=_confidence(ruling),
        rule=judged.rule or _rule_of(ruling),
        explanation=explaining.sentence(promise, kind, judged),
        impact=_impact(promise, kind, judged, paper),
        evidence=evidence,
    )


def _impact(promise: Promise, kind: Kind | None, judged: Judged, paper: _Paper) -> Impact | None:
    if kind is None or judged.clause is None:
        return None
    difference = Difference(kind, promise.claim, judged.clause, judged.both)
    return impact(judged.ruling.verdict, difference, paper.figures)


def _severity(kind: Kind | None, ruling: Ruling, entire: bool) -> Severity:
    match ruling.verdict:
        case Verdict.MATCHES | Verdict.BETTER:
            return Severity.NOTE
        case Verdict.MISSING if entire:
            return Severity.BLOCK
        case Verdict.MISSING if ruling.reason is Reason.SILENT:
            return Severity.NOTE
        case Verdict.CONDITIONAL | Verdict.UNCLEAR:
            return Severity.WARN
        case _:
            return kind.severity if kind else Severity.WARN


def _rule_of(ruling: Ruling) -> str:
    """The rule where no clause was judged."""
    match ruling.verdict, ruling.reason:
        case Verdict.MISSING, _:
            return "the paper is silent"
        case _, Reason.VAGUE:
            return "nothing that can be compared"
        case _:
            return "the clearing rule"


def _confidence(ruling: Ruling) -> Confidence:
    match ruling.verdict:
        case Verdict.UNCLEAR:
            return Confidence.ASK
        case Verdict.MISSING | Verdict.CONDITIONAL:
            return Confidence.CHECK
        case _:
            return Confidence.HIGH
