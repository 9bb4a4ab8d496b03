"""A deal as a desk makes it: what was said, what the customer is given to sign, and what the desk knows beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Stage
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.record import Record
from crm_tui.domain.rules import Rule
from crm_tui.reading.files import read_paper
from crm_tui.services import deal_findings, papers
from crm_tui.services.capture import capture, hear
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.desk import Desk
from tests.store.memory import MemoryStore

TODAY = date(2026, 11, 20)
A_WEEK_AGO = date(2026, 11, 13)


@dataclass(frozen=True, slots=True)
class Case:
    """One deal and its desk."""

    desk: Desk
    """A Friday at asha's desk."""

    folder: Path
    """Where papers come from."""

    deal: Deal
    """As it was opened."""

    def paper(self, text: str, *, issued_on: date = A_WEEK_AGO) -> None:
        """Attach a paper."""
        path = self.folder / "paper.txt"
        path.write_text(text, encoding="utf-8")
        papers.attach(self.desk, self.deal, path, issued_on=issued_on)

    def put(self, *records: Record) -> None:
        """What else the desk knows."""
        with self.desk.store.transaction() as now:
            for record in records:
                now.add(record) if record.id == 0 else now.put(record)

    def became(self, **changed: object) -> None:
        """The deal changed."""
        deal = self.desk.store.get(Deal, self.deal.id)
        self.put(deal.model_copy(update=changed))

    def read_back(self) -> None:
        """The customer said yes to every promise."""
        self.put(*(one.model_copy(update={"confirmed_on": TODAY}) for one in self.desk.store.find(Commitment)))

    @property
    def file(self) -> DealFile:
        """The review as it stands."""
        return deal_findings.of(self.desk, self.deal.id)

    def findings(self, *rules: Rule) -> list[DealFinding]:
        """The findings of some rules, the worst first."""
        return [one for one in self.file.findings if one.rule in rules]


def rules_of(findings: Sequence[DealFinding]) -> set[Rule]:
    return {one.rule for one in findings}


@pytest.fixture
def case(tmp_path: Path):
    """Open a deal by a note; nothing speaks against it but what the note and the paper say."""

    def opened(note: str, area: Area, title: str = "The deal", **more: object) -> Case:
        desk = Desk(store=MemoryStore(), read_paper=read_paper, today=lambda: TODAY, officer="asha")
        customer = Customer(name="Robin Park", owner="asha", since=A_WEEK_AGO)
        fields = {"what_matters": "No surprises.", "stage": Stage.PAPER_ISSUED, "owner": "asha"} | more
        with desk.store.transaction() as now:
            customer = now.add(customer)
            deal = now.add(
                Deal(
                    customer_id=customer.id,
                    title=title,
                    area=area,
                    opened=A_WEEK_AGO,
                    stage_since=A_WEEK_AGO,
                    **fields,
                )
            )
        then = replace(desk, today=lambda: A_WEEK_AGO)
        capture(then, customer, note, deal_id=deal.id, promises=hear(then, note, area))
        made = Case(desk, tmp_path, deal)
        made.read_back()
        return made

    return opened
