"""A paper in, documented terms out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm_tui.comparison.layout import Passage, passages
from crm_tui.comparison.statements import Statement, statements
from crm_tui.comparison.vocabulary import Kind
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


def clauses(paper: PaperText, areas: Sequence[str], today: date) -> tuple[tuple[Clause, ...], tuple[Passage, ...]]:
    """The statements of a paper in its order, and all its passages."""
    found: list[Clause] = []
    all_passages = passages(paper.lines)
    for passage in all_passages:
        own = statements(passage.text, areas, today, loose=False)
        found.extend(Clause(statement, passage) for statement in own)
    return tuple(found), all_passages
