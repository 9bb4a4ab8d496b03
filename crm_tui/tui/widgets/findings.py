"""What a review found, as rows: the promises first, then the surprises, then what is wrong with the paper itself."""

from dataclasses import dataclass

from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.money import grouped
from crm_tui.domain.review import (
    CLEARED,
    FAULT_SYMBOL,
    FAULT_WORDS,
    Confidence,
    Evidence,
    Finding,
    Impact,
    PaperFault,
    Surprise,
)
from crm_tui.services.review import DealReview
from crm_tui.tui import present
from crm_tui.tui.present import SURPRISE, Mark, Tone
from crm_tui.tui.widgets.listing import Column

PROMISES = "Promises"
SURPRISES = "Surprises: on the paper, never spoken of"
FAULTS = "The paper disagrees with itself"

_NOT_COMPARED = Mark("NOT COMPARED", "·", Tone.QUIET)
_FAULT = Mark(FAULT_WORDS, FAULT_SYMBOL, Tone.CAUTION)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One line of a review."""

    key: str
    """Tells it from the others, also after the review was read again."""

    group: str
    """The heading under which it stands."""

    mark: Mark
    """The verdict."""

    label: str
    """The term in plain words."""

    said: str
    """What was said; empty for what nobody said."""

    paper: str
    """What the paper says."""

    explanation: str
    """One sentence."""

    rule: str
    """The rule that decided; empty where none did."""

    impact: Impact | None
    """What it costs."""

    unsure: bool
    """Whether a person should check how it was read."""

    evidence: tuple[Evidence, ...]
    """The passages of the paper."""

    attention: bool
    """Whether somebody should look at it."""

    promise: Commitment | None
    """The stored promise; None for what nobody said."""

    @property
    def beside(self) -> Content:
        """What was said, and what the paper says."""
        if not self.said:
            return present.one_line(self.paper)
        paper = f" → {self.paper}" if self.paper else ""
        return present.one_line(self.said + paper)


def finding_rows(review: DealReview) -> tuple[FindingRow, ...]:
    """Every line of a review, in its order; promises alone while there is no paper."""
    if review.comparison is None:
        return tuple(_not_compared(promise) for promise in review.promises)
    found = review.comparison
    pairs = zip(found.findings, review.promises, strict=True)
    return (
        *(_finding(finding, promise) for finding, promise in pairs),
        *(_surprise(place, surprise) for place, surprise in enumerate(found.surprises)),
        *(_fault(place, fault) for place, fault in enumerate(found.paper_faults)),
    )


def columns() -> list[Column[FindingRow]]:
    """The columns of a review."""
    return [
        Column("", lambda row: row.mark.content, width=19),
        Column("", lambda row: present.one_line(row.label), share=2),
        Column("", lambda row: row.beside, share=3),
    ]


def explained(row: FindingRow) -> Content:
    """The verdict in its words: one sentence, what it costs, whether to check it, and the rule that decided."""
    parts = [row.mark.content, present.one_line(row.explanation)]
    if row.impact is not None:
        parts.append(Content.styled(impact_words(row.impact), "bold"))
    if row.unsure:
        where = "the marked line: it may have been read wrongly" if row.evidence else "the paper: it may stand there"
        parts.append(Content.styled(f"Check {where}.", Tone.CAUTION))
    if row.rule:
        said = f" Said: “{row.promise.words}”" if row.promise else ""
        parts.append(present.one_line(f"Rule: {row.rule}.{said}", Tone.QUIET))
    return Content("  ").join(parts)


def impact_words(impact: Impact) -> str:
    """What a difference means in money."""
    amount = f"{impact.currency} {grouped(abs(impact.amount), impact.currency)}"
    what = "Costs the customer" if impact.amount >= 0 else "Saves the customer"
    sure = "" if impact.kind == "certain" else ", if it comes to that"
    return f"{what} {amount} {impact.basis}{sure}."


def _finding(found: Finding, promise: Commitment) -> FindingRow:
    return FindingRow(
        key=f"promise {promise.id}",
        group=PROMISES,
        mark=present.verdict_mark(found.verdict),
        label=found.label,
        said=found.claim.said,
        paper=found.paper or "",
        explanation=found.explanation,
        rule=found.rule,
        impact=found.impact,
        unsure=found.confidence is not Confidence.HIGH,
        evidence=found.evidence,
        attention=found.verdict not in CLEARED,
        promise=promise,
    )


def _not_compared(promise: Commitment) -> FindingRow:
    return FindingRow(
        key=f"promise {promise.id}",
        group=PROMISES,
        mark=_NOT_COMPARED,
        label=promise.words,
        said=promise.claim.said if promise.claim else "",
        paper="",
        explanation="Nothing to compare with yet.",
        rule="",
        impact=None,
        unsure=False,
        evidence=(),
        attention=True,
        promise=promise,
    )


def _surprise(place: int, found: Surprise) -> FindingRow:
    said = found.evidence[0].text.strip() if found.evidence else ""
    return FindingRow(
        key=f"surprise {place}",
        group=SURPRISES,
        mark=SURPRISE,
        label=found.label,
        said="",
        paper=said,
        explanation=found.explanation,
        rule="",
        impact=found.impact,
        unsure=False,
        evidence=found.evidence,
        attention=True,
        promise=None,
    )


def _fault(place: int, found: PaperFault) -> FindingRow:
    return FindingRow(
        key=f"fault {place}",
        group=FAULTS,
        mark=_FAULT,
        label="Paper",
        said="",
        paper=found.explanation,
        explanation=found.explanation,
        rule="",
        impact=None,
        unsure=False,
        evidence=found.evidence,
        attention=True,
        promise=None,
    )
