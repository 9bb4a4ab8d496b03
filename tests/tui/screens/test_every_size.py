"""On a small terminal the list is still read, on a large one the room is used."""

import pytest

from crm_tui.services.desk import Desk

LEAST_ROWS = 4


@pytest.mark.parametrize("page", ["1", "4", "6", "7"], ids=["today", "commitments", "officers", "kept on time"])
async def test_at_60_columns_and_15_rows_the_list_is_still_read(desk: Desk, sit_down, page: str) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press(page)
        records = at.app.screen.records
        seen = [line for line in at.lines if line.startswith((">", "  "))]
        assert at.cursor
        assert len(records.in_sight) >= min(LEAST_ROWS, len(records.shown)), at.text
        assert all(len(line) <= 60 for line in seen)


async def test_at_60_columns_the_officers_are_told_apart_by_their_names(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (60, 15)) as at:
        await at.press("6")
        assert {"asha", "vikram"} <= {line[2:].split()[0] for line in at.lines if line[2:].split()}


async def test_at_200_columns_the_deal_and_what_else_is_to_be_known_have_their_columns(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (200, 50)) as at:
        assert "Working capital 2026" in at.cursor
        assert "told: supervisor" in at.cursor
        assert at.cursor.count("9 working days late") == 1
        assert len(at.app.screen.records.in_sight) == len(at.app.screen.records.shown)
