"""The rows of a review: what was found, then what the paper keeps, what changed, and what came before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from textual.content import Content

from crm_tui.comparison.explaining import decided_by
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.review import (
    CLEARED,
    FAULT_SYMBOL,
    FAULT_WORDS,
    SURPRISE_SYMBOL,
    SURPRISE_WORDS,
    Confidence,
    Finding,
    Verdict,
)
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.services.review import DealReview
from crm_tui.services.settled import about_promise
from crm_tui.tui import present
from crm_tui.tui.present import Mark, Tone
from crm_tui.tui.widgets.change_rows import change_rows
from crm_tui.tui.widgets.findings import ReviewRow, impact_words, quiet

GROUPS = {
    Severity.BLOCK: "Blocks the signature",
    Severity.WARN: "To look at",
    Severity.NOTE: "To know",
}
"""The headings of what was found."""

PASSING = "Resolved or waived"
"""The heading of what no longer stops the signature."""

KEPT = "The paper gives what was said"
NOT_COMPARED = "Promises"
STANDARD = "Standard disclosures"

FOLDED = "folded"
"""The key of the line that stands for all acknowledged disclosures."""

_ACKNOWLEDGED = Mark("OK", "✓", Tone.QUIET)
_WAITS = Mark("NOT COMPARED", "·", Tone.QUIET)
_SURPRISE = Mark(SURPRISE_WORDS, SURPRISE_SYMBOL, Tone.CAUTION)
_FAULT = Mark(FAULT_WORDS, FAULT_SYMBOL, Tone.CAUTION)
_VERDICTS = {one.words: present.verdict_mark(one) for one in Verdict}


def promise_key(promise: Commitment) -> str:
    """The key of the line about a promise."""
    return about_promise(promise)


def review_rows(
    review: DealReview,
    findings: Sequence[DealFinding],
    *,
    withdrawn: Sequence[Commitment] = (),
    show_standard: bool = False,
) -> tuple[ReviewRow, ...]:
    """Every line of a review: what was found, what of it passes, what is kept, what changed, what is standard.

    ``withdrawn`` are promises that no longer stand. What is standard is one line, unless ``show_standard``.
    """
    by_id = {about_promise(one): one for one in (*review.promises, *withdrawn)}
    compared = dict(_compared(review))
    standard = {one.key for one in findings if is_standard(one, review)}
    found = [_found(one, by_id.get(one.key), compared.get(one.key)) for one in findings if one.key not in standard]
    folded = [_standard(one) for one in findings if one.key in standard]
    return (
        *(row for row in found if row.group != PASSING),
        *(row for row in found if row.group == PASSING),
        *(_kept(by_id[key], one) for key, one in compared.items() if one.verdict in CLEARED),
        *change_rows(review.changes),
        *(folded if show_standard else _folded(len(folded))),
        *(_waiting(one) for one in review.promises if review.comparison is None),
    )


def surprise_of(found: DealFinding, review: DealReview) -> int | None:
    """Which surprise of the comparison a finding tells of, by its place; None for any other finding."""
    if found.rule is not Rule.SURPRISE or review.comparison is None:
        return None
    same = (found.sentence, found.evidence)
    pairs = enumerate(review.comparison.surprises)
    return next((place for place, one in pairs if (one.explanation, one.evidence) == same), None)


def is_standard(found: DealFinding, review: DealReview) -> bool:
    """Whether somebody called it standard on every paper of this type."""
    place = surprise_of(found, review)
    return place is not None and review.standard(place) is not None


def _compared(review: DealReview) -> Iterator[tuple[str, Finding]]:
    if review.comparison is not None:
        for promise, found in zip(review.promises, review.comparison.findings, strict=True):
            yield about_promise(promise), found


def severity_mark(found: DealFinding) -> Mark:
    """What a finding asks for, and whether it may pass."""
    return present.PASSES if found.passes else present.severity_mark(found.severity)


def finding_row(found: DealFinding) -> ReviewRow:
    """A finding by itself, as a review kept it."""
    return _found(found, None, None)


def _found(found: DealFinding, promise: Commitment | None, compared: Finding | None) -> ReviewRow:
    words = " → ".join(part for part in (found.said, found.paper) if part)
    kind = _kind(found)
    said = compared.claim.said if compared else words
    if compared is not None:
        words = " → ".join(part for part in (said, found.paper) if part)
    about = " ".join((found.sentence, *found.facts))
    told = [
        present.one_line(f"{found.settled[0].upper()}{found.settled[1:]}." if found.settled else "", "bold"),
        Content.assemble(kind.content, " ", present.one_line(found.sentence)),
        present.one_line(impact_words(found.impact), "bold") if found.impact else Content(""),
        present.one_line(_short_by(found), "bold"),
        _check(found, compared),
        quiet(f"Said: “{promise.words}”." if promise and promise.words not in about else ""),
        quiet("; ".join(found.facts)),
        quiet(f"Without that: {found.severity}." if found.passes else ""),
    ]
    text = words or _first_line(found) or found.sentence
    return ReviewRow(
        key=found.key,
        group=PASSING if found.passes else GROUPS[found.severity],
        mark=severity_mark(found),
        label=found.label,
        beside=_decided(found) + kind.content + present.one_line(f": {text}"),
        told=tuple(told),
        evidence=found.evidence,
        finding=found,
        promise=promise,
        words=(promise.words,) if promise else (),
    )


def _short_by(found: DealFinding) -> str:
    """By how much the paper is above its tolerance, where that is not what it costs."""
    short, costs = found.shortfall, found.impact
    if short is None or (costs is not None and (costs.amount, costs.currency) == (short.amount, short.currency)):
        return ""
    return f"{short.words} above what was said."


def _kind(found: DealFinding) -> Mark:
    """Which of the sources speaks, in a word."""
    if found.verdict in _VERDICTS:
        return _VERDICTS[found.verdict]
    if found.rule is Rule.SURPRISE:
        return _SURPRISE
    if found.rule is Rule.PAPER_FAULT:
        return _FAULT
    return _SOURCES[found.source]


_SOURCES = {
    Source.COMPARISON: Mark("promise", "•", Tone.PLAIN),
    Source.PAPER: Mark("paper", "¶", Tone.PLAIN),
    Source.RULES: Mark("rule", "§", Tone.PLAIN),
    Source.HURRY: Mark("hurry", "»", Tone.PLAIN),
    Source.PEOPLE: Mark("people", "@", Tone.PLAIN),
}


_NOT_YET = (
    ("the paper changed", "stale"),
    ("that changed", "stale"),
    ("a waiver was asked", "asked"),
    ("missing: who granted it", "asked"),
    ("still has it", "still there"),
    ("amend the paper", "to amend"),
    ("that day is over", "over"),
    ("was refused", "refused"),
)
"""What a decision that does not let a finding pass is called in a word, by what is told of it."""


def _decided(found: DealFinding) -> Content:
    if not found.settled:
        return Content("")
    if not found.passes:
        word = next((word for sign, word in _NOT_YET if sign in found.settled), "not enough")
        return Content.styled(f"{word}: ", Tone.CAUTION)
    return Content("waived: " if found.settled.startswith("waived") else "resolved: ")


def _first_line(found: DealFinding) -> str:
    return found.evidence[0].text.strip() if found.evidence else ""


def _check(found: DealFinding, compared: Finding | None) -> Content:
    if compared is None or compared.confidence is Confidence.HIGH:
        return Content("")
    where = "the marked line: it may have been read wrongly" if found.evidence else "the paper: it may stand there"
    return Content.styled(f"Check {where}.", Tone.CAUTION)


def _kept(promise: Commitment, found: Finding) -> ReviewRow:
    words = " → ".join(part for part in (found.claim.said, found.paper or "") if part)
    return ReviewRow(
        key=promise_key(promise),
        group=KEPT,
        mark=Mark("OK", "✓", Tone.GOOD),
        label=found.label,
        beside=present.verdict_mark(found.verdict).content + present.one_line(f": {words}"),
        told=(
            present.one_line(found.explanation),
            present.one_line(impact_words(found.impact), "bold") if found.impact else Content(""),
            quiet(f"Said: “{promise.words}”." if f"“{promise.words}”" not in found.explanation else ""),
            quiet(f"Why: {decided_by(found.rule)}." if found.rule else ""),
        ),
        evidence=found.evidence,
        promise=promise,
        words=(promise.words,),
    )


def _waiting(promise: Commitment) -> ReviewRow:
    return ReviewRow(
        key=promise_key(promise),
        group=NOT_COMPARED,
        mark=_WAITS,
        label=promise.words,
        beside=present.one_line(promise.claim.said if promise.claim else ""),
        told=(Content("Nothing to compare with yet."),),
        promise=promise,
        words=(promise.words,),
    )


def _standard(found: DealFinding) -> ReviewRow:
    return replace(_found(found, None, None), group=STANDARD, mark=_ACKNOWLEDGED)


def _folded(count: int) -> tuple[ReviewRow, ...]:
    if not count:
        return ()
    rest = f"disclosure{'s' if count > 1 else ''} acknowledged"
    row = ReviewRow(
        key=FOLDED,
        group=STANDARD,
        mark=_ACKNOWLEDGED,
        label=f"{count} standard",
        beside=Content(rest),
        told=(Content(f"{count} standard {rest}: nobody has to look at them again while the paper says the same."),),
    )
    return (row,)
