"""Review: every promise of a deal beside its paper."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Acknowledgement, Answer
from crm_tui.domain.review import WORST_FIRST, Verdict
from crm_tui.domain.text import visible
from crm_tui.services import decisions, papers, records
from crm_tui.services.desk import Desk
from crm_tui.services.review import DealReview, comparable, review_deal
from crm_tui.tui import keymap, present
from crm_tui.tui.faults import unread, unsaved
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.deal_review import DealReviewView
from crm_tui.tui.widgets.findings import FindingRow
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList
from crm_tui.tui.widgets.review_rows import FOLDED, first_change, promise_key

_SIDE_BY_SIDE = 116
"""From so many cells on, the paper stands beside the promises."""


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal in which something was promised."""

    deal: Deal
    """Which."""

    customer: str
    """Whose."""

    promises: int
    """How many promises can be compared."""

    paper: str
    """The newest paper's name; empty while there is none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One reading: the list of deals, or the review of one of them."""

    deal_id: int | None
    """The deal that was read; None for the list."""

    deals: tuple[DealLine, ...] = ()
    """The list."""

    review: DealReview | None = None
    """The review."""

    problem: str = ""
    """Why its paper can't be read."""


_STANDARD = "standard"
_TAKE_BACK = "take back"


def decide(desk: Desk, row: FindingRow, review: DealReview, document: Document, chosen: str) -> None:
    """Keep what was chosen for a line of a review: an answer by its name, a standard disclosure, or taking back.

    Raises:
        DeskError: it could not be kept.
    """
    if chosen == _TAKE_BACK:
        if row.decision is not None:
            decisions.take_back(desk, row.decision)
    elif review.comparison is not None and row.place is not None:
        if row.promise is not None:
            found = review.comparison.findings[row.place]
            decisions.resolve_promise(desk, found, row.promise, document, Answer[chosen])
        elif chosen == _STANDARD:
            decisions.acknowledge(desk, review.comparison.surprises[row.place], document)
        else:
            decisions.resolve_surprise(desk, review.comparison.surprises[row.place], document, Answer[chosen])


def answers_for(row: FindingRow, document: Document) -> list[tuple[str, str]]:
    """What can be chosen for a line: names with their words. Nothing where the paper gives exactly what was said."""
    answers = [] if row.decision is None else [(_TAKE_BACK, "take back what was decided")]
    if isinstance(row.decision, Acknowledgement):
        return answers
    if row.promise is None:
        answers.append((_STANDARD, f"standard in every {document.type}"))
    return [*answers, *((one.name, one.value) for one in _fitting(row))]


def _fitting(row: FindingRow) -> tuple[Answer, ...]:
    """The answers that make sense of a line."""
    if row.promise is None:
        return Answer.AMEND, Answer.EXCEPTION, Answer.ACCEPTED
    if row.verdict is Verdict.MATCHES:
        return ()
    # a paper that gives more than was said may be a mistake of whoever wrote it
    return (Answer.AMEND, Answer.ACCEPTED) if row.verdict is Verdict.BETTER else tuple(Answer)


class ReviewScreen(Page[Shown]):
    """The deals with promises; opened, each shows its promises beside the paper."""

    class Decided(Message):
        """The store has what was decided."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("N", "unsettled", "Next", id="review.next", tooltip="The next line that wants attention"),
        Binding("p", "paper", "Paper", id="review.paper", tooltip="The paper on the whole screen, and back"),
        Binding("x", "resolve", "Resolve", id="review.resolve", tooltip="Say what becomes of it, or take that back"),
        keymap.ATTACH,
        keymap.hidden(
            keymap.named(keymap.SHOW_ALL, "Standard", "Show the acknowledged disclosures, or fold them to one line")
        ),
        keymap.named(keymap.EDIT, "Edit", "Change the promise under the cursor"),
        replace(keymap.NEW, tooltip="Add a commitment to this deal", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_SIDE_BY_SIDE, "-wide")]
        self.deal_id: int | None = None
        """The deal that is reviewed; None while the list of deals is shown."""
        self._came_from: str | None = None
        self.deals: RecordList[DealLine] = RecordList(
            self._columns(),
            lambda line: line.deal.id,
            empty=f"No deal has a promise to compare: press {keymap.CAPTURE.key} to capture what was said",
            noun="deals with promises",
            id="deals",
        )
        """The list of deals."""
        self.view = DealReviewView()
        """The review of one."""

    def body(self) -> ComposeResult:
        """Both; one of them is shown."""
        yield self.deals
        yield self.view

    def on_mount(self) -> None:
        """Begin with the list."""
        self._show_part()

    def show_deal(self, deal_id: int, came_from: str | None = None) -> None:
        """Review this deal; the way back leads to the mode ``came_from``, else to the list."""
        self._came_from = came_from
        if deal_id != self.deal_id:
            self.deal_id = deal_id
            self.view.show(None)
        self._show_part()
        self.reload()

    def read(self) -> Shown:
        """The deals with promises, or one deal's review."""
        deal_id = self.deal_id
        if deal_id is not None:
            try:
                return Shown(deal_id, review=review_deal(self.desk, deal_id))
            except StoreProblem:
                raise
            except Exception as problem:  # the promises are worth seeing without the comparison
                return Shown(deal_id, review=self._without_paper(deal_id), problem=unread(problem))
        store = self.desk.store
        names = {one.id: one.name for one in store.find(Customer)}
        names_of_papers = {one.deal_id: one.name for one in sorted(store.find(Document), key=lambda one: one.version)}
        promised: dict[int, int] = {}
        for one in comparable(store.find(Commitment)):
            if one.deal_id is not None:
                promised[one.deal_id] = promised.get(one.deal_id, 0) + 1
        deals = [deal for deal in store.find(Deal) if deal.id in promised]
        deals.sort(key=lambda deal: (not deal.is_open, deal.id not in names_of_papers, deal.id))
        return Shown(
            None,
            tuple(
                DealLine(deal, names.get(deal.customer_id, ""), promised[deal.id], names_of_papers.get(deal.id, ""))
                for deal in deals
            ),
        )

    def show(self, found: Shown) -> None:
        """Show it, if it is still what is wanted."""
        if found.deal_id != self.deal_id:
            return
        if found.deal_id is None:
            self.deals.show(found.deals)
            self.desk_app.verdicts.reckon([line.deal.id for line in found.deals], self)
        else:
            self.view.show(found.review, found.problem)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a promise or on what a paper changed, or on the deal that something was promised for."""
        if isinstance(record, Document) and record.deal_id == self.deal_id:
            return self.view.point_at(first_change(self.view.findings.shown))
        if not isinstance(record, Commitment):
            return False
        if self.deal_id is None:
            return self.deals.select(record.deal_id)
        return self.view.point_at(promise_key(record))

    def subject(self) -> tuple[int | None, int | None]:
        """The deal in review, or under the cursor."""
        deal = self._deal
        return (deal.customer_id, deal.id) if deal else (None, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense on the part that is shown."""
        if action in ("unsettled", "paper", "edit", "new", "resolve", "show_all"):
            return self.deal_id is not None
        if action == "attach":
            return self._deal is not None
        if action == "back":
            return self.deal_id is not None
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """From the whole paper to the promises, from there to where the review was asked for."""
        came_from = self._came_from
        if self.view.paper_only:
            self.view.toggle_paper()
            return
        self.begin_again()
        if came_from is not None:
            self.app.switch_mode(came_from)

    def leave(self) -> None:
        """From a deal that is gone to the list."""
        if self.deal_id is not None:
            self.begin_again()

    def begin_again(self) -> None:
        """Show the list of deals, at the one that was reviewed."""
        self._came_from = None
        if self.view.paper_only:
            self.view.toggle_paper()
        deal_id, self.deal_id = self.deal_id, None
        self._show_part()
        if deal_id is not None:
            self.deals.select(deal_id)
        self.reload()

    def action_unsettled(self) -> None:
        """The next line that wants attention."""
        if not self.view.next_open():
            self.app.notify("Nothing here wants attention")

    def action_paper(self) -> None:
        """The paper on the whole screen, and back."""
        self.view.toggle_paper()

    def action_attach(self) -> None:
        """Attach a paper to the deal."""
        from crm_tui.tui.forms.attach import AttachForm

        if (deal := self._deal) is not None:
            self.desk_app.open_form(AttachForm(self.desk, deal))

    def action_show_all(self) -> None:
        """Show the acknowledged disclosures, or fold them."""
        self.view.toggle_standard()

    def action_resolve(self) -> None:
        """Ask what becomes of the line under the cursor."""
        row, review = self.view.current, self.view.review
        if row is None or review is None or review.document is None or row.place is None:
            self.app.notify("There is nothing to resolve on this line")
            return
        answers = answers_for(row, review.document)
        if not answers:
            self.app.notify(f"The paper gives what was said: nothing to resolve. {keymap.EDIT.key} changes the promise")
            return
        question = ChoiceScreen(visible(f"What becomes of it? {row.label}"), answers)
        self.app.push_screen(question, partial(self._decide, row, review, review.document))

    def _decide(self, row: FindingRow, review: DealReview, document: Document, chosen: str | None) -> None:
        if chosen is not None and self.desk_app.may_save():
            work = partial(self._keep, row, review, document, chosen)
            self.run_worker(work, thread=True, group="write")

    def _keep(self, row: FindingRow, review: DealReview, document: Document, chosen: str) -> None:
        try:
            decide(self.desk, row, review, document, chosen)
            message: Message = self.Decided()
        except Exception as fault:  # nothing was changed: the page says so and stays
            message = self.Failed(unsaved(fault))
        self.post_message(message)

    @on(Decided)
    def _decided(self) -> None:
        self.desk_app.desk_changed()

    def action_edit(self) -> None:
        """Change the promise under the cursor."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        row = self.view.current
        if row is not None and row.promise is not None:
            self.desk_app.open_form(CommitmentForm(self.desk, row.promise))
        elif row is not None:
            self.app.notify("This stands on the paper only: there is no promise to change")

    def action_new(self) -> None:
        """Add a commitment to the deal."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        self.desk_app.open_form(CommitmentForm(self.desk, None, *self.subject()))

    @on(RecordList.Opened, "#deals")
    def _open_deal(self) -> None:
        if (line := self.deals.current) is not None:
            self.show_deal(line.deal.id)

    @on(RecordList.Opened, "#findings")
    def _open_finding(self) -> None:
        if self.view.current is not None and self.view.current.key == FOLDED:
            self.view.toggle_standard()
        else:
            self.action_edit()

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        if self.deal_id is None:
            self.deals.repaint()

    @property
    def _deal(self) -> Deal | None:
        if self.deal_id is None:
            return self.deals.current.deal if self.deals.current else None
        return self.view.review.deal if self.view.review else None

    def _without_paper(self, deal_id: int) -> DealReview:
        """The promises alone, where the paper can't be read any more."""
        deal = records.get(self.desk, Deal, deal_id)
        customer = records.get(self.desk, Customer, deal.customer_id)
        promises = comparable(self.desk.store.find(Commitment, deal_id=deal_id))
        return DealReview(deal, customer, promises, papers.newest(self.desk, deal_id), None, None)

    def _show_part(self) -> None:
        listing = self.deal_id is None
        self.view.remove_class("-paper-only")
        self.deals.display = listing
        self.view.display = not listing
        (self.deals if listing else self.view.findings).take_focus()
        self.refresh_bindings()

    def _columns(self) -> list[Column[DealLine]]:
        return [
            Column("Customer", lambda line: present.safe(line.customer), share=3),
            Column("Deal", lambda line: present.safe(line.deal.title), share=3),
            Column("Stage", lambda line: Content(line.deal.stage), width=12, from_width=110),
            Column(
                "Promises",
                lambda line: Content(str(line.promises)),
                lambda line: -line.promises,
                width=8,
                right=True,
                from_width=100,
            ),
            Column("Verdicts", self._verdicts, self._urgency, width=23),
            Column("Paper", lambda line: present.safe(line.paper or "no paper yet"), share=2),
        ]

    def _verdicts(self, line: DealLine) -> Content:
        known = self.desk_app.verdicts.known(line.deal.id)
        return known.content if known else Content("…")

    def _urgency(self, line: DealLine) -> int:
        known = self.desk_app.verdicts.known(line.deal.id)
        worst = known.worst if known else None
        return WORST_FIRST.index(worst) if worst else len(WORST_FIRST)
