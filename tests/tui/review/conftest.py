"""A deal with a promise for each verdict, a surprise and a paper fault, whatever the comparison can do by now."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from decimal import Decimal
from itertools import cycle
from pathlib import Path

import pytest

from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Area, Deal, Stage
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
from crm_tui.services import papers, review
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui.app import DeskApp
from tests.services.review_desk import Branch
from tests.tui.keyboard import Keyboard

PAPER = [
    "SANCTION LETTER",
    "To: Meera Iyer",
    "Rate of interest: 8.75 % p.a. floating",
    "Processing fee: 0.5 % of the loan amount, plus tax",
    "Foreclosure: free after twelve instalments",
    "Tenure: 180 months",
    "Top-up: at the discretion of the bank",
    "Statement charges: Rs. 50 each",
    "Penal charge: 24 % p.a. on overdue amounts",
    "Instalment: Rs. 9,800",
]
"""The paper's own lines; filler follows, so that it must be scrolled."""

FILLER = [f"Clause {number}. The borrower shall keep the security insured." for number in range(1, 60)]

# verdict, term, said, paper, line of the paper (0 for none) and words on it
TABLE = [
    (Verdict.WORSE, "Rate of interest", "8.4 % p.a.", "8.75 % p.a.", 3, "8.75 % p.a."),
    (Verdict.CONTRADICTED, "Processing fee", "no charge", "0.5 %", 4, "Processing fee: 0.5 % of the loan amount"),
    (Verdict.CONDITIONAL, "Foreclosure", "no charge", "free after twelve", 5, "free after twelve instalments"),
    (Verdict.MATCHES, "Tenure", "180 months", "180 months", 6, "Tenure: 180 months"),
    (Verdict.UNCLEAR, "Top-up", "any time", "at the discretion", 7, "at the discretion of the bank"),
    (Verdict.BETTER, "Statements", "Rs. 100 each", "Rs. 50 each", 8, "Rs. 50 each"),
    (Verdict.MISSING, "Free locker", "first year free", None, 0, ""),
]

SEVERITIES = {
    Verdict.WORSE: Severity.BLOCK,
    Verdict.CONTRADICTED: Severity.BLOCK,
    Verdict.MATCHES: Severity.NOTE,
    Verdict.BETTER: Severity.NOTE,
}
"""What each verdict asks for; a warning, where none stands."""


def _evidence(line: int, text: str) -> tuple[Evidence, ...]:
    return (Evidence(page=1, line=line, text=text),) if line else ()


def _compare(promises, paper, **_: object) -> Comparison:
    loss = Impact(amount=Decimal("41250.00"), currency="INR", basis="over 180 months", kind="certain")
    findings = tuple(
        Finding(
            text=promise.text,
            start=0,
            end=len(promise.text),
            claim=promise.claim,
            label=label,
            paper=says,
            verdict=verdict,
            reason=Reason.VAGUE if verdict is Verdict.UNCLEAR else None,
            severity=SEVERITIES.get(verdict, Severity.WARN),
            confidence=Confidence.CHECK if verdict is Verdict.UNCLEAR else Confidence.HIGH,
            explanation=f"This is the sentence about {label}.",
            rule="exactly beside exactly" if verdict is Verdict.BETTER else "",
            impact=loss if verdict is Verdict.WORSE else None,
            evidence=_evidence(line, words),
        )
        for promise, (verdict, label, _, says, line, words) in zip(promises, cycle(TABLE), strict=False)
    )
    penal = Surprise(
        term="loan.penal",
        label="Penal charge",
        severity=Severity.WARN,
        explanation="Nobody spoke of a penal charge.",
        evidence=_evidence(9, "24 % p.a. on overdue amounts"),
    )
    fault = PaperFault(
        explanation="printed instalment 9,800; its own terms give 9,705", evidence=_evidence(10, "9,800")
    )
    return Comparison(findings=findings, surprises=(penal,), paper_faults=(fault,))


@pytest.fixture
def all_verdicts(desk: Desk, tmp_path: Path, monkeypatch) -> Iterator[Deal]:
    """The deal, on the shared desk; its customer is the first one."""
    review._compare.cache_clear()
    monkeypatch.setattr(review, "compare", _compare)
    letter = tmp_path / "offer.txt"
    letter.write_text("\n".join(PAPER + FILLER))
    with desk.store.transaction() as now:
        deal = now.add(
            Deal(
                customer_id=1,
                title="Everything loan",
                area=Area.LOAN,
                stage=Stage.REVIEW,
                stage_since=desk.today(),
                opened=desk.today(),
                owner="asha",
                what_matters="to move in before Diwali",
            )
        )
        for _, label, said, *_rest in TABLE:
            now.add(
                Commitment(
                    customer_id=1,
                    deal_id=deal.id,
                    words=f"{label}: {said}",
                    claim=Claim(term=label, said=said),
                    owner="asha",
                    made_on=desk.today(),
                    confirmed_on=desk.today(),
                )
            )
    papers.attach(desk, deal, letter, issued_on=date(2026, 11, 10))
    yield deal
    review._compare.cache_clear()


Open = Callable[..., AbstractAsyncContextManager[Keyboard]]


@pytest.fixture
def at_desk() -> Open:
    """The whole program on a terminal, at the review of a deal if one is given, else at the list of deals."""

    @asynccontextmanager
    async def opened(desk: Desk, deal: str = "", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Keyboard]:
        app = DeskApp(desk)
        async with app.run_test(size=size) as pilot:
            at = Keyboard(app, pilot)
            await at.settle()
            await at.press("5")
            if deal:
                await at.press("slash")
                await at.type(deal)
                await at.press("enter", "enter")
            yield at

    return opened


@pytest.fixture
def branch(tmp_path: Path) -> Iterator[Branch]:
    """Several people at one store, each in a session of their own; one deal that nothing speaks against."""
    opened: list[TinyStore] = []

    def session(login: str) -> TinyStore:
        opened.append(TinyStore(tmp_path / "desk.json", by=login))
        return opened[-1]

    yield Branch(session("root"), session=session)
    for store in opened:
        store.storage.close()
