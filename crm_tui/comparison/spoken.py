"""What was spoken of: by a promise, by the answer to one, or by a disclosure in the note."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crm_tui.comparison.adverse import Adverse
from crm_tui.comparison.clause_types import signs
from crm_tui.comparison.kinds import Kind, kinds, remembered
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.vocabulary import mentions
from crm_tui.comparison.words import content
from crm_tui.domain.review import Finding, Reason

_DOUBTED = (
    Reason.LOW_CONFIDENCE,
    Reason.UNKNOWN_TERM,
    Reason.VAGUE,
    Reason.PAPER_DISAGREES,
    Reason.SEVERAL_FIGURES,
    Reason.NO_FIGURE,
    Reason.UNIT,
)
"""A finding that is not sure of its clause answers nothing."""
_TAX = re.compile(r"\b(?:[chips]?gst|hst|pst|vat|tax(?:es)?)\b", re.IGNORECASE)


class Spoken:
    """What was said, asked about one stretch of the paper after another."""

    def __init__(
        self,
        promises: Sequence[Promise],
        findings: Sequence[Finding],
        passages: Sequence[Passage],
        clauses: Mapping[int, Sequence[Clause]],
        note: str,
        areas: Sequence[str],
    ) -> None:
        named = {promise.claim.term for promise in promises} | {one.kind.id for one in mentions(note, areas)}
        self._kinds = {other for one in named if one for other in _kin(one)}
        self._types = {one.type for line in note.splitlines() for one in signs(line.lower())}
        self._words = set(content(note))
        self._areas = areas
        self.of_tax = bool(_TAX.search(note))
        self.lines = {
            (line.page, line.line)
            for finding in findings
            if finding.reason not in _DOUBTED
            for line in finding.evidence
        }
        self.answers = frozenset(_answering(findings, passages, clauses))

    def mentions(self, one: Adverse, clauses: Iterable[Clause]) -> bool:
        """Whether a promise or a disclosure speaks of a stretch of the paper, whose statements are ``clauses``."""
        if one.type.id == "tax_on_top" and not one.priced and not self.of_tax:
            return False
        if all(id(passage) in self.answers for passage in one.passages):
            return True
        if one.type.strong and one.type.id in self._types:
            return True
        words = content(one.label) if one.priced else ()
        if words and 2 * len(self._words.intersection(words)) >= len(words):
            return True
        return any(
            kind.id in self._kinds and (one.type.general or one.type.id in types_of(kind.id))
            for kind in self._kinds_in(one, clauses)
        )

    def _kinds_in(self, one: Adverse, clauses: Iterable[Clause]) -> Iterator[Kind]:
        label = one.passages[0].label
        for clause in clauses:
            taxing = "tax_on_top" in types_of(clause.kind.id) and one.type.id != "tax_on_top"
            if not taxing and (not label or clause.statement.start < clause.passage.label):
                yield clause.kind
        if not one.type.general:
            for passage in one.passages:
                yield from (named.kind for named in mentions(passage.heading, self._areas))


def _answering(
    findings: Iterable[Finding], passages: Iterable[Passage], clauses: Mapping[int, Sequence[Clause]]
) -> Iterator[int]:
    """The passages (by identity) that findings rest on: of several on a line, the one about the finding's term."""
    on_line: dict[tuple[int, int], list[Passage]] = {}
    for passage in passages:
        for line in dict.fromkeys((one.page, one.number) for one in passage.lines):
            on_line.setdefault(line, []).append(passage)
    for finding in findings:
        if finding.reason in _DOUBTED:
            continue
        there = {id(one): one for line in finding.evidence for one in on_line.get((line.page, line.line), ())}
        kin = _kin(finding.claim.term) if finding.claim.term else frozenset()
        about = [one for one in there if any(clause.kind.id in kin for clause in clauses.get(one, ()))]
        yield from about or there


@remembered()
def types_of(term: str) -> frozenset[str]:
    """The types of clauses that the names of a kind speak of."""
    kind = kinds()[term]
    return frozenset(one.type for name in (kind.label.lower(), *kind.aliases) for one in signs(name))


def _kin(term: str) -> frozenset[str]:
    kind = kinds().get(term)
    return kin_of(kind) if kind else frozenset({term})
