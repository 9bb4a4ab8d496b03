"""A paper in, documented terms out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison.layout import Passage, passages
from crm_tui.comparison.statements import Statement, statements
from crm_tui.comparison.vocabulary import Kind, tokens
from crm_tui.domain.claim import Claim
from crm_tui.domain.document import PaperText
from crm_tui.domain.record import Model
from crm_tui.domain.review import Evidence


class DocumentedTerm(Model):
    """One statement of the paper about one term."""

    label: str
    """The term in plain words."""

    claim: Claim
    """What the paper says of it; ``claim.said`` shows it."""

    evidence: tuple[Evidence, ...]
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement of the paper with the passage that it stands in."""

    statement: Statement
    """What is said."""

    passage: Passage
    """Where."""

    inherited: bool = False
    """Whether only the heading names the term."""

    @property
    def kind(self) -> Kind:
        """Of which kind of term."""
        return self.statement.kind

    @property
    def claim(self) -> Claim:
        """What the paper says of it."""
        return self.statement.claim

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The lines on which it stands."""
        spans = [(self.statement.start, self.statement.end)]
        if self.statement.figure is not None:
            spans = [(self.statement.figure.start, self.statement.figure.end), *spans]
        return self.passage.evidence(spans)

    def term(self) -> DocumentedTerm:
        """It as others see it."""
        return DocumentedTerm(label=self.kind.label, claim=self.claim, evidence=self.evidence)


_GENERIC = frozenset(
    re.findall(
        r"\w+",
        "rate amount applicable to this the loan period total charge fee current value your of for at present now term "
        "price cost sum limit payable a per card standard basic annual monthly yearly each and plus date from duration",
    )
)


def _takes_heading(passage: Passage) -> bool:
    """Whether a passage names nothing of its own, so that its heading says what it is about."""
    if not passage.label:
        return True
    return all(word in _GENERIC for word, _, _ in tokens(passage.text[: passage.label]))


def _inherited(passage: Passage, areas: Sequence[str], today: date) -> Iterator[Clause]:
    shift = len(passage.heading) + 2
    for one in statements(f"{passage.heading}: {passage.text}", areas, today, loose=False):
        if one.end - shift < 0 and one.figure is None:
            continue
        figure = one.figure and replace(one.figure, start=one.figure.start - shift, end=one.figure.end - shift)
        if figure is None or figure.start < 0:
            continue
        yield Clause(replace(one, start=figure.start, end=figure.end, figure=figure), passage, inherited=True)


def clauses(paper: PaperText, areas: Sequence[str], today: date) -> tuple[tuple[Clause, ...], tuple[Passage, ...]]:
    """The statements of a paper in its order, and all its passages."""
    found: list[Clause] = []
    all_passages = passages(paper.lines)
    for passage in all_passages:
        own = statements(passage.text, areas, today, loose=False)
        found.extend(Clause(statement, passage) for statement in own)
        if passage.heading and not any(one.figure for one in own) and _takes_heading(passage):
            found.extend(_inherited(passage, areas, today))
    return tuple(found), all_passages
