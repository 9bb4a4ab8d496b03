"""A paper tells its type by its title, and a second version has the type of the first."""

from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import DocumentType, PaperLine, PaperText
from crm_tui.services import papers, records
from crm_tui.services.desk import Desk
from crm_tui.services.paper_types import type_by_title

LETTER, FACTS, AGREEMENT = DocumentType.SANCTION_LETTER, DocumentType.KEY_FACTS, DocumentType.AGREEMENT
POLICY, QUOTE, PRICES, OTHER = (
    DocumentType.POLICY,
    DocumentType.QUOTE,
    DocumentType.PRICE_LIST,
    DocumentType.OTHER,
)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("SANGAM BANK LTD\n\nSANCTION LETTER - HOME LOAN", LETTER),
        ("Sub: Sanction of your home loan of Rs 48 lakh", LETTER),
        ("MORTGAGE OFFER", LETTER),
        ("KEY FACTS STATEMENT\nfor your loan agreement", FACTS),
        ("Key Facts of your home insurance policy", FACTS),
        ("# European Standardised Information Sheet (ESIS)", FACTS),
        ("Loan Estimate", FACTS),
        ("EXHIBIT 10.7\n\nEXECUTIVE EMPLOYMENT AGREEMENT", AGREEMENT),
        ("LEAVE AND LICENCE AGREEMENT", AGREEMENT),
        ("Annual maintenance contract No. AMC-2026-0613", AGREEMENT),
        ("OFFER OF EMPLOYMENT", AGREEMENT),
        ("Himavant Life: policy schedule", POLICY),
        ("Certificate of insurance", POLICY),
        ("SUPPLY CENTRE          QUOTATION SSC/Q/26/118", QUOTE),
        ("Proposal for lift maintenance contract", QUOTE),
        ("TARIFF SHEET 2026", PRICES),
        ("Schedule of charges\nwith effect from 01-04-2026", PRICES),
        ("Dear Madam,\nwe refer to the loan agreement that you signed with us in March of last year.", OTHER),
        ("Your agreement number: 2218\nYour data: 40 GB", OTHER),
        ("", OTHER),
    ],
)
def test_a_paper_says_in_its_title_what_it_is(text: str, type: DocumentType) -> None:
    assert type_by_title(paper(text)) is type


@pytest.mark.parametrize(
    ("name", "type"), [("Sanction_letter_v2.pdf", LETTER), ("price list.txt", PRICES), ("scan 12.pdf", OTHER)]
)
def test_else_the_name_of_its_file_says_it(name: str, type: DocumentType) -> None:
    assert type_by_title(paper("Dear Madam", name)) is type


def test_a_paper_that_stalls_nothing() -> None:
    assert type_by_title(paper("schedule of " * 100_000)) is OTHER


FIRST = "HOME LOAN SANCTION LETTER\nRate of interest: 8.75 % p.a.\n"


@pytest.mark.parametrize(
    ("first", "second", "type", "why"),
    [
        pytest.param(LETTER, FIRST, LETTER, "as version 1", id="the same title"),
        pytest.param(AGREEMENT, FIRST, AGREEMENT, "as version 1", id="the same title, called otherwise by somebody"),
        pytest.param(LETTER, "Rate of interest: 9 %", LETTER, "as version 1", id="no title"),
        pytest.param(LETTER, "KEY FACTS STATEMENT\nRate: 9 %", FACTS, "by its title", id="another paper"),
        pytest.param(OTHER, FIRST, LETTER, "by its title", id="the first one had no type"),
        pytest.param(OTHER, "Rate of interest: 9 %", OTHER, "", id="nothing tells"),
    ],
)
def test_a_second_version_has_the_type_of_the_first(
    desk: Desk, tmp_path: Path, first: DocumentType, second: str, type: DocumentType, why: str
) -> None:
    today = desk.today()
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=today))
    deal = records.add(desk, Deal(customer_id=customer.id, title="Loan", opened=today, stage_since=today, owner="asha"))
    path = tmp_path / "a.txt"
    path.write_text(FIRST)
    papers.attach(desk, deal, path, type=first)
    path.write_text(second)
    assert papers.offered_type(desk, deal, desk.read_paper(path)) == papers.Offered(type, why)
    assert papers.attach(desk, deal, path).type is type


def paper(text: str, name: str = "paper.txt") -> PaperText:
    lines = tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(text.splitlines(), 1))
    return PaperText(name=name, pages=1, sha256="0" * 64, lines=lines)
