"""Promises beside a paper: one finding each, with its sentence and its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison import explaining, verdicts
from crm_tui.comparison.adopting import Words, adopt
from crm_tui.comparison.cost import Difference, impact
from crm_tui.comparison.figures import Figures, only_value
from crm_tui.comparison.judging import Judged, judge, ruled_out
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import alike, kin_of
from crm_tui.comparison.literal import look_up
from crm_tui.comparison.matching import candidates, closest, is_aside
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind, kinds, mentions
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.review import CLEARED, Confidence, Evidence, Finding, Impact, Reason, Severity, Verdict

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
    promises: Sequence[Promise], clauses: Sequence[Clause], passages: Sequence[Passage], today: date
) -> tuple[Finding, ...]:
    """One finding for each promise, in their order."""
    entire = any(clause.kind.id.endswith(".entire_agreement") for clause in clauses)
    figures = Figures(clauses, tuple(promise.claim for promise in promises), passages)
    paper = _Paper(clauses, passages, Words(passages), today, entire, figures)
    return tuple(_finding(promise, paper) for promise in promises)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper as it is asked about each promise."""

    clauses: Sequence[Clause]
    passages: Sequence[Passage]
    words: Words
    today: date
    entire: bool
    figures: Figures


def _finding(promise: Promise, paper: _Paper) -> Finding:
    kind = kinds().get(promise.claim.term or "")
    if promise.unread:
        return _made(promise, None, Judged(Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), (), paper)
    if promise.certainty is Certainty.HOPE:
        return _made(promise, kind, Judged(Ruling(Verdict.UNCLEAR, Reason.VAGUE)), (), paper)
    judged, evidence = _by_kind(promise, kind, paper) if kind else _by_words(promise, paper)
    if judged.ruling.verdict in (Verdict.UNCLEAR, Verdict.MISSING) and judged.ruling.reason in _WEAK:
        lent = adopt(promise.text, paper.words, paper.clauses, paper.today)
        if lent is not None:
            again = judge(promise.text, lent.claim, lent.kind, lent.clause, paper.today)
            if again.ruling.verdict in CLEARED and not lent.whole:
                again = replace(again, ruling=Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE))
            if again.ruling.verdict is not Verdict.UNCLEAR or judged.ruling.verdict is Verdict.MISSING:
                understood = promise.model_copy(update={"claim": lent.claim, "label": lent.kind.label})
                return _made(understood, lent.kind, again, lent.clause.evidence, paper)
    return _made(promise, kind, judged, evidence, paper)


_WEAK = (None, Reason.SILENT, Reason.UNKNOWN_TERM, Reason.NO_FIGURE, Reason.UNIT, Reason.LOW_CONFIDENCE)


def _by_kind(promise: Promise, kind: Kind, paper: _Paper) -> tuple[Judged, tuple[Evidence, ...]]:
    weighed = candidates(promise.text, promise.claim, kind, paper.clauses)
    if not weighed and (refuted := _refuted(kind, paper)):
        return refuted
    if not weighed:
        loose = list(alike(kind, paper.passages, paper.today))
        weighed = candidates(promise.text, promise.claim, kind, loose)
    if not weighed and (spoken := _spoken_of(kind, paper)):
        # a paper that names the term without saying anything that can be compared is not silent about it
        if promise.claim.category == "unlimited" and any(_LIMIT.search(line.text) for line in spoken):
            return Judged(verdicts.CONTRADICTED if ruled_out(promise.text) else verdicts.WORSE), spoken
        return Judged(Ruling(Verdict.UNCLEAR, Reason.LOW_CONFIDENCE)), spoken
    if not weighed:
        reason = Reason.SILENT if promise.claim.form is Form.NIL else None
        return Judged(Ruling(Verdict.MISSING, reason)), ()
    near = closest(weighed)
    judged, evidence = _settled(
        [judge(promise.text, _in_money(promise.claim, kind, one, paper), kind, one, paper.today) for one in near]
    )
    if judged.ruling.verdict in CLEARED:
        against = _against(promise, kind, [one for _, one in weighed if one not in near], paper)
        if against is not None:
            return replace(judged, ruling=Ruling(Verdict.UNCLEAR, Reason.PAPER_DISAGREES)), (
                *evidence,
                *against.evidence,
            )
    return judged, evidence


def _against(promise: Promise, kind: Kind, others: Sequence[Clause], paper: _Paper) -> Clause | None:
    """A less likely clause of the very same kind that refuses what the likeliest one gives.

    Only for yes and no: another figure further on is rarely about the same thing.
    """
    if promise.claim.form in (Form.VALUE, Form.DEADLINE):
        return None
    for one in others:
        if one.kind is not kind or one.inherited or one.loosely or is_aside(one):
            continue
        again = judge(promise.text, promise.claim, kind, one, paper.today)
        if again.ruling.verdict in (Verdict.CONTRADICTED, Verdict.WORSE):
            return one
    return None


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


def _by_words(promise: Promise, paper: _Paper) -> tuple[Judged, tuple[Evidence, ...]]:
    ruling, passage = look_up(promise.text, paper.passages)
    return Judged(ruling), passage.evidence([(0, len(passage.text))]) if passage else ()


def _settled(judged: list[Judged]) -> tuple[Judged, tuple[Evidence, ...]]:
    ruled, used = _agreed(judged)
    return ruled, tuple(dict.fromkeys(line for clause in used for line in clause.evidence))


def _agreed(judged: list[Judged]) -> tuple[Judged, tuple[Clause, ...]]:
    """One ruling out of several equally likely readings: theirs if they agree, otherwise doubt."""
    known = [one for one in judged if one.ruling.verdict is not Verdict.UNCLEAR] or judged
    said = {one.ruling.verdict for one in known}
    first = known[0]
    own = tuple(one.clause for one in known if one.clause is not None)
    if len(said) == 1:
        return first, own[:1]
    if not said & CLEARED:
        worst = min(known, key=lambda one: _WORST_FIRST.index(one.ruling.verdict))
        return worst, tuple(one for one in [worst.clause] if one is not None)
    if said <= CLEARED:
        chosen = next(one for one in known if one.ruling.verdict is Verdict.MATCHES)
        return chosen, tuple(one for one in [chosen.clause] if one is not None)
    return Judged(Ruling(Verdict.UNCLEAR, Reason.PAPER_DISAGREES), first.clause, first.both), own[:3]


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


def _confidence(ruling: Ruling) -> Confidence:
    match ruling.verdict:
        case Verdict.UNCLEAR:
            return Confidence.ASK
        case Verdict.MISSING | Verdict.CONDITIONAL:
            return Confidence.CHECK
        case _:
            return Confidence.HIGH
