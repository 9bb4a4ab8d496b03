"""What can be decided about a line of a review, and keeping what was chosen."""

from crm_tui.domain.document import Document
from crm_tui.domain.resolution import Acknowledgement, Answer, Decision
from crm_tui.services import decisions
from crm_tui.services.desk import Desk
from crm_tui.services.review import DealReview
from crm_tui.tui.widgets.findings import ReviewRow
from crm_tui.tui.widgets.review_rows import surprise_of

_STANDARD = "standard"
_TAKE_BACK = "take back"


def decide(desk: Desk, row: ReviewRow, review: DealReview, document: Document, chosen: str) -> None:
    """Keep what was chosen for a line of a review: an answer by its name, a standard disclosure, or taking back.

    Raises:
        DeskError: it could not be kept.
    """
    comparison, found = review.comparison, row.finding
    if comparison is None or found is None:
        return
    place = surprise_of(found, review)
    if chosen == _TAKE_BACK:
        if (made := decision_on(row, review)) is not None:
            decisions.take_back(desk, made)
    elif row.promise is not None:
        at = review.promises.index(row.promise)
        decisions.resolve_promise(desk, comparison.findings[at], row.promise, document, Answer[chosen])
    elif place is not None and chosen == _STANDARD:
        decisions.acknowledge(desk, comparison.surprises[place], document)
    elif place is not None:
        decisions.resolve_surprise(desk, comparison.surprises[place], document, Answer[chosen])


def answers_for(row: ReviewRow, review: DealReview, document: Document) -> list[tuple[str, str]]:
    """What can be chosen for a line: names with their words."""
    made = decision_on(row, review)
    answers = [] if made is None else [(_TAKE_BACK, "take back what was decided")]
    if isinstance(made, Acknowledgement):
        return answers
    if row.promise is None:
        answers.append((_STANDARD, f"standard in every {document.type}"))
    return [*answers, *((one.name, one.value) for one in _fitting(row))]


def decision_on(row: ReviewRow, review: DealReview) -> Decision | None:
    """The decision about a line that can be taken back."""
    if row.finding is None:
        return None
    if row.promise is not None:
        settled = review.settled_finding(review.promises.index(row.promise))
        return settled.resolution if settled else None
    place = surprise_of(row.finding, review)
    if place is None:
        return None
    settled = review.settled_surprise(place)
    return review.standard(place) or (settled.resolution if settled else None)


def _fitting(row: ReviewRow) -> tuple[Answer, ...]:
    """The answers that make sense of a line."""
    return (Answer.AMEND, Answer.EXCEPTION, Answer.ACCEPTED) if row.promise is None else tuple(Answer)
