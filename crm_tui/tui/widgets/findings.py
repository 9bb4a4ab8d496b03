"""One line of a review, and how it is shown."""

from dataclasses import dataclass, field

from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.money import signed
from crm_tui.domain.review import Evidence, Impact
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review
from crm_tui.tui import present
from crm_tui.tui.present import Mark, Tone
from crm_tui.tui.widgets.listing import Column


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line of a review."""

    key: str
    """Tells it from the others, also after the review was read again."""

    group: str
    """The heading under which it stands."""

    mark: Mark
    """What it asks for, or what it is."""

    label: str
    """The term in plain words, or what it is about."""

    beside: Content
    """What was decided, what was said, and what the paper says."""

    told: tuple[Content, ...]
    """The sentence about it, and what else there is to say; what matters most stands first."""

    evidence: tuple[Evidence, ...] = ()
    """The passages of the paper."""

    finding: DealFinding | None = None
    """What was found; None for a line that only informs."""

    promise: Commitment | None = None
    """The stored promise; None for what nobody said."""

    past: Review | None = None
    """The earlier review that it opens."""

    words: tuple[str, ...] = field(default=(), compare=False)
    """What was said, as it may stand in a note."""

    @property
    def attention(self) -> bool:
        """Whether somebody has to look at it before the deal is signed."""
        found = self.finding
        return found is not None and not found.passes and found.severity is not Severity.NOTE


def columns() -> list[Column[ReviewRow]]:
    """The columns of a review."""
    return [
        Column("", lambda row: row.mark.content, width=14),
        Column("", lambda row: present.one_line(row.label), width=32, most=0.4),
        Column("", lambda row: row.beside),
    ]


def explained(row: ReviewRow) -> Content:
    """What the line asks for, and everything that there is to say of it."""
    return Content("  ").join([row.mark.content, *(part for part in row.told if part.plain)])


def in_full(row: ReviewRow) -> Content:
    """The same with a line for each thing, and the passages of the paper with their places."""
    heading = row.mark.content + Content(" ") + Content.styled(present.one_line(row.label).plain, "bold")
    told = [part for part in (row.beside, *row.told) if part.plain]
    passages = [present.one_line(f"Page {one.page}, line {one.line}: {one.text}") for one in row.evidence]
    return Content("\n\n").join([heading, *told, *passages])


def impact_words(impact: Impact) -> str:
    """What a difference means in money."""
    amount = signed(abs(impact.amount), impact.currency)
    what = "Costs the customer" if impact.amount >= 0 else "Saves the customer"
    sure = "" if impact.kind == "certain" else ", if it comes to that"
    return f"{what} {amount} {impact.basis}{sure}."


def quiet(text: str) -> Content:
    """What is worth less attention."""
    return present.one_line(text, Tone.QUIET)
