"""A paper and a comparison out of a few lines of text, as fixtures."""

import hashlib
from datetime import date

import pytest

from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.deal import Area
from crm_tui.domain.document import PaperLine, PaperText

TODAY = date(2026, 11, 21)


def paper(text):
    lines = text.strip("\n").split("\n")
    return PaperText(
        name="paper.txt",
        pages=1,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        lines=tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(lines, 1)),
    )


def beside(note, text, area=None):
    """A note set beside a paper."""
    return compare(listen(note, today=TODAY, area=area), paper(text), spoken=note, today=TODAY, area=area)


@pytest.fixture(name="paper", scope="session")
def _paper():
    return paper


@pytest.fixture(name="beside", scope="session")
def _beside():
    return beside


_TITLES = {
    Area.LOAN: "Loan agreement",
    Area.DEPOSIT: "Term deposit and account",
    Area.INSURANCE: "Insurance policy schedule",
    Area.TELECOM: "Broadband and mobile plan",
    Area.SERVICE: "Service agreement",
    Area.LEASE: "Lease agreement",
    Area.B2B: "Quotation and supply agreement",
    Area.EMPLOYMENT: "Offer of employment",
}


@pytest.fixture(name="under_its_title", scope="session")
def _under_its_title():
    """Compares a note with one line of a paper below the title that papers of its area bear."""
    return lambda note, line, area: beside(note, f"{_TITLES[area]}\n{line}", area)
