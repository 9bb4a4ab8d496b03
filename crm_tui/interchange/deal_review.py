"""The review of a deal as plain text, Markdown and JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from crm_tui.domain.resolution import Decision, Resolution
from crm_tui.domain.review import CLEARED, Comparison, Finding
from crm_tui.interchange import comparison, deal_findings, json_text, money_effect
from crm_tui.interchange.layout import hanging
from crm_tui.interchange.markdown import escaped
from crm_tui.services.changes import PaperChanges
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.house_words import capital
from crm_tui.services.money_effect import effects
from crm_tui.services.review import DealReview


def as_text(file: DealFile) -> str:
    """Deal, customer, paper and rules, every finding, the promises that are kept, the money, what changed."""
    review = file.review
    shown = _kept(review)
    return "\n".join(
        [
            *(hanging(f"{name}: " if name else "", words) for name, words in _head(file)),
            deal_findings.counts(file.findings, len(shown)),
            *deal_findings.blocks(file.findings),
            *deal_findings.kept(shown),
            *(money_effect.block(effects(review.comparison)) if review.comparison else []),
            *_changed(review.changes),
            "",
        ]
    )


def as_markdown(file: DealFile) -> str:
    """The same as headings and lists."""
    review = file.review
    shown = _kept(review)
    (_, title), *head = _head(file)
    return "\n".join(
        [
            f"# {escaped(title)}",
            "",
            *(f"- **{name}** {escaped(words)}" for name, words in head),
            "",
            deal_findings.counts(file.findings, len(shown)).replace("\n", " · "),
            "",
            *(["## Findings", ""] if file.findings else []),
            *deal_findings.sections(file.findings),
            *deal_findings.kept_items(shown),
            *(money_effect.section(effects(review.comparison)) if review.comparison else []),
        ]
    )


def as_json(file: DealFile, more: Mapping[str, Any] | None = None) -> str:
    """As a comparison, with the deal, the customer, the numbers of the promises, what was decided and what changed.

    ``findings`` is everything that was found, from every side, the worst first: see
    :func:`crm_tui.interchange.deal_findings.as_value`; ``blocking`` how many of them stop the signature,
    ``rules_version`` which ground rules judged (0 for the usual ones), ``fingerprint`` what an approval is bound to.
    Without a paper ``document`` is null, and nothing was compared.

    ``money`` is what the differences cost the customer: see :func:`crm_tui.interchange.money_effect.as_value`.
    ``acknowledged`` of a surprise is whether it is standard on papers of this type; ``decided`` holds the resolutions
    and the acknowledgements that concern this paper (of a resolution with the document in which the customer accepted
    it, or how they were told, and the day), ``changes`` what it says
    differently from the paper before (null for a first paper). ``more`` comes last.
    """
    review = file.review
    deal, document = review.deal, review.document
    found = review.comparison or Comparison(findings=(), surprises=())
    parts = comparison.parts(found)
    value = deal.value
    compared = review.promises if review.comparison else ()
    promises: list[dict[str, Any]] = [
        {"id": promise.id, **part} for promise, part in zip(compared, parts["promises"], strict=True)
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
            }
            if document
            else None,
            "rules_version": file.rules.version,
            "fingerprint": file.fingerprint,
            "blocking": len(file.blocking),
            "findings": [deal_findings.as_value(one) for one in file.findings],
            **parts,
            "promises": promises,
            "surprises": surprises,
            "money": money_effect.as_value(effects(found), [promise.id for promise in compared]),
            "decided": [_decision_value(*one) for one in _decisions(review)],
            "changes": _changes_value(review.changes),
            **(more or {}),
        }
    )


def _head(file: DealFile) -> list[tuple[str, str]]:
    """What stands above the findings, each with its name; the deal itself has none."""
    deal, document, rules = file.deal, file.document, file.rules
    paper = f"{document.name} (version {document.version}, {document.type})" if document else "none yet"
    return [
        ("", f"Deal #{deal.id}: {deal.title} ({file.facts.words.stage(deal.stage)})"),
        (capital(file.facts.words.one), file.customer.name),
        ("Paper", paper),
        ("What matters", deal.what_matters or ("not asked" if deal.not_asked else "not written down")),
        ("Ground rules", f"version {rules.version}" if rules.version else "the usual ones"),
    ]


def _kept(review: DealReview) -> list[Finding]:
    return [one for one in (review.comparison.findings if review.comparison else ()) if one.verdict in CLEARED]


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
        **(_told_value(made) if isinstance(made, Resolution) else {}),
    }


def _told_value(made: Resolution) -> dict[str, Any]:
    return {
        "accepted_in": made.accepted_in.value if made.accepted_in else None,
        "accepted_words": made.accepted_words or None,
        "told_by": made.told_by.value if made.told_by else None,
        "customer_on": made.customer_on.isoformat() if made.customer_on else None,
    }


def _changes_value(found: PaperChanges | None) -> dict[str, Any] | None:
    if found is None:
        return None
    changes = [
        {"label": one.label, "before": one.before, "after": one.after, "evidence": comparison.evidence(one.evidence)}
        for one in found.changes
    ]
    return {"since": found.earlier.version, "changes": changes, "problem": found.problem or None}
