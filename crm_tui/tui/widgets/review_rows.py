"""The rows of a review: promises, what changed, surprises, standard disclosures, and the paper's own faults."""

from collections.abc import Sequence
from dataclasses import replace

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.resolution import Decision
from crm_tui.domain.review import (
    CLEARED,
    FAULT_SYMBOL,
    FAULT_WORDS,
    Confidence,
    Finding,
    PaperFault,
    Surprise,
)
from crm_tui.services.changes import PaperChanges
from crm_tui.services.decisions import Settled
from crm_tui.services.review import DealReview
from crm_tui.tui import present
from crm_tui.tui.present import SURPRISE, Mark, Tone
from crm_tui.tui.widgets.findings import FindingRow

PROMISES = "Promises"
SURPRISES = "Surprises: on the paper, never spoken of"
FAULTS = "The paper disagrees with itself"

STANDARD = "Standard disclosures"
FOLDED = "folded"
"""The key of the line that stands for all acknowledged disclosures."""

_CHANGE = "change "

MOST_CHANGES = 50
"""So many changes are listed; a paper that was written anew is to be read anew."""

_ACKNOWLEDGED = Mark("ACKNOWLEDGED", "✓", Tone.QUIET)
_CHANGED = Mark("CHANGED", "↻", Tone.NEWS)
_NEW = Mark("NEW", "+", Tone.NEWS)
_GONE = Mark("GONE", "-", Tone.NEWS)
_SAME = Mark("NO CHANGE", "=", Tone.QUIET)
_UNREAD = Mark("NOT COMPARED", "·", Tone.CAUTION)
_NOT_COMPARED = Mark("NOT COMPARED", "·", Tone.QUIET)
_FAULT = Mark(FAULT_WORDS, FAULT_SYMBOL, Tone.CAUTION)


def promise_key(promise: Commitment) -> str:
    """The key of the line about a promise."""
    return f"promise {promise.id}"


def first_change(rows: Sequence[FindingRow]) -> str:
    """The key of the line at which somebody who attached a paper begins: what it changed, else the first."""
    changed = [row for row in rows if row.key.startswith(_CHANGE)]
    return next((row.key for row in (*changed, *rows)), "")


def finding_rows(review: DealReview, *, show_standard: bool = False) -> tuple[FindingRow, ...]:
    """Every line of a review, in its order; promises alone while there is no paper.

    What was acknowledged as standard is one line, unless ``show_standard``.
    """
    if review.comparison is None:
        return tuple(_not_compared(promise) for promise in review.promises)
    found = review.comparison
    pairs = enumerate(zip(found.findings, review.promises, strict=True))
    surprises = [_surprise(place, surprise, review) for place, surprise in enumerate(found.surprises)]
    standard = [row for row in surprises if row.group == STANDARD]
    return (
        *(_finding(place, finding, promise, review.settled_finding(place)) for place, (finding, promise) in pairs),
        *change_rows(review.changes),
        *(row for row in surprises if row.group != STANDARD),
        *(standard if show_standard else _folded(len(standard))),
        *(_fault(place, fault) for place, fault in enumerate(found.paper_faults)),
    )


def _finding(place: int, found: Finding, promise: Commitment, settled: Settled | None) -> FindingRow:
    row = FindingRow(
        key=promise_key(promise),
        group=PROMISES,
        mark=present.verdict_mark(found.verdict),
        label=found.label,
        said=found.claim.said,
        paper=found.paper or "",
        explanation=found.explanation,
        rule=found.rule,
        impact=found.impact,
        unsure=found.confidence is not Confidence.HIGH,
        evidence=found.evidence,
        attention=found.verdict not in CLEARED,
        promise=promise,
        verdict=found.verdict,
        place=place,
    )
    return _decided(row, settled)


def _decided(row: FindingRow, settled: Settled | None) -> FindingRow:
    """The row with what was decided about it; a stale decision is shown, but no longer counts."""
    if settled is None:
        return row
    made = settled.resolution
    if settled.stale:
        note = f"{settled.stale[0].upper()}{settled.stale[1:]} (then: {made.answer}, {_by(made)})."
        return replace(row, decided="stale", note=note, decision=made)
    note = f"Resolved: {made.answer} ({_by(made)})."
    return replace(row, decided="resolved", note=note, decision=made, attention=False)


def _by(made: Decision) -> str:
    return f"{made.by}, {made.on:%d %b %Y}"


def _not_compared(promise: Commitment) -> FindingRow:
    return FindingRow(
        key=promise_key(promise),
        group=PROMISES,
        mark=_NOT_COMPARED,
        label=promise.words,
        said=promise.claim.said if promise.claim else "",
        paper="",
        explanation="Nothing to compare with yet.",
        rule="",
        impact=None,
        unsure=False,
        evidence=(),
        attention=True,
        promise=promise,
    )


def _surprise(place: int, found: Surprise, review: DealReview) -> FindingRow:
    said = found.evidence[0].text.strip() if found.evidence else ""
    row = FindingRow(
        key=f"surprise {place}",
        group=SURPRISES,
        mark=SURPRISE,
        label=found.label,
        said="",
        paper=said,
        explanation=found.explanation,
        rule="",
        impact=found.impact,
        unsure=False,
        evidence=found.evidence,
        attention=True,
        promise=None,
        place=place,
    )
    standard = review.standard(place)
    if standard is None:
        return _decided(row, review.settled_surprise(place))
    note = f"Standard in every {standard.document_type} ({_by(standard)})."
    return replace(row, group=STANDARD, mark=_ACKNOWLEDGED, note=note, decision=standard, attention=False)


def _folded(count: int) -> tuple[FindingRow, ...]:
    if not count:
        return ()
    rest = f"disclosure{'s' if count > 1 else ''} acknowledged"
    row = FindingRow(
        key=FOLDED,
        group=STANDARD,
        mark=_ACKNOWLEDGED,
        label=f"{count} standard",
        said="",
        paper=rest,
        explanation=f"{count} standard {rest}: nobody has to look at them again while the paper says the same.",
        rule="",
        impact=None,
        unsure=False,
        evidence=(),
        attention=False,
        promise=None,
    )
    return (row,)


def _fault(place: int, found: PaperFault) -> FindingRow:
    return FindingRow(
        key=f"fault {place}",
        group=FAULTS,
        mark=_FAULT,
        label="Paper",
        said="",
        paper=found.explanation,
        explanation=found.explanation,
        rule="",
        impact=None,
        unsure=False,
        evidence=found.evidence,
        attention=True,
        promise=None,
    )


def change_rows(found: PaperChanges | None) -> tuple[FindingRow, ...]:
    """What changed since the paper before, a line each."""
    if found is None:
        return ()
    group = f"Changed since version {found.earlier.version} ({found.earlier.name})"
    rows = []
    for place, change in enumerate(found.changes[:MOST_CHANGES]):
        mark = _CHANGED if change.before and change.after else _NEW if change.after else _GONE
        rows.append(_change(f"{_CHANGE}{place}", group, mark, change.label, change.before or "", change.after or ""))
        rows[-1] = replace(rows[-1], evidence=change.evidence)
    left = len(found.changes) - MOST_CHANGES
    if left > 0:
        rows.append(_change("more changes", group, _CHANGED, "More", "", f"and {left} more: read the paper anew"))
    if found.problem:
        rows.append(_change("no changes", group, _UNREAD, "Version before", "", found.problem))
    elif not found.changes:
        rows.append(_change("no changes", group, _SAME, "The same words", "", ""))
    return tuple(rows)


def _change(key: str, group: str, mark: Mark, label: str, before: str, after: str) -> FindingRow:
    told = {
        _CHANGED: f"Before: {before or '-'}. Now: {after}.",
        _NEW: f"Not on the version before. Now: {after}.",
        _GONE: f"On the version before: {before}. It is gone.",
    }
    return FindingRow(
        key=key,
        group=group,
        mark=mark,
        label=label,
        said=before,
        paper=after if mark is not _GONE else "nothing any more",
        explanation=told.get(mark, after),
        rule="",
        impact=None,
        unsure=False,
        evidence=(),
        attention=False,
        promise=None,
    )
