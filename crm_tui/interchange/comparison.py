"""A comparison as plain text and as JSON."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from crm_tui.comparison.explaining import decided_by
from crm_tui.domain.document import PaperText
from crm_tui.domain.review import (
    FAULT_SYMBOL,
    FAULT_WORDS,
    SURPRISE_SYMBOL,
    SURPRISE_WORDS,
    WORST_FIRST,
    Comparison,
    Evidence,
    Finding,
    Impact,
    Surprise,
    Verdict,
)
from crm_tui.interchange import json_text
from crm_tui.interchange.layout import flowed, hanging, one_line

_SURPRISE = f"{SURPRISE_SYMBOL} {SURPRISE_WORDS}"
_FAULT = f"{FAULT_SYMBOL} {FAULT_WORDS}"
"""What a finding asks for, in a few words."""


def _words(verdict: Verdict) -> str:
    return f"{verdict.symbol} {verdict.words}"


def as_text(note: str, paper: PaperText, comparison: Comparison) -> str:
    """The comparison of a note, by its name, with a paper: one block for each promise, then the surprises."""
    return "\n".join([hanging("", f"{note} beside {paper.name} ({_pages(paper.pages)})"), *blocks(comparison), ""])


def blocks(comparison: Comparison) -> list[str]:
    """The counts, then one block of lines for each finding, surprise and fault of the paper."""
    found = [
        *(_finding(one) for one in comparison.findings),
        *(_surprise(one) for one in comparison.surprises),
        *(
            "\n".join([_FAULT, hanging("  ", one.explanation), *_evidence(one.evidence)])
            for one in comparison.paper_faults
        ),
    ]
    return [_counts(comparison), *(f"\n{block}" for block in found)]


def as_json(note: str, paper: PaperText, comparison: Comparison) -> str:
    """The comparison in the documented shape.

    Of each promise ``text``, ``start`` and ``end`` are the passage of the note and ``evidence`` those of the paper;
    ``rule`` is what decided. ``reason`` stands only with ``unclear`` and ``missing``.
    """
    document = {"name": paper.name, "pages": paper.pages, "sha256": paper.sha256}
    return json_text.dumped({"note": note, "document": document, **parts(comparison)})


def parts(comparison: Comparison) -> dict[str, list[dict[str, Any]]]:
    """``promises``, ``surprises`` and ``paper_faults`` as values for JSON."""
    return {
        "promises": [_finding_value(one) for one in comparison.findings],
        "surprises": [
            {
                "term": one.term,
                "severity": one.severity.value,
                "explanation": one.explanation,
                "rule": one.rule,
                "impact": impact_value(one.impact),
                "evidence": evidence(one.evidence),
            }
            for one in comparison.surprises
        ],
        "paper_faults": [
            {"explanation": one.explanation, "evidence": evidence(one.evidence)} for one in comparison.paper_faults
        ],
    }


def _counts(comparison: Comparison) -> str:
    verdicts = Counter(one.verdict for one in comparison.findings)
    counted = [f"{verdicts[verdict]} {_words(verdict)}" for verdict in WORST_FIRST if verdicts[verdict]]
    if not comparison.findings:
        counted.append("no promise was recognised")
    if comparison.surprises:
        counted.append(f"{len(comparison.surprises)} {_SURPRISE}")
    if comparison.paper_faults:
        counted.append(f"{len(comparison.paper_faults)} {_FAULT}")
    return flowed(counted)


def _finding(one: Finding) -> str:
    understood = "" if one.claim.said == one.text or not one.claim.said else f" (understood: {one.claim.said})"
    return "\n".join(
        [
            hanging("", f"{_words(one.verdict)} · {one.severity.asks} · {one.label}"),
            hanging("  said   ", f"“{one_line(one.text)}”{understood}"),
            hanging("  paper  ", one.paper or "nothing"),
            hanging("  ", one.explanation),
            *_cost(one.impact),
            *([hanging("  rule   ", decided_by(one.rule))] if one.rule else []),
            *_evidence(one.evidence),
        ]
    )


def _surprise(one: Surprise) -> str:
    return "\n".join(
        [
            hanging("", f"{_SURPRISE} · {one.severity.asks} · {one.label}"),
            hanging("  ", one.explanation),
            *_cost(one.impact),
            *_evidence(one.evidence),
        ]
    )


def _cost(impact: Impact | None) -> list[str]:
    return [hanging("  cost   ", impact.words)] if impact is not None else []


def _evidence(passages: Iterable[Evidence]) -> list[str]:
    return [hanging(f"  page {one.page}, line {one.line}: ", one.text) for one in passages]


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _finding_value(one: Finding) -> dict[str, Any]:
    return {
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "term": one.claim.term,
        "said": one.claim.said,
        "paper": one.paper,
        "verdict": one.verdict.value,
        "reason": one.reason.value if one.reason else None,
        "severity": one.severity.value,
        "confidence": one.confidence.value,
        "explanation": one.explanation,
        "rule": one.rule,
        "impact": impact_value(one.impact),
        "evidence": evidence(one.evidence),
    }


def impact_value(impact: Impact | None) -> dict[str, str] | None:
    """What a difference costs the customer as a value for JSON."""
    if impact is None:
        return None
    return {
        "amount": json_text.amount(impact.amount),
        "currency": impact.currency,
        "basis": impact.basis,
        "kind": impact.kind,
    }


def evidence(passages: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Passages as values for JSON."""
    return [{"page": one.page, "line": one.line, "text": one.text} for one in passages]
