"""Lean mode: over a slow line a marker follows the cursor, and little else is sent."""

from collections.abc import Callable

import pytest

from crm_tui.cli.parser import parsed
from crm_tui.services.desk import Desk
from crm_tui.tui.wire import looks
from tests.tui.conftest import Sit
from tests.tui.wire.conftest import Both


async def test_a_marker_follows_the_cursor_and_the_row_keeps_its_look(
    sit_down: Sit, desk: Desk, both: Callable[[], Both]
) -> None:
    async with sit_down(desk) as seat:
        await seat.press("2", "down")
        before = both().sent
        await seat.press("down")
        with_a_row = both().sent - before

        await seat.press("ctrl+p", *"lean", "enter")
        assert seat.app.is_lean
        await seat.press("home")
        before = both().sent
        await seat.press("down")

        assert seat.cursor
        assert both().sent - before < min(60, with_a_row / 2)
        assert both().light.cells == both().plain.cells
        y = both().light.cursor[1]
        assert not any(cell[-2] for cell in both().light.cells[y] if len(cell) > 2), "reversed"

        await seat.press("ctrl+p", *"lean", "enter")
        assert not seat.app.is_lean


async def test_it_is_offered_once_when_pictures_take_long_to_arrive(
    sit_down: Sit, desk: Desk, both: Callable[[], Both]
) -> None:
    async with sit_down(desk) as seat:
        seat.app.line_is_slow()
        await seat.until("The line is slow: ^p and then")


@pytest.mark.parametrize(
    ("typed", "lean"),
    [([], False), (["--lean"], True), (["demo"], False), (["demo", "--lean"], True), (["--lean", "demo"], True)],
)
def test_it_is_asked_for_before_or_behind_the_command(typed: list[str], lean: bool) -> None:
    assert parsed(typed).lean is lean


@pytest.mark.parametrize(
    ("numbers", "few"),
    [
        ("38;2;190;10;10", "31"),
        ("38;5;15;48;5;4", "97;44"),
        ("48;2;0;0;0", "40"),
        ("1;31;47", "31;47"),
        ("", ""),
    ],
)
def test_every_colour_is_the_nearest_of_sixteen(numbers: str, few: str) -> None:
    found = looks.in_sixteen(looks.read(numbers))

    assert ";".join(filter(None, (found.ink, found.paper))) == few
