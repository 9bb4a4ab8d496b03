from decimal import Decimal

import pytest

from crm_tui.domain.money_effect import Course, MoneyEffect, Part, Stretch, Sum
from crm_tui.services.desk import Desk
from crm_tui.tui.screens.money_effect import MoneyEffectScreen

RISING = Course(
    label="[red]Rent[/red]",
    currency="INR",
    every="month",
    said=(Stretch(first=1, last=36, amount=Decimal(40000)),),
    paper=tuple(
        Stretch(first=12 * year + 1, last=12 * year + 12, amount=Decimal(40000 + 2000 * year)) for year in range(3)
    ),
    basis="over 36 months",
    findings=(0,),
)
EFFECT = MoneyEffect(
    sums=(
        Sum(
            kind="certain",
            currency="INR",
            saves=False,
            every="",
            parts=(Part(label=RISING.label, amount=Decimal(72000), basis="over 36 months", findings=(0,)),),
        ),
    ),
    courses=(RISING,),
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_the_effect_fills_the_screen_and_goes_back(desk: Desk, sit_down, size) -> None:
    async with sit_down(desk, size) as seat:
        await seat.app.push_screen(MoneyEffectScreen(EFFECT))
        await seat.settle()
        assert "Rs 72,000 worse off" in seat.text
        assert "[red]Rent[/red]: over 36 months" in seat.text
        await seat.press("end")
        bars = [line.count("█") for line in seat.lines if "paper  " in line and "█" in line]
        assert bars == sorted(bars) != []
        assert "every bar begins at 0" in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, MoneyEffectScreen)
