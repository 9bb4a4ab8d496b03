"""Money that was said to double, and contracts that were said to run from month to month."""

from decimal import Decimal

import pytest

from crm_tui.comparison.growth import Growth, growth_in
from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict


@pytest.mark.parametrize(
    ("words", "growth"),
    [
        ("your money doubles in ten years", (2, 10)),
        ("will double in 10 yrs", (2, 10)),
        ("it triples within 15 yrs", (3, 15)),
        ("becomes 2.5x in 8 years", ("2.5", 8)),
        ("becomes double in 72 months", (2, 6)),
        ("double room for ten years", None),
        ("it doubles", None),
        ("the fee doubles. Reviewed in 2 years", None),
    ],
)
def test_words_of_growth(words: str, growth: tuple[object, int] | None) -> None:
    wanted = growth and Growth(Decimal(growth[0]), Decimal(growth[1]))
    assert growth_in(words) == wanted


PAID = "Single premium: Rs 1,00,000\n"
END = "Guaranteed maturity benefit: Rs"


@pytest.mark.parametrize(
    ("paper", "verdict"),
    [
        (f"{PAID}Policy term: 10 years\n{END} 2,00,000", Verdict.MATCHES),
        (f"{PAID}Policy term: 8 years\n{END} 2,40,000", Verdict.BETTER),
        (f"{PAID}Policy term: 10 years\n{END} 1,35,000", Verdict.WORSE),
        (f"{PAID}Policy term: 15 years\n{END} 2,00,000", Verdict.UNCLEAR),
        (f"{PAID}{END} 2,00,000", Verdict.UNCLEAR),
        (f"{PAID}Policy term: 10 years\nMaturity benefit: Rs 2,00,000", Verdict.UNCLEAR),
        (f"{PAID}Policy term: 10 years\nProjected maturity benefit: Rs 2,10,000", Verdict.CONDITIONAL),
        (f"{PAID}Policy term: 10 years\nProjected maturity benefit: Rs 1,80,000", Verdict.WORSE),
        (f"Annual premium: Rs 10,000 for 10 years\nPolicy term: 10 years\n{END} 1,50,000", Verdict.WORSE),
        (f"{PAID}Policy term: 10 years", Verdict.UNCLEAR),
    ],
    ids=[
        "guaranteed",
        "guaranteed earlier and more",
        "a part guaranteed",
        "guaranteed later",
        "no time on paper",
        "not called guaranteed",
        "only projected",
        "projected lower",
        "what is paid each year is added up",
        "nothing about the end",
    ],
)
def test_double_in_ten_years_is_cleared_only_where_the_paper_guarantees_it_in_time(beside, paper, verdict) -> None:
    [found] = beside("your money doubles in 10 years", f"POLICY\n{paper}\n", Area.INSURANCE).findings
    assert found.verdict is verdict


APART = "the paper guarantees Rs 1,30,000, and Rs 66,000 more is only hoped for"


@pytest.mark.parametrize(
    "paper",
    [
        f"{END} 1,30,000\nNon-guaranteed bonus, maturity benefit with bonus: Rs 1,96,000",
        f"{END} 1,30,000\n\nNon-guaranteed bonus, maturity benefit with bonus: Rs 1,96,000",
        "Maturity benefit (guaranteed): Rs 1,30,000\nMaturity benefit including bonuses (not guaranteed): Rs 1,96,000",
        f"{END} 1,30,000, non-guaranteed maturity benefit: Rs 1,96,000",
        "The maturity benefit is Rs 1,30,000 guaranteed, and Rs 1,96,000 with bonuses, which are not guaranteed.",
        "Maturity benefit: Rs 1,96,000 including bonuses that are not guaranteed, of which Rs 1,30,000 is guaranteed.",
        "Of the maturity value of Rs 1,96,000 only Rs 1,30,000 is guaranteed.",
        "\nBenefit             Guaranteed     Non-guaranteed\nMaturity benefit    Rs 1,30,000    Rs 1,96,000",
    ],
    ids=[
        "rows right below each other",
        "rows apart",
        "in brackets",
        "in one row",
        "in one sentence",
        "the hoped first",
        "only a part",
        "columns",
    ],
)
def test_guaranteed_and_hoped_are_kept_apart_however_they_are_laid_out(beside, paper) -> None:
    [found] = beside("your money doubles in 10 years", f"POLICY\n{PAID}Policy term: 10 years\n{paper}\n").findings
    assert found.verdict is Verdict.WORSE
    assert APART in found.explanation


def test_a_guarantee_of_something_else_in_the_same_sentence_is_none_of_the_end(beside) -> None:
    paper = (
        f"{PAID}Policy term: 10 years\nMaturity benefit Rs 1,30,000 with a guaranteed loan of Rs 2,50,000 on request."
    )
    [found] = beside("your money doubles in 10 years", f"POLICY\n{paper}\n", Area.INSURANCE).findings
    assert found.verdict is Verdict.WORSE


@pytest.mark.parametrize(
    ("note", "paper", "verdict"),
    [
        ("month to month", "Minimum term: 12 months", Verdict.CONTRADICTED),
        ("rolling monthly plan", "Contract length: 24 months", Verdict.CONTRADICTED),
        ("it is month-to-month", "Notice period: 90 days", Verdict.WORSE),
        ("month to month", "Notice period: 30 days", Verdict.UNCLEAR),
        ("month to month after the first year", "Minimum term: 12 months", None),
        ("cancel any time", "Notice period: 90 days", Verdict.WORSE),
        ("you can leave whenever you like", "Lock-in period: 12 months", Verdict.WORSE),
        ("cancel any time", "Notice period: 30 days", Verdict.MISSING),
    ],
)
def test_month_to_month_beside_what_binds_for_longer(beside, note, paper, verdict) -> None:
    [found, *_] = beside(note, f"BROADBAND ORDER FORM\n{paper}\n", Area.TELECOM).findings
    if verdict is None:
        assert found.rule != "from month to month beside a longer time"
    else:
        assert found.verdict is verdict


def test_a_paper_that_lets_it_roll_too_is_not_held_against_it(beside) -> None:
    paper = "ORDER FORM\nThis plan runs month to month.\nOther plans: contract length 24 months\n"
    [found, *_] = beside("month to month", paper, Area.TELECOM).findings
    assert found.verdict is not Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("note", "paper"),
    [
        ("month to month", "Minimum term: 12 months\nNotice period: 30 days"),
        ("month to month", "Notice period: 90 days"),
        ("cancel any time", "Notice period: 90 days"),
        ("you can leave whenever you like", "Lock-in period: 12 months"),
    ],
)
def test_the_line_that_a_verdict_speaks_of_is_no_surprise_as_well(beside, note, paper) -> None:
    made = beside(note, f"BROADBAND ORDER FORM\n{paper}\n", Area.TELECOM)
    spoken = {line for one in made.findings for line in one.evidence}
    assert spoken
    assert not [one for one in made.surprises if spoken & set(one.evidence)]
