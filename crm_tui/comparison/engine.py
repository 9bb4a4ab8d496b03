"""The comparison as a whole: hear a note, read a paper, set them side by side."""

from collections.abc import Sequence
from datetime import date

from crm_tui.comparison import findings
from crm_tui.comparison.blocks import MOST_LINES
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.paper import DocumentedTerm, clauses
from crm_tui.comparison.promises import Promise, promises_in
from crm_tui.comparison.surprises import surprises
from crm_tui.comparison.vocabulary import guess_area, reading_order
from crm_tui.domain.deal import Area
from crm_tui.domain.document import PaperText
from crm_tui.domain.review import Comparison, Evidence, PaperFault

_LONGEST = 20_000
"""As long as a note in the store may be."""


def listen(note: str, *, today: date, area: Area | None = None) -> tuple[Promise, ...]:
    """The promises in a note, in its order; only the last version of a statement."""
    words = note[:_LONGEST]
    first = _area(area, words)
    return promises_in(words, reading_order(first, words), first, today)


def read_terms(paper: PaperText, *, today: date, area: Area | None = None) -> tuple[DocumentedTerm, ...]:
    """The terms that a paper documents, in its order."""
    found, _ = clauses(paper, reading_order(_area(area, _words(paper)), _words(paper)), today)
    return tuple(clause.term() for clause in found)


def compare(
    promises: tuple[Promise, ...], paper: PaperText, *, spoken: str, today: date, area: Area | None = None
) -> Comparison:
    """Set promises beside a paper.

    ``spoken`` is all that was said, disclosures included: a term spoken of is no surprise.
    """
    spoken = spoken[:_LONGEST]
    words = _words(paper) + "\n" + spoken
    first = _area(area, words)
    order = reading_order(first, words)
    found, passages = clauses(paper, order, today)
    documented = frozenset(other for clause in found for other in kin_of(clause.kind))
    again = promises_in(spoken, order, first, today)
    heard = tuple(_heard_again(promise, again, order, spoken, documented) for promise in promises)
    made = findings.findings(heard, found, passages, today)
    return Comparison(
        findings=made,
        surprises=surprises(heard, made, found, spoken, order),
        paper_faults=_unread(paper),
    )


def _unread(paper: PaperText) -> tuple[PaperFault, ...]:
    """Says where reading stopped: a finding must never seem to rest on the whole of a paper that was cut."""
    if len(paper.lines) <= MOST_LINES:
        return ()
    line = paper.lines[MOST_LINES]
    evidence = Evidence(page=line.page, line=line.number, text=line.text.strip()[:200])
    return (
        PaperFault(
            explanation=f"Only the first {MOST_LINES:,} lines were compared; what follows was not read.",
            evidence=(evidence,),
        ),
    )


def _area(area: Area | None, text: str) -> str:
    return str(area) if area and area is not Area.OTHER else guess_area(text)


def _words(paper: PaperText) -> str:
    return "\n".join(line.text for line in paper.lines[:600])[:60_000]


def _heard_again(
    promise: Promise, again: Sequence[Promise], order: Sequence[str], spoken: str, documented: frozenset[str]
) -> Promise:
    """A promise that the note alone did not explain, heard with the packs that the paper calls for.

    A stored claim was confirmed by somebody and stays, unless no kind was recognised or the paper has none like it.
    """
    term = promise.claim.term
    if term is not None and (term in documented or term.partition(".")[0] in order[:1]):
        return promise
    start = promise.start if spoken[promise.start : promise.end] == promise.text else spoken.find(promise.text)
    if start < 0:
        return promise
    end = start + len(promise.text)
    near = [
        (min(end, one.end) - max(start, one.start), one.claim.term in documented, -place, one)
        for place, one in enumerate(again)
        if one.claim.term is not None and one.start < end and start < one.end
    ]
    if not near:
        return promise
    best = max(near, key=lambda one: one[:3])[3]
    if term is not None and best.claim.term not in documented:
        return promise
    return promise.model_copy(update={"claim": best.claim, "label": best.label})
