"""An earlier review of a deal: what was found that day, and what was decided on it. Nothing here can be changed."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.deal import Deal
from crm_tui.domain.sign_off import Review
from crm_tui.services import records
from crm_tui.services.desk_clock import in_desk_time
from crm_tui.services.ground_rules import in_force
from crm_tui.tui import keymap
from crm_tui.tui.present import counted, one_line, spoken_day
from crm_tui.tui.review_state import state_mark
from crm_tui.tui.screens.detail import titled
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.explanation import Explanation
from crm_tui.tui.widgets.facts import Fact, Facts
from crm_tui.tui.widgets.findings import ReviewRow, columns, explained, in_full
from crm_tui.tui.widgets.record_list import RecordList
from crm_tui.tui.widgets.review_rows import finding_row
from crm_tui.tui.widgets.standing_rows import step_rows


@dataclass(frozen=True, slots=True)
class PastFound:
    """A review with the deal that it was about."""

    review: Review
    """The review, with that day's facts."""

    deal: Deal
    """The deal, as it is today."""


class PastReviewPage(Page[PastFound]):
    """The facts of that day, its findings, and last what each of them said."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.BACK,
        keymap.named(keymap.PRINT, "Print", "Print the sheet of this review, with the facts of that day"),
        keymap.IN_FULL,
    ]

    def __init__(self, review_id: int) -> None:
        """``review_id`` is the review's number in the store."""
        super().__init__()
        self.review_id = review_id
        self.facts = Facts()
        self.rows: RecordList[ReviewRow] = RecordList(
            columns(),
            lambda row: row.key,
            empty="Nothing was found that day",
            group=lambda row: row.group,
            sortable=False,
            opens=False,
            id="past",
        )
        self._explanation = Explanation()
        self._deal: Deal | None = None

    def body(self) -> ComposeResult:
        """The facts, the findings, and the sentence about the one chosen."""
        yield self.facts
        yield self.rows
        yield self._explanation

    def read(self) -> PastFound:
        """The review as it was kept."""
        review = records.get(self.desk, Review, self.review_id)
        deal = records.get(self.desk, Deal, review.deal_id)
        return PastFound(in_desk_time(review, in_force(self.desk.store)), deal)

    def show(self, found: PastFound) -> None:
        """Show it."""
        review, today = found.review, self.today
        self._deal = found.deal
        facts, last = review.facts, review.steps[-1] if review.steps else None
        when = spoken_day(last.at.date(), today) if last else ""
        shown = [
            titled(f"Review of {found.deal.title}", f"{when}, as it was that day"),
            Fact("", Content(" ").join([state_mark(review).content, one_line(f"by {last.by}" if last else "")])),
            Fact("submitted by", one_line(review.maker)),
        ]
        rows: list[ReviewRow] = []
        if facts is not None:
            shown += [
                Fact("paper", one_line(facts.paper or "none")),
                Fact("promises compared", Content(str(facts.promises))),
                Fact("ground rules", Content(f"version {facts.rules_version}")),
                Fact("what matters", one_line(facts.what_matters or "not filled in"), alone=True),
            ]
            rows = [finding_row(one) for one in facts.findings]
        self.facts.show(shown)
        self.rows.show([*rows, *step_rows(review, today)], note=counted(len(rows), "finding"))
        self._explain()

    @on(RecordList.Moved)
    def _explain(self) -> None:
        row = self.rows.current
        self._explanation.say(explained(row) if row else Content(""))

    def action_in_full(self) -> None:
        """All that there is to say of the line under the cursor."""
        if (row := self.rows.current) is not None:
            self.app.push_screen(InFullScreen(in_full(row)))

    def action_print(self) -> None:
        """Print this review, with the facts of that day."""
        from crm_tui.tui.forms.print import PrintForm

        if self._deal is not None:
            self.app.push_screen(PrintForm(self.desk, self._deal.id, self._deal.title, self.review_id))
