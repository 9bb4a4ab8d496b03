"""The money effect in a report: as text below its title, and as values whose parts name the promises."""

from decimal import Decimal

from crm_tui.domain.money_effect import Course, MoneyEffect, Part, Stretch, Sum, Unpriced
from crm_tui.interchange.money_effect import as_value, block

EFFECT = MoneyEffect(
    sums=(
        Sum(
            kind="certain",
            currency="INR",
            saves=False,
            every="",
            parts=(
                Part(label="Monthly price", amount=Decimal(3600), basis="over 24 months", findings=(1,)),
                Part(label="Activation fee", amount=Decimal(500), basis="once", surprises=(0,)),
            ),
        ),
    ),
    unpriced=(Unpriced(label="\x1b[2JSpeed", term="telecom.speed", why="the paper has nothing about it", finding=0),),
    courses=(
        Course(
            label="Monthly price",
            currency="INR",
            every="month",
            said=(Stretch(first=1, last=24, amount=Decimal(499)),),
            paper=(Stretch(first=1, last=24, amount=Decimal(649)),),
            basis="over 24 months",
            findings=(1,),
        ),
    ),
)


def test_the_text_stands_below_its_title_and_steers_no_terminal() -> None:
    told = "\n".join(block(EFFECT))
    assert told.startswith(
        "\nWhat it costs the customer\n  Certain, if it is signed as it stands\n    Rs 4,100 worse off\n"
    )
    assert "  The paper has nothing about it: " in told
    assert "\x1b" not in told
    assert block(MoneyEffect()) == []


def test_the_value_names_the_promises_of_every_part() -> None:
    value = as_value(EFFECT, [31, 32])
    (one,) = value["sums"]
    assert (one["kind"], one["amount"], one["currency"], one["every"]) == ("certain", "4100.00", "INR", None)
    assert [(part["amount"], part["promises"], part["surprises"]) for part in one["parts"]] == [
        ("3600.00", [32], []),
        ("500.00", [], [0]),
    ]
    assert value["unpriced"][0]["promise"] == 31
    assert value["over_time"][0]["said"] == [{"first": 1, "last": 24, "amount": "499.00"}]
    assert (value["over_time"][0]["paper_total"], value["over_time"][0]["promises"]) == ("15576.00", [32])
