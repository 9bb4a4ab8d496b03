"""Who had a hand in a deal: none of them may check its review, without exception for anybody."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import Document
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.waiver import Waiver
from crm_tui.services.customers import folded
from crm_tui.services.permissions import is_same, member
from crm_tui.services.ports import Records


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody's part in a deal."""

    who: str
    """Their login or name, as it stands in the record."""

    did: str
    """What they did, as the end of a sentence: "owns the deal"."""


def hands(records: Records, deal: Deal) -> tuple[Hand, ...]:
    """Everybody who had a hand in a deal up to now, each part once, in the order in which it is told.

    Whoever makes a finding pass by their own word has one too: who says that the customer was told, or agreed, and
    who asks for an exception or a waiver, and who, while the deal was under way, called a disclosure standard that
    stops it else. Who grants what another one asked has not.
    """
    found = list(dict.fromkeys(one for one in _parts(records, deal) if one.who.strip()))
    known = [member(records, name) for name in dict.fromkeys(one.who for one in found)]
    trainees = dict.fromkeys(one for one in known if one is not None and one.trainee)
    found += [Hand(one.supervisor, f"supervises {one.name or one.login}") for one in trainees if one.supervisor]
    return tuple(dict.fromkeys(found))


def hand_of(records: Records, login: str, among: Iterable[Hand]) -> Hand | None:
    """The first part that somebody had, under whichever of their names; None where they had none."""
    return next((one for one in among if is_same(records, login, one.who)), None)


def logins(records: Records, among: Iterable[Hand]) -> tuple[str, ...]:
    """Each of them once, in order: the login of who is on the staff list, so that another name changes nothing."""
    called = dict.fromkeys(one.who for one in among)
    found = ((who, member(records, who)) for who in called)
    return tuple(dict.fromkeys(known.login if known else who for who, known in found))


def why_not_check(among: Records, deal: Deal, review: Review, login: str, findings: Sequence[DealFinding] = ()) -> str:
    """Why somebody may not decide a review because of their part in the deal, in one line; empty where they may.

    ``findings`` are those of the deal as it is now, where they are known: the reviews hold those of their day.
    """
    found = hand_of(among, login, (*hands(among, deal), *_called_standard(among, deal, findings)))
    did = found.did if found else ""
    # what they did may have been taken away since: it was there when the deal was submitted
    if not did and any(is_same(among, login, who) for who in (review.maker, *review.hands)):
        did = "had a hand in the deal when it was submitted"
    return f"who {did} can't check it: somebody who had no hand in the deal must" if did else ""


def _parts(records: Records, deal: Deal) -> Iterator[Hand]:
    yield Hand(deal.owner, "owns the deal")
    for tenure in deal.owners:
        yield Hand(tenure.owner, "owned the deal")
    for review in records.find(Review, deal_id=deal.id):
        for step in review.steps:
            if step.state in (ReviewState.DRAFT, ReviewState.SUBMITTED):
                yield Hand(step.by, "submitted the deal for review")
        yield from _called_standard(records, deal, review.facts.findings if review.facts else ())
    for owed in _promises(records, deal):
        yield Hand(owed.owner, "owns a promise of the deal")
        yield Hand(owed.promised_by, "promised something on the deal")
        for tenure in owed.owners:
            yield Hand(tenure.owner, "owned a promise of the deal")
        for login in owed.hands:
            yield Hand(login, "noted or changed a promise of the deal")
    for contact in records.find(Interaction, deal_id=deal.id):
        for who in (contact.by, *contact.hands):
            yield Hand(who, "noted a contact on the deal")
    paper = max(records.find(Document, deal_id=deal.id), key=lambda one: one.version, default=None)
    if paper is not None:
        yield Hand(paper.attached_by, "attached the paper")
    for made in records.find(Resolution, deal_id=deal.id):
        if made.stands and made.answer is not Answer.AMEND:
            yield Hand(made.by, f"settled a finding of the deal ({made.answer})")
    for waiver in records.find(Waiver, deal_id=deal.id):
        if waiver.taken_back_on is None:
            yield Hand(waiver.asked_by, "asked for a waiver on the deal")


def _promises(records: Records, deal: Deal) -> Iterator[Commitment]:
    """What was promised on the deal, and what was once: whoever takes a promise off it makes its finding go.

    A promise that became something else still has who promised it. One that is on no deal or another one now was said
    in a contact on this one, or is named in a review.
    """
    for owed in records.find(Commitment, deal_id=deal.id):
        if owed.kind is CommitmentKind.PROMISE or owed.promised_by:
            yield owed
    reviewed = [one.facts.compared for one in records.find(Review, deal_id=deal.id) if one.facts]
    named = {number for one in reviewed if one is not None for number in one.numbers}
    said = {one.id for one in records.find(Interaction, deal_id=deal.id)}
    once = {one.id: one for one in records.find(Commitment, customer_id=deal.customer_id) if one.interaction_id in said}
    once |= {number: one for number in named - set(once) if (one := records.get(Commitment, number)) is not None}
    for owed in once.values():
        if owed.deal_id != deal.id and owed.promised_by:
            yield owed


def _called_standard(records: Records, deal: Deal, findings: Sequence[DealFinding]) -> Iterator[Hand]:
    """Who called standard, since the deal was opened, what stops it else."""
    stops = {folded(one.sentence) for one in findings if one.rule is Rule.SURPRISE and one.severity is Severity.BLOCK}
    paper = max(records.find(Document, deal_id=deal.id), key=lambda one: one.version, default=None)
    if not stops or paper is None:
        return
    # the day of the enquiry can be typed anew
    since = min((deal.opened, *(one.on for one in deal.stages)))
    for made in records.find(Acknowledgement, document_type=paper.type):
        if made.stands and made.on >= since and folded(made.says) in stops:
            yield Hand(made.by, "called standard what would stop the deal")
