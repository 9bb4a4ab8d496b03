"""Long papers: what was read is compared, the paper says where reading stopped, and the work is in step with it."""

import sys
from datetime import date

import pytest

from crm_tui.comparison import blocks
from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.document import PaperLine, PaperText

NOTE = "processing fee 500"
TODAY = date(2026, 11, 21)


def compared(lines: list[str], note: str = NOTE):
    paper = PaperText(
        name="long.txt",
        pages=1,
        sha256="0" * 64,
        lines=tuple(PaperLine(page=1, number=number, text=text) for number, text in enumerate(lines, 1)),
    )
    return compare(listen(note, today=TODAY), paper, spoken=note, today=TODAY)


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


def calls(note: str, lines: list[str]) -> int:
    """How many functions one comparison calls: the work that it is, whatever else the machine does meanwhile."""
    counted = 0

    def count(_frame, event, _argument):
        nonlocal counted
        counted += event == "call"

    earlier = sys.getprofile()
    sys.setprofile(count)
    try:
        compared(lines, note)
    finally:
        sys.setprofile(earlier)
    return counted


FEES = ["processing fee Rs 500", "login fee Rs 300", "bounce fee Rs 100", "gold card free for life"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Processing fee for stage {0} shall be Rs {1} plus GST.", id="one fee on each line"),
        pytest.param("Login fee {0} | Rs {1} | Bounce fee | Rs {0}", id="two fees on each line"),
        pytest.param("The borrower shall pay for item {0} within {0} days.", id="no fee"),
    ],
)
def test_twice_the_lines_are_about_twice_the_work(line):
    note = "\n".join(FEES)
    papers = [[line.format(place, 100 + place) for place in range(first, first + many)] for first, many in RANGES]
    compared(papers[0], note)
    half, whole = (calls(note, paper) for paper in papers[1:])
    assert whole < 2.3 * half


RANGES = ((0, 10), (1000, 40), (2000, 80))
"""The first line and the number of lines: no paper holds a line of another one, which would be remembered."""


def test_a_line_that_stands_on_every_page_is_one_surprise_with_all_its_lines():
    found = compared(["A late payment penalty of Rs 900 applies."] * 40, "home loan 8.4 %")
    assert [len(one.evidence) for one in found.surprises] == [40]
