"""The comparison as a whole: hear a note, read a paper, set them side by side."""

from datetime import date

from crm_tui.comparison.paper import DocumentedTerm
from crm_tui.comparison.promises import Promise
from crm_tui.domain.deal import Area
from crm_tui.domain.document import PaperText
from crm_tui.domain.review import Comparison


def listen(note: str, *, today: date, area: Area | None = None) -> tuple[Promise, ...]:
    """The promises in a note, in its order; only the last version of a statement."""
    return ()


def read_terms(paper: PaperText, *, today: date, area: Area | None = None) -> tuple[DocumentedTerm, ...]:
    """The terms that a paper documents, in its order."""
    return ()


def compare(
    promises: tuple[Promise, ...], paper: PaperText, *, spoken: str, today: date, area: Area | None = None
) -> Comparison:
    """Set promises beside a paper.

    ``spoken`` is all that was said, disclosures included: a term spoken of is no surprise.
    """
    return Comparison(findings=(), surprises=())
