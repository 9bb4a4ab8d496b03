"""The comparison as a whole: hear a note, read a paper, set them side by side."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import localcontext

from crm_tui.comparison import chatter, findings
from crm_tui.comparison.blocks import readable
from crm_tui.comparison.cleaning import LONGEST_LINE
from crm_tui.comparison.courses import courses, with_impacts
from crm_tui.comparison.courses_read import Read
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.notes import fragments
from crm_tui.comparison.paper import DocumentedTerm, clauses
from crm_tui.comparison.paper_faults import paper_faults
from crm_tui.comparison.promises import Heard, Promise, heard_in, promises_in
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.statements import too_dense
from crm_tui.comparison.surprises import surprises
from crm_tui.comparison.vocabulary import guess_area, reading_order
from crm_tui.domain.deal import Area
from crm_tui.domain.document import PaperLine, PaperText
from crm_tui.domain.review import Comparison, Evidence, PaperFault


def listen(note: str, *, today: date, area: str | None = None) -> tuple[Promise, ...]:
    """The promises in a note, in its order; only the last version of a statement."""
    return hear(note, today=today, area=area).promises


def hear(note: str, *, today: date, area: str | None = None) -> Heard:
    """The promises in a note, and beside them what the note said first and then put right or took back."""
    words = _of_terms(note[:_ENOUGH])
    first = _area(area, words)
    return heard_in(note, reading_order(first, words), first, today)


def _of_terms(note: str) -> str:
    """A note without what is to be done: "call back friday" makes nothing a telephone contract."""
    for one in fragments(note):
        if chatter.an_errand(one.text) or chatter.an_order(one.text):
            note = note[: one.start] + " " * (one.end - one.start) + note[one.end :]
    return note


def read_terms(paper: PaperText, *, today: date, area: str | None = None) -> tuple[DocumentedTerm, ...]:
    """The terms that a paper documents, in its order."""
    return _terms(paper, area, _words(paper), today)


def read_versions(
    old: PaperText, new: PaperText, *, today: date, area: str | None = None
) -> tuple[tuple[DocumentedTerm, ...], tuple[DocumentedTerm, ...]]:
    """The terms of two versions of a paper: both are read in the same packs, so that the same words mean the same."""
    words = f"{_words(old)}\n{_words(new)}"
    return _terms(old, area, words, today), _terms(new, area, words, today)


def _terms(paper: PaperText, area: str | None, words: str, today: date) -> tuple[DocumentedTerm, ...]:
    found, _ = clauses(paper, reading_order(_area(area, words), words), today)
    return tuple(clause.term() for clause in found)


def compare(
    promises: tuple[Promise, ...], paper: PaperText, *, spoken: str, today: date, area: str | None = None
) -> Comparison:
    """Set promises beside a paper.

    ``spoken`` is all that was said, disclosures included: a term spoken of is no surprise.
    """
    with localcontext(prec=_DIGITS):
        return _compared(promises, paper, spoken, today, area)


_DIGITS = 80
"""So many digits of a figure count: a hostile one may be long, and must not end the reckoning."""


def _compared(
    promises: tuple[Promise, ...], paper: PaperText, spoken: str, today: date, area: str | None
) -> Comparison:
    words = _words(paper) + "\n" + spoken[:_ENOUGH]
    first = _area(area, words)
    order = reading_order(first, words)
    found, passages = clauses(paper, order, today)
    documented = frozenset(other for clause in found for other in kin_of(clause.kind))
    again = promises_in(spoken, order, first, today)
    heard = tuple(_heard_again(promise, again, order, spoken, documented, today) for promise in promises)
    made = findings.findings(heard, found, passages, spoken, first, today)
    unsaid = surprises(heard, made, found, passages, spoken, order)
    figures = Figures(found, tuple(promise.claim for promise in heard), passages)
    over_time = courses(Read(made, unsaid, passages, figures, first, spoken[:_ENOUGH]))
    read = readable(paper.lines)
    return Comparison(
        findings=with_impacts(made, over_time),
        surprises=unsaid,
        courses=over_time,
        paper_faults=(
            *_unread(paper, read),
            *_skipped(passages, order, today),
            *paper_faults(read, found, passages),
        ),
    )


_ENOUGH = 20_000
"""So much of a note tells what it is about."""
_SHOWN = 200
_MOST_PAGES = 12


def _unread(paper: PaperText, read: Sequence[PaperLine]) -> Iterator[PaperFault]:
    """Says where reading stopped: a finding must never seem to rest on the whole of a paper that was cut."""
    if paper.unread_pages:
        several = len(paper.unread_pages) > 1
        numbers = ", ".join(map(str, paper.unread_pages[:_MOST_PAGES]))
        numbers += ", ..." if len(paper.unread_pages) > _MOST_PAGES else ""
        yield PaperFault(
            explanation=f"Page{'s' * several} {numbers} {'are pictures' if several else 'is a picture'} without text; "
            "nothing there was compared: ask for a version with text.",
            evidence=(),
            unread=True,
        )
    if len(paper.lines) > len(read):
        yield PaperFault(
            explanation=f"Only the first {len(read):,} lines were compared; what follows was not read.",
            evidence=(_beginning(paper.lines[len(read)]),),
            unread=True,
        )
    long = tuple(_beginning(line) for line in read if len(line.text) > LONGEST_LINE)
    if long:
        yield PaperFault(
            explanation=f"Of lines this long only the first {LONGEST_LINE:,} characters were compared.",
            evidence=long,
            unread=True,
        )


def _skipped(passages: Sequence[Passage], order: Sequence[str], today: date) -> Iterator[PaperFault]:
    skipped = [one.lines[0] for one in passages if too_dense(one.text, order, today)]
    if skipped:
        yield PaperFault(
            explanation="These passages hold too many names and figures to be told apart; they were not compared.",
            evidence=tuple(_beginning(line) for line in dict.fromkeys(skipped)),
            unread=True,
        )


def _beginning(line: PaperLine) -> Evidence:
    return Evidence(page=line.page, line=line.number, text=line.text.strip()[:_SHOWN])


def _area(area: str | None, text: str) -> str:
    return str(area) if area and area != Area.OTHER else guess_area(text)


def _words(paper: PaperText) -> str:
    return "\n".join(line.text for line in paper.lines[:600])[:60_000]


def _heard_again(
    promise: Promise,
    again: Sequence[Promise],
    order: Sequence[str],
    spoken: str,
    documented: frozenset[str],
    today: date,
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
        if one.claim.term is not None
        and one.start < end
        and start < one.end
        # a value that stands outside the promise's own words is another promise's
        and (one.claim.low is None or (start <= one.start and one.end <= end) or quantities(promise.text, today))
    ]
    if not near:
        return promise
    best = max(near, key=lambda one: one[:3])[3]
    if term is not None and best.claim.term not in documented:
        return promise
    return promise.model_copy(update={"claim": best.claim, "label": best.label})
