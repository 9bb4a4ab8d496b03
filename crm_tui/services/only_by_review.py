"""The one gate to Signed: whatever saves a deal, it comes to that stage on its review, and in no other way."""

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.deal_finding import Opens
from crm_tui.domain.errors import DeskError
from crm_tui.domain.record import Record
from crm_tui.domain.sign_off import Review
from crm_tui.services.ports import Records

SIGNED = frozenset({Stage.SIGNED, Stage.LIVE})
"""The stages that only a signed deal is in."""


class OnlyByReview(DeskError):
    """A deal was to be signed, or a review to be changed, in some other way than by the steps of its review."""

    def __init__(self, told: str, deal_id: int) -> None:
        super().__init__(told, field="stage")
        self.opens = Opens(table=Deal.table, id=deal_id) if deal_id else None
        """The deal whose review is to be opened; None for one that is not stored yet."""


def check(records: Records, record: Record, review_of: int | None, *, removed: bool = False) -> None:
    """Refuse a change before it is made; ``review_of`` is the deal whose review takes a step in this transaction.

    Raises:
        OnlyByReview: it is no step of a review, and would have to be one.
    """
    if isinstance(record, Review) and (removed or record.deal_id != review_of):
        raise OnlyByReview("a review is submitted, decided and signed, and never changed otherwise", record.deal_id)
    if not isinstance(record, Deal) or removed or record.stage not in SIGNED:
        return
    was = records.get(Deal, record.id) if record.id else None
    if was is not None and was.stage in SIGNED:
        return
    if was is None:
        told = (
            f"a new deal is not {record.stage.lower()}: save it in an earlier stage, then have it reviewed and sign it"
        )
        raise OnlyByReview(told, 0)
    if record.id != review_of or record.stage is not Stage.SIGNED:
        told = (
            f"a deal becomes {record.stage.lower()} only on its review: submit it, have it approved, then sign it "
            f"there (crm-tui sign-off {record.id} submit)"
        )
        raise OnlyByReview(told, record.id)
