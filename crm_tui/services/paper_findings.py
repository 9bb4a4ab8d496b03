"""What is wrong with the paper itself: there is none, it disagrees with itself, or parts of it were not read."""

from collections.abc import Iterator
from hashlib import sha256

from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding, Opens, Source
from crm_tui.domain.document import Document
from crm_tui.domain.review import PaperFault
from crm_tui.domain.rules import Rule
from crm_tui.services.deal_facts import DealFacts


def paper(facts: DealFacts) -> Iterator[DealFinding]:
    """That there is no paper, else its faults in its order."""
    document, comparison = facts.review.document, facts.review.comparison
    if document is None or comparison is None:
        yield DealFinding(
            key="no paper",
            source=Source.PAPER,
            rule=Rule.NO_PAPER,
            severity=facts.rules.severity_of(Rule.NO_PAPER),
            label="No paper",
            sentence="No paper is attached, so that nobody can say what would be signed.",
            opens=Opens(table=Deal.table, id=facts.deal.id),
        )
        return
    for fault in comparison.paper_faults:
        yield _fault(fault, document, facts)


def _fault(fault: PaperFault, document: Document, facts: DealFacts) -> DealFinding:
    rule = Rule.UNREAD_PAGES if fault.unread else Rule.PAPER_FAULT
    return DealFinding(
        # a fault has no name of its own: what it says tells it from others
        key=f"{rule} {sha256(fault.explanation.encode()).hexdigest()[:8]}",
        source=Source.PAPER,
        rule=rule,
        severity=facts.rules.severity_of(rule),
        label="Not read" if fault.unread else "Paper disagrees with itself",
        sentence=fault.explanation,
        evidence=fault.evidence,
        opens=Opens(table=Document.table, id=document.id),
    )
