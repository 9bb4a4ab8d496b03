"""What was said on a deal, laid out as a text with its lines, so that it is shown and marked as a paper is."""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.document import PaperLine, PaperText
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.review import Evidence

NAME = "What was said"
"""What such a text is called."""


def said_text(notes: Sequence[Interaction], promises: Sequence[Commitment]) -> PaperText | None:
    """Every note with its day and officer above it, then the promises that stand in no note; None for neither."""
    lines = list(_lines(notes, promises))
    if not lines:
        return None
    return PaperText(
        name=NAME,
        pages=1,
        sha256=sha256("\n".join(lines).encode(errors="replace")).hexdigest(),
        lines=tuple(PaperLine(page=1, number=number, text=text) for number, text in enumerate(lines, 1)),
    )


def places(text: PaperText, words: Sequence[str]) -> tuple[Evidence, ...]:
    """Where these words stand; words of several lines are marked line by line."""
    wanted = [line.strip() for one in words for line in one.splitlines() if line.strip()]
    return tuple(
        Evidence(page=line.page, line=line.number, text=one)
        for line in text.lines
        for one in wanted
        if one in line.text
    )


def _lines(notes: Sequence[Interaction], promises: Sequence[Commitment]) -> Iterator[str]:
    written = [one for one in sorted(notes, key=lambda one: (one.on, one.id)) if one.said.strip()]
    for place, note in enumerate(written):
        if place:
            yield ""
        yield f"{note.on:%a} {note.on.day} {note.on:%b %Y}, {note.channel}, {note.by}:"
        yield from note.said.splitlines()
    everything = "\n".join(note.said for note in written)
    loose = [one for one in promises if one.words not in everything]
    if written and loose:
        yield ""
    for one in loose:
        yield f"{one.made_on:%a} {one.made_on.day} {one.made_on:%b %Y}, promised by {one.owner}:"
        yield from one.words.splitlines()
