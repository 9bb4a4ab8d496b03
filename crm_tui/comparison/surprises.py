"""What the paper asks for that nobody said."""

import re
from collections.abc import Iterator, Sequence

from crm_tui.comparison import wording
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.retrieval import content
from crm_tui.comparison.vocabulary import mentions
from crm_tui.domain.claim import Form
from crm_tui.domain.review import Finding, Severity, Surprise


def surprises(
    promises: Sequence[Promise],
    findings: Sequence[Finding],
    clauses: Sequence[Clause],
    passages: Sequence[Passage],
    spoken: str,
    areas: Sequence[str],
) -> tuple[Surprise, ...]:
    """The costly or binding terms that no promise and no disclosure speaks of, in the order of the paper."""
    told = {promise.claim.term for promise in promises} | {one.kind.id for one in mentions(spoken, areas)}
    answered = {(line.page, line.line) for finding in findings for line in finding.evidence}
    found: dict[tuple[str, str], Surprise] = {}
    for clause in clauses:
        if not clause.kind.surprise or clause.kind.id in told or clause.claim.form in (Form.NIL, Form.EXCLUDED):
            continue
        evidence = clause.evidence
        if {(line.page, line.line) for line in evidence} & answered:
            continue
        explanation = wording.full_stop(f"Nobody spoke of it: {_named(clause)}")
        earlier = found.get((clause.kind.id, explanation))
        # a charge that stands on every page is one surprise, with each of its lines
        found[clause.kind.id, explanation] = Surprise(
            term=clause.kind.id,
            label=clause.kind.label,
            severity=clause.kind.severity,
            explanation=explanation,
            evidence=tuple(dict.fromkeys((*(earlier.evidence if earlier else ()), *evidence))),
        )
    return (*found.values(), *_taxes(findings, clauses, spoken), *_unnamed(clauses, passages, answered, spoken))


_FEES = re.compile(r"\b(?:fees?|charges?|tariff|penalt(?:y|ies))\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"^[A-J]\.\s|\bexample\b|\b(?:totals?|sub-?total|balance|cash to close|payable|premium|price|rent|loan|amount)\b",
    re.IGNORECASE,
)


def _unnamed(
    clauses: Sequence[Clause], passages: Sequence[Passage], answered: set[tuple[int, int]], spoken: str
) -> Iterator[Surprise]:
    """Rows of a list of charges whose names the vocabulary does not know."""
    known = {id(clause.passage) for clause in clauses}
    told = set(content(spoken))
    for passage in passages:
        label = passage.text[: passage.label].strip(" :|")
        if not label or passage.titled or id(passage) in known or not _FEES.search(f"{passage.heading} {label}"):
            continue
        if _TOTAL.search(label) or told & set(content(label)):
            continue
        prices = [one for one in quantities(passage.text) if one.start >= passage.label and one.dimension == "money"]
        evidence = passage.evidence([(one.start, one.end) for one in prices[:1]])
        if not any(one.low > 0 and one.unit for one in prices) or {(one.page, one.line) for one in evidence} & answered:
            continue
        yield Surprise(
            term=None,
            label=label[:60],
            severity=Severity.NOTE,
            explanation=wording.full_stop(f"Nobody spoke of it: {passage.text[:160]}"),
            evidence=evidence,
        )


def _named(clause: Clause) -> str:
    name = wording.lowered(clause.kind.label)
    said = clause.claim.said
    return name if said in ("applies", "included", "none") else f"{name}, {said}"


_TAX = re.compile(r"\b(?:[chips]?gst|hst|pst|vat|tax(?:es)?)\b", re.IGNORECASE)


def _taxes(findings: Sequence[Finding], clauses: Sequence[Clause], spoken: str) -> Iterator[Surprise]:
    """Tax on top of what was promised, where nobody spoke of tax."""
    if _TAX.search(spoken):
        return
    answers = {(finding.claim.term, line) for finding in findings for line in finding.evidence}
    taxed = [
        (clause, line)
        for clause in clauses
        if clause.claim.tax == "on top" and clause.claim.form is Form.VALUE
        for line in clause.evidence
        if any((term, line) in answers for term in kin_of(clause.kind))
    ]
    if not taxed:
        return
    names = ", ".join(dict.fromkeys(wording.lowered(clause.kind.label) for clause, _ in taxed))
    yield Surprise(
        term=None,
        label="Tax on top",
        severity=Severity.WARN,
        explanation=f"Nobody spoke of tax; the paper adds it on top: {names}.",
        evidence=tuple(dict.fromkeys(line for _, line in taxed)),
    )
