"""PDF papers are read one at a time: who waits for another one is told so, and can be broken off."""

from pathlib import Path

import pytest

from crm_tui.domain.progress import BrokenOff, watched
from crm_tui.reading import pdf

PAPER = Path(__file__).parents[2] / "data" / "papers" / "Home loan sanction - Deshpande.pdf"


def test_who_waits_for_another_paper_is_told_and_can_be_broken_off() -> None:
    said = []

    def watch(what: str, _done: int, _of: int) -> None:
        said.append(what)
        raise BrokenOff

    with pdf._PDFIUM, watched(watch), pytest.raises(BrokenOff):
        pdf.pages(PAPER.read_bytes())
    assert said == ["waiting for another paper that is read"]
    assert pdf.pages(PAPER.read_bytes())
