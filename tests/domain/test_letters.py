"""Signs in plainer ones, as wide as they were."""

import unicodedata

import pytest

from crm_tui.domain.letters import shown, width


@pytest.mark.parametrize(
    ("text", "ascii_text"),
    [
        ("plain", "plain"),
        ("┌──┐│└╭╮═║┃", "+--+|+++-||"),
        ("✓ MATCHES ▼ WORSE ✗ ◐ ∅", "+ MATCHES v WORSE x % _"),
        ("“8.4 %” – cut…", '"8.4 %" - cut~'),
        ("José Álvarez, Łódź", "Jose Alvarez, Lodz"),
        ("Jose\u0301", "Jose"),
        ("王小明", "??????"),
        ("रमेश पाटील", "rms patil"),
        ("Иван Ωβ שלום", "Ivan Ob slvm"),
        ("カナ 한", "kana ha"),
        ("Ｆｕ", "F u "),
        ("₹ 500", "R 500"),
        ("▁▂▅█", "_.+#"),
        ("x²", "x2"),
        ("½", "?"),
        ("😀", "??"),
        ("␛[31m", "?[31m"),
    ],
)
def test_in_ascii(text: str, ascii_text: str) -> None:
    assert shown(text) == ascii_text


@pytest.mark.parametrize(
    ("text", "console"), [("┌─é┐", "┌─é┐"), ("✓ ■ ▲ ◐ ş", "+ ■ ^ % s"), ("\u00e9 \u2026", "é ~"), ("₹", "R")]
)
def test_what_the_console_holds_stays(text: str, console: str) -> None:
    assert shown(text, "cp437") == console


def test_no_letter_changes_the_columns() -> None:
    every = [
        chr(code)
        for code in [*range(0x20, 0x3000), *range(0x3000, 0x11000, 7), *range(0x1F000, 0x1FB00, 3)]
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Cc")
    ]
    wrong = [letter for letter in every if len(shown(letter)) != width(letter) or not shown(letter).isascii()]
    assert not wrong
