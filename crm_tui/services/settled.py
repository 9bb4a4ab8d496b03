"""What was decided about the findings of a review, as it stands beside the present paper."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.document import Document
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.domain.review import Finding, Surprise
from crm_tui.services.customers import folded

_LONGEST_ABOUT = 200


@dataclass(frozen=True, slots=True)
class Settled:
    """A resolution as it stands beside the present paper."""

    resolution: Resolution
    """What was decided."""

    stale: str = ""
    """Why it no longer counts, in plain words; empty while it does."""

    @property
    def counts(self) -> bool:
        """Whether nobody has to look at the finding again. A paper that is to be amended stays as it is till then."""
        return not self.stale


def about_promise(promise: Commitment) -> str:
    """What a resolution of this promise's finding is about."""
    return f"promise {promise.id}"


def about_surprise(surprise: Surprise) -> str:
    """What a resolution of this surprise is about: its term, whatever the paper's version."""
    return f"surprise {surprise.term or folded(surprise.label)}"[:_LONGEST_ABOUT]


def settled_promise(
    found: Finding, promise: Commitment, document: Document, made: Sequence[Resolution]
) -> Settled | None:
    """The last resolution of a promise that stands, and whether it is stale."""
    last = _last(about_promise(promise), made)
    if last is None:
        return None
    if last.document_id != document.id:
        return Settled(last, on_another_paper(last, document))
    if last.found != found.verdict.value:
        return Settled(last, f"resolved when it was {last.found}; that changed")
    if last.said and (last.said, last.claim) != (promise.words, promise.claim):
        return Settled(last, "resolved when something else was promised")
    return Settled(last)


def settled_surprise(found: Surprise, document: Document, made: Sequence[Resolution]) -> Settled | None:
    """The last resolution of a surprise that stands, and whether it is stale."""
    about = about_surprise(found)
    same = [one for one in made if one.document_id == document.id and one.found == found.explanation]
    last = _last(about, same)
    if last is not None:
        return Settled(last)
    last = _last(about, [one for one in made if one.document_id != document.id])
    return Settled(last, on_another_paper(last, document)) if last else None


def on_another_paper(made: Resolution, document: Document) -> str:
    """Why what was decided on another version of the paper counts no more."""
    if made.answer is Answer.AMEND:
        return f"version {document.version} still has it"
    return f"resolved on version {made.version}; the paper changed"


def acknowledged(found: Surprise, document: Document, standard: Sequence[Acknowledgement]) -> Acknowledgement | None:
    """The acknowledgement that covers a surprise: of the same term, on the same type of paper, saying the same."""
    return next((one for one in standard if one.document_type is document.type and _is_covered(found, one)), None)


def _is_covered(found: Surprise, by: Acknowledgement) -> bool:
    same_term = found.term == by.term and folded(found.label[:200]) == folded(by.label)
    # another figure is another disclosure: a penal rate of 2 % that was acknowledged does not cover one of 24 %
    return same_term and folded(found.explanation) == folded(by.says)


def _last(about: str, made: Sequence[Resolution]) -> Resolution | None:
    return max((one for one in made if one.about == about and one.stands), key=lambda one: one.id, default=None)
