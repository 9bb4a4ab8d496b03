"""The findings of a deal's review as plain text, Markdown and values for JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.money import Money
from crm_tui.domain.review import (
    FAULT_SYMBOL,
    FAULT_WORDS,
    SURPRISE_SYMBOL,
    SURPRISE_WORDS,
    Finding,
    Verdict,
)
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.interchange import comparison, json_text
from crm_tui.interchange.layout import flowed, hanging, one_line
from crm_tui.interchange.markdown import escaped

_MARKS = {
    Rule.SURPRISE: f"{SURPRISE_SYMBOL} {SURPRISE_WORDS}",
    Rule.TOLERANCE: f"{FAULT_SYMBOL} TOLERANCE",
    Rule.PAPER_FAULT: f"{FAULT_SYMBOL} {FAULT_WORDS}",
}
_SOURCES = {Source.PAPER: "¶ PAPER", Source.RULES: "§ GROUND RULES", Source.HURRY: "» HURRY", Source.PEOPLE: "@ PEOPLE"}
_VERDICTS = {verdict.words: f"{verdict.symbol} {verdict.words}" for verdict in Verdict}


def counts(findings: Sequence[DealFinding], kept: int) -> str:
    """How much stops the signature, wants a look, informs, is resolved, and how many promises the paper keeps."""
    tally = [
        (sum(one.blocks for one in findings), "stop the signature", "stops the signature"),
        (_open(findings, Severity.WARN), "to look at", "to look at"),
        (_open(findings, Severity.NOTE), "notes", "note"),
        (sum(one.passes for one in findings), "resolved or waived", "resolved or waived"),
        (kept, "promises kept by the paper", "promise kept by the paper"),
    ]
    return flowed(
        [f"{count} {one if count == 1 else many}" for count, many, one in tally if count] or ["nothing found"]
    )


def blocks(findings: Iterable[DealFinding]) -> list[str]:
    """One block of lines for each, readable at 80 columns."""
    return ["\n".join(["", *_block(one)]) for one in findings]


def kept(findings: Iterable[Finding]) -> list[str]:
    """One line for each promise that the paper keeps."""
    told = [hanging("  ", f"{_VERDICTS[one.verdict.words]} · {one.label}: {_said(one)}") for one in findings]
    return ["\nKept by the paper", *told] if told else []


def sections(findings: Iterable[DealFinding]) -> Iterator[str]:
    """The lines of a Markdown section for each."""
    for one in findings:
        yield f"### {escaped(_title(one))}"
        yield ""
        yield escaped(one.sentence)
        yield ""
        parts = [f"- **{name}** {escaped(words)}" if name else f"- {escaped(words)}" for name, words in _parts(one)]
        parts += (f"- page {line.page}, line {line.line}: {escaped(line.text)}" for line in one.evidence)
        yield from [*parts, ""] if parts else ()


def kept_items(findings: Iterable[Finding]) -> list[str]:
    """A Markdown list of the promises that the paper keeps."""
    told = [f"- {_VERDICTS[one.verdict.words]} · {escaped(one.label)}: {escaped(_said(one))}" for one in findings]
    return ["## Kept by the paper", "", *told, ""] if told else []


def as_value(one: DealFinding) -> dict[str, Any]:
    """A finding for JSON: ``blocks`` is whether it stops the signature today, ``settled`` what was decided about it."""
    return {
        "key": one.key,
        "source": one.source.value,
        "rule": one.rule.value,
        "severity": one.severity.value,
        "blocks": one.blocks,
        "label": one.label,
        "sentence": one.sentence,
        "said": one.said or None,
        "paper": one.paper or None,
        "verdict": one.verdict or None,
        "facts": list(one.facts),
        "impact": comparison.impact_value(one.impact),
        "shortfall": _money_value(one.shortfall),
        "evidence": comparison.evidence(one.evidence),
        "opens": {"table": one.opens.table, "id": one.opens.id} if one.opens else None,
        "settled": one.settled or None,
        "passes": one.passes,
    }


def _open(findings: Iterable[DealFinding], severity: Severity) -> int:
    return sum(one.severity is severity and not one.passes for one in findings)


def _title(one: DealFinding) -> str:
    mark = _VERDICTS.get(one.verdict) or _MARKS.get(one.rule) or _SOURCES.get(one.source, "")
    asks = "resolved or waived" if one.passes else one.severity.asks
    return " · ".join(filter(None, (mark, asks, one.label)))


def _block(one: DealFinding) -> Iterator[str]:
    yield hanging("", _title(one))
    said = [(name, words) for name, words in _parts(one) if name in ("said", "paper")]
    for name, words in said:
        yield hanging(f"  {name:6} ", words)
    yield hanging("  ", one.sentence)
    for name, words in _parts(one):
        if name not in ("said", "paper"):
            yield hanging(f"  {name:6} " if name else "  - ", words)
    for line in one.evidence:
        yield hanging(f"  page {line.page}, line {line.line}: ", line.text)


def _parts(one: DealFinding) -> Iterator[tuple[str, str]]:
    """What belongs to a finding beside its sentence, each with its name; what it rests on has none."""
    if one.said:
        yield "said", f"“{one_line(one.said)}”"
    if one.said or one.paper:
        yield "paper", one.paper or "nothing"
    if one.impact is not None:
        yield "cost", one.impact.words
    if one.shortfall is not None:
        yield "short", f"{one.shortfall.words} above what is allowed"
    for fact in one.facts:
        yield "", fact
    if one.settled:
        yield "decided", one.settled


def _said(one: Finding) -> str:
    return f"“{one_line(one.text)}”"


def _money_value(amount: Money | None) -> dict[str, str] | None:
    return {"amount": json_text.amount(amount.amount), "currency": amount.currency} if amount else None
