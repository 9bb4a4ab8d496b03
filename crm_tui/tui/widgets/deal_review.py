"""One deal's review: how it stands, what was found, the sentence about the line chosen, and the paper or the note."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import PaperText
from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.services.review import DealReview
from crm_tui.tui import keymap, present
from crm_tui.tui.said import places, said_text
from crm_tui.tui.widgets.explanation import Explanation
from crm_tui.tui.widgets.findings import ReviewRow, columns, explained
from crm_tui.tui.widgets.money_effect import MoneyLine
from crm_tui.tui.widgets.paper_view import PaperView
from crm_tui.tui.widgets.record_list import RecordList
from crm_tui.tui.widgets.review_rows import review_rows

NO_PAPER = f"No paper yet: press {keymap.shown(keymap.ATTACH)} to attach one"
NO_PROMISES = f"Nothing was promised yet: press {keymap.shown(keymap.CAPTURE)} to capture what was said"
READING = "reading the papers…"
NO_NOTE = f"Nothing was noted on this deal: press {keymap.shown(keymap.CAPTURE)} to capture what was said"


class DealReviewView(Container):
    """Shows what was found about a deal; whoever shows it reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: RecordList[ReviewRow] = RecordList(
            columns(),
            lambda row: row.key,
            empty=NO_PROMISES,
            group=lambda row: row.group,
            sortable=False,
            id="findings",
        )
        """The list."""
        self.paper = PaperView()
        """The paper, or what was said."""
        self.review: DealReview | None = None
        """What is shown."""
        self.show_standard = False
        """Whether each acknowledged disclosure has its line."""
        self.show_said = False
        """Whether what was said stands in the place of the paper."""
        self._found: Sequence[DealFinding] = ()
        self._first: Sequence[ReviewRow] = ()
        self._last: Sequence[ReviewRow] = ()
        self._withdrawn: Sequence[Commitment] = ()
        self._problem = ""
        self._said: PaperText | None = None
        self._state = Static(markup=False, id="state")
        self._money = MoneyLine()
        self._explanation = Explanation()
        self._marked: object = None

    def compose(self) -> ComposeResult:
        """The list above or left, the paper below or right."""
        with Vertical(id="verdicts"):
            yield self._state
            yield self._money
            yield self.findings
            yield self._explanation
        yield self.paper

    @property
    def current(self) -> ReviewRow | None:
        """The line under the cursor."""
        return self.findings.current

    @property
    def paper_only(self) -> bool:
        """Whether the paper has the whole screen."""
        return self.has_class("-paper-only")

    def say(self, state: Content) -> None:
        """Say on top how the review stands."""
        self._state.update(state)

    def say_money(self, effect: MoneyEffect) -> None:
        """Say on one line what the deal costs the customer beyond what was said."""
        self._money.show(effect)

    def begin(self, review: DealReview) -> None:
        """Say which deal it is and how much there is to compare, while its paper is read."""
        self.say(Content(f"{READING} · {present.counted(len(review.promises), 'promise')} to compare"))
        self.findings.say(partial(_heading, review))

    def show(
        self,
        review: DealReview,
        found: Sequence[DealFinding],
        *,
        first: Sequence[ReviewRow] = (),
        last: Sequence[ReviewRow] = (),
        withdrawn: Sequence[Commitment] = (),
        problem: str = "",
        goes_on: bool = False,
    ) -> None:
        """Show this review; the cursor stays on its line where it still exists.

        ``first`` and ``last`` are lines above and below what was found; ``problem`` stands for the paper. With
        ``goes_on`` the cursor leaves a line that wants attention no more, for the next one that does.
        """
        was = self.current
        to_do = [row.key for row in self._from_here() if row.attention]
        self.review, self._found, self._problem = review, tuple(found), problem
        self._first, self._last, self._withdrawn = tuple(first), tuple(last), tuple(withdrawn)
        before = self._said
        said = said_text(review.notes, (*review.promises, *withdrawn))
        self._said = before if before is not None and said == before else said
        self._put_text()
        self._put_rows()
        if goes_on and was is not None and was.attention:
            self._go_on(was.key, to_do)
        self._explain()

    def step(self, by: int) -> None:
        """Go to the next line, or the one before."""
        rows = self.findings.shown
        here = next((at for at, row in enumerate(rows) if row is self.current), 0)
        if rows:
            self.point_at(rows[max(0, min(len(rows) - 1, here + by))].key)

    def next_open(self) -> bool:
        """Go to the next line that wants attention, round the end; whether there is one."""
        row = next((one for one in self._from_here() if one.attention), None)
        return row is not None and self.point_at(row.key)

    def point_at(self, key: str) -> bool:
        """Set the cursor on a line; whether it is shown."""
        found = self.findings.select(key)
        self._explain()
        return found

    def toggle_standard(self) -> None:
        """Show each acknowledged disclosure, or fold them to one line."""
        self.show_standard = not self.show_standard
        self._put_rows()
        self._explain()

    def toggle_said(self) -> None:
        """Show what was said in the place of the paper, or the paper again."""
        self.show_said = not self.show_said
        self._put_text()
        self._explain()

    def toggle_paper(self) -> None:
        """Give the whole screen to the paper, or take it back."""
        if self.toggle_class("-paper-only").paper_only:
            self.paper.lines.focus()
        else:
            self.findings.take_focus()
        self._title()

    def open_paper(self) -> None:
        """Give the whole screen to the paper, at the passage of the line under the cursor."""
        if self.show_said:
            self.toggle_said()
        if not self.paper_only:
            self.toggle_paper()
        if self.current is not None:
            self.paper.lines.mark(self.current.evidence)

    @on(RecordList.Moved)
    def _moved(self, event: RecordList.Moved) -> None:
        event.stop()
        self._explain()

    def _from_here(self) -> tuple[ReviewRow, ...]:
        """The lines below the cursor, then those from the top down to it."""
        rows = tuple(self.findings.shown)
        here = next((at for at, row in enumerate(rows) if row is self.current), -1)
        return (*rows[here + 1 :], *rows[: here + 1])

    def _go_on(self, key: str, to_do: Sequence[str]) -> None:
        """Leave the line of this key, if nothing is left to do on it, for the first of these that still is."""
        left = {row.key for row in self.findings.shown if row.attention}
        following = next((one for one in to_do if one in left), "")
        if key not in left and following:
            self.findings.select(following)

    def _put_rows(self) -> None:
        if self.review is None:
            return
        found = review_rows(self.review, self._found, withdrawn=self._withdrawn, show_standard=self.show_standard)
        self.findings.show((*self._first, *found, *self._last), note=partial(_heading, self.review))

    def _put_text(self) -> None:
        text = self._said if self.show_said else self.review.paper if self.review else None
        if text is not self.paper.lines.paper:
            self._marked = None
        self.paper.lines.show(text, NO_NOTE if self.show_said else self._problem or NO_PAPER)

    def _explain(self) -> None:
        row = self.current
        if row is None:
            self._explanation.say(Content(""))
            self._title()
            return
        self._explanation.say(explained(row))
        # a paper that somebody scrolled stays where it is when the same line is only read again
        marked = places(self._said, row.words) if self.show_said and self._said else row.evidence
        if self._marked != (row.key, marked):
            self._marked = (row.key, marked)
            self.paper.lines.mark(marked)
        self._title()

    def _title(self) -> None:
        """What stands above the text: what it is, and in front of the whole of it the line that it is shown for."""
        what = [Content("What was said")] if self.show_said else []
        if self.paper_only and self.current is not None:
            what.append(self.current.mark.content + Content(" ") + present.one_line(self.current.label))
        self.paper.say(Content(" · ").join(what))


def _heading(review: DealReview, room: int) -> str:
    """Customer, deal and paper; where they are too long, the longest is cut, and never the paper's version."""
    document = review.document
    names = [review.customer.name, review.deal.title, document.name if document else "no paper yet"]
    names = [present.safe(name).plain for name in names]
    version = f" v{document.version}" if document else ""
    over = present.cells(" · ".join(names) + version) - room
    if room > 0:
        while over > 0 and max(map(present.cells, names)) > 1:
            longest = max(range(len(names)), key=lambda at: present.cells(names[at]))
            width = present.cells(names[longest])
            names[longest] = present.cut(names[longest], width - 1)
            over -= width - present.cells(names[longest])
    return " · ".join(names) + version
