"""The reviews of a deal as they are kept, and the refusals of a step."""

from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import Opens
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.rules import Rule
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.passing import awaits_new_version
from crm_tui.services.ports import Records, Transaction

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
        super().__init__(told, field=field)
        self.opens = opens
        """The record in which it is put right, with its ``field``; None where it is the review itself."""


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
    return newest(desk.store, deal_id)


def history(desk: Desk, deal_id: int) -> tuple[Review, ...]:
    """All reviews of a deal, the newest first; each shows what was seen then."""
    return tuple(sorted(desk.store.find(Review, deal_id=deal_id), key=lambda one: -one.id))


def numbered(desk: Desk, deal_id: int, review_id: int) -> Review:
    """A review of a deal by its number.

    Raises:
        NotFound: the deal has none of this number, or it was never submitted, so that nothing of its day was kept.
    """
    found = desk.store.get(Review, review_id)
    if found is None or found.deal_id != deal_id:
        has = ", ".join(f"#{one.id}" for one in reversed(history(desk, deal_id)))
        raise NotFound(f"this deal has no review #{review_id}: it has {has or 'none yet'}")
    if found.facts is None:
        raise NotFound(f"review #{review_id} was never submitted: there are no facts of that day to print")
    return found


def newest(among: Records, deal_id: int) -> Review | None:
    """The review that counts, as a transaction sees it."""
    return max(among.find(Review, deal_id=deal_id), key=lambda one: one.id, default=None)


def under_way(now: Records, deal_id: int) -> Deal:
    """The deal, which can be reviewed and signed.

    Raises:
        NotFound: it is gone.
        Refused: it is signed or lost.
    """
    deal = now.get(Deal, deal_id)
    if deal is None:
        raise NotFound(f"there is no deal {deal_id}: it may have been removed")
    if not deal.is_open:
        raise Refused(
            f"this deal is {deal.stage.lower()}: only one that is under way is reviewed", opens=opens_deal(deal)
        )
    return deal


def put(now: Transaction, review: Review, **changed: object) -> Review:
    """Store a review with what changed of it."""
    after = Review.model_validate(dict(review) | changed)
    now.put(after)
    return after


def check_settled(file: DealFile) -> None:
    """Refuse what a finding stops.

    Raises:
        Blocked: there is one.
    """
    if file.blocking:
        raise Blocked(file)


def opens_deal(deal: Deal) -> Opens:
    """Where a deal is put right."""
    return Opens(table=Deal.table, id=deal.id)
