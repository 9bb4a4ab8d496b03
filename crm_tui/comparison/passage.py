"""A passage of a paper: one row or sentence, with its place and with what stands elsewhere about it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.scales import Scale, scale_of
from crm_tui.domain.document import PaperLine
from crm_tui.domain.review import Evidence


class How(StrEnum):
    """How a passage points at words elsewhere."""

    FOOTNOTE = "footnote"
    """A mark behind a word or figure: ``*``, ``[1]``, ``(1)``, a raised number. Read the note as a condition."""

    DEFINITION = "definition"
    """A defined term: what the definition says is the value, where the passage has none of its own."""

    REFERENCE = "reference"
    """"As set out in Schedule 2", "see clause 4": the value may stand there."""

    SUBJECT = "subject"
    """"Subject to section 9", "except as stated in clause 4": what stands there is a condition."""

    OUTSIDE = "outside"
    """A part of another paper: "clause 4 of the Master Agreement". Its words are not known."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words elsewhere in the paper that a passage points at. They are followed once: a link has no links."""

    how: How
    """In which way."""

    mark: str
    """What points there, as the passage prints it: ``*``, ``Schedule 2``, ``Initial Term``."""

    text: str = ""
    """What stands there, at most 1,500 characters; empty where the paper has no such part."""

    places: tuple[int, ...] = ()
    """Which passages of the paper that is, counted from 0; empty where the paper has no such part."""

    lines: tuple[PaperLine, ...] = ()
    """The lines of the text."""

    @property
    def dangling(self) -> bool:
        """Whether the paper has no such part: the value is not known (``cross_reference``)."""
        return not self.places and self.how is not How.OUTSIDE


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a schedule: "months 1 to 6: 499"."""

    first: int
    """The first period, from 1."""

    last: int | None
    """The last one, itself included; None where the step has no end."""

    unit: str
    """``month``, ``year``, ``quarter`` or ``week``."""

    text: str
    """The value as it stands there: ``Rs 499``, ``25 %``."""

    line: PaperLine
    """Its line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One row or sentence with the place of each of its letters.

    ``text`` is what the passage itself says. What it gets from elsewhere stands in fields of its own: ``heading`` (the
    title above it), ``chapeau`` (the words that a list item goes on from: read ``chapeau + text`` as one sentence),
    ``beside`` (the rest of its row), ``further`` (what follows it), ``links`` (footnotes, definitions, other clauses)
    and ``steps`` (the schedule that it belongs to).
    """

    text: str
    """Its words on one line."""

    starts: tuple[int, ...]
    """Where each piece begins in the text."""

    lines: tuple[PaperLine, ...]
    """The line of each piece."""

    heading: str = ""
    """What stands above it."""

    label: int = 0
    """Up to where the text is the label of a row or the heading in the first words of a clause; 0 for neither."""

    further: str = ""
    """What follows in the same paragraph, then the notes that its marks point at."""

    beside: str = ""
    """The other cells of its row."""

    first: bool = False
    """Whether it is the first sentence below its heading or label."""

    titled: bool = False
    """Whether it is itself a heading."""

    lent: bool = False
    """Whether it stands indented below its heading, which then speaks for it."""

    number: str = ""
    """The number of its clause as printed, without brackets or a full stop: ``4.2``, ``a``, ``iii``; empty for none."""

    chapeau: str = ""
    """For an item of a list the words before the list that it completes: "Company shall not:"; else empty."""

    links: tuple[Link, ...] = ()
    """The words elsewhere that it points at, in the order of their marks."""

    steps: tuple[Step, ...] = ()
    """The whole schedule of steps that it belongs to, two at least; empty for none."""

    scale: str = ""
    """In what its bare figures are counted, if its heading or table says so: ``lakh``, ``crore``, ``thousand``,
    ``million``."""

    row: str = ""
    """For a cell below the names of columns: the name of its row."""

    column: str = ""
    """For such a cell: the name of its column."""

    columns: tuple[str, ...] = ()
    """For such a cell: the names of all columns of the table."""

    american: bool | None = None
    """Whether its paper writes the month before the day; None where nothing tells."""

    run_in: bool = False
    """Whether its label is such a heading: "Insurance. The borrower shall..."."""

    def figures(self, today: date | None) -> tuple[Quantity, ...]:
        """Its figures, as its paper writes dates."""
        return quantities(self.text, today, american=self.american)

    @property
    def row_label(self) -> int:
        """Up to where the text is the label of a row; 0 for running text."""
        return 0 if self.run_in else self.label

    @property
    def counted(self) -> Scale | None:
        """What its bare amounts are multiplied by."""
        return scale_of(self.scale) if self.scale else None

    @property
    def dangling(self) -> tuple[str, ...]:
        """The parts of this paper that it refers to and that the paper does not have."""
        return tuple(link.mark for link in self.links if link.dangling)

    def evidence(self, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
        """The lines on which stretches of the text stand."""
        found: dict[tuple[int, int], Evidence] = {}
        for start, end in spans:
            first = max(0, bisect_right(self.starts, start) - 1)
            last = max(first, bisect_right(self.starts, max(start, end - 1)) - 1)
            for line in self.lines[first : last + 1]:
                found[line.page, line.number] = _evidence(line.page, line.number, line.text)
        return tuple(found[key] for key in sorted(found))

    def around(self, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
        """The lines of the whole row or sentence that stretches stand in, or of a long one their own and the next."""
        if len({(line.page, line.number) for line in self.lines}) <= _WHOLE:
            return self.evidence([(0, len(self.text))])
        further = []
        for start, end in spans:
            last = bisect_right(self.starts, max(start, end - 1))
            further.append((start, self.starts[last] + 1 if last < len(self.starts) else end))
        return self.evidence(further)


_WHOLE = 4
"""A sentence of so many lines is shown whole: what is said of a term mostly stands a line below its name."""


@lru_cache(maxsize=16384)
def _evidence(page: int, number: int, text: str) -> Evidence:
    return Evidence(page=page, line=number, text=text.strip())
