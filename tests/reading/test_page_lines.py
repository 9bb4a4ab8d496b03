"""Characters with their places become lines; each case is drawn as a file would draw it."""

import pytest

from crm_tui.reading.page import Glyph, lines


def drawn(text: str, at: float, *, base: float = 700.0, step: float = 5.0) -> list[Glyph]:
    """Characters of 5 by 10 points, one after the other from ``at``; a negative step draws to the left."""
    glyphs = []
    spaces = 0
    for place, mark in enumerate(text):
        if mark == " ":
            spaces += 1
            continue
        left = at + place * step
        glyphs.append(Glyph(mark, left, left + 5.0, base, 10.0, spaces))
        spaces = 0
    return glyphs


CASES = [
    ("one line", drawn("Rate of interest", 72), ["Rate of interest"]),
    ("a superscript", drawn("Fee", 72) + drawn("1", 87, base=704), ["Fee¹"]),
    ("a value drawn before its label", drawn("8.75", 172) + drawn("Rate", 72), ["Rate" + " " * 18 + "8.75"]),
    ("words drawn from right to left", drawn("fee", 92) + drawn("The", 72), ["The fee"]),
    ("Arabic, each letter left of the one before", drawn("عبد شيخ", 200, step=-5.0), ["عبد شيخ"]),
    ("Hindi, a vowel sign left of its consonant", drawn("ब", 72) + drawn("ि", 70) + drawn("क", 77), ["बिक"]),
    ("lines below each other", drawn("one", 72) + drawn("two", 72, base=688), ["one", "two"]),
    ("an indented line", drawn("one", 72) + drawn("two", 90, base=688), ["one", "    two"]),
]


@pytest.mark.parametrize(("glyphs", "read"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_characters_become_lines(glyphs: list[Glyph], read: list[str]) -> None:
    found = lines(glyphs)
    assert [line.strip() for line in found] == [line.strip() for line in read]
    assert [line != line.lstrip() for line in found] == [line != line.lstrip() for line in read]


def test_cells_below_each_other_begin_in_the_same_column() -> None:
    table = (("Rate", "8.75 %"), ("Processing fee", "nil"), ("EMI", "36,848"))
    glyphs = []
    for row, (label, value) in enumerate(table):
        glyphs += drawn(label, 72, base=700 - 12 * row) + drawn(value, 172, base=700 - 12 * row)
    starts = {line.index(value) for line, (_, value) in zip(lines(glyphs), table, strict=True)}
    assert len(starts) == 1
