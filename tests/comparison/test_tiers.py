"""Two rows that give different figures for one kind of term: about one thing, or about two."""

import pytest

from crm_tui.domain.review import Verdict

APART = {
    "priorities": ("P1 response in 15 min", "Support\nResponse, priority 1: 15 minutes\nResponse, priority 2: 2 hours"),
    "first and renewed": (
        "5 yr lease term",
        "Office lease\nThe lease runs for a fixed term of five years.\nAt its end the renewal term is one year.",
    ),
}  # fmt: skip
TOGETHER = {
    "the same thing twice": (
        "P1 response in 15 min",
        "Support\nResponse, priority 1: 15 minutes\n\nService levels\nResponse, priority 1: 2 hours",
    ),
}


@pytest.mark.parametrize(("note", "paper"), APART.values(), ids=APART)
def test_rows_about_different_things_do_not_disagree(beside, note, paper):
    assert beside(note, paper).findings[0].verdict is Verdict.MATCHES


@pytest.mark.parametrize(("note", "paper"), TOGETHER.values(), ids=TOGETHER)
def test_rows_about_the_same_thing_do(beside, note, paper):
    assert beside(note, paper).findings[0].verdict is not Verdict.MATCHES
