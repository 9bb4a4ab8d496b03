"""The words of loans, cards, deposits and insurance: lines of papers and fragments of notes, and the kind of each."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.statements import statements
from crm_tui.comparison.vocabulary import kinds, mentions, reading_order

TODAY = date(2026, 11, 21)
HERE = Path(__file__).parent
NOT_UNDERSTOOD = {
    "third party 7.5 lakh property": "the figure stands inside the name",
    "pay 10 yrs only": "the figure stands inside the name",
    "policy 20 yrs": "the thing itself stands for its duration",
    "limit 3 lakh": "a loan has a limit too",
    "10% down": "the short word means too many things",
    "DD free": "the short word means too many things",
    "pa 15 lakh": "the short word means too many things",
    "can surrender after 2 yrs full value": "read as the time before which nothing can be surrendered",
}
"""Lines that the vocabulary does not get right, and why."""


def lines(name: str) -> Iterator[Any]:
    for form in tomllib.loads((HERE / name).read_text(encoding="utf-8"))["form"]:
        for text, kind in form["lines"].items():
            reason = NOT_UNDERSTOOD.get(text)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(form["area"], text, kind, id=f"{form['name']}: {text[:60]}", marks=marks)


def named(area: str, text: str, *, typed: bool) -> set[str]:
    """The kinds that a text names, as the engine reads it."""
    order = reading_order(area)
    read = statements(text, order, TODAY, loose=typed, label=text.find("|") + 1)
    return {one.kind.id for one in read} | {one.kind.id for one in mentions(text, order, typed=typed)}


@pytest.mark.parametrize(("area", "text", "kind"), lines("vocabulary_finance_papers.toml"))
def test_a_line_of_a_paper_names_its_term(area: str, text: str, kind: str) -> None:
    assert named(area, text, typed=False) & kin_of(kinds()[kind])


@pytest.mark.parametrize(("area", "text", "kind"), lines("vocabulary_finance_notes.toml"))
def test_a_fragment_of_a_note_names_its_term(area: str, text: str, kind: str) -> None:
    assert named(area, text, typed=True) & kin_of(kinds()[kind])


def test_nearly_all_lines_are_understood() -> None:
    told = [*lines("vocabulary_finance_papers.toml"), *lines("vocabulary_finance_notes.toml")]
    assert len(NOT_UNDERSTOOD) <= len(told) * 3 // 100
