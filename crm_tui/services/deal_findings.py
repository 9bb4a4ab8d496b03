"""The review of a deal before it is signed: all that speaks against it, from every side, in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.document import Document, PaperText
from crm_tui.domain.review import Comparison
from crm_tui.domain.rules import GroundRules
from crm_tui.services import deal_facts, vocabulary
from crm_tui.services.deal_facts import DealFacts, read
from crm_tui.services.desk import Desk
from crm_tui.services.desk_packs import own_packs
from crm_tui.services.difference_findings import GRAVEST_FIRST, differences, surprises, withdrawn
from crm_tui.services.fingerprints import Reviewed, fingerprint
from crm_tui.services.hurry_findings import days_in_stage, minimum_days, not_confirmed, stages_skipped
from crm_tui.services.numbered_before import first_number
from crm_tui.services.paper_findings import paper
from crm_tui.services.passing import resolved, with_decisions
from crm_tui.services.people_findings import incidents, owner, trainees
from crm_tui.services.review import DealReview
from crm_tui.services.rule_findings import concessions, what_matters
from crm_tui.services.tolerance_findings import groups

_COMPARED: tuple[Callable[[DealFacts], Iterable[DealFinding]], ...] = (differences, surprises, withdrawn)
"""What the comparison found: the review knows what was decided about each."""

_BESIDE: tuple[Callable[[DealFacts], Iterable[DealFinding]], ...] = (
    groups,
    paper,
    what_matters,
    concessions,
    minimum_days,
    stages_skipped,
    days_in_stage,
    not_confirmed,
    trainees,
    incidents,
    owner,
)
"""What was found beside it, in the order in which it is told."""

_ORDER = tuple(Source)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class DealFile:
    """A deal with everything that was found about it, at one moment."""

    facts: DealFacts
    """What it was judged by."""

    findings: tuple[DealFinding, ...]
    """The worst first: by severity, what is not resolved before what is, then in the order of the sources."""

    fingerprint: str
    """Of exactly what was reviewed: see :mod:`crm_tui.services.fingerprints`."""

    as_of: object
    """The store's version at which all of it was read."""

    @property
    def review(self) -> DealReview:
        """The promises beside the paper."""
        return self.facts.review

    @property
    def rules(self) -> GroundRules:
        """The version of the ground rules that judged."""
        return self.facts.rules

    @property
    def deal(self) -> Deal:
        """Which."""
        return self.review.deal

    @property
    def customer(self) -> Customer:
        """Whose."""
        return self.review.customer

    @property
    def promises(self) -> tuple[Commitment, ...]:
        """What was compared, in the order of the comparison's findings."""
        return self.review.promises

    @property
    def document(self) -> Document | None:
        """The paper that counts; None while there is none."""
        return self.review.document

    @property
    def paper(self) -> PaperText | None:
        """Its text."""
        return self.review.paper

    @property
    def comparison(self) -> Comparison | None:
        """None while there is no paper."""
        return self.review.comparison

    @property
    def blocking(self) -> tuple[DealFinding, ...]:
        """What stops the signature, in the order of the findings."""
        return tuple(one for one in self.findings if one.blocks)

    def finding(self, key: str) -> DealFinding | None:
        """The finding of this key."""
        return next((one for one in self.findings if one.key == key), None)


def of(desk: Desk, deal_id: int, *, signing: bool = False, afresh: bool = False) -> DealFile:
    """Everything that speaks against signing a deal, under the ground rules in force, as of today.

    It is judged for the day agreed for the signature, or today where none is agreed; with ``signing`` it is judged as
    if it were signed now. ``afresh``, and always for ``signing``, the paper is read and compared anew, without what
    was kept beside the store to be shown: so must be judged whatever is approved.

    Raises:
        NotFound: no such deal, or its paper is gone.
        Unreadable: its paper can't be read any more.
    """
    facts, as_of = _read_at_one_moment(desk, deal_id, signing=signing, afresh=afresh or signing)
    return DealFile(facts, found(facts), fingerprint(_reviewed(desk, facts)), as_of)


def under(desk: Desk, file: DealFile, rules: GroundRules) -> DealFile:
    """The same deal at the same moment, judged by other ground rules."""
    facts = deal_facts.under(desk, file.facts, rules)
    return replace(file, facts=facts, findings=found(facts))


def found(facts: DealFacts) -> tuple[DealFinding, ...]:
    """Everything that speaks against signing, in order, with what was decided about each."""
    compared = (finding for source in _COMPARED for finding in source(facts))
    beside = (_decided(finding, facts) for source in _BESIDE for finding in source(facts))
    return tuple(sorted((*compared, *beside), key=_rank))


def _read_at_one_moment(desk: Desk, deal_id: int, *, signing: bool, afresh: bool) -> tuple[DealFacts, object]:
    """What was read while nobody saved; a desk that never pauses is read as well as can be."""
    for _ in range(_TRIES):
        before = desk.store.version()
        facts = read(desk, deal_id, signing=signing, afresh=afresh)
        if desk.store.version() == before:
            break
    return facts, before


def _decided(finding: DealFinding, facts: DealFacts) -> DealFinding:
    settled = resolved(finding, facts.review.document, facts.resolutions)
    return with_decisions(finding, settled, facts.waivers, facts.today)


def _rank(finding: DealFinding) -> tuple[int, bool, int]:
    return GRAVEST_FIRST.index(finding.severity), finding.passes, _ORDER.index(finding.source)


def _reviewed(desk: Desk, facts: DealFacts) -> Reviewed:
    review = facts.review
    document = review.document
    gone = {f"promise {one.id}" for one in facts.withdrawn}
    return Reviewed(
        area=facts.deal.area,
        customer=first_number(desk.store, facts.deal),
        promises=review.promises,
        withdrawn=facts.withdrawn,
        notes=review.notes,
        document=document,
        learnt=vocabulary.learnt(desk),
        own_packs=own_packs(desk),
        resolutions=tuple(
            one
            for one in facts.resolutions
            if (document is not None and one.document_id == document.id) or one.about in gone
        ),
        acknowledgements=tuple(dict.fromkeys(one for one in review.acknowledged if one is not None)),
        waivers=facts.waivers,
    )
