import pytest

from crm_tui.interchange.layout import flowed, hanging, padded, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("", 0), ("ab́", 2), ("व्याज", 4), ("長い", 4), ("a\u200db", 2)],
    ids=["latin", "nothing", "accent", "devanagari", "wide", "joiner"],
)
def test_the_width_is_what_a_terminal_needs(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padding_counts_columns_and_not_letters() -> None:
    assert padded("長い", 6) + "|" == "長い  |"


def test_later_lines_begin_below_the_first() -> None:
    assert hanging("said  ", "one two three four five six", 26) == "said  one two three four\n      five six"


def test_items_flow_without_being_broken() -> None:
    assert flowed(["1 ▼ WORSE ON PAPER", "2 ✓ MATCHES", "3 ! SURPRISE"], 32) == (
        "1 ▼ WORSE ON PAPER · 2 ✓ MATCHES\n3 ! SURPRISE"
    )
