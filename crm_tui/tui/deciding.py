"""What can be decided about a line of a review, and keeping what was chosen."""

from crm_tui.domain.document import Document
from crm_tui.domain.resolution import Acknowledgement, Answer
from crm_tui.domain.review import Verdict
from crm_tui.services import decisions
from crm_tui.services.desk import Desk
from crm_tui.services.review import DealReview
from crm_tui.tui.widgets.findings import FindingRow

_STANDARD = "standard"
_TAKE_BACK = "take back"


def decide(desk: Desk, row: FindingRow, review: DealReview, document: Document, chosen: str) -> None:
    """Keep what was chosen for a line of a review: an answer by its name, a standard disclosure, or taking back.

    Raises:
        DeskError: it could not be kept.
    """
    if chosen == _TAKE_BACK:
        if row.decision is not None:
            decisions.take_back(desk, row.decision)
    elif review.comparison is not None and row.place is not None:
        if row.promise is not None:
            found = review.comparison.findings[row.place]
            decisions.resolve_promise(desk, found, row.promise, document, Answer[chosen])
        elif chosen == _STANDARD:
            decisions.acknowledge(desk, review.comparison.surprises[row.place], document)
        else:
            decisions.resolve_surprise(desk, review.comparison.surprises[row.place], document, Answer[chosen])


def answers_for(row: FindingRow, document: Document) -> list[tuple[str, str]]:
    """What can be chosen for a line: names with their words. Nothing where the paper gives exactly what was said."""
    answers = [] if row.decision is None else [(_TAKE_BACK, "take back what was decided")]
    if isinstance(row.decision, Acknowledgement):
        return answers
    if row.promise is None:
        answers.append((_STANDARD, f"standard in every {document.type}"))
    return [*answers, *((one.name, one.value) for one in _fitting(row))]


def _fitting(row: FindingRow) -> tuple[Answer, ...]:
    """The answers that make sense of a line."""
    if row.promise is None:
        return Answer.AMEND, Answer.EXCEPTION, Answer.ACCEPTED
    if row.verdict is Verdict.MATCHES:
        return ()
    # a paper that gives more than was said may be a mistake of whoever wrote it
    return (Answer.AMEND, Answer.ACCEPTED) if row.verdict is Verdict.BETTER else tuple(Answer)
