"""The review of a deal as plain text and as JSON."""

from collections.abc import Iterator
from typing import Any

from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.resolution import Decision, Resolution
from crm_tui.domain.review import Comparison
from crm_tui.interchange import comparison, json_text, money_effect
from crm_tui.interchange.layout import hanging
from crm_tui.services.changes import PaperChanges
from crm_tui.services.money_effect import effects
from crm_tui.services.review import DealReview


def as_text(review: DealReview) -> str:
    """Deal, customer and paper, one block for each promise, the surprises, the money, what was decided, what changed.

    A disclosure that is standard on papers of this type is one line among what was decided.

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
    # nobody has to look at an acknowledged disclosure again: it stands among what was decided
    unseen = tuple(one for place, one in enumerate(found.surprises) if review.standard(place) is None)
    shown = found.model_copy(update={"surprises": unseen})
    money = money_effect.block(effects(found))
    return "\n".join([*head, *comparison.blocks(shown), *money, *_decided(review), *_changed(review.changes), ""])


def as_json(review: DealReview) -> str:
    """As a comparison, with the deal, the customer, the numbers of the promises, what was decided and what changed.

    ``money`` is what the differences cost the customer: see :func:`crm_tui.interchange.money_effect.as_value`.
    ``acknowledged`` of a surprise is whether it is standard on papers of this type; ``decided`` holds the resolutions
    and the acknowledgements that concern this paper, ``changes`` what it says
    differently from the paper before (null for a first paper).

    Raises:
        DeskError: the deal has no paper yet.
    """
    document, found = _paper_of(review)
    deal, parts = review.deal, comparison.parts(found)
    value = deal.value
    promises: list[dict[str, Any]] = [
        {"id": promise.id, **part} for promise, part in zip(review.promises, parts["promises"], strict=True)
    ]
    surprises: list[dict[str, Any]] = [
        part | {"acknowledged": review.standard(place) is not None} for place, part in enumerate(parts["surprises"])
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
            "surprises": surprises,
            "money": money_effect.as_value(effects(found), [promise.id for promise in review.promises]),
            "decided": [_decision_value(*one) for one in _decisions(review)],
            "changes": _changes_value(review.changes),
        }
    )


def _paper_of(review: DealReview) -> tuple[Document, Comparison]:
    # a deal that nobody could compare must not look like one in which nothing was found
    if review.document is None or review.comparison is None:
        raise DeskError(f"deal #{review.deal.id} has no paper yet: attach one before the review")
    return review.document, review.comparison


def _decisions(review: DealReview) -> Iterator[tuple[str, Decision, str]]:
    """What was decided: the term in plain words, the decision, and why it no longer counts."""
    found = review.comparison
    if found is None:
        return
    for place, one in enumerate(found.findings):
        if (settled := review.settled_finding(place)) is not None:
            yield one.label, settled.resolution, settled.stale
    for place, surprise in enumerate(found.surprises):
        if (standard := review.standard(place)) is not None:
            yield surprise.label, standard, ""
        elif (settled := review.settled_surprise(place)) is not None:
            yield surprise.label, settled.resolution, settled.stale


def _answer(made: Decision) -> str:
    return made.answer.value if isinstance(made, Resolution) else "acknowledged as standard"


def _decided(review: DealReview) -> list[str]:
    told = [
        hanging("  ", f"{label}: {_answer(made)} ({made.by}, {made.on})" + (f"; {stale}" if stale else ""))
        for label, made, stale in _decisions(review)
    ]
    return ["\nDecided", *told] if told else []


def _changed(found: PaperChanges | None) -> list[str]:
    if found is None:
        return []
    told = [
        hanging("  ", f"{one.label}: {one.before or 'nothing'} → {one.after or 'nothing any more'}")
        for one in found.changes
    ]
    same = [hanging("  ", found.problem or "nothing")]
    return [f"\nChanged since version {found.earlier.version}", *(told or same)]


def _decision_value(label: str, made: Decision, stale: str) -> dict[str, Any]:
    about = made.about if isinstance(made, Resolution) else None
    return {
        "label": label,
        "about": about,
        "answer": _answer(made),
        "by": made.by,
        "on": made.on.isoformat(),
        "stale": stale or None,
    }


def _changes_value(found: PaperChanges | None) -> dict[str, Any] | None:
    if found is None:
        return None
    changes = [
        {"label": one.label, "before": one.before, "after": one.after, "evidence": comparison.evidence(one.evidence)}
        for one in found.changes
    ]
    return {"since": found.earlier.version, "changes": changes, "problem": found.problem or None}
