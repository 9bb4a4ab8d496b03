"""The screens on a terminal of 60x15, and on one of 200x50."""

import pytest
from textual.widgets import Input

from crm_tui.services.desk import Desk
from crm_tui.services.house_words import HouseWords
from crm_tui.tui.present import cells
from crm_tui.tui.widgets.frame import TopBar
from tests.tui.conftest import Sit

LISTS = {"1": "Call back about", "2": "Kothari Textiles", "3": "Home loan", "4": "Call back about", "5": "Meera Iyer"}


@pytest.mark.parametrize("mode", LISTS)
async def test_a_small_terminal_still_shows_the_list_of_each_screen(desk: Desk, sit_down: Sit, mode: str) -> None:
    async with sit_down(desk, size=(60, 15)) as seat:
        await seat.press(mode)
        await seat.until("> ")
        first = seat.cursor
        assert any(LISTS[mode][:9] in line for line in seat.lines[2:]), seat.text
        await seat.press("j")
        assert seat.cursor
        assert (seat.cursor != first) is (mode != "5"), "one deal has promises"
        assert "Quit" in seat.footer
        assert all(cells(line) <= 60 for line in seat.lines)


@pytest.mark.parametrize("keys", [("c",), ("2", "n"), ("3", "n"), ("4", "n")], ids="-".join)
async def test_a_form_is_used_on_a_small_terminal(desk: Desk, sit_down: Sit, keys: tuple[str, ...]) -> None:
    async with sit_down(desk, size=(60, 15)) as seat:
        await seat.press(*keys)
        screen = seat.app.screen
        assert "Save" in seat.footer, seat.text
        seen = set()
        for _ in range(60):
            field = seat.app.focused
            assert field is not None
            if field in seen:
                break
            seen.add(field)
            assert 0 < field.region.y < 14, f"{field} is out of sight:\n{seat.text}"
            assert field.region.width > 15
            if isinstance(field, Input) and not field.value:
                await seat.press("a")
                assert "a" in field.value, "what is typed is in sight"
            await seat.press("tab")
        assert len(seen) > 4
        assert seat.app.screen is screen


@pytest.mark.parametrize(
    ("mode", "more"),
    [("2", "E-mail"), ("3", "Next step"), ("5", "Promises")],
)
async def test_a_large_terminal_shows_more_of_each_line(desk: Desk, sit_down: Sit, mode: str, more: str) -> None:
    async with sit_down(desk, size=(200, 50)) as seat:
        await seat.press(mode)
        await seat.until("> ")
        assert more in seat.text
        titles = next(line for line in seat.lines if more in line)
        assert cells(titles) > 150, "the columns go over the whole width"
        assert "…" not in seat.cursor, "nothing is cut"


@pytest.mark.parametrize("width", [20, 40, 57, 58, 80])
async def test_the_first_line_fits_whatever_the_width_and_the_words_of_the_house(
    desk: Desk, sit_down: Sit, width: int
) -> None:
    async with sit_down(desk, size=(width, 20)) as seat:
        bar = seat.app.screen.query_one(TopBar)
        bar.say("asha · Sat 21 Nov", HouseWords(one="policyholder of the firm", many="policyholders of the firm"))
        await seat.settle()
        assert cells(seat.lines[0]) <= width
        assert seat.lines[0].startswith("[1 Today]"[:width])
