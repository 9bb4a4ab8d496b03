"""Whatever text is handed in, the comparison answers, and what it says in its own words can be shown as it is."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import hostile  # the script stands beside this test, not in a package

from crm_tui.comparison.engine import compare, listen

WORDS = st.sampled_from(
    ["processing fee", "nil", "Rs 500", "8.4 %", "|", "\t", "\n", "\x1b[2J", "\u202e", "\x00", "(", "1,", "emi", "if"]
)
TEXT = st.lists(st.one_of(WORDS, st.text(max_size=12)), max_size=25).map(" ".join)


@settings(max_examples=25, deadline=None)
@given(note=TEXT, text=TEXT)
def test_any_note_beside_any_paper_is_answered(note, text):
    found = compare(listen(note, today=hostile.TODAY), hostile.paper_of(text), spoken=note, today=hostile.TODAY)
    lines = text.splitlines()
    for one in (*found.findings, *found.surprises, *found.paper_faults):
        assert all(line.text in lines[line.line - 1] for line in one.evidence)
        assert "\n" not in one.explanation


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_a_little_of_each_hostile_text_is_answered(name, monkeypatch):
    monkeypatch.setattr(hostile, "SIZE", 600)
    text = hostile.TEXTS[name]()
    compare(listen(text, today=hostile.TODAY), hostile.paper_of(text), spoken=text, today=hostile.TODAY)
