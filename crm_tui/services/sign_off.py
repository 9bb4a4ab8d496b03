"""The review of a deal before it is signed: submitted by who made it, decided by somebody else, then signed.

Every step is one transaction: what is checked in it is what is stored. The paper is read and compared before that,
so that nobody waits for it; inside it is looked at once more, from what was kept in memory unless something changed.
"""

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.deal_finding import Opens
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed, NotFound
from crm_tui.domain.rules import Rule
from crm_tui.domain.sign_off import LEADS_TO, Facts, Review, ReviewState, Signing, Step
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.services import deal_findings, records
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.hands import hand_of, hands, logins, why_not_check
from crm_tui.services.money_effect import effects
from crm_tui.services.passing import awaits_new_version
from crm_tui.services.permissions import require_role, roles_at
from crm_tui.services.ports import Records, Transaction
from crm_tui.services.vocabulary import own_packs

DID = {
    ReviewState.DRAFT: "drafted",
    ReviewState.SUBMITTED: "submitted",
    ReviewState.APPROVED: "approved",
    ReviewState.RETURNED: "returned",
    ReviewState.REJECTED: "rejected",
    ReviewState.RECALLED: "recalled",
}
"""What somebody did, by the state that it led to."""


_WHAT_TO_DO = {
    Rule.NO_PAPER: "attach the paper first",
    Rule.MINIMUM_DAYS: "agree a later day for the signature with the customer, and type it in the deal",
    Rule.WHAT_MATTERS: "fill in what matters to the customer, or mark that it was not asked",
    Rule.TRAINEE: "have a supervisor named on the staff list",
    Rule.OWNER_GONE: "give the deal another owner",
}


class Refused(DeskError):
    """A step that can't be taken now; the line says what to do, and ``opens`` where."""

    def __init__(self, told: str, *, opens: Opens | None = None, field: str = "") -> None:
        super().__init__(told)
        self.opens = opens
        """The record in which it is put right; None where it is the review itself."""
        self.field = field
        """The field of that record, or of the review's form; empty where none is meant."""


class Blocked(Refused):
    """A finding stops the approval or the signature."""

    def __init__(self, file: DealFile) -> None:
        first, *more = file.blocking
        others = f" (and {len(more)} more)" if more else ""
        what_to_do = _WHAT_TO_DO.get(first.rule, "resolve it first")
        if awaits_new_version(first):
            what_to_do = "the paper is to be amended: attach its new version, or take that decision back"
        super().__init__(f"“{first.label}” stops it{others}: {what_to_do}", opens=first.opens)
        self.key = first.key
        """The first of them."""


class Changed(Refused):
    """The deal is no longer as it was when it was looked at, or approved."""


def current(desk: Desk, deal_id: int) -> Review | None:
    """The review of a deal that counts: the newest; None before the first."""
    return _newest(desk.store, deal_id)


def history(desk: Desk, deal_id: int) -> tuple[Review, ...]:
    """All reviews of a deal, the newest first; each shows what was seen then."""
    return tuple(sorted(desk.store.find(Review, deal_id=deal_id), key=lambda one: -one.id))


def is_stale(desk: Desk, review: Review, file: DealFile | None = None) -> bool:
    """Whether an approval counts no more; ``file`` saves reading the deal again."""
    return bool(why_stale(desk, review, file))


def why_stale(desk: Desk, review: Review, file: DealFile | None = None) -> str:
    """Why an approval counts no more, in a line; empty where it does. ``file`` saves reading the deal again.

    What was approved has changed since, or who approved it may not sign off any more.
    """
    if review.state is not ReviewState.APPROVED:
        return ""
    if told := checker_lost(desk, desk.store, review):
        return told
    now = file or deal_findings.of(desk, review.deal_id)
    same = review.facts is not None and review.facts.fingerprint == now.fingerprint
    return "" if same else "the deal has changed since"


def checker_lost(desk: Desk, among: Records, review: Review) -> str:
    """Why an approval of a deal under way counts no more because of who gave it, in one line; empty where it does.

    They became a trainee, have another role now, or left. What is signed already stays signed.
    """
    deal = among.get(Deal, review.deal_id)
    if review.state is not ReviewState.APPROVED or deal is None or not deal.is_open:
        return ""
    if not roles_at(among, review.checker, desk.today()).isdisjoint(MAY_SIGN_OFF):
        return ""
    return f"approved by {review.checker}, who may not sign off any more: somebody else must approve it"


def draft(desk: Desk, deal_id: int, opinion: str) -> Review:
    """Keep the maker's opinion until the deal is submitted.

    Raises:
        Conflict: the deal was submitted meanwhile.
        Refused: it is signed or lost, or it is approved, and nothing has changed since.
    """
    deal_findings.of(desk, deal_id)
    with records.in_plain_words(), desk.acting("review drafted", review_of=deal_id) as now:
        deal = _open(now, deal_id)
        last = _newest(now, deal_id)
        _check_may_begin(desk, now, deal, last, deal_findings.of(desk, deal_id))
        if last is not None and last.state is ReviewState.DRAFT:
            return _put(now, last, maker=desk.officer, steps=(*last.steps[:-1], _step(desk, last.state, opinion)))
        step = _step(desk, ReviewState.DRAFT, opinion)
        return now.add(Review(deal_id=deal.id, maker=desk.officer, steps=(step,)))


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
        deal = _open(now, deal_id)
        if not (deal.what_matters or deal.not_asked):
            told = "say what matters to this customer, or mark that it was not asked, before you submit the deal"
            raise Refused(told, opens=_opens(deal), field="what_matters")
        file = deal_findings.of(desk, deal_id)
        last = _newest(now, deal_id)
        _check_may_begin(desk, now, deal, last, file)
        step = _step(desk, ReviewState.SUBMITTED, opinion)
        if last is None or ReviewState.SUBMITTED not in LEADS_TO[last.state]:
            last = now.add(Review(deal_id=deal.id, maker=desk.officer))
        # who submitted it, now or before, is among the hands as soon as the step is kept
        submitted = _put(now, last, state=step.state, maker=desk.officer, checker="", steps=(*last.steps, step))
        if deal.stage is not Stage.REVIEW:
            now.put(deal.model_copy(update={"stage": Stage.REVIEW, "stage_since": desk.today()}))
        return _put(now, submitted, hands=logins(now, hands(now, deal)), facts=facts_of(file))


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
        return _put(now, stored, state=step.state, steps=(*stored.steps, step))


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


def sign(desk: Desk, deal_id: int) -> Deal:
    """Move a deal to Signed on an approval that still holds. There is no other way to that stage.

    Raises:
        Refused: it is signed or lost already, or nobody has approved it.
        Changed: what was approved has changed.
        NotAllowed: the checker has had a hand in the deal since, or may not sign off any more.
        Blocked: a finding stops it under today's rules, on this day.
    """
    deal_findings.of(desk, deal_id, signing=True)
    with desk.acting("deal signed", review_of=deal_id) as now:
        deal = _open(now, deal_id)
        review = _newest(now, deal_id)
        if review is None or review.state is not ReviewState.APPROVED:
            how = f"its review is {review.state}" if review else "it has no review"
            raise Refused(f"{how}: somebody who had no hand in the deal must approve it before it is signed")
        file = deal_findings.of(desk, deal_id, signing=True)
        if (fault := _no_longer_holds(desk, now, deal, review, file)) is not None:
            raise fault
        _check_settled(file)
        signing = Signing(by=desk.officer, at=desk.now(), rules_version=file.rules.version)
        _put(now, review, signings=(*review.signings, signing))
        now.put(deal.model_copy(update={"stage": Stage.SIGNED, "stage_since": desk.today()}))
        return now.get(Deal, deal_id) or deal


def facts_of(file: DealFile) -> Facts:
    """What somebody has before them, as it is kept."""
    deal, document = file.deal, file.document
    return Facts(
        fingerprint=file.fingerprint,
        rules_version=file.rules.version,
        document_id=document.id if document else None,
        paper=f"{document.name} (version {document.version}, {document.type})" if document else "",
        what_matters=deal.what_matters or ("not asked" if deal.not_asked else ""),
        findings=file.findings,
        promises=len(file.promises),
        effect=effects(file.comparison),
    )


def _decide(desk: Desk, review: Review, state: ReviewState, why: str, seen: str = "") -> Review:
    doing = {
        ReviewState.APPROVED: "approving a review",
        ReviewState.RETURNED: "returning a review",
        ReviewState.REJECTED: "rejecting a review",
    }[state]
    with records.in_plain_words(), desk.acting(f"review {state}", review_of=review.deal_id) as now:
        stored = _as_submitted(desk, now, review)
        require_role(now, desk.officer, desk.today(), MAY_SIGN_OFF, doing)
        deal = _open(now, stored.deal_id)
        if told := why_not_check(now, deal, stored, desk.officer):
            raise NotAllowed(told)
        if state is not ReviewState.APPROVED and not why.strip():
            raise Refused(f"say why it is {DID[state]}: its maker has to know what to do", field="why")
        file = deal_findings.of(desk, deal.id, afresh=state is ReviewState.APPROVED)
        if state is ReviewState.APPROVED:
            _check_seen(file, seen)
            if told := why_not_check(now, deal, stored, desk.officer, file.findings):
                raise NotAllowed(told)
            _check_settled(file)
        return _put(
            now,
            stored,
            state=state,
            checker=desk.officer,
            steps=(*stored.steps, _step(desk, state, why)),
            hands=tuple(dict.fromkeys((*stored.hands, *logins(now, hands(now, deal))))),
            facts=facts_of(file),
        )


def _check_may_begin(desk: Desk, now: Records, deal: Deal, last: Review | None, file: DealFile) -> None:
    """Refuse to submit a deal that waits for a checker, or that was approved as it is."""
    if last is None:
        return
    if last.state is ReviewState.SUBMITTED:
        raise Conflict(f"{_who(desk, last)} submitted this deal already: its review waits for a checker")
    if last.state is ReviewState.APPROVED and _no_longer_holds(desk, now, deal, last, file) is None:
        raise Refused(f"{_who(desk, last)} approved this deal, and nothing has changed since: sign it")


def _check_seen(file: DealFile, seen: str) -> None:
    if file.fingerprint != seen:
        raise Changed("the deal has changed since you looked at it: look at it again before you approve it")


def _check_settled(file: DealFile) -> None:
    if file.blocking:
        raise Blocked(file)


def _no_longer_holds(desk: Desk, now: Records, deal: Deal, review: Review, file: DealFile) -> DeskError | None:
    """What is wrong with an approval by now."""
    if review.facts is None or review.facts.fingerprint != file.fingerprint:
        # packs lie in each one's own folder, unless the desk has one for all
        packs = " (your own packs of terms count: the checker needs the same)" if own_packs(desk).packs else ""
        return Changed(f"what was approved has changed since{packs}: submit the deal for review again")
    if told := checker_lost(desk, now, review):
        return NotAllowed(told)
    found = hand_of(now, review.checker, hands(now, deal))
    if found is not None:
        return NotAllowed(f"{review.checker} approved this deal and {found.did} now: somebody else must approve it")
    return None


def _as_submitted(desk: Desk, now: Records, review: Review) -> Review:
    """The stored review, which must wait for a checker as it did when it was looked at."""
    stored = now.get(Review, review.id)
    if stored is None:
        raise NotFound("this review is no longer in the store")
    if stored.state is not ReviewState.SUBMITTED:
        when = "meanwhile" if review.state is ReviewState.SUBMITTED else "already"
        raise Conflict(f"{_who(desk, stored)} {DID[stored.state]} this review {when}: nothing was saved")
    if len(stored.steps) != len(review.steps):
        raise Conflict(f"{_who(desk, stored)} submitted this deal anew meanwhile: look at it again")
    return stored


def _open(now: Records, deal_id: int) -> Deal:
    deal = now.get(Deal, deal_id)
    if deal is None:
        raise NotFound(f"there is no deal {deal_id}: it may have been removed")
    if not deal.is_open:
        raise Refused(f"this deal is {deal.stage.lower()}: only one that is under way is reviewed", opens=_opens(deal))
    return deal


def _put(now: Transaction, review: Review, **changed: object) -> Review:
    after = Review.model_validate(dict(review) | changed)
    now.put(after)
    return after


def _newest(among: Records, deal_id: int) -> Review | None:
    return max(among.find(Review, deal_id=deal_id), key=lambda one: one.id, default=None)


def _step(desk: Desk, state: ReviewState, why: str) -> Step:
    return Step(state=state, by=desk.officer, at=desk.now(), why=why)


def _who(desk: Desk, review: Review) -> str:
    by = review.steps[-1].by if review.steps else review.maker
    return "you" if by == desk.officer else by


def _opens(deal: Deal) -> Opens:
    return Opens(table=Deal.table, id=deal.id)
