"""What is decided about the findings of a review: settle one, call a disclosure standard, take either back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import Document
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed, NotFound
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import AcceptedIn, Acknowledgement, Answer, Decision, Resolution
from crm_tui.domain.review import Finding, Surprise
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import MAY_SIGN_OFF
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.permissions import is_same, require_role, roles_at
from crm_tui.services.ports import Records, Transaction
from crm_tui.services.recurring import Bonds
from crm_tui.services.settled import about_promise, about_surprise, acknowledged


@dataclass(frozen=True, slots=True)
class Details:
    """What has to be known of a decision, so that it lets a deal be signed."""

    accepted_in: AcceptedIn | None = None
    """The kind of document in which the customer accepted a difference."""

    accepted_words: str = ""
    """Which one, in own words: printed for the customer."""

    told_by: Channel | None = None
    """How the customer was told of a promise that is withdrawn."""

    customer_on: date | None = None
    """When they were told, or accepted it."""

    cost: Money | None = None
    """What honouring an exception costs the firm."""

    how: str = ""
    """What else the desk has to know; never printed for the customer."""


class Incomplete(DeskError):
    """A decision that lacks something; the line says what to type, ``field`` into which of :class:`Details`."""


def check_details(answer: Answer, given: Details, today: date) -> None:
    """Refuse an answer without what it needs.

    Raises:
        Incomplete: something is missing, or can't be.
    """
    if answer is Answer.WITHDRAW and given.told_by is None:
        told = "withdrawing a promise needs how the customer was told: call, visit, letter …"
        raise Incomplete(told, field="told_by")
    if answer is Answer.ACCEPTED and given.accepted_in is None:
        told = "an acceptance needs the document in which the customer wrote it: letter, e-mail, form …"
        raise Incomplete(told, field="accepted_in")
    if given.accepted_in is AcceptedIn.OTHER and not given.accepted_words.strip():
        raise Incomplete("say which document it is: the customer reads it on their statement", field="accepted_words")
    day = _NEEDS_DAY.get(answer, "")
    if day and given.customer_on is None:
        raise Incomplete(day, field="customer_on")
    if day and given.customer_on is not None and given.customer_on > today:
        told = f"{given.customer_on} is still to come: type the day on which it was done"
        raise Incomplete(told, field="customer_on")
    if answer is Answer.EXCEPTION and (given.cost is None or given.cost.amount <= 0):
        raise Incomplete("an exception needs what it costs the firm: type an amount, such as INR 4,500", field="cost")


_NEEDS_DAY = {
    Answer.WITHDRAW: "withdrawing a promise needs the day on which the customer was told",
    Answer.ACCEPTED: "an acceptance needs the day on which the customer wrote it",
}


def resolve_promise(
    desk: Desk,
    found: Finding,
    promise: Commitment,
    document: Document,
    answer: Answer,
    details: Details | None = None,
) -> Resolution:
    """Keep what becomes of a promise's finding. A promise that is withdrawn is withdrawn from the daily check too.

    Raises:
        Incomplete: the details lack something.
        NotFound: the promise is gone.
    """
    with records.in_plain_words(), desk.acting("finding settled") as now:
        made = _resolution(desk, document, about_promise(promise), found.verdict.value, answer, details)
        current = now.get(Commitment, promise.id)
        if current is None:
            raise NotFound("this promise is no longer in the store")
        if answer is Answer.WITHDRAW and current.is_open:
            changed = {"status": Status.WITHDRAWN, "settled_on": desk.today()}
            now.put(Commitment.model_validate(current.model_dump() | changed))
        return now.add(made.model_copy(update={"said": current.words, "claim": current.claim}))


def resolve_surprise(
    desk: Desk, found: Surprise, document: Document, answer: Answer, details: Details | None = None
) -> Resolution:
    """Keep what becomes of a term that nobody spoke of.

    Raises:
        Incomplete: the details lack something.
        DeskError: it was to be withdrawn, though nobody promised it.
    """
    if answer is Answer.WITHDRAW:
        raise DeskError("nobody promised this, so that there is nothing to withdraw: choose another answer")
    with records.in_plain_words():
        made = _resolution(desk, document, about_surprise(found), found.explanation, answer, details)
    return records.add(desk, made)


def resolve_finding(
    desk: Desk, found: DealFinding, document: Document, answer: Answer, details: Details | None = None
) -> Resolution:
    """Keep what becomes of a finding that is neither a promise compared nor a surprise.

    A fault of the paper; or a promise that was withdrawn before, of which the customer was told.

    Raises:
        Incomplete: the details lack something.
    """
    with records.in_plain_words():
        made = _resolution(desk, document, found.key, found.sentence, answer, details)
    return records.add(desk, made)


def acknowledge(desk: Desk, found: Surprise, document: Document) -> Acknowledgement:
    """Call a disclosure standard for every paper of the document's type, in every deal.

    One that stops a signature lets all later deals pass, so that takes somebody who may sign off.

    Raises:
        NotAllowed: it stops a signature, and who sits here may not sign off.
    """
    # who only lists what waits compares nothing
    from crm_tui.services import deal_findings

    deal_findings.of(desk, document.deal_id)
    with desk.acting("disclosure called standard") as now:
        if found.severity is Severity.BLOCK or _stops(found, deal_findings.of(desk, document.deal_id).findings):
            require_role(now, desk.officer, desk.today(), MAY_SIGN_OFF, "calling standard what stops a signature")
        standing = [one for one in now.find(Acknowledgement) if one.stands]
        already = acknowledged(found, document, standing)
        if already is not None:
            return already
        return now.add(
            Acknowledgement(
                by=desk.officer,
                on=desk.today(),
                document_type=document.type,
                term=found.term,
                label=found.label[:200],
                says=found.explanation,
            )
        )


def take_back(desk: Desk, decision: Decision) -> None:
    """Take a resolution or an acknowledgement back; that it once stood is kept.

    A promise that was withdrawn by it is owed again, unless it came back since.

    Raises:
        Conflict: somebody else changed it meanwhile.
    """
    with desk.acting("decision taken back") as now:
        _check_same(desk, now, decision)
        now.put(decision.model_copy(update={"taken_back_by": desk.officer, "taken_back_on": desk.today()}))
        if isinstance(decision, Resolution) and decision.answer is Answer.WITHDRAW:
            _reopen(now, decision)


def grant_exception(desk: Desk, asked: Resolution) -> Resolution:
    """Grant that a promise is honoured although the paper says otherwise.

    Raises:
        NotAllowed: who sits here asked for it, or has no role that may grant it.
        Conflict: somebody else decided about it, or took it back, meanwhile.
        DeskError: there is nothing to grant.
    """
    with desk.acting("exception granted") as now:
        _check_may_decide(desk, now, asked, "granting an exception")
        after = Resolution.model_validate(asked.model_dump() | {"granted_by": desk.officer, "granted_on": desk.today()})
        now.put(after)
    return after


def refuse_exception(desk: Desk, asked: Resolution) -> Resolution:
    """Refuse it: it stands no more, and the finding is open again.

    Raises:
        NotAllowed, Conflict, DeskError: as for granting it.
    """
    with desk.acting("exception refused") as now:
        _check_may_decide(desk, now, asked, "refusing an exception")
        after = asked.model_copy(update={"taken_back_by": desk.officer, "taken_back_on": desk.today()})
        now.put(after)
    return after


def may_grant(among: Records, login: str, today: date, asked: Resolution) -> bool:
    """Whether an exception waits for the decision of this person."""
    return (
        asked.answer is Answer.EXCEPTION
        and asked.stands
        and not asked.granted_by
        and not is_same(among, login, asked.by)
        and not roles_at(among, login, today).isdisjoint(in_force(among).may_grant_exceptions)
    )


def _check_may_decide(desk: Desk, now: Records, asked: Resolution, doing: str) -> None:
    _check_same(desk, now, asked)
    if asked.answer is not Answer.EXCEPTION or not asked.stands or asked.granted_by:
        raise DeskError("nobody waits for this exception: it was granted or taken back, or it is none")
    if asked.cost is None:
        raise DeskError("this exception lacks what it costs: take it back and ask for it again with its cost")
    if is_same(now, desk.officer, asked.by):
        raise NotAllowed("you asked for this exception yourself: somebody else grants or refuses it")
    require_role(now, desk.officer, desk.today(), in_force(now).may_grant_exceptions, doing)


def _check_same(desk: Desk, now: Records, decision: Decision) -> None:
    current = now.get(type(decision), decision.id)
    if current is None:
        raise NotFound("this decision is no longer in the store: look at the finding again")
    if current != decision:
        raise Conflict(
            f"{records.last_hand(desk, decision)} changed this decision meanwhile: nothing was saved; look at it again"
        )


def _reopen(now: Transaction, decision: Resolution) -> None:
    number = decision.about.removeprefix("promise ")
    promise = now.get(Commitment, int(number)) if number.isdigit() else None
    # somebody may have settled it otherwise since, or what comes back may have come back
    if promise is None or promise.status is not Status.WITHDRAWN or promise.settled_on != decision.on:
        return
    if any(Bonds(now, [promise]).in_the_way(now, promise)):
        return
    now.put(Commitment.model_validate(promise.model_dump() | promise.opened()))


def _resolution(
    desk: Desk, document: Document, about: str, found: str, answer: Answer, details: Details | None
) -> Resolution:
    given = details or Details()
    check_details(answer, given, desk.today())
    return Resolution(
        by=desk.officer,
        on=desk.today(),
        deal_id=document.deal_id,
        document_id=document.id,
        version=document.version,
        about=about,
        found=found,
        answer=answer,
        how=given.how,
        accepted_in=given.accepted_in,
        accepted_words=given.accepted_words,
        told_by=given.told_by,
        customer_on=given.customer_on,
        cost=given.cost,
    )


def _stops(surprise: Surprise, findings: Iterable[DealFinding]) -> bool:
    """Whether it asks for more at this desk than the comparison says, as what has no tolerance does."""
    same = (one for one in findings if one.rule is Rule.SURPRISE and one.sentence == surprise.explanation)
    return any(one.severity is Severity.BLOCK for one in same)
