"""What is said for a moment stands in lines of its own: nothing that the next act needs is covered by it."""

import pytest

from crm_tui.services.desk import Desk
from crm_tui.tui.widgets.record_rows import RecordRows

LONG = "Kept: the balance sheets for two years, which the auditor signed on Friday; the next time is due Mon 30 Nov"
SIZES = {"80x24": (80, 24), "60x15": (60, 15)}


@pytest.mark.parametrize("said", ["Kept", LONG], ids=["short", "long"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_line_in_full_and_the_keys_stand_beside_what_is_said(
    desk: Desk, sit_down, size: tuple[int, int], said: str
) -> None:
    async with sit_down(desk, size) as at:
        await at.press("j")
        # the line in full, with the key that settles it, and the keys
        last = 4 if size[1] > 20 else 3
        before = at.lines[-last:]
        at.app.notify(said)
        await at.settle()
        words = " ".join(at.text.split())
        assert said in words
        assert all(line in at.lines for line in before), at.text
        assert "Send the sanction" in at.cursor
        await at.press("k", "j")
        assert at.lines[-last:] == before


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_field_that_is_typed_into_stands_beside_what_is_said(
    desk: Desk, sit_down, size: tuple[int, int]
) -> None:
    async with sit_down(desk, size) as at:
        await at.press("n", *["tab"] * 5)
        field = at.app.focused
        for _ in range(3):
            at.app.notify(f"{LONG} {_}")
        await at.settle()
        region, screen = field.region, at.app.screen
        assert screen.find_widget(field).visible_region.area == region.area > 0, at.text
        assert "Save" in at.footer


@pytest.mark.parametrize("place", [0, 5], ids=["first", "further down"])
@pytest.mark.parametrize("many", range(1, 8), ids="{} lines".format)
async def test_a_list_keeps_the_row_under_its_cursor_whatever_is_said(
    desk: Desk, sit_down, place: int, many: int
) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press("g", *["j"] * place)
        # a scroll bar may take the end of the row
        before = at.cursor[:40]
        assert before
        for number in range(many):
            at.app.notify(f"line {number}")
        await at.settle()
        assert f"line {many - 1}" in at.text
        assert at.cursor[:40] == before, at.text
        # nor when the rows are filled anew meanwhile, as they are at the start
        at.app.screen.query_one(RecordRows).show()
        await at.settle()
        assert at.cursor[:40] == before, at.text
        assert "Quit" in at.footer
