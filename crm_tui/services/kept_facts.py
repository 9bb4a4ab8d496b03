"""What somebody had before them when they took a step of a review, as it is kept."""

from collections.abc import Iterator

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.compared import Compared, NotSpokenOf, SaidAndWritten, ToDo
from crm_tui.domain.document import Document, DocumentType
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.review import Finding
from crm_tui.domain.sign_off import Facts, Review
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from crm_tui.services.money_effect import effects
from crm_tui.services.passing import missing
from crm_tui.services.plain_days import in_words
from crm_tui.services.review import beside_paper
from crm_tui.services.settled import Settled, about_promise


def facts_of(file: DealFile) -> Facts:
    """What somebody has before them, without the promises one by one: enough to look at."""
    deal, document = file.deal, file.document
    return Facts(
        fingerprint=file.fingerprint,
        rules_version=file.rules.version,
        document_id=document.id if document else None,
        paper=f"{document.name} (version {document.version}, {document.type})" if document else "",
        what_matters=deal.what_matters or ("not asked" if deal.not_asked else ""),
        findings=file.findings,
        promises=len(file.promises),
        effect=effects(file.comparison),
    )


def whole_facts(desk: Desk, file: DealFile) -> Facts:
    """The same with each promise as it was compared: enough to be printed on any later day."""
    return facts_of(file).model_copy(update={"compared": compared(desk, file)})


def compared(desk: Desk, file: DealFile) -> Compared:
    """Everything that was promised on a deal beside its paper, with what was decided."""
    review, found = file.review, file.comparison
    surprises = found.surprises if found else ()
    return Compared(
        paper=_paper(file.document) if file.document else "",
        promises=(*_compared(file), *_withdrawn(desk, file)),
        unspoken=tuple(
            NotSpokenOf(
                label=one.label,
                impact=one.impact,
                evidence=one.evidence,
                decided=_that_counts(review.settled_surprise(place)),
                standard=review.standard(place) is not None,
            )
            for place, one in enumerate(surprises)
        ),
        to_do=tuple(_to_do(one) for one in file.facts.promised if one.claim is None),
    )


def signed(review: Review) -> Facts | None:
    """What was signed on a review; what was approved, where that is all that was kept; None where it was not signed."""
    if not review.signings:
        return None
    last = review.signings[-1].facts
    return last if last is not None else review.facts


def promised_since(desk: Desk, deal_id: int, then: Compared) -> tuple[Commitment, ...]:
    """What was promised on a deal and was not known then, and stands now; by number."""
    owed = desk.store.find(Commitment, deal_id=deal_id)
    return tuple(
        one
        for one in sorted(owed, key=lambda one: one.id)
        if one.kind is CommitmentKind.PROMISE and one.status is not Status.WITHDRAWN and one.id not in then.numbers
    )


def _compared(file: DealFile) -> Iterator[SaidAndWritten]:
    findings = file.comparison.findings if file.comparison else (None,) * len(file.promises)
    for place, (found, promise) in enumerate(zip(findings, file.promises, strict=True)):
        yield _said(promise, found, _that_counts(file.review.settled_finding(place)))


def _withdrawn(desk: Desk, file: DealFile) -> Iterator[SaidAndWritten]:
    withdrawn = file.facts.withdrawn
    findings = beside_paper(desk, file.review, withdrawn) or (None,) * len(withdrawn)
    for found, promise in zip(findings, withdrawn, strict=True):
        about = about_promise(promise)
        told = [one for one in file.facts.resolutions if one.about == about and one.answer is Answer.WITHDRAW]
        in_full = [one for one in told if not missing(one)]
        said = _said(promise, found, in_full[-1] if in_full else None)
        yield said.model_copy(update={"withdrawn": True, "verdict": None})


def _said(promise: Commitment, found: Finding | None, decided: Resolution | None) -> SaidAndWritten:
    kept = SaidAndWritten(
        promise=promise.id,
        by=promise.owner,
        words=promise.words,
        understood=promise.claim.said if promise.claim else "",
        made_on=promise.made_on,
        decided=decided,
    )
    if found is None:
        return kept
    of_paper = ("label", "verdict", "reason", "explanation", "impact", "evidence")
    return kept.model_copy(update={"paper": found.paper or "", **{name: getattr(found, name) for name in of_paper}})


def _to_do(promise: Commitment) -> ToDo:
    return ToDo(
        promise=promise.id,
        by=promise.owner,
        words=promise.words,
        made_on=promise.made_on,
        due=promise.due,
        kept_on=promise.settled_on if promise.status is Status.KEPT else None,
    )


def _that_counts(settled: Settled | None) -> Resolution | None:
    return settled.resolution if settled is not None and not settled.stale else None


def _paper(document: Document) -> str:
    kind = "paper" if document.type is DocumentType.OTHER else document.type.value
    issued = f" of {in_words(document.issued_on)}" if document.issued_on else ""
    return f"{kind}{issued}, version {document.version}"
