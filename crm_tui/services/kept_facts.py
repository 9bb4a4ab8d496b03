"""What somebody had before them when they took a step of a review, as it is kept."""

from crm_tui.domain.sign_off import Facts
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.money_effect import effects


def facts_of(file: DealFile) -> Facts:
    """What somebody has before them, as it is kept."""
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
