"""What the courses of payments are made from: the findings, the surprises, and the paper."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paths import Path
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.review import CLEARED, Evidence, Finding, Surprise, Verdict


@dataclass(frozen=True)
class Read:
    """What courses are made from."""

    findings: Sequence[Finding]
    """One for each promise."""

    surprises: Sequence[Surprise]
    """What nobody spoke of."""

    passages: Sequence[Passage]
    """The rows and sentences of the paper."""

    figures: Figures
    """Its figures and those that were said."""

    area: str
    """What it is about."""

    spoken: str = ""
    """All that was said, for what stands behind a promise in its sentence."""

    def of(self, kind_id: str) -> list[int]:
        """The findings of a kind that are plain enough to reckon with.

        What was said in words that name no kind, "no increase", is of the kind of the clause that it rests on.
        """
        lines = {line for one in self.figures.clauses if one.kind.id == kind_id for line in lines_of(one.passage)}
        return [
            place
            for place, one in enumerate(self.findings)
            if one.verdict is not Verdict.UNCLEAR
            and (one.claim.term == kind_id or (one.claim.term is None and _stands_on(one.evidence, lines)))
        ]

    def sentence(self, found: Finding) -> str:
        """A promise with what follows it in its sentence: "$30 for 12 months, then $50"."""
        start = found.start if self.spoken[found.start : found.end] == found.text else self.spoken.find(found.text)
        if start < 0:
            return found.text
        end = start + len(found.text)
        stop = _STOP.search(self.spoken, end)
        return self.spoken[start : min(stop.start() if stop else len(self.spoken), end + _BEHIND)]

    def said(self, kind_id: str) -> Claim | None:
        """The one value that was said of a kind."""
        claims = [self.findings[place].claim for place in self.of(kind_id)]
        found = [one for one in claims if one.form is Form.VALUE and one.low is not None and one.high is None]
        return found[0] if len({(one.low, one.unit) for one in found}) == 1 else None

    def written(self, kind_id: str) -> Claim | None:
        """The one value that the paper gives for a kind."""
        return self._paper.claim(kind_id)

    @cached_property
    def _paper(self) -> Figures:
        return Figures(self.figures.clauses, passages=self.passages)

    def passages_of(self, found: Finding) -> list[Passage]:
        """The passages that a finding rests on."""
        lines = {(one.page, one.line) for one in found.evidence}
        return [one for one in self.passages if any((line.page, line.number) in lines for line in one.lines)]


_STOP = expression(r"[;\n]|[.!?](?:\s|$)")
_BEHIND = 80


def contested_by_kept(findings: Sequence[Finding]) -> frozenset[int]:
    """The findings whose line of the paper keeps another promise of the same term, by their places.

    One of the two was not about it, and nobody knows which: "$10 credit each month" beside a price of $55 a month.
    """
    kept = {(one.claim.term, one.evidence) for one in findings if one.verdict in CLEARED and one.evidence}
    return frozenset(
        place
        for place, one in enumerate(findings)
        if one.verdict not in CLEARED and (one.claim.term, one.evidence) in kept
    )


def is_step(found: Surprise, passages: Sequence[Passage], path: Path) -> bool:
    """Whether a surprise is a step of a schedule: it stands on its lines and asks for one of its amounts."""
    lines = {line for one in passages for line in lines_of(one)}
    amount = found.amounts.paper if found.amounts else found.impact.amount if found.impact else None
    return _stands_on(found.evidence, lines) and any(one.amount == amount for one in path)


def _stands_on(evidence: Sequence[Evidence], lines: Set[tuple[int, int]]) -> bool:
    return bool(evidence) and {(one.page, one.line) for one in evidence} <= lines


def lines_of(passage: Passage) -> Iterator[tuple[int, int]]:
    """The lines of a passage and of the schedule that it belongs to, by page and number."""
    yield from ((one.page, one.number) for one in passage.lines)
    yield from ((one.line.page, one.line.number) for one in passage.steps)
