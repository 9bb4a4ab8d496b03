"""What was given away to date, beside the most that may be."""

from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.services import records
from crm_tui.services.concessions import budgets
from crm_tui.services.desk import Desk

DAY = date(2026, 11, 21)


def money(amount: int, currency: str = "INR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def promised(desk: Desk, amount: int, currency: str = "INR", **more: object) -> Commitment:
    plain = {"customer_id": 1, "deal_id": 1, "words": "a locker", "owner": "asha", "made_on": DAY}
    return records.add(desk, Commitment.model_validate(plain | {"cost": money(amount, currency)} | more))


@pytest.fixture
def limited(desk: Desk) -> Desk:
    with desk.store.transaction() as now:
        deal, year = (money(5000), money(300, "USD")), (money(9000),)
        now.add(
            GroundRules(
                version=1, changed_by="m", changed_on=DAY, concessions_per_deal=deal, concessions_per_customer=year
            )
        )
    return desk


def told(desk: Desk, cost: Money | None = None, **more: int) -> list[str]:
    return [one.with_more(cost) for one in budgets(desk, 1, 1, **more)]


def test_currencies_are_never_added(limited: Desk) -> None:
    promised(limited, 3000)
    promised(limited, 20, "USD")
    assert told(limited, money(2500)) == [
        "given away on this deal: Rs 3,000 of Rs 5,000; with this Rs 5,500, Rs 500 over the limit",
        "given away on this deal: $20 of $300, $280 left",
        "given away to this customer in 2026: Rs 3,000 of Rs 9,000; with this Rs 5,500, Rs 3,500 left",
        "given away to this customer in 2026: $20, no limit is set",
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        {"status": Status.WITHDRAWN, "settled_on": DAY},
        {"kind": CommitmentKind.TASK},
        {"deal_id": 2, "made_on": date(2025, 12, 31)},
        {"customer_id": 2},
    ],
    ids=["withdrawn", "a task", "another deal, another year", "another customer"],
)
def test_what_does_not_count(limited: Desk, left_out: dict[str, object]) -> None:
    promised(limited, 3000, **left_out)
    assert told(limited)[0] == "given away on this deal: Rs 0 of Rs 5,000, Rs 5,000 left"
    assert told(limited)[2] == "given away to this customer in 2026: Rs 0 of Rs 9,000, Rs 9,000 left"


def test_an_exception_counts_for_what_it_costs_and_once(limited: Desk) -> None:
    one = promised(limited, 1000)
    with limited.store.transaction() as now:
        now.add(
            Resolution(
                by="asha",
                on=DAY,
                deal_id=1,
                document_id=1,
                version=1,
                about=f"promise {one.id}",
                found="worse",
                answer=Answer.EXCEPTION,
                cost=money(4000),
            )
        )
    assert told(limited)[0] == "given away on this deal: Rs 4,000 of Rs 5,000, Rs 1,000 left"
    assert told(limited, besides=one.id)[0] == "given away on this deal: Rs 0 of Rs 5,000, Rs 5,000 left"


def test_without_a_limit_nothing_is_over_it(desk: Desk) -> None:
    promised(desk, 3000)
    assert not any(one.is_over(money(1_000_000)) for one in budgets(desk, 1, 1))
