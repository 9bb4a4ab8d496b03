"""The layout of a paper: lines become passages (rows, sentences), each with the lines that it came from."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from crm_tui.comparison.block import Block
from crm_tui.comparison.blocks import SCALE_WITHIN, blocks
from crm_tui.comparison.dates import month_first
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.linking import linked
from crm_tui.comparison.lists import chapeaux
from crm_tui.comparison.passage import Passage
from crm_tui.comparison.steps import stepped
from crm_tui.comparison.tables import header_row, is_header, rows, stands_below, unhyphenated
from crm_tui.domain.document import PaperLine
from crm_tui.domain.progress import step

__all__ = ["Passage", "passages"]

_SENTENCE = expression(r"(?<=[a-z0-9%)\]€”\"][.;!?])\s+(?=[A-Z(\[\d\"“])|;\s+(?!(?:and|or)$)")
_LETTERED = expression(
    r"\b(?:Annexure|Annex|Schedule|Exhibit|Appendix|Part) [A-Z]\.\s+(?=[A-Z])|[A-Z]{2}\.\s+(?=[A-Z][a-z]+ [a-z])"
)
"""A sentence may end in a capital letter: "as shown in Annexure A. Variable pay..."."""
_ABBREVIATED = expression(
    r"(?:\b(?:rs|no|nos|mr|mrs|ms|dr|st|co|ltd|approx|max|min|incl|excl|etc|viz|sr|ca|art|cl|sec|smt|shri|sri|inc|corp|p\.a)\.)$",
    re.IGNORECASE,
)
_RUN_IN = expression(
    r"(?![^.]{0,80}\b(?:is|are|be|was|were|has|have|had|may|must|shall|will|can|cannot|do|does|included|excluded|covered|"
    r"allowed|permitted|applies|apply|payable|paid|waived|free|nil)\b)"
    r"((?:[^\W\d][\w'’/&-]*,? ){0,4}[^\W\d][\w'’/&-]*)\.\s+",
    re.IGNORECASE,
)
"""The heading in the first words of a clause, without a verb; it is a label, as that of a row."""
_LABEL = expression(r"([A-Za-z][^:.;|]{1,48}?)\s*:\s+(?=\S)")


def passages(lines: Iterable[PaperLine]) -> tuple[Passage, ...]:
    """Cut the lines of a paper into passages, in its order, each with what it gets from elsewhere."""
    read = tuple(lines)
    found: list[Passage] = []
    header: Block | None = None
    last: Block | None = None
    below_it = 0
    heading: str | None = None
    scale = ""
    american = _american("\n".join(line.text for line in read))
    cut = blocks(read)
    for place, (block, below, chapeau) in enumerate(zip(cut, [*cut[1:], None], chapeaux(cut), strict=False)):
        step("parts of the paper laid out", place, len(cut))
        if (block.heading != heading or not block.is_row) and header is not None:
            header, last = None, header if below_it > 1 else None
        if not block.is_row and not block.titled:
            last = None
        if header is None and last is not None and block.is_row and stands_below(block, last):
            header, below_it = last, 1
        heading = block.heading
        if block.is_row and is_header(block, below, header):
            header, below_it = block, 0
            own = [header_row(block)]
        elif block.is_row:
            below_it += 1
            own = [part for row in rows(block, header) for part in _parted(row)]
        else:
            own = _sentences(block)
        if block.titled or header is block:
            scale = _scale(block, scale if header is block else "")
        counted = scale if block.is_row else ""
        if counted or block.number or chapeau or american is not None:
            # one copy with all that it gets: to make one for each takes long
            own = [
                replace(
                    one, american=american, scale=counted, number=block.number, chapeau=chapeau if one.first else ""
                )
                for one in own
            ]
        found.extend(own)
    return linked(stepped(found))


_DAY_FIRST_MONEY = expression(r"\brs\.? ?\d|\b(?:inr|gbp|eur|kes|aed|sgd|zar|aud|nzd|ngn|myr) ?\d|[₹£€]", re.IGNORECASE)


def _american(text: str) -> bool | None:
    """Whether a paper writes the month first: its own dates tell, else the money of a country that never does."""
    told = month_first(text)
    if told is None and _DAY_FIRST_MONEY.search(text):
        return False
    return told


_SCALES = {"l": "lakh", "c": "crore", "t": "thousand", "m": "million"}


def _scale(block: Block, before: str) -> str:
    """In what the bare figures below a heading or a row of names are counted."""
    match = SCALE_WITHIN.search(" ".join(cell.pieces[0][1].text for cell in block.cells[-1:]))
    return _SCALES.get(match[1][0].lower(), "thousand") if match else before


def _parted(row: Passage) -> list[Passage]:
    """A row whose value is several sentences: the first stays with the label, the others stand below it."""
    cuts = [0, *(cut for cut in _cuts(row.text) if cut > row.label), len(row.text)]
    if len(cuts) == 2:
        return [row]
    parts = []
    for start, end in pairwise(cuts):
        part = _part(row, start, end)
        further = row.text[end : end + 400]
        if start:
            part = replace(part, heading=row.text[: row.label].rstrip(" :"), label=0, lent=True, further=further)
        parts.append(replace(part, further=further))
    return [part for part in parts if part.text]


def _part(whole: Passage, start: int, end: int) -> Passage:
    first = max(0, bisect_right(whole.starts, start) - 1)
    inside = [place for place in range(first, len(whole.starts)) if whole.starts[place] < end]
    return replace(
        whole,
        text=whole.text[start:end].rstrip(),
        starts=tuple(max(0, whole.starts[place] - start) for place in inside),
        lines=tuple(whole.lines[place] for place in inside),
    )


def _cuts(text: str) -> list[int]:
    """Where a new sentence begins."""
    ends = {
        match.end()
        for match in _SENTENCE.finditer(text)
        if not _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()])
    }
    return sorted(ends | {match.end() for match in _LETTERED.finditer(text)})


def _sentences(block: Block) -> list[Passage]:
    cell = block.cells[0]
    text = ""
    starts: list[int] = []
    lines: list[PaperLine] = []
    for piece, line in cell.pieces:
        text = unhyphenated(text, piece)
        starts.append(len(text))
        lines.append(line)
        text += piece + " "
    text = text.rstrip()
    cuts = [0, *_cuts(text), len(text)]
    run_in = _RUN_IN.match(text)
    if run_in and cuts[1] == run_in.end() < len(text):
        del cuts[1]
    else:
        run_in = None
    found = []
    heading = block.heading
    for start, end in pairwise(cuts):
        if not text[start:end].strip():
            continue
        first = max(0, bisect_right(starts, start) - 1)
        inside = [place for place in range(first, len(starts)) if starts[place] < end]
        own = text[start:end].rstrip()
        label = (run_in if start == 0 else None) or _LABEL.match(own)
        found.append(
            Passage(
                own,
                tuple(max(0, starts[place] - start) for place in inside),
                tuple(lines[place] for place in inside),
                heading,
                label.end() if label else 0,
                text[end : end + 400],
                titled=block.titled,
                first=start == 0,
                run_in=run_in is not None and start == 0,
            )
        )
        named = run_in[1] if run_in else own
        if start == 0 and end < len(text) and len(named.split()) <= 5 and not any(map(str.isdigit, named)):
            heading = named.rstrip(".:")
    return found
