"""Papers beyond what is read: what was read is compared, and the paper says where reading stopped."""

from datetime import date

import pytest

from crm_tui.comparison import blocks
from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.document import PaperLine, PaperText

NOTE = "processing fee 500"
TODAY = date(2026, 11, 21)


def compared(lines: list[str]):
    paper = PaperText(
        name="long.txt",
        pages=1,
        sha256="0" * 64,
        lines=tuple(PaperLine(page=1, number=number, text=text) for number, text in enumerate(lines, 1)),
    )
    return compare(listen(NOTE, today=TODAY), paper, spoken=NOTE, today=TODAY)


@pytest.mark.parametrize(
    ("lines", "characters", "read"),
    [
        pytest.param(3, 1000, 3, id="too many lines"),
        pytest.param(100, 60, 2, id="too many characters"),
    ],
)
def test_a_paper_that_goes_on_too_long_is_read_up_to_there_and_says_so(monkeypatch, lines, characters, read):
    monkeypatch.setattr(blocks, "MOST_LINES", lines)
    monkeypatch.setattr(blocks, "MOST_CHARACTERS", characters)
    found = compared(["Processing fee: Rs 500", "Rate of interest: 8.4 %", "Tenure: 20 years", "Penal charges: 24 %"])
    assert [one.verdict for one in found.findings] == ["matches"]
    cut = next(one for one in found.paper_faults if "what follows was not read" in one.explanation)
    assert cut.explanation.startswith(f"Only the first {read} lines were compared")
    assert [one.line for one in cut.evidence] == [read + 1]
    assert not any("Penal" in line.text for one in found.surprises for line in one.evidence)


def test_a_paper_of_usual_length_is_read_whole():
    found = compared(["Processing fee: Rs 500", *["Rate of interest: 8.4 %"] * 20])
    assert not any("not read" in one.explanation for one in found.paper_faults)
