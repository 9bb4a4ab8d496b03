"""Review of a deal: every promise beside the newest paper."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pydantic import TypeAdapter

from crm_tui.comparison.engine import compare
from crm_tui.comparison.kinds import Vocabulary, held
from crm_tui.comparison.promises import Promise
from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.document import Document, PaperText
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Acknowledgement, Answer, Resolution
from crm_tui.domain.review import Comparison, Finding, Verdict
from crm_tui.services import papers, records, vocabulary
from crm_tui.services.changes import PaperChanges, since_the_version_before
from crm_tui.services.desk import Desk
from crm_tui.services.passing import missing
from crm_tui.services.reckoned import reckoned
from crm_tui.services.settled import Settled, about_promise, acknowledged, settled_promise, settled_surprise


@dataclass(frozen=True, slots=True)
class DealReview:
    """A deal with its promises and its paper side by side."""

    deal: Deal
    """Which."""

    customer: Customer
    """Whose."""

    promises: tuple[Commitment, ...]
    """What was promised about a term and not withdrawn; in the order of the comparison's findings."""

    document: Document | None
    """The newest paper; None while there is none."""

    paper: PaperText | None
    """Its text."""

    comparison: Comparison | None
    """None while there is no paper."""

    settled: tuple[Settled | None, ...] = ()
    """What was decided about each finding, then about each surprise; empty where nothing can have been."""

    acknowledged: tuple[Acknowledgement | None, ...] = ()
    """For each surprise, who called it standard on papers of this type; empty where none can have been."""

    changes: PaperChanges | None = None
    """What changed since the paper before; None for a first one."""

    notes: tuple[Interaction, ...] = ()
    """The contacts on the deal: what was said in them is no surprise."""

    owed: tuple[Commitment, ...] = ()
    """Everything that is owed on the deal, by number: what was compared, and all else."""

    def settled_finding(self, place: int) -> Settled | None:
        """What was decided about the finding at this place."""
        return self.settled[place] if place < len(self.settled) else None

    def settled_surprise(self, place: int) -> Settled | None:
        """What was decided about the surprise at this place."""
        return self.settled_finding(len(self.promises) + place)

    def standard(self, place: int) -> Acknowledgement | None:
        """Who called the surprise at this place standard."""
        return self.acknowledged[place] if place < len(self.acknowledged) else None

    @property
    def open_surprises(self) -> int:
        """How many surprises nobody has acknowledged."""
        found = self.comparison.surprises if self.comparison else ()
        return sum(self.standard(place) is None for place in range(len(found)))


def review_deal(desk: Desk, deal_id: int, *, afresh: bool = False) -> DealReview:
    """Set a deal's promises beside its newest paper; ``afresh`` without what was kept beside the store.

    Raises:
        NotFound: no such deal, or its paper is gone.
        Unreadable: its paper can't be read any more.
    """
    deal = records.get(desk, Deal, deal_id)
    customer = records.get(desk, Customer, deal.customer_id)
    owed = desk.store.find(Commitment, deal_id=deal_id)
    promises = comparable(owed)
    notes = tuple(desk.store.find(Interaction, deal_id=deal_id))
    document = papers.newest(desk, deal_id)
    if document is None:
        return DealReview(deal, customer, promises, None, None, None, notes=notes, owed=tuple(owed))
    paper = papers.text_of(desk, document, afresh=afresh)
    spoken = "\n".join([*(one.said for one in notes), *(one.words for one in promises)])
    said = tuple(Promise.stored(one.words, one.claim, one.certainty) for one in promises if one.claim)
    if afresh or desk.reckoned is None:
        comparison = _compare(said, paper, spoken, desk.today(), deal.area, vocabulary.ready(desk))
    else:
        comparison = _looked_up(desk, said, paper, spoken, desk.today(), deal.area, vocabulary.digest(desk))
    made = desk.store.find(Resolution, deal_id=deal_id)
    if gone := _told_withdrawn(desk, deal.area, owed, (document, paper), made, afresh=afresh):
        # as if they still stood: what answers them is no surprise
        both = (*said, *(Promise.stored(one.words, one.claim, one.certainty) for one in gone if one.claim))
        with_them = _compare(both, paper, spoken, desk.today(), deal.area, vocabulary.ready(desk))
        comparison = comparison.model_copy(update={"surprises": with_them.surprises})
    standard = [one for one in desk.store.find(Acknowledgement, document_type=document.type) if one.stands]
    return DealReview(
        deal,
        customer,
        promises,
        document,
        paper,
        comparison,
        settled=(
            *(
                settled_promise(found, promise, document, made)
                for found, promise in zip(comparison.findings, promises, strict=True)
            ),
            *(settled_surprise(found, document, made) for found in comparison.surprises),
        ),
        acknowledged=tuple(acknowledged(found, document, standard) for found in comparison.surprises),
        changes=since_the_version_before(desk, document, paper, deal.area),
        notes=notes,
        owed=tuple(owed),
    )


def _told_withdrawn(
    desk: Desk,
    area: Area,
    owed: list[Commitment],
    newest: tuple[Document, PaperText],
    made: list[Resolution],
    *,
    afresh: bool,
) -> tuple[Commitment, ...]:
    """The promises that were withdrawn, where the customer was told what this paper says.

    They were told in sight of this version, or of an earlier one that says the same of them: one that says something
    else is news to them.
    """
    document, paper = newest
    told = [one for one in made if one.stands and one.answer is Answer.WITHDRAW and not missing(one)]
    withdrawn = [one for one in owed if one.status is Status.WITHDRAWN and one.claim is not None]
    found: set[int] = set()
    for seen in {one.document_id for one in told}:
        about = {one.about for one in told if one.document_id == seen}
        of_it = tuple(one for one in withdrawn if about_promise(one) in about)
        if seen == document.id:
            found.update(one.id for one in of_it)
            continue
        try:
            earlier = papers.text_of(desk, records.get(desk, Document, seen), afresh=afresh)
        except DeskError:
            # what nobody can read any more, nobody can say was told
            continue
        then, now = (_passages(desk, area, one, of_it) for one in (earlier, paper))
        found.update(one.id for one, before, after in zip(of_it, then, now, strict=True) if before == after)
    return tuple(one for one in withdrawn if one.id in found)


def _passages(desk: Desk, area: Area, paper: PaperText, promises: Sequence[Commitment]) -> list[list[str]]:
    """What a paper says of each promise, line by line in its own words."""
    return [[" ".join(one.text.split()) for one in found.evidence] for found in _findings(desk, area, paper, promises)]


def beside_paper(desk: Desk, review: DealReview, promises: Sequence[Commitment]) -> tuple[Finding, ...]:
    """What the paper says of promises that are not compared any more, one for each; empty while there is no paper."""
    if review.paper is None or not promises:
        return ()
    return _findings(desk, review.deal.area, review.paper, promises)


def as_first_written(desk: Desk, deal: Deal) -> tuple[tuple[Commitment, Finding], ...]:
    """Every promise about a term that was ever made on a deal, beside its first paper; empty while there is none.

    Promises that were withdrawn are among them: that the paper had to be amended, or a promise taken back, is what
    this tells.

    Raises:
        NotFound: the paper is gone.
        Unreadable: it can't be read any more.
    """
    promised = desk.store.find(Commitment, deal_id=deal.id)
    promises = [one for one in promised if one.kind is CommitmentKind.PROMISE and one.claim is not None]
    first = min(desk.store.find(Document, deal_id=deal.id), key=lambda one: (one.version, one.id), default=None)
    if first is None or not promises:
        return ()
    said = tuple(Promise.stored(one.words, one.claim, one.certainty) for one in promises if one.claim)
    spoken = "\n".join(one.words for one in promises)
    paper, today = papers.text_of(desk, first), desk.today()
    if desk.reckoned is None:
        found = _compare(said, paper, spoken, today, deal.area, vocabulary.ready(desk))
    else:
        found = _looked_up(desk, said, paper, spoken, today, deal.area, vocabulary.digest(desk))
    return tuple(zip(promises, found.findings, strict=True))


def _findings(desk: Desk, area: Area, paper: PaperText, promises: Sequence[Commitment]) -> tuple[Finding, ...]:
    said = tuple(Promise.stored(one.words, one.claim, one.certainty) for one in promises if one.claim)
    spoken = "\n".join(one.words for one in promises)
    return _compare(said, paper, spoken, desk.today(), area, vocabulary.ready(desk)).findings


def common_inputs(desk: Desk) -> int:
    """Another number once something has changed that every deal's comparison goes by, such as a learnt name."""
    return hash((desk.today(), vocabulary.ready(desk), *desk.store.find(Acknowledgement)))


def inputs(desk: Desk, deal_id: int) -> int:
    """Another number once something of the deal has changed that its comparison goes by."""
    kinds: tuple[type[Record], ...] = (Commitment, Interaction, Document, Resolution)
    theirs = [one for kind in kinds for one in desk.store.find(kind, deal_id=deal_id)]
    return hash((desk.store.get(Deal, deal_id), *theirs))


def comparable(commitments: list[Commitment]) -> tuple[Commitment, ...]:
    """The promises among them that say something about a term and still stand."""
    return tuple(
        one
        for one in commitments
        if one.kind is CommitmentKind.PROMISE and one.claim is not None and one.status is not Status.WITHDRAWN
    )


def verdict_counts(comparison: Comparison) -> Counter[Verdict]:
    """How many promises have each verdict."""
    return Counter(found.verdict for found in comparison.findings)


# findings are a pure function of these: one reckoning serves every screen that shows them
@lru_cache(maxsize=256)
def _compare(
    said: tuple[Promise, ...], paper: PaperText, spoken: str, today: date, area: Area, known: Vocabulary
) -> Comparison:
    with held(known):
        return compare(said, paper, spoken=spoken, today=today, area=area)


@lru_cache(maxsize=64)
def _looked_up(
    desk: Desk, said: tuple[Promise, ...], paper: PaperText, spoken: str, today: date, area: Area, known: str
) -> Comparison:
    def about() -> object:
        promises = [one.model_dump(mode="json") for one in said]
        text = (paper.name, paper.sha256)
        return ["comparison", promises, text, spoken, today.isoformat(), area, known]

    # the vocabulary is loaded only where it is needed
    return reckoned(
        desk, about, _COMPARISON, lambda: _compare(said, paper, spoken, today, area, vocabulary.ready(desk))
    )


_COMPARISON = TypeAdapter(Comparison)
