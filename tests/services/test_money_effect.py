"""The money effect as lines, and what is paid over time as a drawing."""

from decimal import Decimal

import pytest

from crm_tui.domain.money_effect import Course, MoneyEffect, Part, Stretch, Sum, Unpriced
from crm_tui.services.course_chart import drawn, points
from crm_tui.services.money_effect import effects, lines, summary


def path(*stretches):
    return tuple(Stretch(first=first, last=last, amount=Decimal(amount)) for first, last, amount in stretches)


def course(said, paper, **other):
    given = {"label": "Monthly price", "currency": "INR", "every": "month", "basis": "over 24 months", "findings": (0,)}
    return Course(**given | {"said": path(*said), "paper": path(*paper)} | other)


PRICE = course([(1, 24, 499)], [(1, 12, 499), (13, 24, 798)])
EFFECT = MoneyEffect(
    sums=(
        Sum(
            kind="certain",
            currency="INR",
            saves=False,
            every="",
            parts=(
                Part(label="Monthly price", amount=Decimal(3588), basis="over 24 months", findings=(0,)),
                Part(label="Activation fee", amount=Decimal(500), basis="once", surprises=(0,)),
            ),
        ),
        Sum(
            kind="contingent",
            currency="INR",
            saves=False,
            every="",
            parts=(Part(label="Early exit", amount=Decimal(2000), basis="each time it applies", findings=(1,)),),
        ),
    ),
    unpriced=(Unpriced(label="Speed", term="telecom.speed", why="the paper has nothing about it", finding=2),),
    courses=(PRICE,),
)


def test_the_effect_on_one_line():
    assert summary(EFFECT) == (
        "Rs 4,088 worse off for certain; Rs 2,000 worse off if it comes to that; 1 without a price"
    )


def test_the_effect_with_its_parts_and_its_drawing():
    assert lines(EFFECT, 60) == [
        "Certain, if it is signed as it stands",
        "  Rs 4,088 worse off",
        "    Monthly price: 3,588 over 24 months",
        "    Activation fee: 500 once",
        "",
        "Only if it comes to that",
        "  Rs 2,000 worse off",
        "    Early exit: each time it applies",
        "",
        "Differs, and is in no sum",
        "  The paper has nothing about it: Speed",
        "",
        "Monthly price (Rs)",
        "                   said   paper",
        "  first month       499     499  the same",
        "  first year      5,988   5,988  the same",
        "  all 24 months  11,976  15,564  3,588 more",
        "",
        "  months 1-12   said   499 ████████████████████▋",
        "  the same      paper  499 ████████████████████▋",
        "  months 13-24  said   499 ████████████████████▋",
        "  299 more      paper  798 █████████████████████████████████",
        "  Rs each month; every bar begins at 0.",
    ]


def test_without_a_paper_or_a_difference_nothing_is_claimed():
    assert effects(None) == MoneyEffect()
    assert summary(MoneyEffect()) == "nothing that costs the customer more or less was found"
    assert lines(MoneyEffect()) == ["Nothing that costs the customer more or less was found."]


def test_what_has_no_price_is_named_by_its_reason():
    labels = ["Speed", "Data", "Speed", *(f"Term {number}" for number in range(9))]
    found = MoneyEffect(
        unpriced=(
            Unpriced(label="Lock-in", term=None, why="the paper is worse", finding=0),
            *(Unpriced(label=label, term=None, why="nobody spoke of it", surprise=0) for label in labels),
        )
    )
    assert lines(found) == [
        "Differs, and is in no sum",
        "  The paper is worse: Lock-in",
        "  Nobody spoke of it: Speed; Data; Term 0; Term 1; Term 2; Term 3; Term 4; Term",
        "      5; and 3 more",
    ]


def test_payments_that_nobody_printed_say_so():
    told = lines(MoneyEffect(courses=(course([(1, 12, 100)], [(1, 12, 110)], reckoned=True),)))
    assert told[0] == "Monthly price (Rs), reckoned from amount, rate and time"


@pytest.mark.parametrize("width", [40, 56, 80, 116])
def test_nothing_is_wider_than_its_place(width):
    assert max(map(len, lines(EFFECT, width))) <= width


def test_points_follow_each_other_from_the_first_payment_to_the_last():
    shorter = course([(1, 6, 100)], [(1, 3, 90), (4, 12, 120)])
    assert [(one.first, one.last, one.said, one.paper) for one in points(shorter)] == [
        (1, 3, 100, 90),
        (4, 6, 100, 120),
        (7, 12, 0, 120),
    ]


def test_bars_are_as_long_as_the_money_is_much():
    bars = [line.count("█") for line in drawn(course([(1, 12, 100)], [(1, 6, 200), (7, 12, 400)]), 80) if "█" in line]
    assert bars[1] == 2 * bars[0]
    assert bars[3] == 4 * bars[2]


def test_of_many_changes_the_first_and_the_last_are_drawn_and_the_rest_is_told():
    rising = course([(1, 120, 100)], [(12 * year + 1, 12 * year + 12, 100 + year) for year in range(10)])
    told = drawn(rising, 80)
    assert len(told) == 6 * 2 + 2
    assert "(4 changes between are not drawn)" in told[10]
    assert told[-3].startswith("months 109-120")
