"""One deal's review: the promises and surprises, the sentence about the one chosen, and the paper."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from crm_tui.services.review import DealReview
from crm_tui.tui import keymap, present
from crm_tui.tui.widgets.findings import FindingRow, columns, explained
from crm_tui.tui.widgets.paper_view import PaperView
from crm_tui.tui.widgets.record_list import RecordList
from crm_tui.tui.widgets.review_rows import finding_rows

NO_PAPER = f"No paper yet: press {keymap.ATTACH.key} to attach one"
NO_PROMISES = f"Nothing was promised yet: press {keymap.CAPTURE.key} to capture what was said"


class DealReviewView(Container):
    """Shows a :class:`DealReview`; whoever shows it reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: RecordList[FindingRow] = RecordList(
            columns(),
            lambda row: row.key,
            empty=NO_PROMISES,
            group=lambda row: row.group,
            sortable=False,
            id="findings",
        )
        """The list."""
        self.paper = PaperView()
        """The paper."""
        self.review: DealReview | None = None
        """What is shown."""
        self.show_standard = False
        """Whether each acknowledged disclosure has its line."""
        self._explanation = Static(markup=False, id="explanation")
        self._marked: object = None

    def compose(self) -> ComposeResult:
        """The list above or left, the paper below or right."""
        with Vertical(id="verdicts"):
            yield self.findings
            yield self._explanation
        yield self.paper

    @property
    def current(self) -> FindingRow | None:
        """The line under the cursor."""
        return self.findings.current

    @property
    def paper_only(self) -> bool:
        """Whether the paper has the whole screen."""
        return self.has_class("-paper-only")

    def show(self, review: DealReview | None, problem: str = "") -> None:
        """Show this review; the cursor stays on its line where it still exists. ``problem`` stands for its paper."""
        self.review = review
        if review is None or review.paper is not self.paper.lines.paper:
            self._marked = None
        if review is None:
            self.findings.show(())
            self.paper.lines.show(None)
            self._explanation.update("")
            return
        self.paper.lines.show(review.paper, problem or NO_PAPER)
        self.findings.show(finding_rows(review, show_standard=self.show_standard), note=self._heading(review))
        self._explain()

    def on_resize(self) -> None:
        """The line above the list shows as much as it has room for."""
        if self.review is not None:
            self.findings.say(self._heading(self.review))

    def next_open(self) -> bool:
        """Go to the next line that wants attention, round the end; whether there is one."""
        rows = self.findings.shown
        here = next((at for at, row in enumerate(rows) if row is self.current), -1)
        for row in (*rows[here + 1 :], *rows[: here + 1]):
            if row.attention:
                return self.point_at(row.key)
        return False

    def point_at(self, key: str) -> bool:
        """Set the cursor on a line; whether it is shown."""
        found = self.findings.select(key)
        self._explain()
        return found

    def toggle_standard(self) -> None:
        """Show each acknowledged disclosure, or fold them to one line."""
        self.show_standard = not self.show_standard
        if self.review is not None:
            self.findings.show(
                finding_rows(self.review, show_standard=self.show_standard), note=self._heading(self.review)
            )
            self._explain()

    def toggle_paper(self) -> None:
        """Give the whole screen to the paper, or take it back."""
        if self.toggle_class("-paper-only").paper_only:
            self.paper.lines.focus()
        else:
            self.findings.take_focus()

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        self._explain()

    def _explain(self) -> None:
        row = self.current
        if row is None:
            self._explanation.update("")
            return
        self._explanation.update(explained(row), layout=False)
        # a paper that somebody scrolled stays where it is when the same line is only read again
        if self._marked != (row.key, row.evidence):
            self._marked = (row.key, row.evidence)
            self.paper.lines.mark(row.evidence)

    def _heading(self, review: DealReview) -> str:
        """Customer, deal and paper; where they are too long, the longest is cut, and never the paper's version."""
        document = review.document
        names = [review.customer.name, review.deal.title, document.name if document else "no paper yet"]
        names = [present.safe(name).plain for name in names]
        version = f" v{document.version}" if document else ""
        over = present.cells(" · ".join(names) + version) - self.findings.room_for_note
        if self.findings.room_for_note > 0:
            while over > 0 and max(map(present.cells, names)) > 1:
                longest = max(range(len(names)), key=lambda at: present.cells(names[at]))
                width = present.cells(names[longest])
                names[longest] = present.cut(names[longest], width - 1)
                over -= width - present.cells(names[longest])
        return " · ".join(names) + version
