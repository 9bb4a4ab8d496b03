"""How the review of a deal stands, who has to do what next, and by which keys."""

from dataclasses import dataclass, field
from datetime import date

from textual.content import Content

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Facts, Review, ReviewState
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.services import approvals, kept_facts, reviews
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.desk_clock import in_desk_time
from crm_tui.services.ground_rules import in_force
from crm_tui.services.hands import why_not_check
from crm_tui.services.permissions import is_same, roles_at
from crm_tui.tui.present import Mark, Tone, one_line, severity_mark, spoken_day
from crm_tui.tui.what_changed import what_changed

_MARKS = {
    ReviewState.DRAFT: Mark("DRAFT", "○", Tone.PLAIN),
    ReviewState.SUBMITTED: Mark("SUBMITTED", "◔", Tone.NEWS),
    ReviewState.APPROVED: Mark("APPROVED", "✓", Tone.GOOD),
    ReviewState.RETURNED: Mark("RETURNED", "↻", Tone.CAUTION),
    ReviewState.REJECTED: Mark("REJECTED", "✗", Tone.BAD),
    ReviewState.RECALLED: Mark("RECALLED", "○", Tone.QUIET),
}
NOT_SUBMITTED = Mark("NOT SUBMITTED", "○", Tone.PLAIN)
STALE = Mark("STALE", "!", Tone.BAD)
NO_MORE = Mark("COUNTS NO MORE", "!", Tone.BAD)
SIGNED = Mark("SIGNED", "✓", Tone.GOOD)


def state_mark(review: Review) -> Mark:
    """How a review stands, as somebody recorded it."""
    return _MARKS[review.state]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the review of a deal stands for the one who sits here."""

    deal: Deal
    """Which deal."""

    review: Review | None = None
    """The one that counts; None before the first."""

    past: tuple[Review, ...] = ()
    """Every review that was decided, the newest first."""

    facts: Facts | None = None
    """What is found now; None where it can't be read."""

    changed: tuple[str, ...] = ()
    """What changed since it was approved; empty while the approval holds."""

    no_more: str = ""
    """Why it is not signed on its approval although nothing of what was approved has changed; empty where it is."""

    mine: bool = False
    """Whether who sits here submitted it."""

    why_not: str = ""
    """Why they may not decide it; empty where they may."""

    findings: tuple[DealFinding, ...] = field(default=())
    """What was found."""

    @property
    def is_stale(self) -> bool:
        """Whether something that was approved has changed since."""
        return bool(self.changed)

    @property
    def may_sign(self) -> bool:
        """Whether it is approved, and the approval still counts."""
        approved = self.review is not None and self.review.state is ReviewState.APPROVED
        return approved and not self.is_stale and not self.no_more

    @property
    def may_decide(self) -> bool:
        """Whether it waits for a decision that who sits here may make."""
        return self.review is not None and self.review.state is ReviewState.SUBMITTED and not self.why_not

    @property
    def opinion(self) -> tuple[str, str]:
        """Who submitted it last, and what they think; empty where nobody did, or they said nothing."""
        steps = self.review.steps if self.review else ()
        last = next((one for one in reversed(steps) if one.state is ReviewState.SUBMITTED), None)
        return (last.by, last.why) if last else ("", "")


def standing(desk: Desk, deal: Deal, file: DealFile | None, *, as_signed: bool = False) -> Standing:
    """How the review of a deal stands, out of the store; ``as_signed`` is how ``file`` was judged."""
    rules = in_force(desk.store)
    every = tuple(in_desk_time(one, rules) for one in reviews.history(desk, deal.id))
    review = every[0] if every else None
    facts = kept_facts.facts_of(file) if file else None
    changed: tuple[str, ...] = ()
    if review is not None and review.state is ReviewState.APPROVED and deal.is_open:
        if facts is None:
            changed = ("its paper can't be read any more",)
        elif review.facts is None or review.facts.fingerprint != facts.fingerprint:
            changed = what_changed(review.facts, facts) if review.facts else ("what was approved was not kept",)
        if told := approvals.checker_lost(desk, desk.store, review):
            changed = (told, *changed)
    no_more = ""
    if review is not None and file is not None and not changed:
        no_more = approvals.counts_no_more(desk, review, None if as_signed else file)
    return Standing(
        deal=deal,
        review=review,
        past=tuple(one for one in every if one.facts is not None and one.checker),
        facts=facts,
        changed=changed,
        no_more=no_more,
        mine=review is not None and is_same(desk.store, desk.officer, review.maker),
        why_not=_why_not(desk, deal, review),
        findings=file.findings if file else (),
    )


def _why_not(desk: Desk, deal: Deal, review: Review | None) -> str:
    if review is None or review.state is not ReviewState.SUBMITTED:
        return ""
    if roles_at(desk.store, desk.officer, desk.today()).isdisjoint(MAY_SIGN_OFF):
        return "a checker or branch manager who had no hand in the deal decides it"
    return why_not_check(desk.store, deal, review, desk.officer)


def matters(now: Standing) -> tuple[str, ...]:
    """The ids of the keys that matter in this state, the first ones most; whoever checks a deal settles nothing."""
    state = now.review.state if now.review else None
    if not now.deal.is_open:
        return "review.paper", "review.said", "deal.money", "deal.print", "page.in-full"
    if state is ReviewState.SUBMITTED:
        if now.may_decide:
            return "review.approve", "review.return", "review.reject", "review.next", "review.paper"
        recall = ("review.recall",) if now.mine else ()
        return *recall, "review.next", "review.paper", "review.said", "page.in-full"
    if now.may_sign:
        return "review.sign", "review.next", "review.paper", "review.said", "deal.print"
    return "review.submit", "review.resolve", "review.next", "deal.attach", "review.paper"


def state_line(now: Standing, today: date, keys: dict[str, str]) -> Content:
    """The state, what there is to settle, and what comes next; ``keys`` are the keys of the steps by name."""
    parts = [_state(now, today)]
    if now.deal.is_open:
        # a reason may be long: what to do next stands before it
        parts += [one_line(_next(now, keys), "bold"), _counts(now.findings), _why(now)]
    return Content(" · ").join(part for part in parts if part.plain)


def _state(now: Standing, today: date) -> Content:
    review, deal = now.review, now.deal
    if deal.stage in (Stage.SIGNED, Stage.LIVE):
        return Content.assemble(SIGNED.content, " ", spoken_day(deal.stage_since, today))
    if review is None or not review.steps:
        return NOT_SUBMITTED.content
    last = review.steps[-1]
    who = one_line(f"by {last.by} {spoken_day(last.at.date(), today)}")
    if now.is_stale:
        return Content.assemble(STALE.content, " approved ", who)
    if now.no_more:
        return Content.assemble(NO_MORE.content, " approved ", who)
    return Content.assemble(state_mark(review).content, " ", who)


def _why(now: Standing) -> Content:
    """Why it is stale or counts no more, was returned or rejected."""
    if now.is_stale:
        more = f" (and {len(now.changed) - 1} more)" if len(now.changed) > 1 else ""
        return one_line(f"changed: {now.changed[0].partition(':')[0]}{more}")
    if now.no_more:
        return one_line(now.no_more)
    review = now.review
    if review is None or not review.steps:
        return Content("")
    decided = review.returned or review.steps[-1]
    said = decided.state in (ReviewState.RETURNED, ReviewState.REJECTED)
    return one_line(f"“{decided.why}”" if said and decided.why else "")


def _counts(findings: tuple[DealFinding, ...]) -> Content:
    left = sum(one.blocks for one in findings)
    if not left:
        return Content.styled("✓ nothing blocks", Tone.GOOD.value)
    mark = severity_mark(Severity.BLOCK)
    return Content.styled(f"{mark.symbol} {left} block", mark.style)


def _next(now: Standing, keys: dict[str, str]) -> str:
    state = now.review.state if now.review else None
    if state is ReviewState.SUBMITTED:
        if now.may_decide:
            return f"{keys['approve']} approve, {keys['return']} return, {keys['reject']} reject"
        return f"{keys['recall']} recalls it" if now.mine else "waits for a checker"
    if now.may_sign:
        return f"{keys['sign']} sign" + (", once nothing blocks" if any(one.blocks for one in now.findings) else "")
    if state in (None, ReviewState.DRAFT):
        return f"{keys['submit']} submit"
    return f"{keys['submit']} submit again"
