"""One reading of a deal's review, out of the store."""

from dataclasses import dataclass

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.services import deal_findings, papers, records
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.money_effect import effects
from crm_tui.services.review import DealReview, comparable
from crm_tui.tui.faults import unread
from crm_tui.tui.review_state import Standing, standing

_NO_EFFECT = MoneyEffect()


@dataclass(frozen=True, slots=True)
class Shown:
    """One reading."""

    review: DealReview
    """The promises beside the paper."""

    file: DealFile | None = None
    """All that was found; None where the paper can't be read."""

    standing: Standing | None = None
    """How its review stands."""

    problem: str = ""
    """Why its paper can't be read."""

    effect: MoneyEffect = _NO_EFFECT
    """What it costs the customer."""

    @property
    def findings(self) -> tuple[DealFinding, ...]:
        """What was found."""
        return self.file.findings if self.file else ()


def read_review(desk: Desk, deal_id: int, *, as_signed: bool = False) -> Shown:
    """All that was found about a deal; its promises alone, where its paper can't be read any more.

    With ``as_signed`` it is judged as if it were signed now.

    Raises:
        NotFound: the deal is gone.
        StoreProblem: the store can't be read.
    """
    try:
        file = deal_findings.of(desk, deal_id, signing=as_signed)
    except StoreProblem:
        raise
    except Exception as problem:  # the promises are worth seeing without the comparison
        review = without_paper(desk, deal_id)
        return Shown(review, None, standing(desk, review.deal, None), problem=unread(problem))
    stands = standing(desk, file.deal, file, as_signed=as_signed)
    return Shown(file.review, file, stands, effect=effects(file.comparison))


def without_paper(desk: Desk, deal_id: int) -> DealReview:
    """What the store has of a deal by itself: nothing is read of its paper.

    Raises:
        NotFound: the deal is gone.
        StoreProblem: the store can't be read.
    """
    deal = records.get(desk, Deal, deal_id)
    customer = records.get(desk, Customer, deal.customer_id)
    return DealReview(
        deal,
        customer,
        comparable(desk.store.find(Commitment, deal_id=deal_id)),
        papers.newest(desk, deal_id),
        None,
        None,
        notes=tuple(desk.store.find(Interaction, deal_id=deal_id)),
    )
