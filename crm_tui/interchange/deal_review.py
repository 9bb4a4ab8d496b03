"""The review of a deal as plain text and as JSON."""

from typing import Any

from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.review import Comparison
from crm_tui.interchange import comparison, json_text
from crm_tui.interchange.layout import hanging
from crm_tui.services.review import DealReview


def as_text(review: DealReview) -> str:
    """Deal, customer and paper, then one block for each promise, then the surprises.

    Raises:
        DeskError: the deal has no paper yet.
    """
    document, found = _paper_of(review)
    deal = review.deal
    head = [
        hanging("", f"Deal #{deal.id}: {deal.title} ({deal.stage})"),
        hanging("Customer: ", review.customer.name),
        hanging("Paper: ", f"{document.name} (version {document.version}, {document.type})"),
    ]
    return "\n".join([*head, *comparison.blocks(found), ""])


def as_json(review: DealReview) -> str:
    """As a comparison, with the deal, the customer and the numbers of the promises.

    Raises:
        DeskError: the deal has no paper yet.
    """
    document, found = _paper_of(review)
    deal, parts = review.deal, comparison.parts(found)
    value = deal.value
    promises: list[dict[str, Any]] = [
        {"id": promise.id, **part} for promise, part in zip(review.promises, parts["promises"], strict=True)
    ]
    return json_text.dumped(
        {
            "deal": {
                "id": deal.id,
                "title": deal.title,
                "stage": deal.stage.value,
                "area": deal.area.value,
                "owner": deal.owner,
                "value": {"amount": json_text.amount(value.amount), "currency": value.currency} if value else None,
            },
            "customer": {"id": review.customer.id, "name": review.customer.name},
            "document": {
                "id": document.id,
                "name": document.name,
                "type": document.type.value,
                "version": document.version,
                "pages": document.pages,
                "sha256": document.sha256,
            },
            **parts,
            "promises": promises,
        }
    )


def _paper_of(review: DealReview) -> tuple[Document, Comparison]:
    # a deal that nobody could compare must not look like one in which nothing was found
    if review.document is None or review.comparison is None:
        raise DeskError(f"deal #{review.deal.id} has no paper yet: attach one before the review")
    return review.document, review.comparison
