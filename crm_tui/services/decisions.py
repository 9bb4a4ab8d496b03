"""What is decided about the findings of a review: settle one, call a disclosure standard, take either back."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.document import Document
from crm_tui.domain.errors import NotFound
from crm_tui.domain.resolution import Acknowledgement, Answer, Decision, Resolution
from crm_tui.domain.review import Finding, Surprise
from crm_tui.services import records
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk

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
        return Settled(last, f"resolved on version {last.version}; the paper changed")
    if last.found != found.verdict.value:
        return Settled(last, f"resolved when it was {last.found}; that changed")
    return Settled(last)


def settled_surprise(found: Surprise, document: Document, made: Sequence[Resolution]) -> Settled | None:
    """The last resolution of a surprise that stands, and whether it is stale."""
    about = about_surprise(found)
    same = [one for one in made if one.document_id == document.id and one.found == found.explanation]
    last = _last(about, same)
    if last is not None:
        return Settled(last)
    last = _last(about, [one for one in made if one.document_id != document.id])
    return Settled(last, f"resolved on version {last.version}; the paper changed") if last else None


def acknowledged(found: Surprise, document: Document, standard: Sequence[Acknowledgement]) -> Acknowledgement | None:
    """The acknowledgement that covers a surprise: of the same term, on the same type of paper, saying the same."""
    return next((one for one in standard if one.document_type is document.type and _is_covered(found, one)), None)


def resolve_promise(desk: Desk, found: Finding, promise: Commitment, document: Document, answer: Answer) -> Resolution:
    """Keep what becomes of a promise's finding. A promise that is withdrawn is withdrawn from the daily check too.

    Raises:
        NotFound: the promise is gone.
    """
    made = _resolution(desk, document, about_promise(promise), found.verdict.value, answer)
    with records.in_plain_words(), desk.acting("finding settled") as now:
        current = now.get(Commitment, promise.id)
        if current is None:
            raise NotFound("this promise is no longer in the store")
        if answer is Answer.WITHDRAW and current.is_open:
            changed = {"status": Status.WITHDRAWN, "settled_on": desk.today()}
            now.put(Commitment.model_validate(current.model_dump() | changed))
        return now.add(made)


def resolve_surprise(desk: Desk, found: Surprise, document: Document, answer: Answer) -> Resolution:
    """Keep what becomes of a term that nobody spoke of."""
    return records.add(desk, _resolution(desk, document, about_surprise(found), found.explanation, answer))


def acknowledge(desk: Desk, found: Surprise, document: Document) -> Acknowledgement:
    """Call a disclosure standard for every paper of the document's type, in every deal."""
    with desk.acting("disclosure called standard") as now:
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

    Raises:
        Conflict: somebody else changed it meanwhile.
    """
    after = decision.model_copy(update={"taken_back_by": desk.officer, "taken_back_on": desk.today()})
    records.change(desk, decision, after, why="decision taken back")


def _resolution(desk: Desk, document: Document, about: str, found: str, answer: Answer) -> Resolution:
    return Resolution(
        by=desk.officer,
        on=desk.today(),
        deal_id=document.deal_id,
        document_id=document.id,
        version=document.version,
        about=about,
        found=found,
        answer=answer,
    )


def _is_covered(found: Surprise, by: Acknowledgement) -> bool:
    same_term = found.term == by.term and folded(found.label[:200]) == folded(by.label)
    # another figure is another disclosure: a penal rate of 2 % that was acknowledged does not cover one of 24 %
    return same_term and folded(found.explanation) == folded(by.says)


def _last(about: str, made: Sequence[Resolution]) -> Resolution | None:
    return max((one for one in made if one.about == about and one.stands), key=lambda one: one.id, default=None)
