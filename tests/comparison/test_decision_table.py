"""Every cell of the decision table, where less is better and, mirrored, where more is better."""

from decimal import Decimal

import pytest

from crm_tui.comparison.verdicts import TABLE, Interval, rule, rule_exact
from crm_tui.domain.claim import Bound

CELLS = """
exactly 8 | exactly 9 | worse
exactly 8 | exactly 8 | matches
exactly 8 | exactly 7 | better
exactly 8 | at most 7 | better
exactly 8 | at most 8 | matches
exactly 8 | at most 9 | unclear range_straddles
exactly 8 | starting at 9 | worse
exactly 8 | starting at 7 | unclear no_ceiling
exactly 8 | range 9 10 | worse
exactly 8 | range 7 8 | matches
exactly 8 | range 7 9 | unclear range_straddles
about 8 | exactly 9 | worse
about 8 | exactly 8 | matches
about 8 | at most 7 | better
about 8 | starting at 9 | worse
about 8 | range 7 9 | unclear range_straddles
at most 8 | exactly 7 | matches
at most 8 | exactly 9 | worse
at most 8 | at most 8 | matches
at most 8 | at most 9 | worse
at most 8 | starting at 9 | worse
at most 8 | starting at 7 | unclear no_ceiling
at most 8 | range 7 8 | matches
at most 8 | range 7 9 | worse
starting at 8 | exactly 8 | matches
starting at 8 | exactly 9 | unclear teaser
starting at 8 | at most 8 | matches
starting at 8 | at most 9 | unclear teaser
starting at 8 | starting at 8 | matches
starting at 8 | starting at 9 | worse
starting at 8 | range 7 9 | matches
starting at 8 | range 9 10 | unclear teaser
range 8 9 | exactly 10 | worse
range 8 9 | exactly 7 | better
range 8 9 | exactly 9 | matches
range 8 9 | at most 9 | matches
range 8 9 | at most 10 | unclear range_straddles
range 8 9 | starting at 10 | worse
range 8 9 | starting at 8 | unclear no_ceiling
range 8 9 | range 8 9 | matches
range 8 9 | range 10 11 | worse
range 8 9 | range 8 10 | unclear range_straddles
"""
MIRROR = {Bound.AT_MOST: Bound.AT_LEAST, Bound.STARTING: Bound.AT_MOST}


def interval(text):
    words = text.split()
    numbers = [Decimal(word) for word in words if word.isdigit()]
    bound = Bound(" ".join(word for word in words if not word.isdigit()))
    return Interval(bound, numbers[0], numbers[-1])


def mirrored(one):
    """The same relation where more is better: 8 becomes 92, "at most" becomes "at least"."""
    return Interval(MIRROR.get(one.bound, one.bound), 100 - one.high, 100 - one.low)


def spoken(ruling):
    return f"{ruling.verdict} {ruling.reason or ''}".strip()


CASES = [pytest.param(*map(str.strip, line.split("|")), id=line) for line in CELLS.strip().splitlines()]


@pytest.mark.parametrize(("said", "paper", "verdict"), CASES)
def test_where_less_is_better(said, paper, verdict):
    assert spoken(rule(interval(said), interval(paper), Decimal(0), higher=False)) == verdict


@pytest.mark.parametrize(("said", "paper", "verdict"), CASES)
def test_where_more_is_better(said, paper, verdict):
    assert spoken(rule(mirrored(interval(said)), mirrored(interval(paper)), Decimal(0), higher=True)) == verdict


def test_every_cell_ends_with_a_ruling_that_always_holds():
    assert all(cell[-1][:3] == ("a", "=", "a") for row in TABLE.values() for cell in row.values())
    assert {bound for row in TABLE.values() for bound in row} == {
        Bound.EXACTLY,
        Bound.AT_MOST,
        Bound.STARTING,
        Bound.RANGE,
    }


@pytest.mark.parametrize(("paper", "verdict"), [("8.10", "matches"), ("8.125", "matches"), ("8.13", "worse")])
def test_a_difference_within_the_tolerance_matches(paper, verdict):
    one = Interval(Bound.EXACTLY, Decimal(8), Decimal(8))
    other = Interval(Bound.EXACTLY, Decimal(paper), Decimal(paper))
    assert rule(one, other, Decimal("0.125"), higher=False).verdict == verdict


@pytest.mark.parametrize(
    ("said", "paper", "verdict"),
    [
        ("exactly 60", "exactly 60", "matches"),
        ("exactly 60", "exactly 48", "contradicted"),
        ("exactly 60", "exactly 72", "contradicted"),
        ("exactly 60", "at most 60", "unclear range_straddles"),
        ("range 48 60", "exactly 60", "matches"),
        ("range 48 60", "exactly 72", "contradicted"),
    ],
)
def test_an_exact_term_must_agree_in_both_directions(said, paper, verdict):
    assert spoken(rule_exact(interval(said), interval(paper), Decimal(0))) == verdict
