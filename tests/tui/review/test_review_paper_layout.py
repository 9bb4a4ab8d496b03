import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crm_tui.domain.document import PaperLine, PaperText
from crm_tui.domain.review import Evidence
from crm_tui.tui.widgets.paper_layout import fold, fold_paper, occurrences, passages


def _paper(*texts: str, pages: int = 1) -> PaperText:
    per_page = -(-len(texts) // pages)
    lines = tuple(
        PaperLine(page=at // per_page + 1, number=at % per_page + 1, text=text) for at, text in enumerate(texts)
    )
    return PaperText(name="p.txt", pages=pages, sha256="0" * 64, lines=lines)


@pytest.mark.parametrize(
    ("text", "width", "parts"),
    [
        ("", 10, [""]),
        ("short", 10, ["short"]),
        ("two words here", 10, ["two words ", "here"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("王小明王小明", 4, ["王小", "明王", "小明"]),
        ("a 王小明", 4, ["a ", "王小", "明"]),
    ],
)
def test_a_line_is_broken_at_words(text: str, width: int, parts: list[str]) -> None:
    assert [text[start:end] for start, end in fold(text, width)] == parts


@given(st.text(alphabet="ab 王é\u0301", max_size=60), st.integers(min_value=2, max_value=20))
def test_nothing_is_lost_and_nothing_is_wider_than_the_view(text: str, width: int) -> None:
    parts = [text[start:end] for start, end in fold(text, width)]
    assert "".join(parts) == text
    assert all(cell_len(part.rstrip(" ")) <= width for part in parts)


def test_pages_are_headed_only_where_there_are_several() -> None:
    assert [row.page for row in fold_paper(_paper("a", "b"), 10).rows] == [0, 0]
    folded = fold_paper(_paper("a", "b", pages=2), 10)
    assert [row.page for row in folded.rows] == [1, 0, 2, 0]
    assert folded.first_row == (1, 3)


def test_evidence_is_found_on_its_line_and_the_whole_line_stands_for_words_that_are_not() -> None:
    paper = _paper("Rate: 8.75 %", "Fee: 0.5 %")
    found = passages(
        paper.lines,
        [
            Evidence(page=1, line=1, text="8.75 %"),
            Evidence(page=1, line=2, text="not there"),
            Evidence(page=7, line=1, text="no such page"),
        ],
    )
    assert found == {0: [(6, 12)], 1: [(0, 10)]}


def test_words_are_found_whatever_their_case() -> None:
    paper = _paper("Fee and fee", "no FEE")
    assert occurrences(paper.lines, "fee") == [(0, (0, 3)), (0, (8, 11)), (1, (3, 6))]
    assert occurrences(paper.lines, "") == []
