"""A second version of a paper beside the first."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.document import DocumentType, PaperLine, PaperText
from crm_tui.services import papers, records
from crm_tui.services.changes import OTHER_WORDS, Change, terms_changed
from crm_tui.services.desk import Desk
from crm_tui.services.review import review_deal

DAY = date(2026, 11, 21)
FIRST = """\
SANCTION LETTER

Rate of interest: 8.75 % p.a.
Processing fee: Rs 5,000
Tenure: 240 months

The borrower paints the house blue before the monsoon.
"""


def paper(text: str) -> PaperText:
    lines = tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(text.splitlines(), 1))
    return PaperText(name="p.txt", pages=1, sha256=hashlib.sha256(text.encode()).hexdigest(), lines=lines)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(one.label, one.before, one.after) for one in changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("8.75", "8.95", [("Rate of interest", "8.75 % p.a.", "8.95 % p.a.")], id="a value"),
        pytest.param("Processing fee: Rs 5,000\n", "", [("Processing fee", "Rs 5,000", None)], id="gone"),
        pytest.param(
            "Tenure",
            "Valuation charges: Rs 900\nTenure",
            [("Valuation charges", None, "Rs 900")],
            id="new",
        ),
        pytest.param("SANCTION LETTER", "SANCTION  LETTER", [], id="nothing"),
    ],
)
def test_terms_are_compared_by_their_kinds(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(terms_changed(paper(FIRST), paper(FIRST.replace(old, new)), today=DAY, area=Area.LOAN))
    assert [(label.split()[0], before, after) for label, before, after in found] == [
        (label.split()[0], before, after) for label, before, after in expected
    ]


def test_each_change_knows_its_lines_on_both_papers() -> None:
    [change] = terms_changed(paper(FIRST), paper("\n" + FIRST.replace("8.75", "8.95")), today=DAY, area=Area.LOAN)
    assert [(one.line, one.text) for one in change.evidence] == [(4, "Rate of interest: 8.95 % p.a.")]
    assert [(one.line, one.text) for one in change.earlier] == [(3, "Rate of interest: 8.75 % p.a.")]


def test_two_versions_are_read_in_the_same_packs_whatever_else_one_of_them_speaks_of() -> None:
    """Read alone, the first one's "3 preventive services" is another kind of term than the second one's."""
    contract = """SHEETAL COOLING SERVICES
Annual maintenance contract No. AMC-2026-0613        Date: 1{}-11-2026
Contract fee    Rs. 14,400 a year plus GST at 18 %, payable in advance
What we do
 - 3 preventive services a year.
 - Breakdown visits: unlimited during the contract.
 - Response time: within {} hours of the call, Sundays and holidays
   excepted.
What else you should know
 - The contract renews automatically for one year unless cancelled in
   writing 30 days before its end.
"""
    old, new = paper(contract.format(2, 48)), paper(contract.format(1, 24))
    found = told(terms_changed(old, new, today=DAY, area=Area.SERVICE))
    assert found == [("Response time", "at most 48 hours", "at most 24 hours")]


@pytest.fixture
def deal(desk: Desk) -> Deal:
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    return records.add(
        desk, Deal(customer_id=customer.id, title="Loan", area=Area.LOAN, opened=DAY, stage_since=DAY, owner="asha")
    )


def attached(desk: Desk, deal: Deal, folder: Path, text: str, type: DocumentType = DocumentType.OTHER) -> None:
    path = folder / "letter.txt"
    path.write_text(text)
    papers.attach(desk, deal, path, type=type)


def test_a_second_version_is_compared_with_the_first_words_without_a_term_too(
    desk: Desk, deal: Deal, tmp_path: Path
) -> None:
    attached(desk, deal, tmp_path, FIRST)
    assert review_deal(desk, deal.id).changes is None
    attached(desk, deal, tmp_path, FIRST.replace("8.75", "8.95").replace("blue", "green"))
    changes = review_deal(desk, deal.id).changes
    assert changes.earlier.version == 1
    assert told(changes.changes) == [
        ("Rate of interest", "8.75 % p.a.", "8.95 % p.a."),
        (
            OTHER_WORDS,
            "The borrower paints the house blue before the monsoon.",
            "The borrower paints the house green before the monsoon.",
        ),
    ]


def test_the_version_before_is_the_last_one_of_the_same_type(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    letter, facts = DocumentType.SANCTION_LETTER, DocumentType.KEY_FACTS
    for text, kind in [(FIRST, letter), ("Tenure: 12 months", facts), (FIRST.replace("8.75", "9"), letter)]:
        attached(desk, deal, tmp_path, text, kind)
    assert review_deal(desk, deal.id).changes.earlier.version == 1
    attached(desk, deal, tmp_path, FIRST, DocumentType.POLICY)
    assert review_deal(desk, deal.id).changes.earlier.version == 3, "or of any, where none is of the same"


def test_the_same_paper_attached_again_changes_nothing(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    attached(desk, deal, tmp_path, FIRST)
    attached(desk, deal, tmp_path, FIRST)
    assert review_deal(desk, deal.id).changes.changes == ()


def test_a_version_before_that_is_gone_is_said_so(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    attached(desk, deal, tmp_path, FIRST)
    desk.store.paper(papers.newest(desk, deal.id).sha256).unlink()
    attached(desk, deal, tmp_path, "Tenure: 12 months")
    changes = review_deal(desk, deal.id).changes
    assert changes.changes == ()
    assert "was never kept" in changes.problem
