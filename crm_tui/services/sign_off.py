"""The review of a deal before it is signed: submitted by who made it, decided by somebody else, then signed.

Every step is one transaction: what is checked in it is what is stored. The paper is read and compared before that,
so that nobody waits for it; inside it is looked at once more, from what was kept in memory unless something changed.
"""

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import Conflict, NotAllowed, NotFound
from crm_tui.domain.sign_off import LEADS_TO, Review, ReviewState, Step
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.services import deal_findings, records
from crm_tui.services.approvals import no_longer_holds
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.hands import hands, logins, why_not_check
from crm_tui.services.kept_facts import whole_facts
from crm_tui.services.permissions import require_role
from crm_tui.services.ports import Records
from crm_tui.services.reviews import DID, Changed, Refused, check_settled, newest, opens_deal, put, under_way


def draft(desk: Desk, deal_id: int, opinion: str) -> Review:
    """Keep the maker's opinion until the deal is submitted. What was returned or recalled goes on as the same review.

    Raises:
        Conflict: the deal was submitted meanwhile.
        Refused: it is signed or lost, or it is approved, and nothing has changed since.
    """
    deal_findings.of(desk, deal_id)
    with records.in_plain_words(), desk.acting("review drafted", review_of=deal_id) as now:
        deal = under_way(now, deal_id)
        last = newest(now, deal_id)
        _check_may_begin(desk, now, deal, last, deal_findings.of(desk, deal_id))
        step = _step(desk, ReviewState.DRAFT, opinion)
        if last is None or ReviewState.DRAFT not in LEADS_TO[last.state]:
            return now.add(Review(deal_id=deal.id, maker=desk.officer, steps=(step,)))
        before = last.steps
        if before and (before[-1].state, before[-1].by) == (step.state, step.by):
            before = before[:-1]
        return put(now, last, state=step.state, maker=desk.officer, checker="", steps=(*before, step))


def drafted(desk: Desk, deal_id: int) -> str:
    """The opinion that the one who sits here kept for when the deal is submitted; empty where there is none."""
    review = newest(desk.store, deal_id)
    if review is None or review.state is not ReviewState.DRAFT:
        return ""
    mine = [one.why for one in review.steps if one.state is ReviewState.DRAFT and one.by == desk.officer]
    return mine[-1] if mine else ""


def submit(desk: Desk, deal_id: int, opinion: str = "") -> Review:
    """Ask for the review of a deal, with all that was found about it kept; the deal comes to the stage Review.

    What blocks does not stop it: ``facts.blocking`` of the review tells how much there is to settle.

    Raises:
        Conflict: it is submitted already.
        Refused: what matters to the customer is neither filled in nor marked as not asked; the deal is signed or
            lost; or it is approved, and nothing has changed since.
    """
    deal_findings.of(desk, deal_id)
    with records.in_plain_words(), desk.acting("review submitted", review_of=deal_id) as now:
        deal = under_way(now, deal_id)
        if not (deal.what_matters or deal.not_asked):
            told = "say what matters to this customer, or mark that it was not asked, before you submit the deal"
            raise Refused(told, opens=opens_deal(deal), field="what_matters")
        file = deal_findings.of(desk, deal_id)
        last = newest(now, deal_id)
        _check_may_begin(desk, now, deal, last, file)
        step = _step(desk, ReviewState.SUBMITTED, opinion)
        if last is None or ReviewState.SUBMITTED not in LEADS_TO[last.state]:
            last = now.add(Review(deal_id=deal.id, maker=desk.officer))
        # who submitted it, now or before, is among the hands as soon as the step is kept
        submitted = put(now, last, state=step.state, maker=desk.officer, checker="", steps=(*last.steps, step))
        if deal.stage is not Stage.REVIEW:
            now.put(deal.model_copy(update={"stage": Stage.REVIEW, "stage_since": desk.today()}))
        return put(now, submitted, hands=logins(now, hands(now, deal)), facts=whole_facts(desk, file))


def recall(desk: Desk, review: Review, why: str = "") -> Review:
    """Take a submitted review back; only its maker can.

    Raises:
        Conflict: somebody decided it meanwhile.
        NotAllowed: somebody else submitted it.
    """
    with records.in_plain_words(), desk.acting("review recalled", review_of=review.deal_id) as now:
        stored = _as_submitted(desk, now, review)
        if stored.maker != desk.officer:
            raise NotAllowed(f"{stored.maker} submitted this review, and only they can recall it: ask them")
        step = _step(desk, ReviewState.RECALLED, why)
        return put(now, stored, state=step.state, steps=(*stored.steps, step))


def approve(desk: Desk, review: Review, seen: str, why: str = "") -> Review:
    """Approve a deal as it was seen; ``seen`` is the fingerprint of what the checker had before them.

    Raises:
        Conflict: somebody decided, or recalled it, meanwhile.
        NotAllowed: who sits here had a hand in the deal, or may not sign off.
        Changed: the deal is no longer as it was seen.
        Blocked: a finding is not settled.
    """
    deal_findings.of(desk, review.deal_id, afresh=True)
    return _decide(desk, review, ReviewState.APPROVED, why, seen=seen)


def send_back(desk: Desk, review: Review, why: str) -> Review:
    """Return a deal to its maker, who may submit it again.

    Raises:
        Conflict, NotAllowed: as for approving.
        Refused: no reason was given.
    """
    return _decide(desk, review, ReviewState.RETURNED, why)


def reject(desk: Desk, review: Review, why: str) -> Review:
    """Refuse a deal; a new review may begin.

    Raises:
        Conflict, NotAllowed, Refused: as for returning it.
    """
    return _decide(desk, review, ReviewState.REJECTED, why)


def _decide(desk: Desk, review: Review, state: ReviewState, why: str, seen: str = "") -> Review:
    doing = {
        ReviewState.APPROVED: "approving a review",
        ReviewState.RETURNED: "returning a review",
        ReviewState.REJECTED: "rejecting a review",
    }[state]
    with records.in_plain_words(), desk.acting(f"review {state}", review_of=review.deal_id) as now:
        stored = _as_submitted(desk, now, review)
        require_role(now, desk.officer, desk.today(), MAY_SIGN_OFF, doing)
        deal = under_way(now, stored.deal_id)
        if told := why_not_check(now, deal, stored, desk.officer):
            raise NotAllowed(told)
        if state is not ReviewState.APPROVED and not why.strip():
            raise Refused(f"say why it is {DID[state]}: its maker has to know what to do", field="why")
        file = deal_findings.of(desk, deal.id, afresh=state is ReviewState.APPROVED)
        if state is ReviewState.APPROVED:
            _check_seen(file, seen)
            if told := why_not_check(now, deal, stored, desk.officer, file.findings):
                raise NotAllowed(told)
            check_settled(file)
        return put(
            now,
            stored,
            state=state,
            checker=desk.officer,
            steps=(*stored.steps, _step(desk, state, why)),
            hands=tuple(dict.fromkeys((*stored.hands, *logins(now, hands(now, deal))))),
            facts=whole_facts(desk, file),
        )


def _check_may_begin(desk: Desk, now: Records, deal: Deal, last: Review | None, file: DealFile) -> None:
    """Refuse to submit a deal that waits for a checker, or that was approved as it is."""
    if last is None:
        return
    if last.state is ReviewState.SUBMITTED:
        raise Conflict(f"{_who(desk, last)} submitted this deal already: its review waits for a checker")
    # what stops it may have to be judged anew: a waiver has ended, or the rules have changed
    if last.state is not ReviewState.APPROVED or file.blocking or no_longer_holds(desk, now, deal, last, file):
        return
    # whether it may be signed under other rules is for a checker to judge
    if last.facts is not None and last.facts.rules_version == file.rules.version:
        raise Refused(f"{_who(desk, last)} approved this deal, and nothing has changed since: sign it")


def _check_seen(file: DealFile, seen: str) -> None:
    if file.fingerprint != seen:
        raise Changed("the deal has changed since you looked at it: look at it again before you approve it")


def _as_submitted(desk: Desk, now: Records, review: Review) -> Review:
    """The stored review, which must wait for a checker as it did when it was looked at."""
    stored = now.get(Review, review.id)
    if stored is None:
        raise NotFound("this review is no longer in the store: go back and open its deal again")
    if stored.state is not ReviewState.SUBMITTED:
        when = "meanwhile" if review.state is ReviewState.SUBMITTED else "already"
        raise Conflict(
            f"{_who(desk, stored)} {DID[stored.state]} this review {when}: nothing was saved; look at it again"
        )
    if len(stored.steps) != len(review.steps):
        raise Conflict(f"{_who(desk, stored)} submitted this deal anew meanwhile: look at it again")
    return stored


def _step(desk: Desk, state: ReviewState, why: str) -> Step:
    return Step(state=state, by=desk.officer, at=desk.now(), why=why)


def _who(desk: Desk, review: Review) -> str:
    by = review.steps[-1].by if review.steps else review.maker
    return "you" if by == desk.officer else by
