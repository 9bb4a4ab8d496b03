"""Which terms the desk oversells: what was promised beside the first paper, whatever became of it later."""

import json
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.document import Document, DocumentType
from crm_tui.domain.progress import watched
from crm_tui.interchange.oversold import as_json, as_text, cases_as_text
from crm_tui.services import papers, records
from crm_tui.services.capture import capture, hear
from crm_tui.services.desk import Desk
from crm_tui.services.oversold import oversold

DAY = date(2026, 11, 21)
FIRST = "SANCTION LETTER\n\nProcessing fee: Rs. 5,000\nTenure: 180 months\n"
AMENDED = "SANCTION LETTER\n\nProcessing fee: nil\nTenure: 180 months\n"


@pytest.fixture
def deal(desk: Desk, tmp_path: Path) -> Deal:
    """No fee and 15 years were promised; the first letter asks for a fee."""
    customer = records.add(desk, Customer(name="Meera Joshi", owner="asha", since=DAY))
    loan = Deal(customer_id=customer.id, title="Home loan", area=Area.LOAN, stage_since=DAY, opened=DAY, owner="asha")
    loan = records.add(desk, loan)
    note = "no processing fee, tenure 15 years"
    capture(desk, customer, note, deal_id=loan.id, promises=hear(desk, note, Area.LOAN))
    attach(desk, loan, tmp_path / "first.txt", FIRST)
    return loan


def attach(desk: Desk, deal: Deal, path: Path, text: str) -> None:
    path.write_text(text)
    papers.attach(desk, deal, path, type=DocumentType.SANCTION_LETTER, issued_on=DAY)


def numbers(desk: Desk) -> dict[str, tuple[int, int]]:
    return {one.label: (one.less, len(one.promises)) for one in oversold(desk).terms}


def test_what_the_paper_gave_less_is_counted_out_of_all_that_was_promised(desk: Desk, deal: Deal) -> None:
    assert numbers(desk) == {"Processing fee": (1, 1), "Loan period": (0, 1)}
    told = as_text(oversold(desk))
    assert told.startswith("Promised beside the first paper, 1 deal: 1 of 2 promises were less on paper\n")
    assert "Rs 5,000" in told


def test_an_amended_paper_does_not_undo_that_the_first_one_was_less(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    attach(desk, deal, tmp_path / "second.txt", AMENDED)
    assert numbers(desk)["Processing fee"] == (1, 1)


def test_a_promise_that_was_withdrawn_since_counts_too(desk: Desk, deal: Deal) -> None:
    fee = next(one for one in desk.store.find(Commitment) if "fee" in one.words)
    with desk.store.transaction() as now:
        now.put(fee.model_copy(update={"status": Status.WITHDRAWN, "settled_on": DAY}))
    assert numbers(desk)["Processing fee"] == (1, 1)


def test_the_promises_behind_a_number(desk: Desk, deal: Deal) -> None:
    [fee, _] = oversold(desk).terms
    told = cases_as_text(fee)
    assert told.startswith("Processing fee: 1 of 1 less on the first paper\n  #1     CONTRADICTED")
    assert f"deal {deal.id}" in told
    value = json.loads(as_json(oversold(desk)))
    assert value["terms"][0]["cost"] == {"INR": "5000.00"}
    assert [one["id"] for one in value["terms"][0]["promises"]] == [1]


def test_a_paper_that_is_gone_is_told_and_the_rest_is_compared(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    other = records.add(desk, deal.model_copy(update={"id": 0, "title": "Top-up"}))
    customer = desk.store.get(Customer, 1)
    note = "no processing fee"
    capture(desk, customer, note, deal_id=other.id, promises=hear(desk, note, Area.LOAN))
    attach(desk, other, tmp_path / "other.txt", FIRST + "Legal fee: nil\n")
    gone = max(desk.store.find(Document), key=lambda one: one.id)
    desk.store.paper(gone.sha256).unlink()
    found = oversold(desk)
    assert (found.deals, found.unread) == (1, (other.id,))
    assert f"deals {other.id}, whose paper can't be read" in as_text(found)


def test_a_desk_without_papers_says_so(desk: Desk) -> None:
    assert as_text(oversold(desk)) == "No deal with a paper has a promise about a term yet.\n"


def test_how_far_it_is_is_told(desk: Desk, deal: Deal) -> None:
    told: list[tuple[int, int]] = []
    with watched(lambda what, done, of: told.append((done, of)) if what == "deals compared" else None):
        oversold(desk)
    assert told == [(0, 1), (1, 1)]
