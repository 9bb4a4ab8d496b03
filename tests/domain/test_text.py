import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.text import visible

HARMLESS = "Rs 48,00,000 at 8.4 % — श्री O’Brien [red]x[/]"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        pytest.param("\x1b[2J", "␛[2J", id="escape sequence"),
        pytest.param("a\x00b\x07", "a␀b␇", id="nul and bell"),
        pytest.param("a\x7fb", "a␡b", id="delete"),
        pytest.param("\x9b31m", "�31m", id="C1 control sequence introducer"),
        pytest.param("pay \u202e000,1", "pay �000,1", id="right-to-left override"),
        pytest.param("\u2066a\u2069\u200f", "�a��", id="isolates and marks"),
        pytest.param("a\ud800b", "a�b", id="lone surrogate"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("a\r\nb", "a␍␊b", id="line break"),
        pytest.param(HARMLESS, HARMLESS, id="ordinary text in any script"),
        pytest.param("क\u200dष", "क\u200dष", id="joiners that scripts need"),
    ],
)
def test_stored_text_is_shown_and_not_obeyed(stored: str, shown: str) -> None:
    assert visible(stored) == shown


def test_line_breaks_are_kept_when_asked_for() -> None:
    assert visible("a\r\nb\nc\x1b", newlines=True) == "a\nb\nc␛"


@given(st.text(st.characters()))
def test_nothing_shown_is_a_control_character_or_unencodable(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(mark) in {"Cc", "Cs"} for mark in shown)
    shown.encode()
