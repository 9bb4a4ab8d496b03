"""The steps of a review at the keyboard: submit, recall, approve, return, reject, sign."""

from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.errors import DeskError
from crm_tui.domain.progress import BrokenOff, watched
from crm_tui.domain.rules import Rule
from crm_tui.domain.sign_off import Facts, Review, ReviewState
from crm_tui.domain.text import visible
from crm_tui.services import deal_findings, kept_facts, reviews, sign_off, signature
from crm_tui.tui.faults import unsaved
from crm_tui.tui.forms.step import StepForm
from crm_tui.tui.review_state import Standing
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.what_changed import what_changed
from crm_tui.tui.widgets.under_way import Work

Found = TypeVar("Found")

STEPS = (
    Binding("M", "submit", "Submit", id="review.submit", tooltip="Ask somebody else to review the deal", show=False),
    Binding("Z", "recall", "Recall", id="review.recall", tooltip="Take back what you submitted", show=False),
    Binding("A", "approve", "Approve", id="review.approve", tooltip="Approve the deal as you see it", show=False),
    Binding("B", "send_back", "Return", id="review.return", tooltip="Give it back to its maker", show=False),
    Binding("X", "reject", "Reject", id="review.reject", tooltip="Refuse the deal", show=False),
    Binding("Y", "sign", "Sign", id="review.sign", tooltip="Record that the customer signs", show=False),
)
"""The steps; the line of the state names those that can be taken."""


class SigningPage(Page[Found]):
    """A page on which a deal's review is submitted, decided and signed."""

    BINDINGS: ClassVar[list[BindingType]] = [*STEPS]

    class Signed(Message):
        """The store has the deal as signed."""

        def __init__(self, work: Work) -> None:
            super().__init__()
            self.work = work
            """The work of signing it."""

    class Stopped(Message):
        """A step was refused."""

        def __init__(self, problem: Exception, work: Work) -> None:
            super().__init__()
            self.problem = problem
            """Why."""
            self.work = work
            """The work of signing it."""

    @property
    def standing(self) -> Standing | None:
        """How the review stands; None while it is not read."""
        raise NotImplementedError

    def go_to(self, key: str) -> None:
        """Show a finding, by its key."""
        raise NotImplementedError

    def judge_as_signed(self, key: str) -> None:
        """Show what was found as if the deal were signed now, at the finding of this key."""
        raise NotImplementedError

    def open_at(self, found: DealFinding) -> None:
        """Open what a finding speaks of."""
        raise NotImplementedError

    @property
    def keys(self) -> dict[str, str]:
        """The keys of the steps, by their names."""
        return {str(one.id).partition(".")[2]: self.app.get_key_display(one) for one in STEPS}

    def action_submit(self) -> None:
        """Ask for the review, with the maker's opinion."""
        now = self.standing
        if now is None or not self.desk_app.may_save():
            return
        if not now.deal.is_open:
            self.desk_app.fault(self._not_submitted(now))
            return
        missing = next((one for one in now.findings if one.rule is Rule.WHAT_MATTERS), None)
        if missing is not None:
            self.desk_app.fault("say what matters to this customer, or that it was not asked, before you submit it")
            self.go_to(missing.key)
            self.open_at(missing)
            return
        deal_id = now.deal.id
        self._ask(
            StepForm(
                self.desk,
                f"Submit for review: {now.deal.title}",
                "Your opinion",
                "the checker reads it after the facts; leaving keeps it as a draft",
                lambda why: sign_off.submit(self.desk, deal_id, why),
                told=_told(now.facts),
                drafted=sign_off.drafted(self.desk, deal_id),
                draft=lambda opinion: sign_off.draft(self.desk, deal_id, opinion),
            )
        )

    def action_recall(self) -> None:
        """Take a submitted review back."""
        review = self._submitted()
        if review is not None:
            self._ask(
                StepForm(
                    self.desk,
                    "Take it back from review",
                    "Why",
                    "may stay empty",
                    lambda why: sign_off.recall(self.desk, review, why),
                )
            )

    def action_approve(self) -> None:
        """Approve the deal as it is seen; what blocks it is opened instead."""
        review, now = self._to_decide(), self.standing
        if review is None or now is None:
            return
        if now.facts is None:
            self.desk_app.fault("its paper can't be read, so that nobody can say what would be signed: attach it again")
            return
        blocking = now.facts.blocking
        if blocking:
            self._stop_at(blocking[0], len(blocking))
            return
        seen = _Seen(now.facts)

        def look_again() -> tuple[str, ...]:
            facts = kept_facts.facts_of(deal_findings.of(self.desk, review.deal_id))
            changed = what_changed(seen.facts, facts)
            seen.facts = facts
            return changed

        self._ask(
            StepForm(
                self.desk,
                f"Approve: {now.deal.title}",
                "Why",
                "may stay empty; it is kept with the decision",
                lambda why: sign_off.approve(self.desk, review, seen.facts.fingerprint, why),
                told=_told(now.facts),
                look_again=look_again,
            )
        )

    def action_send_back(self) -> None:
        """Give it back to its maker, with the reason."""
        review = self._to_decide()
        if review is not None:
            self._ask(
                StepForm(
                    self.desk,
                    f"Return it to {review.maker}",
                    "Why",
                    "what they have to put right",
                    lambda why: sign_off.send_back(self.desk, review, why),
                )
            )

    def action_reject(self) -> None:
        """Refuse the deal, with the reason."""
        review = self._to_decide()
        if review is not None:
            self._ask(
                StepForm(
                    self.desk,
                    f"Reject the deal of {review.maker}",
                    "Why",
                    "why it is not to be signed",
                    lambda why: sign_off.reject(self.desk, review, why),
                )
            )

    def action_sign(self) -> None:
        """Record the signature, once more asked."""
        now = self.standing
        if now is None or not self.desk_app.may_save():
            return
        if not now.may_sign:
            # the service says what has to be done first
            self._sign(now.deal, "yes")
            return
        answers = [("no", "not yet"), ("yes", "yes: it is signed today")]
        question = ChoiceScreen(visible(f"Does {now.deal.title} go to signature?"), answers)
        self.app.push_screen(question, partial(self._sign, now.deal))

    def _sign(self, deal: Deal, answer: str | None) -> None:
        if answer == "yes":
            work = self.under_way.begin()
            self.run_worker(partial(self._keep_signature, deal.id, work), thread=True, group="write")

    def _keep_signature(self, deal_id: int, work: Work) -> None:
        try:
            with watched(work.watch):
                signature.sign(self.desk, deal_id)
            message: Message = self.Signed(work)
        except BrokenOff:
            message = self.Stopped(DeskError(f"stopped at {work.told}: nothing was signed"), work)
        except Exception as problem:  # nothing was changed: the page says so and stays
            message = self.Stopped(problem, work)
        self.post_message(message)

    @on(Signed)
    def _signed(self, message: Signed) -> None:
        self.under_way.end(message.work)
        self.desk_app.desk_changed()
        self.app.notify("Signed: its promises stay owed until they are kept")

    @on(Stopped)
    def _stopped(self, message: Stopped) -> None:
        problem = message.problem
        self.under_way.end(message.work)
        self.desk_app.fault(unsaved(problem), late=True)
        if isinstance(problem, reviews.Blocked):
            self.judge_as_signed(problem.key)

    def _stop_at(self, found: DealFinding, count: int) -> None:
        more = f" (and {count - 1} more)" if count > 1 else ""
        self.desk_app.fault(f"“{found.label}” stops it{more}: it has to be settled before the deal is approved")
        self.go_to(found.key)

    def _submitted(self) -> Review | None:
        now = self.standing
        if now is None or not self.desk_app.may_save():
            return None
        if now.review is None or now.review.state is not ReviewState.SUBMITTED:
            self.desk_app.fault(self._not_submitted(now))
            return None
        return now.review

    def _not_submitted(self, now: Standing) -> str:
        """Why there is nothing to decide or to take back, and what to do."""
        if not now.deal.is_open:
            stage = self.desk_app.house.stage(now.deal.stage).lower()
            return f"this deal is {stage}: its review is over; what is new is a new deal"
        if now.review is None:
            return f"it has no review yet: {self.keys['submit']} submits the deal first"
        if now.may_sign:
            return f"it is approved, and nothing has changed since: {self.keys['sign']} signs it"
        if now.no_more:
            return f"its approval counts no more: {self.keys['submit']} submits the deal again"
        state = "stale" if now.is_stale else now.review.state
        return f"its review is {state}: {self.keys['submit']} submits the deal first"

    def _to_decide(self) -> Review | None:
        review = self._submitted()
        if review is not None and self.standing is not None and self.standing.why_not:
            self.desk_app.fault(self.standing.why_not)
            return None
        return review

    def _ask(self, form: StepForm) -> None:
        self.desk_app.open_form(form)


class _Seen:
    """What a checker has before them; another look replaces it."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts


def _told(facts: Facts | None) -> list[str]:
    if facts is None:
        return []
    left = len(facts.blocking)
    passing = sum(one.passes for one in facts.findings)
    return [
        "",
        f"Paper: {facts.paper or 'none'}",
        f"Found: {len(facts.findings)}; {passing} resolved or waived, {left or 'none'} blocking",
        f"What matters to the customer: {facts.what_matters}",
        f"Ground rules: version {facts.rules_version}",
    ]
