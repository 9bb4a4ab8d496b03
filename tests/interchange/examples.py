"""Findings, papers and commitments that the reports' tests show."""

from decimal import Decimal

from crm_tui.domain.claim import Claim
from crm_tui.domain.document import PaperLine, PaperText
from crm_tui.domain.review import (
    Comparison,
    Confidence,
    Evidence,
    Finding,
    Impact,
    PaperFault,
    Reason,
    Severity,
    Surprise,
    Verdict,
)

PAPER = PaperText(
    name="sanction.pdf",
    pages=2,
    sha256="ab" * 32,
    lines=(PaperLine(page=1, number=12, text="Rate of Interest : 8.75 % p.a."),),
)
RATE = Evidence(page=1, line=12, text="Rate of Interest : 8.75 % p.a.")
COMPARISON = Comparison(
    findings=(
        Finding(
            text="8.4 fixed",
            start=0,
            end=9,
            claim=Claim(term="loan.rate", said="8.4 % p.a."),
            label="Rate of interest",
            paper="8.75 % p.a.",
            verdict=Verdict.WORSE,
            severity=Severity.BLOCK,
            confidence=Confidence.HIGH,
            explanation="8.4 % was said; the paper asks for 8.75 %.",
            rule="exactly beside exactly",
            impact=Impact(amount=Decimal("41250"), currency="INR", basis="over 180 months", kind="certain"),
            evidence=(RATE,),
        ),
        Finding(
            text="no PF",
            start=11,
            end=16,
            claim=Claim(term="loan.processing_fee", said="no PF"),
            label="Processing fee",
            paper=None,
            verdict=Verdict.MISSING,
            reason=Reason.SILENT,
            severity=Severity.NOTE,
            confidence=Confidence.CHECK,
            explanation="The paper has nothing about a processing fee.",
            rule="the paper is silent",
        ),
    ),
    surprises=(
        Surprise(
            term=None,
            label="Penal charge",
            severity=Severity.WARN,
            explanation="24 % a year when late.",
            evidence=(Evidence(page=2, line=3, text="Penal charges @24% p.a."),),
        ),
    ),
    paper_faults=(PaperFault(explanation="printed 9,800; its own terms give 9,705", evidence=(RATE,)),),
)
