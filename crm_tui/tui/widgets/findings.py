"""One line of a review, and how it is shown."""

from dataclasses import dataclass

from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.money import grouped
from crm_tui.domain.resolution import Decision
from crm_tui.domain.review import Evidence, Impact, Verdict
from crm_tui.tui import present
from crm_tui.tui.present import Mark, Tone
from crm_tui.tui.widgets.listing import Column


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

    verdict: Verdict | None = None
    """How the paper stands to a promise; None for what nobody said, and while nothing is compared."""

    place: int | None = None
    """Which finding or surprise of the comparison it is; None for what can't be decided upon."""

    decided: str = ""
    """What was decided about it, in a word."""

    note: str = ""
    """The same in a sentence: who, when, and whether it still counts."""

    decision: Decision | None = None
    """The decision that can be taken back; None where there is none."""

    @property
    def beside(self) -> Content:
        """What was decided, what was said, and what the paper says."""
        words = " → ".join(part for part in (self.said, self.paper) if part)
        return present.one_line(f"{self.decided}: {words}" if self.decided else words)


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
    if row.note:
        parts.insert(1, present.one_line(row.note, "bold"))
    if row.promise is not None and row.rule and f"“{row.promise.words}”" not in row.explanation:
        parts.append(present.one_line(f"Said: “{row.promise.words}”.", Tone.QUIET))
    if row.rule:
        parts.append(present.one_line(f"Rule: {row.rule}.", Tone.QUIET))
    return Content("  ").join(parts)


def impact_words(impact: Impact) -> str:
    """What a difference means in money."""
    amount = f"{impact.currency} {grouped(abs(impact.amount), impact.currency)}"
    what = "Costs the customer" if impact.amount >= 0 else "Saves the customer"
    sure = "" if impact.kind == "certain" else ", if it comes to that"
    return f"{what} {amount} {impact.basis}{sure}."
