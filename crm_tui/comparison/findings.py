"""Promises beside a paper: one finding each, with its sentence and its lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from crm_tui.comparison import explaining, polarity, verdicts
from crm_tui.comparison.amounts import amounts
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.cost import impact
from crm_tui.comparison.differences import Difference
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.growing import grown
from crm_tui.comparison.itemised import itemised
from crm_tui.comparison.judging import Judged, ruled_out
from crm_tui.comparison.kinds import Dimension
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.matching import candidates, is_named, topic_of
from crm_tui.comparison.nature import nature
from crm_tui.comparison.nothing_more import far_more, nothing_more
from crm_tui.comparison.own_terms import in_rents
from crm_tui.comparison.pages import Index
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.price_lists import items_of
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.retrieval import places
from crm_tui.comparison.rolling import bound_for_longer
from crm_tui.comparison.seeking import likelier_than
from crm_tui.comparison.settling import Paper, settled
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import DEFAULTS, Kind, kinds
from crm_tui.comparison.words import content
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.progress import each
from crm_tui.domain.review import CLEARED, Confidence, Evidence, Finding, Impact, Reason, Verdict
from crm_tui.domain.severity import Severity


def findings(
    promises: Sequence[Promise],
    clauses: Sequence[Clause],
    passages: Sequence[Passage],
    spoken: str,
    area: str,
    today: date,
) -> tuple[Finding, ...]:
    """One finding for each promise, in their order; ``spoken`` is all that was said."""
    entire = any(clause.kind.id.endswith(".entire_agreement") for clause in clauses)
    figures = Figures(clauses, tuple(promise.claim for promise in promises), passages)
    paper = Paper(
        clauses, passages, Index(passages, clauses, today), area, today, entire, figures, items_of(passages, today)
    )
    return tuple(_shown(_finding(promise, spoken, paper), paper) for promise in each("promises compared", promises))


def _shown(finding: Finding, paper: Paper) -> Finding:
    """A finding in doubt with the line of the paper that has most of the promise's words and figures."""
    if finding.verdict is not Verdict.UNCLEAR or finding.reason not in _UNSURE_OF_LINE:
        return finding
    kind = kinds().get(finding.claim.term or "")
    topic = topic_of(finding.text, kind, paper.today)
    likelier = likelier_than(finding.evidence, finding.text, topic, paper.index, paper.today)
    # what was read stands on the lines that are shown no more
    return finding.model_copy(update={"evidence": likelier, "paper": None, "amounts": None}) if likelier else finding


_UNSURE_OF_LINE = frozenset({Reason.UNKNOWN_TERM, Reason.LOW_CONFIDENCE})


def _finding(promise: Promise, spoken: str, paper: Paper) -> Finding:
    kind = kinds().get(promise.claim.term or "")
    if promise.unread:
        return _made(promise, None, Judged(verdicts.DOUBT), (), paper)
    if promise.certainty is Certainty.HOPE:
        return _made(promise, kind, Judged(verdicts.VAGUE), (), paper)
    if (growth := grown(promise.text, paper)) is not None:
        judged = Judged(growth.ruling, growth.clause)
        made = _made(_about(promise, growth.clause), growth.clause.kind, judged, growth.evidence, paper)
        return made.model_copy(update={"explanation": growth.explanation, "impact": growth.impact})
    if (longer := bound_for_longer(promise.text, paper)) is not None:
        clause, judged = longer
        return _made(_about(promise, clause), clause.kind, judged, clause.evidence, paper)
    if (more := nothing_more(promise, kind, _near(promise, spoken), paper)) is not None:
        understood, charge, judged = more
        lines = judged.clause.evidence if judged.clause is not None else ()
        return _blocking(_made(understood, charge, judged, lines, paper))
    if (item := itemised(promise, paper)) is not None:
        return _made(item.promise, item.kind, item.judged, item.evidence, paper)
    words = content(promise.text)
    if kind is None:
        if not words:
            return _made(promise, None, Judged(verdicts.VAGUE), (), paper)
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
    again = far_more(promise.text, kind, judged)
    made = _made(promise, kind, again, evidence, paper)
    return made if again is judged else _blocking(made)


def _blocking(finding: Finding) -> Finding:
    """A finding that stops a signature, though others about its term would not."""
    return finding.model_copy(update={"severity": Severity.BLOCK})


def _near(promise: Promise, spoken: str) -> str:
    """The line of the note on which a promise stands, and the one above it."""
    start = spoken.find(promise.text)
    if spoken[promise.start : promise.end] == promise.text:
        start = promise.start
    if start < 0:
        return promise.text
    line = spoken.rfind("\n", 0, start)
    above = spoken.rfind("\n", 0, line) if line > 0 else -1
    end = spoken.find("\n", start + len(promise.text))
    return spoken[above + 1 : end if end >= 0 else len(spoken)]


def _about(promise: Promise, clause: Clause) -> Promise:
    """A promise that names no kind of its own, as one about what a clause is about."""
    return promise.model_copy(update={"claim": promise.claim.model_copy(update={"term": clause.kind.id})})


def _measured(promise: Promise, kind: Kind, paper: Paper) -> Finding | None:
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
        # a share of a cover is what the customer bears of the loss
        borne = kind.area == "insurance" and figure.unit == "%"
        # what is paid again and again is a price: "static ip R50"
        paid = kind.area != "insurance" and measure == "money" and kind.money in ("per_month", "per_year")
        known = kind.model_copy(
            update={"dimension": measure} | ({"direction": "low"} if waits or borne or paid else {})
        )
    fitted = fit(figure, known, True) if known is not None else None
    if known is None or fitted is None:
        return None
    claim = _claim(known, fitted, promise.text, figures)
    if claim is None or claim.form is not Form.VALUE:
        return None
    topic = topic_of(promise.text, kind, paper.today)
    found = candidates(promise.text, claim, known, topic, paper.index, paper.today)
    valued = [one for one in found if one.clause.claim.form is Form.VALUE]
    if not valued or valued[0].clause.passage is not found[0].clause.passage:
        return None
    found = [*valued, *(one for one in found if one not in valued)]
    understood = promise.model_copy(update={"claim": claim})
    judged, evidence = settled(understood, known, found, paper)
    if judged.ruling.verdict is Verdict.UNCLEAR and (judged.both is None or judged.ruling.reason is not _UNSURE):
        return None
    return _made(understood, known, judged, evidence, paper)


def _claim(kind: Kind, figure: Quantity | None, text: str, figures: Sequence[Quantity]) -> Claim | None:
    """A promise as a statement of another kind than it was heard as."""
    return claim_of(kind, figure, polarity.blanked(text, [(one.start, one.end) for one in figures]), text)


_AFTER = expression(r"\b(?:after|in|within|from|once)\s$", re.IGNORECASE)
_UNSURE = Reason.LOW_CONFIDENCE
_MEASURES: Mapping[str, Dimension] = {
    "money": "money",
    "rate": "charge",
    "duration": "duration",
    "number": "count",
    "speed": "speed",
    "data": "data",
    "date": "date",
}


def _by_kind(promise: Promise, kind: Kind, paper: Paper) -> tuple[Judged, tuple[Evidence, ...]]:
    claim, kind = in_rents(promise.claim, kind, paper.clauses)
    promise = promise.model_copy(update={"claim": claim})
    topic = topic_of(promise.text, kind, paper.today)
    found = candidates(promise.text, promise.claim, kind, topic, paper.index, paper.today)
    if not found and (refuted := _refuted(kind, paper)):
        return refuted
    if not found and (spoken := _spoken_of(kind, paper)):
        # a paper that names the term without saying anything that can be compared is not silent about it
        if promise.claim.category == "unlimited" and any(_LIMIT.search(line.text) for line in spoken):
            return Judged(verdicts.CONTRADICTED if ruled_out(promise.text) else verdicts.WORSE), spoken
        return Judged(verdicts.DOUBT), spoken
    if not found:
        return _silent(promise), ()
    return settled(promise, kind, found, paper)


def _silent(promise: Promise) -> Judged:
    nil = promise.claim.form is Form.NIL or polarity.sense(promise.text, ()).nil
    return Judged(Ruling(Verdict.MISSING, Reason.SILENT if nil else None))


def _unnamed(promise: Promise, usual: Kind | None, paper: Paper) -> Finding:
    """A promise whose words name no kind, by the words that it shares with the paper.

    Its kind is that of the figure which stands beside these words, or what the noun that heads them tells, or what
    such a figure ``usual``ly means.
    """
    figures = quantities(promise.text, paper.today)
    topic = topic_of(promise.text, None, paper.today)
    there = places(paper.index, topic, {figure.dimension for figure in figures})
    best = max(there, key=lambda one: one.share + 0.1 * (one.figure is not None), default=None)
    if best is None or best.share < _HINTED:
        # a paper is silent about a term only where the term is known
        return _made(promise, None, Judged(verdicts.UNKNOWN), (), paper)
    evidence = best.passage.around(best.spots[:1])
    kind = best.named.kind if best.named is not None and bool(figures) == (best.figure is not None) else None
    if kind is not None and kind.dimension == "provision" and kind.direction == "low":
        # "refund unused months" does not say that there is "no refund"
        kind = None
    kind = kind or nature(promise.text, paper.area, figures, best.passage.text) or usual
    claim = None
    if kind is not None:
        fitted = next((one for figure in figures if (one := fit(figure, kind, True))), None)
        claim = _claim(kind, fitted, promise.text, figures)
    if kind is None or claim is None:
        return _made(promise, None, Judged(verdicts.UNKNOWN), evidence, paper)
    found = candidates(promise.text, claim, kind, topic, paper.index, paper.today)
    if not found:
        return _made(promise, None, Judged(verdicts.UNKNOWN), evidence, paper)
    named = claim.model_copy(update={"term": claim.term if claim.term in kinds() else None})
    understood = promise.model_copy(update={"claim": named, "label": kind.label})
    judged, evidence = settled(understood, kind, found, paper)
    if judged.ruling.verdict in CLEARED and named.term is None:
        # the same words on both sides find a clause; they never clear a promise
        judged = replace(judged, ruling=verdicts.UNKNOWN)
    elif judged.ruling.verdict in CLEARED and found[0].share < _WHOLE:
        judged = replace(judged, ruling=verdicts.DOUBT)
    return _made(understood, kind, judged, evidence, paper)


_HINTED = 0.4
_WHOLE = 0.93


_LIMIT = expression(
    r"\b(?:up to|limit(?:ed)? (?:to|of)|at most|maximum|not more than|capped at)\b.{0,12}\d", re.IGNORECASE
)


def _spoken_of(kind: Kind, paper: Paper) -> tuple[Evidence, ...]:
    found = paper.index.first_named(kind)
    if found is None:
        return ()
    passage, named = found
    return passage.around([(named.start, named.end)])


def _refuted(kind: Kind, paper: Paper) -> tuple[Judged, tuple[Evidence, ...]] | None:
    """What another kind says of a term that has no clause of its own: a floating rate is fixed for no time.

    Without named categories any statement that there is such a thing refutes it: a price that rises is not fixed.
    """
    for other, categories in kind.refuted_by.items():
        named = [one for one in paper.clauses if one.kind.id in kin_of(kinds()[other])]
        spoken = [one for one in named if one.claim.category or not categories]
        against = [one for one in spoken if (one.claim.category in categories if categories else _holds(one))]
        if not spoken:
            continue
        if not against or (not categories and any(_LATER.search(one.passage.text) for one in against)):
            judged = Judged(verdicts.DOUBT, spoken[0])
        elif len(against) < len(spoken):
            judged = Judged(verdicts.DISAGREES, against[0])
        else:
            judged = Judged(verdicts.CONTRADICTED, against[0])
        return judged, (judged.clause or spoken[0]).evidence
    return None


_LATER = expression(
    r"\b(?:after|thereafter|renewal|from (?:the )?(?:second|third|year|month|contract year)|"
    r"(?:end|expiry) of (?:the )?(?:initial|minimum|fixed|first))\b",
    re.IGNORECASE,
)
"""A rise that begins later may leave the time that was promised alone."""


def _holds(clause: Clause) -> bool:
    return clause.claim.form in (Form.VALUE, Form.INCLUDED, Form.OPEN, Form.DEADLINE)


def _made(promise: Promise, kind: Kind | None, judged: Judged, evidence: tuple[Evidence, ...], paper: Paper) -> Finding:
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
        amounts=amounts(kind, promise.claim, judged, paper.figures),
        evidence=evidence,
    )


def _impact(promise: Promise, kind: Kind | None, judged: Judged, paper: Paper) -> Impact | None:
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
            if kind is not None:
                return kind.severity
            # what the paper plainly says otherwise stops a signature, whether or not the term has a name here
            return Severity.WARN if ruling.verdict is Verdict.MISSING else Severity.BLOCK


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
