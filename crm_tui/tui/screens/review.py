"""The review of a deal: what speaks against signing it, beside its paper."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import Document
from crm_tui.domain.record import Record
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.review import DealReview
from crm_tui.tui import keymap
from crm_tui.tui.opening import open_finding
from crm_tui.tui.review_reading import Shown, read_review, without_paper
from crm_tui.tui.review_state import Standing, matters, state_line
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.past_review import PastReviewPage
from crm_tui.tui.screens.resolving import ResolvingPage
from crm_tui.tui.screens.signing_off import SigningPage
from crm_tui.tui.what_changed import what_changed
from crm_tui.tui.widgets.change_rows import first_change
from crm_tui.tui.widgets.deal_review import DealReviewView
from crm_tui.tui.widgets.findings import in_full
from crm_tui.tui.widgets.record_list import RecordList
from crm_tui.tui.widgets.review_rows import FOLDED, promise_key
from crm_tui.tui.widgets.standing_rows import OPINION, changed_rows, course_rows

_READING = ("review.below", "review.above", "review.next", "review.resolve", "review.paper", "page.back")
"""The keys that matter while the paper is read."""

_SIDE_BY_SIDE = 116
"""From so many cells on, the paper stands beside the findings."""


class ReviewPage(ResolvingPage[Shown], SigningPage[Shown]):
    """What was found about a deal, beside its paper; and the course of its review."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "review.tcss"
    is_of_one = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("N", "unresolved", "Next", id="review.next", tooltip="The next finding that is not resolved"),
        Binding("J", "step(1)", "Below", id="review.below", tooltip="The next finding", show=False),
        Binding("K", "step(-1)", "Above", id="review.above", tooltip="The finding before", show=False),
        Binding("p", "paper", "Paper", id="review.paper", tooltip="The paper on the whole screen, and back"),
        Binding("t", "said", "Said", id="review.said", tooltip="What was said in the place of the paper, and back"),
        keymap.IN_FULL,
        keymap.ATTACH,
        keymap.MONEY,
        keymap.PRINT,
        keymap.hidden(
            keymap.named(keymap.SHOW_ALL, "Standard", "Show the acknowledged disclosures, or fold them to one line")
        ),
        replace(keymap.EDIT, tooltip="Change the promise under the cursor", show=False),
        replace(keymap.NEW, tooltip="Add a commitment to this deal", show=False),
    ]

    class BegunWith(Message):
        """What the store has of the deal is known."""

        def __init__(self, review: DealReview) -> None:
            super().__init__()
            self.review = review
            """The promises, and which paper they are set beside."""

    def __init__(self, deal_id: int, came_from: str | None = None, *, begin_at: str = "") -> None:
        """``came_from`` is the mode to which the way back leads; None for the page below.

        ``begin_at`` is the key of the finding at which the cursor begins.
        """
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_SIDE_BY_SIDE, "-wide")]
        self.deal_id = deal_id
        """The deal that is reviewed."""
        self._came_from = came_from
        self.view = DealReviewView()
        """What was found about it."""
        self.opinion_open = False
        """Whether the maker's opinion is shown."""
        self._did: object = None
        self._begin_at = begin_at
        self._as_signed = False
        self.shown: Shown | None = None
        """What was read last."""

    def body(self) -> ComposeResult:
        """The review."""
        yield self.view

    def read(self) -> Shown:
        """All that was found about the deal; what the store has of it is shown before."""
        if self.shown is None:
            begun = without_paper(self.desk, self.deal_id)
            if begun.document is not None and not get_current_worker().is_cancelled:
                self.post_message(self.BegunWith(begun))
        return read_review(self.desk, self.deal_id, as_signed=self._as_signed)

    @on(BegunWith)
    def _begin(self, message: BegunWith) -> None:
        if self.shown is None:
            self.view.begin(message.review)

    @on(ResolvingPage.BrokeOff)
    @on(ResolvingPage.Failed)
    def _not_read(self) -> None:
        if self.shown is None:
            self.view.say(Content(""))

    def show(self, found: Shown) -> None:
        """Show it, and say if it is no longer what was looked at."""
        before, self.shown = self.shown, found
        mine, self._did = self.desk.done.last is not self._did, self.desk.done.last
        self._put(goes_on=mine)
        seen, now = (one.standing.facts if one and one.standing else None for one in (before, found))
        if seen and now and not mine and seen.fingerprint != now.fingerprint:
            changed = what_changed(seen, now)
            more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
            self.desk_app.notify(f"Changed meanwhile: {changed[0]}{more}", late=True)

    def _put(self, *, goes_on: bool = False) -> None:
        found, today = self.shown, self.today
        if found is None or found.standing is None:
            return
        self.view.say(state_line(found.standing, today, self.keys))
        self.view.say_money(found.effect)
        self.view.show(
            found.review,
            found.findings,
            first=changed_rows(found.standing),
            last=course_rows(found.standing, today, opinion_open=self.opinion_open),
            withdrawn=found.file.facts.withdrawn if found.file else (),
            problem=found.problem,
            goes_on=goes_on,
        )
        if self._begin_at:
            self.view.point_at(self._begin_at)
            self._begin_at = ""

    @property
    def standing(self) -> Standing | None:
        """How the review stands."""
        return self.shown.standing if self.shown else None

    @property
    def matters(self) -> tuple[str, ...]:
        """The keys of the paper while it is read, else those of the review's state."""
        if self.standing is None:
            return ()
        reads = self.view.paper_only or self.view.paper.has_focus_within
        named = _READING if reads else (*matters(self.standing), "page.back")
        return tuple(one for one in named if one != "review.resolve" or not self.over)

    @property
    def over(self) -> str:
        """The deal is signed, or is not to be signed any more."""
        deal = self._deal
        if deal is None or deal.is_open:
            return ""
        stage = self.desk_app.house.stage(deal.stage).lower()
        return f"this deal is {stage}: nothing is resolved any more; enter opens what it is about"

    def meant(self) -> tuple[DealFile, DealFinding] | None:
        """The finding under the cursor."""
        row = self.view.current
        if row is None or row.finding is None or self.shown is None or self.shown.file is None:
            return None
        return self.shown.file, row.finding

    @property
    def warning(self) -> str:
        """Who settles a finding has a hand in the deal."""
        may_decide = self.standing is not None and self.standing.may_decide
        return "Whoever settles it, or asks for it, can't check this deal." if may_decide else ""

    def attach_next(self) -> None:
        """Attach the new version: it is compared by itself."""
        self.action_attach()

    def go_to(self, key: str) -> None:
        """Set the cursor on a finding."""
        if self.view.paper_only:
            self.view.toggle_paper()
        self.view.point_at(key)

    def judge_as_signed(self, key: str) -> None:
        """Read what stands in the way of signing today, and go to this finding."""
        self._as_signed, self._begin_at = True, key
        self.reload()

    def open_at(self, found: DealFinding) -> None:
        """Open what a finding speaks of."""
        if (deal := self._deal) is not None and not open_finding(self.desk_app, deal, found):
            self.view.open_paper()

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a promise or on what a paper changed."""
        if isinstance(record, Document) and record.deal_id == self.deal_id:
            return self.view.point_at(first_change(self.view.findings.shown))
        return isinstance(record, Commitment) and self.view.point_at(promise_key(record))

    def subject(self) -> tuple[int | None, int | None]:
        """The deal in review."""
        deal = self._deal
        return (deal.customer_id, deal.id) if deal else (None, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is attached to a deal that was not read yet."""
        if action == "attach":
            return self._deal is not None
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """From the whole paper to the findings, from there to where the review was asked for."""
        if self.view.paper_only:
            self.view.toggle_paper()
            return
        came_from = self._came_from
        self.dismiss()
        if came_from is not None:
            self.app.switch_mode(came_from)

    def action_unresolved(self) -> None:
        """The next finding that is not resolved."""
        if not self.view.next_open():
            self.app.notify("Nothing here wants attention")

    def action_step(self, by: int) -> None:
        """Another finding, without leaving the paper."""
        self.view.step(by)

    def action_paper(self) -> None:
        """The paper on the whole screen, and back."""
        self.view.toggle_paper()

    def action_said(self) -> None:
        """What was said in the place of the paper, and back."""
        self.view.toggle_said()

    def action_in_full(self) -> None:
        """All that there is to say of the line under the cursor."""
        if (row := self.view.current) is not None:
            self.app.push_screen(InFullScreen(in_full(row)))

    def action_attach(self) -> None:
        """Attach a paper to the deal."""
        from crm_tui.tui.forms.attach import AttachForm

        if (deal := self._deal) is not None:
            self.desk_app.open_form(AttachForm(self.desk, deal))

    def action_money(self) -> None:
        """What the deal costs the customer, with the parts of every sum."""
        from crm_tui.tui.screens.money_effect import MoneyEffectScreen

        if self.shown is not None:
            self.app.push_screen(MoneyEffectScreen(self.shown.effect))

    def action_print(self) -> None:
        """Print the review sheet, or the customer statement."""
        from crm_tui.tui.forms.print import PrintForm

        if (deal := self._deal) is not None:
            self.app.push_screen(PrintForm(self.desk, deal.id, deal.title))

    def action_show_all(self) -> None:
        """Show the acknowledged disclosures, or fold them."""
        self.view.toggle_standard()

    def action_edit(self) -> None:
        """Change the promise under the cursor."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        row = self.view.current
        if row is not None and row.promise is not None:
            self.desk_app.open_form(CommitmentForm(self.desk, row.promise))
        elif row is not None:
            self.app.notify("This line is about no promise: go to one that is, to change it")

    def action_new(self) -> None:
        """Add a commitment to the deal."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        self.desk_app.open_form(CommitmentForm(self.desk, None, *self.subject()))

    @on(RecordList.Opened, "#findings")
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage

        row, deal = self.view.current, self._deal
        if row is None or deal is None:
            return
        if row.key == FOLDED:
            self.view.toggle_standard()
        elif row.key == OPINION:
            self.opinion_open = not self.opinion_open
            self._put()
        elif row.past is not None:
            self.app.push_screen(PastReviewPage(row.past.id))
        elif row.finding is not None:
            self.open_at(row.finding)
        elif row.promise is not None:
            self.app.push_screen(CommitmentPage(row.promise.id))
        else:
            self.view.open_paper()

    @property
    def _deal(self) -> Deal | None:
        return self.shown.review.deal if self.shown else None
